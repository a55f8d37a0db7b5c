"""台账 on screen: what waits in each, the lines of the chosen one, narrowed, opened, written to a file."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.operations.edits import save_answers
from app.operations.families import add_member
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.subjects import Subject
from app.ui.help.ledgers.sections import ALERTS, URGENT
from app.ui.help.ledgers.shown import alert_cell, ledger_columns
from app.ui.kit.cells import Mark
from tests.operations.offices import a_household, a_person, an_office
from tests.ui.help.pages import open_help, settled


def three_children(folder: Path) -> tuple[Office, str, str]:
    """Two households: one child at school, one out of it with a reason, one without; the second village's last."""
    office = an_office(folder)
    first, second = a_household(office, name="Zhao"), a_household(office, name="Qian", village=1)
    for household, name, year in (
        (first, "Ming", {"school_state": "03"}),
        (first, "Hua", {"dropout_reason": "02"}),
        (second, "Jun", {}),
    ):
        one = add_member(
            office, household, a_person(name, relation="03", year=2026, circumstances=dict(year))
        )
        save_answers(office, Subject("person", one), {"birth_date": date(2015, 1, 1)})
    return office, first, second


def whom(section: object) -> list[str]:
    """The names of the lines shown."""
    source = section.table.rows.source  # type: ignore[attr-defined]
    rows = [source.row(number) for number in range(source.count())]
    return [row.cells[0].words for row in rows if row is not None and isinstance(row.cells[0], Mark)]


def test_the_chosen_ledger_shows_its_lines_most_urgent_first(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = three_children(tmp_path)
    page, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling")
    assert whom(section) == ["Jun", "Hua", "Ming"]
    assert section.shelf.key() == "schooling"
    assert section.made.note in page.header.line.text()
    desk.close()


def test_another_ledger_is_chosen_beside_the_table(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling")
    section.shelf.tree.setFocus()
    qtbot.keyClick(section.shelf.tree, Qt.Key.Key_Down)
    assert section.made.name == "insurance"
    assert len(section.table.rows.columns) == len(ledger_columns(section.made))
    desk.close()


def test_the_list_is_narrowed_to_what_asks_for_something(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling", only=ALERTS)
    assert whom(section) == ["Jun", "Hua"]
    section.open_at(ledger="schooling", only=URGENT)
    assert whom(section) == ["Jun"]
    section.open_at(ledger="orphans", only=URGENT)
    assert section.empty.isVisible() and not section.deeds.write.isEnabled()
    desk.close()


def test_a_village_shows_its_own_lines(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = three_children(tmp_path)
    place = villages(office)[1].id
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling", village=place)
    assert whom(section) == ["Jun"]
    desk.close()


def test_enter_opens_the_household_with_its_neighbours(qtbot: QtBot, tmp_path: Path) -> None:
    office, first, second = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling")
    gone: list[tuple[str, dict[str, object]]] = []
    desk.went.connect(lambda where, place: gone.append((where, place)))
    section.table.setFocus()
    qtbot.keyClick(section.table, Qt.Key.Key_Down)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    ((where, place),) = gone
    assert (where, place["id"], place["around"]) == ("household", second, (second, first))
    desk.close()


def test_the_whole_alert_stands_at_the_foot(qtbot: QtBot, tmp_path: Path) -> None:
    office, _, _ = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling")
    source = section.words.text()
    section.table.setFocus()
    section.table.go_to(0)
    assert section.words.text() == "".join(section.lines[0].alerts) != source
    assert section.open_it.isVisible()
    desk.close()


def test_what_was_written_meanwhile_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    office, first, _ = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling")
    one = add_member(office, first, a_person("Li", relation="03", year=2026))
    save_answers(office, Subject("person", one), {"birth_date": date(2016, 1, 1)})
    desk.changed.emit("households")
    settled(qtbot, desk)
    assert set(whom(section)) == {"Jun", "Li", "Hua", "Ming"}
    desk.close()


@pytest.mark.parametrize("name", ["l.xlsx", "l.pdf"])
def test_the_lines_in_sight_are_written_to_a_file(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    office, _, _ = three_children(tmp_path)
    _, section, desk, _ = open_help(qtbot, office, "ledgers", ledger="schooling", only=URGENT)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
    section.deeds.choose_file()
    settled(qtbot, desk)
    assert (tmp_path / name).stat().st_size > 1000
    desk.close()


def test_an_alert_is_told_apart_from_what_to_do_about_it() -> None:
    from app.operations.ledgers import LedgerRow
    from app.texts import say

    sentence = say("ledgers.never_visited", name="Li")
    cell = alert_cell(LedgerRow("h", "p", "d", (), "overdue", (sentence, "more")))
    assert isinstance(cell, Mark) and cell.tone == "bad"
    assert cell.words in sentence and cell.note.endswith("more")
    assert alert_cell(LedgerRow("h", "p", "d", (), "", ())) == ""
