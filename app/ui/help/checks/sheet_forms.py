"""The sheet of a household as it is typed: 看, 查, 算, 访 in the order of the paper, filled with what the archive says.

A field that says something else than the archive is marked amber, and the archive's answer stands below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.operations.corrections import note_reveal
from app.operations.marking import EnteredBlock, Marked, SheetLine, mark_key
from app.rules.dossiers import Answers, Value
from app.rules.values import same
from app.texts import say
from app.ui.desks import Desk
from app.ui.household.asked import judge, make_field, masked_words, taken_up
from app.ui.household.keeping import draft_text
from app.ui.household.loose import LooseForm
from app.ui.kit.labels import Hairline, Line, Text
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import MaskedField
from app.ui.kit.theme import scaled

LABEL = 132  # pixels of the labels of the whole sheet, so that its fields stand in line
FIRST, LAST = ("checked_on", "checkers", "met"), ("outcome", "signed", "note")


class TaskForm(LooseForm):
    """Answers of the task itself; another can be said wrong from outside."""

    def say(self, path: str, sentence: str) -> None:
        """Say a sentence beside a field."""
        self._rows[path].say_issue(sentence)


@dataclass(slots=True)
class SheetRow:
    """One field of the sheet on screen."""

    line: SheetLine
    input: Any
    row: FieldRow


class SheetForm(QWidget):
    """`changed` whenever an answer was finished; `marks()` is what differs from the archive."""

    changed = Signal()

    def __init__(self, desk: Desk, household: str, blocks: Sequence[EnteredBlock], answers: Answers) -> None:
        super().__init__()
        self._desk, self._forms, self._household = desk, desk.office.forms, household
        self.rows: dict[str, SheetRow] = {}
        self.parts: list[TaskForm] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        self._add_part(FIRST, answers, frozenset({"task.checked_on"}))
        for entered in blocks:
            self._add_block(entered, answers)
        self._add_head(say("help_checks.conclusion"), "")
        self._add_part(LAST, answers, frozenset({"task.outcome"}))

    # making

    def _add_part(
        self, keys: Sequence[str], answers: Answers, required: frozenset[str] = frozenset(), label: str = ""
    ) -> None:
        paths = [f"task.{key}" for key in keys]
        part = TaskForm(self._forms, paths, required, dict.fromkeys(paths, label) if label else None)
        part.set_label_width(scaled(LABEL))
        for key, path in zip(keys, paths, strict=True):
            part.set_answer(path, answers.get(key))
            part.inputs[path].answered.connect(self.changed)
        self.parts.append(part)
        self._whole.addWidget(part)

    def _add_head(self, label: str, note: str) -> None:
        self._whole.addSpacing(6)
        self._whole.addWidget(Hairline())
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(Text(label, "card_title"))
        head.addWidget(Line(note, "note", tone="text2"), 1)
        self._whole.addLayout(head)

    def _add_block(self, entered: EnteredBlock, answers: Answers) -> None:
        self._add_head(entered.block.label, entered.block.note)
        for who in dict.fromkeys(line.who for line in entered.lines):
            if who:
                self._whole.addWidget(Text(who, "strong"))
            grid = FieldGrid(scaled(LABEL))
            self._whole.addWidget(grid)
            for line in entered.lines:
                if line.who == who:
                    self._add_line(grid, line)
        self._add_part((entered.block.key,), answers, label=say("help_checks.block_words"))

    def _add_line(self, grid: FieldGrid, line: SheetLine) -> None:
        made = make_field(self._forms, line.field)
        row = grid.add(line.field.label, made, whole=line.field.kind == "long_text")
        key = mark_key(line.spot)
        self.rows[key] = SheetRow(line, made, row)
        if isinstance(made, MaskedField):
            made.reveal_asked.connect(partial(self._reveal, key))
            made.setToolTip(say("help_checks.reveal_hint"))
        self._show(self.rows[key], line.value if line.marked else line.archive)
        made.answered.connect(partial(self._answered, key))
        if line.marked:
            self._judge(self.rows[key])

    def _show(self, one: SheetRow, value: Value) -> None:
        if not isinstance(one.input, MaskedField):
            one.input.set_answer(value)
        elif one.line.marked:
            one.input.reveal(str(value or "") or None)
        else:
            one.input.show_masked(masked_words(self._forms, one.line.field, value))

    def _reveal(self, key: str) -> None:
        """Show a whole number; that it was looked at is logged."""
        one, office, household = self.rows[key], self._desk.office, self._household
        path = one.line.field.path

        def shown(_: object) -> None:
            one.input.reveal(one.line.archive)
            one.input.setFocus()

        self._desk.lanes.run("writer", lambda _: note_reveal(office, household, path), shown, owner=self)

    # what was typed

    def _answered(self, key: str) -> None:
        self._judge(self.rows[key])
        self.changed.emit()

    def _judge(self, one: SheetRow) -> tuple[Value, bool]:
        """What a field says, and whether it can be kept; says beside it what is wrong, or what the archive says."""
        if isinstance(one.input, MaskedField) and one.input.is_masked():
            return one.line.archive, True
        field, raw = one.line.field, one.input.answer()
        value, fault = judge(self._forms, field, raw, self._desk.office.clock().date())
        if fault:
            one.row.say_issue(fault, "error")
            return None, False
        differs = not same(field.kind, value, one.line.archive)
        archive = masked_words(self._forms, field, one.line.archive) or say("help_checks.blank")
        one.row.say_issue(say("help_checks.in_archive", words=archive) if differs else "", "doubt")
        return value, True

    def marks(self) -> list[Marked]:
        """What the sheet says otherwise than the archive, in its order."""
        return [Marked(spot.form, spot.subject, spot.field, value) for spot, value in self._differing()]

    def _differing(self) -> Iterator[tuple[Any, Value]]:
        for one in self.rows.values():
            value, right = self._judge(one)
            if right and not same(one.line.field.kind, value, one.line.archive):
                yield one.line.spot, value

    def answers(self) -> Answers:
        """The answers of the task itself."""
        return {path.partition(".")[2]: part.answer(path) for part in self.parts for path in part.inputs}

    def set_answer(self, key: str, value: Value) -> None:
        """Fill one of the task's own answers in."""
        for part in self.parts:
            if f"task.{key}" in part.inputs:
                part.set_answer(f"task.{key}", value)
                part.say(f"task.{key}", "")

    def is_right(self) -> bool:
        """Whether everything can be kept; else the keyboard goes to the first field that cannot."""
        wrong = [one.input for one in self.rows.values() if not self._judge(one)[1]]
        bad = [part for part in self.parts if not part.is_right()]
        if wrong:
            wrong[0].setFocus()
        return not wrong and not bad

    def say_issues(self, issues: Mapping[str, str]) -> None:
        """Say sentences beside the fields they name; the keyboard goes to the first."""
        first = None
        for key, sentence in issues.items():
            if key in self.rows:
                self.rows[key].row.say_issue(sentence, "error")
                first = first or self.rows[key].input
            for part in self.parts:
                if f"task.{key}" in part.inputs:
                    part.say(f"task.{key}", sentence)
                    first = first or part.inputs[f"task.{key}"]
        if first is not None:
            first.setFocus()

    # drafts

    def draft(self) -> dict[str, Any]:
        """What is typed so far and not in the archive, as a draft keeps it."""
        marks = {
            key: draft_text(one.input.answer())
            for key, one in self.rows.items()
            if not (isinstance(one.input, MaskedField) and one.input.is_masked())
            and one.input.answer() != one.line.archive
        }
        return {
            "marks": marks,
            "answers": {key: draft_text(said) for key, said in self.answers().items() if said},
        }

    def take_draft(self, draft: Mapping[str, Any]) -> None:
        """Put what was left half done back."""
        for key, text in draft.get("marks", {}).items():
            if one := self.rows.get(key):
                if isinstance(one.input, MaskedField):
                    one.input.reveal(None)
                raw = taken_up(one.line.field, text)
                typed = judge(self._forms, one.line.field, raw)
                one.input.set_answer(raw if typed.fault else typed.answer)
                self._judge(one)
        for key, text in draft.get("answers", {}).items():
            one_field = self._forms.help["task"].by_key.get(key)
            if one_field:
                self.set_answer(key, judge(self._forms, one_field, taken_up(one_field, text)).answer)

    def lock(self) -> None:
        """Show it only: nothing can be typed."""
        for made in [
            *(one.input for one in self.rows.values()),
            *(one for part in self.parts for one in part.inputs.values()),
        ]:
            made.set_locked(True)

    def last_field(self) -> Any:
        """The field the sheet ends with."""
        return list(self.parts[-1].inputs.values())[-1]

    def first_open(self) -> Any:
        """The field to begin with: the first of the task's own that is blank, else the first of the sheet."""
        blank = [made for made in self.parts[0].inputs.values() if made.answer() is None]
        every = [*blank, *(one.input for one in self.rows.values()), *self.parts[0].inputs.values()]
        return every[0]
