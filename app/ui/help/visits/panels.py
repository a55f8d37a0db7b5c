"""The panels beside the lists of visits: one shown whole, whom a leader has yet to see."""

from PySide6.QtCore import Signal

from app.operations.leaders import HouseholdLeft, LeaderLine, households_left
from app.operations.visit_lines import VisitLine
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel
from app.ui.help.said_lines import SaidLines
from app.ui.help.visits.shown import place_words
from app.ui.help.visits.works import Begun, begin
from app.ui.household.help.photos import PhotoRow
from app.ui.household.keeping import Keeper
from app.ui.kit.bars import Bar
from app.ui.kit.buttons import Button
from app.ui.kit.cells import Column, Row
from app.ui.kit.labels import Text
from app.ui.kit.rows import ReadRow
from app.ui.kit.tables import Table
from app.ui.kit.theme import scaled


class VisitPanel(SidePanel):
    """One visit, whole, with its photos. `changing(visit)` and `opening(household)` by its buttons."""

    changing = Signal(str)
    opening = Signal(str)

    def __init__(self, desk: Desk, household: str, visit: str) -> None:
        super().__init__(say("help_visits.one_title"))
        self._desk, self.visit, self._household = desk, visit, household
        self.keeper = Keeper(desk)
        self.keeper.setParent(self)
        self.lines = SaidLines()
        self.page.body.addWidget(self.lines)
        self.page.body.addStretch(1)
        self.change = Button(say("help_visits.change"), "primary", "pencil-simple", self._change)
        opens = Button(say("help_visits.open_household"), "quiet", "house", self._open)
        for button in (opens, self.change):
            self.foot.addWidget(button)
        office = desk.office
        desk.lanes.run("errand", lambda _: begin(office, household), self._show, owner=self)

    def _change(self) -> None:
        self.changing.emit(self.visit)

    def _open(self) -> None:
        self.opening.emit(self._household)

    def _show(self, begun: Begun) -> None:
        visited = begun.visited
        line = visited.visit(self.visit)
        if line is None:
            self.close_panel()
            return
        self.keeper.open_household(self._household, begun.draft)
        self.note.setText(f"{visited.head} {visited.place}")
        names = "\u3001".join(f"{one.name} {one.unit}".strip() for one in line.visitors)
        self.lines.say(say("help_visits.who"), names)
        forms = self._desk.office.forms
        for field in forms.help["visit"].fields:
            value = line.answers.get(field.key)
            if value is not None:
                self.lines.say(field.label, show(field.kind, value, forms.code_list(field)))
        self._say_findings(line)
        pictures = [*line.photos, *((line.signature,) if line.signature else ())]
        for start in range(0, len(pictures), 3):
            self.page.body.insertWidget(start // 3 + 1, PhotoRow(self.keeper, pictures[start : start + 3]))

    def _say_findings(self, line: VisitLine) -> None:
        if line.findings:
            words = say("help_visits.findings", count=len(line.findings), open=line.open_findings)
            self.lines.say(say("help_visits.found"), words)


class LeftPanel(SidePanel):
    """Whom a leader has yet to visit; `writing(household)` by Enter or a press."""

    writing = Signal(str)

    def __init__(self, desk: Desk, line: LeaderLine, year: int, division_id: str | None) -> None:
        super().__init__(line.name, say("help_visits.left_note", left=line.households - line.visited))
        words = say("help_visits.visited_of", visited=f"{line.visited:,}", households=f"{line.households:,}")
        self.share = Bar(line.visited / line.households if line.households else 0)
        self.table = Table([
            Column("head", say("help_visits.head"), 100),
            Column("place", say("help_visits.place"), 120, stretch=True),
        ])  # fmt: skip
        self.table.setMinimumHeight(scaled(320))
        self.table.opened.connect(self.writing)
        for part in (ReadRow(say("help_visits.percent"), words, label_width=scaled(80)), self.share):
            self.page.body.addWidget(part)
        self.page.body.addWidget(Text(say("help_visits.left_hint"), "note", wrap=True))
        self.page.body.addWidget(self.table, 1)
        self.show_foot(False)
        office = desk.office
        desk.lanes.run(
            "errand",
            lambda _: households_left(office, year, line.cadre_id, division_id),
            self._show,
            owner=self,
        )

    def _show(self, left: list[HouseholdLeft]) -> None:
        self.table.show_rows(
            [Row(one.household_id, (one.head, place_words(one.village, one.group))) for one in left]
        )
        self.table.setFocus()
