"""Whether a household meets a standard, item by item, and the words for what is known of each.

Three answers throughout: yes, no, not known. What is not known never passes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from app.rules.columns import heading_of, kind_at
from app.rules.dates import months_between
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Forms
from app.rules.incomes import dossier_figures
from app.rules.schooling import SchoolRule
from app.rules.spots import Spot, field_at, reader
from app.rules.standards import (
    CHILD_AT_SCHOOL,
    MEASURES_GIVEN,
    MONTHS_WATCHED,
    SPECIAL,
    Item,
    Judged,
    Standard,
    Standards,
    Test,
    Verdict,
    as_of,
)
from app.rules.values import show
from app.texts import say

_GIVEN = ("running", "done")
"""States of a measure that is more than an intention."""
_NAMED = 4
"""Names said of the members who do not meet an item; more are counted."""


def judge(dossier: Dossier, standard: Standard, standards: Standards, forms: Forms, on: date) -> list[Judged]:
    """Each item of a standard for a household, as of a day."""
    judge_ = _Judge(dossier, standards, forms, on)
    return [judge_.item(one) for one in standard.items]


class _Judge:
    """A household before a standard: its figures added up once."""

    def __init__(self, dossier: Dossier, standards: Standards, forms: Forms, on: date) -> None:
        self._dossier, self._forms, self._on = dossier, forms, on
        self._thresholds = standards.thresholds
        self._figures = dossier_figures(dossier, forms.blocks)
        self._school = SchoolRule(forms)

    def item(self, item: Item) -> Judged:
        """One item with its verdict and what is known."""
        if not item.tests:
            return Judged(item, "unknown", say("standards.to_look_at"))
        if item.members is None:
            answers = [self._answer(one, None) for one in item.tests]
            return Judged(item, _verdict(_joined(item.join, answers)), self._household_words(item))
        members = [one for one in self._dossier.members if self._is_asked(item, one)]
        answers = [_joined(item.join, [self._answer(test, one) for test in item.tests]) for one in members]
        if not members:
            return Judged(item, *self._nobody_asked(item))
        found = _all(answers) if item.members == "every" else _any(answers)
        return Judged(item, _verdict(found), _member_words(item, members, answers))

    def _nobody_asked(self, item: Item) -> tuple[Verdict, str]:
        """A household without children of school age meets what is asked of them, if its members are known at all."""
        asks_children = any(one.path == CHILD_AT_SCHOOL for one in item.tests)
        if asks_children and self._dossier.members:
            return "met", say("standards.no_children")
        return "unknown", say("standards.nobody_known")

    def _is_asked(self, item: Item, member: Member) -> bool:
        """Whether an item speaks of a member: of schooling only those of that age, or whose age nobody knows."""
        if all(one.path != CHILD_AT_SCHOOL for one in item.tests):
            return True
        born = member.person.get("birth_date")
        return not isinstance(born, date) or self._school_age(born) is not None

    def _school_age(self, born: date) -> int | None:
        return self._school.age_of(born, self._dossier.year, self._thresholds.limits)

    def _answer(self, test: Test, member: Member | None) -> bool | None:
        """What a test says: yes, no, or None where it is not known."""
        value = self._value(test.path, member)
        if value is None:
            return None
        if isinstance(value, bool) and not test.words:
            return value
        if test.words:
            return self._words(test.path, value) in test.words
        if not isinstance(value, int | Decimal):
            return None
        if test.least is not None:
            return value >= test.least
        line = self._line(test)
        return None if line is None else value > line

    def _line(self, test: Test) -> Decimal | None:
        line = self._thresholds.line(test.above, self._dossier.place.code, self._dossier.year)
        return line.amount if line else None

    def _value(self, path: str, member: Member | None) -> Value:
        special: Mapping[str, Callable[[Member | None], Value]] = {
            MONTHS_WATCHED: self._months_watched,
            MEASURES_GIVEN: self._measures_given,
            CHILD_AT_SCHOOL: self._at_school,
        }
        if path in SPECIAL:
            return special[path](member)
        return reader(path, self._forms)(Spot(self._dossier, self._figures, member))

    def _months_watched(self, member: Member | None) -> Value:
        month = self._dossier.standing.get("monitored_month")
        return months_between(month, as_of(self._on)) if isinstance(month, str) and month else None

    def _measures_given(self, member: Member | None) -> Value:
        states = [line.answers.get("state") for line in self._dossier.help.get("measure", ())]
        given = sum(state in _GIVEN for state in states)
        return given if given or None not in states else None

    def _at_school(self, member: Member | None) -> Value:
        if member is None or not isinstance(member.person.get("birth_date"), date):
            return None
        state, education = member.year.get("school_state"), member.year.get("education")
        if state is None and education is None and member.year.get("dropout_reason") is None:
            return None
        return self._school.fault(state, education) is None

    def _words(self, path: str, value: Value) -> str:
        field = field_at(path, self._forms)
        if field is not None:
            return show(field.kind, value, self._forms.code_list(field))
        return show(kind_at(self._forms, path), value, None)

    def _bare(self, path: str, value: Value) -> str:
        """An answer as papers say it: amounts without the commas of the screen."""
        return f"{value:.2f}" if isinstance(value, Decimal) else self._words(path, value)

    def _household_words(self, item: Item) -> str:
        """What is known at the paths of an item that speaks of the household, each with its name."""
        told = [self._told(test) for test in item.tests]
        return say("papers.between").join(dict.fromkeys(told))

    def _told(self, test: Test) -> str:
        value = self._value(test.path, None)
        if test.path == MONTHS_WATCHED:
            return say("standards.months", months=value) if value is not None else say("standards.no_month")
        if test.path == MEASURES_GIVEN:
            return say("standards.measures", count=value) if value is not None else say("standards.no_state")
        heading = heading_of(self._forms, test.path)
        words = say("standards.not_known") if value is None else self._bare(test.path, value)
        told = say("standards.told", label=heading, words=words)
        if not test.above:
            return told
        line = self._line(test)
        year = self._dossier.year
        return told + (
            say("standards.line", year=year, amount=f"{line:.2f}")
            if line is not None
            else say("standards.no_line", year=year)
        )


def _joined(join: str, answers: Sequence[bool | None]) -> bool | None:
    return _all(answers) if join == "all" else _any(answers)


def _all(answers: Iterable[bool | None]) -> bool | None:
    """Yes where all are; no where one is not; else not known."""
    told = list(answers)
    return False if False in told else None if None in told else True


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Yes where one is; not known where one may be; else no."""
    told = list(answers)
    return True if True in told else None if None in told else False


def _verdict(answer: bool | None) -> Verdict:
    return "unknown" if answer is None else "met" if answer else "unmet"


def _member_words(item: Item, members: Sequence[Member], answers: Sequence[bool | None]) -> str:
    """How many members meet an item, and who does not or is not known."""
    told = [say("standards.members", met=sum(one is True for one in answers), count=len(members))]
    for answer, key in ((False, "standards.who_not"), (None, "standards.who_unknown")):
        names = [member.name for member, one in zip(members, answers, strict=True) if one is answer]
        if names and not (item.members == "some" and True in answers):
            more = say("standards.more", count=len(names)) if len(names) > _NAMED else ""
            told.append(say(key, names=say("papers.pause").join(names[:_NAMED]) + more))
    return say("papers.between").join(told)
