"""公示写法: how the county, the township or a village words each kind of notice; new drafts take it."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.drafts import drop_draft, read_draft
from app.operations.notices.examples import try_wording
from app.operations.notices.stored import notice_kinds
from app.operations.notices.trying import Tried
from app.operations.notices.wordings import (
    Wording,
    WordingChange,
    clear_wording,
    need_place,
    places_above,
    set_wording,
    wording_for,
    wording_history,
)
from app.operations.offices import Office
from app.operations.places import Division, villages
from app.rules.values import show
from app.rules.wordings import GAP_NAMES
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, EmptyPage
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.popups import Option
from app.ui.public.beside import SheetBeside
from app.ui.public.wording_forms import WordingForm

_KEEP = 600  # ms after the last key before the draft is kept


class Known(NamedTuple):
    """How a kind is worded in a place (its id), who changed it there, and what was left half typed."""

    place: str
    now: Wording
    history: list[WordingChange]
    draft: dict[str, Any]


def read_known(office: Office, kind: str, place: str) -> Known:
    """Read it."""
    draft = read_draft(office, draft_key(kind, place))
    return Known(place, wording_for(office, kind, place), wording_history(office, kind, place), draft)


def draft_key(kind: str, place: str) -> str:
    """Under which a half typed wording is kept."""
    return f"wording:{kind}:{place}"


class WordingsPart(QWidget):
    """Which kind and for whom above, the words below; `known` is what is shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.known: Known | None = None
        self.form: WordingForm | None = None
        self.kinds, self.places = ChoiceField([]), ChoiceField([])
        self.state, self.last = Text("", "note"), Line("", "note", tone="text3")
        self.back = Button(say("wordings.back"), "quiet", pressed_do=self.clear)
        self.save = Button(say("wordings.save"), "primary", pressed_do=self.keep)
        self.sheet = SheetBeside(desk, self._wanted)
        self.sheet.made.connect(self._tried)
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP)
        self._keeping.timeout.connect(self.keep_typed)
        desk.locking.connect(self.keep_typed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.card = Card(say("wordings.part_card"), say("wordings.part_note"))
        self.empty = EmptyPage("house-line", say("wordings.no_place"))
        whole.addWidget(self.card)
        whole.addWidget(self.empty)
        self.empty.hide()
        self._lay_out()
        for field in (self.kinds, self.places):
            field.answered.connect(self._read)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Text(say("wordings.which")))
        head.addWidget(self.kinds, 3)
        head.addWidget(Text(say("wordings.where")))
        head.addWidget(self.places, 2)
        self.room = QHBoxLayout()
        self.room.setSpacing(16)
        self.room.addWidget(self.sheet, 4)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.state)
        foot.addWidget(self.last, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.save)
        body = self.card.body
        body.addLayout(head)
        body.addWidget(Hairline())
        body.addLayout(self.room, 1)
        body.addLayout(foot)

    def refresh(self) -> None:
        """Read the kinds and the places, and what is chosen of them; what is being typed is left alone."""
        office = self._desk.office
        try:
            own = need_place(office)
        except Problem:
            self.card.hide()
            self.empty.show()
            return
        if self.said():
            return
        kind, place = self._chosen()
        above = [] if office.user.villages else places_above(office)[::-1]
        self.kinds.set_options([Option(one.key, one.label) for one in notice_kinds(office).values()])
        self.places.set_options([Option(one.id, _place_words(one)) for one in [*above, *villages(office)]])
        self.kinds.set_answer(kind or next(iter(notice_kinds(office))))
        self.places.set_answer(place or (villages(office)[0].id if office.user.villages else own.id))
        self._read()

    def _chosen(self) -> tuple[str, str]:
        return str(self.kinds.answer() or ""), str(self.places.answer() or "")

    def _shown(self) -> tuple[str, str]:
        """Kind and place of the words that stand there; what was chosen since is still being read."""
        return (self.known.now.kind.key, self.known.place) if self.known else self._chosen()

    def _read(self) -> None:
        if self._keeping.isActive():
            self.keep_typed()
        office, (kind, place) = self._desk.office, self._chosen()
        if kind and place:
            self._desk.lanes.run("errand", lambda _: read_known(office, kind, place), self._show, owner=self)

    def _show(self, known: Known) -> None:
        self.known, now = known, known.now
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        form = self.form = WordingForm(now.kind, self._desk.office.forms.codes[GAP_NAMES])
        self.room.insertWidget(0, form, 5)
        said = {"title": now.title, "wording": now.wording, **known.draft}
        form.show_said(said["title"], said["wording"])
        form.changed.connect(self._typed)
        self.state.setText(
            say("wordings.as_place", place=now.place.name) if now.place else say("wordings.as_shipped")
        )
        self.last.setText(_history_words(known.history))
        self.back.setVisible(now.place is not None and now.place.id == known.place)
        self.save.setEnabled(bool(self.said()))
        self.sheet.make()

    def _wanted(self) -> Callable[[], Tried]:
        office, (kind, place) = self._desk.office, self._shown()
        said = self.form.said() if self.form is not None else {"title": "", "wording": ""}
        return lambda: try_wording(office, kind, place, **said)

    def _tried(self, tried: Tried) -> None:
        if self.form is not None:
            self.form.show_issues(tried.issues)
            self.form.mark_found(tried.found)

    def said(self) -> dict[str, str]:
        """What differs from what holds now."""
        if self.form is None or self.known is None:
            return {}
        before = {"title": self.known.now.title, "wording": self.known.now.wording}
        return {key: text for key, text in self.form.said().items() if text != before[key].strip()}

    def _typed(self) -> None:
        self._keeping.start()
        self.save.setEnabled(bool(self.said()))
        self.sheet.soon()

    def keep_typed(self) -> None:
        """Keep what is half typed, or forget it where nothing differs."""
        self._keeping.stop()
        if self.known is not None:
            self._desk.keep_draft(draft_key(*self._shown()), self.said())

    def keep(self) -> None:
        """Word it so from now on."""
        office, (kind, place), said = self._desk.office, self._shown(), self.said()
        self._keeping.stop()

        def deed() -> None:
            set_wording(office, kind, place, **said)
            drop_draft(office, draft_key(kind, place))

        self._write(deed, say("wordings.set_words"))

    def clear(self) -> None:
        """Give up this place's own wording."""
        office, (kind, place) = self._desk.office, self._shown()
        self._keeping.stop()

        def deed() -> None:
            clear_wording(office, kind, place)
            drop_draft(office, draft_key(kind, place))

        self._write(deed, say("wordings.cleared_words"))

    def _write(self, deed: Callable[[], object], words: str) -> None:
        self.save.setEnabled(False)

        def done(_: object) -> None:
            self._desk.tell(words)
            self._read()

        self._desk.lanes.run("writer", lambda _: deed(), done, self._refused, owner=self)

    def _refused(self, problem: Problem) -> None:
        self.save.setEnabled(bool(self.said()))
        if isinstance(problem, Refused) and self.form is not None:
            self.form.show_issues(problem.issues)
        else:
            self._desk.complain(problem)


def _place_words(one: Division) -> str:
    """A place, and how far its wording reaches."""
    if one.level == "village":
        return one.name
    return say("wordings.whole_place", place=one.name)


def _history_words(history: list[WordingChange]) -> str:
    if not history:
        return ""
    last = history[0]
    told = {"day": show("date", date.fromisoformat(last.at[:10])), "who": last.actor, "count": len(history)}
    return (
        say("wordings.last_cleared", **told) if last.action == "delete" else say("wordings.last_set", **told)
    )
