"""Yearly checks (一年一核查): opened over a scope and a window, followed village by village, locked when done.

What is entered for a household is in `tasks`, what differed from the archive in `marks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from app.errors import Problem
from app.operations.answering import answer_issues, refuse
from app.operations.dossiers import Choice, chosen_households
from app.operations.offices import Office, need_role, need_village
from app.operations.places import divisions
from app.operations.rows import RowReader, in_list, kept_answers
from app.rules.campaigns import Window, campaign_issues
from app.rules.dossiers import Answers
from app.rules.values import show
from app.texts import say
from db.records import new_id

MONTHLY: Final = "4"
"""The kind of a month's inspection (`forms/codes/campaign_kind.toml`)."""

State = Literal["before", "open", "over", "closed"]


@dataclass(frozen=True, slots=True)
class Opened:
    """A check that was opened: its id, the batch (for undo), and how many households it has."""

    id: str
    batch: str
    tasks: int


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A check and how far it is. `answers` as in `forms/help/campaign.toml`; `waiting` differences are not settled.

    `division_ids`: its scope; empty for the whole township. Counts are of the villages the user may see.
    """

    id: str
    year: int
    answers: Answers
    division_ids: tuple[str, ...]
    state: State
    tasks: int
    done: int
    waiting: int

    @property
    def name(self) -> str:
        return str(self.answers.get("name") or "")

    @property
    def window(self) -> Window:
        """Its days; a check without both is open on none."""
        first, last = self.answers.get("from_on"), self.answers.get("to_on")
        if isinstance(first, date) and isinstance(last, date):
            return Window(first, last)
        return Window(date.max, date.min)


@dataclass(frozen=True, slots=True)
class VillageProgress:
    """How far a village is: households by conclusion (`outcomes`: code → how many), and those not yet entered.

    `marks` differences were found there, `unsettled` of them are neither applied nor refused.
    """

    division_id: str
    village: str
    total: int
    done: int
    outcomes: dict[str, int]
    marks: int
    unsettled: int

    @property
    def waiting(self) -> int:
        return self.total - self.done

    @property
    def percent(self) -> int:
        """Whole percent of the households that are entered, rounded down: 100 only when all are."""
        return self.done * 100 // self.total if self.total else 100


def open_campaign(office: Office, answers: Answers, division_ids: Sequence[str], year: int) -> Opened:
    """Open a check with a task for each household of the divisions (none named: the whole township).

    Raises Refused for answers that are not right, Problem for a scope without households, and for a user who may
    not approve.
    """
    need_role(office, "approve")
    _need_right(office, answers)
    households = _in_scope(office, division_ids)
    if not households:
        raise Problem("campaigns.nobody_in_scope")
    kept = kept_answers(office.forms.help["campaign"], answers)
    reason, batch = say("campaigns.batch_opened", name=answers["name"]), new_id()
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        scope = ",".join(division_ids) or None
        campaign = work.create("campaign", {**kept, "year": year, "division_ids": scope})
        work.create_many("task", [{"campaign_id": campaign, "household_id": one} for one in households])
    return Opened(campaign, batch, len(households))


def _need_right(office: Office, answers: Answers) -> None:
    """Raise Refused with everything that is not right about a check."""
    form, today = office.forms.help["campaign"], office.clock().date()
    refuse([*answer_issues(office.forms, form, answers, today), *campaign_issues(answers)])


def _in_scope(office: Office, division_ids: Sequence[str]) -> list[str]:
    for one in division_ids:
        if divisions(office)[one].level == "village":
            need_village(office, one)
    choices = [Choice(division_id=one) for one in division_ids] or [Choice()]
    return list(dict.fromkeys(one for choice in choices for one in chosen_households(office, choice)))


def change_campaign(office: Office, campaign_id: str, answers: Answers) -> None:
    """Change name, kind, window or note of a check: how a window is made longer.

    Raises Problem for a locked check, Refused for answers that are not right.
    """
    need_role(office, "approve")
    known = campaign(office, campaign_id)
    need_unlocked(known)
    _need_right(office, {**known.answers, **answers})
    kept = kept_answers(office.forms.help["campaign"], answers)
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.update("campaign", campaign_id, kept)


def close_campaign(office: Office, campaign_id: str, reason: str = "") -> str:
    """Lock a check; gives the batch: undoing it unlocks again.

    Raises Problem where households or differences still wait and no reason is given.
    """
    need_role(office, "approve")
    known = campaign(office, campaign_id)
    need_unlocked(known)
    left = known.tasks - known.done
    if (left or known.waiting) and not reason.strip():
        raise Problem("campaigns.not_done", name=known.name, households=left, marks=known.waiting)
    batch = new_id()
    why = reason.strip() or say("campaigns.batch_closed", name=known.name)
    with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
        work.update("campaign", campaign_id, {"closed_on": office.clock().date().isoformat()})
    return batch


def campaigns(office: Office, year: int | None = None) -> list[CampaignLine]:
    """The checks, the newest first; of one year if given."""
    need_role(office, "view")
    return _lines(office, "year = ?" if year else "1", (year,) if year else ())


def this_months_check(office: Office) -> str:
    """The id of the inspection that runs this month; "" where none was opened yet."""
    year = office.clock().year
    running = (one for one in campaigns(office, year) if one.answers.get("kind") == MONTHLY)
    return next((one.id for one in running if one.state == "open"), "")


def campaign(office: Office, campaign_id: str, counted: bool = True) -> CampaignLine:
    """One check; its counts are 0 where they are not wanted. Raises Problem for one that is gone."""
    need_role(office, "view")
    found = _lines(office, "id = ?", (campaign_id,), counted)
    if not found:
        raise Problem("campaigns.gone")
    return found[0]


def campaign_named(office: Office, named: str) -> CampaignLine:
    """A check by its id or its name. Raises Problem where none or several are called so."""
    every = campaigns(office)
    found = [one for one in every if one.id == named] or [one for one in every if one.name == named.strip()]
    if not found:
        raise Problem("campaigns.no_such", name=named)
    if len(found) > 1:
        raise Problem("campaigns.several_so_named", name=named, count=len(found))
    return found[0]


def _lines(
    office: Office, condition: str, args: Sequence[object], counted: bool = True
) -> list[CampaignLine]:
    reader = RowReader(office.forms.help["campaign"], ("id", "year", "division_ids"))
    rows = list(reader.rows(office, f"{condition} ORDER BY from_on DESC, id DESC", args))
    counts = _counts(office, [str(row.keys[0]) for row in rows]) if counted else {}
    today = office.clock().date()
    return [
        CampaignLine(
            id=str(row.keys[0]),
            year=row.year,
            answers=row.answers,
            division_ids=tuple(str(row.keys[2]).split(",")) if row.keys[2] else (),
            state=_state(row.answers, today),
            tasks=tasks,
            done=done,
            waiting=waiting,
        )
        for row in rows
        for tasks, done, waiting in [counts.get(str(row.keys[0]), (0, 0, 0))]
    ]


def _state(answers: Answers, today: date) -> State:
    first, last = answers.get("from_on"), answers.get("to_on")
    if answers.get("closed_on"):
        return "closed"
    if isinstance(first, date) and today < first:
        return "before"
    return "over" if isinstance(last, date) and today > last else "open"


def _counts(office: Office, ids: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    """Tasks, those entered, and unsettled marks of each check."""
    found: dict[str, tuple[int, int, int]] = {}
    mine, villages = mine_only(office)
    for some in in_list(ids):
        marks = (
            f"SELECT t.campaign_id, count(*) FROM mark k JOIN task t ON t.id = k.task_id JOIN household h"
            f" ON h.id = t.household_id WHERE k.settled IS NULL AND t.campaign_id IN ({some.marks}){mine} GROUP BY 1"
        )
        unsettled: dict[str, int] = dict(office.archive.read(marks, (*some.values, *villages)))
        sql = (
            "SELECT t.campaign_id, count(*), count(t.outcome) FROM task t JOIN household h ON h.id = t.household_id"
            f" WHERE t.campaign_id IN ({some.marks}){mine} GROUP BY 1"
        )
        for one, tasks, done in office.archive.read(sql, (*some.values, *villages)):
            found[one] = (tasks, done, unsettled.get(one, 0))
    return found


def mine_only(office: Office) -> tuple[str, tuple[str, ...]]:
    """What keeps a query over `household h` to the user's villages, and the values it binds."""
    villages = office.user.villages
    return (f" AND h.division_id IN ({','.join('?' * len(villages))})" if villages else ""), villages


def progress_of(office: Office, campaign_id: str) -> list[VillageProgress]:
    """How far each village of a check is, in the order of their codes."""
    campaign(office, campaign_id, counted=False)
    mine, villages = mine_only(office)
    totals: dict[str, dict[str | None, int]] = {}
    sql = (
        "SELECT h.division_id, t.outcome, count(*) FROM task t JOIN household h ON h.id = t.household_id"
        f" WHERE t.campaign_id = ?{mine} GROUP BY 1, 2"
    )
    for division, outcome, count in office.archive.read(sql, (campaign_id, *villages)):
        totals.setdefault(division, {})[outcome] = count
    sql = (
        "SELECT h.division_id, count(*), sum(k.settled IS NULL) FROM mark k JOIN task t ON t.id = k.task_id"
        f" JOIN household h ON h.id = t.household_id WHERE t.campaign_id = ?{mine} GROUP BY 1"
    )
    marks = {row[0]: (row[1], row[2]) for row in office.archive.read(sql, (campaign_id, *villages))}
    return [
        _village(one.id, one.name, totals[one.id], marks.get(one.id, (0, 0)))
        for one in divisions(office).values()
        if one.id in totals
    ]


def _village(
    division_id: str, name: str, counts: dict[str | None, int], marks: tuple[int, int]
) -> VillageProgress:
    outcomes = {str(code): count for code, count in counts.items() if code is not None}
    total, done = sum(counts.values()), sum(outcomes.values())
    return VillageProgress(division_id, name, total, done, outcomes, *marks)


def need_unlocked(known: CampaignLine) -> None:
    """Raise Problem for a check that is locked."""
    if known.state == "closed":
        raise Problem("campaigns.locked", name=known.name)


def need_window(known: CampaignLine, now: datetime) -> None:
    """Raise Problem unless entries may be made now: not locked, and today within the window."""
    need_unlocked(known)
    days = {
        "first": show("date", known.answers.get("from_on")),
        "last": show("date", known.answers.get("to_on")),
    }
    if now.date() < known.window.first:
        raise Problem("campaigns.not_begun", name=known.name, **days)
    if now.date() > known.window.last:
        raise Problem("campaigns.window_over", name=known.name, **days)
