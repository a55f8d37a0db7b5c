"""What a ledger is made from, what it asks and what it finds: plain facts of a household and its people."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from app.rules.dossiers import Answers, Value
from app.rules.idnumbers import age
from app.rules.schooling import SchoolRule
from app.texts import say

Urgency = Literal["overdue", "due", ""]
"""Must be dealt with now; should be looked at; nothing to do."""

ORDER: Mapping[Urgency, int] = {"overdue": 0, "due": 1, "": 2}


@dataclass(frozen=True, slots=True)
class Resident:
    """A member of a household: `own` are his lasting answers, `year` those of the newest year up to the ledger's."""

    id: str
    relation: str
    own: Answers
    year: Answers

    @property
    def name(self) -> str:
        return str(self.own.get("name") or "")

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None where the birth date is unknown."""
        born = self.own.get("birth_date")
        return age(born, day) if isinstance(born, date) else None

    def has(self, key: str, codes: Collection[str]) -> bool:
        """Whether an answer of the year is, or holds, one of these codes."""
        value = self.year.get(key) if codes else None
        if isinstance(value, tuple):
            return not set(value).isdisjoint(codes)
        return value is not None and value in codes


@dataclass(frozen=True, slots=True)
class Home:
    """A household with who lives in it, head first; `visits`: the days it was visited, by kind of visit."""

    id: str
    code: str
    head: str
    phone: str
    division_id: str
    village: str
    group: str
    standing: Answers
    people: Sequence[Resident]
    visits: Mapping[str, date] = field(default_factory=dict)

    def last_visit(self, kinds: Collection[str]) -> date | None:
        """The newest visit of these kinds, of any where none is named; None where nobody came."""
        days = [day for kind, day in self.visits.items() if not kinds or kind in kinds]
        return max(days, default=None)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a ledger is asked with: its limits and codes, the year, and the day on which it judges.

    `common`: the limits of `forms/checks.toml`, said there once for the doubts and the ledgers.
    """

    limits: Mapping[str, int]
    codes: Mapping[str, tuple[str, ...]]
    year: int
    today: date
    school: SchoolRule
    common: Mapping[str, Decimal] = field(default_factory=dict)

    def limit(self, key: str, otherwise: int = 0) -> int:
        """A number of the ledger's, else one common to all; `otherwise` where neither file names it."""
        return self.limits[key] if key in self.limits else int(self.common.get(key, otherwise))

    def listed(self, key: str) -> tuple[str, ...]:
        """Codes of the ledger's; none where the file does not name them."""
        return self.codes.get(key, ())


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing to do about a row: how urgent, and the sentence."""

    urgency: Urgency
    sentence: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a ledger: whom it is about (None: the household), what is to be done, values of own columns."""

    resident: Resident | None
    alerts: tuple[Alert, ...] = ()
    own: Mapping[str, Value] = field(default_factory=dict)

    @property
    def urgency(self) -> Urgency:
        """That of its most urgent alert."""
        return min((one.urgency for one in self.alerts), key=lambda one: ORDER[one], default="")

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is to be done, most urgent first."""
        ranked = sorted(self.alerts, key=lambda one: ORDER[one.urgency])
        return tuple(one.sentence for one in ranked)


def overdue(key: str, **values: object) -> Alert:
    """An alert that must be dealt with now."""
    return Alert("overdue", say(key, **values))


def due(key: str, **values: object) -> Alert:
    """An alert that should be looked at."""
    return Alert("due", say(key, **values))


def day_of(value: Value) -> date | None:
    """An answer that is a day."""
    return value if isinstance(value, date) else None


def whole(value: Value) -> int:
    """An answer that is a number; nought where nobody said."""
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
