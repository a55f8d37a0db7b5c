"""The panel that writes a visit down, of a household that is due or one picked by its name."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.errors import Issue
from app.operations.answering import issue_words
from app.operations.visit_checks import check_visit
from app.operations.visit_pictures import check_pictures
from app.operations.visited_households import Visited
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.help.visits.picks import HouseholdPick
from app.ui.help.visits.works import Begun, begin
from app.ui.household.help.visit_entries import WHO, VisitEntry
from app.ui.household.keeping import Keeper
from app.ui.kit.labels import Text

DAY = "visit.visited_on"


class EntryPanel(SidePanel):
    """Writes a visit down: of that household, else of the one that is picked first; `visit` changes one.

    What is typed is a draft of the household, so that closing the panel loses nothing. Whether the day, those who
    went and the photos can be right is told while one types. `written` when it was kept.
    """

    written = Signal()

    def __init__(self, desk: Desk, household: str = "", *, visit: str = "", went: str = "") -> None:
        super().__init__(say("help_visits.change_title") if visit else say("help_visits.write_title"))
        self._desk, self._visit, self._went = desk, visit, went
        self.visited: Visited | None = None
        self._asked = 0
        self.last, self.told = Text("", "note", wrap=True), ToldLines()
        self.keeper = Keeper(desk)
        self.keeper.setParent(self)
        self.keeper.wrote.connect(self.written)
        self.entry = VisitEntry(self.keeper)
        for said in (self.entry.title, self.entry.note):  # the panel says it
            said.hide()
        self.entry.go.set_kind("primary")
        self.entry.closed.connect(self._entry_closed)
        for heard in (
            self.entry.form.inputs[DAY].answered,
            self.entry.who.answered,
            self.entry.photos.changed,
        ):
            heard.connect(self.check)
        self.pick = HouseholdPick(desk)
        self.pick.picked.connect(self.start)
        for part in (self.pick, self.last, self.told, self.entry):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)
        self.foot.insertWidget(0, self.entry.remove)
        self.foot.addWidget(self.entry.go)
        self.show_foot(False)
        self.last.hide()
        if household:
            self.start(household)

    def take_keyboard(self) -> None:
        """The keyboard goes to what is asked first."""
        if self.visited is None:
            self.pick.field.setFocus()

    def start(self, household: str) -> None:
        """Ask about this household's visit."""
        office, went = self._desk.office, self._went
        self.pick.hide()
        self._desk.lanes.run("errand", lambda _: begin(office, household, went), self._show, owner=self)

    def _show(self, begun: Begun) -> None:
        visited = self.visited = begun.visited
        self.show_foot(True)
        self.note.setText(f"{visited.head} {visited.place}")
        self.last.setText(_last_words(visited))
        self.last.setVisible(not self._visit)
        self.keeper.open_household(visited.household_id, begun.draft)
        self.entry.show_cadres(visited.cadres, visited.first)
        line = visited.visit(self._visit)
        if line is not None:
            self.entry.open_visit(line, visited.helper)
        else:
            self.entry.open_new(visited.helper)
        self.check()

    def check(self) -> None:
        """Tell what cannot be right about the day, those who went and the photos; the rest is said at saving."""
        if self.visited is None:
            return
        self._asked += 1
        office, household, asked = self._desk.office, self.visited.household_id, self._asked
        day, went = self.entry.form.answer(DAY), tuple(self.entry.who.answer() or ())
        files, visit = tuple(self.entry.photos.files), self._visit or None

        def look(_: object) -> list[Issue]:
            found = check_visit(office, household, {"visited_on": day}, went, visit=visit)
            told = [one for one in found if one.field in ("visited_on", "cadre_ids") and day is not None]
            return [*told, *check_pictures(office, files, day=day)]

        def shown(found: Sequence[Issue]) -> None:
            if asked == self._asked:
                self._tell(found)

        self._desk.lanes.run("errand", look, shown, owner=self)

    def _tell(self, found: Sequence[Issue]) -> None:
        beside = {"visited_on": DAY, "cadre_ids": WHO}
        for field, key in beside.items():
            wrong = next((one for one in found if one.field == field and one.level == "error"), None)
            self.entry.form.say_issue(key, issue_words(wrong) if wrong else "")
        rest = [one for one in found if one.level == "doubt" or one.field not in beside]
        self.told.show_lines(
            [Told("", issue_words(one), "bad" if one.level == "error" else "warn") for one in rest]
        )

    def _entry_closed(self) -> None:
        super().close_panel()

    def close_panel(self) -> None:
        """Close it; what was typed stays a draft."""
        self.keeper.flush()
        super().close_panel()


def _last_words(visited: Visited) -> str:
    if not visited.visits:
        return say("help_visits.never_yet")
    last = visited.visits[0]
    names = "\u3001".join(one.name for one in last.visitors)
    said = str(last.answers.get("problem") or last.answers.get("seen") or "")
    return say("help_visits.last_words", day=show("date", last.visited_on), names=names, said=said)
