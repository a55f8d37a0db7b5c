"""The card 结对: who helps the household now and who did before; a new pairing, a handover, an end, in place."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.operations.cadres import CadreLine, list_cadres
from app.operations.pairings.lines import PairingLine
from app.operations.subjects import Subject
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import DoubtLines, open_again
from app.ui.household.entry_grids import still
from app.ui.household.help.pairing_forms import HELPER, Handover, NewPairing, PairingForm, handover_place
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import height

FEW = 3  # earlier pairings shown at once; the others unfold


class PairingCard(Card):
    """A press (or Enter) on a line that still holds opens its handover. `opened(form)` when a form unfolds."""

    key = "pairing"
    doubt_pressed = Signal(list)
    confirm_asked = Signal()
    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household_pairing.title"), " ")
        self._keeper = keeper
        self._lines: tuple[PairingLine, ...] = ()
        self._all = self._locked = False
        self._household = ""
        self._cadres: Sequence[CadreLine] | None = None
        self.add = Button(say("household_pairing.add"), "plain", "plus", self.open_new)
        self.tools.addWidget(self.add)
        self.table = Table(_columns())
        self.table.setToolTip("")
        still(self.table)
        self.table.opened.connect(self.open_line)
        self.none = Text(say("household_pairing.none"), "note", tone="text3", wrap=True)
        self.none.setContentsMargins(12, 0, 12, 4)
        self.more = Button("", "link", pressed_do=self._show_all)
        self.new, self.handover = NewPairing(keeper), Handover(keeper)
        self.body.setContentsMargins(8, 0, 8, 12)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        for part in (self.table, self.none, self.more, self.new, self.handover, self.doubts):
            self.body.addWidget(part)

    def show_household(self, shown: Shown) -> None:
        """Show a household's pairings; what is being typed stays."""
        self._locked = shown.locked
        self.add.setEnabled(not shown.locked)
        other = shown.help.household_id != self._household
        if other:
            self._household = shown.help.household_id
            self._all, self._cadres = False, None
            self.new.hide()
            self.handover.hide()
        if other or shown.help.pairings != self._lines:
            self._lines = shown.help.pairings
            self._show_lines()
        if other and not shown.locked:
            self._take_up()
        self.doubts.show_doubts([one for one in shown.doubts if one.doubt.field.startswith("pairing.")])

    def _take_up(self) -> None:
        """Open what was begun and not written the last time."""
        household = self._keeper.household_id
        if self._keeper.holds(Subject("pairing", household)):
            self._with_cadres(lambda: self.new.open_empty(""))
        for one in self._lines:
            if one.ended_on is None and self._keeper.holds(Subject(handover_place(one.id), household)):
                self._with_cadres(partial(self.handover.open_line, one))
                return

    def _show_lines(self) -> None:
        today = self._keeper.office.clock().date()
        now = [one for one in self._lines if one.ended_on is None or one.ended_on > today]
        before = [one for one in self._lines if one not in now]
        kept = before if self._all else before[:FEW]
        self.table.show_rows([self._row(one, one in now) for one in (*now, *kept)])
        self.table.setFixedHeight(height("table_head") + len([*now, *kept]) * height("table_row") + 2)
        self.table.setVisible(bool(self._lines))
        self.none.setVisible(not self._lines)
        self.more.setText(say("household_pairing.earlier", count=len(before) - len(kept)))
        self.more.updateGeometry()
        self.more.setVisible(len(before) > len(kept))
        self.note.setText(helper_words(now, len(before)))

    def _row(self, one: PairingLine, holds: bool) -> Row:
        forms = self._keeper.office.forms
        kind = forms.codes["help_kind"].name(one.kind)
        post = str(one.cadre.get("post") or "")
        where = " ".join(part for part in (str(one.unit.get("name") or ""), post) if part)
        reason = forms.codes["handover_reason"].name(one.reason) if one.reason else ""
        words = (
            Mark(kind, "neutral"),
            one.name,
            where,
            str(one.cadre.get("phone") or ""),
            _day(one.started_on),
            _day(one.ended_on) if one.ended_on else say("household_pairing.until_now"),
        )
        last = say("household_pairing.hand_over") if holds and not self._locked else reason
        if holds:
            return Row(one.id, ((words[0],), *words[1:], Mark(last, "accent")))
        quiet = [Mark(str(word), "quiet") if word else None for word in words[1:]]
        return Row(one.id, ((words[0],), *quiet, Mark(last, "quiet")))

    def _show_all(self) -> None:
        self._all = True
        self._show_lines()
        self.table.setFocus()

    # what a person does

    def open_new(self) -> None:
        """Begin a new pairing; the first one is the helper's."""
        if self._locked:
            return
        self.handover.hide()
        helped = any(one.kind == HELPER and one.ended_on is None for one in self._lines)
        self._with_cadres(lambda: self.new.open_empty("" if helped else HELPER), self.new)

    def open_line(self, line: str) -> None:
        """Open the handover of a pairing that still holds."""
        one = next((one for one in self._lines if one.id == line), None)
        if one is None or one.ended_on is not None or self._locked:
            return
        self.new.hide()
        self._with_cadres(partial(self.handover.open_line, one), self.handover)

    def _with_cadres(self, then: Callable[[], object], asked: PairingForm | None = None) -> None:
        """Open a form once the cadres are known; one that was asked for gets the keyboard."""
        office = self._keeper.office

        def found(cadres: Sequence[CadreLine]) -> None:
            self._cadres = cadres
            for form in (self.new, self.handover):
                form.show_cadres(cadres)
            then()
            if asked is not None:
                self.opened.emit(asked)
                asked.form.give_keyboard()

        if self._cadres is not None:
            found(self._cadres)
        else:
            self._keeper.read(lambda: list_cadres(office), found)

    def go_to(self, path: str, _: str = "") -> bool:
        """Put the keyboard on the lines, or into a new one where there are none."""
        if path == "pairing.new" or not self._lines:
            self.open_new()
            return True
        self.table.setFocus()
        return True

    def say_saved(self, words: str) -> None:
        """The card says nothing of it."""


def _columns() -> list[Column]:
    return [
        Column("kind", say("household_pairing.kind"), 108, "chips"),
        Column("name", say("household_pairing.name"), 84),
        Column("unit", say("household_pairing.unit"), 130, stretch=True),
        Column("phone", say("household_pairing.phone"), 112),
        Column("from", say("household_pairing.from"), 122),
        Column("to", say("household_pairing.to"), 122),
        Column("do", "", 84),
    ]


def _day(day: date | None) -> str:
    return show("date", day) if day else ""


def helper_words(now: Sequence[PairingLine], before: int) -> str:
    """Who answers for the household, and how many did before."""
    helper = next((one for one in now if one.kind == HELPER), None)
    said = say("household_pairing.helper", name=helper.name) if helper else say("household_pairing.no_helper")
    parts = [said]
    if len(now) > 1:
        parts.append(say("household_pairing.now", count=len(now)))
    if before:
        parts.append(say("household_pairing.before", count=before))
    return " · ".join(parts)
