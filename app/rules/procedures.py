"""Procedures as data (`forms/procedures/*.toml`): the steps a village goes to identify, help or release households.

A procedure is an ordered list of steps: who acts, what must be there, how long a notice hangs, what may follow. It
says nothing of any household; `app.rules.walks` tells how far a case has come.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.meetings import MAJORITY, QUORUM, Rule
from app.rules.shelves import Folder
from app.rules.workdays import DayKind

Actor = Literal["household", "village", "team", "township", "county"]
StepKind = Literal["deed", "meeting", "notice", "decision"]
Subject = Literal["household", "project", "payment"]

_DAYS = ("date", "month", "year")
"""Kinds of fields that a condition of time can ask."""


@dataclass(frozen=True, slots=True)
class Term:
    """So many days, calendar or working."""

    days: int
    kind: DayKind = "calendar"


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `notice`: the kind of notice that hangs for `hangs`; `within`: days it may take since the last step.

    `papers`: ids of the papers made for it. `back`: the step a 退回 leads to; empty where it cannot be sent back.
    """

    key: str
    label: str
    kind: StepKind
    actor: Actor
    papers: tuple[str, ...] = ()
    notice: str = ""
    hangs: Term | None = None
    within: Term | None = None
    back: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What a finished case writes into each household's standing: a field, and its value ("" asks at the opening).

    `value` may be `{year}` or `{month}`: those of the day the last step was done; `{blank}` takes the answer away.
    """

    field: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a household must meet when a case begins; `why` is what is said to one that does not.

    Its `field` says one of `any_of`, none of `none_of`, is not of the year the case begins in (`not_this_year`), or
    lies `months` back at least. What is not known hinders nobody.
    """

    field: str
    why: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    not_this_year: bool = False
    months: int = 0


@dataclass(frozen=True)
class Procedure:
    """A procedure of a region (`region`: a prefix of the place's code, "" everywhere) and its legal source.

    `table` is what its file says, word for word: a case keeps it, so that a later file does not change it.
    """

    key: str
    label: str
    group: str
    region: str
    subject: Subject
    source: str
    confirmed: bool
    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    rule: Rule
    within: Term | None = None
    enter: tuple[Condition, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict, compare=False)

    def step(self, key: str) -> Step:
        """The step of that key. Raises StopIteration where there is none."""
        return next(step for step in self.steps if step.key == key)

    def place_of(self, key: str) -> int:
        """The place of a step in the order, from 0."""
        return next(at for at, step in enumerate(self.steps) if step.key == key)


def load_procedures(folder: Folder, forms: Forms) -> dict[str, Procedure]:
    """The procedures of a forms folder by key, in the order of their files.

    Raises Problem naming the file and the word that cannot be right.
    """
    found: dict[str, Procedure] = {}
    for path in sorted((folder / "procedures").glob("*.toml")):
        one = read_procedure(path, read_toml(path), forms)
        found[one.key] = one
    return found


def read_procedure(path: Folder, table: Mapping[str, Any], forms: Forms) -> Procedure:
    """A procedure from what its file says; `path` names it in a complaint. Raises Problem as `load_procedures` does."""
    try:
        head = table["procedure"]
        steps = tuple(_step(path, line) for line in table["step"])
        changes = tuple(
            Change(str(one["field"]), str(one.get("value", ""))) for one in table.get("change", ())
        )
        made = Procedure(
            key=str(head["key"]),
            label=str(head["label"]),
            group=str(head["group"]),
            region=str(head.get("region", "")),
            subject=_word(path, head.get("subject", "household"), Subject),
            source=str(head["source"]),
            confirmed=bool(head.get("confirmed", True)),
            steps=steps,
            changes=changes,
            rule=Rule(Fraction(head.get("quorum", QUORUM)), Fraction(head.get("majority", MAJORITY))),
            within=_term(path, head.get("within")),
            enter=tuple(_condition(one) for one in table.get("enter", ())),
            table=table,
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise Problem("procedures.bad_file", file=path.name, reason=str(error)) from error
    _check(path, made, forms)
    return made


def _step(path: Folder, line: Mapping[str, Any]) -> Step:
    kind = _word(path, line.get("kind", "deed"), StepKind)
    return Step(
        key=str(line["key"]),
        label=str(line["label"]),
        kind=kind,
        actor=_word(path, line["actor"], Actor),
        papers=tuple(line.get("papers", ())),
        notice=str(line.get("notice", "")),
        hangs=_term(path, line.get("hangs")),
        within=_term(path, line.get("within")),
        back=str(line.get("back", "")),
        hint=str(line.get("hint", "")),
    )


def _condition(line: Mapping[str, Any]) -> Condition:
    return Condition(
        field=str(line["field"]),
        why=str(line["why"]),
        any_of=tuple(map(str, line.get("any_of", ()))),
        none_of=tuple(map(str, line.get("none_of", ()))),
        not_this_year=bool(line.get("not_this_year", False)),
        months=int(line.get("months", 0)),
    )


def _term(path: Folder, written: Any) -> Term | None:
    """A term as written: `{ days = 7, kind = "working" }`, or the bare number of calendar days."""
    if written is None:
        return None
    told = {"days": written} if isinstance(written, int) else written
    return Term(int(told["days"]), _word(path, told.get("kind", "calendar"), DayKind))


def _word(path: Folder, word: Any, words: Any) -> Any:
    if word not in get_args(words):
        known = ", ".join(get_args(words))
        raise Problem("procedures.unknown_word", file=path.name, word=word, known=known)
    return word


def _check(path: Folder, made: Procedure, forms: Forms) -> None:
    """Refuse steps that name what is not there, notices without a kind or a term, fields no form has."""
    keys = [step.key for step in made.steps]
    for at, step in enumerate(made.steps):
        if keys.count(step.key) > 1:
            raise Problem("procedures.step_twice", file=path.name, step=step.key)
        if step.back and step.back not in keys[:at]:
            raise Problem("procedures.back_to_nothing", file=path.name, step=step.key, back=step.back)
        if (step.kind == "notice") != bool(step.notice):
            raise Problem("procedures.notice_without_kind", file=path.name, step=step.key)
    for one in made.enter:
        days = one.not_this_year or one.months
        if days and one.field in forms.by_path and forms.by_path[one.field].kind not in _DAYS:
            raise Problem("procedures.condition_of_no_day", file=path.name, field=one.field)
    for field_path in [*(one.field for one in made.changes), *(one.field for one in made.enter)]:
        if field_path not in forms.by_path:
            raise Problem("procedures.unknown_field", file=path.name, field=field_path)
