"""The households a batch is made of: those ticked beforehand at the top; who cannot enter says why, unticked."""

from collections.abc import Callable, Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import Issue
from app.operations.answering import issue_words
from app.operations.cases.fitting import Candidate
from app.texts import say
from app.ui.help.panels import Told, ToldLines
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Text
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled

ASKED = 2  # the column of what is asked of each, behind the ticks and the names
WhyNot = Callable[[Candidate], Issue | None]


class EntrantList(QWidget):
    """`changed` when other households are ticked, `pointed(household)` when a row is pressed."""

    changed = Signal()
    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.homes: list[Candidate] = []
        self.out: dict[str, str] = {}  # why each household cannot enter
        self._wanted: frozenset[str] = frozenset()
        self._words: Mapping[str, str] = {}
        self.search = SearchField(say("public.search_homes"), scaled(32))
        self.search.typed.connect(self._show_rows)
        columns = [
            Column("head", say("public.head"), 100, stretch=True),
            Column("asked", "", 124, kind="link"),
        ]
        self.table = Table(columns, ticks=True, row_height="two_line_row")
        self.table.setMinimumHeight(scaled(36 + 4 * 50))
        self.table.ticks_changed.connect(self._ticked)
        self.table.ticked_all.connect(self._tick_all)
        self.table.opened.connect(self.pointed)
        self.count, self.told = Text("", "note"), ToldLines()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        for part in (self.search, self.table, self.count, self.told):
            whole.addWidget(part, 1 if part is self.table else 0)

    def show_homes(self, homes: Sequence[Candidate], wanted: Collection[str], why_not: WhyNot) -> None:
        """Show a village's households, the wanted ones first and ticked as far as they may enter."""
        self._wanted = frozenset(wanted)
        self.homes = sorted(homes, key=lambda one: one.id not in self._wanted)
        self.judge(why_not)
        self.table.ticked = set()
        self.table.tick([one.id for one in self.homes if one.id in self._wanted])

    def judge(self, why_not: WhyNot) -> None:
        """Judge them anew, for another procedure; ticks of those who cannot enter go."""
        found = ((one, why_not(one)) for one in self.homes)
        self.out = {one.id: issue_words(why) for one, why in found if why is not None}
        wanted_out = [one for one in self.homes if one.id in self._wanted and one.id in self.out]
        lines = [Told(one.head or one.code, self.out[one.id], "warn") for one in wanted_out]
        if lines:
            lines.insert(0, Told("", say("public.stay_out", count=len(lines)), "warn"))
        self.told.show_lines(lines)
        self._show_rows()
        self.table.tick([one.id for one in self.homes if one.id in self._wanted])

    def show_asked(self, words: Mapping[str, str]) -> None:
        """What was answered for each household beside its name; without such answers the names have its room."""
        self._words = words
        self.table.horizontalHeader().setSectionHidden(ASKED, not words)
        self._show_rows()

    def ticked(self) -> list[str]:
        """The ticked households in the order of the list."""
        return [one.id for one in self.homes if one.id in self.table.ticked]

    def _show_rows(self) -> None:
        text = str(self.search.answer() or "")
        self.table.show_rows(
            [self._row(one) for one in self.homes if text in f"{one.head}{one.group}{one.code}"]
        )

    def _row(self, one: Candidate) -> Row:
        why = self.out.get(one.id, "")
        facts = say("public.group_size_of", group=one.group, size=one.size).strip()
        asked = "" if why else self._words.get(one.id, "")
        return Row(one.id, (Mark(one.head or one.code, "quiet" if why else "", note=why or facts), asked))

    def _tick_all(self, on: bool) -> None:
        self.table.tick([row.key for row in self._shown()], on)

    def _shown(self) -> list[Row]:
        source = self.table.rows.source
        return [row for at in range(source.count()) if (row := source.row(at)) is not None]

    def _ticked(self) -> None:
        if hindered := self.table.ticked & set(self.out):
            self.table.ticked -= hindered
            self.table.viewport().update()
        self.count.setText(say("public.ticked", count=len(self.table.ticked)))
        self.changed.emit()
