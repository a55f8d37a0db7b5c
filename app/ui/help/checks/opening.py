"""The panel that opens a check, or changes one: its name, kind and window, and which villages it is for."""

from calendar import monthrange
from collections.abc import Callable, Sequence

from app.errors import Problem
from app.operations.answering import Refused, issue_words
from app.operations.campaigns import CampaignLine
from app.operations.places import Division
from app.rules.dossiers import Answers, Value
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.checks.sheet_forms import TaskForm
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.kit.buttons import Button
from app.ui.kit.choices import MultiChoiceField
from app.ui.kit.labels import Text
from app.ui.kit.popups import Option

KEYS = ("name", "kind", "from_on", "to_on", "note")
PATHS = tuple(f"campaign.{key}" for key in KEYS)
YEARLY, MONTHLY = "1", "4"  # kinds of checks: of a year, of a month

Take = Callable[["CampaignPanel", Answers, Sequence[str]], object]


class CampaignPanel(SidePanel):
    """`take(panel, answers, divisions)` does the work once all is right; what goes wrong is said by `refuse`."""

    def __init__(
        self,
        desk: Desk,
        year: int,
        villages: Sequence[Division],
        known: CampaignLine | None,
        take: Take,
        monthly: bool = False,
    ) -> None:
        title = say("help_checks.change_title") if known else say("help_checks.open_title", year=year)
        super().__init__(title)
        self._take = take
        self.form = TaskForm(desk.office.forms, PATHS, frozenset(PATHS[:4]))
        self.villages = MultiChoiceField(
            [Option(one.id, one.name) for one in villages], say("help_checks.whole_township")
        )
        self.told = ToldLines()
        self.go = Button(say("help_checks.save") if known else say("help_checks.open_it"), "primary")
        self.go.clicked.connect(self.take)
        self.page.body.addWidget(self.form)
        if known is None:
            self.form.add(say("help_checks.villages"), self.villages)
            self.page.body.addWidget(Text(say("help_checks.open_hint"), "note", wrap=True))
        self.page.body.addWidget(self.told)
        self.page.body.addStretch(1)
        self.foot.addWidget(self.go)
        self._fill(desk, year, known)
        if monthly:
            self._fill_month(desk)

    def _fill(self, desk: Desk, year: int, known: CampaignLine | None) -> None:
        if known is not None:
            for key, path in zip(KEYS, PATHS, strict=True):
                self.form.set_answer(path, known.answers.get(key))
            return
        today = desk.office.clock().date()
        self.form.set_answer(PATHS[0], say("help_checks.usual_name", year=year))
        self.form.set_answer(PATHS[1], YEARLY)
        self.form.set_answer(PATHS[2], today)

    def _fill_month(self, desk: Desk) -> None:
        """Name, kind and window of this month's inspection."""
        today = desk.office.clock().date()
        last = monthrange(today.year, today.month)[1]
        name = say("help_checks.monthly_name", year=today.year, month=today.month)
        month: tuple[Value, ...] = (name, MONTHLY, today.replace(day=1), today.replace(day=last))
        for path, value in zip(PATHS, month, strict=False):
            self.form.set_answer(path, value)

    def begin(self) -> None:
        """Put the keyboard into the first field that is blank."""
        self.show()  # a layout shows it only later, and what is hidden takes no keyboard
        blank = [made for made in self.form.inputs.values() if made.answer() is None]
        (blank or list(self.form.inputs.values()))[0].setFocus()

    def take(self) -> None:
        """Do it, if all is right."""
        if self.form.is_right():
            self.go.setEnabled(False)
            answers = {key: self.form.answer(path) for key, path in zip(KEYS, PATHS, strict=True)}
            self._take(self, answers, self.villages.answer() or ())

    def refuse(self, problem: Problem) -> None:
        """Say why it could not be done; what was filled in stays."""
        self.go.setEnabled(True)
        if not isinstance(problem, Refused):
            self.told.show_lines([Told("", sentence(problem))])
            return
        for issue in problem.issues:
            self.form.say(f"campaign.{issue.field}", issue_words(issue))
