"""A case by keyboard: what is asked next has the keyboard, Ctrl+Enter does the step; a mere Enter never does."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.fields import TextField

ORDER = ("meeting", "main", "draft", "approve", "post", "walk")
"""The buttons that do what comes next, in the order of the steps."""
EDGE = 24  # pixels left in sight around what has the keyboard


def listen(panel: QWidget, do: Any) -> None:
    """Let Ctrl+Enter anywhere in a panel call `do`."""
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), panel)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)


def next_button(buttons: Mapping[str, Button]) -> Button | None:
    """The button that does what comes next; None where nothing can be done now."""
    found = (buttons[key] for key in ORDER if key in buttons)
    button = next((one for one in found if one.isEnabled()), None)
    if button is not None:
        button.setToolTip(say("public.begin_keys"))
    return button


def take_keyboard(panel: QWidget, first: QWidget | None) -> None:
    """Give the keyboard to what is asked first, unless somebody types elsewhere."""
    if first is None:
        return
    asked: QWidget = first

    def give() -> None:
        now = QApplication.focusWidget()
        typing = isinstance(now, TextField) and not panel.isAncestorOf(now)
        if not typing and panel.isVisible():
            asked.setFocus(Qt.FocusReason.OtherFocusReason)

    # once it is laid out: what is not seen yet cannot take the keyboard
    QTimer.singleShot(0, asked, give)


def keep_in_sight(page: QScrollArea) -> None:
    """Scroll to whatever in the page has the keyboard, once the page is laid out."""
    QTimer.singleShot(0, page, lambda: _scroll_to_keyboard(page))


def _scroll_to_keyboard(page: QScrollArea) -> None:
    now, bar, room = QApplication.focusWidget(), page.verticalScrollBar(), page.viewport().height()
    inner = page.widget()
    if now is None or inner is None or not inner.isAncestorOf(now):
        return
    # QScrollArea.ensureWidgetVisible takes a table's cursor for the table
    top = now.mapTo(inner, QPoint(0, 0)).y()
    if top + now.height() + EDGE > bar.value() + room:
        bar.setValue(min(top - EDGE, top + now.height() + EDGE - room))
    elif top - EDGE < bar.value():
        bar.setValue(max(0, top - EDGE))
