"""Which doubts the page shows, and how a line of them looks. Plain functions over what was found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.operations.doubt_tables import level_word
from app.operations.doubts import FoundDoubt
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row

SPLIT = "|"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What the list is narrowed to: "" asks nothing. `settled` shows what was settled instead of what is open."""

    village: str = ""
    group: str = ""
    level: str = ""
    rule: str = ""
    settled: bool = False

    def holds(self, one: FoundDoubt) -> bool:
        """Whether a doubt belongs to what is shown."""
        return (
            bool(one.settled) == self.settled
            and (not self.village or one.village == self.village)
            and (not self.group or one.group == self.group)
            and (not self.level or one.doubt.level == self.level)
            and (not self.rule or one.doubt.rule == self.rule)
        )

    def narrow(self, found: Sequence[FoundDoubt]) -> list[FoundDoubt]:
        """The doubts that are shown, in the order of the village book."""
        return [one for one in found if self.holds(one)]

    def state_counts(self, found: Sequence[FoundDoubt]) -> tuple[int, int]:
        """How many are open and how many settled, whichever is asked for."""
        waiting, settled = replace(self, settled=False), replace(self, settled=True)
        return sum(map(waiting.holds, found)), sum(map(settled.holds, found))

    def level_counts(self, found: Sequence[FoundDoubt]) -> Counter[str]:
        """How many of each level there are, whichever level is chosen."""
        every = replace(self, level="")
        return Counter(one.doubt.level for one in found if every.holds(one))

    def rule_counts(self, found: Sequence[FoundDoubt]) -> Counter[str]:
        """How many each check found, whichever check is chosen."""
        every = replace(self, rule="")
        return Counter(one.doubt.rule for one in found if every.holds(one))

    def place_counts(self, found: Sequence[FoundDoubt]) -> Counter[tuple[str, str]]:
        """How many each village and group has, wherever one stands."""
        every = replace(self, village="", group="")
        return Counter((one.village, one.group) for one in found if every.holds(one))


def doubt_key(one: FoundDoubt) -> str:
    """What a line of the list is known by as long as its values stay."""
    doubt = one.doubt
    return SPLIT.join((doubt.household_id, doubt.rule, doubt.person_id, doubt.field, doubt.fingerprint))


def doubt_columns() -> list[Column]:
    """The columns of the list."""
    return [
        Column("level", say("doubtlist.level"), 60, kind="chips"),
        Column("head", say("doubtlist.head"), 152),
        Column("person", say("doubtlist.person_place"), 132),
        Column("sentence", say("doubtlist.sentence"), 190, stretch=True),
    ]


def doubt_row(one: FoundDoubt) -> Row:
    """One line: what is wrong above, what to do (or why it was kept) below."""
    doubt = one.doubt
    what, advice = told_apart(doubt.sentence)
    note = say("doubtlist.kept", reason=one.settled) if one.settled else advice
    level = Mark(level_word(doubt.level), "bad" if doubt.level == "error" and not one.settled else "neutral")
    return Row(
        doubt_key(one),
        (
            (level,),
            Mark(one.head or "\u2014", note=one.code),
            Mark(
                one.person or say("doubtlist.of_household"),
                "" if one.person else "second",
                f"{one.village} {one.group}",
            ),
            Mark(what, note=note),
        ),
    )


def told_apart(sentence: str) -> tuple[str, str]:
    """What is wrong, and what to do about it; the whole sentence and "" where it does not ask for anything."""
    what, mark, rest = sentence.rpartition(say("doubtlist.advice_mark"))
    return (what, say("doubtlist.advice", rest=rest)) if mark else (sentence, "")
