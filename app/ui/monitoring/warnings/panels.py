"""The panels beside the list of warnings: one explained; some handed to somebody to check; some turned away."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal

from app.operations.warnings.deeds import take_up, turn_away
from app.operations.warnings.lists import FoundWarning
from app.rules.values import show
from app.texts import say
from app.ui.desks import Desk
from app.ui.help.deed_panels import DeedPanel
from app.ui.help.panels import SidePanel
from app.ui.help.said_lines import SaidLines
from app.ui.help.visits.shown import place_words
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.chips import Chip
from app.ui.kit.labels import Text
from app.ui.monitoring.warnings.shown import due_mark, whom_words

CHECKER, DUE = "clue.checker", "clue.due_on"
RESULT, REASON = "clue.result", "clue.reason"


class WarningPanel(SidePanel):
    """One warning with its rule, its values and where they stand; `asked(deed)`: "take", "away", "open", "clue"."""

    asked = Signal(str)

    def __init__(self, desk: Desk, one: FoundWarning) -> None:
        super().__init__(one.warning.rule.label, f"{whom_words(one)} {place_words(one.village, one.group)}")
        self.one = one
        rule, found = one.warning.rule, one.warning.found
        mark = due_mark(one, desk.office.clock().date())
        lines = SaidLines()
        for label, words in (
            (say("monitoring.was"), found.was),
            (say("monitoring.value"), found.now),
            (say("monitoring.of_year"), say("help.year", year=found.year)),
            (say("monitoring.found_on"), show("date", one.found_on)),
            (say("monitoring.due_on"), show("date", one.due_on)),
            (say("monitoring.checker"), one.checker or say("monitoring.nobody")),
            (say("monitoring.rests_on"), rule.source),
        ):
            if words:
                lines.say(label, words)
        body = self.page.body
        body.addWidget(Text(rule.words, "strong", wrap=True))
        body.addWidget(Chip(mark.words, mark.tone or "neutral"), 0, Qt.AlignmentFlag.AlignLeft)
        body.addWidget(lines)
        if not rule.confirmed:
            body.addWidget(Text(say("monitoring.unconfirmed"), "note", "warn", wrap=True))
        if one.monitored:
            body.addWidget(Text(say("monitoring.monitored_told"), "note", "text2", wrap=True))
        body.addStretch(1)
        self.open = Button(say("monitoring.look_at_field"), "quiet", "house", self._open)
        self.away = Button(say("monitoring.away"), "quiet", pressed_do=self._away)
        self.take = Button(say("monitoring.take"), "primary", pressed_do=self._take)
        self.clue = Button(say("monitoring.look_at_clue"), "primary", "list-bullets", self._clue)
        for button in (self.open, self.away, self.take, self.clue):
            self.foot.addWidget(button)
        self.away.setVisible(not one.clue_id)
        self.take.setVisible(not one.clue_id)
        self.clue.setVisible(bool(one.clue_id))

    def _open(self) -> None:
        self.asked.emit("open")

    def _away(self) -> None:
        self.asked.emit("away")

    def _take(self) -> None:
        self.asked.emit("take")

    def _clue(self) -> None:
        self.asked.emit("clue")


class _SomePanel(DeedPanel):
    """A deed with some warnings, named at its top."""

    def __init__(
        self, desk: Desk, title: str, warnings: Sequence[FoundWarning], paths: Sequence[str]
    ) -> None:
        super().__init__(desk, title)
        self.some = list(warnings)
        self.fields = LooseForm(desk.office.forms, paths)
        names = list(dict.fromkeys(map(whom_words, warnings)))
        shown = say("window.list_comma").join(names[:12])
        more = say("monitoring.and_more", names=shown, count=f"{len(names):,}") if len(names) > 12 else shown
        self.page.body.addWidget(Text(more, "note", "text2", wrap=True))
        self.foot.addWidget(self.go)

    def _lay(self) -> None:
        for part in (self.fields, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)

    def take_keyboard(self) -> None:
        """The keyboard goes to the first field."""
        next(iter(self.fields.inputs.values())).setFocus()


class TakePanel(_SomePanel):
    """Hands warnings over: to each household's helper, or to one person for all."""

    def __init__(self, desk: Desk, warnings: Sequence[FoundWarning]) -> None:
        title = say("monitoring.take_title", count=f"{len(warnings):,}")
        super().__init__(desk, title, warnings, (CHECKER, DUE))
        office, without = desk.office, sum(not one.checker for one in warnings)
        told = say("monitoring.take_told")
        if without:
            told += say("monitoring.take_without", count=f"{without:,}")
        self.page.body.addWidget(Text(told, "note", "warn" if without else "text2", wrap=True))
        if len(warnings) == 1:
            self.fields.set_answer(CHECKER, warnings[0].checker or None)
            self.fields.set_answer(DUE, max(warnings[0].due_on, office.clock().date()))
        self._lay()

        def take() -> Callable[[], object]:
            checker, due = self.fields.answer(CHECKER), self.fields.answer(DUE)
            # Whom the form proposed is the household's helper himself.
            named = "" if len(self.some) == 1 and checker == self.some[0].checker else str(checker or "")
            day = due if isinstance(due, date) else None
            return lambda: take_up(office, self.some, checker=named, due_on=day)

        words = say("warnings.taken", count=f"{len(warnings):,}")
        self.ask(self.fields, say("monitoring.take"), words, take)


class AwayPanel(_SomePanel):
    """Turns warnings away with a reason."""

    def __init__(self, desk: Desk, warnings: Sequence[FoundWarning]) -> None:
        title = say("monitoring.away_title", count=f"{len(warnings):,}")
        super().__init__(desk, title, warnings, (RESULT, REASON))
        office = desk.office
        self.fields.set_answer(RESULT, "2")
        self.page.body.addWidget(Text(say("monitoring.away_told"), "note", "text2", wrap=True))
        self._lay()

        def away() -> Callable[[], object]:
            result, reason = str(self.fields.answer(RESULT) or ""), str(self.fields.answer(REASON) or "")
            return lambda: turn_away(office, self.some, result, reason)

        self.ask(self.fields, say("monitoring.away"), say("clues.closed", count=f"{len(warnings):,}"), away)

    def take_keyboard(self) -> None:
        """The keyboard goes to the reason."""
        self.fields.inputs[REASON].setFocus()
