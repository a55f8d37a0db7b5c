"""Special ledgers of a year: made when asked for, out of what the archive knows; never typed, never stored."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.errors import Problem
from app.operations.finding import village_named
from app.operations.ledger_homes import read_homes
from app.operations.offices import Office, need_role
from app.paths import forms as forms_folder
from app.rules.checks import load_thresholds
from app.rules.dossiers import Value
from app.rules.forms import CodeList, Forms, Kind
from app.rules.ledgers import (
    ORDER,
    RULES,
    URGENCY,
    Asked,
    Entry,
    Home,
    LedgerForm,
    Urgency,
    is_insured,
    load_ledgers,
)
from app.rules.schooling import SchoolRule
from app.rules.values import show
from app.texts import say


@dataclass(frozen=True, slots=True)
class LedgerName:
    """A ledger that can be asked for: its key and its title."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """One column: its key as `forms/ledgers.toml` has it, its heading, the kind and codes of its values."""

    key: str
    label: str
    kind: Kind
    codes: CodeList | None = None

    def shown(self, value: Value) -> str:
        """A value as people read it."""
        return show(self.kind, value, self.codes)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line: the household to open, the person it is about ("" for the household), its cells.

    `alerts`: what is to be done, a sentence each, most urgent first; `urgency` is that of the first.
    """

    household_id: str
    person_id: str
    division_id: str
    cells: tuple[Value, ...]
    urgency: Urgency
    alerts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger as it stands. `note`: what it holds in a line; `day`: the day on which it was judged."""

    name: str
    title: str
    source: str
    year: int
    day: date
    columns: tuple[LedgerColumn, ...]
    rows: tuple[LedgerRow, ...]
    note: str

    @property
    def alerts(self) -> int:
        """Lines with something to do."""
        return sum(bool(row.urgency) for row in self.rows)

    @property
    def overdue(self) -> int:
        """Lines with something that must be done now."""
        return sum(row.urgency == "overdue" for row in self.rows)


def ledger_names(office: Office) -> list[LedgerName]:
    """The ledgers there are, in the order of `forms/ledgers.toml`."""
    return [LedgerName(one.key, one.title) for one in _forms(office)]


def ledger(office: Office, name: str, year: int | None = None, village: str | None = None) -> Ledger:
    """The ledger of that key or title, of a year (this one) and a village (all the user's).

    A past year is judged as on its last day. Raises Problem ledgers.unknown, or for a village that is not known.
    """
    place = village_named(office, village)
    return ledger_of(office, name, year, place.id if place else None)


def ledger_of(office: Office, name: str, year: int | None = None, division_id: str | None = None) -> Ledger:
    """As `ledger`, of a division (village or above) by its id."""
    return next(_make(office, [_form_named(office, name)], year, division_id))


def every_ledger(office: Office, year: int | None = None, division_id: str | None = None) -> list[Ledger]:
    """All of them at once, in the order of `forms/ledgers.toml`: the archive is read once for all."""
    return list(_make(office, _forms(office), year, division_id))


def _make(
    office: Office, forms: Sequence[LedgerForm], year: int | None, division_id: str | None
) -> Iterator[Ledger]:
    need_role(office, "view")
    chosen = year or office.clock().year
    day = min(office.clock().date(), date(chosen, 12, 31))
    limits, school = load_thresholds(forms_folder()).limits, SchoolRule(office.forms)
    homes = read_homes(office, forms, chosen, day, division_id)
    for form in forms:
        yield _ledger(office, form, homes, Asked(form.limits, form.codes, chosen, day, school, limits))


def _ledger(office: Office, form: LedgerForm, homes: Sequence[Home], asked: Asked) -> Ledger:
    found = [(home, entry) for home in homes for entry in RULES[form.rule](home, asked)]
    rows = _in_order([_row(form, home, entry, asked) for home, entry in found], form, found, homes)
    columns = tuple(_column(office.forms, key) for key in form.columns)
    note = _note(form, homes, rows)
    return Ledger(form.key, form.title, form.source, asked.year, asked.today, columns, rows, note)


def _forms(office: Office) -> Sequence[LedgerForm]:
    known: Sequence[LedgerForm] | None = office.kept.get("ledgers")
    if known is None:
        known = office.kept["ledgers"] = load_ledgers(forms_folder(), office.forms, RULES)
    return known


def _form_named(office: Office, name: str) -> LedgerForm:
    known = _forms(office)
    for one in known:
        if name.strip() in (one.key, one.title):
            return one
    names = "\u3001".join(f"{one.key} {one.title}" for one in known)
    raise Problem("ledgers.unknown", name=name, names=names)


def _row(form: LedgerForm, home: Home, entry: Entry, asked: Asked) -> LedgerRow:
    cells = tuple(_value(key, home, entry, asked) for key in form.columns)
    person = entry.resident.id if entry.resident else ""
    return LedgerRow(home.id, person, home.division_id, cells, entry.urgency, entry.sentences)


def _value(key: str, home: Home, entry: Entry, asked: Asked) -> Value:
    """What stands in a column of one line; None where nothing is known."""
    if key in entry.own:
        return entry.own[key]
    if key in _OF_HOME:
        return _OF_HOME[key](home) or None
    record, _, field = key.partition(".")
    if key == "alert":
        return "".join(entry.sentences) or None
    if record == "standing":
        return home.standing.get(field)
    if entry.resident is None:
        return None
    if key == "age":
        return entry.resident.age_on(asked.today)
    if key == "relation":
        return entry.resident.relation or None
    if record == "member_year":
        return entry.resident.year.get(field)
    return entry.resident.own.get(_OF_PERSON.get(key, field))


_OF_HOME: Mapping[str, Callable[[Home], str]] = {
    "village": lambda home: home.village,
    "group": lambda home: home.group,
    "head": lambda home: home.head,
    "code": lambda home: home.code,
    "phone": lambda home: home.phone,
}
_OF_PERSON = {"name": "name", "sex": "sex", "birth": "birth_date"}
_KINDS: Mapping[str, Kind] = {
    "age": "integer", "days_left": "integer", "months": "integer", "posts": "integer", "name": "name", "head": "name",
    "phone": "phone", "birth": "date", "last_visit": "date", "next_visit": "date", "starts_on": "date",
    "ends_on": "date", "alert": "long_text",
}  # fmt: skip
_CODES = {"sex": "sex", "relation": "relation"}


def _column(forms: Forms, key: str) -> LedgerColumn:
    field = forms.by_path.get(key)
    if field:
        return LedgerColumn(key, field.label, field.kind, forms.code_list(field))
    if key in _CODES:
        return LedgerColumn(key, say(f"ledgers.{key}"), "code", forms.codes[_CODES[key]])
    return LedgerColumn(key, say(f"ledgers.{key}"), _KINDS.get(key, "text"))


def _in_order(
    rows: Sequence[LedgerRow], form: LedgerForm, found: Sequence[tuple[Home, Entry]], homes: Iterable[Home]
) -> tuple[LedgerRow, ...]:
    """The lines as the ledger's `order` says; villages and groups as in the village book, the unknown last."""
    places: dict[str, int] = {}
    for number, home in enumerate(homes):
        places[home.id] = number
        places.setdefault(home.division_id, number)

    def key_of(number: int) -> tuple[tuple[bool, object], ...]:
        home, entry = found[number]
        return tuple(_rank(word, form, rows[number], home, entry, places) for word in form.order)

    return tuple(rows[number] for number in sorted(range(len(rows)), key=key_of))


def _rank(
    word: str, form: LedgerForm, row: LedgerRow, home: Home, entry: Entry, places: Mapping[str, int]
) -> tuple[bool, object]:
    if word == URGENCY:
        return False, ORDER[entry.urgency]
    if word in ("village", "group"):
        return False, places[home.id if word == "group" else home.division_id]
    value = row.cells[form.columns.index(word)] if word in form.columns else entry.own.get(word)
    return value is None, value if value is not None else 0


def _note(form: LedgerForm, homes: Sequence[Home], rows: Sequence[LedgerRow]) -> str:
    alerts, urgent = sum(bool(row.urgency) for row in rows), sum(row.urgency == "overdue" for row in rows)
    if form.rule == "insurance":
        people = [one for home in homes for one in home.people]
        insured = sum(is_insured(one) for one in people)
        percent = f"{100 * insured / len(people):.2f}" if people else "0"
        return say(
            "ledgers.note_insurance", people=len(people), insured=insured, percent=percent, rows=len(rows)
        )
    return say("ledgers.note", rows=len(rows), alerts=alerts, overdue=urgent)
