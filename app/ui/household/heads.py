"""The band at the head of a household's page: who, what kind, where, what is due, prev and next, the card anchors."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.pairings.lines import PairingLine
from app.rules.dossiers import Dossier
from app.rules.forms import Forms
from app.rules.values import show
from app.texts import say
from app.ui.household.help.visit_words import due_words
from app.ui.household.shown import Shown
from app.ui.kit.buttons import Button, IconButton
from app.ui.kit.cards import Surface
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.painting import round_face
from app.ui.kit.segments import Anchors, Choice
from app.ui.kit.theme import scaled
from app.ui.kit.timelines import Facts

MOST_DUE = 2  # lines the band has room for
FAR = 30  # days before a visit is due from which it is said at all
SOON = 7  # days before a visit is due from which it stands in amber


class Face(QWidget):
    """The round mark with the first character of the head's name."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setFixedSize(scaled(52), scaled(52))

    def show_name(self, name: str) -> None:
        """Show another name's mark."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        round_face(QPainter(self), QRectF(self.rect()), self._name or "?", "title")


class HeadBand(Surface):
    """Does not scroll. `stepped(-1 or 1)`, `print_asked`, `anchor_chosen(card)`, `more_asked`, `history_asked`,
    `doubts_asked` for the next doubt, `visit_asked` for a new visit."""

    stepped = Signal(int)
    print_asked = Signal()
    more_asked = Signal()
    anchor_chosen = Signal(str)
    history_asked = Signal()
    doubts_asked = Signal()
    visit_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.face, self.name, self.where = Face(), Text("", "title"), Line("", "note", tone="text2")
        self.chips = [Chip(""), Chip(""), Chip("")]
        self.due = Facts([])
        self._due_keys: list[str] = []
        self.due.setCursor(Qt.CursorShape.PointingHandCursor)
        self.due.setToolTip(say("household.next_doubt"))
        self.due.installEventFilter(self)
        QShortcut(QKeySequence("F7"), self, self.doubts_asked.emit)
        self.before = IconButton(
            "caret-left", say("household.before"), lambda: self.stepped.emit(-1), framed=True
        )
        self.after = IconButton(
            "caret-right", say("household.after"), lambda: self.stepped.emit(1), framed=True
        )
        self.print = Button(say("household.print"), "quiet", "printer", self.print_asked.emit)
        self.print.setToolTip(say("household.print_hint"))
        self.visit = Button(say("household_visits.add"), "primary", "note-pencil", self.visit_asked.emit)
        self.visit.setToolTip(say("household_visits.add_hint"))
        self.visit.setShortcut(QKeySequence("Ctrl+E"))
        self.more = IconButton("dots-three", say("household.deeds"), self.more_asked.emit, framed=True)
        self.history = IconButton(
            "clock-counter-clockwise", say("household.history"), self.history_asked.emit, framed=True
        )
        self.before.setShortcut(QKeySequence("Alt+Left"))
        self.after.setShortcut(QKeySequence("Alt+Right"))
        self.print.setShortcut(QKeySequence("Ctrl+P"))
        self.anchors = Anchors([])
        self.anchors.chosen.connect(self.anchor_chosen)
        self._lay_out()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 14, 20, 0)
        whole.setSpacing(6)
        upper = QHBoxLayout()
        upper.setSpacing(8)
        upper.addWidget(self.face)
        upper.addSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self.name)
        for chip in self.chips:
            first.addWidget(chip)
        first.addStretch(1)
        words.addLayout(first)
        words.addWidget(self.where)
        upper.addLayout(words, 1)
        upper.addWidget(self.due)
        upper.addSpacing(12)
        divider = Hairline(standing=True)
        divider.setFixedHeight(scaled(48))
        upper.addWidget(divider)
        upper.addSpacing(12)
        for button in (self.before, self.after, self.history, self.more, self.print, self.visit):
            upper.addWidget(button)
        whole.addLayout(upper)
        whole.addWidget(self.anchors)

    def show_household(self, shown: Shown, forms: Forms) -> None:
        """Show who this is and what is due."""
        known = shown.dossier
        name = known.head.name if known.head else ""
        self.face.show_name(name)
        self.name.setText(name or say("household.no_head"))
        marks = status_marks(known, forms)
        for number, chip in enumerate(self.chips):
            chip.setVisible(number < len(marks))
            if number < len(marks):
                chip.show_chip(*marks[number])
        self.where.setText(place_line(shown))
        self.visit.setEnabled(not shown.locked)
        facts = due_facts(shown)
        self._due_keys = [key for key, _ in facts]
        facts_shown = [fact for _, fact in facts]
        self.due.show_facts(facts_shown)
        self.due.setVisible(bool(facts))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.due and isinstance(event, QMouseEvent):
            at = int(event.position().y() // scaled(26))
            keys = self._due_keys[at : at + 1]
            if event.type() == QEvent.Type.MouseButtonRelease and keys:
                self.anchor_chosen.emit("visit") if keys[0] == "visit" else self.doubts_asked.emit()
            self.due.setToolTip(say("household.next_doubt") if keys == ["doubt"] else "")
        return False

    def show_anchors(self, choices: Sequence[Choice]) -> None:
        """Show the names of the cards, with a dot where something waits."""
        self.anchors.show_choices(choices)

    def show_history_button(self, shown: bool) -> None:
        """Show the button of the history where it has no room beside the cards."""
        self.history.setVisible(shown)

    def show_neighbours(self, before: bool, after: bool) -> None:
        """Say whether there is a household before and after this one in the list."""
        self.before.setEnabled(before)
        self.after.setEnabled(after)


Fact = tuple[str, str, str]


def due_facts(shown: Shown) -> list[tuple[str, Fact]]:
    """What is due, each with its card or "doubt": the next visit, problems past their day, doubts, missing answers."""
    helped = [fact for fact in (visit_fact(shown), finding_fact(shown)) if fact]
    helped.sort(key=lambda fact: fact[2] != "bad")
    facts = [("visit", fact) for fact in helped]
    waiting = [one.doubt for one in shown.open_doubts()]
    lacking = sum(one.rule == "required" for one in waiting)
    doubts = len(waiting) - lacking
    parts = [say("household.doubts", count=doubts)] if doubts else []
    parts += [say("household.lacking", count=lacking)] if lacking else []
    if parts:
        facts.append(("doubt", ("warning", say("window.list_comma").join(parts), "warn")))
    return facts if len(facts) <= MOST_DUE else [facts[0], facts[-1]]


def visit_fact(shown: Shown) -> Fact | None:
    """When somebody has to come: red when it is over, amber on its last days; None while it is far off."""
    due = shown.help.next_visit
    if due is None or due.days_over < -FAR:
        return None
    words = due_words(due.days_over, show("date", due.due_on))
    if due.days_over > 0:
        return "calendar-x", words, "bad"
    return "calendar-check", words, "warn" if due.days_over > -SOON else "text2"


def finding_fact(shown: Shown) -> Fact | None:
    """How many problems are past their day; None where none is."""
    late = sum(one.state == "overdue" for one in shown.help.findings)
    return ("warning-circle", say("household_visits.findings_over", count=late), "bad") if late else None


def status_marks(known: Dossier, forms: Forms) -> list[tuple[str, str]]:
    """The chips of a household: its kind, what it is watched for, whether the risk still stands."""
    marks = []
    kind = known.standing.get("household_kind") or known.standing.get("attribute")
    codes = "household_kind" if known.standing.get("household_kind") else "poverty_attribute"
    if isinstance(kind, str):
        marks.append((forms.codes[codes].name(kind), "neutral"))
    watched = known.standing.get("monitor_class")
    if isinstance(watched, str):
        cleared = known.standing.get("risk_cleared") is True
        marks.append((forms.codes["monitor_class"].name(watched), "neutral" if cleared else "warn"))
        if known.standing.get("risk_cleared") is not None:
            word = say("household.risk_cleared") if cleared else say("household.risk_open")
            marks.append((word, "ok" if cleared else "warn"))
    if known.household.get("closed_on"):
        marks.insert(0, (say("household.closed"), "neutral"))
    return marks[:3]


def place_line(shown: Shown) -> str:
    """Village and group, how many there are, the household's code, the year the page speaks of, who helps."""
    known = shown.dossier
    code, helper = known.household.get("code"), shown.help.helper()
    parts = [
        f"{known.place.village}{known.household.get('group_name') or ''}",
        say("household.size", count=known.size) if known.size else "",
        say("household.code", code=code) if code else "",
        say("household.of_year", year=known.year),
        helper_line(helper) if helper else "",
    ]
    return " · ".join(part for part in parts if part)


def helper_line(helper: PairingLine) -> str:
    """Who answers for the household, with his unit."""
    unit = str(helper.unit.get("name") or "")
    words = say("household.helper_of", name=helper.name, unit=unit)
    return words if unit else say("household.helper", name=helper.name)
