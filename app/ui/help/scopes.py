"""Of which year and village the page speaks: two fields that are picked from by typing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.places import Division
from app.texts import say
from app.ui.kit.choices import ChoiceField
from app.ui.kit.popups import Option
from app.ui.kit.theme import scaled

WHOLE = "*"  # the code of "all villages": an empty answer would leave the field blank


class ScopeFields(QWidget):
    """`changed` when another year or village is chosen; `year` and `division_id` (None: all villages) hold them."""

    changed = Signal()

    def __init__(self, year: int) -> None:
        super().__init__()
        self.year = year
        self.division_id: str | None = None
        self.villages, self.years = ChoiceField([]), ChoiceField([])
        self._names: dict[str, str] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = {self.villages: say("help.village"), self.years: say("help.of_year")}
        for field, wide in ((self.villages, 168), (self.years, 100)):
            field.setFixedWidth(scaled(wide))
            field.setToolTip(words[field])
            field.setAccessibleName(words[field])
            field.answered.connect(self._answered)
            line.addWidget(field)

    def show_places(self, whole: str, villages: Sequence[Division], years: Sequence[int]) -> None:
        """Offer these villages, below the whole township, and years; what is chosen stays."""
        self._names = {WHOLE: whole, **{one.id: one.name for one in villages}}
        self.villages.set_options([Option(code, name) for code, name in self._names.items()])
        self.years.set_options([Option(str(year), say("help.year", year=year)) for year in years])
        self._show()

    def go(self, year: int | None, division_id: str | None) -> None:
        """Stand on that year (None: as it was) and village without telling anyone."""
        self.year, self.division_id = year or self.year, division_id or None
        self._show()

    def place_words(self) -> str:
        """The name of the chosen village, or of the whole township."""
        return self._names.get(self.division_id or WHOLE, "")

    def _show(self) -> None:
        self.villages.set_answer(self.division_id or WHOLE)
        self.years.set_answer(str(self.year))

    def _answered(self) -> None:
        village, year = self.villages.answer(), self.years.answer()
        before = (self.year, self.division_id)
        self.go(int(year) if year else None, None if village == WHOLE else village)
        if before != (self.year, self.division_id):
            self.changed.emit()
