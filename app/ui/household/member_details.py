"""All fields of one member: identity, place in the household, the year's circumstances, county forms of persons."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.operations.subjects import Subject
from app.rules.dossiers import Answers, Member
from app.rules.forms import Record
from app.texts import say
from app.ui.household.asked_rows import label_room
from app.ui.household.cards import carried_words
from app.ui.household.forms import RecordForm
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.labels import Line, Text

OWN = ("membership", "person", "member_year")


class MemberPanel(Surface):
    """Opens below the grid. `leaving_asked(person)`, `closed`, `doubt_pressed(doubts)`."""

    leaving_asked = Signal(str)
    closed = Signal()
    doubt_pressed = Signal(list)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper = keeper
        self.person_id = ""
        self._forms: list[RecordForm] = []
        self.title, self.note = Text("", "strong"), Line("", "note", tone="text2")
        self.more = Button(say("household.more"), "plain", "caret-down", self._toggle_more)
        self.leave = Button(say("household.leave"), "plain", "sign-out", self._ask_leaving)
        self.close_button = Button(say("household.close"), "plain", "x", self.closed.emit)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addSpacing(4)
        head.addWidget(self.note, 1)
        for tool in (self.more, self.leave, self.close_button):
            head.addWidget(tool)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(16, 8, 16, 16)
        self._whole.setSpacing(8)
        self._whole.addLayout(head)
        self.hide()

    def _build(self) -> None:
        """Made when a member is first opened: some seventy fields."""
        forms = self._keeper.office.forms
        county = [
            one for one in forms.county_records() if one.scope in ("person", "person_year", "membership")
        ]
        records = [*(forms.records[key] for key in OWN), *county]
        room = label_room(one for record in records for one in record.fields)
        for record in records:
            form = RecordForm(self._keeper, record, label_width=room)
            form.doubt_pressed.connect(self.doubt_pressed)
            if record in county:
                self._whole.addWidget(Text(record.label, "strong"))
            self._whole.addWidget(form)
            self._forms.append(form)

    def show_member(self, shown: Shown, member: Member) -> None:
        """Show one member with its doubts."""
        if not self._forms:
            self._build()
        self.person_id = member.person_id
        known = shown.dossier
        self.title.setText(member.name or say("household.no_name"))
        carried = member.spoken and (member.spoken < known.year or member.year.get("confirmed") is False)
        said = say("household.year", year=known.year)
        self.note.setText(carried_words(known.year, member.spoken) if carried else said)
        mine = [one for one in shown.open_doubts() if one.doubt.person_id == member.person_id]
        for form in self._forms:
            subject = self._subject(form.record, member, known.year)
            form.show_answers(subject, self._answers(form.record, member), shown.locked)
            form.show_doubts(mine)
        self.leave.setEnabled(not shown.locked and member.membership.get("left_on") is None)

    @staticmethod
    def _subject(record: Record, member: Member, year: int) -> Subject:
        owner = member.membership_id if record.scope == "membership" else member.person_id
        return Subject(record.key, owner, year if record.scope == "person_year" else None)

    @staticmethod
    def _answers(record: Record, member: Member) -> Answers:
        own = {"membership": member.membership, "person": member.person, "member_year": member.year}
        return own.get(record.key, member.extra.get(record.key, {}))

    def _ask_leaving(self) -> None:
        self.leaving_asked.emit(self.person_id)

    def _toggle_more(self) -> None:
        more = not self._forms[0].more
        for form in self._forms:
            form.show_more(more)
        self.more.setText(say("household.less") if more else say("household.more"))
        self.more.set_icon("caret-up" if more else "caret-down")

    def go_to(self, path: str) -> bool:
        """Put the keyboard into a field of the open member."""
        record, _, key = path.partition(".")
        return any(form.record.key == record and form.go_to(key) for form in self._forms)
