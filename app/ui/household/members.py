"""The card 成员: the members as a grid typed in place, a panel with all of a member's fields, who comes and goes."""

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.subjects import Subject
from app.rules.dossiers import Member
from app.rules.values import same
from app.texts import say
from app.ui.household.asked import judge, taken_up
from app.ui.household.doubt_lines import DoubtLines, open_again
from app.ui.household.entry_grids import still
from app.ui.household.keeping import Keeper
from app.ui.household.member_deeds import MemberDeeds
from app.ui.household.member_details import MemberPanel
from app.ui.household.member_grids import (
    SHOWN,
    MemberGrid,
    able_to_work,
    member_columns,
    member_rows,
    member_value,
    subject_of,
)
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.labels import Text
from app.ui.kit.rows import IssueLine
from app.ui.kit.theme import height

OF_MEMBERS = frozenset({"person", "membership", "member_year"})


class MembersCard(Card):
    """Who belongs to the household in the year shown."""

    key = "members"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household.members"), " ")
        self._keeper = keeper
        self.shown: Shown | None = None
        self._unread: dict[tuple[str, str], str] = {}
        self.deeds = MemberDeeds(self, self, keeper)
        self.saved = Text("", "note")
        self.paste = Button(say("household.paste"), "plain", "clipboard-text", self.deeds.paste)
        self.paste.setToolTip(say("household.paste_hint"))
        self.add = Button(say("household.add_member"), "plain", "plus", self.deeds.open_adding)
        self.add.setToolTip(say("household.add_hint"))
        self.change = Button(
            say("household.change_head"), "plain", "arrows-clockwise", self.deeds.change_head
        )
        for tool in (self.saved, self.change, self.paste, self.add):
            self.tools.addWidget(tool)
        self.grid = MemberGrid(member_columns(keeper.office), self._answer_of)
        still(self.grid)
        self.grid.answered.connect(self._answered)
        self.grid.pasted.connect(self.deeds.paste_block)
        self.grid.opened.connect(self.open_member)
        self.fault = IssueLine()
        self.fault.hide()
        self.panel = MemberPanel(keeper)
        self.panel.leaving_asked.connect(self.deeds.leave)
        self.panel.closed.connect(lambda: self.open_member(""))
        self.panel.doubt_pressed.connect(self.doubt_pressed)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self.body.setContentsMargins(8, 0, 8, 12)
        self._inset(self.grid, 0)
        for part in (self.fault, self.panel, self.deeds.adding, self.doubts):
            self._inset(part, 12)

    def _inset(self, part: QWidget, side: int) -> None:
        inner = QVBoxLayout()
        inner.setContentsMargins(side, 0, side, 0)
        inner.addWidget(part)
        self.body.addLayout(inner)

    # what is shown

    def show_household(self, shown: Shown) -> None:
        """Show a household's members."""
        if self.shown is None or self.shown.dossier.household_id != shown.dossier.household_id:
            self._unread.clear()
            self.fault.hide()
            self.panel.hide()
            self.deeds.adding.hide()
        self.shown = shown
        self._take_up_draft()
        self._show_rows()
        members = shown.dossier.members
        count = say("household.size", count=len(members))
        able = able_to_work(self._keeper.office, members)
        self.note.setText(" · ".join([count, *([say("household.able", count=able)] if able else [])]))
        if len(members) <= 1 and shown.dossier.size > len(members):
            self.note.setText(say("household.only_head", count=shown.dossier.size))
        for tool in (self.paste, self.add):
            tool.setEnabled(not shown.locked)
        self.change.setVisible(len(members) > 1 and not shown.locked)
        opened = self.member(self.panel.person_id)
        if opened is None:
            self.panel.hide()
        elif not self.panel.isHidden():
            self.panel.show_member(shown, opened)
        mine = [one for one in shown.doubts if one.doubt.person_id or _is_of_members(one.doubt.field)]
        self.doubts.show_doubts(mine)

    def _show_rows(self) -> None:
        assert self.shown is not None
        levels: dict[tuple[str, str], str] = {}
        for one in self.shown.open_doubts():
            place = (one.doubt.person_id, one.doubt.field)
            if one.doubt.person_id and levels.get(place) != "error":
                levels[place] = one.doubt.level
        open_one = "" if self.panel.isHidden() else self.panel.person_id
        rows = member_rows(self._keeper.office, self.shown.dossier, self._unread, levels, open_one)
        column = self.grid.currentIndex().column()
        self.grid.show_rows(rows)
        if self.grid.currentIndex().isValid() and column >= 0:
            self.grid.setCurrentIndex(self.grid.rows.index(self.grid.currentIndex().row(), column))
        self._fit_names()
        self.grid.setFixedHeight(height("table_head") + len(rows) * height("grid_row") + 2)

    def _fit_names(self) -> None:
        if self.shown is not None:
            self.grid.fit_names([member.name for member in self.shown.dossier.members])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_names)

    def _take_up_draft(self) -> None:
        """Put half-typed cells of an earlier day back."""
        assert self.shown is not None
        for member in self.shown.dossier.members:
            for path in SHOWN:
                record, _, key = path.partition(".")
                if key:
                    subject = subject_of(member, record, self.shown.dossier.year)
                    self._take_up(member, path, subject, self._keeper.held(subject, key))

    def _take_up(self, member: Member, path: str, subject: Subject, held: str | None) -> None:
        one = self._keeper.office.forms.by_path[path]
        if held is None or self._keeper.under_way:
            return
        value, fault = judge(self._keeper.office.forms, one, taken_up(one, held))
        if fault:
            self._unread[member.person_id, path] = held
        elif same(one.kind, value, member_value(member, path)):
            self._keeper.forget(subject, one.key)
        else:  # it was answered when the program ended, and could not be written any more
            self._keeper.save(
                subject, {one.key: value}, say("household.of_member", name=member.name, field=one.label)
            )

    def member(self, person_id: str) -> Member | None:
        """A member by the person's id."""
        members = self.shown.dossier.members if self.shown else ()
        return next((one for one in members if one.person_id == person_id), None)

    # what is typed

    def _answer_of(self, person_id: str, path: str) -> Any:
        if (person_id, path) in self._unread:
            return self._unread[person_id, path]
        member = self.member(person_id)
        return member_value(member, path) if member else None

    def _answered(self, person_id: str, path: str, raw: object) -> None:
        member, one = self.member(person_id), self._keeper.office.forms.by_path[path]
        if member is None or self.shown is None or self.shown.locked:
            return
        subject = subject_of(member, one.record, self.shown.dossier.year)
        value, fault = judge(self._keeper.office.forms, one, raw)
        if fault:
            self._unread[person_id, path] = str(raw)
            self._keeper.hold(subject, one.key, raw)
        else:
            self._unread.pop((person_id, path), None)
            words = say("household.of_member", name=member.name, field=one.label)
            self._keeper.save(subject, {one.key: value}, words)
        self.say_fault(say("household.cell_fault", name=member.name, fault=fault) if fault else "")
        self._show_rows()

    def say_fault(self, words: str, level: str = "error") -> None:
        """Say one sentence below the grid; "" takes it away."""
        self.fault.say(words, level)
        self.fault.setFixedHeight(self.fault.high(self.width() - 40))

    def open_member(self, person_id: str) -> None:
        """Open all fields of a member, or close them."""
        member = self.member(person_id)
        if (
            member is None
            or self.shown is None
            or (not self.panel.isHidden() and self.panel.person_id == person_id)
        ):
            self.panel.hide()
            self.grid.setFocus()
        else:
            self.panel.show_member(self.shown, member)
            self.panel.show()
        self._show_rows()

    def go_to(self, path: str, person_id: str = "") -> bool:
        """Put the keyboard into a member's field."""
        if path.partition(".")[0] not in OF_MEMBERS or self.member(person_id) is None:
            return False
        if path in SHOWN:
            self.grid.go_to_cell(person_id, path)
            return True
        if self.panel.isHidden() or self.panel.person_id != person_id:
            self.open_member(person_id)
        return self.panel.go_to(path)

    def say_saved(self, words: str) -> None:
        """Say when something was last saved."""
        self.saved.setText(words)


def _is_of_members(path: str) -> bool:
    return path.partition(".")[0] in OF_MEMBERS
