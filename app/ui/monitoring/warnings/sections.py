"""The section 预警: what the rules find now, by rule and place; handed over, turned away, or looked at."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import Problem
from app.operations.offices import Office
from app.operations.warnings.known import warning_rules
from app.operations.warnings.lists import FoundWarning, WarningList, warning_list
from app.progress import Progress
from app.rules.warnings import Rules
from app.texts import say
from app.ui.desks import Desk
from app.ui.hearing import Hearing
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.panels import PanelPlace
from app.ui.kit.bars import ActionBar, ProgressLine
from app.ui.kit.buttons import Button
from app.ui.kit.cards import EmptyPage
from app.ui.kit.cells import Row
from app.ui.kit.choices import ChoiceField
from app.ui.kit.fields import SearchField
from app.ui.kit.labels import Line
from app.ui.kit.lists import ListCard
from app.ui.kit.popups import Option
from app.ui.kit.segments import Choice, Segments
from app.ui.kit.sources import Page, Paged, at_once
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled
from app.ui.monitoring.warnings.panels import AwayPanel, TakePanel, WarningPanel
from app.ui.monitoring.warnings.shown import (
    Narrowing,
    chosen,
    rule_counts,
    unjudged_words,
    warning_columns,
    warning_row,
)

WAITING, HANDLED = "waiting", "handled"
SPARED = (1, 3, 5)  # given up while a panel stands beside the list: place, what was, who checks


class Read(NamedTuple):
    """What was read at once: the warnings, and the rules they are of."""

    known: WarningList
    rules: Rules


def read_warnings(office: Office, progress: Progress) -> Read:
    """Read what the section shows. Raises Problem for a rule file that cannot be understood."""
    return Read(warning_list(office, progress), warning_rules(office))


class WarningsSection(QWidget):
    """`lines` are the warnings shown."""

    said = Signal(str)
    no_year = True

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.read: Read | None = None
        self.narrowing = Narrowing()
        self.lines: list[FoundWarning] = []
        self.table = Table(warning_columns(), ticks=True, row_height="two_line_row")
        self.table.opened.connect(self.show_one)
        self.table.ticks_changed.connect(self._say_counts)
        self.table.ticked_all.connect(self._tick_all)
        take = (say("monitoring.take"), "user", self.take_ticked)
        away = (say("monitoring.away"), "x", self.turn_ticked_away)
        self.bar = ActionBar([take, away])
        self.bar.cleared.connect(self.table.untick_all)
        self._lay_out()
        self._hearing = Hearing(desk, self, self.refresh, ("households", "imports", "settings"))

    def _lay_out(self) -> None:
        self.states = Segments([Choice(WAITING, ""), Choice(HANDLED, "")])
        self.states.chosen.connect(self._narrow)
        self.rules = ChoiceField([], say("monitoring.every_rule"))
        self.rules.setFixedWidth(scaled(210))
        self.rules.setAccessibleName(say("monitoring.rule"))
        self.rules.answered.connect(self._narrow)
        self.search = SearchField(say("monitoring.search_warnings"), scaled(32))
        self.search.setFixedWidth(scaled(180))
        self.search.paused.connect(self._narrow)
        self.progress = ProgressLine()
        self.empty = EmptyPage("check-circle", say("monitoring.no_warnings"))
        self.none = EmptyPage("tray", say("monitoring.none_warned"))
        self.unjudged = Line("", "note", tone="text3")
        below = QWidget()
        inner = QHBoxLayout(below)
        inner.setContentsMargins(17, 6, 17, 6)
        inner.addWidget(self.unjudged)
        card = ListCard(
            [self.states],
            [self.progress, self.rules, self.search],
            [self.table, self.empty, self.none],
            [below, self.bar],
        )
        self.place = PanelPlace(card)
        self.place.changed.connect(self._panel_changed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.place)

    def buttons(self) -> list[QWidget]:
        """The buttons of the page's header."""
        return [Button(say("monitoring.again"), "quiet", "arrows-clockwise", self.refresh)]

    # what is shown

    def show_scope(self, year: int, division_id: str | None) -> None:
        """Show the warnings of that village; they are of each household's newest year."""
        self._ask(
            Narrowing(division_id or "", self.narrowing.rule, self.narrowing.text, self.narrowing.handled)
        )
        self.refresh()

    def open_at(self, rule: str = "", handled: bool = False, **place: object) -> None:
        """Come to the warnings, of a rule if it is named."""
        if rule:
            self.rules.set_answer(rule)
            self.states.choose(HANDLED if handled else WAITING)
            self._ask(Narrowing(self.narrowing.division_id, rule, self.narrowing.text, handled))
        self.table.setFocus()

    def refresh(self) -> None:
        """Look again where anything changed; the place in the list stays."""
        office = self._desk.office
        if self.read is None:
            self.progress.start(say("monitoring.looking"), can_stop=False)
        self._desk.lanes.run(
            "background",
            lambda progress: read_warnings(office, progress),
            self._show,
            self._failed,
            owner=self,
        )

    def _failed(self, problem: Problem) -> None:
        self.progress.finish()
        self._desk.complain(problem)

    def _show(self, read: Read) -> None:
        self.progress.finish()
        self.read = read
        self._show_lines()

    def _narrow(self, *_: object) -> None:
        handled = self.states.key() == HANDLED
        text, rule = str(self.search.answer() or ""), str(self.rules.answer() or "")
        self._ask(Narrowing(self.narrowing.division_id, rule, text, handled))

    def _ask(self, narrowing: Narrowing) -> None:
        if narrowing != self.narrowing:
            self.narrowing = narrowing
            self.table.untick_all()
            self.table.verticalScrollBar().setValue(0)
            self._show_lines()

    def _show_lines(self) -> None:
        if self.read is None:
            return
        known, rules = self.read
        self.lines = self.narrowing.narrow(known)
        self.table.ticked &= {one.key for one in self.lines}
        counts = rule_counts(known, self.narrowing.division_id)
        options = [
            Option(one.key, say("monitoring.rule_count", label=one.label, count=f"{counts[one.key]:,}"))
            for one in {rule.key: rule for rule in rules.every}.values()
        ]
        self.rules.set_options(options)
        calm = not (self.narrowing.rule or self.narrowing.text or self.narrowing.handled)
        self.table.setVisible(bool(self.lines))
        self.empty.setVisible(not self.lines and calm)
        self.none.setVisible(not self.lines and not calm)
        self.unjudged.setText(unjudged_words(known, rules))
        self.table.show_source(Paged(len(self.lines), at_once(self._rows)))
        self._say_counts()

    def _rows(self, page: Page) -> Sequence[Row]:
        today = self._desk.office.clock().date()
        return [warning_row(one, today) for one in self.lines[page.offset : page.offset + page.limit]]

    def _say_counts(self) -> None:
        if self.read is None:
            return
        division = self.narrowing.division_id
        here = [one for one in self.read.known.all() if not division or one.division_id == division]
        waiting = [one for one in here if not one.clue_id]
        today = self._desk.office.clock().date()
        self.states.show_choices([
            Choice(WAITING, f"{say('monitoring.unhandled')} {len(waiting):,}"),
            Choice(HANDLED, f"{say('monitoring.handled')} {len(here) - len(waiting):,}"),
        ])  # fmt: skip
        ticked = len(self.table.ticked)
        self.bar.show_counts(
            say("monitoring.count_warnings", count=f"{len(self.lines):,}"),
            say("monitoring.ticked", count=f"{ticked:,}") if ticked else "",
        )
        homes = len({one.household_id for one in waiting})
        late = sum(one.due_on < today for one in waiting)
        self.said.emit(say("monitoring.line_warnings", count=len(waiting), homes=homes, late=late))
        self._desk.show_count("monitoring", len(waiting))

    def _tick_all(self, on: bool) -> None:
        self.table.tick([one.key for one in self.lines], on)

    # what a person does

    def show_one(self, key: str) -> None:
        """Explain a warning beside the list."""
        one = next((one for one in self.lines if one.key == key), None)
        if one is None:
            return
        panel = WarningPanel(self._desk, one)
        panel.asked.connect(self._asked)
        self.place.open_panel(panel)
        (panel.clue if one.clue_id else panel.take).setFocus()

    def _asked(self, deed: str) -> None:
        panel = self.place.panel
        if not isinstance(panel, WarningPanel):
            return
        one = panel.one
        if deed == "take":
            self._open(TakePanel(self._desk, [one]))
        elif deed == "away":
            self._open(AwayPanel(self._desk, [one]))
        elif deed == "clue":
            self._desk.go("monitoring", section="clues", state="all", clue=one.clue_id)
        else:
            found = one.warning.found
            field = found.where[0].path if found.where else ""
            self._desk.go(
                "household", id=one.household_id, field=field, person=found.person_id, year=found.year
            )

    def take_ticked(self) -> None:
        """Hand the ticked warnings over."""
        if some := self._ticked():
            self._open(TakePanel(self._desk, some))

    def turn_ticked_away(self) -> None:
        """Turn the ticked warnings away."""
        if some := self._ticked():
            self._open(AwayPanel(self._desk, some))

    def _ticked(self) -> list[FoundWarning]:
        some = [one for one in chosen(self.lines, self.table.ticked) if not one.clue_id]
        if not some:
            self._desk.tell(say("monitoring.all_handled"), "warn")
        return some

    def _open(self, panel: DeedPanel) -> None:
        panel.done.connect(self._done)
        self.place.open_panel(panel)
        panel.take_keyboard()  # type: ignore[attr-defined]

    def _done(self, words: str) -> None:
        self._desk.tell(words)
        self.table.untick_all()
        self.place.close_panel()
        self._desk.changed.emit("households")

    def _panel_changed(self, is_open: bool) -> None:
        for part in (self.search, self.rules):
            part.setVisible(not is_open)
        for number in SPARED:
            self.table.horizontalHeader().setSectionHidden(number + 1, is_open)  # the first is the ticks'
        if not is_open:
            self.table.setFocus()
