"""Yearly results (一年一结果): made for a year, kept unchanged, corrected by a newer one, compared.

A result is a row that is only ever created: the storage refuses to rewrite it, a correction names the one it
replaces, and only taking back the batch that made it removes it. The newest uncorrected one of a year counts.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import orjson

from app.errors import Problem
from app.operations.dossiers import Choice, dossier, dossiers
from app.operations.offices import Office, need_household, need_role, need_village
from app.operations.rows import in_list
from app.paths import forms
from app.progress import Progress
from app.rules.comparisons import Comparison, compare
from app.rules.dossiers import Dossier
from app.rules.results import ResultShape, load_results
from app.rules.snapshots import Body, Snapshot, SnapshotMaker, says_nothing, snapshot_body
from app.texts import say
from db.changes import canonical_json
from db.records import new_id
from db.works import Work

AT_ONCE = 1000

CURRENT = "s.id NOT IN (SELECT corrects_id FROM snapshot WHERE corrects_id IS NOT NULL)"
"""Of a row `snapshot s`: that no newer one corrects it."""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the batch (for undo; "" for none), how many, and why the others were left out.

    `kept` had a result of that year already; of `unknown` nothing is known up to that year.
    """

    batch: str
    made: int
    kept: int
    unknown: int


@dataclass(frozen=True, slots=True)
class SnapshotLine:
    """One result as the household's list shows it, newest year and newest made first."""

    id: str
    year: int
    made_on: date
    reason: str
    corrects: str
    current: bool


def result_shape(office: Office) -> ResultShape:
    """What a result holds, from `forms/results.toml`; read once."""
    shape: ResultShape | None = office.kept.get("result_shape")
    if shape is None:
        shape = office.kept["result_shape"] = load_results(forms(), office.forms)
    return shape


def make_snapshots(
    office: Office,
    year: int,
    village: str | None = None,
    households: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> Made:
    """Make the results of a year for a division (its id), for given households, or for the whole township.

    A household that has one already keeps it: that is corrected, not made again. Raises Problem for a year that has
    not begun, and for a user who may not enter.
    """
    need_role(office, "enter")
    if year > office.clock().year:
        raise Problem("snapshots.year_ahead", year=year)
    if village:
        need_village(office, village)
    choice = Choice(None if households is None else tuple(households), village, closed=True)
    counts = {"kept": 0, "unknown": 0, "made": 0}
    reason, batch = say("snapshots.batch", year=year), new_id()
    with office.archive.work(office.user.name, reason, at=office.clock(), batch=batch) as work:
        rows = _rows(office, choice, year, counts, progress)
        while some := [row for row, _ in zip(rows, range(AT_ONCE), strict=False)]:
            counts["made"] += len(work.create_many("snapshot", some))
    return Made(batch if counts["made"] else "", **counts)


def _rows(
    office: Office, choice: Choice, year: int, counts: dict[str, int], progress: Progress | None
) -> Iterator[dict[str, str | int | None]]:
    """The rows to make, one household after the other; counts those it leaves out."""
    shape = result_shape(office)
    maker = SnapshotMaker(shape, office.forms)
    has = {
        str(row[0])
        for row in office.archive.read("SELECT household_id FROM snapshot WHERE year = ?", (year,))
    }
    for known in dossiers(office, choice, year, progress, records=shape.records()):
        closed = known.household.get("closed_on")
        if known.household_id in has:
            counts["kept"] += 1
        elif (isinstance(closed, date) and closed.year <= year) or says_nothing(known):
            counts["unknown"] += 1
        else:
            yield _row(office, known, maker.body(known))


def _row(office: Office, known: Dossier, body: Body) -> dict[str, str | int | None]:
    text = canonical_json(body)
    return {
        "household_id": known.household_id,
        "year": known.year,
        "corrects_id": None,
        "made_on": office.clock().date().isoformat(),
        "body": text.decode(),
        "hash": hashlib.sha256(text).hexdigest(),
        "reason": None,
    }


def correct_snapshot(office: Office, household_id: str, year: int, reason: str) -> str:
    """Make a new result of that year from what the archive says now; gives its id. The old one stays, named.

    Raises Problem without a reason, where there is no result of that year, and where nothing differs from it.
    """
    need_household(office, household_id)
    if not reason.strip():
        raise Problem("snapshots.reason_missing")
    before = current_snapshot(office, household_id, year)
    known = dossier(office, household_id, year)
    if known is None:
        raise Problem("edit.gone")
    body = snapshot_body(known, result_shape(office), office.forms)
    row = {**_row(office, known, body), "corrects_id": before.id, "reason": reason.strip()}
    if canonical_json(body) == canonical_json(before.body):
        raise Problem("snapshots.nothing_to_correct", year=year)
    with office.archive.work(office.user.name, reason.strip(), at=office.clock(), batch=new_id()) as work:
        _need_current(work, before.id)
        return work.create("snapshot", row)


def _need_current(work: Work, snapshot_id: str) -> None:
    """Raise Problem where somebody corrected it meanwhile, or took it back."""
    if not work.read(f"SELECT 1 FROM snapshot s WHERE s.id = ? AND {CURRENT}", (snapshot_id,)):
        raise Problem("edit.gone")


def snapshots_of(office: Office, household_id: str) -> list[SnapshotLine]:
    """Every result of a household, the newest year first, of one year the newest first; corrected ones too."""
    need_household(office, household_id, "view")
    rows = office.archive.read(
        f"SELECT s.id, s.year, s.made_on, coalesce(s.reason, ''), coalesce(s.corrects_id, ''), {CURRENT}"
        " FROM snapshot s WHERE s.household_id = ? ORDER BY s.year DESC, s.id DESC",
        (household_id,),
    )
    return [
        SnapshotLine(one, year, date.fromisoformat(made), reason, corrects, bool(current))
        for one, year, made, reason, corrects, current in rows
    ]


_READ = "SELECT id, household_id, year, made_on, coalesce(corrects_id, ''), coalesce(reason, ''), body, hash"


def read_snapshot(office: Office, snapshot_id: str) -> Snapshot:
    """One result, its hash proved. Raises Problem for one that is gone or whose body is not what was kept."""
    found = office.archive.read(f"{_READ} FROM snapshot WHERE id = ?", (snapshot_id,))
    if not found:
        raise Problem("edit.gone")
    one = _proved(found[0])
    need_household(office, one.household_id, "view")
    return one


def current_snapshot(office: Office, household_id: str, year: int) -> Snapshot:
    """The result of a year that counts, its hash proved. Raises Problem where there is none."""
    need_household(office, household_id, "view")
    found = current_snapshots(office, [household_id], year)
    if household_id not in found:
        raise Problem("snapshots.none", year=year)
    return found[household_id]


def current_snapshots(
    office: Office, households: Sequence[str], year: int, pass_damaged: bool = False
) -> dict[str, Snapshot]:
    """The results of a year that count, by household; who has none is left out.

    Raises Problem for a damaged one, unless those are to be left out too.
    """
    found: dict[str, Snapshot] = {}
    for some in in_list(households):
        where = f"s.year = ? AND s.household_id IN ({some.marks}) AND {CURRENT} ORDER BY s.id"
        for row in office.archive.read(f"{_READ} FROM snapshot s WHERE {where}", (year, *some.values)):
            if not (pass_damaged and _is_damaged(row)):
                found[str(row[1])] = _proved(row)
    return found


def _proved(row: Sequence[object]) -> Snapshot:
    one, household_id, year, made_on, corrects, reason, body, _ = row
    if _is_damaged(row):
        raise Problem("snapshots.damaged", year=year, id=one)
    return Snapshot(
        str(household_id), int(str(year)), orjson.loads(str(body)), str(one),
        date.fromisoformat(str(made_on)), str(corrects), str(reason),
    )  # fmt: skip


def _is_damaged(row: Sequence[object]) -> bool:
    """Whether the body is not what was kept."""
    return hashlib.sha256(str(row[-2]).encode()).hexdigest() != row[-1]


def as_it_stands(office: Office, household_id: str) -> Snapshot:
    """The household as it stands today, in its newest year, in the shape of a result; kept nowhere."""
    known = dossier(office, household_id)
    if known is None:
        raise Problem("edit.gone")
    return Snapshot(household_id, known.year, snapshot_body(known, result_shape(office), office.forms))


def compare_years(office: Office, household_id: str, a: int | None, b: int | None) -> Comparison:
    """Two years of a household side by side; None is the household as it stands today.

    Raises Problem for a year without a result, or one that is damaged.
    """
    one, other = (
        as_it_stands(office, household_id) if year is None else current_snapshot(office, household_id, year)
        for year in (a, b)
    )
    return compare(one, other, result_shape(office), office.forms)
