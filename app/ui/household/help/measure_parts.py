"""The lower part of a plan's card: its measures, all answers of one, what may be added, what they come to."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.plan_views import PlanView
from app.rules.dossiers import Member
from app.ui.household.help.measures import MeasureGrid, MeasurePanel, totals_words
from app.ui.household.help.plan_deeds import PlanDeeds
from app.ui.household.help.suggested import CatalogueField, SuggestionPanel
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown
from app.ui.kit.labels import Line
from app.ui.kit.rows import IssueLine
from app.ui.kit.theme import scaled


class MeasurePart(QWidget):
    """Measures are added by hand in the grid's last line, from the catalogue, or from a suggestion.

    `opened(part)` when the panel of one, or the suggestions, unfold.
    """

    opened = Signal(QWidget)

    def __init__(self, keeper: Keeper, deeds: PlanDeeds) -> None:
        super().__init__()
        self._deeds = deeds
        self.plan: PlanView | None = None
        self._members: Sequence[Member] = ()
        self._signed = False
        self.grid, self.fault = MeasureGrid(keeper), IssueLine()
        self.fault.hide()
        self.grid.faulted.connect(self._say_fault)
        self.grid.opened.connect(self.open_measure)
        self.panel = MeasurePanel(keeper)
        self.panel.closed.connect(self._close_panel)
        self.catalogue = CatalogueField()
        self.catalogue.setFixedWidth(scaled(300))
        self.catalogue.picked.connect(self._add_item)
        self.totals = Line("", "note", tone="text2")
        self.suggestions = SuggestionPanel(keeper.office.forms.codes["measure_kind"])
        self.suggestions.taken.connect(self._take)
        self.suggestions.closed.connect(self.suggestions.hide)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(16)
        foot.addWidget(self.catalogue)
        foot.addWidget(self.totals, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.grid, self.fault, self.panel):
            whole.addWidget(part)
        whole.addLayout(foot)
        whole.addWidget(self.suggestions)

    def show_plan(self, shown: Shown, plan: PlanView) -> None:
        """Show a plan's measures; a signed plan's stay as they are, but for how they go."""
        self.plan, self._members = plan, shown.dossier.members
        self._signed = plan.state != "draft" or shown.locked
        self.grid.show_measures(
            plan.measures, plan.year, self._signed, plan.state == "closed" or shown.locked
        )
        self.catalogue.setVisible(not self._signed)
        self.totals.setText(totals_words(plan.measures))
        if self._signed:
            self.suggestions.hide()
        else:
            self._deeds.read_items(plan.year, self.catalogue.offer)
        if not self.panel.isHidden():
            self._show_measure(self.panel.entry)
        if not self.suggestions.isHidden():
            self._deeds.read_suggestions(plan, self.suggestions)

    def put_away(self) -> None:
        """Close what is open below the grid."""
        for part in (self.panel, self.suggestions, self.fault):
            part.hide()

    def _say_fault(self, words: str) -> None:
        self.fault.say(words, "error")
        self.fault.setFixedHeight(self.fault.high(self.width()))

    def open_measure(self, entry: str) -> None:
        """Open all answers of a measure, or close them."""
        shut = not self.panel.isHidden() and self.panel.entry == entry
        self.panel.setVisible(not shut)
        if not shut:
            self._show_measure(entry)
            self.opened.emit(self.panel)

    def _show_measure(self, entry: str) -> None:
        plan = self.plan
        one = next((one for one in plan.measures if one.id == entry), None) if plan else None
        if plan is None or one is None:
            self.panel.hide()
            return
        self.panel.show_measure(one, self._members, plan.year, self.grid.free if self._signed else None)

    def _close_panel(self) -> None:
        self.panel.hide()
        self.grid.setFocus()

    def toggle_suggestions(self) -> None:
        """Open the suggestions with their reasons, or put them away."""
        if not self.suggestions.isHidden():
            self.suggestions.hide()
        elif self.plan is not None:
            self._deeds.read_suggestions(self.plan, self.suggestions, self._suggestions_shown)

    def _suggestions_shown(self) -> None:
        self.suggestions.give_keyboard()
        self.opened.emit(self.suggestions)

    def _take(self, item: str) -> None:
        if self.plan is not None:
            self._deeds.take(self.plan, item)

    def _add_item(self, item: str) -> None:
        if self.plan is not None:
            self._deeds.add_item(self.plan, item)
