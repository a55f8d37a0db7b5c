"""The panel in which a household's sheet is entered, by keyboard alone, one household after the other."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import Problem
from app.operations.answering import Refused, issue_words
from app.operations.campaigns import need_window
from app.operations.drafts import drop_draft, read_draft
from app.operations.marking import EnteredBlock, Marked, entered_sheet
from app.operations.offices import Office, need_household
from app.operations.tasks import Task, TaskLine, TaskSaved, save_task, task
from app.rules.campaigns import DIFFERS, SAME
from app.rules.dossiers import Answers
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.checks.sheet_forms import SheetForm
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text
from app.ui.kit.theme import scaled

WIDE = 500
_PAUSE = 400  # ms of quiet typing before the draft is written


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """A household's sheet as it was read; `shut` says why nothing can be entered, "" where it can."""

    line: TaskLine
    task: Task
    blocks: tuple[EnteredBlock, ...]
    draft: dict[str, Any]
    shut: str


def draft_key(task_id: str) -> str:
    """The key of a sheet's draft."""
    return f"check:{task_id}"


def read_sheet(office: Office, line: TaskLine) -> OpenedSheet:
    """The sheet with what was left half done, and whether it can be entered now."""
    known = task(office, line.id)
    blocks = entered_sheet(office, line.id, line.household_id, known.campaign.year)
    shut = ""
    try:
        need_household(office, line.household_id)
        need_window(known.campaign, office.clock())
    except Problem as problem:
        shut = sentence(problem)
    return OpenedSheet(line, known, blocks, {} if shut else read_draft(office, draft_key(line.id)), shut)


class SheetPanel(SidePanel):
    """`saved(task)` when it was kept; `household_asked(id)` to see the household's page."""

    saved = Signal(str)
    household_asked = Signal(str)

    def __init__(self, desk: Desk, sheet: OpenedSheet, checkers: str = "") -> None:
        place = " ".join(part for part in (sheet.line.village, sheet.line.group) if part)
        super().__init__(sheet.line.head or sheet.line.code, place)
        self.setFixedWidth(scaled(WIDE))
        self._desk, self.sheet, self._busy = desk, sheet, False
        self.form = SheetForm(desk, sheet.line.household_id, sheet.blocks, sheet.task.answers)
        self.told, self.count = ToldLines(), Text("", "note")
        self._build(sheet)
        self._prefill(checkers)
        self.form.take_draft(sheet.draft)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_PAUSE)
        self._clock.timeout.connect(self._keep_draft)
        desk.locking.connect(self._keep_now)
        self.form.changed.connect(self._changed)
        self.form.last_field().after_enter = self.go.setFocus
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._say_count(len(self.form.marks()))
        if sheet.shut:
            self.form.lock()
            self.told.show_lines([Told("", sheet.shut, "warn")])

    def _build(self, sheet: OpenedSheet) -> None:
        link = Button(say("help_checks.to_household"), "link", pressed_do=self._ask_household)
        self.tools.insertWidget(0, link)
        self.page.body.addWidget(self.told)
        self.page.body.addWidget(self.form)
        self.page.body.addStretch(1)
        self.same = Button(say("help_checks.all_same"), "quiet", pressed_do=self.save_same)
        self.same.setToolTip(say("help_checks.all_same_key"))
        self.go = Button(say("help_checks.save_next"), "primary", pressed_do=self.save)
        self.go.setToolTip(say("help_checks.save_key"))
        self.foot.insertWidget(0, self.count)
        for button in (self.same, self.go):
            self.foot.addWidget(button)
        self.show_foot(not sheet.shut)
        for keys, do in (("Ctrl+S", self.save), ("F6", self.save_same)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(do)

    def _prefill(self, checkers: str) -> None:
        """Today and those who went last time, where nothing is entered yet."""
        answers, today = self.sheet.task.answers, self._desk.office.clock().date()
        if answers.get("outcome") or self.sheet.shut:
            return
        if not answers.get("checked_on") and self.sheet.task.campaign.window.holds(today):
            self.form.set_answer("checked_on", today)
        if not answers.get("checkers"):
            self.form.set_answer("checkers", checkers or None)

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        self.show()  # a layout shows it only later, and what is hidden takes no keyboard
        first = self.form.first_open() if not self.sheet.shut else self.page
        first.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_moved(self, _: QWidget | None, now: QWidget | None) -> None:
        """What has the keyboard is in sight: Enter goes on where Qt would not scroll."""
        if now is not None and self.form.isAncestorOf(now):
            self.page.ensureWidgetVisible(now, 0, scaled(72))

    # typing

    def _changed(self) -> None:
        marks = len(self.form.marks())
        outcome = self.form.answers().get("outcome")
        if marks and outcome in (None, SAME):
            self.form.set_answer("outcome", DIFFERS)
        elif not marks and outcome == DIFFERS and not self.form.answers().get("note"):
            self.form.set_answer("outcome", None)
        self._say_count(marks)
        self._clock.start()

    def _say_count(self, marks: int) -> None:
        self.count.setText(say("help_checks.marked", count=marks) if marks else "")
        self.count.set_tone("warn" if marks else "")
        self.same.setEnabled(not marks)

    def _keep_now(self) -> None:
        if self._clock.isActive():
            self._keep_draft()

    def _keep_draft(self) -> None:
        if not self._busy:
            self._desk.keep_draft(draft_key(self.sheet.line.id), self.form.draft())

    # keeping

    def save_same(self) -> None:
        """Nothing differs: say so and keep it."""
        if self.same.isEnabled():
            self.form.set_answer("outcome", SAME)
            self.save()

    def save(self) -> None:
        """Keep the sheet; what is not right is said beside its field."""
        if self._busy or self.sheet.shut or not self.form.is_right():
            return
        self._busy = True
        self._clock.stop()
        office, line = self._desk.office, self.sheet.line
        marks, answers = self.form.marks(), self.form.answers()
        self._desk.lanes.run(
            "writer", lambda _: _keep(office, line.id, answers, marks), self._saved, self._refused, owner=self
        )

    def _saved(self, saved: TaskSaved) -> None:
        self._busy = False
        self.saved.emit(self.sheet.line.id)

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        if isinstance(problem, Refused):
            self.form.say_issues({issue.field: issue_words(issue) for issue in problem.issues})
        else:
            self.told.show_lines([Told("", sentence(problem))])

    def checkers(self) -> str:
        """Who went, for the next sheet."""
        return str(self.form.answers().get("checkers") or "")

    def _ask_household(self) -> None:
        self.household_asked.emit(self.sheet.line.household_id)


def _keep(office: Office, task_id: str, answers: Answers, marks: list[Marked]) -> TaskSaved:
    """Keep the sheet and forget its draft."""
    saved = save_task(office, task_id, answers, marks)
    drop_draft(office, draft_key(task_id))
    return saved
