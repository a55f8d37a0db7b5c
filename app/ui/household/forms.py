"""The fields of one record of the forms on screen, group by group in the order of the paper.

Nothing here knows a record by name: a county's own form is shown, saved, doubted and hidden like any other.
"""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.corrections import note_reveal
from app.operations.doubts import FoundDoubt
from app.operations.histories import HIDDEN
from app.operations.subjects import Subject
from app.rules.dossiers import Answers
from app.rules.forms import Field, Record
from app.rules.values import same
from app.texts import say
from app.ui.household.asked import judge, make_field, taken_up, words_of
from app.ui.household.asked_rows import (
    Asked,
    is_masked,
    label_room,
    say_doubts,
    show_held,
    show_value,
    take_issue_away,
)
from app.ui.household.keeping import Keeper
from app.ui.kit.labels import Text
from app.ui.kit.rows import FieldGrid, read_only
from app.ui.kit.secret_fields import MaskedField


class RecordForm(QWidget):
    """`doubt_pressed` hands over the doubts of a field whose sentence was pressed (or F8 on the field).

    Each field saves itself when it is left; what cannot be read stays in the field with its sentence beside it.
    """

    doubt_pressed = Signal(list)

    def __init__(
        self, keeper: Keeper, record: Record, leave_out: Iterable[str] = (), label_width: int = 0
    ) -> None:
        super().__init__()
        self._keeper, self.record = keeper, record
        self.asked: dict[str, Asked] = {}
        self._groups: list[tuple[Text, FieldGrid, list[str]]] = []
        self._subject = Subject(record.key, "")
        self._answers: Answers = {}
        self._locked = self.more = False
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(8)
        left_out = HIDDEN | frozenset(leave_out)
        self._label_width = label_width or label_room(one for one in record.fields if one.key not in left_out)
        for label, fields in record.groups.items():
            wanted = [one for one in fields if one.key not in left_out]
            if wanted:
                self._add_group(label, wanted)

    def _add_group(self, label: str, fields: list[Field]) -> None:
        title, grid = Text(label, "note"), FieldGrid(self._label_width)
        for one in fields:
            made = make_field(self._keeper.office.forms, one)
            whole = one.kind == "long_text"
            row = grid.add(one.label, made, one.required, whole=whole)
            self.asked[one.key] = Asked(one, made, row, grid)
            if one.readonly:
                read_only(made)
            made.answered.connect(partial(self._answered, one.key))
            made.typed.connect(partial(self._typed, one.key))
            if isinstance(made, MaskedField):
                made.reveal_asked.connect(partial(self._reveal, one.key))
                made.setToolTip(say("household.reveal_hint"))
            for part in (made, row.issue, *row.issue.findChildren(QWidget)):
                part.installEventFilter(self)
        self._whole.addWidget(title)
        self._whole.addWidget(grid)
        self._groups.append((title, grid, [one.key for one in fields]))

    # what is shown

    def show_answers(
        self, subject: Subject, answers: Answers, locked: bool, why: Mapping[str, str] | None = None
    ) -> None:
        """Show one subject's answers. What is being typed, or could not be read, stays in its field.

        `why`: the fields that nobody types, by path, each with its sentence.
        """
        why = why or {}
        other = subject != self._subject
        before, self._answers = self._answers, answers
        self._subject, self._locked = subject, locked
        for key, asked in self.asked.items():
            held = self._keeper.held(subject, key)
            if held is not None and self._is_known(asked, held, answers):
                self._keeper.forget(subject, key)
                held = None
            if not other and (held is not None or self._is_typed(asked, before)):
                continue
            show_value(self._keeper.office.forms, asked, answers.get(key))
            sentence = why.get(asked.field.path, "")
            asked.row.show_lock(sentence)
            shut = locked or bool(sentence) or asked.field.readonly or is_masked(asked)
            if asked.input.isReadOnly() != shut:
                asked.input.set_locked(shut)
            if held is not None:
                show_held(self._keeper.office.forms, asked, held)
            elif other:
                take_issue_away(asked)
        self._arrange()

    def _is_known(self, asked: Asked, held: str, answers: Answers) -> bool:
        """Whether a draft says what the archive says: it was written in the last moment."""
        value, fault = judge(self._keeper.office.forms, asked.field, taken_up(asked.field, held))
        return not fault and same(asked.field.kind, value, answers.get(asked.field.key))

    def _is_typed(self, asked: Asked, before: Answers) -> bool:
        """Whether the field holds the keyboard and something that is not saved yet."""
        if is_masked(asked) or not asked.input.hasFocus():
            return False
        value = judge(self._keeper.office.forms, asked.field, asked.input.answer()).answer
        return not same(asked.field.kind, value, before.get(asked.field.key))

    def show_doubts(self, doubts: Iterable[FoundDoubt]) -> None:
        """Say the open doubts beside their fields; a field with a fault of its own keeps that."""
        by_key: dict[str, list[FoundDoubt]] = {}
        for one in doubts:
            record, _, key = one.doubt.field.partition(".")
            if record == self.record.key:
                by_key.setdefault(key, []).append(one)
        for key, asked in self.asked.items():
            if self._keeper.held(self._subject, key) is not None:
                continue
            asked.doubts = by_key.get(key, [])
            say_doubts(asked)
        self._arrange()

    def show_more(self, more: bool) -> None:
        """Show the fields that are seldom asked, or put them away."""
        self.more = more
        self._arrange()

    def has_more(self) -> bool:
        """Whether there are fields that are seldom asked."""
        return any(asked.field.more for asked in self.asked.values())

    def blanks(self) -> tuple[int, int]:
        """How many fields are required here, and how many of them are blank."""
        wanted = [asked.field for asked in self.asked.values() if asked.field.required]
        return len(wanted), sum(self._answers.get(one.key) is None for one in wanted)

    def _arrange(self) -> None:
        """Show what is asked: conditions met, seldom fields only on request or where something is wrong."""
        for title, grid, keys in self._groups:
            shown = [key for key in keys if self._is_shown(self.asked[key])]
            for key in keys:
                asked = self.asked[key]
                if asked.input.isHidden() == (key in shown):
                    grid.show_row(asked.row, key in shown)
            title.setVisible(bool(shown) and len(self._groups) > 1)
            grid.setVisible(bool(shown))
            grid.arrange()

    def _is_shown(self, asked: Asked) -> bool:
        one = asked.field
        if one.when and not self._is_asked(one):
            return False
        return (
            not one.more
            or self.more
            or bool(asked.doubts)
            or self._keeper.held(self._subject, one.key) is not None
        )

    def _is_asked(self, one: Field) -> bool:
        assert one.when is not None
        other = self.record.by_key.get(one.when.field)
        if other is None:
            return True
        words = words_of(self._keeper.office.forms, other, self._answers.get(other.key))
        return words in one.when.words or self._answers.get(one.key) is not None

    # what a person does

    def _answered(self, key: str) -> None:
        asked = self.asked[key]
        value, fault = judge(self._keeper.office.forms, asked.field, asked.input.answer())
        if fault:
            asked.row.say_issue(fault, "error")
            self._keeper.hold(self._subject, key, asked.input.answer())
            return
        asked.row.say_issue("")
        if same(asked.field.kind, value, self._answers.get(key)):
            self._keeper.forget(self._subject, key)
            say_doubts(asked)
            return
        if asked.field.kind not in ("codes",):
            asked.input.set_answer(value)  # mended: full-width digits, spaces, a small x
        self._answers = {**self._answers, key: value}
        self._keeper.save(self._subject, {key: value}, asked.field.label)
        self._arrange()

    def _typed(self, key: str) -> None:
        asked = self.asked[key]
        if not is_masked(asked) and asked.input.hasFocus():
            text = asked.input.toPlainText() if asked.field.kind == "long_text" else asked.input.text()
            self._keeper.hold(self._subject, key, text)

    def _reveal(self, key: str) -> None:
        asked, keeper = self.asked[key], self._keeper
        office, household, path = keeper.office, keeper.household_id, asked.field.path
        value = self._answers.get(key)

        def shown(_: object) -> None:
            asked.input.reveal(value)
            asked.input.set_locked(self._locked or asked.field.readonly)
            asked.input.setFocus()

        keeper.do(lambda: note_reveal(office, household, path), shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonRelease
        key_eight = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F8
        )
        if pressed or key_eight:
            for asked in self.asked.values():
                mine = watched is asked.input if key_eight else self._is_issue_of(asked, watched)
                if mine and asked.doubts:
                    self.doubt_pressed.emit(asked.doubts)
                    return True
        return False

    @staticmethod
    def _is_issue_of(asked: Asked, watched: QObject) -> bool:
        return watched is asked.row.issue or watched.parent() is asked.row.issue

    def go_to(self, key: str) -> bool:
        """Put the keyboard into a field; False for one that is not here."""
        asked = self.asked.get(key)
        if asked is None:
            return False
        if asked.field.more and not self.more:
            self.show_more(True)
        asked.input.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
