"""Facts a standard may ask for of a household: named functions, each says what it found and where it stands.

A fact that the archive does not know has the value None, and names what is missing: unknown is never yes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.rules.checks.facts import Meanings, Person
from app.rules.checks.thresholds import Limits
from app.rules.dossiers import Dossier, Value
from app.rules.incomes import dossier_figures
from app.rules.ledgers.insurance import BASIC
from app.rules.values import show
from app.texts import say

Options = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Where:
    """Where in the archive a fact stands: a field's path, and whose (`subject_id`: a person; "" the household's)."""

    path: str
    subject_id: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """What was found: yes or no, or a number; None where the archive does not know. `said`: it in words.

    `where`: the fields that decided (or that are missing); `note`: what was taken for granted.
    """

    value: bool | Decimal | None
    said: str
    where: tuple[Where, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """A dossier made ready on the day of the judgement: its people with their ages on that day."""

    dossier: Dossier
    on: date
    meanings: Meanings
    limits: Limits
    people: tuple[Person, ...] = field(default=())

    @classmethod
    def of(cls, dossier: Dossier, on: date, meanings: Meanings, limits: Limits) -> "Home":
        """The members with their ages on the day, at the year's end where the dossier is of an earlier year."""
        day = min(on, dossier.year_end)
        people = tuple(Person(one, day, meanings) for one in dossier.members)
        return cls(dossier, on, meanings, limits, people)


_INCOME = (Where("income.amount"),)
_SCHOOL = (Where("member_year.school_state"),)
_INSURANCE = (Where("member_year.resident_insurance"),)

Find = Callable[[Home, Options], Fact]


def income_per_person(home: Home, options: Options) -> Fact:
    """Net income of one person in the judged year, in yuan; of a `basis` other than the register's with its note."""
    figures = dossier_figures(home.dossier, home.meanings.forms.blocks)
    if figures is None:
        return Fact(None, say("standards.no_income", year=home.dossier.year), _INCOME)
    if figures.per_person is None:
        return Fact(None, say("standards.nobody"), (Where("membership.relation"),))
    note = say("standards.basis_disposable") if options.get("basis") == "disposable" else ""
    amount, net = show("money", figures.per_person), show("money", figures.net)
    said = say("standards.income_said", amount=amount, net=net, size=home.dossier.size)
    return Fact(figures.per_person, said, _INCOME, note)


def house_safe(home: Home, options: Options) -> Fact:
    """Whether the house is safe: graded A or B, or known not to be dangerous; C and D are not."""
    grade = home.dossier.conditions.get("danger_grade")
    dangerous = home.dossier.conditions.get("dangerous_house")
    if isinstance(grade, str) and grade:
        where = (Where("conditions.danger_grade"),)
        shown = home.meanings.shown("conditions.danger_grade", grade)
        return _aged(
            home, Fact(grade not in home.meanings.dangerous, say("standards.grade", grade=shown), where)
        )
    where = (Where("conditions.dangerous_house"),)
    if dangerous is None:
        return Fact(None, say("standards.house_unknown"), where)
    return _aged(
        home, Fact(dangerous is False, _yes_no(home, "conditions.dangerous_house", dangerous), where)
    )


def at_school(home: Home, options: Options) -> Fact:
    """Whether no child of the age of compulsory schooling is out of school."""
    children = [
        one
        for one in home.people
        if home.meanings.school.age_of(_born(one), home.dossier.year, home.limits) is not None
    ]
    if not home.people:
        return Fact(None, say("standards.nobody"), (Where("membership.relation"),))
    if not children:
        unborn = [one for one in home.people if _born(one) is None]
        if unborn:
            return Fact(None, say("standards.birth_unknown"), _of(unborn, "person.birth_date"))
        return Fact(True, say("standards.no_children"))
    out = [one for one in children if one.year.get("dropout_reason") or _out_of_school(home, one)]
    if out:
        return Fact(
            False, say("standards.out_of_school", names=_names(out)), _of(out, "member_year.school_state")
        )
    unknown = [one for one in children if _school_unknown(home, one)]
    if unknown:
        where = _of(unknown, "member_year.school_state")
        return Fact(None, say("standards.school_unknown", names=_names(unknown)), where)
    return Fact(True, say("standards.all_at_school", names=_names(children)), _SCHOOL)


def insured(home: Home, options: Options) -> Fact:
    """Whether every member is in a basic medical insurance; with `illness`, in that against grave illness too."""
    keys = [BASIC, ("illness_insurance",)] if options.get("illness") else [BASIC]
    without = [one for one in home.people if any(_uninsured(one, some) for some in keys)]
    if without:
        return Fact(False, say("standards.uninsured", names=_names(without)), _insurance_of(without, keys))
    unknown = [one for one in home.people if any(_insured(one, some) is None for some in keys)]
    if unknown or not home.people:
        said = (
            say("standards.insurance_unknown", names=_names(unknown)) if unknown else say("standards.nobody")
        )
        return Fact(None, said, _insurance_of(unknown, keys))
    return Fact(True, say("standards.all_insured", count=len(home.people)), _INSURANCE)


def answered(home: Home, options: Options) -> Fact:
    """The household's own answer of a yes-or-no field, by its path (`field`); `no`: a no is what is wanted."""
    path = str(options["field"])
    record, _, key = path.partition(".")
    value = home.dossier.answers(record).get(key)
    label = home.meanings.labels.get(path, path)
    where = (Where(path),)
    if not isinstance(value, bool):
        return Fact(None, say("standards.not_answered", label=label), where)
    said = say("standards.answered", label=label, value=home.meanings.shown(path, value))
    fact = Fact(value is not options.get("no", False), said, where)
    return _aged(home, fact) if record == "conditions" else fact


def hard_road(home: Home, options: Options) -> Fact:
    """Whether a road to the house of a kind that can be driven is on record (`forms/codes/road_kind.toml`)."""
    kind = home.dossier.conditions.get("road_kind")
    where = (Where("conditions.road_kind"),)
    if not isinstance(kind, str) or not kind:
        return Fact(None, say("standards.road_unknown"), where)
    said = say("standards.road", kind=home.meanings.shown("conditions.road_kind", kind))
    return _aged(home, Fact(kind in home.meanings.hard_roads, said, where))


def identified_before(home: Home, options: Options) -> Fact:
    """Whether the household was taken in before the judged year: one of this year may not leave in it."""
    value = home.dossier.answers("assurance").get("identified_year")
    where = (Where("assurance.identified_year"),)
    if not isinstance(value, int):
        return Fact(None, say("standards.identified_unknown"), where)
    return Fact(value < home.dossier.year, say("standards.identified", year=value), where)


def months_monitored(home: Home, options: Options) -> Fact:
    """Full months since the household was taken in as monitored."""
    month = home.dossier.standing.get("monitored_month")
    where = (Where("standing.monitored_month"),)
    if not (isinstance(month, str) and len(month) == 7):
        return Fact(None, say("standards.month_unknown"), where)
    year, number = int(month[:4]), int(month[5:])
    months = (home.on.year - year) * 12 + home.on.month - number
    return Fact(Decimal(months), say("standards.months", months=months), where)


def measures_taken(home: Home, options: Options) -> Fact:
    """How many help measures are being carried out or done; unknown where one may be and none surely is."""
    states = [line.answers.get("state") for line in home.dossier.help.get("measure", ())]
    given, where = sum(state in _GIVEN for state in states), (Where("measure.state"),)
    if not given and None in states:
        return Fact(None, say("standards.no_state"), where)
    return Fact(Decimal(given), say("standards.measures", count=given), where)


def to_look_at(home: Home, options: Options) -> Fact:
    """What no archive holds: whoever goes there decides."""
    return Fact(None, say("standards.to_look_at"))


def able_to_work(home: Home, options: Options) -> Fact:
    """Whether a member is able to work."""
    able = [one for one in home.people if one.labour in home.meanings.able]
    if able:
        return Fact(True, say("standards.able", names=_names(able)), _of(able, "member_year.labour"))
    unknown = [
        one for one in home.people if one.labour is None and (one.age is None or one.age >= _WORKING_AGE)
    ]
    if unknown:
        return Fact(
            None, say("standards.labour_unknown", names=_names(unknown)), _of(unknown, "member_year.labour")
        )
    return Fact(False, say("standards.nobody_able"), _of(home.people, "member_year.labour"))


_WORKING_AGE = 16
_GIVEN = ("running", "done")
"""States of a measure that is more than an intention."""

FACTS: Final[Mapping[str, Find]] = {
    "income_per_person": income_per_person,
    "house_safe": house_safe,
    "at_school": at_school,
    "insured": insured,
    "answered": answered,
    "hard_road": hard_road,
    "identified_before": identified_before,
    "months_monitored": months_monitored,
    "measures_taken": measures_taken,
    "able_to_work": able_to_work,
    "to_look_at": to_look_at,
}
"""The facts by the word of the files."""


def find_fact(name: str, home: Home, options: Options) -> Fact:
    """A fact by its name; no where a `question` of the standing says that there is a problem."""
    question = options.get("question")
    if question and home.dossier.standing.get(str(question)) is True:
        path = f"standing.{question}"
        return Fact(False, _yes_no(home, path, True), (Where(path),))
    return FACTS[name](home, options)


def _aged(home: Home, fact: Fact) -> Fact:
    """The fact, saying of which year the answer is where it is not of the judged one."""
    spoken = home.dossier.spoken.get("conditions", 0)
    return (
        fact if spoken in (0, home.dossier.year) else replace(fact, note=say("standards.spoken", year=spoken))
    )


def _born(one: Person) -> date | None:
    born = one.own.get("birth_date")
    return born if isinstance(born, date) else None


def _school_unknown(home: Home, one: Person) -> bool:
    """Nothing on record that says where a child stands."""
    fault = home.meanings.school.fault(one.year.get("school_state"), one.year.get("education"))
    return bool(fault) and not one.year.get("school_state")


def _out_of_school(home: Home, one: Person) -> bool:
    fault = home.meanings.school.fault(one.year.get("school_state"), one.year.get("education"))
    return fault is not None and bool(one.year.get("school_state"))


def _insured(one: Person, keys: Iterable[str]) -> bool | None:
    values = [one.year.get(key) for key in keys]
    if True in values:
        return True
    return None if None in values else False


def _uninsured(one: Person, keys: Iterable[str]) -> bool:
    return _insured(one, keys) is False


def _insurance_of(people: Iterable[Person], keys: Iterable[tuple[str, ...]]) -> tuple[Where, ...]:
    some = list(people)
    return tuple(where for group in keys for where in _of(some, f"member_year.{group[0]}"))


def _of(people: Iterable[Person], path: str) -> tuple[Where, ...]:
    return tuple(Where(path, one.id, one.name) for one in people)


def _names(people: Iterable[Person]) -> str:
    return "\u3001".join(one.name for one in people)


def _yes_no(home: Home, path: str, value: Value) -> str:
    return say(
        "standards.answered",
        label=home.meanings.labels.get(path, path),
        value=home.meanings.shown(path, value),
    )
