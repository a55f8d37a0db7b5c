"""The coverage matrix on a real small office."""

import time
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.documents.grids_files import read_file
from app.operations.coverage import GAP, Coverage, CoverageRow, Total, coverage_rules
from app.operations.plans import save_measure
from app.ui.help.coverage.matrices import Matrix
from app.ui.help.coverage.sections import GAPS
from tests.operations.offices import an_office
from tests.ui.help.pages import YEAR, a_needing, open_help, settled


def ill_households(folder: Path):  # type: ignore[no-untyped-def]
    """An office with two households in need because of illness; the second has its measure."""
    office = an_office(folder)
    lacking, served = a_needing(office, "Zhao", cause="01"), a_needing(office, "Qian", cause="01")
    save_measure(office, served, YEAR, {"kind": "07", "name": "Family doctor"})
    return office, lacking, served


def column_with_gap(shown: Coverage) -> int:
    return next(number for number, total in enumerate(shown.totals) if total.gaps)


def test_a_gap_is_told_with_its_reason_where_the_keyboard_stands(qtbot: QtBot, tmp_path: Path):
    office, _, _ = ill_households(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "coverage")
    column = column_with_gap(section.shown)
    section.matrix.go_to(0, column)
    row = section.matrix.rows[0]
    assert row.cells[column] == GAP
    assert dict(row.lacks)[column] in section.cell_words.text()
    assert section.matrix.words_at(0, column) == section.cell_words.text()
    desk.close()


def test_only_the_gaps_and_only_those_of_one_kind_are_shown(qtbot: QtBot, tmp_path: Path):
    office, lacking, _ = ill_households(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "coverage")
    every = len(section.matrix.rows)
    section.which.chosen.emit(GAPS)
    section.which.choose(GAPS)
    section._show_narrowed()
    assert len(section.matrix.rows) == section.shown.gap_households <= every
    section.matrix.go_to(0, column_with_gap(section.shown))
    section.narrow.click()
    assert lacking in [row.household_id for row in section.matrix.rows]
    assert section.chip is not None
    section.chip.removed.emit()
    assert section.chip is None
    desk.close()


def test_a_measure_is_arranged_for_those_who_lack_it(qtbot: QtBot, tmp_path: Path):
    office, lacking, _ = ill_households(tmp_path)
    _, section, desk, told = open_help(qtbot, office, "coverage")
    column = column_with_gap(section.shown)
    section.matrix.go_to(0, column)
    section.deeds.give.click()
    page, place = told.went[-1]
    assert (page, place["section"], place["kind"]) == (
        "help",
        "plans",
        section.shown.columns[column].kinds[0],
    )
    assert lacking in place["give"]  # type: ignore[operator]
    desk.close()


def test_the_matrix_goes_to_a_workbook_and_what_is_in_sight_to_paper(qtbot: QtBot, tmp_path: Path):
    office, _, _ = ill_households(tmp_path)
    _, section, desk, told = open_help(qtbot, office, "coverage")
    section.deeds.write_to(tmp_path / "matrix.xlsx")
    settled(qtbot, desk)
    names = [row[2] for row in read_file(tmp_path / "matrix.xlsx").grids[0].rows if len(row) > 2]
    assert "Zhao" in names
    section.which.choose(GAPS)
    section._show_narrowed()
    section.deeds.write_to(tmp_path / "matrix.pdf")
    settled(qtbot, desk)
    assert (tmp_path / "matrix.pdf").read_bytes().startswith(b"%PDF")
    assert len(told.sentences) == 2
    desk.close()


def test_enter_opens_the_household_and_the_arrows_keep_in_sight(qtbot: QtBot, tmp_path: Path):
    office, _, _ = ill_households(tmp_path)
    _, section, desk, told = open_help(qtbot, office, "coverage")
    matrix = section.matrix
    matrix.setFocus()
    qtbot.keyClick(matrix, Qt.Key.Key_End)
    assert matrix.column == len(matrix.columns) - 1
    qtbot.keyClick(matrix, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert matrix.row == len(matrix.rows) - 1
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    assert told.went[-1][1]["id"] == matrix.rows[-1].household_id
    desk.close()


def test_the_place_is_kept_when_somebody_wrote(qtbot: QtBot, tmp_path: Path):
    office, lacking, served = ill_households(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "coverage")
    number = [row.household_id for row in section.matrix.rows].index(served)
    section.matrix.go_to(number, 3)
    save_measure(office, lacking, YEAR, {"kind": "07", "name": "Family doctor"})
    desk.changed.emit("households")
    settled(qtbot, desk)
    assert section.matrix.rows[section.matrix.row].household_id == served
    assert section.matrix.column == 3
    desk.close()


def test_fifteen_thousand_households_are_painted_at_once(qtbot: QtBot, tmp_path: Path):
    columns = coverage_rules(an_office(tmp_path)).columns
    rows = [
        CoverageRow(
            str(number), f"Head {number}", "", "", "Village", "1", (GAP, 0, 2) * (len(columns) // 3), ()
        )
        for number in range(15_000)
    ]
    matrix = Matrix()
    qtbot.addWidget(matrix)
    matrix.resize(1100, 600)
    matrix.show()
    began = time.perf_counter()
    matrix.show_matrix(columns, rows, [Total(1, 1)] * len(columns))
    matrix.go_to(14_999, 0)
    matrix.grab()
    assert time.perf_counter() - began < 0.5
    assert matrix.verticalScrollBar().value() == matrix.verticalScrollBar().maximum()
