"""A dossier: everything the archive knows of one household for one year, as plain data.

What the checks read, what the papers print, what the page shows. Values are answers (`app.rules.values`):
str, bool, int, Decimal, date, tuple of codes; None is unknown, never no and never zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from app.rules.idnumbers import age

Value = str | bool | int | Decimal | date | tuple[str, ...] | None
Answers = Mapping[str, Value]

HEAD = "01"
"""The relation code of the head of a household (与户主关系: 户主)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a household lives, by the names in force: province down to village; `code` is the village's."""

    province: str = ""
    city: str = ""
    county: str = ""
    township: str = ""
    village: str = ""
    code: str = ""
    division_id: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A person in this household: who he is, his place in it, and how he fared; `spoken` is the year of `year`."""

    person_id: str
    membership_id: str
    person: Answers
    membership: Answers
    year: Answers
    extra: Mapping[str, Answers] = field(default_factory=dict)
    spoken: int = 0

    @property
    def name(self) -> str:
        return str(self.person.get("name") or "")

    @property
    def is_head(self) -> bool:
        return self.membership.get("relation") == HEAD

    def answers(self, record: str) -> Answers:
        """His answers of a record by its key; empty for one never filled."""
        if record == "person":
            return self.person
        if record == "membership":
            return self.membership
        if record == "member_year":
            return self.year
        return self.extra.get(record, {})

    def age_on(self, day: date) -> int | None:
        """Full years on that day; None where the birth date is unknown."""
        born = self.person.get("birth_date")
        if not isinstance(born, date):
            return None
        return age(born, day)


@dataclass(frozen=True, slots=True)
class IncomeItem:
    """One line of the income sheet: kind (`forms/codes/income_kind.toml`), amount in yuan, and its details."""

    id: str
    kind: str
    amount: Decimal
    person_id: str | None
    answers: Answers


@dataclass(frozen=True, slots=True)
class Line:
    """One line of help by its form (`record`): a pairing, a plan, a measure, a visit, a finding.

    `linked`: the answers of those it names, by record: `cadre` and `unit` of a pairing or visit, `person` of who
    benefits from a measure. `year`: of a plan and its measures; 0 where the form has none.
    """

    record: str
    id: str
    answers: Answers
    linked: Mapping[str, tuple[Answers, ...]] = field(default_factory=dict)
    year: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """One household for one year. `members`: who belonged to it at the year's end, head first.

    `years`: every year the archive knows of this household, newest first. `version`: how often the
    household's records were changed (printed as QR on the check sheet). `extra`: county forms by record key.
    `others`: how many more are on record who did not belong to it at the year's end. `help`: lines of help by form:
    every pairing, the plan, measures and visits of the year itself, the findings of the year and those still open.
    """

    household_id: str
    year: int
    years: tuple[int, ...]
    place: Place
    household: Answers
    standing: Answers
    conditions: Answers
    members: tuple[Member, ...]
    others: int = 0
    incomes: tuple[IncomeItem, ...] = ()
    documents: tuple[Answers, ...] = ()
    extra: Mapping[str, Answers] = field(default_factory=dict)
    version: int = 0
    spoken: Mapping[str, int] = field(default_factory=dict)
    help: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)

    @property
    def head(self) -> Member | None:
        """The head; None where nobody stands as 户主."""
        return next((member for member in self.members if member.is_head), None)

    @property
    def size(self) -> int:
        """Persons of the household: its members; the stated number while nobody but the head was ever recorded.

        A household sheet alone brings the head and says how many there are: dividing by one would be wrong.
        """
        stated = self.standing.get("stated_size")
        if len(self.members) + self.others <= 1 and isinstance(stated, int):
            return stated
        return len(self.members)

    @property
    def year_end(self) -> date:
        return date(self.year, 12, 31)

    def answers(self, record: str) -> Answers:
        """The answers of a household-wide record by its key; empty for one never filled."""
        if record == "household":
            return self.household
        if record == "standing":
            return self.standing
        if record == "conditions":
            return self.conditions
        if record == "plan":
            return next((line.answers for line in self.help.get("plan", ())), {})
        return self.extra.get(record, {})
