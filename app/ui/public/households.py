"""The households of a case in short: how many go on, who left and why; each opens its page."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.cases.viewing import CaseView
from app.texts import say
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text

SHOWN = 6


class HouseholdLines(QWidget):
    """A line for each household up to a few; the rest on request. `open_one(household)` by its name."""

    def __init__(self, case: CaseView, open_one: Callable[[str], object]) -> None:
        super().__init__()
        self._case, self._open = case, open_one
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 4, 0, 0)
        self._whole.setSpacing(4)
        staying = sum(one.state != "out" for one in case.households)
        if case.households:
            self._whole.addWidget(Text(say("public.households_of", count=staying), "strong"))
        self._show(SHOWN)

    def _show(self, most: int) -> None:
        for one in self._case.households[:most]:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(
                Button(one.head or one.code, "link", pressed_do=partial(self._open, one.household_id))
            )
            line.addWidget(
                Line(say("public.group_size", group=one.group, size=one.size), "note", tone="text3"), 1
            )
            if one.state == "out":
                chip = Chip(say("public.left"), "neutral")
                chip.setToolTip(one.left_reason)
                line.addWidget(chip)
            self._whole.addLayout(line)
        if len(self._case.households) > most:
            more = say("public.more_households", count=len(self._case.households) - most)
            self._more = Button(more, "link", pressed_do=self._show_all)
            self._whole.addWidget(self._more)

    def _show_all(self) -> None:
        self._more.hide()
        rest = self._case.households[SHOWN:]
        for one in rest:
            self._whole.addWidget(
                Button(
                    f"{one.head} {one.group}".strip(),
                    "link",
                    pressed_do=partial(self._open, one.household_id),
                )
            )
