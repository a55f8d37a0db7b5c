"""What a column of a list, a roster or a workbook shows, by its path: one lookup for screen, paper and export.

Paths: `household.phone`, `standing.main_cause`, `conditions.forest`, a county form's `form.field`;
`head.name`; `person.…`, `membership.…`, `member_year.…` of the row's member; `place.village`;
`derived.size`, `derived.year`; `income.per_person`, `income.wages` (a block), `income.transfer.dibao` (a kind);
`helper.name` (of who answers for the household), `contact.phone`, `help.measures`. `rules/spots` reads them.
"""

from collections.abc import Mapping

from app.errors import Problem
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field, Forms, Kind
from app.rules.incomes import dossier_figures
from app.rules.spots import Spot, reader
from app.rules.spots import field_at as field_behind
from app.texts import messages, say

_GENERAL = frozenset({"head", "place", "derived", "income", "helper", "contact", "help", "case"})
_NUMBERS: Mapping[str, Kind] = {
    "derived.year": "year",
    "derived.size": "integer",
    "derived.age": "integer",
    "derived.version": "integer",
    "derived.able": "integer",
    "case.opened_on": "date",
    "help.visits": "integer",
    "help.last_visit": "date",
    "help.amount": "money",
    "help.effect": "money",
    "head.name": "name",
}
"""The kinds of what no form names; all else is text, incomes are money."""


def value_at(forms: Forms, dossier: Dossier, path: str, member: Member | None = None) -> Value:
    """The answer a path names, for a household or for one of its members; None where unknown.

    Raises Problem for a path that names nothing.
    """
    figures = dossier_figures(dossier, forms.blocks) if path.startswith("income.") else None
    return reader(path, forms)(Spot(dossier, figures, member))


def heading_of(forms: Forms, path: str) -> str:
    """The heading of a column: a field's label, else the sentence of the path.

    Raises Problem for a path that names nothing.
    """
    one = field_at(forms, path)
    if one is not None:
        return say("columns.head", label=one.label) if path == "head.id_number" else _of_whom(path, one.label)
    record, _, key = path.partition(".")
    if record == "income" and key in forms.income_kinds:
        return forms.income_kinds[key].name
    if record == "income" and (blocks := [block.name for block in forms.blocks if block.key == key]):
        return blocks[0]
    name = "columns." + path.replace(".", "_")
    if record not in _GENERAL or name not in messages():
        raise Problem("columns.unknown_path", path=path)
    return say(name)


def _of_whom(path: str, label: str) -> str:
    if path.startswith("helper."):
        return say("columns.helper", label=label)
    return say("columns.contact", label=label) if path.startswith("contact.") else label


def field_at(forms: Forms, path: str) -> Field | None:
    """The field a path shows; None for places, derived numbers and incomes. `head.name` has a heading of its own."""
    return None if path in ("head.name", "helper.name", "contact.name") else field_behind(path, forms)


def kind_at(forms: Forms, path: str) -> Kind:
    """The kind of what a path shows: a field's kind, money for incomes, integer or year, else text."""
    one = field_at(forms, path)
    if one is not None:
        return one.kind
    if path.startswith("income."):
        return "money"
    return _NUMBERS.get(path, "text")
