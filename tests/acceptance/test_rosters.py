"""Two national workbooks in, everything out again: every cell equal, twice the same, and taken back whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.batches import undo_batch
from app.operations.exports import export_workbook
from app.operations.imports import import_workbooks
from app.operations.offices import Office
from tests.acceptance.townships import Township, differing_cells, township, townships
from tests.operations.offices import an_office

RECORDS = ("household", "person", "membership", "standing", "conditions", "member_year", "income")


@pytest.fixture(scope="module", params=townships())
def town(request: pytest.FixtureRequest) -> Township:
    return township(request.param)


@pytest.fixture(scope="module")
def office(town: Township, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office into which both workbooks were brought."""
    office = an_office(tmp_path_factory.mktemp(town.name))
    report = import_workbooks(office, [town.persons, town.households])
    assert report.refusals == ()
    assert (report.households.created, report.households.updated) == (1_600, 0)
    yield office
    office.close()


def sizes(office: Office) -> dict[str, int]:
    return {record: office.archive.read(f'SELECT count(*) FROM "{record}"')[0][0] for record in RECORDS}


def test_every_cell_of_the_households_comes_back_equal(
    office: Office, town: Township, tmp_path: Path
) -> None:
    made = export_workbook(office, ["national-households"], tmp_path / "households.xlsx")
    assert sum(made.rows.values()) == 1_600
    compared, wrong = differing_cells(town.households, tmp_path / "households.xlsx", "户编号")
    assert (compared, wrong) == (1_600 * 53, [])


def test_every_cell_of_the_persons_comes_back_equal(office: Office, town: Township, tmp_path: Path) -> None:
    export_workbook(office, ["national-persons"], tmp_path / "persons.xlsx")
    compared, wrong = differing_cells(town.persons, tmp_path / "persons.xlsx", "人口编号")
    assert compared > 5_000 * 47
    assert wrong == []


def test_the_second_import_says_all_unchanged(office: Office, town: Township) -> None:
    before = office.archive.read("SELECT max(seq) FROM change")
    report = import_workbooks(office, [town.households, town.persons])
    assert (report.households.unchanged, report.households.created + report.households.updated) == (1_600, 0)
    assert report.persons.created + report.persons.updated == 0
    assert report.batch is None
    assert office.archive.read("SELECT max(seq) FROM change") == before


def test_the_monitored_households_of_a_later_year_come_back_equal_too(
    office: Office, town: Township, tmp_path: Path
) -> None:
    report = import_workbooks(office, [town.monitored])
    assert report.refusals == ()
    assert (report.households.created, report.persons.created) == (0, 0)
    export_workbook(office, ["national-monitored"], tmp_path / "monitored.xlsx")
    _, wrong = differing_cells(town.monitored, tmp_path / "monitored.xlsx", "户编号")
    assert wrong == []
    undo_batch(office, str(report.batch))


def test_undo_leaves_an_empty_office(town: Township, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    report = import_workbooks(office, [town.households, town.persons])
    assert sizes(office)["household"] == 1_600
    undo_batch(office, str(report.batch))
    assert sizes(office) == dict.fromkeys(RECORDS, 0)
    assert office.archive.read("SELECT count(*) FROM answer") == [(0,)]
    office.close()
