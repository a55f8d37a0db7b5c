"""How far a check is, village by village: figures of all of them, and a bar for each."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.campaigns import VillageProgress, progress_of
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.checks.shown import village_columns, village_row
from app.ui.help.checks.turns import Turns
from app.ui.kit.figures import Figure, FigureStrip
from app.ui.kit.labels import Hairline
from app.ui.kit.painting import fill_round
from app.ui.kit.segments import Choice
from app.ui.kit.tables import Table
from app.ui.kit.theme import colour, scaled

BAR = 1  # the column with the bar


class VillageTable(Table):
    """A table whose second column is a bar."""

    def __init__(self) -> None:
        super().__init__(village_columns())
        self.shares: list[float] = []

    def show_villages(self, villages: Sequence[VillageProgress]) -> None:
        """Show these villages."""
        self.shares = [one.done / one.total if one.total else 1.0 for one in villages]
        self.show_rows([village_row(one) for one in villages])

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        left, wide = self.columnViewportPosition(BAR) + 12, self.columnWidth(BAR) - 24
        for number, share in enumerate(self.shares):
            middle = self.rowViewportPosition(number) + self.rowHeight(number) / 2
            if -8 < middle < self.viewport().height() + 8:
                fill_round(painter, QRectF(left, middle - 2, wide, 4), 2, colour("bar_ground"))
                tone = colour("ok" if share >= 1 else "accent")
                if share:
                    fill_round(painter, QRectF(left, middle - 2, max(4.0, wide * share), 4), 2, tone)


class VillagesView(QWidget):
    """`opened(division)` by Enter or a press on a village; `settle_asked` when the differences' figure is pressed."""

    opened = Signal(str)
    settle_asked = Signal()
    counted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.which, self.text = "", ""
        self.villages: list[VillageProgress] = []
        self._campaign, self._asked = "", Turns()
        self._division: str | None = None
        self.figures = FigureStrip(figures([]))
        self.figures.set_ground("card", "")
        self.figures.setMinimumWidth(scaled(240))  # else a view that is not in sight would widen the others
        self.figures.pressed.connect(self._figure_pressed)
        self.table = VillageTable()
        self.table.opened.connect(self.opened)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.figures)
        whole.addWidget(Hairline())
        whole.addWidget(self.table, 1)

    def show_check(self, campaign: str, division: str | None) -> None:
        """Show that check; the villages of the township are always all shown."""
        self._campaign, self._division = campaign, division
        self.refresh()

    def refresh(self) -> None:
        """Read again."""
        office, campaign = self._desk.office, self._campaign
        asked = self._asked.next()
        self._desk.lanes.run(
            "errand", lambda _: progress_of(office, campaign),
            lambda found: self._show(found) if self._asked.is_last(asked) else None, owner=self,
        )  # fmt: skip

    def _show(self, villages: list[VillageProgress]) -> None:
        chosen = [one for one in villages if one.division_id == self._division]
        self.villages = chosen or villages
        self.figures.show_figures(figures(self.villages))
        self.table.show_villages(self.villages)
        self.counted.emit()

    def _figure_pressed(self, key: str) -> None:
        if key == "unsettled":
            self.settle_asked.emit()
        elif self.villages:
            self.opened.emit("")

    def choices(self) -> list[Choice]:
        """Nothing to narrow to."""
        return []

    def narrow(self, which: str) -> None:
        """Nothing to narrow."""

    def search(self, text: str) -> None:
        """Nothing to look for."""

    def count_words(self) -> str:
        """How many villages there are."""
        return say("help_checks.village_count", count=len(self.villages))

    def squeeze(self, squeezed: bool) -> None:
        """No panel stands beside it."""

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
        if self.table.currentIndex().row() < 0 and self.villages:
            self.table.go_to(0)


def figures(villages: Sequence[VillageProgress]) -> list[Figure]:
    """The sums of these villages."""
    total, done = sum(one.total for one in villages), sum(one.done for one in villages)
    counts: dict[str, int] = {}
    for one in villages:
        for code, count in one.outcomes.items():
            counts[code] = counts.get(code, 0) + count
    unmet = counts.get("absent", 0) + counts.get("gone", 0)
    share = say("help_checks.percent", number=done * 100 // total if total else 0)
    home = say("help_checks.households")
    return [
        Figure("total", say("help_checks.total"), f"{total:,}", home),
        Figure("done", say("help_checks.done"), f"{done:,}", home, share),
        Figure("differs", say("help_checks.differs"), f"{counts.get('differs', 0):,}", home),
        Figure("unmet", say("help_checks.unmet"), f"{unmet:,}", home),
        Figure("unsettled", say("help_checks.unsettled"), f"{sum(one.unsettled for one in villages):,}",
               say("help_checks.places")),
    ]  # fmt: skip
