"""Title and text of a notice typed together: what is missing is offered below, what else may be filled in a menu."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Issue
from app.operations.answering import issue_words
from app.operations.notices.trying import Found
from app.rules.forms import CodeList
from app.rules.notices import NoticeKind
from app.rules.wordings import gaps_in_order, may_have
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.popups import Menu
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.theme import scaled
from app.ui.public.told_lines import TellingLines
from app.ui.public.wording_edits import WordingEdit


class WordingForm(QWidget):
    """`changed` at every keystroke. Other one-line fields may be added by key, to be named by their issues."""

    changed = Signal()

    def __init__(self, kind: NoticeKind, names: CodeList) -> None:
        super().__init__()
        self._kind = kind
        allowed = may_have(kind)
        own = gaps_in_order(kind.title + kind.wording)
        self._words = {gap: names.name(gap) for gap in (*own, *sorted(allowed.difference(own)))}
        self.title = WordingEdit(gaps_in_order(kind.title), self._words, lines=1)
        self.text = WordingEdit(gaps_in_order(kind.wording), self._words)
        self.insert = Button(say("wordings.insert"), "plain", "plus", self.open_menu)
        self.insert.setToolTip(say("wordings.insert_key"))
        self.told = TellingLines()
        self.grid = FieldGrid()
        self.rows: dict[str, FieldRow] = {}
        self.add("title", say("wordings.title"), self.title, required=True)
        self.title.setToolTip(say("wordings.title_hint"))
        self.text.setAccessibleName(say("wordings.text"))
        self._lay_out()
        for edit in (self.title, self.text):
            edit.typed.connect(self.changed)
            edit.protected.connect(self._say_protected)
        shortcut = QShortcut(QKeySequence("Ctrl+I"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.open_menu)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(self.grid)
        head = QHBoxLayout()
        head.addWidget(Text(say("wordings.text"), "strong"))
        head.addWidget(Text(say("wordings.hint"), "note"), 1)
        head.addWidget(self.insert)
        whole.addLayout(head)
        self.text.setMinimumHeight(scaled(120))
        whole.addWidget(self.text, 1)
        whole.addWidget(self.told)

    def add(self, key: str, words: str, field: QWidget, required: bool = False) -> None:
        """Add a one-line field whose issues come under that key."""
        self.rows[key] = self.grid.add(words, field, required, whole=True)

    def said(self) -> dict[str, str]:
        """Title and wording as they stand."""
        return {"title": self.title.answer(), "wording": self.text.answer()}

    def show_said(self, title: str, wording: str) -> None:
        """Show a title and a text from the start."""
        self.title.set_answer(title)
        self.text.set_answer(wording)

    def put_back(self, title: str, wording: str) -> None:
        """Show another title and text; Ctrl+Z takes each back."""
        self.title.put_back(title)
        self.text.put_back(wording)

    def set_locked(self, locked: bool) -> None:
        """Show it only, or let it be typed."""
        for edit in (self.title, self.text):
            edit.set_locked(locked)
        self.insert.setVisible(not locked)

    def show_issues(self, issues: Iterable[Issue]) -> None:
        """Each issue at its field; a missing gap can be put back by a press."""
        said: dict[str, list[Issue]] = {}
        for issue in issues:
            said.setdefault(issue.field, []).append(issue)
        for key, row in self.rows.items():
            row.say_issue("".join(map(issue_words, said.get(key, ()))), "error")
        of_text = said.get("wording", [])
        self.text.set_issue("error" if of_text else "")
        self.told.show_lines([(issue_words(issue), "bad") for issue in of_text])
        for edit in (self.title, self.text):
            for gap in edit.missing():
                words = say("wordings.put_back", name=self._words[gap])
                self.told.add_deed(words, partial(self._put_back, edit, gap))

    def _put_back(self, edit: WordingEdit, gap: str) -> None:
        edit.insert_gap(gap)

    def _say_protected(self, name: str) -> None:
        self.told.show_lines([(say("wordings.protected", name=name), "")])

    def open_menu(self) -> None:
        """Offer the gaps that may be put where the cursor is."""
        edit = self.title if self.title.hasFocus() else self.text
        lines = [(gap, "", name) for gap, name in self._words.items()]
        Menu(self.insert, lines, edit.insert_gap).open_menu(scaled(150))

    def mark_found(self, found: Iterable[Found]) -> None:
        """Colour what the gate found in the words."""
        places = [(one.part, one.number) for one in found]
        if ("title", 1) in places:
            self.title.set_issue("error")
        self.text.mark_paragraphs({number for part, number in places if part == "text"})
