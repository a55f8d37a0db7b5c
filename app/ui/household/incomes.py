"""The card 收入: five blocks and the formula of one year, a block's items typed in below, imported figures compared."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.entries import Entry
from app.rules.dossiers import Dossier
from app.rules.incomes import IncomeFigures, dossier_figures
from app.rules.values import show
from app.texts import say
from app.ui.household.doubt_lines import DoubtLines, open_again
from app.ui.household.entry_grids import EntryGrid
from app.ui.household.entry_panels import EntryPanel
from app.ui.household.income_blocks import BlockTiles, FormulaBand, money, tiles
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Card, Surface
from app.ui.kit.choices import ChoiceField
from app.ui.kit.labels import Line, Sign, Text
from app.ui.kit.popups import Option
from app.ui.kit.rows import IssueLine
from app.ui.kit.segments import Choice, Segments

COLUMNS = ("kind", "amount", "what", "place", "months", "note")
_WIDTHS = {"kind": 170, "amount": 110, "what": 120, "place": 110, "months": 64}
_YEARS = 4
_STATED = ("stated_per_person", "stated_net", "stated_total")


class BlockEditor(Surface):
    """The items of one block, typed in line by line. `closed` by its button."""

    closed = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__("tint2", "tint_line", 6)
        self._keeper = keeper
        self.title = Text("", "strong")
        self.fault = IssueLine()
        self.fault.hide()
        self.grid = EntryGrid(keeper, keeper.office.forms.records["income"], COLUMNS, _WIDTHS, "note")
        self.grid.makers["kind"] = self._kind_field
        self.grid.faulted.connect(lambda words: self.fault.say(words, "error"))
        self.panel = EntryPanel(keeper, self.grid.record, of_person=True)
        self.panel.closed.connect(self.panel.hide)
        self.grid.opened.connect(self.open_item)
        self._known: Dossier | None = None
        self._locked = False
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(Button(say("household.close"), "plain", "x", self.closed.emit))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 8, 12)
        whole.setSpacing(4)
        whole.addLayout(head)
        whole.addWidget(self.grid)
        whole.addWidget(self.panel)
        whole.addWidget(self.fault)
        self._block = ""
        self.hide()

    def _kind_field(self, parent: QWidget) -> Any:
        field = ChoiceField(self._options())
        field.setParent(parent)
        return field

    def _options(self) -> list[Option]:
        block = next(one for one in self._keeper.office.forms.blocks if one.key == self._block)
        return [Option(one.code, one.name) for one in block.kinds]

    def show_block(self, known: Dossier, block: str, locked: bool) -> None:
        """Show the items of a block of the dossier's year."""
        self._block, self._known, self._locked = block, known, locked
        chosen = next(one for one in self._keeper.office.forms.blocks if one.key == block)
        self.title.setText(say("household.items_of", block=f"{chosen.letter} {chosen.name}", year=known.year))
        self.grid.linked = {"year": known.year}
        self.grid.defaults = {"kind": chosen.kinds[0].code}
        self.grid.show_entries(
            [Entry(item.id, item.answers) for item in known.incomes if item.kind.partition(".")[0] == block],
            locked,
        )
        if not self.panel.isHidden():
            self._show_item(self.panel.entry)

    def open_item(self, entry: str) -> None:
        """Open all answers of an item, or close them."""
        shut = not self.panel.isHidden() and self.panel.entry == entry
        self.panel.setVisible(not shut)
        if not shut:
            self._show_item(entry)

    def _show_item(self, entry: str) -> None:
        items = self._known.incomes if self._known else ()
        item = next((one for one in items if one.id == entry), None)
        if self._known is None or item is None or self.grid.entry(entry) is None:
            self.panel.hide()
            return
        self.panel.show_entry(entry, item.answers, self._locked)
        self.panel.show_person(
            [Option(one.person_id, one.name) for one in self._known.members], item.person_id
        )


class IncomeCard(Card):
    """`year_chosen(year)` by the segments at its head."""

    key = "income"
    year_chosen = Signal(int)
    doubt_pressed = Signal(list)
    confirm_asked = Signal()

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(say("household.income"), " ")
        self._keeper = keeper
        self.shown: Shown | None = None
        self._block = ""
        self.years = Segments([])
        self.years.chosen.connect(lambda year: self.year_chosen.emit(int(year)))
        self.tools.addWidget(self.years)
        self.blocks, self.band = BlockTiles(), FormulaBand()
        self.blocks.chosen.connect(self.open_block)
        self.editor = BlockEditor(keeper)
        self.editor.closed.connect(lambda: self.open_block(self._block))
        self._compared = QWidget()
        line = QHBoxLayout(self._compared)
        line.setContentsMargins(2, 2, 0, 0)
        self.compared = Line("", "note")
        line.addWidget(Sign("info", "text2", 16))
        line.addWidget(self.compared, 1)
        self.doubts = DoubtLines()
        self.doubts.reason_asked.connect(self.doubt_pressed)
        self.doubts.reopen_asked.connect(partial(open_again, keeper))
        self.body.setSpacing(10)
        for part in (self.blocks, self.editor, self.band, self._compared, self.doubts):
            self.body.addWidget(part)

    def show_household(self, shown: Shown) -> None:
        """Show the year of the dossier."""
        self.shown, known = shown, shown.dossier
        forms = self._keeper.office.forms
        figures = dossier_figures(known, forms.blocks)
        self.blocks.show_tiles(tiles(forms, known.incomes, figures), self._block)
        costs = [figures.blocks[block.key] for block in forms.blocks if block.minus] if figures else []
        self.band.show_figures(figures, costs[0] if costs else None, known.size)
        years = sorted({*known.years[:_YEARS], known.year}, reverse=True)
        self.years.show_choices([Choice(str(year), str(year)) for year in years])
        self.years.choose(str(known.year))
        self.note.setText(self._period(known))
        words = comparison(known, figures) or ("" if figures else say("household.no_income", year=known.year))
        self.compared.setText(words)
        self._compared.setVisible(bool(words))
        if self._block:
            self.editor.show_block(known, self._block, shown.locked)
        self.doubts.show_doubts([one for one in shown.doubts if one.doubt.field.startswith("income.")])

    def _period(self, known: Dossier) -> str:
        """The period and 口径 the items were counted by, where they say so."""
        said = next((item.answers for item in known.incomes if item.answers.get("period_from")), None)
        forms = self._keeper.office.forms
        basis = next((item.answers.get("basis") for item in known.incomes if item.answers.get("basis")), None)
        parts = [say("household.year", year=known.year)]
        if said is not None:
            begin, end = (show("date", said.get(key)) for key in ("period_from", "period_to"))
            parts = [f"{begin} – {end}"]
        if isinstance(basis, str):
            parts.append(forms.codes["income_basis"].name(basis))
        return " · ".join(parts)

    def open_block(self, block: str) -> None:
        """Open the items of a block, or close them when it is open already."""
        self._block = "" if block == self._block else block
        self.editor.setVisible(bool(self._block))
        if self.shown is not None:
            self.show_household(self.shown)
        if self._block:
            self.editor.grid.setCurrentIndex(self.editor.grid.rows.index(0, 1))
            self.editor.grid.setFocus()

    def go_to(self, path: str, _: str = "") -> bool:
        """Open the block a path names."""
        record, _, key = path.partition(".")
        if record != "income":
            return False
        block = key.partition(".")[0]
        if block in {one.key for one in self._keeper.office.forms.blocks} and block != self._block:
            self.open_block(block)
        return True

    def say_saved(self, words: str) -> None:
        """The income card says nothing of it."""


def comparison(known: Dossier, figures: IncomeFigures | None) -> str:
    """Where an imported figure differs from the derived one: the first that does, in a sentence; else ""."""
    derived: Sequence[Decimal | None] = (
        (figures.per_person, figures.net, figures.total) if figures else (None, None, None)
    )
    labels = (say("household.per_person"), say("household.net_income"), say("household.total_short"))
    for key, ours, label in zip(_STATED, derived, labels, strict=True):
        stated = known.standing.get(key)
        if isinstance(stated, Decimal) and known.spoken.get("standing") == known.year:
            if ours is None:
                return say("household.stated_only", label=label, stated=money(stated))
            if stated != ours:
                return say(
                    "household.stated_differs",
                    label=label,
                    stated=money(stated),
                    by=money(abs(stated - ours)),
                )
    return ""
