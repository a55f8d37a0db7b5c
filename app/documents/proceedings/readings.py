"""Reads the papers of meetings and notices from `forms/papers/public/*.toml`.

forms/papers/README.md says how to write one. A mistake is named with its file before anything is printed.
"""

from collections.abc import Mapping
from pathlib import Path
from string import Formatter
from typing import Any, Final, get_args

from app.documents.proceedings.definitions import About, Box, Part, PartKind, Proceeding, TableColumn
from app.errors import Problem
from app.rules.formfiles import read_toml

OFFICE_WORDS: Final = ("county", "township", "village", "committee", "office", "who", "today")
MEETING_WORDS: Final = (
    "procedure", "case", "step", "kind", "held_on", "clock", "place", "chair", "recorder", "entitled", "present",
    "absent", "needed", "quorum", "majority", "valid", "summary", "households", "passed", "rejected", "conclusion",
    "topic",
)  # fmt: skip
NOTICE_WORDS: Final = (
    "procedure", "case", "step", "notice", "number", "kind", "label", "posted_on", "begins", "ends", "days",
    "days_kind", "places", "taken_down_on", "hung_days", "households", "persons", "objections", "upheld", "dismissed",
    "result", "conclusion", "issuer", "phones", "photographs", "photographed",
    "clear",
)  # fmt: skip
OBJECTION_WORDS: Final = (
    "head", "received_on", "way", "objector", "what", "investigator", "found", "answered_on", "outcome",
)  # fmt: skip
WORDS: Final[Mapping[About, frozenset[str]]] = {
    "case": frozenset((*OFFICE_WORDS, *MEETING_WORDS)),
    "meeting": frozenset((*OFFICE_WORDS, *MEETING_WORDS)),
    "notice": frozenset((*OFFICE_WORDS, *NOTICE_WORDS)),
    "objection": frozenset((*OFFICE_WORDS, *NOTICE_WORDS, *OBJECTION_WORDS)),
}
"""The gaps a paper may have, by whom it is about; each is computed, none is typed."""

TABLES: Final[Mapping[str, frozenset[str]]] = {
    "votes": frozenset(
        (
            "n",
            "group",
            "code",
            "head",
            "size",
            "asked",
            "in_favour",
            "against",
            "abstained",
            "conclusion",
            "remark",
        )
    ),
    "attendance": frozenset(("n", "name", "sign", "remark")),
    "objections": frozenset(("n", "received_on", "way", "head", "what", "found", "result", "answered_on")),
}
"""The tables a paper may show, and the words of their rows."""


def load_proceedings(folder: Path) -> dict[str, Proceeding]:
    """The papers of a forms folder by id, in their own order. Raises Problem naming the file that is wrong."""
    found = [
        _proceeding(path, read_toml(path)) for path in sorted((folder / "papers" / "public").glob("*.toml"))
    ]
    return {one.id: one for one in sorted(found, key=lambda one: (one.order, one.id))}


def _proceeding(path: Path, table: Mapping[str, Any]) -> Proceeding:
    try:
        head = table["paper"]
        made = Proceeding(
            id=str(head["id"]),
            title=str(head["title"]),
            about=_word(head["about"], About),
            hangs=bool(head["hangs"]),
            parts=tuple(_part(part) for part in table["part"]),
            workbook=bool(head.get("workbook", False)),
            order=int(head.get("order", 100)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Problem("papers.bad_paper", file=path.name, reason=str(error)) from error
    for part in made.parts:
        _check(path, made, part)
    return made


def _word(word: Any, known: Any) -> Any:
    if word not in get_args(known):
        raise ValueError(word)
    return word


def _part(table: Mapping[str, Any]) -> Part:
    words = dict(table)
    words["kind"] = _word(words["kind"], PartKind)
    words["columns"] = tuple(TableColumn(**one) for one in table.get("columns", ()))
    words["rows"] = tuple(tuple(Box(**one) for one in row) for row in table.get("rows", ()))
    words["places"] = tuple(table.get("places", ()))
    return Part(**words)


def _check(path: Path, made: Proceeding, part: Part) -> None:
    """Refuse a gap, a table or a column nobody can fill."""
    known = WORDS[made.about]
    texts = [part.title, part.text, *part.places, *(box.text for row in part.rows for box in row)]
    gaps = [gap for text in texts for _, gap, _, _ in Formatter().parse(text) if gap is not None]
    for gap in (*gaps, *filter(None, (part.when, part.unless))):
        if gap not in known:
            raise Problem("papers.unknown_source", file=path.name, source=f"{{{gap}}}")
    if part.kind == "table":
        columns = TABLES.get(part.table)
        if columns is None or not part.columns:
            raise Problem("papers.unknown_source", file=path.name, source=part.table)
        for column in part.columns:
            if column.key not in columns:
                raise Problem("papers.unknown_source", file=path.name, source=column.key)
