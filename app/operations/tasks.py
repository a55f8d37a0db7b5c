"""The tasks of a check: one household each, entered in the order of its sheet, changing only what was marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.archived import Spotted, archived
from app.operations.book_orders import BOOK_ORDER
from app.operations.campaigns import CampaignLine, campaign, mine_only, need_window
from app.operations.marking import Marked, need_marks_right
from app.operations.offices import Office, need_household, need_role
from app.operations.rows import RowReader, kept_answers
from app.rules.campaigns import task_issues
from app.rules.dossiers import HEAD, Answers
from db.records import new_id
from db.works import Work


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One household of a check as its list shows it. `outcome` is a code, "" while it waits; `marks`: differences."""

    id: str
    household_id: str
    division_id: str
    village: str
    group: str
    code: str
    head: str
    checked_on: date | None
    checkers: str
    outcome: str
    marks: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class TaskSaved:
    """What was kept of a task: how many differences its sheet has now; the batch for undo, "" if nothing changed."""

    marks: int
    batch: str


@dataclass(frozen=True, slots=True)
class Task:
    """One task as it stands: its check (not counted), its household, its answers as in `forms/help/task.toml`."""

    id: str
    campaign: CampaignLine
    household_id: str
    answers: Answers


def tasks(office: Office, campaign_id: str, division: str | None = None) -> list[TaskLine]:
    """The tasks of a check in the order of the village book; of one division (village or above) if given."""
    need_role(office, "view")
    mine, villages = mine_only(office)
    where, args = "t.campaign_id = ?", [campaign_id]
    if division:
        where += " AND d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'"
        args.append(division)
    counts = _mark_counts(office, campaign_id)
    sql = (
        "SELECT t.id, h.id, d.id, d.name, coalesce(h.group_name, ''), coalesce(h.code, ''),"
        " (SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
        "  WHERE m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL LIMIT 1),"
        " t.checked_on, coalesce(t.checkers, ''), coalesce(t.outcome, '')"
        " FROM task t JOIN household h ON h.id = t.household_id JOIN division d ON d.id = h.division_id"
        f" WHERE {where}{mine} {BOOK_ORDER}"
    )
    return [_line(row, counts) for row in office.archive.read(sql, (HEAD, *args, *villages))]


def _line(row: Sequence[Any], counts: Mapping[str, tuple[int, int]]) -> TaskLine:
    marks, unsettled = counts.get(row[0], (0, 0))
    task_id, household, division, village, group, code, head, day, checkers, outcome = row
    checked = date.fromisoformat(day) if day else None
    return TaskLine(
        task_id,
        household,
        division,
        village,
        group,
        code,
        head or "",
        checked,
        checkers,
        outcome,
        marks,
        unsettled,
    )


def _mark_counts(office: Office, campaign_id: str) -> dict[str, tuple[int, int]]:
    rows = office.archive.read(
        "SELECT k.task_id, count(*), sum(k.settled IS NULL) FROM mark k JOIN task t ON t.id = k.task_id"
        " WHERE t.campaign_id = ? GROUP BY 1",
        (campaign_id,),
    )
    return {one: (count, unsettled) for one, count, unsettled in rows}


def task(office: Office, task_id: str) -> Task:
    """One task. Raises Problem for one that is gone, or of a village that is not the user's."""
    reader = RowReader(office.forms.help["task"], ("id", "campaign_id", "household_id"))
    rows = list(reader.rows(office, "id = ?", (task_id,)))
    if not rows:
        raise Problem("campaigns.task_gone")
    household = str(rows[0].keys[2])
    need_household(office, household, "view")
    return Task(task_id, campaign(office, str(rows[0].keys[1]), counted=False), household, rows[0].answers)


def task_of(office: Office, campaign_id: str, household_id: str) -> str:
    """The id of a household's task in a check. Raises Problem where it has none."""
    rows = office.archive.read(
        "SELECT id FROM task WHERE campaign_id = ? AND household_id = ?", (campaign_id, household_id)
    )
    if not rows:
        raise Problem("campaigns.task_gone")
    return str(rows[0][0])


def save_task(office: Office, task_id: str, answers: Answers, marks: Sequence[Marked] = ()) -> TaskSaved:
    """Keep what the sheet of a household says: conclusion and blocks, and every answer that differs from the archive.

    `marks` are all of the sheet's: one that says what the archive says is none, one that was there and is not given
    any more is taken away unless it is settled. Raises Refused (issues by field, a mark's by `form.field`) for
    answers that are not right, Problem outside the window, in a locked check, and for a village that is not his.
    """
    known = task(office, task_id)
    need_household(office, known.household_id)
    need_window(known.campaign, office.clock())
    year, today = known.campaign.year, office.clock().date()
    read = need_marks_right(office, known.household_id, year, marks)
    now = archived(office.archive.read, office.forms, read)
    wanted = {spot: value for spot, value in read.items() if value != now[spot]}
    form = office.forms.help["task"]
    issues: list[Issue] = list(answer_issues(office.forms, form, answers, today))
    refuse([*issues, *task_issues(answers, known.campaign.window, today, len(wanted))])
    batch = new_id()
    with office.archive.work(office.user.name, known.campaign.name, at=office.clock(), batch=batch) as work:
        work.update("task", task_id, kept_answers(form, answers))
        count = _write_marks(work, known, wanted, now)
        written = work.written
    return TaskSaved(count, batch if written else "")


def _write_marks(
    work: Work, known: Task, wanted: Mapping[Spotted, str | None], now: Mapping[Spotted, str | None]
) -> int:
    """Make, change and take away the marks of a task; gives how many it has then. Settled ones stay as they are."""
    rows = work.read(
        "SELECT id, form, subject_id, year, field, value, settled FROM mark WHERE task_id = ?", (known.id,)
    )
    standing = {
        Spotted(form, subject, year, field): row
        for row in rows
        for _, form, subject, year, field, *_ in [row]
    }
    for spot, (mark, *_, value, settled) in standing.items():
        if settled is None and spot not in wanted:
            work.delete("mark", mark)
        elif settled is None and value != wanted[spot]:
            work.update("mark", mark, {"was": now[spot], "value": wanted[spot]})
    for spot, value in wanted.items():
        if spot not in standing:
            work.create("mark", _mark_row(known, spot, now[spot], value))
        elif standing[spot][-1] is not None and standing[spot][-2] != value:
            again: dict[str, Any] = {"was": now[spot], "value": value, "settled": None, "reason": None}
            work.update("mark", standing[spot][0], again)
    return int(work.read("SELECT count(*) FROM mark WHERE task_id = ?", (known.id,))[0][0])


def _mark_row(known: Task, spot: Spotted, was: str | None, value: str | None) -> dict[str, str | int | None]:
    return {
        "task_id": known.id,
        "household_id": known.household_id,
        "form": spot.form,
        "subject_id": spot.subject,
        "year": spot.year,
        "field": spot.field,
        "was": was,
        "value": value,
    }
