"""What the page asks and shows: rows, counts, narrowing. Plain functions over an assessment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from app.operations.offices import Office
from app.operations.standards import Assessment, Judged, Question, assess
from app.progress import Progress
from app.rules.standards import Judgement, State
from app.texts import say
from app.ui.judgements.words import STATES, short_text, short_words, state_tone, state_word
from app.ui.kit.cells import Column, Mark, Row

ALL, ONE_SHORT = "", "one"
_ORDER: Final[dict[State, int]] = {"fail": 0, "unknown": 1, "pass": 2}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is judged: by a standard, perhaps by a `second` beside it, at a place ("" the township), on a day."""

    standard: str
    on: date
    second: str = ""
    village: str = ""
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """What the list is narrowed and sorted by: found out once, of 15,000 households, beside the screen."""

    state: State
    short: int
    unmet: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """What came out, with a brief of each household; `second` the same ones by the second standard, by their id."""

    asked: Asked
    first: Assessment
    briefs: Mapping[str, Brief]
    other: Assessment | None = None
    second: Mapping[str, Judgement] | None = None


def judge(office: Office, asked: Asked, progress: Progress) -> Found:
    """Judge as asked: off the screen's thread."""
    village = asked.village or None
    question = Question(asked.standard, asked.on, division_id=village, as_of=asked.as_of)
    first = assess(office, question, progress)
    briefs = {one.household_id: _brief(one.judgement) for one in first.judged}
    if not asked.second or asked.second == asked.standard:
        return Found(asked, first, briefs)
    other = assess(office, replace(question, standard=asked.second, every=True), progress)
    return Found(asked, first, briefs, other, {one.household_id: one.judgement for one in other.judged})


def _brief(one: Judgement) -> Brief:
    unmet = frozenset(result.item.key for result in one.results if result.state != "pass")
    return Brief(one.state, len(one.short), unmet)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to: a result ("" every one, "one" those one item short), an item they are short of."""

    state: str = ALL
    item: str = ""
    sort: str = ""
    descending: bool = False

    def holds(self, one: Brief) -> bool:
        """Whether a household is shown."""
        wanted = one.short == 1 if self.state == ONE_SHORT else self.state in (ALL, one.state)
        return wanted and (not self.item or self.item in one.unmet)

    def narrow(self, found: Found) -> list[Judged]:
        """The households shown, sorted as asked; else in the order of the village book."""
        briefs = found.briefs
        shown = [one for one in found.first.judged if self.holds(briefs[one.household_id])]
        if self.sort == "size":
            shown.sort(key=lambda one: one.size, reverse=self.descending)
        elif self.sort:
            weights = {key: (_ORDER[one.state] if self.sort == "result" else 0, one.short)
                       for key, one in briefs.items()}  # fmt: skip
            shown.sort(key=lambda one: weights[one.household_id], reverse=self.descending)
        return shown

    def counts(self, found: Found) -> dict[str, int]:
        """How many each result holds, whichever is chosen."""
        keys = (ALL, *STATES, ONE_SHORT)
        return {key: sum(map(replace(self, state=key).holds, found.briefs.values())) for key in keys}


def columns(found: Found | None) -> list[Column]:
    """The columns of the list; with a second standard its results beside the first's."""
    other = found.other if found else None
    first = found.first.standard.short if found and other else say("standards_page.result")
    return [
        Column("village", say("standards_page.village"), 88),
        Column("group", say("standards_page.group"), 76),
        Column("head", say("standards_page.head"), 124),
        Column("size", say("standards_page.size"), 68, kind="number", sortable=True),
        Column("result", first, 100, kind="chips", sortable=True),
        *([Column("second", other.standard.short, 100, kind="chips")] if other else []),
        Column("short", say("standards_page.short"), 180, stretch=True, sortable=True),
    ]


def row_of(found: Found, one: Judged) -> Row:
    """A household's line."""
    cells = [one.village, one.group, one.head or None, f"{one.size:,}", _chip(one.state)]
    if found.second is not None:
        beside = found.second.get(one.household_id)
        cells.append(_chip(beside.state) if beside else "")
    return Row(one.household_id, (*cells, short_words(one.judgement.short)))


def _chip(state: State) -> tuple[Mark, ...]:
    return (Mark(state_word(state), state_tone(state)),)


@dataclass(frozen=True, slots=True)
class ItemTotal:
    """How many households came out how by one item; `key` "" is the whole."""

    key: str
    words: str
    counts: Mapping[State, int]

    @property
    def households(self) -> int:
        return sum(self.counts.values())


def item_totals(found: Found) -> list[ItemTotal]:
    """The whole, then every item in the order of the standard."""
    standard, totals = found.first.standard, found.first.totals
    none: Mapping[State, int] = {"pass": 0, "fail": 0, "unknown": 0}
    whole = ItemTotal("", say("standards_page.whole"), totals.get("", none))
    return [
        whole,
        *(ItemTotal(item.key, short_text(item), totals.get(item.key, none)) for item in standard.items),
    ]


def chosen(found: Found, ticked: Sequence[str] | set[str]) -> list[Judged]:
    """The ticked households in the order of the village book."""
    return [one for one in found.first.judged if one.household_id in ticked]
