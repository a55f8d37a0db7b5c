"""What a column of a list, a roster or a workbook shows, by its path: one lookup for screen, paper and export.

Paths: `household.phone`, `standing.main_cause`, `conditions.forest`, a county form's `form.field`;
`head.name`; `person.…`, `membership.…`, `member_year.…` of the row's member; `place.village`;
`derived.size`, `derived.year`; `income.per_person`, `income.wages` (a block), `income.transfer.dibao` (a kind).
"""

from decimal import Decimal

from app.errors import Problem
from app.rules.dossiers import Dossier, Member, Value
from app.rules.forms import Field, Forms, Kind
from app.rules.incomes import dossier_figures, kind_sum
from app.texts import messages, say

_OF_MEMBER = frozenset({"person", "membership", "member_year"})
_FIGURES = ("total", "net", "per_person")


def value_at(forms: Forms, dossier: Dossier, path: str, member: Member | None = None) -> Value:
    """The answer a path names, for a household or for one of its members; None where unknown.

    Raises Problem for a path that names nothing.
    """
    record, _, key = path.partition(".")
    if record in _OF_MEMBER:
        return member.answers(record).get(key) if member else None
    if record == "head":
        head = dossier.head
        return head.person.get(key) if head else None
    if record == "place":
        return getattr(dossier.place, key) or None
    if record == "derived":
        return _derived(dossier, key)
    if record == "income":
        return _income(forms, dossier, key)
    if record not in forms.records:
        raise Problem("columns.unknown_path", path=path)
    if member and forms.records[record].scope in ("person", "person_year"):
        return member.answers(record).get(key)
    return dossier.answers(record).get(key)


def _derived(dossier: Dossier, key: str) -> Value:
    if key == "size":
        return dossier.size or None
    if key == "year":
        return dossier.year
    raise Problem("columns.unknown_path", path=f"derived.{key}")


def _income(forms: Forms, dossier: Dossier, key: str) -> Decimal | None:
    if "." in key:
        return kind_sum(dossier.incomes, key)
    figures = dossier_figures(dossier, forms.blocks)
    if figures is None:
        return None
    return getattr(figures, key) if key in _FIGURES else figures.blocks[key]


def heading_of(forms: Forms, path: str) -> str:
    """The heading of a column: a field's label, else the sentence of the path.

    Raises Problem for a path that names nothing.
    """
    one = field_at(forms, path)
    if one is not None:
        return say("columns.head", label=one.label) if path == "head.id_number" else one.label
    record, _, key = path.partition(".")
    if record == "income" and key in forms.income_kinds:
        return forms.income_kinds[key].name
    if record == "income" and (blocks := [block.name for block in forms.blocks if block.key == key]):
        return blocks[0]
    name = "columns." + path.replace(".", "_")
    if record not in ("head", "place", "derived", "income") or name not in messages():
        raise Problem("columns.unknown_path", path=path)
    return say(name)


def field_at(forms: Forms, path: str) -> Field | None:
    """The field a path shows; None for places, derived numbers and incomes. `head.name` has a heading of its own."""
    record, _, key = path.partition(".")
    if record == "head" and key != "name":
        record = "person"
    return forms.by_path.get(f"{record}.{key}") if record != "income" else None


def kind_at(forms: Forms, path: str) -> Kind:
    """The kind of what a path shows: a field's kind, money for incomes, integer or year, else text."""
    one = field_at(forms, path)
    if one is not None:
        return one.kind
    record, _, key = path.partition(".")
    if record == "income":
        return "money"
    if record == "derived":
        return "year" if key == "year" else "integer"
    return "name" if path == "head.name" else "text"
