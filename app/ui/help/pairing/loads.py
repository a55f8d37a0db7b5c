"""干部负担: each cadre with the households he answers for, against what his rank may carry."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.cadres import CadreLine, list_cadres
from app.operations.offices import Office
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import CellValue, Column, Mark, Row
from app.ui.kit.segments import Choice
from app.ui.kit.tables import Table

ALL, ENDED = "all", "ended"
ORDER = {"over": 0, "under": 1, "ok": 2, "unknown": 3}


def standing_mark(line: CadreLine) -> Mark:
    """How a cadre's load stands, as a chip."""
    if line.ended:
        return Mark(say("help_pairing.ended_term"), "warn" if line.households else "neutral")
    words = {
        "over": (say("help_pairing.over"), "warn"),
        "under": (say("help_pairing.under"), "neutral"),
        "ok": (say("help_pairing.fits"), "ok"),
        "unknown": (say("help_pairing.no_quota"), "neutral"),
    }
    return Mark(*words[line.standing])


def load_row(office: Office, line: CadreLine) -> Row:
    """One cadre as the table paints him."""
    rank = office.forms.codes["cadre_rank"].name(line.rank) if line.rank else None
    quota: CellValue = (
        say("help_pairing.quota", least=line.limit[0], most=line.limit[1]) if line.limit else None
    )
    heavy = line.standing == "over" or (line.ended and line.households)
    count = Mark(f"{line.households:,}", "warn" if heavy else "", bold=bool(heavy))
    until = show("date", line.to_on) if line.to_on else ""
    return Row(line.id, (line.name, line.unit or None, line.post or None, rank, line.phone or None, count, quota,
                         (standing_mark(line),), until))  # fmt: skip


class LoadsView(QWidget):
    """`opened(cadre)` by Enter or a press; the whole office's, whatever village is chosen."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self.which, self.text = ALL, ""
        self.cadres: list[CadreLine] = []
        self.table = Table([
            Column("name", say("help_pairing.cadre"), 96),
            Column("unit", say("help_pairing.unit"), 170, stretch=True),
            Column("post", say("help_pairing.post"), 120, stretch=True),
            Column("rank", say("help_pairing.rank"), 110),
            Column("phone", say("help_pairing.phone"), 118),
            Column("count", say("help_pairing.households"), 84, kind="number"),
            Column("quota", say("help_pairing.allowed"), 100),
            Column("standing", say("help_pairing.standing"), 96, kind="chips"),
            Column("until", say("help_pairing.until"), 124),
        ])  # fmt: skip
        self.table.opened.connect(self.opened)
        self.empty = EmptyPage("users", say("help_pairing.no_cadres"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_scope(self, division_id: str | None) -> None:
        """Read again: a cadre's load is that of today in all villages."""
        self.refresh()

    def choices(self) -> list[Choice]:
        """What the list can be narrowed to, with counts."""
        words = {
            ALL: say("help_pairing.all"),
            "over": say("help_pairing.over"),
            "under": say("help_pairing.under"),
            "ok": say("help_pairing.fits"),
            "unknown": say("help_pairing.no_quota"),
            ENDED: say("help_pairing.ended_term"),
        }
        counts = {key: len(self._of(key)) for key in words}
        worth = [key for key in words if counts[key] or key in (ALL, self.which)]
        return [Choice(key, f"{words[key]} {counts[key]:,}") for key in worth]

    def _of(self, which: str) -> list[CadreLine]:
        named = [one for one in self.cadres if self.text in f"{one.name} {one.unit} {one.phone}"]
        if which == ALL:
            return named
        if which == ENDED:
            return [one for one in named if one.ended]
        return [one for one in named if not one.ended and one.standing == which]

    def narrow(self, which: str) -> None:
        """Show all, or those of one standing."""
        self.which = which
        self._show_rows()

    def refresh(self) -> None:
        """Read again; the place in the list stays."""
        office = self._desk.office
        self._desk.lanes.run("errand", lambda _: list_cadres(office), self._show, owner=self)

    def _show(self, cadres: list[CadreLine]) -> None:
        self.cadres = sorted(cadres, key=lambda one: (one.ended and not one.households, ORDER[one.standing]))
        self.table.setVisible(bool(cadres))
        self.empty.setVisible(not cadres)
        self._show_rows()
        self.counted.emit()

    def _show_rows(self) -> None:
        self.table.show_rows([load_row(self._desk.office, one) for one in self._of(self.which)])
        self.say_counts()

    def say_counts(self) -> None:
        """Say below the list how many there are and what they carry."""
        shown = self._of(self.which)
        words = say("help_pairing.cadre_count", count=f"{len(shown):,}",
                    households=f"{sum(one.households for one in shown):,}")  # fmt: skip
        self._bar.show_counts(words, "")

    def search(self, text: str) -> None:
        """Keep to those whose name, unit or telephone holds the text."""
        self.text = text
        self._show_rows()
        self.counted.emit()

    def squeeze(self, squeezed: bool) -> None:
        """Give up unit, post and end of term while a panel stands beside the list."""
        for number in (2, 3, 4, 8):
            self.table.horizontalHeader().setSectionHidden(number, squeezed)

    def take_keyboard(self) -> None:
        """The list has the keyboard."""
        self.table.setFocus()
