"""The three marks where people look: the household's head, its history, the desk."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.home import home
from app.operations.upload_marks import household_mark
from app.texts import say
from app.ui.home.task_words import task_words
from tests.operations.offices import MONDAY, a_household, an_office
from tests.ui.household.desks import leave, open_household
from tests.ui.sync.standings import OTHER, a_conflict, join


def test_an_office_without_a_county_shows_no_marks(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    page, _ = open_household(qtbot, office, household)
    assert household_mark(office, household) is None
    assert page.head.mark.isHidden() and page.head.conflicts.isHidden()
    assert page.shown is not None and {line.mark for line in page.shown.history} == {""}
    leave(page)


def test_the_head_and_each_line_say_how_far_a_change_has_come(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    newest = office.archive.read("SELECT max(seq) FROM change")[0][0]
    join(office, acked=newest - 1, backed_up_through=5)
    with office.archive.syncing() as connection:
        connection.execute("INSERT INTO sent VALUES (1, ?, 1, 5)", (newest - 2,))
    a_conflict(office, household, "household", household, "address", mine="A", theirs="B")
    page, told = open_household(qtbot, office, household)
    assert page.shown is not None
    assert [line.mark for line in page.shown.history][:3] == ["saved", "reported", "backed_up"]
    assert page.head.mark.text() == say("marks.saved")
    assert page.head.conflicts.text() == say("marks.conflicts", count=1)
    page.head.conflicts.click()
    assert told.went == [("sync", {"household": household})]
    leave(page)


def test_the_history_says_what_came_from_another_machine(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    join(office)
    with office.archive.syncing() as connection:
        connection.execute(
            "INSERT INTO received (id, feed_seq, after_seq, record, record_id, about, device, actor, at, action,"
            " set_json) VALUES ('r1', 9, 999, 'household', ?1, ?1, ?2, 'boris', ?3, 'update', ?4)",
            (household, OTHER, MONDAY.isoformat(), '{"address": "Bridge 7"}'),
        )
    page, _ = open_household(qtbot, office, household)
    first = page.history.timeline._days[0].events[0]
    assert first.who == say("marks.who", name="boris", mark=say("marks.elsewhere"))
    leave(page)


def test_a_household_that_is_open_shows_what_came(qtbot: QtBot, tmp_path: Path):
    office = an_office(tmp_path)
    household = a_household(office, name="Zhao")
    join(office)
    page, _ = open_household(qtbot, office, household)
    with office.archive.syncing() as connection:
        connection.execute("UPDATE household SET address = 'Bridge 7' WHERE id = ?", (household,))
    page._desk.changed.emit("synced")
    qtbot.waitUntil(
        lambda: page.shown is not None and page.shown.dossier.household.get("address") == "Bridge 7"
    )
    leave(page)


def test_the_desk_names_conflicts_by_household_and_by_number_where_there_are_many(tmp_path: Path):
    office = an_office(tmp_path)
    homes = [a_household(office, name=f"Zhao {nth}") for nth in range(7)]
    join(office, last_ok=MONDAY.isoformat())
    a_conflict(office, homes[0], "household", homes[0], "address", mine="A", theirs="B", days=8)
    (one,) = [task for task in home(office, None).tasks if task.page == "sync"]
    assert (one.kind, one.urgency, one.place) == ("conflict", "overdue", {"household": homes[0]})
    assert "Zhao 0" in task_words(one)[0]
    for other in homes[1:]:
        a_conflict(office, other, "household", other, "address", mine="A", theirs="B")
    (one,) = [task for task in home(office, None).tasks if task.page == "sync"]
    assert one.values["homes"] == 7 and "{" not in "".join(task_words(one))
    office.close()


def test_the_desk_says_what_was_not_handed_over_for_days_and_a_pc_that_never_went(tmp_path: Path):
    office = an_office(tmp_path)
    a_household(office, name="Zhao")
    join(office)
    assert [task.kind for task in home(office, None).tasks if task.page == "sync"] == ["unsynced"]
    with office.archive.syncing() as connection:
        connection.execute("UPDATE sync_state SET last_ok = ?", (MONDAY.isoformat(),))
    assert [task.kind for task in home(office, None).tasks if task.page == "sync"] == []
    for days, urgency in ((3, "today"), (7, "overdue")):
        office.clock = lambda days=days: MONDAY + timedelta(days=days)
        (one,) = [task for task in home(office, None).tasks if task.page == "sync"]
        assert (one.kind, one.urgency, one.values["days"]) == ("unsent", urgency, days)
    office.close()
