"""Kinds of public notices (`forms/notices/*.toml`): the only columns a notice may show, its wording, its ladder.

What may be shown is a short list in this file. There is no word for an ID number, a telephone of a household, an
account, a birth date, an illness or a school, so no file can ask for one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.shelves import Folder

Issuer = Literal["village", "township", "county"]
Audience = Literal["household", "project", "payment"]

COLUMNS: Final[Mapping[Audience, frozenset[str]]] = {
    "household": frozenset(
        [
            "n", "who", "place.village", "household.group_name", "derived.size", "standing.monitor_class",
            "standing.clear_way", "standing.attribute", "standing.exit_year", "help.kinds", "case.decision",
        ]
    ),
    "payment": frozenset(
        [
            "n", "who", "place.village", "household.group_name", "payment.scheme", "payment.standard",
            "payment.quantity", "payment.amount",
        ]
    ),
    "project": frozenset(
        [
            "project.name", "project.kind", "project.nature", "project.place", "project.schedule", "project.unit",
            "project.charge", "project.task", "project.funds", "project.source", "project.beneficiaries",
            "project.goal", "project.sharing", "project.spent", "project.accepted_on", "project.achieved",
        ]
    ),
}  # fmt: skip
"""All a notice can ever show of a household, a payment or a project."""

RUNGS: Final = ("name", "group", "size", "companion")
"""What may be added to a name, in this order at most: village group, size of the household, another adult of it."""

FIELDS: Final = frozenset(
    [
        "county", "township", "village", "households", "persons", "year", "begins", "ends", "days", "days_kind",
        "phones", "issuer", "date", "sum", "sum_capitals", "scheme", "standard", "decided_on", "corrects", "project",
    ]
)  # fmt: skip
"""The gaps a wording may have; each is computed, none is typed."""

_GAP: Final = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class NoticeColumn:
    """A column: its path in `COLUMNS`, its heading, its width in mm."""

    source: str
    label: str
    width: float = 24.0


@dataclass(frozen=True)
class NoticeKind:
    """A kind of notice. `invites`: it asks for objections (公示) or announces (公告). `ladder`: rungs by name."""

    key: str
    label: str
    about: Audience
    invites: bool
    title: str
    wording: str
    issuer: Issuer
    columns: tuple[NoticeColumn, ...]
    ladder: tuple[str, ...]
    phones: tuple[str, ...]
    source: str


def load_notices(folder: Folder) -> dict[str, NoticeKind]:
    """The kinds of notices of a forms folder by key. Raises Problem naming the file and the word not allowed."""
    found = [_kind(path, read_toml(path)) for path in sorted((folder / "notices").glob("*.toml"))]
    return {one.key: one for one in found}


def _kind(path: Folder, table: Mapping[str, Any]) -> NoticeKind:
    try:
        head = table["notice"]
        made = NoticeKind(
            key=str(head["key"]),
            label=str(head["label"]),
            about=_word(path, head.get("about", "household"), Audience),
            invites=bool(head["invites"]),
            title=str(head["title"]),
            wording=str(head["wording"]).strip(),
            issuer=_word(path, head["issuer"], Issuer),
            columns=tuple(
                NoticeColumn(str(one["from"]), str(one["label"]), float(one.get("width", 24)))
                for one in table.get("columns", ())
            ),
            ladder=tuple(head.get("ladder", RUNGS)),
            phones=tuple(head.get("phones", ("12317", "township", "village"))),
            source=str(head.get("source", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Problem("notices.bad_file", file=path.name, reason=str(error)) from error
    _check(path, made)
    return made


def _word(path: Folder, word: Any, words: Any) -> Any:
    if word not in get_args(words):
        raise Problem("notices.unknown_word", file=path.name, word=word, known=", ".join(get_args(words)))
    return word


def _check(path: Folder, made: NoticeKind) -> None:
    for column in made.columns:
        if column.source not in COLUMNS[made.about]:
            raise Problem("notices.forbidden_column", file=path.name, column=column.source)
    for rung in made.ladder:
        if rung not in RUNGS:
            raise Problem("notices.forbidden_column", file=path.name, column=rung)
    if made.ladder[:1] != ("name",) and made.about != "project":
        raise Problem("notices.ladder_without_name", file=path.name)
    if strange := unknown_gaps(made.wording) + unknown_gaps(made.title):
        raise Problem("notices.unknown_gap", file=path.name, gap=strange[0])


def unknown_gaps(wording: str) -> list[str]:
    """The gaps of a wording nobody can fill, in the order they stand."""
    return [gap for gap in _GAP.findall(wording) if gap not in FIELDS]


def gaps_of(wording: str) -> frozenset[str]:
    """The gaps a wording has: an edited one must keep those of its kind."""
    return frozenset(_GAP.findall(wording))


def fill(wording: str, values: Mapping[str, str]) -> str:
    """A wording with its gaps filled. Raises KeyError for a gap without a value: a notice is never half filled."""
    return _GAP.sub(lambda gap: values[gap[1]], wording)
