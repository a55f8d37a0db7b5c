"""The board of a notice: one line for each household (or payment), with no more than its kind may show.

Every line can be told from every other: what its columns show already counts, and where that is not enough the name
gets what the kind's ladder allows (`app.rules.disclosures`). A board that cannot tell two lines apart says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from app.rules.disclosures import CHILD, Disclosed, Disclosure, disclose, shown_name, veiled_name
from app.rules.dossiers import Answers, Dossier, Member, Value
from app.rules.forms import Forms
from app.rules.notices import NoticeColumn, NoticeKind
from app.rules.spots import Spot, field_at, reader
from app.rules.values import show
from app.texts import say

WEBSITE: Final = "website"
"""The profile that shows no full name of anybody."""

_RUNG_COLUMNS: Final = {"household.group_name": "group", "derived.size": "size"}
"""Columns that say what a rung says: beside them the rung adds nothing."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One household on a board: its dossier, what the case asks for it by path, its payment where one is announced."""

    dossier: Dossier
    asked: Mapping[str, Value] = field(default_factory=dict)
    payment: Answers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Board:
    """A finished board: headings, lines of words, sums; `confused`: numbers (from 1) of lines nothing tells apart."""

    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    households: int
    persons: int
    amount: Decimal | None = None
    confused: tuple[tuple[int, ...], ...] = ()


def make_board(kind: NoticeKind, listed: Sequence[Listed], profile: str, forms: Forms) -> Board:
    """The board of a kind for these households, in the order given."""
    words = [[_cell(kind, column, one, forms) for column in kind.columns] for one in listed]
    who = _who(kind, listed, words, profile)
    rows = []
    for number, (cells, disclosed) in enumerate(zip(words, who.rows, strict=True), 1):
        own = {"n": str(number), "who": _told(disclosed)}
        rows.append(tuple(own.get(c.source, word) for c, word in zip(kind.columns, cells, strict=True)))
    amounts = [one.payment.get("amount") for one in listed]
    known = [amount for amount in amounts if isinstance(amount, Decimal)]
    return Board(
        heads=tuple(column.label for column in kind.columns),
        widths=tuple(column.width for column in kind.columns),
        rows=tuple(rows),
        households=len({one.dossier.household_id for one in listed}),
        persons=sum({one.dossier.household_id: one.dossier.size for one in listed}.values()),
        amount=sum(known[1:], known[0]) if known else None,
        confused=tuple(tuple(at + 1 for at in places) for places in who.confused),
    )


def _cell(kind: NoticeKind, column: NoticeColumn, one: Listed, forms: Forms) -> str:
    record, _, key = column.source.partition(".")
    if column.source in ("n", "who"):
        return ""
    form = field_at(column.source, forms)
    if record == "payment":
        value = one.payment.get(key)
    else:
        asked = one.asked.get(column.source)
        value = asked if asked is not None else reader(column.source, forms)(Spot(one.dossier))
    return show(form.kind if form else "text", value, forms.code_list(form) if form else None)


def _who(
    kind: NoticeKind, listed: Sequence[Listed], words: Sequence[Sequence[str]], profile: str
) -> Disclosure:
    """The disclosure of each line: first all that its columns show, then rung by rung."""
    shown = [column.source for column in kind.columns]
    beside = [at for at, source in enumerate(shown) if source in _RUNG_COLUMNS]
    covered = {_RUNG_COLUMNS[shown[at]] for at in beside}
    rungs = [rung for rung in kind.ladder if rung not in covered and rung != "name"]
    ladder = []
    for one, cells in zip(listed, words, strict=True):
        first = _SPLIT.join([name_on_board(one.dossier, profile), *(cells[at] for at in beside)])
        ladder.append([first, *(_rung(rung, one.dossier, profile) for rung in rungs)])
    return disclose(ladder)


_SPLIT: Final = "\x1f"


def _told(disclosed: Disclosed) -> str:
    """The name, with what had to be added in brackets."""
    first, *more = disclosed.words or ("",)
    name = first.split(_SPLIT)[0]
    return say("boards.told", name=name, more="\u3001".join(more)) if more else name


def name_on_board(dossier: Dossier, profile: str) -> str:
    """The head's name as that profile shows it; a child's never in full."""
    head = dossier.head
    if head is None:
        return ""
    return (
        veiled_name(head.name) if profile == WEBSITE else shown_name(head.name, head.age_on(dossier.year_end))
    )


def _rung(rung: str, dossier: Dossier, profile: str) -> str:
    if rung == "group":
        return str(dossier.household.get("group_name") or "")
    if rung == "size":
        return say("boards.size", count=dossier.size) if dossier.size else ""
    return _companion(dossier, profile)


def _companion(dossier: Dossier, profile: str) -> str:
    """Another adult of the household: the first after the head whose age is known."""
    for member in dossier.members:
        if not member.is_head and _is_adult(member, dossier):
            return say("boards.with", name=veiled_name(member.name) if profile == WEBSITE else member.name)
    return ""


def _is_adult(member: Member, dossier: Dossier) -> bool:
    years = member.age_on(dossier.year_end)
    return years is not None and years >= CHILD
