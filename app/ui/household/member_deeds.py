"""Who comes and goes: a member is added, leaves, becomes the head; a block of a spreadsheet is pasted."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.families import NewMember, add_member, change_head, end_membership
from app.rules.dossiers import HEAD, Member
from app.texts import say, sentence
from app.ui.household.asked import options_of
from app.ui.household.keeping import Keeper
from app.ui.household.loose import LooseForm
from app.ui.household.member_grids import SHOWN
from app.ui.household.paste_previews import preview_paste
from app.ui.household.pasting import read_block
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.dialogs import Dialog
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import FieldGrid, IssueLine

NEW_MEMBER = (
    "person.name", "membership.relation", "person.id_number", "person.phone", "member_year.health",
    "member_year.education", "member_year.labour", "membership.join_reason", "membership.joined_on",
)  # fmt: skip
LEAVING = ("membership.left_on", "membership.leave_reason")


class Members(Protocol):
    """What the deeds ask of the card they belong to."""

    shown: Shown | None

    def member(self, person_id: str) -> Member | None:
        """A member by the person's id."""

    def say_fault(self, words: str, level: str = "error") -> None:
        """Say one sentence below the grid."""


class AddingPanel(Surface):
    """The fields of somebody who joins the household; `asked` by the button, `closed` by the other."""

    asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self.form = LooseForm(
            keeper.office.forms, NEW_MEMBER, frozenset({"person.name", "membership.relation"})
        )
        self.fault = IssueLine()
        self.fault.hide()
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(16, 12, 16, 12)
        self._whole.setSpacing(10)
        self._whole.addWidget(Text(say("household.add_title"), "strong"))
        self._whole.addWidget(self.form)
        self._whole.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(Button(say("household.not_add"), "plain", pressed_do=self.hide))
        self.add = Button(say("household.add_now"), "quiet", "plus", self.asked.emit)
        foot.addWidget(self.add)
        self._whole.addLayout(foot)
        last = self.form.inputs[NEW_MEMBER[-1]]
        last.after_enter = self.asked.emit
        self.hide()


class MemberDeeds:
    """What the buttons of the card do."""

    def __init__(self, owner: QWidget, card: Members, keeper: Keeper) -> None:
        self._owner, self._card, self._keeper = owner, card, keeper
        self.adding = AddingPanel(keeper)
        self.adding.asked.connect(self._add)

    # joining

    def open_adding(self) -> None:
        """Open the fields of a new member."""
        self.adding.form.empty()
        self.adding.fault.hide()
        self.adding.show()
        self.adding.form.inputs["person.name"].setFocus()

    def _add(self) -> None:
        form, shown = self.adding.form, self._card.shown
        if shown is None or not form.is_right():
            return
        year = shown.dossier.year
        member = NewMember(
            form.of_record("person"), form.of_record("membership"), year, form.of_record("member_year")
        )
        office, household = self._keeper.office, shown.dossier.household_id

        def refused(problem: Problem) -> None:
            self.adding.fault.say(sentence(problem), "error")

        self._keeper.do(lambda: add_member(office, household, member), lambda _: self.adding.hide(), refused)

    # leaving

    def leave(self, person_id: str) -> Dialog | None:
        """Ask when and why a member left; the head is first asked for a successor."""
        member, shown = self._card.member(person_id), self._card.shown
        if member is None or shown is None:
            return None
        if member.is_head and len(shown.dossier.members) > 1:
            return self.change_head(leaving=True)
        office, household = self._keeper.office, shown.dossier.household_id
        form = LooseForm(office.forms, LEAVING, frozenset(LEAVING))
        form.set_answer(LEAVING[0], office.clock().date())

        def decided(key: str) -> None:
            left_on, reason = form.answer(LEAVING[0]), form.answer(LEAVING[1])
            if key == "leave" and isinstance(left_on, date):
                place = member.membership_id
                self._keeper.do(lambda: end_membership(office, household, place, left_on, str(reason)))

        answers = [
            ("no", say("household.not_leave"), "quiet"),
            ("leave", say("household.leave_now"), "primary"),
        ]
        title = say("household.leave_title", name=member.name)
        dialog = Dialog(self._owner, title, say("household.leave_body"), answers, decided)
        dialog.content.addWidget(form)
        dialog.accepts = lambda key: key == "no" or form.is_right()
        dialog.ask(form.inputs[LEAVING[1]])
        return dialog

    # another head

    def change_head(self, leaving: bool = False) -> Dialog | None:
        """Ask who becomes the head, what the former head is to him or when he left, and the others' relations."""
        shown = self._card.shown
        if shown is None or len(shown.dossier.members) < 2:
            return None
        return HeadChange(self._owner, shown, self._keeper, leaving).ask()

    # pasting

    def paste(self) -> None:
        """Paste what lies in the clipboard from the first cell on, or by its headings."""
        text = QGuiApplication.clipboard().text().replace("\r\n", "\n").strip("\n")
        if not text.strip():
            self._card.say_fault(say("household.clipboard_empty"), "doubt")
            return
        self.paste_block("", SHOWN[0], [line.split("\t") for line in text.split("\n")])

    def paste_block(self, person_id: str, path: str, block: Sequence[Sequence[str]]) -> Dialog | None:
        """Show what a block would change; it is written when the clerk says so."""
        shown = self._card.shown
        if shown is None or shown.locked:
            return None
        pasted = read_block(self._keeper.office.forms, shown.dossier, block, path, person_id)
        return preview_paste(self._owner, self._keeper, shown, pasted)


class HeadChange:
    """The question who becomes the head."""

    def __init__(self, owner: QWidget, shown: Shown, keeper: Keeper, leaving: bool) -> None:
        self._owner, self._keeper, self._leaving = owner, keeper, leaving
        self._members = shown.dossier.members
        self._former = next((one for one in self._members if one.is_head), None)
        self._relation = options_of(keeper.office.forms.codes["relation"])
        self.fields: dict[str, ChoiceField] = {}
        self.fault = IssueLine()
        self.fault.hide()

    def ask(self) -> Dialog:
        """Open it."""
        answers = [
            ("no", say("household.not_change"), "quiet"),
            ("change", say("household.change_now"), "primary"),
        ]
        dialog = Dialog(
            self._owner, say("household.change_title"), say("household.change_body"), answers, self._decided
        )
        self._dialog = dialog
        grid = FieldGrid()
        self.successor = ChoiceField([
            Option(one.membership_id, one.name) for one in self._members if not one.is_head
        ])  # fmt: skip
        grid.add(say("household.new_head"), self.successor, required=True)
        for one in self._members:
            if not (one.is_head and self._leaving):
                field = ChoiceField([option for option in self._relation if option.code != HEAD])
                if not one.is_head:
                    field.set_answer(one.membership.get("relation"))
                self.fields[one.membership_id] = field
                grid.add(say("household.relation_of", name=one.name), field, required=one.is_head)
        dialog.content.addWidget(grid)
        self.leaving = LooseForm(self._keeper.office.forms, LEAVING, frozenset(LEAVING))
        self.leaving.set_answer(LEAVING[0], self._keeper.office.clock().date())
        if self._leaving:
            dialog.content.addWidget(self.leaving)
        dialog.content.addWidget(self.fault)
        dialog.accepts = self._accepts
        dialog.ask(self.successor)
        return dialog

    def _accepts(self, key: str) -> bool:
        if key == "no":
            return True
        former = self.fields.get(self._former.membership_id) if self._former else None
        if self.successor.answer() is None:
            return self._refuse(say("household.new_head_wanted"), self.successor)
        if former is not None and former.answer() is None:
            return self._refuse(say("edit.relation_of_former_head"), former)
        return not self._leaving or self.leaving.is_right()

    def _refuse(self, words: str, field: ChoiceField) -> bool:
        self.fault.say(words, "error")
        self._dialog.refit()
        field.setFocus()
        return False

    def _decided(self, key: str) -> None:
        if key != "change":
            return
        office, household = self._keeper.office, self._keeper.household_id
        new_head = str(self.successor.answer())
        kept = {one.membership_id: one.membership.get("relation") for one in self._members}
        relations = {
            one: str(field.answer())
            for one, field in self.fields.items()
            if one != new_head and field.answer() is not None and field.answer() != kept[one]
        }
        left_on, reason = self.leaving.answer(LEAVING[0]), self.leaving.answer(LEAVING[1])
        former = (left_on, str(reason)) if self._leaving and isinstance(left_on, date) else None
        self._keeper.do(lambda: change_head(office, household, new_head, relations, former))
