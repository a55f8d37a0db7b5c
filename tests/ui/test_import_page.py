"""The import wizard on real workbooks: preview, a column taken for something else, writing, taking it back."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.offices import Office
from app.ui.desks import Desk
from app.ui.imports.outcomes import CREATED, REFUSED
from app.ui.imports.pages import ImportPage
from app.ui.kit.cells import Mark
from tests.operations.offices import an_office
from tests.ui.household.desks import Told, a_desk, a_window

TOWN = "610902102"  # where the small workbooks' households live
ROSTERS = Path(__file__).parent.parent / "workbooks"
BOTH = [ROSTERS / "twelve-households.xlsx", ROSTERS / "twelve-persons.xlsx"]


def a_wizard(qtbot: QtBot, office: Office) -> tuple[ImportPage, Desk, Told]:
    desk, told = a_desk(office)
    page = ImportPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    return page, desk, told


def read(qtbot: QtBot, page: ImportPage, desk: Desk, paths: list[Path]) -> None:
    page.take_files(paths)
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=30_000)


def households(office: Office) -> int:
    return int(office.archive.read("SELECT count(*) FROM household")[0][0])


def test_two_workbooks_are_previewed_written_as_one_batch_and_taken_back(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path, TOWN)
    page, desk, told = a_wizard(qtbot, office)
    read(qtbot, page, desk, BOTH)
    assert page.tiles.tiles[CREATED].number == "12"
    assert page.write.isEnabled()
    assert households(office) == 0
    page.write_it()
    qtbot.waitUntil(lambda: households(office) == 12)
    qtbot.waitUntil(lambda: bool(told.undo))
    assert told.went[-1][0] == "households"
    told.undo[-1]()  # type: ignore[operator]
    qtbot.waitUntil(lambda: households(office) == 0)
    assert told.problems == []
    desk.close()


def test_the_same_files_again_have_nothing_to_write(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path, TOWN)
    page, desk, _ = a_wizard(qtbot, office)
    read(qtbot, page, desk, BOTH)
    page.write_it()
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=30_000)
    read(qtbot, page, desk, BOTH)
    assert not page.write.isEnabled()
    desk.close()


def test_a_column_left_out_is_read_again_without_it(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path, TOWN)
    page, desk, _ = a_wizard(qtbot, office)
    read(qtbot, page, desk, BOTH[:1])
    assert page.preview is not None
    sheet = page.preview.sheets[0]
    bank = next(one for one in sheet.columns if one.path == "household.bank_name")
    page._take(sheet.fingerprint, bank.index, None)
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=30_000)
    page.write_it()
    qtbot.waitUntil(lambda: households(office) == 12)
    assert office.archive.read("SELECT count(*) FROM household WHERE bank_name IS NOT NULL") == [(0,)]
    desk.close()


def test_a_file_that_is_no_roster_is_refused_with_its_sentence(qtbot: QtBot, tmp_path: Path):
    nonsense = tmp_path / "nonsense.xlsx"
    nonsense.write_bytes(b"this is no workbook")
    page, desk, told = a_wizard(qtbot, an_office(tmp_path, TOWN))
    read(qtbot, page, desk, [nonsense])
    assert page.tiles.tiles[REFUSED].number == "1"
    assert not page.write.isEnabled()
    assert told.problems == []
    desk.close()


def test_a_refused_row_is_shown_with_its_reason_and_nothing_can_be_written(qtbot: QtBot, tmp_path: Path):
    import openpyxl

    book = openpyxl.load_workbook(BOTH[0])
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    number = next(index for index, head in enumerate(heads, 1) if head and str(head).endswith("证件号码"))
    sheet.cell(3, number).value = 6.109e17
    book.save(tmp_path / "damaged.xlsx")
    page, desk, _ = a_wizard(qtbot, an_office(tmp_path, TOWN))
    read(qtbot, page, desk, [tmp_path / "damaged.xlsx"])
    assert page.tiles.tiles[REFUSED].number == "1"
    assert not page.write.isEnabled()
    row = page.list._faults.rows.source.row(0)
    assert row is not None
    why = row.cells[3]
    assert isinstance(why, Mark)
    assert why.words
    desk.close()
