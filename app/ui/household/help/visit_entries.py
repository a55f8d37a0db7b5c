"""A visit being typed: who went when, what was seen, what is wrong and who mends it until when. Kept while typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.errors import Problem
from app.operations.findings import NewFinding, usual_deadline
from app.operations.visit_lines import VisitLine, Visitor
from app.operations.visits import add_visit, change_visit, delete_visit
from app.rules.dossiers import Value
from app.texts import say
from app.ui.household.help.kept_forms import KeptForm, Own
from app.ui.household.help.photos import PhotoPicker
from app.ui.household.keeping import Keeper
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import MultiChoiceField, YesNoField
from app.ui.kit.fields import LongTextField
from app.ui.kit.labels import Line, Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine

WHO, MEND, REASON, PHOTOS = "visit.cadre_ids", "mend", "reason", "photos"
NEEDED = frozenset({"visit.visited_on", "visit.kind", "visit.mode"})
SELDOM = ("visit.clock", "visit.signed", "visit.note")
FINDING = ("finding.owner", "finding.due_on", "finding.remedy")
REGULAR, AT_HOME = "1", "1"  # 定期走访, 入户 (forms/codes/visit_kind.toml, visit_mode.toml)


class VisitEntry(Surface):
    """A new visit, or one that is changed. `closed` when it was written or put away. Ctrl+S writes it."""

    closed = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper = keeper
        self.line: VisitLine | None = None
        self._helper = ("", "")
        self.title, self.note, self.fault = Text("", "strong"), Line("", "note", tone="text2"), IssueLine()
        self.fault.hide()
        self.who = MultiChoiceField([], say("household_visits.who_hint"))
        self.mend, self.reason = YesNoField(), LongTextField(say("household_visits.reason_hint"), 2)
        self.form = KeptForm(keeper, "visit", self._fields(), NEEDED)
        self.photos = PhotoPicker()
        self.photos.changed.connect(self._hold_photos)
        self.form.inputs["visit.problem"].answered.connect(self._problem_said)
        self.mend.answered.connect(self._show_finding)
        self.more = Button(say("household.more"), "plain", "caret-down", self._toggle_more)
        self.remove = Button(say("household_visits.remove"), "plain", "trash", self._remove)
        self.go = Button(say("household_visits.write"), "quiet", "check", self.write)
        self.go.setToolTip(say("household_visits.write_hint"))
        save = QShortcut(QKeySequence("Ctrl+S"), self, self.write)
        save.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()

    def _fields(self) -> list[str | Own]:
        return [
            "visit.visited_on",
            Own(WHO, say("household_visits.who"), self.who),
            "visit.kind",
            "visit.mode",
            "visit.met",
            "visit.clock",
            "visit.signed",
            "visit.seen",
            "visit.needs",
            "visit.problem",
            "visit.handled",
            Own(MEND, say("household_visits.mend"), self.mend),
            *FINDING,
            "visit.note",
            Own(REASON, say("household_visits.reason"), self.reason, whole=True),
        ]

    def _lay_out(self) -> None:
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.note, 1)
        for tool in (self.more, self.remove, Button(say("household.close"), "plain", "x", self.put_away)):
            head.addWidget(tool)
        foot.setSpacing(8)
        foot.addWidget(self.photos, 1)
        foot.addWidget(self.go, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 4, 12, 12)
        whole.setSpacing(8)
        whole.addLayout(head)
        for part in (self.form, self.fault):
            whole.addWidget(part)
        whole.addLayout(foot)
        self.hide()

    # beginning

    def show_cadres(self, cadres: Sequence[Visitor], first: Sequence[str]) -> None:
        """Offer those who may have gone; those who help this household stand first."""
        known = {one.id: one for one in cadres}
        order = [*(one for one in first if one in known), *(one for one in known if one not in first)]
        self.who.set_options([Option(one, known[one].name, known[one].unit) for one in order])

    def open_new(self, helper: tuple[str, str]) -> None:
        """Begin a visit of today by `helper` (id, name), with what was left unwritten."""
        self._begin(None, "visit", say("household_visits.new"), helper)
        today = self._keeper.office.clock().date()
        self.form.set_answer("visit.visited_on", today)
        self.form.set_answer("visit.kind", REGULAR)
        self.form.set_answer("visit.mode", AT_HOME)
        self.who.set_answer((helper[0],) if helper[0] else ())
        self._open()

    def open_visit(self, line: VisitLine, helper: tuple[str, str]) -> None:
        """Begin to change a visit."""
        self._begin(line, f"visit.{line.id}", say("household_visits.change"), helper)
        for path in self.form.inputs:
            record, _, key = path.partition(".")
            if record == "visit":
                self.form.set_answer(path, line.answers.get(key))
        self.who.set_answer(tuple(one.id for one in line.visitors))
        self._open()

    def _begin(self, line: VisitLine | None, name: str, title: str, helper: tuple[str, str]) -> None:
        self.line, self._helper = line, helper
        self.form.use_place(name)
        self.form.empty_all()
        self.title.setText(title)
        self.note.setText(say("household_visits.add_photos_to") if line and line.photos else "")
        self.remove.setVisible(line is not None)
        self.fault.hide()

    def _open(self) -> None:
        self.form.take_up()
        kept = self._keeper.held(self.form.subject, PHOTOS) or ""
        self.photos.show_files([Path(one) for one in kept.split("\n") if one])
        shown = {path: self.form.inputs[path].answer() is not None for path in SELDOM}
        for path in SELDOM:
            self.form.show_path(path, shown[path])
        self.form.show_own(REASON, bool(self.reason.answer()))
        self._problem_said()
        self.show()

    def _toggle_more(self) -> None:
        hidden = [path for path in SELDOM if self.form.inputs[path].isHidden()]
        for path in SELDOM:
            self.form.show_path(path, bool(hidden))
        self.more.setText(say("household.less") if hidden else say("household.more"))
        self.more.set_icon("caret-up" if hidden else "caret-down")

    # the problem and who mends it

    def _problem_said(self) -> None:
        """A problem of a new visit is mended by somebody until a day, unless it was mended on the spot."""
        said = self.form.inputs["visit.problem"].answer() is not None and self.line is None
        self.form.show_own(MEND, said)
        if said and self.mend.answer() is None:
            self.mend.set_answer(True)
        self._show_finding()

    def _show_finding(self) -> None:
        wanted = self._is_mended()
        for path in FINDING:
            self.form.show_path(path, wanted)
        if not wanted:
            return
        day = self.form.answer("visit.visited_on")
        if self.form.inputs["finding.owner"].answer() is None and self._helper[1]:
            self.form.set_answer("finding.owner", self._helper[1])
        if self.form.inputs["finding.due_on"].answer() is None and isinstance(day, date):
            self.form.set_answer("finding.due_on", usual_deadline(self._keeper.office, day))

    def _is_mended(self) -> bool:
        return not self.mend.isHidden() and self.mend.answer() is True

    # writing

    def write(self) -> None:
        """Write it; what is refused is said beside its field and nothing is lost."""
        for made in (*self.form.inputs.values(), self.who, self.mend):
            made.finish()
        if not self.form.is_right():
            return
        office, household, line = self._keeper.office, self._keeper.household_id, self.line
        answers, who = self._said(), tuple(self.who.answer() or ())
        photos, reason = tuple(self.photos.files), str(self.reason.answer() or "")
        finding = self._finding()
        self.go.setEnabled(False)  # a second press would write it twice

        def deed() -> object:
            if line is not None:
                return change_visit(office, line.id, answers, who, photos, reason=reason)  # type: ignore[func-returns-value]
            return add_visit(office, household, answers, who, photos, finding=finding, reason=reason)

        self._keeper.do(deed, lambda _: self._written(), self._refused)

    def _said(self) -> Mapping[str, Value]:
        return self.form.answers_of("visit")

    def _finding(self) -> NewFinding | None:
        if not self._is_mended():
            return None
        said = self.form.answers_of("finding")
        cadre, name = self._helper
        return NewFinding(said, cadre if name and said.get("owner") == name else None)

    def _written(self) -> None:
        self.put_away()
        self._keeper.tell(say("household_visits.written"))

    def _refused(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        codes = {one.code for one in getattr(problem, "issues", ())}
        if codes & {"visits.pairing_ended", "visits.reason_missing"}:
            self.form.show_own(REASON, True)
        self.form.say_problem(problem, "visit", self.fault)

    def _remove(self) -> None:
        """Take the visit away; the archive asks why."""
        if self.line is None:
            return
        office, visit, reason = self._keeper.office, self.line.id, str(self.reason.answer() or "")
        self.form.show_own(REASON, True)
        self.reason.setFocus()

        def gone(_: object) -> None:
            self.put_away()
            self._keeper.tell(say("household_visits.removed"))

        self._keeper.do(lambda: delete_visit(office, visit, reason), gone, self._refused)

    def put_away(self) -> None:
        """Throw away what was typed."""
        self.go.setEnabled(True)
        self._keeper.forget(self.form.subject, PHOTOS)
        self.photos.show_files([])
        self.form.let_go()
        self.hide()
        self.closed.emit()

    def _hold_photos(self) -> None:
        text = "\n".join(str(file) for file in self.photos.files)
        if text:
            self._keeper.hold(self.form.subject, PHOTOS, text)
        else:
            self._keeper.forget(self.form.subject, PHOTOS)
