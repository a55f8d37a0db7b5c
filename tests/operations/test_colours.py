"""Villages in three colours: from standings, measures, clues and warnings; as a workbook and a page."""

from datetime import date
from pathlib import Path

import openpyxl

from app.operations.clues.checks import TAKEN_IN
from app.operations.clues.deeds import close_clues
from app.operations.colour_tables import households_table, villages_table
from app.operations.colours import colour_overview
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.plain_tables import plain_pdf, write_plain
from tests.documents.pages import described, same_as_golden, texts
from tests.operations.helping import TODAY, a_standing
from tests.operations.offices import a_household, an_office
from tests.operations.public.test_conditions import a_measure
from tests.operations.test_clues import a_clue
from tests.operations.test_warnings import a_house


def six_households(folder: Path) -> tuple[Office, dict[str, str]]:
    """One household of each kind in the first village, a calm one in the second."""
    office = an_office(folder)
    names = ("unhelped", "helped", "cleared", "late", "taken", "warned")
    homes = {name: a_household(office, name=name, year=2026) for name in names}
    for name in ("unhelped", "helped"):
        a_standing(office, homes[name], 2026, monitor_class="3", risk_cleared=0, monitored_month="2026-01")
    a_standing(office, homes["cleared"], 2026, monitor_class="3", risk_cleared=1)
    a_measure(office, homes["helped"])
    a_clue(office, homes["late"], date(2026, 10, 20))
    close_clues(office, [a_clue(office, homes["taken"])], TODAY, TAKEN_IN)
    a_house(office, homes["warned"], 2026, "C")
    a_household(office, name="calm", village=1, year=2026)
    return office, homes


def test_each_household_has_its_colour_and_why(tmp_path: Path) -> None:
    office, _ = six_households(tmp_path)
    found = colour_overview(office)
    colours = {one.head: one.entry.colour for one in found.households}
    assert colours == {
        "unhelped": "red", "helped": "yellow", "cleared": "green", "late": "red", "taken": "red", "warned": "yellow",
        "calm": "green",
    }  # fmt: skip
    assert all(one.entry.told for one in found.households)
    assert found.counts() == {"red": 3, "yellow": 2, "green": 2}


def test_a_village_is_counted_and_its_households_are_listed_red_first(tmp_path: Path) -> None:
    office, _ = six_households(tmp_path)
    found = colour_overview(office)
    one, two = found.villages[:2]
    assert (one.entry.colour, one.households, two.entry.colour) == ("red", 6, "green")
    assert [home.entry.colour for home in found.of(one.division_id)] == ["red"] * 3 + ["yellow"] * 2
    only = colour_overview(office, villages(office)[1].id)
    assert [village.name for village in only.villages] == [villages(office)[1].name]


def test_both_tables_go_out_as_workbook_and_page(tmp_path: Path) -> None:
    office, _ = six_households(tmp_path)
    found = colour_overview(office)
    for make, rows in ((villages_table, 3), (households_table, 5)):
        table = make(found, "Town")
        assert write_plain(office, table, tmp_path / "out.xlsx") == rows
        sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
        assert sheet is not None
        cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]
        assert table.title in cells and "红" in cells
        write_plain(office, table, tmp_path / "out.pdf")
        assert "红" in "".join(texts((tmp_path / "out.pdf").read_bytes()))
    pdf = plain_pdf(office, villages_table(found, "曾家镇"))
    assert same_as_golden("colour-overview.txt", described(pdf))
    totals = villages_table(found, "Town").rows[-1]
    assert totals[2] == sum(map(int, totals[3:6])) == 7
