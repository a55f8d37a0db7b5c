"""The warnings kept ready: run once, then only for the households that changed since, as the doubt list is."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.operations.clues.deeds import WHO_CHECKS
from app.operations.dossiers import Choice, chosen_households
from app.operations.doubt_lists import touched_households
from app.operations.offices import Office
from app.operations.pasts import last_change
from app.operations.rows import in_list
from app.operations.warnings.known import make_watcher
from app.operations.warnings.pairs import read_pairs
from app.progress import Progress
from app.rules.dossiers import Dossier
from app.rules.warnings import Unknown, Warning
from app.rules.warnings.watching import watched


@dataclass(frozen=True, slots=True)
class FoundWarning:
    """A warning with what names it in a list, who is to check it and by when.

    `found_on`: the day of the newest change to the records it rests on. `clue_id`: the clue it became ("" while nobody
    has taken it up); `monitored`: whether the household is monitored already.
    """

    warning: Warning
    head: str
    village: str
    group: str
    division_id: str
    monitored: bool
    found_on: date
    due_on: date
    checker: str
    cadre_id: str
    clue_id: str = ""

    @property
    def household_id(self) -> str:
        return self.warning.household_id

    @property
    def key(self) -> str:
        """What it is known by as long as its facts stay."""
        return self.warning.basis


@dataclass(frozen=True, slots=True)
class WarningList:
    """The warnings by household as the log stood at `seq`, on `day`; and which rules could not be judged of whom."""

    seq: int
    day: date
    found: Mapping[str, tuple[FoundWarning, ...]]
    unknown: Mapping[str, tuple[Unknown, ...]]

    def all(self) -> list[FoundWarning]:
        """Every warning, those that became clues too, in the order of the village book."""
        return [one for some in self.found.values() for one in some]

    def waiting(self) -> list[FoundWarning]:
        """Those nobody has taken up."""
        return [one for one in self.all() if not one.clue_id]

    def unjudged(self) -> Counter[str]:
        """How many households each rule could not be judged of."""
        return Counter(one.rule for some in self.unknown.values() for one in some)


def warning_list(office: Office, progress: Progress | None = None) -> WarningList:
    """The warnings as they stand now; quick when little changed since the last call.

    Reads beside the writer; pages that ask at the same moment share one run. Raises Problem for a rule file that
    cannot be understood.
    """
    with office.sharing:
        return _up_to_date(office, progress)


def last_warnings(office: Office) -> WarningList | None:
    """The warnings as they were last found, perhaps before newer changes; None before the first run."""
    known: WarningList | None = office.kept.get("warnings")
    return known


def _up_to_date(office: Office, progress: Progress | None) -> WarningList:
    kept: WarningList | None = office.kept.get("warnings")
    seq, day = last_change(office), office.clock().date()
    if kept is not None and (kept.seq, kept.day) == (seq, day):
        return kept
    touched = touched_households(office, kept.seq) if kept is not None and kept.day == day else None
    if kept is None or touched is None:
        homes = chosen_households(office, Choice())
        found, unknown = _judge(office, homes, progress)
        ordered = {one: found[one] for one in homes if one in found}
        fresh = WarningList(seq, day, ordered, unknown)
    else:
        found, unknown = _judge(office, chosen_households(office, Choice(households=tuple(touched))), None)
        cleared = dict.fromkeys(touched, ())
        fresh = WarningList(
            seq, day, {**kept.found, **cleared, **found}, {**kept.unknown, **cleared, **unknown}
        )
    office.kept["warnings"] = fresh
    return fresh


def _judge(
    office: Office, households: Sequence[str], progress: Progress | None
) -> tuple[dict[str, tuple[FoundWarning, ...]], dict[str, tuple[Unknown, ...]]]:
    watcher = make_watcher(office)
    told: dict[str, tuple[Dossier, tuple[Warning, ...]]] = {}
    unknown: dict[str, tuple[Unknown, ...]] = {}
    for pair in read_pairs(office, households, progress):
        came = watcher.watch(pair)
        one = pair.now.dossier.household_id
        unknown[one] = came.unknown
        if came.warnings:
            told[one] = (pair.now.dossier, came.warnings)
    facts = _Facts(office, list(told))
    found = {
        one: tuple(facts.found(dossier, each) for each in warnings)
        for one, (dossier, warnings) in told.items()
    }
    return found, unknown


class _Facts:
    """What the log, the pairings and the clues say of the households that are warned of, read at once."""

    def __init__(self, office: Office, households: Sequence[str]) -> None:
        self._today = office.clock().date()
        self._changed: dict[tuple[str, str], date] = {}
        self._clues: dict[tuple[str, str, str], str] = {}
        self._checkers: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
        for some in in_list(households):
            self._read(office, some.marks, some.values)

    def _read(self, office: Office, marks: str, values: tuple[object, ...]) -> None:
        read = office.archive.read
        sql = f"SELECT about, record, max(at) FROM change WHERE about IN ({marks}) GROUP BY about, record"
        for home, record, at in read(sql, values):
            self._changed[(home, record)] = datetime.fromisoformat(at).date()
        sql = f"SELECT household_id, rule, basis, id FROM clue WHERE rule IS NOT NULL AND household_id IN ({marks})"
        for home, rule, basis, clue in read(sql, values):
            self._clues[(home, rule, basis)] = clue
        sql = (
            "SELECT p.household_id, p.kind, c.id, c.name FROM pairing p JOIN cadre c ON c.id = p.cadre_id"
            " WHERE (p.started_on IS NULL OR p.started_on <= ?) AND (p.ended_on IS NULL OR p.ended_on > ?)"
            f" AND p.kind IN (?, ?) AND p.household_id IN ({marks}) ORDER BY p.id"
        )
        today = self._today.isoformat()
        for home, kind, cadre, name in read(sql, (today, today, *WHO_CHECKS, *values)):
            self._checkers[home].setdefault(kind, (cadre, name))

    def found(self, dossier: Dossier, warning: Warning) -> FoundWarning:
        home = dossier.household_id
        records = {_table(place.path) for place in warning.found.where}
        days = [day for record in records if (day := self._changed.get((home, record)))]
        found_on = min(max(days, default=self._today), self._today)
        helpers = self._checkers.get(home, {})
        cadre, name = next((helpers[kind] for kind in WHO_CHECKS if kind in helpers), ("", ""))
        return FoundWarning(
            warning,
            head=dossier.head.name if dossier.head else "",
            village=dossier.place.village,
            group=str(dossier.household.get("group_name") or ""),
            division_id=dossier.place.division_id,
            monitored=watched(dossier),
            found_on=found_on,
            due_on=found_on + timedelta(days=warning.rule.days),
            checker=name,
            cadre_id=cadre,
            clue_id=self._clues.get((home, warning.rule.key, warning.basis), ""),
        )


_TABLES = frozenset({"household", "person", "membership", "standing", "conditions", "member_year", "income"})


def _table(path: str) -> str:
    """The table a field is kept in: a county form's answers stand in one."""
    record = path.partition(".")[0]
    return record if record in _TABLES else "answer"
