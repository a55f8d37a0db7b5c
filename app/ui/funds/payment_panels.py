"""A village's part of a subsidy beside the list: its sum in capitals, its lines, its announcement."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.operations.cases.opening import Opened
from app.operations.fund_terms import payment_due
from app.operations.offices import Office
from app.operations.payment_lines import PaymentLine, payment_lines, remove_payments, save_payment
from app.operations.payments import PaymentSum, announce_payments
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.funds.shown import due_words
from app.ui.help.panels import SidePanel, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.cells import Column, Row
from app.ui.kit.fields import TextField
from app.ui.kit.labels import Text
from app.ui.kit.rows import FieldGrid
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.public.works import Deed, told_of

_KEYS = ("standard", "quantity", "amount", "allocated_on", "paid_on", "note")


class SumPanel(SidePanel):
    """`wrote(sentence)` after each deed; `begun(case)` when the announcement began or is to be looked at.

    A line that is pressed is corrected below the list, with a reason; ticked ones are removed, with a reason. Once it
    is announced nothing is changed.
    """

    wrote = Signal(str)
    begun = Signal(str)

    def __init__(self, desk: Desk, one: PaymentSum) -> None:
        super().__init__(one.scheme, f"{one.village} \u00b7 {say('funds.year', year=one.year)}")
        self._desk, self.one = desk, one
        self.lines: list[PaymentLine] = []
        self._pressed = ""
        counts = {"lines": one.lines, "households": one.households, "amount": show("money", one.amount)}
        self.sums = Text(say("funds.sums", **counts), "strong", wrap=True)
        self.capitals = Text(say("funds.in_capitals", words=one.capitals), "body", wrap=True)
        office = desk.office
        words, tone = due_words(payment_due(office, one), office.clock().date())
        if not words and one.allocated_on is None and not one.announced:
            words, tone = say("funds.no_allocated"), "warn"
        self.due = Text(words, "note", tone, wrap=True)
        self.due.setVisible(bool(words))
        self.table = Table(_columns(), ticks=not one.announced)
        self.table.setMinimumHeight(scaled(36 + 5 * 36))
        self.table.opened.connect(self.correct)
        self.table.ticks_changed.connect(self._say_ticked)
        self.table.ticked_all.connect(self._tick_all)
        self.form = LooseForm(
            office.forms, [f"payment.{key}" for key in _KEYS], frozenset(["payment.amount"])
        )
        self.reason = TextField(say("funds.reason_hint"))
        self._why = FieldGrid()
        self._why.add(say("funds.reason"), self.reason, required=True)
        self.told = ToldLines()
        for part in (self.sums, self.capitals, self.due, self.table, self.form, self._why, self.told):
            self.page.body.addWidget(part, 1 if part is self.table else 0)
        self._add_buttons()
        self._say_ticked()
        self.refresh()

    def _add_buttons(self) -> None:
        self.drop = Button(say("funds.remove"), "plain", pressed_do=self.remove)
        self.keep = Button(say("funds.correct"), "quiet", pressed_do=self.save)
        words = say("funds.open_case") if self.one.announced else say("funds.announce")
        self.go = Button(words, "primary", pressed_do=self.announce)
        for button in (self.drop, self.keep, self.go):
            self.foot.addWidget(button)

    def refresh(self) -> None:
        """Read the lines again."""
        office, one = self._desk.office, self.one
        self._desk.lanes.run(
            "errand",
            lambda _: payment_lines(office, one.scheme, one.year, one.division_id),
            self._show,
            owner=self,
        )

    def _show(self, lines: list[PaymentLine]) -> None:
        self.lines = lines
        self.table.show_rows(
            [Row(one.id, (one.head, one.group, show("money", one.answers.get("amount")))) for one in lines]
        )

    def _tick_all(self, on: bool) -> None:
        self.table.tick([one.id for one in self.lines], on)

    def _say_ticked(self) -> None:
        ticked = len(self.table.ticked)
        self.drop.setText(say("funds.remove_ticked", count=ticked))
        self.drop.updateGeometry()
        changing = not self.one.announced
        self._show_part(self.drop, changing and bool(ticked))
        self._show_part(self.keep, changing and bool(self._pressed))
        self._show_part(self.form, changing and bool(self._pressed))
        self._show_part(self._why, changing and bool(ticked or self._pressed))

    @staticmethod
    def _show_part(part: QWidget, shown: bool) -> None:
        part.setVisible(shown)

    # deeds

    def correct(self, key: str) -> None:
        """Put a line below the list, to be corrected."""
        line = next((one for one in self.lines if one.id == key), None)
        if line is None or self.one.announced:
            return
        self._pressed = key
        for name in _KEYS:
            self.form.set_answer(f"payment.{name}", line.answers.get(name))
        self._say_ticked()
        self.form.inputs["payment.standard"].setFocus()

    def save(self) -> None:
        """Keep the corrected line."""
        line = next((one for one in self.lines if one.id == self._pressed), None)
        if line is None or not self.form.is_right():
            return
        answers = {**dict.fromkeys(_KEYS), **self.form.of_record("payment"), "scheme": self.one.scheme}
        reason = str(self.reason.answer() or "")
        self._run(lambda office: save_payment(office, line.id, answers, reason), self._line_saved)

    def _line_saved(self, _: object) -> None:
        self.wrote.emit(say("funds.line_saved"))

    def remove(self) -> None:
        """Take the ticked lines out."""
        ticked, reason = sorted(self.table.ticked), str(self.reason.answer() or "")
        self._run(lambda office: remove_payments(office, ticked, reason), self._removed)

    def _removed(self, count: int) -> None:
        self.wrote.emit(say("funds.lines_removed", count=count))

    def announce(self) -> None:
        """Begin the announcement, or look at it."""
        one = self.one
        if one.announced:
            self.begun.emit(one.announced)
            return
        self._run(
            lambda office: announce_payments(office, one.scheme, one.year, one.division_id), self._announced
        )

    def _announced(self, made: Opened) -> None:
        self.wrote.emit(say("funds.begun"))
        self.begun.emit(made.id)

    def _run(self, deed: Deed, done: object) -> None:
        office: Office = self._desk.office
        self.told.show_lines([])
        self.setEnabled(False)
        self._desk.lanes.run(
            "writer", lambda _: deed(office), done, self._refused, owner=self  # type: ignore[arg-type]
        )  # fmt: skip

    def _refused(self, problem: Problem) -> None:
        self.setEnabled(True)
        self.told.show_lines(told_of(problem))


def _columns() -> list[Column]:
    return [
        Column("head", say("funds.col_head"), 120, stretch=True),
        Column("group", say("funds.col_group"), 52),
        Column("amount", say("funds.col_amount"), 96, kind="number"),
    ]
