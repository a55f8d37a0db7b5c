"""The page of one household (一户一页): head band, cards, history; one year at a time."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.texts import say
from app.ui.desks import Desk
from app.ui.household.cards import BasicCard, FormCard
from app.ui.household.heads import HeadBand
from app.ui.household.keeping import Keeper
from app.ui.household.shown import Shown, read_shown
from app.ui.kit.cards import ScrollPage
from app.ui.kit.segments import Choice


class HouseholdPage(QWidget):
    """Opened by `desk.go("household", id=…, around=ids, year=…)`, or `new=True` for a household to be made."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.keeper = Keeper(desk)
        self.keeper.settled.connect(self.refresh)
        self.shown: Shown | None = None
        self._around: Sequence[str] = ()
        self._id, self._year = "", None
        self.cards: list[Any] = []
        self._build()

    def _build(self) -> None:
        forms = self._desk.office.forms
        self.head = HeadBand()
        self.scroll = ScrollPage((0, 0, 12, 20))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 0, 24, 0)
        whole.setSpacing(12)
        whole.addWidget(self.head)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.scroll, 1)
        whole.addLayout(below, 1)
        self._add(BasicCard(self.keeper, forms.records["household"], forms.records["person"]))
        for key in ("conditions", "standing"):
            self._add(FormCard(self.keeper, forms.records[key]))
        for record in forms.county_records():
            if record.scope in ("household", "household_year"):
                self._add(FormCard(self.keeper, record))
        self.scroll.body.addStretch(1)

    def _add(self, card: Any) -> None:
        self.cards.append(card)
        self.scroll.body.addWidget(card)

    def open_at(self, id: str = "", around: Sequence[str] = (), year: int | None = None, **_: object) -> None:
        """Come to a household."""
        self._around, self._id, self._year = around or (id,), id, year
        self.refresh()

    def refresh(self) -> None:
        office, household, year = self._desk.office, self._id, self._year
        self._desk.lanes.run("errand", lambda _: read_shown(office, household, year), self._show, owner=self)

    def _show(self, shown: Shown | None) -> None:
        if shown is None or shown.dossier.household_id != self._id or self.keeper.under_way:
            return
        self.shown = shown
        self.keeper.open_household(self._id, shown.draft)
        self.head.show_household(shown, self._desk.office.forms)
        self.head.show_anchors([Choice(card.key, card.title.text()) for card in self.cards])
        for card in self.cards:
            card.show_household(shown)
