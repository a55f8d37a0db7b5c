"""上面要一张表: what stands on the screen stands in the table."""

from pathlib import Path

from app.documents.grids_files import read_file
from app.documents.previews import Preview
from app.operations.lists import HouseholdQuery, list_households
from app.operations.tables import write_table
from tests.operations.offices import a_household, an_office

COLUMNS = ("head.name", "household.phone", "derived.size")


def test_the_list_goes_to_a_workbook_with_its_columns_and_its_filter(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="Zhao", phone="13900000000")
    found = list_households(office, HouseholdQuery(year=2025))
    assert write_table(found, COLUMNS, tmp_path / "list.xlsx", "List", "all of them") == 1
    cells = [row for row in read_file(tmp_path / "list.xlsx").grids[0].rows if any(row)]
    assert cells[-1] == ["Zhao", "13900000000", 1.0]
    assert any("all of them" in str(cell) for row in cells for cell in row)


def test_the_list_goes_to_a_page_and_the_log_says_so(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="Zhao", phone="13900000000")
    found = list_households(office, HouseholdQuery(year=2025))
    write_table(found, COLUMNS, tmp_path / "list.pdf", "List")
    with Preview((tmp_path / "list.pdf").read_bytes()) as preview:
        assert "Zhao" in preview.text(0)
    (said,) = office.archive.read("SELECT set_json FROM change ORDER BY seq DESC LIMIT 1")
    assert '"export"' in said[0]
