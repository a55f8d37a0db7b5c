"""A sheet that asks for a few answers: each with its issue beside it, kept open until all are right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import Problem
from app.texts import say, sentence
from app.ui.kit.dialogs import Answer, Dialog
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.theme import scaled

Fields = Mapping[str, Any]
Fault = Callable[[], dict[str, str]]


class AskSheet:
    """Fields by key with labels. `try_it(fields)` is called once `faults()` finds none; the caller then calls
    `close()` when the work is done, or `refuse(problem)`, which says the problem under the first field.
    """

    def __init__(
        self,
        owner: QWidget,
        title: str,
        body: str,
        verb: str,
        rows: Sequence[tuple[str, str, Any]],
        try_it: Callable[[Fields], object],
        more: Sequence[Answer] = (),
        also: Callable[[str], object] | None = None,
        optional: Sequence[str] = (),
    ) -> None:
        answers = [("no", say("settings.no"), "quiet"), *more, ("yes", verb, "primary")]
        self.dialog = Dialog(owner, title, body, answers, self._decided, wide=scaled(520))
        self.dialog.accepts = self._accepts
        self.fields = {key: field for key, _, field in rows}
        self.faults: Fault = self._empty_ones
        self._try, self._also, self._over = try_it, also, False
        grid = FieldGrid(scaled(84))
        self._rows: dict[str, FieldRow] = {}
        for key, label, field in rows:
            row = grid.add(label, field, required=key not in optional, whole=True)
            row.reserved = key not in optional
            self._rows[key] = row
        grid.arrange()
        self.dialog.content.addWidget(grid)

    def ask(self) -> None:
        """Open it; the first field that can be typed in has the keyboard."""
        self.dialog.ask(next((field for field in self.fields.values() if not field.isReadOnly()), None))

    def close(self) -> None:
        """The work is done."""
        self._over = True
        self.dialog.decide("no")

    def refuse(self, problem: Problem) -> None:
        """Say why it could not be done; the sheet stays."""
        self.dialog.buttons["yes"].setEnabled(True)
        next(iter(self._rows.values())).say_issue(sentence(problem))
        self.dialog.refit()

    def _empty_ones(self) -> dict[str, str]:
        return {key: "" if field.answer() else say("settings.wanted") for key, field in self.fields.items()}

    def _accepts(self, key: str) -> bool:
        if self._over or key != "yes":
            return True
        faults = self.faults()
        for name, row in self._rows.items():
            row.say_issue(faults.get(name, ""))
        self.dialog.refit()
        if not any(faults.values()):
            self.dialog.buttons["yes"].setEnabled(False)
            self._try(self.fields)
        return False

    def _decided(self, key: str) -> None:
        if self._also is not None and key not in ("no", "yes"):
            self._also(key)
