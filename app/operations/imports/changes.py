"""The changes of a plan as people read them: of whom, which field, from what to what."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.operations.imports.plans import Plan, Update
from app.operations.rows import county_answer
from app.rules.columns import heading_of
from app.rules.forms import Field, Forms
from app.rules.values import Stored, loaded, show


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One answer that would change: of whom, which field, from what to what, as people read it."""

    household: str
    person: str
    field: str
    year: int | None
    old: str
    new: str


def told_changes(plan: Plan, forms: Forms) -> Iterator[FieldChange]:
    """Field by field what would change of households and persons already kept."""
    for update in plan.updates:
        person = plan.names.get(update.owner, "") if update.owner in plan.persons else ""
        for key, new in update.new.items():
            told = [_shown(plan, forms, update, key, value) for value in (update.old.get(key), new)]
            label = _label(plan, forms, update, key)
            yield FieldChange(plan.names.get(update.about, ""), person, label, update.year, *told)


def _label(plan: Plan, forms: Forms, update: Update, key: str) -> str:
    if key == "division_id":
        return heading_of(forms, "place.village")
    if update.record == "income" and key == "amount":
        return plan.names.get(update.id, key)
    one = _field(plan, forms, update, key)
    return one.label if one else key


def _field(plan: Plan, forms: Forms, update: Update, key: str) -> Field | None:
    """The field an update sets; an answer to a county's form is named by its row."""
    path = plan.names.get(update.id, "") if update.record == "answer" else f"{update.record}.{key}"
    return forms.by_path.get(path)


def _shown(plan: Plan, forms: Forms, update: Update, key: str, value: Stored) -> str:
    one = _field(plan, forms, update, key)
    if one is None:
        return plan.names.get(str(value), str(value)) if value is not None else ""
    answer = county_answer(one, value) if update.record == "answer" else loaded(one.kind, value)
    return show(one.kind, answer, forms.code_list(one))
