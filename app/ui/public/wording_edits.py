"""Where a title or a text is typed: what the program fills stands in it as blocks no typing can break.

A block goes only whole, and the last of a gap that must stand does not go at all: what is typed over, cut or deleted
with it goes, the block stays where it was. Chinese typing is left to Qt until it is committed.
"""

from collections.abc import Collection, Iterator, Mapping

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QTextEdit

from app.rules.wordings import Piece, split_wording
from app.texts import say
from app.ui.kit.fields import move_on
from app.ui.kit.labels import refresh_look
from app.ui.kit.theme import colour, scaled
from app.ui.public.gap_chips import KIND, OBJECT, GapChip, chip_format, gap_of

_DELETING = {
    QKeySequence.StandardKey.DeleteStartOfWord: QTextCursor.MoveOperation.PreviousWord,
    QKeySequence.StandardKey.DeleteEndOfWord: QTextCursor.MoveOperation.NextWord,
    QKeySequence.StandardKey.DeleteEndOfLine: QTextCursor.MoveOperation.EndOfBlock,
    QKeySequence.StandardKey.DeleteCompleteLine: QTextCursor.MoveOperation.EndOfBlock,
}
_PLAIN = {
    Qt.Key.Key_Delete: QTextCursor.MoveOperation.NextCharacter,
    Qt.Key.Key_Backspace: QTextCursor.MoveOperation.PreviousCharacter,
}
_KEEP = QTextCursor.MoveMode.KeepAnchor


class WordingEdit(QTextEdit):
    """`typed` at every change; `protected(name)` when a block that must stay was to be deleted.

    `needed`: the gaps that must stand; `names`: what each known gap is called. `lines` 1 is a title: Enter moves on.
    """

    typed = Signal()
    answered = Signal()
    protected = Signal(str)

    def __init__(self, needed: Collection[str], names: Mapping[str, str], lines: int = 0) -> None:
        super().__init__()
        self.needed, self.names, self._one_line = frozenset(needed), dict(names), lines == 1
        self._before = ""
        self._chips = GapChip(self)
        self.document().documentLayout().registerHandler(KIND, self._chips)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("field", True)
        if self._one_line:
            self.setFixedHeight(scaled(36))
            self.document().setDocumentMargin(0)
            self.setViewportMargins(6, 0, 4, 0)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.typed)

    # what it says

    def answer(self) -> str:
        """The wording, its blocks as gaps in braces."""
        return "".join(piece.written for piece in self._pieces(0, self._end())).strip()

    def set_answer(self, wording: str) -> None:
        """Show a wording; it cannot be undone to the one before."""
        self.document().setUndoRedoEnabled(False)
        self.clear()
        self._put(self.textCursor(), wording)
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._before = self.answer()

    def put_back(self, wording: str) -> None:
        """Show another wording in one step, which Ctrl+Z takes back."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self._put(cursor, wording)
        cursor.endEditBlock()

    def insert_gap(self, gap: str) -> None:
        """Put a block where the cursor is."""
        self._remove(self.textCursor())
        self._put(self.textCursor(), Piece(gap, True).written)
        self.setFocus()

    def missing(self) -> list[str]:
        """The gaps that must stand and do not."""
        there = {piece.text for piece in self._pieces(0, self._end()) if piece.gap}
        return [gap for gap in self.names if gap in self.needed - there]

    def set_issue(self, level: str) -> None:
        """Colour the edge."""
        if (self.property("issue") or "") != level:
            self.setProperty("issue", level)
            refresh_look(self)

    def set_locked(self, locked: bool) -> None:
        """Make it read-only or open it again."""
        self.setReadOnly(locked)
        refresh_look(self)

    def _end(self) -> int:
        return self.document().characterCount() - 1

    def _pieces(self, first: int, last: int) -> Iterator[Piece]:
        """Words and blocks between two places, block by block: two side by side share one fragment."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(first)
        cursor.setPosition(last, _KEEP)
        at = first
        for number, words in enumerate(cursor.selectedText().split(OBJECT)):
            if number:
                if gap := gap_of(self._format(at)):
                    yield Piece(gap, True)
                at += 1
            if words:
                yield Piece(words.replace("\u2029", "\n").replace("\u2028", "\n"))
                at += len(words.encode("utf-16-le")) // 2  # Qt counts the halves of a rare character

    def _format(self, at: int) -> QTextCharFormat:
        cursor = QTextCursor(self.document())
        cursor.setPosition(at + 1)
        return cursor.charFormat()

    def mark_paragraphs(self, numbers: Collection[int]) -> None:
        """Colour these paragraphs, counted from 1."""
        marks = []
        for number in numbers:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(number - 1))
            mark.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, _KEEP)
            mark.format.setBackground(colour("bad_ground"))
            marks.append(mark)
        self.setExtraSelections(marks)

    # changing it

    def _put(self, cursor: QTextCursor, wording: str) -> None:
        """Insert a wording; of a title its line breaks are blanks. A gap nobody knows stays as it is written."""
        text = " ".join(wording.split("\n")) if self._one_line else wording
        for piece in split_wording(text):
            if piece.gap and piece.text in self.names:
                cursor.insertText(OBJECT, chip_format(piece.text, self.names[piece.text]))
            else:
                cursor.insertText(piece.written, QTextCharFormat())
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())

    def _remove(self, cursor: QTextCursor) -> None:
        """Delete what is selected, but for the blocks that must stay."""
        first, last = cursor.selectionStart(), cursor.selectionEnd()
        kept = self._must_stay(first, last)
        ends = [first - 1, *sorted(kept), last]
        cursor.beginEditBlock()
        for before, after in zip(ends[-2::-1], ends[:0:-1], strict=True):
            cursor.setPosition(before + 1)
            cursor.setPosition(after, _KEEP)
            cursor.removeSelectedText()
        cursor.endEditBlock()
        cursor.setPosition(first)
        self.setTextCursor(cursor)
        self.setCurrentCharFormat(QTextCharFormat())
        if kept:
            self.protected.emit(self.names[next(iter(kept.values()))])

    def _must_stay(self, first: int, last: int) -> dict[int, str]:
        """The places of blocks between, of which no other stands outside: the first of each gap."""
        outside = {
            piece.text
            for start, end in ((0, first), (last, self._end()))
            for piece in self._pieces(start, end)
            if piece.gap
        }
        found: dict[str, int] = {}
        for at in range(first, last):
            gap = gap_of(self._format(at)) if self.document().characterAt(at) == OBJECT else ""
            if gap in self.needed and gap not in outside:
                found.setdefault(gap, at)
        return {at: gap for gap, at in found.items()}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and (self._one_line or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            move_on(self)
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif (move := _deletion(event)) is not None:
            self._delete(move)
        else:
            if (enter or event.text() >= " ") and not self.isReadOnly():
                self._remove_selection()
                self.setCurrentCharFormat(QTextCharFormat())  # else it would be another block
            super().keyPressEvent(event)

    def _delete(self, move: QTextCursor.MoveOperation) -> None:
        if self.isReadOnly():
            return
        cursor = self.textCursor()
        if cursor.hasSelection():
            self._remove(cursor)
            return
        cursor.movePosition(move, _KEEP)
        onward, before = cursor.position() > cursor.anchor(), self._end()
        self._remove(cursor)
        if onward and self._end() == before:
            self.moveCursor(QTextCursor.MoveOperation.NextCharacter)  # a block that stays is stepped over

    def _remove_selection(self) -> None:
        if self.textCursor().hasSelection():
            self._remove(self.textCursor())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Composing over a selection takes its words away, never a block that must stay."""
        if (event.preeditString() or event.commitString()) and not self.isReadOnly():
            self._remove_selection()
            self.setCurrentCharFormat(QTextCharFormat())
        if event.replacementLength():
            event = self._replaced(event)
        super().inputMethodEvent(event)

    def _replaced(self, event: QInputMethodEvent) -> QInputMethodEvent:
        """Delete here what the input method replaces; the event with the rest of what it says."""
        cursor = self.textCursor()
        first = max(0, cursor.position() + event.replacementStart())
        cursor.setPosition(first)
        cursor.setPosition(min(self._end(), first + event.replacementLength()), _KEEP)
        self._remove(cursor)
        rest = QInputMethodEvent(event.preeditString(), event.attributes())
        rest.setCommitString(event.commitString())
        return rest

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words alone; gaps in braces become blocks again."""
        if source.hasText() and not self.isReadOnly():
            self._remove_selection()
            cursor = self.textCursor()
            cursor.beginEditBlock()
            self._put(cursor, source.text().replace("\r\n", "\n").replace(OBJECT, ""))
            cursor.endEditBlock()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words with their gaps in braces."""
        cursor, made = self.textCursor(), QMimeData()
        pieces = self._pieces(cursor.selectionStart(), cursor.selectionEnd())
        made.setText("".join(piece.written for piece in pieces))
        return made

    def cut(self) -> None:
        """Copy what is selected and delete it, but for the blocks that must stay."""
        self.copy()
        if not self.isReadOnly():
            self._remove_selection()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Nothing is dropped here: a dragged block would be lost on its way."""
        event.ignore()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Cut, copy, paste: Qt's own menu would delete blocks."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, do in (
            (say("wordings.undo"), self.undo),
            (say("wordings.cut"), self.cut),
            (say("wordings.copy"), self.copy),
            (say("wordings.paste"), self.paste),
        ):
            menu.addAction(words, do)
        menu.popup(event.globalPos())

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        if self.answer() != self._before:
            self._before = self.answer()
            self.answered.emit()


def _deletion(event: QKeyEvent) -> QTextCursor.MoveOperation | None:
    """Where a key deletes to; None for a key that deletes nothing."""
    for key, move in _DELETING.items():
        if event.matches(key):
            return move
    return _PLAIN.get(Qt.Key(event.key()))
