"""A case by keyboard: what is asked next has the keyboard, Ctrl+Enter does the step; a mere Enter never does."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.fields import TextField

ORDER = ("meeting", "draft", "approve", "post", "walk")
"""The buttons that do what comes next, in the order of the steps."""


def listen(panel: QWidget, do: Any) -> None:
    """Let Ctrl+Enter anywhere in a panel call `do`."""
    shortcut = QShortcut(QKeySequence("Ctrl+Return"), panel)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(do)


def next_button(buttons: Mapping[str, Button]) -> Button | None:
    """The button that does what comes next; None where nothing can be done now."""
    found = (buttons[key] for key in ORDER if key in buttons)
    button = next((one for one in found if one.isEnabled() and not one.isHidden()), None)
    if button is not None:
        button.setToolTip(say("public.begin_keys"))
    return button


def take_keyboard(panel: QWidget, first: QWidget | None) -> None:
    """Give the keyboard to what is asked first, unless somebody types elsewhere."""
    now = QApplication.focusWidget()
    typing = isinstance(now, TextField) and not panel.isAncestorOf(now)
    if first is not None and not typing and panel.isVisible():
        first.setFocus(Qt.FocusReason.OtherFocusReason)
