"""帮扶力量清单: from the unit down to the village, the cadre and the households he helps there."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.offices import Office
from app.operations.pairings import Force, forces
from app.texts import say
from app.ui.desks import Desk
from app.ui.kit.bars import ActionBar
from app.ui.kit.cards import EmptyPage
from app.ui.kit.segments import Choice
from app.ui.kit.theme import scaled
from app.ui.kit.trees import Branch, Tree

WIDEST = 820  # pixels: farther away a count is not read with its line any more
DOT = " \u00b7 "
_HOUSEHOLD = "household:"


class ForceTree(Tree):
    """`opened(household)` by Enter or a double press on a household."""

    opened = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
            return
        super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open()

    def resizeEvent(self, event: object) -> None:
        """A count stands no farther from its line than it can be read with it; the bar stays at the edge."""
        super().resizeEvent(event)
        spare = max(0, self.width() - scaled(WIDEST))
        if self.viewportMargins().right() != spare:
            self.setViewportMargins(0, 0, spare, 0)

    def _open(self) -> None:
        key = self.key().rpartition("/")[2]
        if key.startswith(_HOUSEHOLD):
            self.opened.emit(key.removeprefix(_HOUSEHOLD))


def searched(line: Force) -> str:
    """Everything a line may be found by."""
    heads = " ".join(one.head for one in line.households)
    return f"{line.unit} {line.village} {line.name} {line.cadre.get('phone') or ''} {heads}"


def force_tree(office: Office, lines: Sequence[Force]) -> list[Branch]:
    """The forces as a tree; a key is the keys above it and its own, so that one cadre may stand in two villages."""
    units: list[Branch] = []
    for unit, of_unit in groupby(lines, key=lambda line: (line.unit, line.level)):
        own, places = list(of_unit), []
        for division, of_village in groupby(own, key=lambda line: (line.division_id, line.village)):
            cadres = [_cadre(office, unit[0], line) for line in of_village]
            count = _households(line for line in own if line.division_id == division[0])
            places.append(Branch(f"{unit[0]}/{division[0]}", division[1], count, cadres))
        words = DOT.join(part for part in (unit[0] or say("help_pairing.no_unit"), unit[1]) if part)
        units.append(Branch(unit[0] or "?", words, _households(own), places, open=len(units) < 1))
    return units


def _households(lines: object) -> str:
    count = len({one.household_id for line in lines for one in line.households})  # type: ignore[attr-defined]
    return say("help_pairing.of_households", count=f"{count:,}")


def _cadre(office: Office, unit: str, line: Force) -> Branch:
    teams, kinds = office.forms.codes["team"], office.forms.codes["help_kind"]
    does = [*map(teams.name, filter(None, line.teams)), *map(kinds.name, filter(None, line.kinds))]
    phone, post = (str(line.cadre.get(key) or "") for key in ("phone", "post"))
    words = DOT.join(part for part in (line.name, post, "\u3001".join(does), phone) if part)
    key = f"{unit}/{line.division_id}/{line.cadre_id}"
    below = [
        Branch(
            f"{key}/{_HOUSEHOLD}{one.household_id}", DOT.join(part for part in (one.head, one.group) if part)
        )
        for one in line.households
    ]
    return Branch(key, words, say("help_pairing.of_households", count=len(line.households)), below)


class ForcesView(QWidget):
    """`opened(household)` by Enter or a double press."""

    opened = Signal(str)
    counted = Signal()

    def __init__(self, desk: Desk, bar: ActionBar) -> None:
        super().__init__()
        self._desk, self._bar = desk, bar
        self._division: str | None = None
        self.which, self.text = "", ""
        self.lines: list[Force] = []
        self.tree = ForceTree()
        self.tree.opened.connect(self.opened)
        self.empty = EmptyPage("users", say("help_pairing.no_forces"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 8, 0)
        whole.addWidget(self.tree, 1)
        whole.addWidget(self.empty, 1)
        self.empty.hide()

    def show_scope(self, division_id: str | None) -> None:
        """Show the helpers of that village as of today."""
        self._division = division_id
        self.refresh()

    def choices(self) -> list[Choice]:
        """The tree is not narrowed."""
        return []

    def narrow(self, which: str) -> None:
        """The tree is not narrowed."""

    def refresh(self) -> None:
        """Read again; what was open stays open."""
        office, division = self._desk.office, self._division

        def shown(lines: list[Force]) -> None:
            if division == self._division:
                self.lines = lines
                self._show()

        self._desk.lanes.run("errand", lambda _: forces(office, division), shown, owner=self)

    def _show(self) -> None:
        lines = [line for line in self.lines if self.text in searched(line)]
        self.tree.show_tree(force_tree(self._desk.office, lines))
        self.tree.setVisible(bool(lines))
        self.empty.setVisible(not lines)
        self.say_counts()
        self.counted.emit()

    def say_counts(self) -> None:
        """Say below the tree how many units and cadres there are."""
        units = len({line.unit for line in self.lines if line.unit})
        cadres = len({line.cadre_id for line in self.lines})
        self._bar.show_counts(say("help_pairing.force_count", units=f"{units:,}", cadres=f"{cadres:,}"), "")

    def search(self, text: str) -> None:
        """Keep to the lines in which the text stands: of a unit, village, cadre or household."""
        self.text = text
        self._show()

    def squeeze(self, squeezed: bool) -> None:
        """A tree needs no room."""

    def take_keyboard(self) -> None:
        """The tree has the keyboard."""
        self.tree.setFocus()
