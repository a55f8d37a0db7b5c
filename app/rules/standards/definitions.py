"""Standards as data (`forms/standards/*.toml`): what a household must have, item by item, each with its source.

A standard says which facts it asks for and what they must be; `app.rules.standards.facts` knows how a fact is found
in a dossier, `app.rules.standards.judging` says pass, fail or unknown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Literal, get_args

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.lines import Lines
from app.rules.shelves import Folder, pack_of, rank_of

Level = Literal["household", "village", "county"]
Use = Literal["exit", "risk"]
Who = Literal["every", "poor", "monitored"]
Compare = Literal["yes", "no", "above", "at_least", "below", "at_most"]

OPEN_END = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the fact it asks for, how that is compared, and with what: a fixed `amount`, or a line by its key.

    `veto`: without it the whole is not reached; an item that is no veto is only counted; `entrance`: who
    plainly fails it may not enter the procedures of the standard. `options` go to the fact.
    `group`: the words that stand beside several items on paper.
    """

    key: str
    text: str
    fact: str
    compare: Compare = "yes"
    amount: Decimal | None = None
    line: str = ""
    veto: bool = True
    entrance: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    evidence: tuple[str, ...] = ()
    source: str = ""
    confirmed: bool = True


@dataclass(frozen=True)
class Standard:
    """A standard of a region and time, for one `use`. `who` it is for; `procedures`: what those reaching it may enter.

    `table` is what its file says, word for word: a judgement keeps it, so that it can be made again years later.
    `pack` it came with, `rank` of the layer it lies in.
    """

    key: str
    label: str
    short: str
    level: Level
    region: str
    first: date
    last: date
    source: str
    confirmed: bool
    items: tuple[Item, ...]
    use: Use = "exit"
    who: Who = "every"
    procedures: tuple[str, ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict, compare=False)
    pack: str = ""
    rank: int = 0

    def in_force(self, place: str, day: date) -> bool:
        """Whether it speaks of that place (division code) on that day."""
        return place.startswith(self.region) and self.first <= day <= self.last


def load_standards(folder: Folder, lines: Lines, facts: Mapping[str, Level]) -> dict[str, Standard]:
    """The standards of a forms folder by key, in the order of their files; of several editions the newest.

    `facts`: the facts the program can find, with their level. Raises Problem naming the file and what to mend.
    """
    return {key: editions[-1] for key, editions in load_editions(folder, lines, facts).items()}


def load_editions(
    folder: Folder, lines: Lines, facts: Mapping[str, Level]
) -> dict[str, tuple[Standard, ...]]:
    """Every edition of every standard by key, the oldest first, those of an upper layer after those it lies over.

    Raises Problem as `load_standards`, also for two editions for the same day, and for days between two of a layer.
    """
    found: dict[str, list[Standard]] = {}
    for path in sorted((folder / "standards").glob("*.toml")):
        one = read_standard(path.name, read_toml(path), lines, facts)
        editions = found.setdefault(one.key, [])
        editions.append(replace(one, pack=pack_of(path), rank=rank_of(path)))
        editions.sort(key=lambda edition: (edition.rank, edition.first))
        _require_whole(path.name, editions)
    return {key: tuple(editions) for key, editions in found.items()}


def _require_whole(name: str, editions: Sequence[Standard]) -> None:
    """Refuse two editions of one layer for the same day, and a day between two that has none."""
    for before, after in pairwise(editions):
        if before.rank != after.rank:
            continue
        if after.first <= before.last:
            raise Problem("standards.twice", file=name, key=after.key)
        if after.first > before.last + timedelta(days=1):
            raise Problem("standards.hole", file=name, key=after.key, last=before.last, first=after.first)


def read_standard(name: str, table: Mapping[str, Any], lines: Lines, facts: Mapping[str, Level]) -> Standard:
    """A standard from what its file says; `name` is the file's in a complaint. Raises Problem."""
    try:
        head = table["standard"]
        made = Standard(
            key=str(head["key"]),
            label=str(head["label"]),
            short=str(head.get("short", head["label"])),
            level=_word(name, head.get("level", "household"), Level),
            region=str(head.get("region", "")),
            first=head["from"],
            last=head.get("to", OPEN_END),
            source=str(head["source"]),
            confirmed=bool(head.get("confirmed", True)),
            items=tuple(_item(name, line) for line in table["item"]),
            use=_word(name, head.get("use", "exit"), Use),
            who=_word(name, head.get("who", "every"), Who),
            procedures=tuple(head.get("procedures", ())),
            table=table,
        )
    except KeyError as error:
        raise Problem("standards.word_missing", file=name, word=error.args[0]) from error
    _check(name, made, lines, facts)
    return made


def _item(name: str, line: Mapping[str, Any]) -> Item:
    amount = line.get("amount")
    if amount is not None and (isinstance(amount, bool) or not isinstance(amount, int | float)):
        raise Problem("standards.not_a_number", file=name, item=line["key"], value=amount)
    return Item(
        key=str(line["key"]),
        text=str(line["text"]),
        fact=str(line.get("fact", "to_look_at")),
        compare=_word(name, line.get("compare", "yes"), Compare),
        amount=None if amount is None else Decimal(str(amount)),
        line=str(line.get("line", "")),
        veto=bool(line.get("veto", True)),
        entrance=bool(line.get("entrance", False)),
        options=dict(line.get("with", {})),
        group=str(line.get("group", "")),
        evidence=tuple(line.get("evidence", ())),
        source=str(line.get("source", "")),
        confirmed=bool(line.get("confirmed", True)),
    )


def _word(name: str, word: Any, words: Any) -> Any:
    if word not in get_args(words):
        raise Problem("standards.unknown_word", file=name, word=word, known=", ".join(get_args(words)))
    return word


def _check(name: str, made: Standard, lines: Lines, facts: Mapping[str, Level]) -> None:
    """Refuse an unknown fact or line, an item twice, a comparison without (or with needless) amount, a wrong end."""
    if not (isinstance(made.first, date) and isinstance(made.last, date) and made.first <= made.last):
        raise Problem("standards.bad_dates", file=name)
    keys = [item.key for item in made.items]
    known = {one.key for one in lines.every}
    for item in made.items:
        if keys.count(item.key) > 1:
            raise Problem("standards.item_twice", file=name, item=item.key)
        if facts.get(item.fact) != made.level:
            fitting = ", ".join(sorted(fact for fact, level in facts.items() if level == made.level))
            raise Problem("standards.unknown_fact", file=name, item=item.key, fact=item.fact, known=fitting)
        if item.line and item.line not in known:
            raise Problem("standards.unknown_line", file=name, item=item.key, line=item.line)
        asked = (item.amount is not None) + bool(item.line)
        if asked != (0 if item.compare in ("yes", "no") else 1):
            raise Problem("standards.amount_or_line", file=name, item=item.key, compare=item.compare)
