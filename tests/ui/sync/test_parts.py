"""The parts of the page of sync: households on the move, files on their way, what was replaced, the stick."""

import errno
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.operations.attachments import attach_file, kept_file
from app.operations.home import home
from app.operations.moves import list_leaving, send_away
from app.operations.offices import Office
from app.operations.places import villages
from app.texts import say
from app.ui.home.task_words import task_words
from app.ui.household.departures import ask_departure
from app.ui.household.help.photos import Thumbnail, small_or_none
from app.ui.sync.budgets import MB, SETTING, daily_budget
from app.ui.sync.parts import Parts
from tests.operations.offices import MONDAY, a_household, an_office
from tests.ui.household.desks import leave, open_household, settle
from tests.ui.sync.standings import OTHER, join
from tests.ui.sync.windows import opened, rested

BESIDE = "510812101"


def insert(office: Office, table: str, **row: Any) -> None:
    """A row as it comes by the feed."""
    with office.archive.syncing() as connection:
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def a_transfer(office: Office, head: str, days: int = 0, **more: Any) -> str:
    """A household of the township beside that is to come here; gives the transfer's id."""
    made = f"0190a000-0000-7000-8000-0000000001{days:02}"
    at = (office.clock() - timedelta(days=days)).isoformat(timespec="seconds")
    row = {
        "id": made, "born": OTHER, "household_id": f"0190a000-0000-7000-8000-0000000002{days:02}", "head": head,
        "members": 5, "from_code": BESIDE, "from_name": "Sandy", "to_code": "510812103", "op_id": OTHER,
        "actor": "boris", "at": at, **more,
    }  # fmt: skip
    insert(office, "transfer", **row)
    return made


# households on the move


def test_a_household_that_comes_is_taken_into_a_village_by_keyboard(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    join(office, last_ok=MONDAY.isoformat())
    transfer = a_transfer(office, "Zhao", 4)
    a_transfer(office, "Qian", 9)
    (task,) = [one for one in home(office, None).tasks if one.kind == "coming"]
    assert (task.urgency, task.values["count"]) == ("overdue", 2) and "{" not in "".join(task_words(task))
    page, desk, told = opened(qtbot, office, part="moves", tab="coming")
    moves = page.parts.moves
    assert [one.head for one in moves.found.coming] == ["Qian", "Zhao"]
    assert page.parts.tabs.key() == "moves" and page.parts.has_primary
    moves.table.go_to(1)
    dialog = moves.take_in()
    assert dialog is not None and transfer == moves.table.current_key()
    field = dialog.findChild(QWidget, "") and dialog.content.itemAt(1).widget()
    dialog.decide("take")
    assert dialog.isVisible(), "no village is named yet"
    field.set_answer(villages(office)[0].code)
    dialog.decide("take")
    rested(qtbot, desk)
    assert [(one.head, one.taken) for one in moves.found.coming] == [("Qian", False), ("Zhao", True)]
    assert told.sentences[-1] == say("moves.taken", head="Zhao")
    desk.close()


def test_who_may_not_approve_sees_what_comes_and_cannot_take_it(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    join(office)
    a_transfer(office, "Zhao")
    office.user = replace(office.user, role="enter")
    page, desk, _ = opened(qtbot, office, part="moves")
    moves = page.parts.moves
    assert len(moves.found.coming) == 1 and not moves.take.isEnabled() and not moves.decline.isEnabled()
    assert moves.hint.text() == say("moves.approve_only") and moves.take_in() is None
    desk.close()


def test_a_household_is_sent_away_from_its_page_and_called_back(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    join(office)
    page, told = open_household(qtbot, office, household)
    dialog = ask_departure(page, office, household, page._keep)
    form = dialog.content.itemAt(0).widget()
    dialog.decide("go")
    assert dialog.isVisible(), "neither place nor reason is named yet"
    form.town.take(BESIDE)
    assert form.village._options, "the township's villages are offered"
    form.reason.set_answer("married there")
    dialog.decide("go")
    settle(qtbot, page)
    (going,) = list_leaving(office)
    assert (going.household, going.to_code, going.unsent, going.by) == (household, BESIDE, True, "clerk")
    qtbot.waitUntil(lambda: page.shown is not None and bool(page.shown.moving), timeout=20_000)
    assert page.head.chips[0].isVisible()
    page._recall()
    back = page.window().findChildren(type(dialog))[-1]
    back.content.itemAt(0).widget().rows[0].field.set_answer("stays")
    back.decide("recall")
    settle(qtbot, page)
    assert list_leaving(office) == [] and told.sentences[-1] == say("moves.recalled")
    leave(page)


def test_a_household_nobody_took_is_told_on_the_desk_and_opens_its_list(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    join(office, last_ok=MONDAY.isoformat())
    send_away(office, household, BESIDE, "married there")
    with office.archive.syncing() as connection:  # as it comes by the feed once it was declined there
        connection.execute(
            "UPDATE household SET moving_to = NULL, since = json_object('moving_to', ?) WHERE id = ?",
            (OTHER, household),
        )
    (task,) = [one for one in home(office, None).tasks if one.page == "sync"]
    assert (task.kind, task.values["count"]) == ("not_moved", 1) and "{" not in "".join(task_words(task))
    page, desk, told = opened(qtbot, office, **task.place)  # type: ignore[arg-type]
    moves = page.parts.moves
    assert moves.tab == "failed" and [one.why for one in moves.found.failed] == ["declined"]
    moves.table.setFocus()
    qtbot.keyClick(moves.table, Qt.Key.Key_Return)
    assert told.went == [("household", {"id": household})]
    desk.close()


# files


def test_files_that_wait_are_listed_small_ones_first_with_the_day_s_limit(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    join(office)
    for name, size in (("large.jpg", 400_000), ("small.jpg", 2_000)):
        (tmp_path / name).write_bytes(bytes(size))
        attach_file(office, household, tmp_path / name)
    insert(
        office,
        "attachment",
        id=OTHER,
        born=OTHER,
        household_id=household,
        hash="f" * 64,
        size=9,
        name="his.jpg",
    )
    page, desk, told = opened(qtbot, office, part="files")
    files = page.parts.files
    assert [(one.name, one.here) for one in files.found] == [
        ("his.jpg", False), ("small.jpg", True), ("large.jpg", True),
    ]  # fmt: skip
    assert files.rule.text() == say("sync_parts.files_free") and daily_budget(desk.settings()) is None
    for typed, rule, kept in (
        ("50", say("sync_parts.files_limited"), 50 * MB),
        ("0", say("sync_parts.files_by_hand"), 0),
        ("", say("sync_parts.files_free"), None),
    ):
        files.most.setText(typed)
        files.most.finish()
        assert (files.rule.text(), daily_budget(desk.settings())) == (rule, kept)
    files.most.setText("-3")
    files.most.finish()
    assert files.rule.text() == say("sync_parts.files_most_wrong") and desk.settings()[SETTING] is None
    files.table.setFocus()
    qtbot.keyClick(files.table, Qt.Key.Key_Return)
    assert told.went == [("household", {"id": household})]
    desk.close()


def test_a_photo_that_is_on_its_way_says_so_where_it_will_stand(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    (tmp_path / "mine.jpg").write_bytes(bytes(2_000))
    attach_file(office, household, tmp_path / "mine.jpg")
    with pytest.raises(Problem, match=r"attachments\.damaged"):
        kept_file(office, "f" * 64)
    join(office)
    insert(
        office,
        "attachment",
        id=OTHER,
        born=OTHER,
        household_id=household,
        hash="f" * 64,
        size=9,
        name="his.jpg",
    )
    page, _ = open_household(qtbot, office, household)
    card = page.cards.card("document")
    words = {"county": say("sync_parts.files_to_send"), "here": say("sync_parts.files_to_come")}
    qtbot.waitUntil(lambda: all(not chip.isHidden() for _, chip in card._ways), timeout=20_000)  # type: ignore[attr-defined]
    assert [chip.accessibleName() for _, chip in card._ways] == [words["here"], words["county"]]  # type: ignore[attr-defined]
    with pytest.raises(Problem, match=r"attachments\.not_here_yet"):
        kept_file(office, "f" * 64)
    assert small_or_none(office, "f" * 64) is None
    small = Thumbnail("his")
    qtbot.addWidget(small)
    small.show_picture(None)
    assert small.coming and not small.grab().isNull()
    leave(page)


# what was replaced


def test_what_was_replaced_is_counted_until_somebody_has_looked(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao", phone="13900000001")
    join(office)
    mine = office.archive.read("SELECT id FROM change WHERE record_id = ?", (household,))[0][0]
    insert(
        office, "conflict", id=OTHER, born=OTHER, household_id=household, record="household", record_id=household,
        field="phone", kind="replaced", mine="13900000001", theirs="13900000002", op_id=mine, theirs_op="x",
        at=MONDAY.isoformat(), settled_as="auto",
    )  # fmt: skip
    page, desk, told = opened(qtbot, office)
    parts = page.parts
    assert parts.replaced.unseen == 1 and page.inbox.found.waiting == page.inbox.found.settled == []
    assert counts(parts)["replaced"] == say("sync_parts.replaced", count=1)
    parts.show_part("replaced")
    assert counts(parts)["replaced"] == say("sync_parts.replaced_none")
    assert len(parts.replaced.found) == 1, "it stays in the list"
    parts.replaced.open.click()
    assert told.went == [("household", {"id": household, "field": "household.phone"})]
    desk.close()


def counts(parts: Parts) -> dict[str, str]:
    """What the tabs say."""
    return {choice.key: choice.words for choice in parts.tabs._choices}


# the stick


def test_a_stick_is_written_and_its_sentences_stay(qtbot: QtBot, tmp_path: Path):
    from tests.sync.packages.sticks import Stick

    office = an_office(tmp_path)
    a_household(office, name="Zhao")
    join(office, county_key="aa" * 32)
    stick = Stick(tmp_path / "stick")
    (stick.folder / "torn.fpkg").write_bytes(b"half of a package")
    page, desk, _ = opened(qtbot, office, part="stick")
    card = page.parts.stick
    assert not card.go.isEnabled() and page.parts.has_primary
    card.open_folder(stick.folder)
    card.carry()
    assert not card.go.isEnabled(), "one round at a time"
    rested(qtbot, desk)
    qtbot.waitUntil(lambda: bool(card.told))
    words, tones = zip(*card.told, strict=True)
    assert tones == ("ok", "bad")
    assert words[1] == say("packages.bad_file", file="torn.fpkg", why=say("packages.no_package"))
    assert len(stick.headers("push")) == 1 and card.go.isEnabled()
    parts = page.parts
    parts.show_part("conflicts")
    parts.show_part("stick")
    assert card.told and card.folder == stick.folder, "nothing takes the words away"
    desk.close()


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("pulled", "packages.no_folder"),
        (errno.ENOSPC, "packages.stick_full"),
        (errno.EROFS, "packages.stick_refused"),
        (errno.EIO, "packages.stick_refused"),
    ],
)
def test_a_stick_that_fails_is_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: Any, code: str
):
    office = an_office(tmp_path)
    join(office, county_key="aa" * 32)
    folder = tmp_path / "stick"
    folder.mkdir()
    page, desk, _ = opened(qtbot, office, part="stick")
    card = page.parts.stick
    card.open_folder(folder)
    if how == "pulled":
        folder.rmdir()
    else:
        real = Path.open

        def refusing(path: Path, mode: str = "r", *more: Any, **named: Any) -> Any:
            if path.parent == folder and "x" in mode:
                raise OSError(how, "no")
            return real(path, mode, *more, **named)

        monkeypatch.setattr(Path, "open", refusing)
    card.carry()
    rested(qtbot, desk)
    qtbot.waitUntil(lambda: bool(card.told))
    assert card.told == ((say(code, folder=folder), "bad"),)
    assert card.go.isEnabled()
    if how == "pulled":
        page.parts.show_part("stick")
        assert card.folder is None and not card.go.isEnabled()
    desk.close()
