"""The first step of the first run: where the office is."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.progress import Progress
from app.rules.places import Division, children, find_townships, path_of, provinces, villages
from app.texts import say
from app.ui.entry.place_lists import Place, PlaceList
from app.ui.kit.buttons import Button
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.fields import SearchField, TextField
from app.ui.kit.labels import Hairline, Line, Sign, Text
from app.ui.kit.rows import FieldGrid
from app.ui.kit.theme import scaled
from app.ui.lanes import Lanes


class PlaceChoice(QWidget):
    """`settled(done)` tells whether a place is chosen. `place` is nine digits of a township, or names typed by hand."""

    settled = Signal(bool)

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self._lanes = lanes
        self.place: str | tuple[str, ...] = ""
        self.town = ""
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self.search = SearchField(say("login.place_hint"), scaled(40))
        whole.addWidget(self.search)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._columns())
        self._stack.addWidget(self._results())
        self._stack.addWidget(self._by_hand())
        whole.addWidget(self._stack, 1)
        whole.addWidget(self._chosen_band())
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(120)
        self._patience.timeout.connect(self._look_up)
        self.search.typed.connect(self._patience.start)
        self.search.installEventFilter(self)

    def start(self) -> None:
        """Read the provinces and take the keyboard."""
        self.search.setFocus()
        self._lanes.run(
            "errand",
            lambda _: _listed(provinces()),
            lambda found: self.lists[0].show_places(found),
            owner=self,
        )

    # the four columns

    def _columns(self) -> QWidget:
        surface = Surface()
        line = QHBoxLayout(surface)
        line.setContentsMargins(1, 1, 1, 1)
        line.setSpacing(0)
        heads = (say("login.province"), say("login.city"), say("login.county"), say("login.town"))
        self.lists = [PlaceList(final=number == 3) for number in range(4)]
        for number, (head, places) in enumerate(zip(heads, self.lists, strict=True)):
            if number:
                line.addWidget(Hairline(standing=True))
            column = QVBoxLayout()
            column.setSpacing(0)
            words = Text(head, "quiet")
            words.setFixedHeight(scaled(36))
            words.setContentsMargins(20, 0, 0, 0)
            column.addWidget(words)
            column.addWidget(Hairline())
            column.addWidget(places, 1)
            line.addLayout(column, 1)
            places.chosen.connect(lambda code, number=number: self._picked(number, code))
            places.went.connect(lambda step, number=number: self._go_aside(number + step))
        return surface

    def _go_aside(self, number: int) -> None:
        if 0 <= number < 4:
            self.lists[number].setFocus()

    def _picked(self, number: int, code: str) -> None:
        if number == 3:
            self.choose(code)
            return
        for later in self.lists[number + 1 :]:
            later.show_places([])
        self._show_chosen("", "")
        below = children(code)
        self.lists[number + 1].show_places(_listed(below))
        if number == 2:
            self._count_villages([one.code for one in below])

    def _count_villages(self, towns: Sequence[str]) -> None:
        self._lanes.run(
            "errand", lambda progress: _village_counts(towns, progress), self.lists[3].note_places, owner=self
        )

    # searching

    def _results(self) -> QWidget:
        surface = Surface()
        column = QVBoxLayout(surface)
        column.setContentsMargins(1, 6, 1, 6)
        self.found = PlaceList(final=True, note_at=scaled(200))
        self.found.chosen.connect(self.choose)
        self._none = Text(say("login.place_none"), "label")
        self._none.setContentsMargins(20, 12, 20, 0)
        column.addWidget(self._none)
        column.addWidget(self.found, 1)
        return surface

    def _look_up(self) -> None:
        wanted = self.search.text().strip()
        if not wanted:
            self._stack.setCurrentIndex(0)
            return

        def show(paths: Sequence[Sequence[Division]]) -> None:
            if wanted == self.search.text().strip():
                self._show_found(paths)

        self._lanes.run("errand", lambda _: find_townships(wanted, 40), show, owner=self)

    def _show_found(self, paths: Sequence[Sequence[Division]]) -> None:
        places = [
            Place(path[-1].code, path[-1].name, " ".join(one.name for one in path[:-1])) for path in paths
        ]
        self.found.show_places(places)
        self._none.setVisible(not places)
        self._stack.setCurrentIndex(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down in the search line goes into the list below it; Enter takes the first that was found."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            below = self.found if self._stack.currentIndex() == 1 else self.lists[0]
            if event.key() == Qt.Key.Key_Down:
                below.setFocus()
                below.keyPressEvent(event)
                return True
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and below is self.found
                and not self.found.code()
            ):
                self.found.pick_first()
                return True
        return False

    # typed by hand

    def _by_hand(self) -> QWidget:
        surface = Surface()
        column = QVBoxLayout(surface)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(12)
        column.addWidget(Text(say("login.place_by_hand_line"), "note", wrap=True))
        grid = FieldGrid()
        heads = (say("login.province"), say("login.city"), say("login.county"), say("login.town"))
        self.names = [TextField() for _ in heads]
        for head, field in zip(heads, self.names, strict=True):
            grid.add(head, field, required=True)
            field.typed.connect(self._take_names)
        column.addWidget(grid)
        back = Button(say("login.place_from_list"), "link", pressed_do=self.choose_from_list)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return surface

    def type_by_hand(self) -> None:
        """Show the four lines for a place the list does not know."""
        self._stack.setCurrentIndex(2)
        self.search.setEnabled(False)
        self.names[0].setFocus()
        self._take_names()

    def choose_from_list(self) -> None:
        """Back to the national list."""
        self.search.setEnabled(True)
        self._stack.setCurrentIndex(0)
        self.search.setFocus()
        self._show_chosen("", "")

    def _take_names(self) -> None:
        names = tuple(str(field.answer() or "") for field in self.names)
        whole = all(names[1:]) and bool(names[0])
        self._show_chosen(" ".join(names) if whole else "", say("login.place_typed"))
        self.place, self.town = (names if whole else ""), names[3]
        self.settled.emit(whole)

    # what is chosen

    def _chosen_band(self) -> QWidget:
        band = Surface("tint2", "tint_line")
        band.setFixedHeight(scaled(62))
        line = QHBoxLayout(band)
        line.setContentsMargins(16, 0, 14, 0)
        line.setSpacing(14)
        line.addWidget(Sign("map-pin", "accent", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._name, self._facts = Line("", "card_title", True), Line("", "note", tone="text2")
        words.addWidget(self._name)
        words.addWidget(self._facts)
        words.addStretch(1)
        line.addLayout(words, 1)
        self._chip = Chip(say("login.chosen"), "accent")
        line.addWidget(self._chip)
        self._show_chosen("", "")
        return band

    def _show_chosen(self, name: str, facts: str) -> None:
        self._name.setText(name or say("login.place_wanted"))
        self._facts.setText(facts if name else say("login.place_wanted_line"))
        self._chip.setVisible(bool(name))
        if not name:
            self.place, self.town = "", ""
            self.settled.emit(False)

    def choose(self, code: str) -> None:
        """Take this township."""
        path = path_of(code)
        facts = say("login.place_facts", code=f"{code[:6]} {code[6:]}", villages=len(villages(code)))
        self._show_chosen(" ".join(one.name for one in path), facts)
        self.place, self.town = code, path[-1].name
        self.settled.emit(True)


def _listed(divisions: Sequence[Division]) -> list[Place]:
    return [Place(one.code, one.name) for one in divisions]


def _village_counts(towns: Sequence[str], progress: Progress) -> dict[str, str]:
    """How many villages each township has, as the note beside it."""
    notes: dict[str, str] = {}
    for number, town in enumerate(towns):
        progress.step(number, len(towns))
        notes[town] = say("login.villages", count=len(villages(town)))
    return notes
