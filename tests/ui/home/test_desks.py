"""The desk: what it lists of help, in groups, each line with the button that opens the place to do it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.home_tasks import Task
from app.operations.offices import Office
from app.operations.plans import save_plan
from app.texts import say
from app.ui.home.pages import HomePage
from app.ui.home.task_words import GROUPS, group_word, task_words
from app.ui.home.tasks import MOST, TaskList
from app.ui.kit.todos import TodoRow
from tests.operations.offices import a_household, an_office
from tests.operations.planning import YEAR, a_poor_household
from tests.ui.household.desks import Told, a_desk, a_window


def open_home(qtbot: QtBot, office: Office) -> tuple[HomePage, Told]:
    desk, told = a_desk(office)
    page = HomePage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    qtbot.waitUntil(lambda: not desk.lanes.busy() and not page.tasks._counting)
    return page, told


def close(page: HomePage) -> None:
    page._desk.close()


def rows(page: HomePage) -> list[TodoRow]:
    return [one for one in page.tasks.findChildren(TodoRow) if one.isVisibleTo(page)]


def test_each_line_of_help_opens_the_place_to_do_it(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = a_poor_household(office)  # helped, never visited, without a plan
    page, told = open_home(qtbot, office)
    kinds = [task.kind for task in page.tasks.tasks]
    assert {"visit", "plan"} <= set(kinds)
    assert "pairing" not in kinds
    qtbot.waitUntil(lambda: len(rows(page)) == len(kinds))
    visit = rows(page)[kinds.index("visit")]
    visit.button.click()
    assert told.went[-1] == ("household", {"id": home, "field": "visit.new"})
    page.figures.pressed.emit("visited")
    assert told.went[-1] == ("help", {"section": "visits", "view": "due"})
    close(page)


def test_the_list_is_narrowed_by_group_and_plans_stand_with_their_reviews(
    qtbot: QtBot, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    a_poor_household(office)
    waiting = a_poor_household(office, "Qian")
    save_plan(office, waiting, YEAR, {})
    with office.archive.work("clerk", at=office.clock()) as work:
        ((plan,),) = work.read("SELECT id FROM plan")
        work.update("plan", str(plan), {"state": "agreed"})
    page, _ = open_home(qtbot, office)
    page.tasks._kinds._pick("plan")
    assert {task.kind for task in page.tasks.tasks if GROUPS[task.kind] == "plan"} == {"plan", "review"}
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    close(page)


def test_a_desk_where_nothing_was_ever_kept_says_what_comes_first(qtbot: QtBot, tmp_path: Path) -> None:
    page, _ = open_home(qtbot, an_office(tmp_path))
    assert page.empty.isVisible()
    close(page)


def test_a_long_list_shows_its_first_lines_and_says_how_many_follow(qtbot: QtBot, tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    desk, told = a_desk(office)
    listed = TaskList(desk)
    told.kept += [desk, a_window(qtbot, listed)]
    said = {"village": "V", "count": 2, "year": YEAR}
    many = [Task("plan", "open", {**said, "n": number}, "help") for number in range(MOST + 3)]
    listed.show_tasks(many)
    assert len(listed.findChildren(TodoRow)) == MOST
    listed._show_all()
    qtbot.waitUntil(
        lambda: len([one for one in listed.findChildren(TodoRow) if not one.isHidden()]) == MOST + 3
    )
    desk.close()


def test_every_kind_and_urgency_has_its_words() -> None:
    values: dict[str, object] = {
        "village": "V", "count": 2, "days": 3, "head": "H", "never": 1, "due": "D", "helpers": (("C", 2),),
        "place": "P", "rule": "R", "helper": "C",
        "what": "W", "owner": "C", "owners": (("C", 2),), "heads": ("H",), "need": "N",
        "year": YEAR, "by": "village", "name": "Yearly", "left": 3, "done": 1, "tasks": 4, "waiting": 2, "errors": 0,
        "households": 1, "last": "L", "label": "B", "number": "N", "step": "S",
        "labels": ("L",), "homes": 2, "county": "C", "whom": "Z", "checker": "C", "names": ("Z",), "rules": ("R",),
        "pack": "P", "version": 1, "title": "T", "remark": "",
    }  # fmt: skip
    for kind in GROUPS:
        for urgency in ("overdue", "today", "open"):
            for one in ({}, {"one": True}):
                sentence, facts, verb, _ = task_words(Task(kind, urgency, {**values, **one}, "help"))
                assert sentence
                assert verb
                assert "{" not in sentence + facts
    assert {group_word(group) for group in GROUPS.values()} >= {
        say("home.kind_visit"),
        say("home.kind_other"),
    }
