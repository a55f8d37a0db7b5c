"""How a ledger looks as a table: who and where first, two facts in one column, what is to be done last and widest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.operations.ledgers import Ledger, LedgerColumn, LedgerRow
from app.rules.dossiers import Value
from app.texts import say
from app.ui.kit.cells import CellValue, Column, Mark, Row

SPLIT = "|"
TONES: Mapping[str, str] = {"overdue": "bad", "due": "warn", "": ""}

_WHO = ("name", "sex", "age", "head")
_WHERE = ("village", "group", "head")
_BELOW: Mapping[str, tuple[str, ...]] = {
    "code": ("phone",),
    "member_year.school_state": ("member_year.school_name", "member_year.dropout_reason"),
    "member_year.guardian": ("member_year.guardian_relation", "member_year.guardian_phone"),
    "member_year.disability_kind": ("member_year.disability_grade", "member_year.disability_card_year"),
    "member_year.post_kind": ("member_year.post_pay",),
    "member_year.resident_insurance": ("member_year.employee_insurance",),
    "last_visit": ("next_visit",),
    "starts_on": ("ends_on",),
    "months": ("days_left",),
    "member_year.post_months": ("member_year.work_months",),
}
"""What stands in the second line of a column, where a ledger has it."""

_WIDTHS: Mapping[str, int] = {
    "date": 134,
    "integer": 88,
    "text": 140,
    "yes_no": 104,
    "codes": 112,
    "code": 104,
    "name": 146,
}
_HEADS: Mapping[str, str] = {
    "member_year.resident_insurance": "help_ledgers.insured",
    "member_year.illness_insurance": "help_ledgers.illness",
    "member_year.post_months": "help_ledgers.post_months",
    "member_year.post_kind": "help_ledgers.post",
    "member_year.guardian": "help_ledgers.guardian",
    "starts_on": "help_ledgers.term",
    "last_visit": "help_ledgers.visit",
    "months": "help_ledgers.months",
}
"""Shorter heads where the form's own is too wide, or where the column holds two facts."""


@dataclass(frozen=True, slots=True)
class Look:
    """One column between the place and the alert: its own column, and those below it."""

    upper: LedgerColumn
    lower: tuple[LedgerColumn, ...]


def row_key(row: LedgerRow) -> str:
    """What a line is known by."""
    return f"{row.household_id}{SPLIT}{row.person_id}"


def looks_of(made: Ledger) -> list[Look]:
    """The columns of a ledger as they are stacked."""
    known = {one.key: one for one in made.columns}
    below = {key for upper, some in _BELOW.items() if upper in known for key in some}
    apart = {*_WHO, *_WHERE, "alert", *below}
    return [
        Look(one, tuple(known[key] for key in _BELOW.get(one.key, ()) if key in known))
        for one in made.columns
        if one.key not in apart
    ]


def ledger_columns(made: Ledger) -> list[Column]:
    """The columns of the table."""
    who = Column("who", say("help_ledgers.who"), 92)
    where = Column("where", say("help_ledgers.where"), 112)
    between = [
        Column(look.upper.key, _head(look.upper), _WIDTHS.get(look.upper.kind, 120))
        for look in looks_of(made)
    ]
    return [who, where, *between, Column("alert", say("ledgers.alert"), 190, stretch=True)]


def _head(column: LedgerColumn) -> str:
    return say(_HEADS[column.key]) if column.key in _HEADS else column.label


def ledger_rows(made: Ledger, rows: Sequence[LedgerRow]) -> list[Row]:
    """These lines as the table paints them."""
    places = {one.key: number for number, one in enumerate(made.columns)}
    looks = looks_of(made)
    return [_row(made, row, places, looks) for row in rows]


def _row(made: Ledger, row: LedgerRow, places: Mapping[str, int], looks: Sequence[Look]) -> Row:
    def value(key: str) -> Value:
        return row.cells[places[key]] if key in places else None

    def words(key: str) -> str:
        return made.columns[places[key]].shown(value(key)) if key in places else ""

    name, head = words("name") or words("head"), words("head")
    years = say("help_ledgers.years", age=words("age")) if value("age") is not None else ""
    who = Mark(name or "\u2014", note=_joined(words("sex"), years))
    of_head = say("help_ledgers.of_head", head=head) if head and head != name else ""
    where = Mark(_joined(words("village"), words("group"), between=" "), "second", of_head)
    cells = [_cell(look, value, made.year) for look in looks]
    return Row(row_key(row), (who, where, *cells, alert_cell(row)))


def _cell(look: Look, value: object, year: int) -> CellValue:
    read = value if callable(value) else lambda _: None
    upper = _words(look.upper, read(look.upper.key), year)
    lower = _joined(*(_below(one, read(one.key), year) for one in look.lower), between=" ")
    if not upper and not lower:
        return None
    return Mark(upper or "\u2014", note=lower)


def _below(column: LedgerColumn, value: Value, year: int) -> str:
    """A fact in the second line, with the word that tells it from the first."""
    words = _words(column, value, year)
    if not words or (column.key == "days_left" and isinstance(value, int) and value < 0):
        return ""
    said = {
        "next_visit": "help_ledgers.until",
        "ends_on": "help_ledgers.ends",
        "days_left": "help_ledgers.left",
        "member_year.employee_insurance": "help_ledgers.employee",
        "member_year.work_months": "help_ledgers.worked",
        "member_year.post_pay": "help_ledgers.pay",
        "member_year.disability_card_year": "help_ledgers.card_year",
    }
    return say(said[column.key], words=words) if column.key in said else words


def _words(column: LedgerColumn, value: Value, year: int) -> str:
    """A value in few words: a day of this year without the year."""
    if isinstance(value, date) and value.year == year:
        return say("help_ledgers.day", month=value.month, day=value.day)
    return column.shown(value)


def alert_cell(row: LedgerRow) -> CellValue:
    """What is wrong above, what to do about it below; nothing where nothing is."""
    if not row.alerts:
        return ""
    what, mark, rest = row.alerts[0].rpartition(say("doubtlist.advice_mark"))
    more = "".join(row.alerts[1:])
    if not mark:
        return Mark(row.alerts[0], TONES[row.urgency], more)
    return Mark(what, TONES[row.urgency], say("doubtlist.advice", rest=rest) + more)


def _joined(*words: str, between: str = " \u00b7 ") -> str:
    return between.join(word for word in words if word)
