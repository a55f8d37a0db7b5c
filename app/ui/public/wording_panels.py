"""A notice's words typed with its sheet beside them, made anew as they change; what is half typed survives a kill."""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.documents.posters import LETTER
from app.errors import Problem
from app.operations.answering import Refused
from app.operations.drafts import drop_draft, read_draft
from app.operations.notices.drafting import edit_notice
from app.operations.notices.trying import Tried, try_notice
from app.operations.notices.viewing import NoticeView, notice_view
from app.operations.notices.wordings import Wording, wording_for
from app.operations.offices import Office
from app.rules.wordings import GAP_NAMES
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel
from app.ui.kit.buttons import Button
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.theme import scaled
from app.ui.public.beside import SheetBeside
from app.ui.public.wording_forms import WordingForm

_KEEP = 600  # ms after the last key before the draft is kept


class Opened(NamedTuple):
    """What the panel opens with."""

    view: NoticeView
    ours: Wording
    draft: dict[str, Any]


def read_opened(office: Office, notice_id: str) -> Opened:
    """Read a notice, how its place words the kind, and what was left half typed."""
    view = notice_view(office, notice_id)
    ours = wording_for(office, view.kind.key, view.notice.division_id)
    return Opened(view, ours, read_draft(office, draft_key(notice_id)))


def draft_key(notice_id: str) -> str:
    """Under which a notice's half typed words are kept."""
    return f"notice:{notice_id}"


class WordingPanel(SidePanel):
    """`saved(sentence)` when the words were kept. Of an approved notice only its 发文字号 may be typed."""

    wide = True
    saved = Signal(str)

    def __init__(self, desk: Desk, notice_id: str) -> None:
        super().__init__(say("wordings.editing"))
        self.setFixedWidth(16_777_215)
        self.setMinimumWidth(0)
        self._desk, self.notice_id = desk, notice_id
        self.opened: Opened | None = None
        self.form: WordingForm | None = None
        self.letter = TextField(say("wordings.letter_hint"))
        self._before: dict[str, str] = {}
        self.sheet = SheetBeside(desk, self._wanted)
        self.sheet.made.connect(self._tried)
        self.state = Text("", "note")
        self.save = Button(say("wordings.save"), "primary", pressed_do=self.keep)
        self.save.setToolTip(say("wordings.save_key"))
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEEP)
        self._keeping.timeout.connect(self.keep_typed)
        self._lay_out()
        desk.locking.connect(self.keep_typed)
        office = desk.office
        desk.lanes.run("errand", lambda _: read_opened(office, notice_id), self._show, self._gone, owner=self)

    def _lay_out(self) -> None:
        self.page.hide()
        self.left = QVBoxLayout()
        self.left.setSpacing(8)
        inner = QWidget()
        both = QHBoxLayout(inner)
        both.setContentsMargins(20, 0, 16, 12)
        both.setSpacing(16)
        both.addLayout(self.left, 5)
        both.addWidget(self.sheet, 4)
        self.body.insertWidget(0, inner, 1)
        self.foot.insertWidget(0, self.state)
        self.foot.addWidget(self.save)
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.keep)

    def _gone(self, problem: Problem) -> None:
        self._desk.complain(problem)
        self.close_panel()

    def _show(self, opened: Opened) -> None:
        self.opened = opened
        view, office = opened.view, self._desk.office
        notice = view.notice
        self.note.setText(f"{view.village} \u00b7 {view.kind.label} \u00b7 {notice.text('number')}")
        form = self.form = WordingForm(view.kind, office.forms.codes[GAP_NAMES])
        form.add("letter", office.forms.by_path["notice.letter"].label, self.letter)
        self.letter.setFixedHeight(scaled(32))
        self._before = {key: notice.text(key) for key in ("title", "wording", "letter")}
        self._fill({**self._before, **opened.draft})
        self.left.addWidget(form, 1)
        self.left.addLayout(self._links(opened))
        # Only now, as parts of the panel: shown before, each would be a window of its own for a moment.
        self.ours.setVisible(notice.state == "draft")
        for one in (self.taken_up, self.throw):
            one.setVisible(bool(opened.draft))
        if notice.state != "draft":
            form.set_locked(True)
        form.changed.connect(self._typed)
        self.letter.typed.connect(self._typed)
        (self.letter if notice.state != "draft" else form.text).setFocus()
        self._say_state()
        self.sheet.make()

    def _links(self, opened: Opened) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        place = opened.ours.place
        words = say("wordings.use_ours", place=place.name) if place else say("wordings.use_shipped")
        self.ours = Button(words, "link", pressed_do=self.use_ours)
        self.taken_up = Text(say("wordings.take_up"), "note", "warn")
        self.throw = Button(say("wordings.throw_away"), "link", pressed_do=self.throw_away)
        for part in (self.ours, self.taken_up, self.throw):
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _fill(self, said: dict[str, str]) -> None:
        if self.form is not None:
            self.form.show_said(said["title"], said["wording"])
            self.letter.set_answer(said["letter"])

    # what is typed

    def said(self) -> dict[str, str]:
        """What differs from what is kept."""
        if self.form is None:
            return {}
        now = {**self.form.said(), "letter": str(self.letter.answer() or "")}
        return {key: text for key, text in now.items() if text != self._before[key].strip()}

    def _typed(self) -> None:
        self.sheet.soon()
        self._keeping.start()
        self._say_state()

    def _say_state(self) -> None:
        changed = bool(self.said())
        self.state.setText(say("wordings.kept") if changed else say("wordings.nothing_new"))
        self.save.setEnabled(changed)

    def use_ours(self) -> None:
        """Word it as the place, or the form, does."""
        if self.form is not None and self.opened is not None:
            self.form.put_back(self.opened.ours.title, self.opened.ours.wording)

    def throw_away(self) -> None:
        """Show again what is kept."""
        self._fill(self._before)
        for one in (self.taken_up, self.throw):
            one.hide()
        self._typed()

    def keep_typed(self) -> None:
        """Keep what is half typed, or forget it where nothing differs."""
        self._keeping.stop()
        if self.form is not None:
            self._desk.keep_draft(draft_key(self.notice_id), self.said())

    def close_panel(self) -> None:
        """What is half typed stays as a draft."""
        if self._keeping.isActive():
            self.keep_typed()
        super().close_panel()

    # the sheet beside

    def _wanted(self) -> Callable[[], Tried]:
        office, notice, said, size = self._desk.office, self.notice_id, self.said(), self._size()
        return lambda: try_notice(office, notice, said, size)

    def _size(self) -> str:
        """An announcement with a 发文字号 goes out as a letter, all else hangs as a list."""
        announces = self.opened is not None and not self.opened.view.kind.invites
        return LETTER if announces and self.letter.answer() else "A4"

    def _tried(self, tried: Tried) -> None:
        if self.form is not None:
            self.form.show_issues(tried.issues)
            self.form.mark_found(tried.found)

    # keeping

    def keep(self) -> None:
        """Keep the words; what is refused is said at its field."""
        said = self.said()
        if not said or not self.save.isEnabled():
            return
        office, notice = self._desk.office, self.notice_id
        self._keeping.stop()
        self.save.setEnabled(False)

        def deed() -> None:
            edit_notice(office, notice, **said)
            drop_draft(office, draft_key(notice))

        self._desk.lanes.run("writer", lambda _: deed(), lambda _: self._kept(), self._refused, owner=self)

    def _kept(self) -> None:
        self.saved.emit(say("wordings.saved"))
        self.close_panel()

    def _refused(self, problem: Problem) -> None:
        self._say_state()
        if isinstance(problem, Refused) and self.form is not None:
            self.form.show_issues(problem.issues)
        else:
            self._desk.complain(problem)
