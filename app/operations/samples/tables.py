"""Facts of the sample as rows of a workbook shape: one cell for each heading of an export."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from app.operations.samples.people import Facts
from app.rules.forms import Export, ExportColumn, Forms, Kind
from app.rules.values import plain

Cell = str | int | Decimal | None
Row = list[Cell]
_OF_A_PERSON = ("person.", "membership.", "member_year.")
_REGISTER = (
    "household.code", "household.group_name", "household.address", "household.recognised_month",
    "standing.household_kind", "standing.attribute", "standing.poverty_status", "standing.exit_year",
)  # fmt: skip


def register_shape(forms: Forms) -> Export:
    """The township's own ledger: place and head as the national sheet heads them, the rest by its label."""
    national = forms.exports["national-households"].columns
    heads = [
        one for one in national if one.source.startswith(("place.", "head.")) or one.source == "derived.year"
    ]
    own = [ExportColumn(forms.by_path[path].label, path) for path in _REGISTER]
    return Export("register", "", "household", (*heads, *own))


def column_kind(forms: Forms, column: ExportColumn) -> Kind:
    """The kind of a column's cells; text where the heading wants a number written as text."""
    if column.text:
        return "text"
    if column.source.startswith("income."):
        return "money"
    if column.source.startswith("derived."):
        return "integer"
    source = column.source.replace("head.", "person.")
    return forms.by_path[source].kind if source in forms.by_path else "text"


def _writer(forms: Forms, column: ExportColumn) -> Callable[[object], Cell]:
    kind = column_kind(forms, column)
    field = forms.by_path.get(column.source.replace("head.", "person."))
    if column.source.startswith("income.") and column.text:
        return lambda fen: f"{_yuan(fen)}"
    if kind == "money":
        return _yuan
    if kind == "quantity":
        return lambda value: None if value is None else Decimal(str(value))
    if kind in ("month", "integer"):  # already as the sheet writes them
        return lambda value: value  # type: ignore[return-value]
    codes = forms.code_list(field) if field else None
    known: dict[object, Cell] = {}

    def write(value: object) -> Cell:
        if value not in known:
            if len(known) > 20_000:
                known.clear()
            known[value] = plain(kind, value, codes)  # type: ignore[arg-type]
        return known[value]

    return write


def _yuan(fen: object) -> Decimal | None:
    return Decimal(fen).scaleb(-2) if isinstance(fen, int) else None


def household_rows(forms: Forms, export: Export, households: Iterable[Facts]) -> Iterator[Row]:
    """One row of an export for each household."""
    writers = [(column.source, _writer(forms, column)) for column in export.columns]
    for household in households:
        yield [write(household.get(source)) for source, write in writers]


def person_rows(
    forms: Forms, export: Export, households: Iterable[tuple[Facts, Sequence[Facts]]]
) -> Iterator[Row]:
    """One row of an export for each person; what is said of the household is written once for all of it."""
    shared: list[tuple[int, str, Callable[[object], Cell]]] = []
    own: list[tuple[int, str, Callable[[object], Cell]]] = []
    for place, column in enumerate(export.columns):
        mine = column.source.startswith(_OF_A_PERSON)
        (own if mine else shared).append((place, column.source, _writer(forms, column)))
    for household, members in households:
        blank: Row = [None] * len(export.columns)
        for place, source, write in shared:
            blank[place] = write(household.get(source))
        for member in members:
            row = blank.copy()
            for place, source, write in own:
                row[place] = write(member.get(source))
            yield row
