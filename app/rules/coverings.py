"""Which kinds of measures a household needs, and which of those it lacks: `forms/coverage.toml` read and asked.

The columns are data, since the papers ask for 八个全覆盖 and do not name the eight. Knows no database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from app.errors import Problem
from app.rules.checks.thresholds import Thresholds
from app.rules.formfiles import read_toml
from app.rules.forms import Forms

FACTS: Final = frozenset(
    {"labour", "idle", "pupil", "student", "ill", "disabled", "house", "water", "dibao", "helpless"}
)
"""What may be true of a household besides its recorded causes and risks."""

_WORDS: Final = ("cause", "risk", "fact")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the matrix: its whole and its short name, and the kinds of measures that fill it."""

    key: str
    name: str
    short: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A reason to need one of `kinds`. `marks`: what of a household makes it ("cause:01", "fact:labour"), any of."""

    label: str
    marks: frozenset[str]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageRules:
    """The columns of the matrix and every need, in the order of the file."""

    columns: tuple[Column, ...]
    needs: tuple[Need, ...]

    def lacks(self, marks: Collection[str], given: Collection[str]) -> dict[int, str]:
        """The columns a household of these marks lacks, and why (the first reason): column number to label.

        `given`: the kinds of measures it has. A need that several kinds answer is a gap of its first one.
        """
        found: dict[int, str] = {}
        for need in self.needs:
            if not need.marks.isdisjoint(marks) and not any(kind in given for kind in need.kinds):
                column = self.column_of(need.kinds)
                if column is not None:
                    found.setdefault(column, need.label)
        return found

    def column_of(self, kinds: Iterable[str]) -> int | None:
        """The number of the column that shows the first of these kinds that any column shows; None for none."""
        for kind in kinds:
            for number, column in enumerate(self.columns):
                if kind in column.kinds:
                    return number
        return None


def load_coverage(folder: Path, forms: Forms, thresholds: Thresholds) -> CoverageRules:
    """The rules of a forms folder; without `coverage.toml` every kind is a column and only risks make a need.

    Raises Problem coverage.line_incomplete, coverage.kind_unknown, coverage.fact_unknown naming the line.
    """
    path = folder / "coverage.toml"
    table = read_toml(path) if path.exists() else {}
    columns = tuple(_column(path, line, forms) for line in table.get("column", ())) or _every_kind(forms)
    needs = [_need(path, line, forms) for line in table.get("need", ())]
    return CoverageRules(columns, (*needs, *_risk_needs(forms, thresholds)))


def _every_kind(forms: Forms) -> tuple[Column, ...]:
    kinds = forms.codes["measure_kind"].values
    return tuple(
        Column(one.code, one.name, str(one.extra.get("short", one.name)), (one.code,)) for one in kinds
    )


def _column(path: Path, line: Mapping[str, Any], forms: Forms) -> Column:
    label, kinds = str(line.get("label", "")), tuple(map(str, line.get("kinds", ())))
    if not label or not kinds:
        raise Problem("coverage.line_incomplete", file=path.name, label=label)
    _check_kinds(path, label, kinds, forms)
    return Column("+".join(kinds), str(line.get("name", label)), label, kinds)


def _need(path: Path, line: Mapping[str, Any], forms: Forms) -> Need:
    label, kinds = str(line.get("label", "")), tuple(map(str, line.get("kinds", ())))
    when: Mapping[str, Sequence[str]] = line.get("when", {})
    if not (label and kinds and line.get("source")) or not any(when.get(word) for word in _WORDS):
        raise Problem("coverage.line_incomplete", file=path.name, label=label)
    _check_kinds(path, label, kinds, forms)
    for fact in when.get("fact", ()):
        if fact not in FACTS:
            raise Problem("coverage.fact_unknown", file=path.name, label=label, fact=fact)
    return Need(label, frozenset(f"{word}:{one}" for word in _WORDS for one in when.get(word, ())), kinds)


def _check_kinds(path: Path, label: str, kinds: Iterable[str], forms: Forms) -> None:
    known = {one.code for one in forms.codes["measure_kind"].values}
    for kind in kinds:
        if kind not in known:
            raise Problem("coverage.kind_unknown", file=path.name, label=label, kind=kind)


def _risk_needs(forms: Forms, thresholds: Thresholds) -> list[Need]:
    """What `checks.toml` asks for each risk, in words there, as needs: said once, used by both."""
    code_of = {one.name: one.code for one in forms.codes["measure_kind"].values}
    risks = forms.codes["risk"]
    return [
        Need(
            risks.name(risk),
            frozenset({f"risk:{risk}"}),
            tuple(code_of[word] for word in words if word in code_of),
        )
        for risk, words in thresholds.risk_measures.items()
    ]
