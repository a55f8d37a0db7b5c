"""What the desk lists of help: who is to be visited, what is to be mended, who has no helper and no plan, checks."""

from datetime import date
from pathlib import Path

from app.operations.edits import save_answers
from app.operations.home_help import help_tasks, last_help
from app.operations.home_tasks import Task
from app.operations.offices import Office
from app.operations.places import villages
from app.operations.subjects import Subject
from tests.operations.offices import a_household, an_office

YEAR = 2026


def lifted(office: Office, name: str, village: int = 0) -> str:
    """A household that was lifted out of poverty: it needs a helper, a plan, and a visit every quarter."""
    home = a_household(office, village=village, year=YEAR, name=name)
    save_answers(office, Subject("standing", home, YEAR), {"poverty_status": "1"})
    return home


def write(office: Office, record: str, **values: str | int | None) -> str:
    with office.archive.work(office.user.name, at=office.clock()) as work:
        return work.create(record, values)


def of_kind(office: Office, kind: str) -> list[Task]:
    return [task for task in help_tasks(office).tasks if task.kind == kind]


def test_a_household_never_visited_is_late_and_opens_where_its_visit_is_typed(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = lifted(office, "Zhao")
    (task,) = of_kind(office, "visit")
    assert (task.urgency, task.values["head"], task.values["one"]) == ("overdue", "Zhao", True)
    assert (task.page, task.place) == ("household", {"id": home, "field": "visit.new"})


def test_many_late_visits_are_one_line_a_village(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    for name in ("A", "B", "C"):
        lifted(office, name)
    for name in ("D", "E"):
        lifted(office, name, village=1)
    first, second = of_kind(office, "visit")
    assert (first.values["count"], second.values["count"]) == (3, 2)
    assert first.place["village"] == villages(office)[0].id
    assert (first.place["section"], first.place["only"]) == ("visits", "over")


def test_a_visit_of_this_quarter_counts_in_the_figure_and_takes_the_line_away(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = lifted(office, "Zhao")
    lifted(office, "Qian")
    assert (help_tasks(office).visited, help_tasks(office).to_visit) == (0, 2)
    write(office, "visit", household_id=home, visited_on="2026-10-24", kind="1", mode="1")
    found = help_tasks(office)
    assert (found.visited, found.to_visit) == (1, 2)
    assert [task.values["head"] for task in found.tasks if task.kind == "visit"] == ["Qian"]


def test_a_problem_past_its_day_is_late_one_of_this_week_is_only_listed(tmp_path: Path) -> None:
    office = an_office(tmp_path)  # Monday, 2 November 2026
    home = lifted(office, "Zhao")
    line: dict[str, str | int | None] = {
        "household_id": home,
        "found_on": "2026-10-01",
        "source": "1",
        "owner": "Chen",
    }
    write(office, "finding", **line, what="roof leaks", due_on="2026-11-01")
    write(office, "finding", **line, what="no tap", due_on="2026-11-02")
    write(office, "finding", **line, what="no road", due_on="2026-11-09")
    write(office, "finding", **line, what="far off", due_on="2026-12-30")
    found = {task.values["what"]: task.urgency for task in of_kind(office, "finding")}
    assert found == {"roof leaks": "overdue", "no tap": "today", "no road": "open"}
    assert all(task.place == {"id": home, "field": "finding.outcome"} for task in of_kind(office, "finding"))


def test_nobody_may_be_without_a_helper(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = lifted(office, "Zhao")
    (task,) = of_kind(office, "pairing")
    assert (task.urgency, task.place) == ("today", {"id": home, "field": "pairing.new"})
    cadre = write(office, "cadre", name="Chen")
    write(office, "pairing", household_id=home, cadre_id=cadre, kind="1", started_on="2026-01-01")
    assert of_kind(office, "pairing") == []


def test_plans_that_lack_and_plans_that_wait_for_review_stand_apart(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    lifted(office, "Zhao")
    for name, state in (("Qian", "agreed"), ("Sun", "village"), ("Li", "running")):
        write(office, "plan", household_id=lifted(office, name), year=YEAR, state=state)
    (without,) = of_kind(office, "plan")
    assert (without.values["count"], without.place["state"]) == (1, "without")
    reviews = {task.values["by"]: task.place["state"] for task in of_kind(office, "review")}
    assert reviews == {"village": "agreed", "township": "village"}


def test_a_check_says_how_many_are_left_and_is_late_after_its_last_day(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    home = lifted(office, "Zhao")
    window: dict[str, str | int | None] = {"year": YEAR, "kind": "1", "from_on": "2026-10-01"}
    open_one = write(office, "campaign", name="Yearly", **window, to_on="2026-12-20")
    late = write(office, "campaign", name="Late", **window, to_on="2026-11-01")
    for campaign in (open_one, late):
        write(office, "task", campaign_id=campaign, household_id=home)
    found = {task.values["name"]: (task.urgency, task.values["left"]) for task in of_kind(office, "check")}
    assert found == {"Yearly": ("open", 1), "Late": ("overdue", 1)}


def test_what_was_counted_is_kept_until_something_is_written(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    assert last_help(office) is None
    found = help_tasks(office)
    assert help_tasks(office) is found
    assert last_help(office) is found
    lifted(office, "Zhao")
    assert help_tasks(office) is not found
    assert date(2026, 11, 2) == office.clock().date()
