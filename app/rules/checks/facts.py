"""A dossier made ready for the checks: ages counted, codes looked up, income added, once per household."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.rules.checks.meanings import RISKS
from app.rules.checks.thresholds import Limits, Thresholds
from app.rules.dossiers import Answers, Dossier, IncomeItem, Member, Value
from app.rules.forms import Forms
from app.rules.incomes import ZERO, IncomeFigures, dossier_figures, kind_sum
from app.rules.schooling import SchoolRule
from app.rules.values import show


@dataclass(frozen=True, slots=True)
class Measure:
    """One help measure of a household: its category by the words of the plan, and its year (0: not said)."""

    kind: str
    year: int = 0


@dataclass(frozen=True, slots=True)
class Help:
    """What is known of a household's help today. None: the archive records nothing of the kind, of nobody.

    `need`: why it must be helped, "" for one that may go without; `helped`: whether somebody does; `planned`: whether
    there is a plan of `year`; `measures`: of every year, those that were stopped left out.
    """

    need: str = ""
    helped: bool | None = None
    planned: bool | None = None
    year: int = 0
    measures: Sequence[Measure] | None = None


NO_HELP = Help()


class Meanings:
    """What the code lists say beyond words: the sex of a relation, who is able to work, the stage of a school."""

    def __init__(self, forms: Forms) -> None:
        self.forms = forms
        self.sex_of_relation = self._extra("relation", "sex")
        self.able = self._extra("labour", "able")
        self.stage = self._extra("school_state", "stage")
        self.dangerous = self._extra("danger_grade", "dangerous")
        self.hard_roads = self._extra("road_kind", "hard")
        self.school = SchoolRule(forms)
        self.labels = {one.path: one.label for one in forms.every_field()}

    def _extra(self, codes: str, word: str) -> Mapping[str, object]:
        known = self.forms.codes.get(codes)
        return {code.code: code.extra[word] for code in known.values if word in code.extra} if known else {}

    def shown(self, path: str, value: Value) -> str:
        """An answer of a field as people read it."""
        one = self.forms.by_path[path]
        return show(one.kind, value, self.forms.code_list(one))


class Person:
    """A member with what most checks ask, in the dossier's year."""

    def __init__(self, member: Member, year_end: date, meanings: Meanings) -> None:
        self.member = member
        self.id = member.person_id
        self.own: Answers = member.person
        self.membership: Answers = member.membership
        self.year: Answers = member.year
        self.name = member.name
        self.relation = member.membership.get("relation")
        self.sex = member.person.get("sex")
        self.age = member.age_on(year_end)
        health = member.year.get("health")
        self.health: tuple[str, ...] = health if isinstance(health, tuple) else ()
        self.labour = member.year.get("labour")
        school = member.year.get("school_state")
        self.stage = meanings.stage.get(school, "other") if isinstance(school, str) else None

    @property
    def works(self) -> bool:
        """Whether work away from the own farm is recorded: months above nought, a place or a region."""
        return self.months > 0 or self.has_work_place

    @property
    def months(self) -> int:
        months = self.year.get("work_months")
        return months if isinstance(months, int) else 0

    @property
    def has_work_place(self) -> bool:
        return bool(self.year.get("work_place") or self.year.get("work_region"))


class Household:
    """A dossier with its people, limits and figures, and what is known of its help."""

    def __init__(
        self,
        dossier: Dossier,
        limits: Limits,
        meanings: Meanings,
        thresholds: Thresholds,
        today: date,
        help: Help = NO_HELP,
    ) -> None:
        self.dossier = dossier
        self.limits = limits
        self.meanings = meanings
        self.thresholds = thresholds
        self.today = today
        self.help = help
        self.household, self.standing, self.conditions = (
            dossier.household,
            dossier.standing,
            dossier.conditions,
        )
        self.people = [Person(member, dossier.year_end, meanings) for member in dossier.members]
        self._figures: IncomeFigures | bool | None = False

    @property
    def figures(self) -> IncomeFigures | None:
        """What the income items add up to; None where none is recorded."""
        if isinstance(self._figures, bool):
            self._figures = dossier_figures(self.dossier, self.meanings.forms.blocks)
        return self._figures

    def block(self, key: str) -> Decimal | None:
        """The sum of an income block; None where it has no item."""
        return self.figures.blocks.get(key) if self.figures else None

    def income(self, kind: str) -> Decimal:
        """The sum of one kind of income, nought where there is none."""
        return kind_sum(self.items, kind) or ZERO

    @property
    def items(self) -> tuple[IncomeItem, ...]:
        return self.dossier.incomes

    @property
    def head_name(self) -> str:
        head = self.dossier.head
        return head.name if head else ""

    @property
    def risks(self) -> tuple[str, ...]:
        """The risk codes of the year, in order."""
        return tuple(str(self.standing[key]) for key in RISKS if self.standing.get(key))

    @property
    def watched(self) -> bool:
        """Whether the household is monitored and its risk not cleared."""
        return bool(self.standing.get("monitor_class")) and self.standing.get("risk_cleared") is not True

    @property
    def measures(self) -> Sequence[Measure] | None:
        """The measures since the household was identified, all where no month says when; None while none are recorded.

        Those of another time, when it was poor and lifted, do not answer today's risk.
        """
        month, every = self.standing.get("monitored_month"), self.help.measures
        if every is None or not isinstance(month, str) or not month[:4].isdigit():
            return every
        return [one for one in every if not one.year or one.year >= int(month[:4])]

    @property
    def can_work(self) -> bool:
        """Whether a member is able to work."""
        return any(person.labour in self.meanings.able for person in self.people)
