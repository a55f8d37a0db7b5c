"""The later steps of the first run: the office's name, the first user, the recovery code."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.texts import say
from app.ui.kit.buttons import Button, CheckBox
from app.ui.kit.cards import Card, Surface
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.painting import CENTRE, draw_text, fill_round
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import PasswordField
from app.ui.kit.theme import colour, scaled

LABEL = 96  # pixels before the fields of these steps


class OfficeStep(QWidget):
    """The name that stands on papers; the place is suggested as a government office."""

    settled = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        card = Card()
        self.name = TextField()
        grid = FieldGrid(scaled(LABEL))
        grid.add(say("login.office_name"), self.name, required=True, whole=True)
        card.body.addWidget(grid)
        card.body.addWidget(Text(say("login.office_note"), "note", wrap=True))
        whole.addWidget(card)
        whole.addStretch(1)
        self.name.typed.connect(self._tell)

    def start(self, suggestion: str) -> None:
        """Suggest a name where none was typed yet."""
        if not self.name.text():
            self.name.set_answer(suggestion)
        self.name.setFocus()
        self.name.selectAll()
        self._tell()

    def _tell(self) -> None:
        self.settled.emit(bool(self.name.answer()))


class UserStep(QWidget):
    """The first person: name, login name, password twice. `fault_of(password)` says what is weak about one."""

    settled = Signal(bool)

    def __init__(self, fault_of: Callable[[str], str]) -> None:
        super().__init__()
        self._fault_of = fault_of
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        card = Card()
        grid = FieldGrid(scaled(LABEL))
        self.full_name, self.login = TextField(), TextField()
        self.password, self.again = _password(), _password()
        grid.add(say("login.full_name"), self.full_name, required=True, whole=True)
        grid.add(say("login.login_name"), self.login, required=True, whole=True)
        self._password_row = grid.add(say("login.password"), self.password, required=True, whole=True)
        self._again_row = grid.add(say("login.password_again"), self.again, required=True, whole=True)
        for row in (self._password_row, self._again_row):
            row.reserved = True
        grid.arrange()
        card.body.addWidget(grid)
        whole.addWidget(card)
        whole.addWidget(Text(say("login.user_note"), "note", wrap=True))
        whole.addStretch(1)
        self._login_touched = False
        self.full_name.typed.connect(self._follow_name)
        self.login.typed.connect(self._touch_login)
        self.password.typed.connect(self._tell)
        self.again.typed.connect(self._tell)
        self.password.answered.connect(self._judge)
        self.again.answered.connect(self._judge)

    def start(self) -> None:
        """Take the keyboard."""
        self.full_name.setFocus()
        self._tell()

    def _touch_login(self) -> None:
        self._login_touched = True
        self._tell()

    def _follow_name(self) -> None:
        if not self._login_touched:
            self.login.set_answer(self.full_name.answer())
        self._tell()

    def _tell(self) -> None:
        for row in (self._password_row, self._again_row):
            row.say_issue("")
        self.settled.emit(self._complete())

    def _complete(self) -> bool:
        password = self.password.text()
        named = bool(self.full_name.answer() and self.login.answer())
        return named and not self._fault_of(password) and password == self.again.text()

    def _judge(self) -> None:
        """On leaving a field: say what is wrong with what was typed so far."""
        if self.password.text():
            _say(self._password_row, self._fault_of(self.password.text()))
        if self.again.text():
            same = self.again.text() == self.password.text()
            _say(self._again_row, "" if same else say("login.password_differs"))


def _password() -> PasswordField:
    field = PasswordField(judged=True)
    field.setFixedHeight(scaled(34))
    return field


def _say(row: FieldRow, sentence: str) -> None:
    row.say_issue(sentence, "error")


class CodePlate(QWidget):
    """The recovery code, large, in its groups."""

    def __init__(self) -> None:
        super().__init__()
        self._code = ""
        self.setFixedHeight(scaled(76))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_code(self, code: str) -> None:
        """Show a code."""
        self._code = code
        self.setAccessibleName(code)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(520, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRectF(self.rect())
        fill_round(painter, place, 8, colour("tint2"), colour("tint_line"))
        groups = self._code.split("-")
        step = (place.width() - 32) / max(1, len(groups))
        for number, group in enumerate(groups):
            room = QRectF(16 + number * step, 0, step, place.height())
            draw_text(painter, room, group, "title", True, "accent", CENTRE)
            if number:
                draw_text(
                    painter, QRectF(room.left() - 8, 0, 16, place.height()), "-", tone="text3", align=CENTRE
                )


class RecoveryStep(QWidget):
    """The code with its sheet: to print, to keep as PDF; going on needs the word that it is on paper."""

    settled = Signal(bool)
    print_asked = Signal()
    save_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        card = Card(say("login.recovery_code"))
        self.plate = CodePlate()
        card.body.addWidget(self.plate)
        card.body.addSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.print = Button(say("login.recovery_print"), "quiet", "printer", self.print_asked.emit)
        self.save = Button(say("login.recovery_save"), "quiet", "download-simple", self._ask_where)
        buttons.addWidget(self.print)
        buttons.addWidget(self.save)
        self.told = Line("", "note", tone="ok")
        buttons.addWidget(self.told, 1)
        card.body.addLayout(buttons)
        whole.addWidget(card)
        whole.addWidget(self._warning())
        self.confirmed = CheckBox(say("login.recovery_confirm"))
        self.confirmed.toggled.connect(self.settled)
        whole.addWidget(self.confirmed)
        whole.addStretch(1)

    def _warning(self) -> QWidget:
        band = Surface("warn_ground", "warn_line")
        line = QHBoxLayout(band)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(12)
        line.addWidget(Sign("warning", "warn", 20))
        line.addWidget(Text(say("login.recovery_warning"), "note", "warn", wrap=True), 1)
        return band

    def _ask_where(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, say("login.recovery_save"), say("login.recovery_file"), say("login.pdf_files")
        )
        if path:
            self.save_asked.emit(path)
