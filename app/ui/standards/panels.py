"""The panel of one household: each item with its reasons and the way to its field; by either standard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.operations.offices import Office
from app.operations.standards import Judged
from app.rules.standards import Judgement, Standard
from app.texts import say
from app.ui.help.panels import SidePanel
from app.ui.judgements.lines import ItemLines
from app.ui.judgements.words import source_words, state_tone, state_word
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Line, Text
from app.ui.kit.segments import Choice, Segments
from app.ui.standards.shown import Found


class JudgedPanel(SidePanel):
    """`open_asked(path, person)` for the household's page at a field ("" at its top), `begin_asked` for a case."""

    open_asked = Signal(str, str)
    begin_asked = Signal()

    def __init__(self, found: Found, one: Judged, office: Office) -> None:
        place = " ".join(part for part in (one.village, one.group) if part)
        super().__init__(one.head or one.code, say("standards_page.panel_note", place=place, size=one.size))
        self.household_id = one.household_id
        self._judged: dict[str, tuple[Standard, Judgement]] = {"first": (found.first.standard, one.judgement)}
        beside = found.second.get(one.household_id) if found.second is not None else None
        if beside is not None and found.other is not None:
            self._judged["second"] = (found.other.standard, beside)
        self.sides = Segments([Choice(key, standard.short) for key, (standard, _) in self._judged.items()])
        self.sides.chosen.connect(self.show_side)
        self.sides.setVisible(len(self._judged) > 1)
        self.chip, self.label = Chip(""), Line("", "body", True)
        self.source = Text("", "note", "text2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.label, 1)
        head.addWidget(self.chip)
        self.items = ItemLines(office)
        self.items.asked_for.connect(self.open_asked)
        self.page.body.addWidget(self.sides, 0, Qt.AlignmentFlag.AlignLeft)
        self.page.body.addLayout(head)
        self.page.body.addWidget(self.source)
        self.page.body.addWidget(self.items)
        self.page.body.addStretch(1)
        self.begin = Button(say("standards_page.begin"), "quiet", "megaphone-simple", self.begin_asked.emit)
        self.begin.setVisible(bool(found.first.standard.procedures))
        self.open = Button(say("standards_page.open"), "quiet", "house", self._open)
        self.foot.addWidget(self.begin)
        self.foot.addWidget(self.open)
        self.show_side("first")

    def show_side(self, key: str) -> None:
        """Show the household by the first standard or by the second."""
        standard, judgement = self._judged[key]
        self.sides.choose(key)
        self.label.setText(standard.label)
        self.source.setText(say("standards_page.rests_on", source=source_words(standard)))
        self.chip.show_chip(state_word(judgement.state), state_tone(judgement.state))
        self.items.show_judgement(standard, judgement)
        self.page.verticalScrollBar().setValue(0)

    def _open(self) -> None:
        self.open_asked.emit("", "")
