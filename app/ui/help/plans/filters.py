"""What narrows the list of plans: the state, with counts; what is lacking; a part of the head's name."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.operations.plans import STATES, PlanQuery, VillageStates
from app.rules.forms import Forms
from app.texts import say
from app.ui.kit.chips import FilterChip
from app.ui.kit.fields import SearchField
from app.ui.kit.popups import Option, PickList, Popup
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.theme import scaled

EVERY, WITHOUT = "every", "without"


def lacks() -> dict[str, str]:
    """What a plan may lack, by the key of a query, in words."""
    return {
        "cause": say("help_plans.lacks_cause"),
        "measure": say("help_plans.lacks_measure"),
        "helper": say("help_plans.lacks_helper"),
        "overdue": say("help_plans.lacks_overdue"),
        "unfinished": say("help_plans.lacks_unfinished"),
        "unconfirmed": say("help_plans.lacks_unconfirmed"),
    }


def segments_width(choices: Sequence[Choice]) -> int:
    """The width segments of these words take, in pixels."""
    return Segments(choices).sizeHint().width()


class PlanFilters(QWidget):
    """`changed` when the list is to be narrowed otherwise; `query(year, division)` says how."""

    changed = Signal()

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self.setFixedHeight(scaled(32) + 20)
        self._forms = forms
        self._counts: Counter[str] = Counter()
        self._short = False
        self.lack = ""
        self.states = Segments([Choice(EVERY, say("help_plans.every"))])
        self.states.chosen.connect(lambda _: self.changed.emit())
        self.search = SearchField(say("help_plans.search"), scaled(32))
        self.search.setFixedWidth(scaled(150))
        self.search.paused.connect(self.changed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 0, 16, 0)
        self._line.setSpacing(8)
        self._line.addWidget(self.states)
        self._chip = FilterChip("")
        self._line.addWidget(self._chip)
        self._line.addStretch(1)
        self._line.addWidget(self.search)
        self.show_lack("")

    def query(self, year: int, division_id: str | None) -> PlanQuery:
        """The plans asked for."""
        key, text = self.states.key(), str(self.search.answer() or "")
        if key == WITHOUT:
            return PlanQuery(year, division_id, gaps=("plan",), text=text)
        gaps = (self.lack,) if self.lack else ()
        return PlanQuery(year, division_id, states=() if key == EVERY else (key,), gaps=gaps, text=text)  # type: ignore[arg-type]

    def is_narrowed(self) -> bool:
        """Whether anything but the place narrows the list."""
        return bool(self.states.key() != EVERY or self.lack or self.search.answer())

    def show_counts(self, villages: Sequence[VillageStates]) -> None:
        """Put the counts of the place into the words; a state nobody is in is left out."""
        counts: Counter[str] = Counter()
        for village in villages:
            counts.update(village.states)
            counts[WITHOUT] += village.without
        counts[EVERY] = sum(village.plans for village in villages)
        self._counts = counts
        self._show_states()

    def shorten(self, short: bool) -> None:
        """Leave the counts and the search out where there is little room."""
        self._short = short
        self.search.setVisible(not short)
        self._chip.setVisible(not short or bool(self.lack))
        self._show_states()

    def _show_states(self) -> None:
        names = self._forms.codes["plan_state"]
        words = {EVERY: say("help_plans.every"), WITHOUT: say("help_plans.without")}
        words |= {state: names.name(state) for state in STATES}
        always = {EVERY, self.states.key(), *(() if self._short and self.lack else (WITHOUT,))}
        worth = [key for key in words if key in always or (self._counts[key] and key != WITHOUT)]
        counted = [Choice(key, f"{words[key]} {self._counts[key]:,}") for key in worth]
        fits = not self._short and segments_width(counted) <= self._room()
        self.states.show_choices(counted if fits else [Choice(key, words[key]) for key in worth])

    def _room(self) -> int:
        """What the other parts of the line leave to the states, in pixels."""
        chip = 0 if self._chip.isHidden() else self._chip.sizeHint().width() + 8
        search = 0 if self.search.isHidden() else self.search.minimumWidth() + 8
        return self.width() - 32 - chip - search

    def minimumSizeHint(self) -> QSize:
        """Little: where there is no room for the counts they are left out."""
        return QSize(scaled(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_states()

    def show_state(self, key: str) -> None:
        """Show that state as chosen, without telling anyone."""
        self.states.choose(key)
        self._show_states()

    def show_lack(self, lack: str) -> None:
        """Show that lack as chosen, without telling anyone; "" for none."""
        self.lack = lack
        fresh = FilterChip(
            say("help_plans.lack_is") if lack else say("help_plans.lack"), lacks().get(lack, "")
        )
        fresh.opened.connect(self._open)
        fresh.removed.connect(lambda: self._pick(""))
        self._line.replaceWidget(self._chip, fresh)
        self._chip.hide()
        self._chip.deleteLater()
        self._chip = fresh
        fresh.setVisible(not self._short or bool(lack))

    def _pick(self, lack: str) -> None:
        self.show_lack(lack)
        self.changed.emit()

    def _open(self) -> None:
        popup, picks = Popup(self._chip), PickList()
        picks.show_options([Option(key, words) for key, words in lacks().items()], self.lack)
        popup.body.addWidget(picks)

        def pick(lack: str) -> None:
            popup.close_popup()
            self._pick(lack)

        picks.picked.connect(pick)
        popup.closed.connect(popup.deleteLater)
        popup.open_under(220, picks.wanted_height())
