"""Papers as data: `forms/papers/*.toml` read into `Paper`s. A new paper is a file, not a module.

forms/papers/README.md says in Chinese how to write one. A mistake is named with its file before anything is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Final, get_args

from app.documents.papers.definitions import Column, FootKind, Paper, Part, PartKind, Subject
from app.documents.papers.lines import HANDOVER
from app.documents.papers.sources import OFFICE_GAPS, PLACE_GAPS
from app.documents.papers.walls import check_wall
from app.errors import Problem
from app.rules.columns import heading_of
from app.rules.formfiles import read_toml
from app.rules.forms import Forms
from app.rules.spots import field_at, reader

CHECK_SHEET: Final = "checksheet.toml"
LINE_RECORDS: Final = ("plan", "measure", "pairing", "visit", "finding")
"""The forms of help whose lines a dossier holds."""
_GAPPED: Final = ("letter", "text")
"""Parts whose columns fill the gaps of their text."""


def load_papers(folder: Path, forms: Forms) -> tuple[Paper, ...]:
    """The papers of a forms folder in their own order. Raises Problem naming the file that cannot be understood."""
    tables = {path: read_toml(path) for path in sorted((folder / "papers").glob("*.toml"))}
    found = [_paper(_Sheet(path, forms, folder), table, tables) for path, table in tables.items()]
    return tuple(sorted(found, key=lambda paper: (paper.order, paper.id)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The file being read: its name for mistakes, the forms it may speak of, the folder it lies in."""

    path: Path
    forms: Forms
    folder: Path

    @property
    def name(self) -> str:
        return self.path.name


def _paper(sheet: _Sheet, table: Mapping[str, Any], tables: Mapping[Path, Mapping[str, Any]]) -> Paper:
    try:
        head, parts = _with_likeness(table, tables)
        paper = Paper(
            id=str(head["id"]),
            title=str(head["title"]),
            subject=_one_of(head["subject"], Subject),
            sizes=tuple(head.get("sizes", ("A4",))),
            landscape=bool(head.get("landscape", False)),
            internal=bool(head.get("internal", True)),
            needs=tuple(head.get("needs", ())),
            margins=tuple(head.get("margins", (18.0, 15.0, 18.0, 15.0))),
            order=int(head.get("order", 100)),
            parts=tuple(_part(sheet, part) for part in parts),
            each=str(head.get("each", "")),
            empty=bool(head.get("empty", False)),
            enlarge=bool(head.get("enlarge", False)),
            foot=_one_of(head.get("foot", "usual"), FootKind),
            unsaid=tuple(head.get("unsaid", ())),
            since=str(head.get("since", "")),
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise Problem("papers.bad_paper", file=sheet.name, reason=str(error)) from error
    if paper.each:
        _check_lines(sheet, paper.each)
    if paper.unsaid:
        check_wall(paper, sheet.name, sheet.forms)
    return paper


def _with_likeness(
    table: Mapping[str, Any], tables: Mapping[Path, Mapping[str, Any]]
) -> tuple[Mapping[str, Any], Any]:
    """The head and parts of a file; those of the paper it is `like` where it does not say them itself."""
    head = table["paper"]
    if "like" not in head:
        return head, table["part"]
    other = next((one for path, one in tables.items() if path.stem == head["like"]), None)
    if other is None:
        raise ValueError(head["like"])
    return {**other["paper"], **head}, table.get("part", other["part"])


def _part(sheet: _Sheet, table: Mapping[str, Any]) -> Part:
    kind = table.get("kind")
    if kind not in get_args(PartKind):
        raise Problem("papers.unknown_part", file=sheet.name, kind=kind, known=", ".join(get_args(PartKind)))
    words = dict(table)
    words["columns"] = tuple(_column(one, sheet.forms) for one in _columns(sheet, table.get("columns", ())))
    words["rows"] = tuple(tuple(_column(one, sheet.forms) for one in row) for row in table.get("rows", ()))
    words["places"] = tuple(table.get("places", ()))
    words["by"] = tuple(table.get("by", ()))
    part = Part(**words)
    _check_part(sheet, part)
    return part


def _columns(sheet: _Sheet, written: Any) -> Sequence[Any]:
    """A part's columns; those of a block of forms/checksheet.toml where it names one, in the order of the screen.

    `first` stands before them, `named` says label or width of some otherwise.
    """
    if not isinstance(written, Mapping):
        return list(written)
    blocks = {str(one["key"]): one for one in read_toml(sheet.folder / CHECK_SHEET)["block"]}
    prefix = "income." if written["list"] == "incomes" else ""
    paths = [f"{prefix}{path}" for path in blocks[written["block"]].get(written["list"], ())]
    named = written.get("named", {})
    return [*written.get("first", ()), *({"from": path, **named.get(path, {})} for path in paths)]


def _check_part(sheet: _Sheet, part: Part) -> None:
    """Refuse a part that speaks of a record, a field or a gap no form has."""
    if part.kind == "lines":
        _check_lines(sheet, part.record)
    elif part.record and part.record not in (*sheet.forms.records, "plan"):
        raise Problem("papers.unknown_source", file=sheet.name, source=part.record)
    columns = (*part.columns, *(column for row in part.rows for column in row))
    asked = [where for where in (part.where, *(column.where for column in columns)) if where]
    paths = [source for column in columns for source in (*column.sources, column.instead) if source]
    for source in (*paths, *part.by, *(str(one["field"]) for one in asked)):
        try:
            reader(source, sheet.forms)
        except Problem as problem:
            raise Problem("papers.unknown_source", file=sheet.name, source=source) from problem
    known = {*PLACE_GAPS, *OFFICE_GAPS, *(column.label for column in part.columns if part.kind in _GAPPED)}
    for text in (part.title, part.text, part.side, *part.places):
        for _, gap, _, _ in Formatter().parse(text):
            if gap is not None and gap not in known:
                raise Problem("papers.unknown_source", file=sheet.name, source=f"{{{gap}}}")


def _check_lines(sheet: _Sheet, record: str) -> None:
    if record not in (*LINE_RECORDS, HANDOVER):
        raise Problem("papers.unknown_source", file=sheet.name, source=record)


def _one_of(word: str, known: Any) -> Any:
    if word not in get_args(known):
        raise ValueError(word)
    return word


def _column(written: Any, forms: Forms) -> Column:
    """A column from its table, or from a bare path: label, width and alignment are the field's own then."""
    table = {"from": written} if isinstance(written, str) else dict(written)
    named = table.pop("from", ())
    sources = (named,) if isinstance(named, str) else tuple(named)
    field = field_at(sources[0], forms) if sources else None
    if field:
        table.setdefault("label", field.label)
        table.setdefault("width", field.width)
        table.setdefault("unit", field.unit)
        if field.kind in ("money", "quantity"):
            table.setdefault("align", "right")
    elif sources and "label" not in table:
        table["label"] = _heading(sources[0], forms)
    return Column(sources=sources, **table)


def _heading(path: str, forms: Forms) -> str:
    """The heading of a derived path; none for a path nobody knows, which is refused later with its file."""
    try:
        return heading_of(forms, path)
    except Problem:
        return ""
