"""What a yearly result holds, section by section, from `forms/results.toml`.

Knows no household: `rules/snapshots` fills a result, `rules/comparisons` lays two side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Problem
from app.rules.columns import heading_of
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.spots import reader

FILE = "results.toml"
_OF_MEMBERS = frozenset({"person", "membership", "person_year"})


@dataclass(frozen=True, slots=True)
class ResultSection:
    """One section: `fields` are paths of the household, `members` paths of each member, `columns` fields of the
    lines of help `lines` (a form's key), which are told apart by their field `by`."""

    key: str
    label: str
    fields: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    lines: str = ""
    by: str = ""
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultShape:
    """The sections in their order."""

    sections: tuple[ResultSection, ...] = ()

    def records(self) -> frozenset[str]:
        """The forms that must be read to fill a result: what is named, and who belongs to the household."""
        paths = (path for one in self.sections for path in (*one.fields, *one.members))
        named = {path.partition(".")[0] for path in paths} | {one.lines for one in self.sections if one.lines}
        behind = (_BEHIND.get(one, (one,)) for one in named)
        return frozenset({"person", "membership", "standing", *(key for some in behind for key in some)})


_BEHIND: Mapping[str, tuple[str, ...]] = {
    "derived": (),
    "place": (),
    "head": ("member_year",),
    "income": ("income",),
    "helper": ("pairing",),
    "contact": ("pairing",),
    "help": ("plan", "measure", "visit"),
}
"""The forms behind paths that begin with no form's key."""


def load_results(folder: Path, forms: Forms) -> ResultShape:
    """The shape of a forms folder; no section where it has no such file. Raises Problem naming a path nobody knows."""
    path = folder / FILE
    if not path.exists():
        return ResultShape()
    return ResultShape(tuple(_section(path, table, forms) for table in read_toml(path).get("section", ())))


def _section(path: Path, table: Mapping[str, Any], forms: Forms) -> ResultSection:
    for word in ("key", "label"):
        if not table.get(word):
            raise Problem("forms.word_missing", file=path.name, where="section", word=word)
    section = ResultSection(
        key=str(table["key"]),
        label=str(table["label"]),
        fields=_paths(table.get("fields", ())),
        members=_paths(table.get("members", ())),
        lines=str(table.get("lines", "")),
        by=str(table.get("by", "")),
        columns=_paths(table.get("columns", ())),
    )
    for one in (*section.fields, *section.members):
        reader(one, forms)
        heading_of(forms, one)
    strange = [one for one in section.members if not _is_of_members(one, forms)]
    strange += [one for one in section.fields if _is_of_members(one, forms)]
    if section.lines:
        known = forms.help[section.lines].by_key if section.lines in forms.help else {}
        strange += [f"{section.lines}.{one}" for one in (section.by, *section.columns) if one not in known]
    if strange:
        raise Problem("columns.unknown_path", path=strange[0])
    return section


def _is_of_members(path: str, forms: Forms) -> bool:
    """Whether a path speaks of one member, of a county's own form too."""
    form = forms.records.get(path.partition(".")[0])
    return form is not None and form.scope in _OF_MEMBERS


def _paths(named: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in named)
