"""What the inbox reads in one go beside the screen, and how its lines look. Plain functions, without widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.operations.conflict_lists import InboxLine, Who, inbox, sides
from app.operations.offices import Office
from app.operations.sync_views import RefusedLine, refused_lines
from app.rules.masking import mask
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row
from app.ui.sync.words import moment_words

DOT = " · "


@dataclass(frozen=True, slots=True)
class Found:
    """The conflicts that wait, those that are settled, and what the county refused."""

    waiting: Sequence[InboxLine] = ()
    settled: Sequence[InboxLine] = ()
    refused: Sequence[RefusedLine] = ()

    def lines(self, tab: str) -> Sequence[InboxLine]:
        """The conflicts of a tab."""
        return {"waiting": self.waiting, "settled": self.settled}.get(tab, ())


def read_inbox(office: Office) -> Found:
    """Everything the inbox lists."""
    return Found(inbox(office), inbox(office, settled=True), refused_lines(office))


def inbox_columns(tab: str = "waiting") -> list[Column]:
    """Household, place of the conflict, how long it has waited, or when it was settled."""
    last = say("sync_page.waits") if tab == "waiting" else say("sync_page.when")
    return [
        Column("household", say("sync_page.household"), 116),
        Column("what", say("sync_page.what"), 120, stretch=True),
        Column("waits", last, 76, "chips"),
    ]


def inbox_rows(lines: Sequence[InboxLine], now: datetime) -> list[Row]:
    """The lines; the household is named once, at the first of its conflicts."""
    rows, before = [], ""
    for line in lines:
        one = line.conflict
        home = one.household or one.id
        named = Mark(head_words(line), bold=True, note=line.village or " ") if home != before else ""
        before = home
        rows.append(Row(one.id, (named, Mark(what_words(line), note=_both(line)), _age(line, now))))
    return rows


def refused_rows(lines: Sequence[RefusedLine], now: datetime) -> list[Row]:
    """What the county refused, with its reason."""
    return [
        Row(
            line.change,
            (
                Mark(line.head or say("sync_page.no_household"), bold=True, note=line.actor),
                Mark(refusal_words(line.reason), note=moment_words(line.at, now)),
                (),
            ),
        )
        for line in lines
    ]


def refusal_words(reason: str) -> str:
    """Why the county did not take a change."""
    words = {"scope": say("sync_page.refused_scope"), "letters": say("sync_page.refused_letters")}
    return words.get(reason, say("sync_page.refused_other"))


def head_words(line: InboxLine) -> str:
    """Whose household it is, or which case."""
    if not line.conflict.household:
        return line.head or say("sync_page.no_household")
    return line.head or say("sync_page.no_head")


def what_words(line: InboxLine) -> str:
    """Which field, and of whom where that is not the head."""
    one = line.conflict
    label = say("sync_page.whole_row") if line.whole_row else one.label
    return DOT.join(part for part in (label, one.whom if one.whom != line.head else "") if part)


def value_words(line: InboxLine, value: str, whole: bool) -> str:
    """A value as it may stand on the screen: numbers masked until somebody asks for them."""
    if whole or not line.sensitive or value == say("conflicts.blank"):
        return value
    return mask(line.sensitive, value)


def said_words(line: InboxLine, who: Who, whole: bool) -> str:
    """What one side would have the field say; of a whole row, what would become of it."""
    if not line.whole_row:
        return value_words(line, dict(sides(line.conflict))[who].value, whole)
    kind = line.conflict.kind
    if kind == "delete":
        return say("sync_page.row_stays") if who == "theirs" else say("sync_page.row_goes")
    if kind == "deleted":
        return say("sync_page.row_gone") if who == "theirs" else say("sync_page.row_back")
    return say("sync_page.row_without") if who == "theirs" else say("sync_page.row_late")


def side_words(line: InboxLine, who: Who, now: datetime) -> str:
    """Who said it, when, and on which machine."""
    side = dict(sides(line.conflict))[who]
    device = say("sync_page.other_pc") if side.device else ""
    if who in line.here:
        device = say("sync_page.this_pc")
    actor = side.actor or say("sync_page.unknown_who")
    return DOT.join(part for part in (actor, moment_words(side.at, now), device) if part)


def end_words(line: InboxLine, now: datetime) -> str:
    """How it was settled, by whom."""
    deeds = {
        "keep": say("sync_page.settled_keep"),
        "take": say("sync_page.settled_take"),
        "type": say("sync_page.settled_type"),
    }
    by = say("sync_page.settled_by", name=line.settled_by, when=moment_words(line.settled_at, now))
    done = deeds.get(line.conflict.settled_as or "", "")
    return DOT.join(part for part in (by, done, line.reason) if part)


def kind_words(line: InboxLine) -> str:
    """What happened where it was not simply two words for one field."""
    words = {
        "delete": say("sync_page.kind_delete"),
        "late": say("sync_page.kind_late"),
        "deleted": say("sync_page.kind_deleted"),
        "missing": say("sync_page.kind_missing"),
    }
    return words.get(line.conflict.kind, "")


def _both(line: InboxLine) -> str:
    one = line.conflict
    theirs, mine = (_short(line, side.value) for side in (one.theirs, one.mine))
    return kind_words(line) or say("sync_page.sides", theirs=theirs, mine=mine)


def _short(line: InboxLine, value: str) -> str:
    """A value in the list: of a number the last four digits, which tell two apart."""
    if line.sensitive and value != say("conflicts.blank"):
        return say("sync_page.ends_with", digits=value[-4:])
    return value


def _age(line: InboxLine, now: datetime) -> tuple[Mark, ...]:
    if line.conflict.settled_as:
        return (Mark(moment_words(line.settled_at, now).split(" ")[0], "neutral"),)
    days = max(0, line.conflict.days)
    words = say("sync_page.days", count=days) if days else say("sync_page.less_than_day")
    return (Mark(words, {0: "neutral", 3: "warn", 7: "bad"}[line.late]),)
