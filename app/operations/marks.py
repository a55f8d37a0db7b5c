"""What a check found to differ from the archive: listed, applied as one batch, or refused with a reason.

Nothing is applied silently: where the archive changed since the household was checked, the difference is shown
with what the archive says now and is only written when somebody asks for that one by name.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.errors import Problem
from app.operations.archived import Read, Spotted, archived, as_answer, field_of, in_words
from app.operations.book_orders import BOOK_ORDER
from app.operations.campaigns import campaign, mine_only, need_unlocked
from app.operations.edits import write_answers
from app.operations.offices import Office, need_role
from app.operations.rows import in_list
from app.operations.statuses import status_writers
from app.operations.subjects import Subject
from app.progress import Progress
from app.rules.checksheets import INCOME
from app.rules.dossiers import HEAD, Value
from app.rules.values import stored
from app.texts import say
from db.records import new_id
from db.works import Work

Settled = Literal["", "applied", "refused"]
Conflict = Literal["", "changed", "several", "gone", "status"]
"""Why a waiting difference is not simply written: the archive changed since, holds several such amounts, does not
know the person in this household any more, or only a procedure changes it."""


@dataclass(frozen=True, slots=True)
class MarkLine:
    """One difference in words ("" is unknown): `was` at the check, `now` in the archive, `value` on the sheet.

    `who` is the member it is about, "" for the household.
    """

    id: str
    task_id: str
    household_id: str
    division_id: str
    village: str
    group: str
    code: str
    head: str
    who: str
    spot: Spotted
    label: str
    was: str
    now: str
    value: str
    settled: Settled
    reason: str
    conflict: Conflict
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of the chosen differences: how many were written in `batch` ("" for none), how many the archive
    said already, and those left waiting (`conflict_words` says why)."""

    batch: str
    applied: int
    already: int
    conflicts: tuple[MarkLine, ...]


def marks_of(
    office: Office,
    campaign_id: str,
    division: str | None = None,
    waiting: bool = False,
    household: str | None = None,
) -> list[MarkLine]:
    """The differences of a check in the order of the village book: of a division or household, or only the waiting."""
    need_role(office, "view")
    where, args = "t.campaign_id = ?", [campaign_id]
    if division:
        where += " AND d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'"
        args.append(division)
    if household:
        where, args = f"{where} AND h.id = ?", [*args, household]
    if waiting:
        where += " AND k.settled IS NULL"
    return _lines(office, office.archive.read, where, args)


_SELECT = (
    "SELECT k.id, t.id, h.id, d.id, d.name, coalesce(h.group_name, ''), coalesce(h.code, ''), k.form, k.subject_id,"
    " k.year, k.field, k.was, k.value, coalesce(k.settled, ''), coalesce(k.reason, ''), t.checked_on FROM mark k"
    " JOIN task t ON t.id = k.task_id JOIN household h ON h.id = t.household_id JOIN division d ON d.id = h.division_id"
)


def _lines(office: Office, read: Read, where: str, args: Sequence[object]) -> list[MarkLine]:
    mine, villages = mine_only(office)
    rows = read(f"{_SELECT} WHERE {where}{mine} {BOOK_ORDER}, k.id", (*args, *villages))
    spots = [Spotted(form, subject, year, field) for *_, form, subject, year, field, _, _, _, _, _ in rows]
    now = archived(read, office.forms, spots)
    names, several = _names(read, rows), _in_several_lines(read, spots)
    return [
        _line(office, row, spot, now[spot], names, spot in several)
        for row, spot in zip(rows, spots, strict=True)
    ]


def _line(
    office: Office,
    row: Sequence[Any],
    spot: Spotted,
    now: str | None,
    names: Mapping[str, str],
    several: bool,
) -> MarkLine:
    field = field_of(office.forms, spot.form, spot.field)
    mark, task, household, division, village, group, code = map(str, row[:7])
    was, value, settled, reason, checked = row[11:]
    conflict: Conflict = "several" if several else "" if now == was else "changed"
    if spot.subject != household and spot.subject not in names:
        conflict = "gone"
    if field.path in status_writers(office):
        conflict = "status"
    return MarkLine(
        id=mark,
        task_id=task,
        household_id=household,
        division_id=division,
        village=village,
        group=group,
        code=code,
        head=names.get(household, ""),
        who=names.get(spot.subject, "") if spot.subject != household else "",
        spot=spot,
        label=field.label,
        was=in_words(office.forms, field, was),
        now=in_words(office.forms, field, now),
        value=in_words(office.forms, field, value),
        settled=settled,
        reason=reason,
        conflict="" if settled or (now == value and conflict != "gone") else conflict,
        checked_on=date.fromisoformat(checked) if checked else None,
    )


def _names(read: Read, rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """Names by person and membership, and of each household's head by the household."""
    found: dict[str, str] = {}
    for some in in_list(list(dict.fromkeys(row[2] for row in rows))):
        sql = (
            "SELECT m.household_id, m.id, p.id, p.name, m.relation = ? AND m.left_on IS NULL FROM membership m"
            f" JOIN person p ON p.id = m.person_id WHERE m.household_id IN ({some.marks})"
        )
        for household, membership, person, name, heads in read(sql, (HEAD, *some.values)):
            found[membership] = found[person] = name or ""
            if heads:
                found[household] = name or ""
    return found


def _in_several_lines(read: Read, spots: Sequence[Spotted]) -> set[Spotted]:
    """The incomes that stand in several lines of the sheet: no one line can be told to change."""
    incomes = {spot for spot in spots if spot.form == INCOME}
    found: set[Spotted] = set()
    for some in in_list(list(dict.fromkeys(spot.subject for spot in incomes))):
        sql = (
            f"SELECT household_id, year, kind FROM income WHERE household_id IN ({some.marks})"
            " GROUP BY 1, 2, 3 HAVING count(*) > 1"
        )
        found.update(
            Spotted(INCOME, household, year, kind) for household, year, kind in read(sql, some.values)
        )
    return found & incomes


def conflict_words(line: MarkLine) -> str:
    """Why a difference is not simply written, in a sentence; "" where nothing stands in the way."""
    if line.conflict == "several":
        return say("campaigns.several_amounts", label=line.label)
    if line.conflict == "status":
        return say("campaigns.status_locked", label=line.label)
    if line.conflict == "gone":
        return say("campaigns.nobody_there", label=line.label)
    return say("campaigns.changed_since", now=line.now or say("campaigns.blank")) if line.conflict else ""


def apply_marks(
    office: Office,
    campaign_id: str,
    mark_ids: Sequence[str] | None = None,
    anyway: Collection[str] = (),
    progress: Progress | None = None,
) -> Applied:
    """Write waiting differences into the archive as one batch; all of the check's that wait where none are named.

    One whose answer in the archive changed since the check is left waiting and told, unless its id is in `anyway`.
    Raises Problem for a locked check, and where nothing was chosen.
    """
    need_role(office, "enter")
    known = campaign(office, campaign_id, counted=False)
    need_unlocked(known)
    reason, batch = say("campaigns.batch_applied", name=known.name), new_id()
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        chosen = _waiting(office, work, campaign_id, mark_ids)
        if not chosen:
            raise Problem("campaigns.nothing_chosen")
        left = [
            one for one in chosen if one.conflict and not (one.conflict == "changed" and one.id in anyway)
        ]
        waiting = {one.id for one in left}
        write = [one for one in chosen if one.id not in waiting]
        already = sum(one.now == one.value for one in write)
        _write(office, work, write, progress)
    return Applied(batch if write else "", len(write) - already, already, tuple(left))


def _waiting(office: Office, work: Work, campaign_id: str, mark_ids: Sequence[str] | None) -> list[MarkLine]:
    every = _lines(office, work.read, "t.campaign_id = ? AND k.settled IS NULL", (campaign_id,))
    wanted = None if mark_ids is None else set(mark_ids)
    return [one for one in every if wanted is None or one.id in wanted]


def _write(office: Office, work: Work, chosen: Sequence[MarkLine], progress: Progress | None) -> None:
    """Write the answers of each subject together, and mark each difference as applied."""
    kept = dict(_values(work, [one.id for one in chosen]))
    subjects: dict[Subject, dict[str, Value]] = defaultdict(dict)
    incomes: list[tuple[Spotted, Value]] = []
    for one in chosen:
        spot = one.spot
        value = as_answer(field_of(office.forms, spot.form, spot.field), kept[one.id])
        if spot.form == INCOME:
            incomes.append((spot, value))
        else:
            subjects[Subject(spot.form, spot.subject, spot.year)][spot.field] = value
    total = len(subjects) + len(incomes)
    for done, (subject, answers) in enumerate(subjects.items(), 1):
        write_answers(office, work, office.forms.records[subject.record], subject, answers)
        if progress:
            progress.step(done, total)
    for spot, value in incomes:
        _write_income(work, spot, value)
    for one in chosen:
        work.update("mark", one.id, {"settled": "applied"}, about=one.household_id)


def _values(work: Work, mark_ids: Sequence[str]) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for some in in_list(mark_ids):
        found += [(row[0], row[1]) for row in work.read(
            f"SELECT id, value FROM mark WHERE id IN ({some.marks})", some.values)]  # fmt: skip
    return found


def _write_income(work: Work, spot: Spotted, amount: Value) -> None:
    """Set, make or take away the household's one line of that kind of income."""
    lines = work.read(
        "SELECT id FROM income WHERE household_id = ? AND year = ? AND kind = ?",
        (spot.subject, spot.year, spot.field),
    )
    fen = stored("money", amount)
    if lines and fen is None:
        work.delete("income", lines[0][0])
    elif lines:
        work.update("income", lines[0][0], {"amount": fen})
    elif fen is not None:
        row = {"household_id": spot.subject, "year": spot.year, "kind": spot.field, "amount": fen}
        work.create("income", row)


def refuse_marks(office: Office, campaign_id: str, mark_ids: Sequence[str], reason: str) -> str:
    """Leave the archive as it is for these differences, and keep why; gives the batch (for undo).

    Raises Problem without a reason, for a locked check, and where none of them waits.
    """
    need_role(office, "enter")
    if not reason.strip():
        raise Problem("campaigns.reason_missing")
    need_unlocked(campaign(office, campaign_id, counted=False))
    batch = new_id()
    with office.archive.work(office.user.name, reason.strip(), at=office.clock(), batch=batch) as work:
        chosen = _waiting(office, work, campaign_id, mark_ids)
        if not chosen:
            raise Problem("campaigns.nothing_chosen")
        for one in chosen:
            work.update(
                "mark", one.id, {"settled": "refused", "reason": reason.strip()}, about=one.household_id
            )
    return batch


def refuse_mark(office: Office, campaign_id: str, mark_id: str, reason: str) -> str:
    """As `refuse_marks`, of one."""
    return refuse_marks(office, campaign_id, [mark_id], reason)
