"""What the papers still lack, in words under the preview; every household that lacks something is a press away."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QHBoxLayout

from app.operations.papers import Gap
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.labels import Line, Sign
from app.ui.kit.popups import Popup
from app.ui.kit.tables import Table
from app.ui.kit.theme import height

MOST = 8  # lines of the list of households


class GapBand(Surface):
    """One line: what the household in sight lacks, a link to it, and how many households lack something."""

    def __init__(self, fill: Callable[[str], object]) -> None:
        super().__init__("sunken", "line", 6)
        self._fill, self._gaps, self._now = fill, tuple[Gap, ...](), ""
        line = QHBoxLayout(self)
        line.setContentsMargins(14, 6, 8, 6)
        line.setSpacing(10)
        self._sign, self.words = Sign("check-circle", "ok", 18), Line("", "note")
        self.fill = Button(say("printing.go_fill"), "link", pressed_do=lambda: self._fill(self._now))
        self.more = Button("", "link", pressed_do=self._open)
        line.addWidget(self._sign)
        line.addWidget(self.words, 1)
        line.addWidget(self.fill)
        line.addWidget(self.more)
        self.setFixedHeight(height("control") + 4)
        self.wait()

    def wait(self) -> None:
        """Being counted."""
        self._gaps, self.counted = (), False
        self._sign.show_icon("info", "text3")
        self.words.setText(say("printing.counting"), "text3")
        self.set_ground("sunken", "line")
        self.fill.hide()
        self.more.hide()

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Every household that lacks something."""
        self._gaps, self.counted = tuple(gaps), True
        self.more.setText(say("printing.lacking_more", count=f"{len(gaps):,}"))
        self.more.updateGeometry()
        self.more.setVisible(len(gaps) > 1)

    def stand_on(self, households: Sequence[str]) -> None:
        """Speak of what is in sight now: one household's gaps, or the first of several."""
        here = [gap for gap in self._gaps if gap.household_id in set(households)]
        if here:
            gap = here[0]
            fields = say("printing.comma").join(gap.fields)
            self.words.setText(
                say("printing.lacking_one", name=gap.head, count=len(gap.fields), fields=fields), "warn"
            )
            self._sign.show_icon("warning", "warn")
            self.set_ground("warn_ground", "warn_line")
        else:
            self.words.setText(say("printing.lacking_none"), "text2")
            self._sign.show_icon("check-circle", "ok")
            self.set_ground("sunken", "line")
        self._now = here[0].household_id if here else ""
        self.fill.setVisible(bool(here))

    def _open(self) -> None:
        popup = Popup(self.more)
        columns = [
            Column("head", say("printing.gaps_title"), 164),
            Column("fields", say("printing.gaps_fields"), 260, stretch=True),
        ]
        table = Table(columns, row_height="two_line_row")
        table.show_rows([
            Row(gap.household_id,
                (Mark(gap.head or "\u2014", note=gap.village), say("printing.comma").join(gap.fields)))
            for gap in self._gaps
        ])  # fmt: skip

        def go(household: str) -> None:
            popup.close_popup()
            self._fill(household)

        table.opened.connect(go)
        popup.body.addWidget(table)
        popup.closed.connect(popup.deleteLater)
        lines = min(MOST, len(self._gaps))
        popup.open_under(520, lines * height("two_line_row") + height("table_head") + 4, right=True)
        table.setFocus()
