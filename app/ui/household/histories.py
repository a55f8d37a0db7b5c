"""The card 历史: the change log of the household, day by day, newest first."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from PySide6.QtCore import Signal

from app.operations.histories import HistoryLine
from app.rules.forms import Forms
from app.rules.masking import mask
from app.texts import say
from app.ui.household.asked import HIDDEN
from app.ui.household.mark_words import mark_word
from app.ui.household.pasts import PastRow
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, ScrollPage
from app.ui.kit.timelines import Day, Event, Timeline

_LINES = frozenset({"income", "document"})  # told by their kind, which stands first in their form
_TOLD = {
    "plan": ("state", "goal"),
    "measure": ("kind", "amount"),
    "pairing": ("kind", "started_on"),
    "visit": ("visited_on", "kind", "seen", "problem"),
    "finding": ("what", "owner", "due_on"),
}
"""What is told of a line of help that was written or taken away."""
_LEADING = {"plan": "state", "finding": "closed_as", "pairing": "ended_on", "measure": "state"}
"""The field that tells what a change of several fields was about."""
_TONES = {"create": "ok", "delete": "bad", "act": "neutral", "update": "accent"}


class HistoryCard(Card):
    """`all_asked` for the whole history; `closed` by its button when the page is narrow."""

    key = "history"
    all_asked = Signal()
    closed = Signal()

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        super().__init__(say("household.history"), " ", flush=True)
        self.all = Button(say("household.all"), "link", pressed_do=self.all_asked.emit)
        self.shut = Button(say("household.close"), "link", pressed_do=self.closed.emit)
        self.tools.addWidget(self.all)
        self.tools.addWidget(self.shut)
        self.timeline = Timeline()
        self.timeline.more_asked.connect(self.all_asked)
        self._page = ScrollPage((20, 0, 14, 12), 0)
        for part in (self._page, self._page.widget(), self._page.viewport()):
            if part is not None:
                part.setObjectName("plain")
        self.past = PastRow()
        self._page.body.addWidget(self.timeline)
        self._page.body.addWidget(self.past)
        self._page.body.addStretch(1)
        self.body.addWidget(self._page)

    def show_history(self, lines: Sequence[HistoryLine], changes: int, today: date) -> None:
        """Show these lines of so many."""
        self.note.setText(say("household.times", count=changes))
        more = say("household.earlier", count=changes - len(lines)) if changes > len(lines) else ""
        self.timeline.show_days(history_days(self._forms, lines, today), more)
        self.all.setVisible(bool(more))

    def show_household(self, shown: Shown, today: date) -> None:
        """Show the newest lines of a household."""
        self.show_history(shown.history, shown.changes, today)


def history_days(forms: Forms, lines: Sequence[HistoryLine], today: date) -> list[Day]:
    """The lines by day. What one import or one saving made of a household together is one event."""
    days = []
    for day, its in groupby(lines, key=lambda one: datetime.fromisoformat(one.at).date()):
        events = [_event(forms, list(same)) for _, same in groupby(its, key=_together)]
        days.append(Day(_day_words(day, today), events))
    return days


def _together(one: HistoryLine) -> tuple[object, ...]:
    """What is told as one event: the many rows an import or a carrying forward makes."""
    many = one.action in ("create", "delete") and one.batch
    return (one.batch, one.action) if many else (one.id,)


def _event(forms: Forms, lines: list[HistoryLine]) -> Event:
    first = lines[0]
    when = f"{datetime.fromisoformat(first.at):%H:%M}".lstrip("0")
    tone = _TONES.get(first.action, "accent")
    if len(lines) > 1:
        what = say(f"household.did_{first.action}", what=say("household.lines", count=len(lines)))
        labels = list(dict.fromkeys(line.label for line in lines if line.label))
        facts = say("window.list_comma").join(labels)
        return Event(first.id, what, facts=facts, when=when, who=who_words(first), tone=tone)
    if first.action == "act":
        return Event(first.id, first.label, when=when, who=who_words(first), tone=tone)
    if first.action == "update" and first.fields:
        return _update(forms, first, when, tone)
    kind = first.fields[0].new or first.fields[0].old if first.fields and first.record in _LINES else ""
    words = " ".join(part for part in (first.label, first.person, kind) if part)
    what = say(f"household.did_{first.action}", what=words)
    facts = say("household.facts_comma").join(part for part in (*_told(first), first.reason) if part)
    return Event(first.id, what, facts=facts, when=when, who=who_words(first), tone=tone)


def _told(line: HistoryLine) -> list[str]:
    """What a line of help said, in the few words the history has room for."""
    said = {one.field: one.new or one.old for one in line.fields}
    return [words for key in _TOLD.get(line.record, ()) if (words := said.get(f"{line.record}.{key}"))]


def _update(forms: Forms, line: HistoryLine, when: str, tone: str) -> Event:
    leading = f"{line.record}.{_LEADING.get(line.record)}"
    one = next((field for field in line.fields if field.field == leading), line.fields[0])
    alone = len(line.fields) == 1 or one.field == leading
    label = one.label if len(line.fields) == 1 else line.label
    words = " ".join(part for part in (label, line.person, str(line.year or "")) if part)
    what = say("household.did_update", what=words)
    if not alone:
        labels = say("window.list_comma").join(field.label for field in line.fields)
        return Event(line.id, what, facts=labels, when=when, who=who_words(line), tone=tone)
    known = forms.by_path.get(one.field)
    hidden = known.sensitive if known and known.sensitive in HIDDEN else ""
    old, new = (mask(hidden, side) or say("household.unknown") for side in (one.old, one.new))
    return Event(line.id, what, old, new, line.reason, when, who_words(line), tone)


def who_words(line: HistoryLine) -> str:
    """Who did it, and on another machine or how safe it is: `周敏 · 已上报`."""
    return say("marks.who", name=line.actor, mark=line_mark(line)) if line_mark(line) else line.actor


def line_mark(line: HistoryLine) -> str:
    """Where a change was made or how far it has come; "" where no county is joined."""
    return say("marks.elsewhere") if line.device else mark_word(line.mark)


def _day_words(day: date, today: date) -> str:
    if day == today:
        return say("household.today")
    if day == today - timedelta(days=1):
        return say("household.yesterday")
    if day.year == today.year:
        return say("household.day", month=day.month, day=day.day)
    return say("window.date", year=day.year, month=day.month, day=day.day)
