"""How a value of the list looks in its cell, and how wide its column is."""

from app.operations.lists import can_sort
from app.operations.offices import Office
from app.rules.columns import field_at, heading_of, kind_at
from app.rules.dossiers import Value
from app.rules.masking import mask
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Kind, Mark

FIRST = ("head.name", "household.group_name", "derived.size", "standing.main_cause", "standing.monitor_class",
         "income.per_person", "household.code")  # fmt: skip
DOUBTS, MARK = "doubts", "mark"

_CHIPS = frozenset(
    {
        "standing.household_kind",
        "standing.monitor_class",
        "standing.attribute",
        "standing.poverty_status",
        "help.state",
    }
)
_NUMBERS = frozenset({"money", "quantity", "integer"})
_NAMED = {
    "head.name": 100,
    "household.code": 142,
    "household.group_name": 76,
    "derived.size": 60,
    "standing.main_cause": 104,
    "standing.monitor_class": 132,
    "income.per_person": 110,
    "place.village": 96,
    "helper.name": 108,
    "contact.name": 108,
    "helper.unit.name": 168,
    "help.state": 100,
    "help.visits": 92,
    "help.measures": 200,
    "help.kinds": 160,
    "help.causes": 150,
}
_WIDTHS = {"money": 130, "quantity": 110, "integer": 72, "date": 130, "month": 110, "id_number": 190, "account": 190,
           "phone": 130, "yes_no": 100, "year": 90, "codes": 160}  # fmt: skip


def list_columns(office: Office, paths: tuple[str, ...], marked: bool = False) -> list[Column]:
    """The table's columns for these paths, then the doubts; with `marked` the mark of safety behind the first."""
    columns = [
        Column(
            path,
            heading_of(office.forms, path),
            _width(office, path),
            kind=_cell_kind(office, path),
            stretch=path == "head.name",
            sortable=can_sort(office, path),
        )
        for path in paths
    ]
    if marked:
        columns.insert(1, Column(MARK, say("households.mark"), 66))
    return [*columns, Column(DOUBTS, say("households.doubts"), 54, kind="number")]


def _cell_kind(office: Office, path: str) -> Kind:
    if path in _CHIPS:
        return "chips"
    return "number" if kind_at(office.forms, path) in _NUMBERS else "text"


def _width(office: Office, path: str) -> int:
    return _NAMED.get(path) or (160 if path in _CHIPS else _WIDTHS.get(kind_at(office.forms, path), 120))


def cell(office: Office, path: str, value: Value) -> CellValue:
    """One value as the table paints it: sensitive numbers masked, status as chips, unknown as a dash."""
    if value is None:
        return None
    one = field_at(office.forms, path)
    kind = kind_at(office.forms, path)
    words = show(kind, value, office.forms.code_list(one) if one else None)
    if one and one.sensitive:
        words = mask(one.sensitive, words)
    if path in _CHIPS:
        return (Mark(words, "warn" if path == "standing.monitor_class" else "neutral"),)
    return words
