"""A field of a form on screen: its row, what stands in it, the doubts said beside it."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default
from typing import Any

from PySide6.QtCore import Qt

from app.operations.doubts import FoundDoubt
from app.rules.dossiers import Value
from app.rules.forms import Field, Forms
from app.texts import say
from app.ui.household.asked import judge, masked_words, taken_up
from app.ui.kit.painting import text_width
from app.ui.kit.rows import FieldGrid, FieldRow
from app.ui.kit.secret_fields import MaskedField
from app.ui.kit.theme import scaled

_LEAST_LABEL, _MOST_LABEL = 76, 168


@dataclass(slots=True)
class Asked:
    """A field of the form with its input, its row on screen and the doubts about it."""

    field: Field
    input: Any
    row: FieldRow
    grid: FieldGrid
    doubts: list[FoundDoubt] = default(default_factory=list)


def is_masked(asked: Asked) -> bool:
    """Whether only the masked form of a number stands in the field."""
    return isinstance(asked.input, MaskedField) and asked.input.is_masked()


def show_value(forms: Forms, asked: Asked, value: Value) -> None:
    """Show an answer; a number that was revealed stays revealed."""
    if isinstance(asked.input, MaskedField):
        if value is not None and asked.input.answer() == value and not asked.input.is_masked():
            return  # revealed, and still the same number
        asked.input.show_masked(masked_words(forms, asked.field, value))
    else:
        asked.input.set_answer(value)


def show_held(forms: Forms, asked: Asked, text: str) -> None:
    """Put what was left half typed back into its field, with its sentence."""
    if isinstance(asked.input, MaskedField):
        asked.input.reveal(None)
    raw = taken_up(asked.field, text)
    fault = judge(forms, asked.field, raw).fault
    if asked.field.kind in ("code", "codes", "yes_no"):
        asked.input.set_answer(raw)
    elif asked.field.kind == "long_text":
        asked.input.setPlainText(text)
    else:
        asked.input.setText(text)
    asked.row.say_issue(fault or say("household.unsaved"), "error" if fault else "doubt")


def say_doubts(asked: Asked) -> None:
    """Say the open doubts of a field beside it."""
    if not asked.doubts:
        take_issue_away(asked)
        return
    sentences = [one.doubt.sentence for one in asked.doubts]
    grave = any(one.doubt.level == "error" for one in asked.doubts)
    asked.row.alone = True  # its sentence takes the neighbour's place
    asked.row.say_issue("\n".join(sentences), "error" if grave else "doubt")
    asked.row.issue.setToolTip(say("household.settle_hint"))
    asked.row.issue.setCursor(Qt.CursorShape.PointingHandCursor)


def take_issue_away(asked: Asked) -> None:
    """Say nothing beside a field; costs nothing where nothing was said."""
    if not asked.row.issue.isHidden() or asked.input.property("issue"):
        asked.row.alone = False
        asked.row.say_issue("")
        asked.row.issue.setToolTip("")
        asked.row.issue.setCursor(Qt.CursorShape.ArrowCursor)


def label_room(fields: Iterable[Field]) -> int:
    """Pixels for the labels of a form: the same for all of its groups, so that the fields stand in line."""
    wides = [text_width(one.label) + (12 if one.required else 0) for one in fields if not one.more]
    return max(scaled(_LEAST_LABEL), min(scaled(_MOST_LABEL), round(max(wides, default=0)) + 2))
