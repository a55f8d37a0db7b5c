"""What is asked for a step: who did it, when, and with what opinion."""

from datetime import date

from app.rules.forms import Forms
from app.ui.household.loose import LooseForm


class StepForm(LooseForm):
    """Day, who, opinion of a step; `usual`: the opinion most decisions have, which is none for sending back."""

    def __init__(self, forms: Forms, today: date, who: str, usual: str = "") -> None:
        super().__init__(forms, ["case_step.done_on", "case_step.done_by", "case_step.opinion"])
        self.set_answer("case_step.done_on", today)
        self.set_answer("case_step.done_by", who)
        self.usual = usual
        self.set_answer("case_step.opinion", usual or None)

    def day(self) -> date | None:
        """The day as it was answered."""
        value = self.answer("case_step.done_on")
        return value if isinstance(value, date) else None

    def who(self) -> str:
        """Who did it."""
        return str(self.answer("case_step.done_by") or "")

    def objection(self) -> str:
        """Why it goes back: what was said, but for the usual opinion."""
        return "" if self.opinion() == self.usual else self.opinion()

    def opinion(self) -> str:
        """What was said of it."""
        return str(self.answer("case_step.opinion") or "")
