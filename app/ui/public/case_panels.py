"""A case beside the board: its steps, its households, and what is to be done now, one button at a time."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.operations.cases.meetings import record_meeting
from app.operations.cases.walking import send_back, walk
from app.operations.drafts import drop_draft
from app.operations.offices import Office
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import WIDE, SidePanel, Told, ToldLines
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Hairline, Text
from app.ui.kit.theme import scaled
from app.ui.public.case_keys import keep_in_sight, listen, next_button, take_keyboard
from app.ui.public.case_papers import PaperLines
from app.ui.public.households import HouseholdLines
from app.ui.public.leavings import Leavings
from app.ui.public.meeting_drafts import MeetingDraft, take_up
from app.ui.public.meeting_forms import MeetingForm
from app.ui.public.notice_steps import NoticeStep
from app.ui.public.proceeding_lines import ProceedingLines
from app.ui.public.step_forms import StepForm
from app.ui.public.step_lines import StepLines
from app.ui.public.works import CaseShown, draft_key, read_case_shown, told_of

VOTES = 92  # pixels more for the votes, beside names such as 阿依古丽·买买提江


class CasePanel(SidePanel):
    """`wrote(sentence)` after each deed; `looking(notice)`, `editing(notice)`, `opening(household)` lead elsewhere."""

    wrote = Signal(str)
    looking = Signal(str)
    opening = Signal(str)
    reading = Signal(str)
    editing = Signal(str)
    printing = Signal(str, str)

    def __init__(self, desk: Desk, case_id: str) -> None:
        super().__init__(" ")
        self._desk, self.case_id = desk, case_id
        self.tools.insertWidget(0, Button(say("threads.open"), "link", pressed_do=self.read_it))
        self.shown: CaseShown | None = None
        self.told = ToldLines()
        self.step_form: StepForm | None = None
        self.meeting_form: MeetingForm | None = None
        self.notice_step: NoticeStep | None = None
        self.leavings: Leavings | None = None
        self.meeting_draft: MeetingDraft | None = None
        self.buttons: dict[str, Button] = {}
        self._parts: list[QWidget] = []
        listen(self, self.press_next)
        QGuiApplication.instance().focusObjectChanged.connect(self._follow_keyboard)  # type: ignore[union-attr]
        self.page.body.addStretch(1)
        self.page.body.addWidget(self.told)
        self.show_foot(False)
        self.refresh()

    def read_it(self) -> None:
        """See it with a reader's eyes."""
        self.reading.emit("")

    def close_panel(self) -> None:
        """What is half typed of a meeting stays as a draft."""
        if self.meeting_draft is not None:
            self.meeting_draft.keep_now()
        super().close_panel()

    def refresh(self) -> None:
        """Read the case again."""
        office, case = self._desk.office, self.case_id
        self._desk.lanes.run(
            "errand", lambda _: read_case_shown(office, case), self._show, self._gone, owner=self
        )

    def _gone(self, problem: Problem) -> None:
        self._desk.complain(problem)
        self.close_panel()

    def _show(self, shown: CaseShown) -> None:
        self.shown = shown
        case = shown.case
        self.title.setText(f"{case.village} \u00b7 {case.label}")
        source = case.source if case.confirmed else say("public.unconfirmed", source=case.source)
        self.note.setText("")
        self.note.setToolTip(source)
        meets = case.now is not None and case.now.step.kind == "meeting"
        self.setFixedWidth(scaled(WIDE + VOTES if meets else WIDE))
        self._empty()
        self._put(StepLines(case, self.reading.emit))
        self._put(Hairline())
        if case.now is not None:
            self._put(Text(case.now.step.label, "strong"))
            self._ask(shown)
        else:
            self._put(
                Text(
                    say("public.finished") if case.outcome == "finished" else say("public.dropped"), "strong"
                )
            )
        self._put(PaperLines(self._desk, case.id))
        proceedings = ProceedingLines(self._desk, case.id)
        proceedings.chosen.connect(self.printing)
        self._put(proceedings)
        self._put(Hairline())
        self._put(HouseholdLines(case, self.opening.emit))
        self.leavings = None if case.now is None else Leavings(self._desk.office.forms, case, self._do)
        if self.leavings is not None:
            self._put(self.leavings)
        if not case.confirmed:
            self._put(Text(source, "note", wrap=True))

        self._take_keyboard()

    def _follow_keyboard(self, _: object) -> None:
        keep_in_sight(self.page)

    def press_next(self) -> None:
        """Do what comes next, as its button does."""
        if button := next_button(self._every_button()):
            button.click()

    def _every_button(self) -> dict[str, Button]:
        return {**self.buttons, **(self.notice_step.buttons if self.notice_step else {})}

    def _take_keyboard(self) -> None:
        button = next_button(self._every_button())
        form = self.meeting_form.form if self.meeting_form else self.step_form
        blank = (one for one in form.inputs.values() if one.answer() is None) if form else iter(())
        take_keyboard(self, next(blank, button))

    def _empty(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        for button in self.buttons.values():
            button.hide()
            button.deleteLater()
        self.buttons = {}
        self.step_form = self.meeting_form = self.notice_step = self.meeting_draft = None

    def _put(self, part: QWidget) -> None:
        self.page.body.insertWidget(len(self._parts), part)
        part.show()
        self._parts.append(part)

    def _add_button(self, key: str, words: str, kind: str, do: Callable[[], object]) -> None:
        button = self.buttons[key] = Button(words, kind, pressed_do=do)
        self.foot.addWidget(button)
        self.show_foot(True)

    # what is asked for the step

    def _ask(self, shown: CaseShown) -> None:
        case, office = shown.case, self._desk.office
        if case.now is None:
            return
        kind = case.now.step.kind
        if kind == "notice" and (shown.notice is None or not _hung(shown)):
            self.notice_step = NoticeStep(
                self._desk, case.id, shown.notice, self._do, self.looking.emit, self.editing.emit
            )
            self._put(self.notice_step)
            if main := self.notice_step.main:
                self.buttons["main"] = main
                self.foot.addWidget(main)
            self.show_foot(main is not None)
            return
        today = office.clock().date()
        if kind == "meeting":
            self.meeting_form = MeetingForm(office.forms, case, today, shown.rule, shown.last)
            if shown.draft:
                take_up(office.forms, self.meeting_form, shown.draft)
            self.meeting_draft = MeetingDraft(
                self._desk, draft_key(case.id, case.now.step.key), self.meeting_form
            )
            self._put(self.meeting_form)
            self._add_button("meeting", say("public.keep_meeting"), "primary", self.keep_meeting)
            return
        if kind == "notice" and shown.notice is not None:
            self.notice_step = NoticeStep(
                self._desk, case.id, shown.notice, self._do, self.looking.emit, self.editing.emit
            )
            self._put(self.notice_step)
        who, usual = (
            office.user.shown,
            say("public.agreed") if kind == "decision" else "",
        )
        self.step_form = StepForm(office.forms, today, who, usual)
        self._put(self.step_form)
        if case.now.step.back:
            self._add_button("back", say("public.send_back"), "quiet", self.send_it_back)
        verb = say("public.agree") if kind == "decision" else say("public.step_done")
        self._add_button("walk", verb, "primary", self.walk)

    # deeds

    def walk(self) -> None:
        """Do the step."""
        form = self.step_form
        if form is not None and form.is_right():
            case, by, on, opinion = self.case_id, form.who(), form.day(), form.opinion()
            self._do(lambda office: walk(office, case, by, on, opinion), say("public.walked"))

    def send_it_back(self) -> None:
        """Send the case back with the opinion."""
        form = self.step_form
        if form is not None and form.is_right():
            case, by, on, opinion = self.case_id, form.who(), form.day(), form.objection()
            self._do(lambda office: send_back(office, case, by, opinion, on), say("public.sent_back"))

    def keep_meeting(self) -> None:
        """Keep the meeting, and go on where it is valid."""
        form = self.meeting_form
        if form is None or not form.is_right():
            return
        case, answers, votes, came = self.case_id, form.answers(), form.votes(), form.attendance()
        known = self.shown.case.meetings if self.shown else ()
        now = self.shown.case.now if self.shown else None
        old = known[-1].id if known and now and known[-1].step == now.step.key else None
        chair = str(answers.get("chair") or "")
        held = answers.get("held_on")
        draft = draft_key(case, now.step.key) if now else ""
        if self.meeting_draft is not None:
            self.meeting_draft.stop()

        def deed(office: Office) -> None:
            record_meeting(office, case, answers, votes, came, meeting=old)
            drop_draft(office, draft)
            walk(office, case, chair, held if isinstance(held, date) else None)

        self._do(deed, say("public.met"))

    def _do(self, deed: Callable[[Office], object], words: str) -> None:
        office = self._desk.office
        self.told.show_lines([])
        if self.meeting_draft is not None:
            self.meeting_draft.keep_now()  # the panel is filled anew after the deed
        for button in self.buttons.values():
            button.setEnabled(False)
        self._desk.lanes.run(
            "writer", lambda _: deed(office), lambda _: self._written(words), self._refused, owner=self
        )

    def _written(self, words: str) -> None:
        self.wrote.emit(words)
        self.refresh()

    def _refused(self, problem: Problem) -> None:
        for button in self.buttons.values():
            button.setEnabled(True)
        lines: list[Told] = told_of(problem)
        self.told.show_lines(lines)
        self._desk.changed.emit("cases")
        office, case = self._desk.office, self.case_id
        self._desk.lanes.run("errand", lambda _: read_case_shown(office, case), self._know, owner=self)

    def _know(self, shown: CaseShown) -> None:
        """A deed was kept in part (a meeting that carries nothing): what is typed stays, what is known is new."""
        self.shown = shown


def _hung(shown: CaseShown) -> bool:
    """Whether the step's notice has been posted: then the step itself can be asked for."""
    return shown.notice is not None and shown.notice.notice.posted
