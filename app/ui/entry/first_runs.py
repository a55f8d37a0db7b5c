"""The first run: where the office is, its name, its first user, and the recovery sheet that must be on paper."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import Problem
from app.progress import Progress
from app.settings import read_settings, write_settings
from app.texts import say, sentence
from app.ui.entry.place_choices import PlaceChoice
from app.ui.entry.recovery_sheets import print_pdf
from app.ui.entry.wizard_steps import OfficeStep, RecoveryStep, UserStep
from app.ui.kit.bars import StatusLine, WaitingBar
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.steps import Steps
from app.ui.lanes import Lanes

if TYPE_CHECKING:
    from app.operations.offices import Office

WAITING = "recovery_sheet_waits"


def password_sentence(password: str) -> str:
    """What is wrong with a new password; "" for nothing."""
    from app.operations.openings import password_fault

    fault = password_fault(password)
    return say(fault) if fault else ""


def sheet_waits(folder: Path) -> bool:
    """Whether nobody has said yet that the recovery sheet is on paper (the power may have gone before that)."""
    return bool(read_settings(folder).get(WAITING))


def _set_waiting(folder: Path, waits: bool) -> None:
    kept = {name: value for name, value in read_settings(folder).items() if name != WAITING}
    write_settings(folder, {**kept, WAITING: True} if waits else kept)


def suggested_name(town: str) -> str:
    """What the office of that township (or street) is usually called."""
    if town.endswith(say("login.street")):
        return say("login.street_suggestion", town=town)
    return say("login.office_suggestion", town=town) if town else ""


class FirstRun(QWidget):
    """`opened(office)` when everything is settled; `restore_asked` for putting a backup back instead."""

    opened = Signal(object)
    restore_asked = Signal()

    def __init__(self, folder: Path, lanes: Lanes) -> None:
        super().__init__()
        self._folder, self._lanes = folder, lanes
        self._office: Office | None = None
        self._code = ""
        self._at = 0
        self._titles = (
            (say("login.place_title"), say("login.place_line"), say("login.next_office")),
            (say("login.office_title"), say("login.office_line"), say("login.next_user")),
            (say("login.user_title"), say("login.user_line"), say("login.next_recovery")),
            (say("login.recovery_title"), say("login.recovery_line"), say("login.begin")),
        )
        self.place, self.name = PlaceChoice(lanes), OfficeStep()
        self.user, self.recovery = UserStep(password_sentence), RecoveryStep()
        self._lay_out()
        self._settled = [False] * 4
        steps: list[PlaceChoice | OfficeStep | UserStep | RecoveryStep]
        steps = [self.place, self.name, self.user, self.recovery]
        for number, step in enumerate(steps):
            self._stack.addWidget(step)
            step.settled.connect(lambda on, number=number: self._settle(number, on))
        self.recovery.print_asked.connect(lambda: self._with_sheet(self._print))
        self.recovery.save_asked.connect(
            lambda path: self._with_sheet(lambda pdf: self._save(Path(path), pdf))
        )
        self._show(0)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(48, 36, 48, 32)
        whole.setSpacing(0)
        words = (
            say("login.step_place"),
            say("login.step_office"),
            say("login.step_user"),
            say("login.step_recovery"),
        )
        self._steps = Steps(words)
        self._title, self._line = Text("", "headline"), Text("", "label")
        whole.addWidget(self._steps)
        whole.addSpacing(24)
        whole.addWidget(self._title)
        whole.addSpacing(4)
        whole.addWidget(self._line)
        whole.addSpacing(16)
        self._stack = QStackedWidget()
        whole.addWidget(self._stack, 1)
        whole.addSpacing(12)
        self.status = StatusLine()
        whole.addWidget(self.status)
        self._bar = WaitingBar()
        whole.addWidget(self._bar)
        whole.addSpacing(12)
        whole.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._missing = Button(say("login.place_missing"), "link", pressed_do=self.place.type_by_hand)
        foot.addWidget(self._missing)
        foot.addStretch(1)
        self._restore = Button(say("login.restore"), "quiet", pressed_do=self.restore_asked.emit)
        self._back = Button(say("login.back"), "quiet", pressed_do=lambda: self._show(self._at - 1))
        self.next = Button("", "primary", pressed_do=self._go_on)
        for button in (self._restore, self._back, self.next):
            foot.addWidget(button)
        return foot

    def _show(self, step: int) -> None:
        self._at = step
        title, line, verb = self._titles[step]
        self._title.setText(title)
        self._line.setText(line)
        self.next.setText(verb)
        self.next.updateGeometry()
        self._steps.show_step(step)
        self._stack.setCurrentIndex(step)
        self._missing.setVisible(step == 0)
        self._restore.setVisible(step == 0)
        self._back.setVisible(step in (1, 2))
        self.next.setEnabled(self._settled[step])
        starts = (
            self.place.start,
            lambda: self.name.start(suggested_name(self.place.town)),
            self.user.start,
            self.recovery.print.setFocus,
        )
        starts[step]()

    def _settle(self, step: int, settled: bool) -> None:
        self._settled[step] = settled
        if step == self._at:
            self.next.setEnabled(settled)

    def _go_on(self) -> None:
        if self._at == 2:
            self._create()
        elif self._at == 3:
            _set_waiting(self._folder, False)
            self.opened.emit(self._office)
        else:
            self._show(self._at + 1)

    # making the office

    def _create(self) -> None:
        from app.operations.openings import NewOffice, create_office

        wanted = NewOffice(
            name=str(self.name.name.answer()),
            user=str(self.user.login.answer()),
            full_name=str(self.user.full_name.answer()),
            password=self.user.password.text(),
            place=self.place.place,
        )

        def make(progress: Progress) -> object:
            return create_office(self._folder, wanted)

        self._wait(True)
        self._lanes.run("writer", make, self._made, self._refuse, stopped=lambda: self._wait(False))

    def _made(self, made: tuple["Office", str]) -> None:
        self.user.password.clear()
        self.user.again.clear()
        self._wait(False)
        self.show_code(*made)

    def show_code(self, office: "Office", code: str) -> None:
        """The last step: the code of this office must be on paper before anyone goes on."""
        self._office, self._code = office, code
        _set_waiting(self._folder, True)
        self.recovery.plate.show_code(code)
        self._show(3)

    def _refuse(self, problem: Problem) -> None:
        self._wait(False)
        self.status.tell(sentence(problem), "bad")

    def _wait(self, waiting: bool) -> None:
        self.next.setEnabled(not waiting)
        self._back.setEnabled(not waiting)
        self._stack.setEnabled(not waiting)
        self._bar.setVisible(waiting)

    # the sheet

    def _with_sheet(self, use: Callable[[bytes], object]) -> None:
        office, code = self._office, self._code
        assert office is not None

        def make(progress: Progress) -> bytes:
            from app.operations.papers import recovery_sheet

            return recovery_sheet(office, code)

        self._lanes.run("errand", make, use, self._refuse, owner=self)

    def _print(self, pdf: bytes) -> None:
        if print_pdf(self, pdf):
            self.recovery.told.setText(say("login.recovery_printed"))

    def _save(self, path: Path, pdf: bytes) -> None:
        try:
            path.write_bytes(pdf)
        except OSError as fault:
            self._refuse(Problem("login.not_saved", file=path, why=fault.strerror or ""))
            return
        self.recovery.told.setText(say("login.recovery_saved", file=path.name))
