"""A decision: a white sheet over the dimmed window. Only for what must be decided; the safe answer has the focus."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.labels import Text
from app.ui.kit.painting import draw_shadow
from app.ui.kit.popups import close_popups
from app.ui.kit.theme import colour, scaled, width

Answer = tuple[str, str, str]  # key, verb on the button, kind of button


class Dialog(QWidget):
    """The question as title, what follows from it, what may be filled in (`content`), verbs as buttons.

    `decided(key)` is called after it closed; Esc gives the key of `answers[0]`, the safe one. `accepts(key)`
    may keep it open by giving False (a field is not right yet).
    """

    def __init__(
        self,
        owner: QWidget,
        title: str,
        body: str,
        answers: Sequence[Answer],
        decided: Callable[[str], object],
        wide: int = 0,
    ) -> None:
        self._window = owner.window()
        super().__init__(self._window)
        self._answers, self._decided = list(answers), decided
        self._before = QApplication.focusWidget()
        self.accepts: Callable[[str], bool] = lambda key: True
        self._sheet = Surface("card", "", 10)
        self._sheet.setParent(self)
        self._sheet.setFixedWidth(wide or width("dialog"))
        whole = self._layout = QVBoxLayout(self._sheet)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(Text(title, "card_title", wrap=True))
        if body:
            whole.addWidget(Text(body, "label", wrap=True))
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        whole.addLayout(self.content)
        whole.addSpacing(4)
        whole.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStretch(1)
        self.buttons: dict[str, Button] = {}
        for key, verb, kind in self._answers:
            button = Button(verb, kind, pressed_do=partial(self.decide, key))
            button.setMinimumWidth(scaled(84))
            self.buttons[key] = button
            line.addWidget(button)
        return line

    def ask(self, focus: QWidget | None = None) -> None:
        """Open it over the window; the safe button (or `focus`) takes the keyboard."""
        close_popups(self._window)
        self._window.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        (focus or self.buttons[self._answers[0][0]]).setFocus(Qt.FocusReason.TabFocusReason)

    def decide(self, key: str) -> None:
        """Close with that answer, unless it is not accepted yet."""
        if not self.accepts(key):
            return
        self._window.removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._decided(key)
        self.deleteLater()

    def _fit(self) -> None:
        self.setGeometry(self._window.rect())
        self._layout.invalidate()
        wide = self._sheet.width()
        wanted = self._layout.heightForWidth(wide)
        high = wanted if wanted > 0 else self._sheet.sizeHint().height()
        self._sheet.resize(wide, min(high, self.height() - 32))
        left = (self.width() - self._sheet.width()) // 2
        self._sheet.move(left, max(16, round((self.height() - self._sheet.height()) * 0.4)))

    def refit(self) -> None:
        """Fit the sheet to its content anew, after something in it was shown or hidden."""
        self._layout.activate()
        self._fit()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._fit()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.decide(self._answers[0][0])

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The keyboard stays in the sheet."""
        inside = [part for part in self._sheet.findChildren(QWidget) if self._takes_keyboard(part)]
        inside.sort(
            key=lambda part: (part.mapTo(self, part.rect().topLeft()).y(), part.mapTo(self, part.pos()).x())
        )
        now = QApplication.focusWidget()
        if not inside:
            return True
        at = inside.index(now) if now in inside else 0
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(reason)
        return True

    def _takes_keyboard(self, part: QWidget) -> bool:
        tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
        return bool(tab) and part.isVisible() and part.isEnabled()

    def mousePressEvent(self, event: object) -> None:
        """Presses beside the sheet do nothing: a decision is not lost by a slip."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        dim = QColor(colour("shadow"))
        dim.setAlphaF(0.32)
        painter.fillRect(self.rect(), dim)
        draw_shadow(painter, QRectF(self._sheet.geometry()), 10)


def is_deciding(window: QWidget) -> bool:
    """Whether a decision lies open over the window: nothing below it takes the keyboard meanwhile."""
    return any(dialog.isVisible() for dialog in window.findChildren(Dialog))


def ask(
    owner: QWidget,
    title: str,
    body: str,
    verb: str,
    safe: str,
    then: Callable[[], object],
    grave: bool = False,
) -> Dialog:
    """Ask one question: `then` is called when `verb` was pressed, nothing happens by `safe`."""
    kind = "quiet" if grave else "primary"
    answers = [("no", safe, "quiet"), ("yes", verb, kind)]
    dialog = Dialog(owner, title, body, answers, lambda key: then() if key == "yes" else None)
    dialog.ask()
    return dialog
