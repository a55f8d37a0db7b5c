"""Two yearly results of one household side by side (年度结果对比): for screen, paper and script alike.

Everything is in words, in the order of `forms/results.toml`; amounts also say by how much they changed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from app.errors import Problem
from app.rules.columns import field_at, heading_of, kind_at
from app.rules.forms import Field, Forms
from app.rules.masking import mask
from app.rules.results import ResultSection, ResultShape
from app.rules.snapshots import Snapshot
from app.rules.values import loaded, same, show
from app.texts import say

What = Literal["same", "changed", "joined", "left"]
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One line: what the older result says and what the newer one says, in words ("" is unknown).

    `who` is the member it is about, "" for the household. `what` says whether it differs; a member who `joined` or
    `left` has one line with his relation. Of money that is known both times, `more` is new less old in yuan and
    `percent` the same in percent of the old, to one place (None where the old is zero).
    """

    section: str
    path: str
    label: str
    old: str
    new: str
    what: What
    who: str = ""
    more: Decimal | None = None
    percent: Decimal | None = None

    @property
    def changed(self) -> bool:
        return self.what != "same"


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """One section with its lines, unchanged ones included."""

    key: str
    label: str
    lines: tuple[ComparedLine, ...]

    @property
    def changes(self) -> int:
        """How many lines differ."""
        return sum(line.changed for line in self.lines)


@dataclass(frozen=True, slots=True)
class Side:
    """Which result stands on a side: of which year, made when (None: as it stands today), correcting why."""

    year: int
    made_on: date | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results of one household; `old` is the earlier year."""

    household_id: str
    head: str
    code: str
    village: str
    group: str
    old: Side
    new: Side
    sections: tuple[ComparedSection, ...]

    @property
    def differences(self) -> tuple[ComparedLine, ...]:
        """The lines that differ, in the order of the sections."""
        return tuple(line for section in self.sections for line in section.lines if line.changed)

    def line(self, path: str) -> ComparedLine | None:
        """The household's own line of a path."""
        lines = (line for section in self.sections for line in section.lines)
        return next((line for line in lines if line.path == path and not line.who), None)


def compare(old: Snapshot, new: Snapshot, shape: ResultShape, forms: Forms) -> Comparison:
    """The two results side by side. Raises Problem for results of two households."""
    if old.household_id != new.household_id:
        raise Problem("snapshots.two_households")
    if (old.year, not old.made_on) > (new.year, not new.made_on):
        old, new = new, old
    words = _Words(forms)
    body = new.body
    return Comparison(
        household_id=new.household_id,
        head=str(body.get("head", "")),
        code=str(body.get("code", "")),
        village=str(body.get("place", {}).get("village", "")),
        group=str(body.get("group", "")),
        old=_side(old),
        new=_side(new),
        sections=tuple(
            ComparedSection(one.key, one.label, tuple(_lines(one, old.body, body, words)))
            for one in shape.sections
        ),
    )


def _side(one: Snapshot) -> Side:
    return Side(one.year, one.made_on, one.reason)


def _lines(section: ResultSection, old: Values, new: Values, words: "_Words") -> Iterator[ComparedLine]:
    for path in section.fields:
        yield words.line(section.key, path, old["values"].get(path), new["values"].get(path))
    if section.members:
        yield from _member_lines(section, old["members"], new["members"], words)
    if section.lines:
        yield from _help_lines(section, old["lines"], new["lines"], words)


def _member_lines(
    section: ResultSection, old: Sequence[Values], new: Sequence[Values], words: "_Words"
) -> Iterator[ComparedLine]:
    """Who joined, who left, then each member of both years field by field."""
    before, after = ({str(one["id"]): one["values"] for one in some} for some in (old, new))
    for one, values in after.items():
        if one not in before:
            yield words.person(section, values, "joined")
    for one, values in before.items():
        if one not in after:
            yield words.person(section, values, "left")
    for one, values in after.items():
        for path in section.members if one in before else ():
            who = str(values.get("person.name", ""))
            yield words.line(section.key, path, before[one].get(path), values.get(path), who)


def _help_lines(
    section: ResultSection, old: Sequence[Values], new: Sequence[Values], words: "_Words"
) -> Iterator[ComparedLine]:
    """The lines of help of both years, those of one name beside each other."""
    sides: list[dict[str, list[str]]] = [{}, {}]
    for side, lines in zip(sides, (old, new), strict=True):
        for line in lines:
            if line["record"] == section.lines:
                name = str(line["values"].get(section.by, ""))
                side.setdefault(name, []).append(words.sum_up(section, line["values"]))
    before, after = sides
    for name in dict.fromkeys((*after, *before)):
        was, now = (words.pause.join(side.get(name, ())) for side in (before, after))
        what: What = "joined" if name not in before else "left" if name not in after else "changed"
        what = "same" if was == now and name in before and name in after else what
        yield ComparedLine(section.key, section.lines, name, was, now, what)


class _Words:
    """Puts stored values into words; headings and kinds are looked up once."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self.pause = say("snapshots.pause")

    def line(self, section: str, path: str, old: Any, new: Any, who: str = "") -> ComparedLine:
        kind = kind_at(self._forms, path)
        before, after = loaded(kind, old), loaded(kind, new)
        more = percent = None
        if kind == "money" and isinstance(before, Decimal) and isinstance(after, Decimal):
            more = after - before
            percent = _percent(more, before)
        what: What = "same" if same(kind, before, after) else "changed"
        field = field_at(self._forms, path)
        was, now = (self._show(path, field, value) for value in (before, after))
        return ComparedLine(section, path, heading_of(self._forms, path), was, now, what, who, more, percent)

    def _show(self, path: str, field: Field | None, value: Any) -> str:
        words = show(kind_at(self._forms, path), value, self._forms.code_list(field) if field else None)
        return mask(field.sensitive, words) if field and words else words

    def person(self, section: ResultSection, values: Values, what: What) -> ComparedLine:
        """The one line of a member who joined or left: his relation, or that he is a member."""
        name = str(values.get("person.name", ""))
        field = self._forms.by_path.get("membership.relation")
        relation = self._show("membership.relation", field, values.get("membership.relation"))
        told = relation or say("snapshots.member")
        old, new = ("", told) if what == "joined" else (told, "")
        label = say("snapshots.joined") if what == "joined" else say("snapshots.left")
        return ComparedLine(section.key, "members", label, old, new, what, name)

    def sum_up(self, section: ResultSection, values: Values) -> str:
        """A line of help in short: its known columns, label and value."""
        form = self._forms.help[section.lines]
        parts = []
        for key in section.columns:
            field = form.by_key[key]
            value = loaded(field.kind, values.get(key))
            words = show(field.kind, value, self._forms.code_list(field))
            if value is True or not words:
                parts += [field.label] if words else []
            else:
                labelled = say("snapshots.part", label=field.label, words=words, unit=field.unit)
                parts.append(words if field.codes else labelled)
        return self.pause.join(parts) or say("snapshots.there")


def _percent(more: Decimal, of: Decimal) -> Decimal | None:
    if not of:
        return None
    return (more * 100 / abs(of)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
