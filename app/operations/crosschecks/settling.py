"""What becomes of differences: accepted ones written as one batch with its source, others kept as they are.

Nothing is applied silently: where the archive changed since the comparison, the difference waits until somebody asks
for that one by name. When the last difference of a household is settled, its problem is closed with what came of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from app.errors import Problem
from app.operations.archived import as_answer
from app.operations.crosschecks.listing import DifferenceLine, read_differences
from app.operations.edits import write_answers
from app.operations.offices import Office, need_role
from app.operations.rows import in_list
from app.operations.subjects import Subject
from app.progress import Progress
from app.rules.dossiers import Value
from app.texts import say
from db.records import new_id
from db.works import Work

_RESOLVED, _UNFOUNDED = "1", "2"
"""How a problem ends (`forms/codes/finding_end.toml`): something was put right, or the archive stood."""


@dataclass(frozen=True, slots=True)
class DifferencesApplied:
    """What became of the chosen ones: how many were written in `batch` ("" for none), how many the archive said
    already, and those left waiting (`conflict_words` says why)."""

    batch: str
    applied: int
    already: int
    left: tuple[DifferenceLine, ...]


def conflict_words(line: DifferenceLine) -> str:
    """Why a difference is not simply written, in a sentence; "" where nothing stands in the way."""
    return {
        "": "",
        "changed": say("crosscheck.changed_since", now=line.now or say("crosscheck.unknown")),
        "status": say("crosscheck.status_locked", label=line.label),
        "head": say("crosscheck.head_locked"),
        "gone": say("crosscheck.not_here", who=line.who),
        "person": say("crosscheck.no_field"),
    }[line.conflict]


def apply_differences(
    office: Office, ids: Sequence[str], anyway: Collection[str] = (), progress: Progress | None = None
) -> DifferencesApplied:
    """Write what the list says of these waiting differences into the archive, as one batch that names the list.

    One whose answer changed since the comparison waits unless its id is in `anyway`. Raises Problem where none waits.
    """
    need_role(office, "enter")
    batch = new_id()
    reason = _reason(office, ids)
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        chosen = _waiting(office, work, ids)
        left = [
            one for one in chosen if one.conflict and not (one.conflict == "changed" and one.id in anyway)
        ]
        waiting = {one.id for one in left}
        write = [one for one in chosen if one.id not in waiting]
        already = sum(one.now == one.value for one in write)
        _write(office, work, write, progress)
        _settle(office, work, write, "applied", None)
    return DifferencesApplied(batch if write else "", len(write) - already, already, tuple(left))


def keep_as_archived(office: Office, ids: Sequence[str], reason: str) -> str:
    """Leave the archive as it is for these, and keep why; gives the batch. Raises Problem without a reason."""
    need_role(office, "enter")
    if not reason.strip():
        raise Problem("crosscheck.reason_missing")
    batch = new_id()
    with office.archive.work(office.user.name, reason.strip(), at=office.clock(), batch=batch) as work:
        _settle(office, work, _waiting(office, work, ids), "kept", reason.strip())
    return batch


def _reason(office: Office, ids: Sequence[str]) -> str:
    lists: dict[str, None] = {}
    for some in in_list(ids):
        sql = (
            "SELECT DISTINCT c.label, coalesce(c.as_of, c.made_on) FROM difference x"
            f" JOIN crosscheck c ON c.id = x.crosscheck_id WHERE x.id IN ({some.marks})"
        )
        for label, day in office.archive.read(sql, some.values):
            lists[say("crosscheck.list_of_day", list=label, day=day)] = None
    return say("crosscheck.batch_applied", lists="\u3001".join(lists))


def _waiting(office: Office, work: Work, ids: Sequence[str]) -> list[DifferenceLine]:
    chosen: list[DifferenceLine] = []
    for some in in_list(list(dict.fromkeys(ids))):
        where = f"x.settled IS NULL AND x.id IN ({some.marks})"
        chosen += read_differences(office, work.read, where, some.values)
    chosen = [one for one in chosen if one.state in ("open", "overdue")]
    if not chosen:
        raise Problem("crosscheck.nothing_chosen")
    return chosen


def _write(office: Office, work: Work, chosen: Sequence[DifferenceLine], progress: Progress | None) -> None:
    """The answers of each subject together."""
    subjects: dict[Subject, dict[str, Value]] = defaultdict(dict)
    for one in chosen:
        if one.spot is not None and one.now != one.value:
            field = office.forms.by_path[one.path]
            subject = Subject(one.spot.form, one.spot.subject, one.spot.year)
            subjects[subject][one.spot.field] = as_answer(field, one.kept_value)
    for done, (subject, answers) in enumerate(subjects.items(), 1):
        write_answers(office, work, office.forms.records[subject.record], subject, answers)
        if progress:
            progress.step(done, len(subjects))


def _settle(
    office: Office, work: Work, chosen: Iterable[DifferenceLine], as_: str, reason: str | None
) -> None:
    findings: dict[str, None] = {}
    for one in chosen:
        work.update("difference", one.id, {"settled": as_, "reason": reason}, about=one.household_id)
        if one.finding_id:
            findings[one.finding_id] = None
    for some in in_list(list(findings)):
        sql = (
            "SELECT f.id, sum(x.settled IS NULL), sum(x.settled = 'applied'), count(*) FROM finding f"
            f" JOIN difference x ON x.finding_id = f.id WHERE f.closed_on IS NULL AND f.id IN ({some.marks})"
            " GROUP BY f.id"
        )
        for finding, waiting, applied, every in work.read(sql, some.values):
            if not waiting:
                outcome = say("crosscheck.outcome", applied=applied, kept=every - applied)
                ended = {
                    "closed_on": office.clock().date().isoformat(),
                    "closed_as": _RESOLVED if applied else _UNFOUNDED,
                    "outcome": outcome,
                }
                work.update("finding", finding, ended)
