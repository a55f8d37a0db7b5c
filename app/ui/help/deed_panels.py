"""A panel beside a list that asks a form and does one deed with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from app.errors import Problem
from app.operations.answering import issue_words
from app.rules.dossiers import Answers
from app.texts import say, sentence
from app.ui.desks import Desk
from app.ui.help.panels import SidePanel, Told, ToldLines
from app.ui.household.loose import LooseForm
from app.ui.kit.buttons import Button
from app.ui.kit.rows import FieldRow


class DeedPanel(SidePanel):
    """Asks a form and does one deed with it; `done(sentence)` when it was done, `told` says what it was refused for.

    Ctrl+S presses the button.
    """

    done = Signal(str)

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(title)
        self.desk, self.told = desk, ToldLines()
        self.form: LooseForm | None = None
        self.rows: dict[str, FieldRow] = {}  # of fields no form names, by the field of their issue
        self.go = Button("", "primary", pressed_do=self.take)
        keys = QShortcut(QKeySequence("Ctrl+S"), self, self.take)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._deed: Callable[[], Callable[[], object]] | None = None
        self._words = ""

    def ask(self, form: LooseForm, verb: str, words: str, deed: Callable[[], Callable[[], object]]) -> None:
        """Ask this form; `deed()` gives the writing, `words` say that it is done."""
        self.form, self._deed, self._words = form, deed, words
        self.go.setText(verb)
        self.go.setToolTip(say("help_findings.keys"))

    def lay(self, form: LooseForm) -> None:
        """Put the form into the panel, and below it what it is refused for."""
        for part in (form, self.told):
            self.page.body.addWidget(part)
        self.page.body.addStretch(1)

    def ask_instead(
        self, form: LooseForm, answers: Answers, verb: str, words: str, change: Callable[[Answers], object]
    ) -> None:
        """Ask these answers anew in place of what was asked; `change` writes what they are then."""
        for path in form.inputs:
            form.set_answer(path, answers.get(path.partition(".")[2]))
        if self.form is not None:
            self.form.hide()

        def deed() -> Callable[[], object]:
            said = {path.partition(".")[2]: form.answer(path) for path in form.inputs}
            return lambda: change(said)

        self.ask(form, verb, words, deed)
        self.lay(form)
        next(iter(form.inputs.values())).setFocus()

    def take(self) -> None:
        """Do it, if all is answered."""
        if self.form is None or self._deed is None or not self.go.isEnabled() or not self.form.is_right():
            return
        write = self._deed()
        self.go.setEnabled(False)
        self.told.show_lines([])
        self.desk.lanes.run("writer", lambda _: write(), self._written, self._refused, owner=self)

    def _written(self, _: object) -> None:
        self.done.emit(self._words)

    def _refused(self, problem: Problem) -> None:
        self.go.setEnabled(True)
        rest = []
        named = zip(self.form.inputs, self.form.rows, strict=False) if self.form else ()
        rows = {path.partition(".")[2]: row for path, row in named} | self.rows
        for issue in getattr(problem, "issues", ()):
            row = rows.get(issue.field)
            if row is not None:
                row.say_issue(issue_words(issue), issue.level)
            else:
                rest.append(Told("", issue_words(issue)))
        self.told.show_lines(rest if getattr(problem, "issues", ()) else [Told("", sentence(problem))])
