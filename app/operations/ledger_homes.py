"""The households a ledger is made from, read as tuples: only the answers its rule and its columns ask for."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.operations.book_orders import BOOK_ORDER
from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import HEAD, Answers, Value
from app.rules.forms import Record
from app.rules.ledgers import NEEDED, Home, LedgerForm, Resident
from app.rules.values import loader

_PLAIN = ("text", "long_text", "name", "code", "phone", "integer", "year", "month", "account", "id_number")
_OWN = ("name", "sex", "birth_date", "phone", "disability_number")
_TAPER = ("taper_from", "taper_months")


def read_homes(
    office: Office, forms: Sequence[LedgerForm], year: int, day: date, division_id: str | None
) -> list[Home]:
    """Open households in the order of the village book, with who belonged to them on that day.

    Holds what all of these ledgers ask for, so that many are made from one reading.
    """
    needed = {key for form in forms for key in (*NEEDED[form.rule], *form.fields("member_year"))}
    lives = _newest(office, "member_year", "person_id", needed, year)
    stood = {*_TAPER, *(key for form in forms for key in form.fields("standing"))}
    standings = _newest(office, "standing", "household_id", stood, year)
    own = {*_OWN, *(key for form in forms for key in form.fields("person"))}
    people = _people(office, own, lives, day)
    visits = _visits(office, day) if any(form.rule == "care" for form in forms) else {}
    names = {one.id: one.name for one in divisions(office).values()}
    found = []
    for one, code, phone, division, group in _households(office, division_id):
        residents = people.get(one, [])
        head = next((other.name for other in residents if other.relation == HEAD), "")
        found.append(
            Home(
                id=one,
                code=code or "",
                head=head,
                phone=phone or "",
                division_id=division,
                village=names.get(division, ""),
                group=group or "",
                standing=standings.get(one, {}),
                people=residents,
                visits=visits.get(one, {}),
            )
        )
    return found


def _households(office: Office, division_id: str | None) -> list[tuple[str, str, str, str, str]]:
    conditions, args = ["h.closed_on IS NULL"], []
    if division_id:
        conditions.append("d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'")
        args.append(division_id)
    if office.user.villages:
        conditions.append(f"h.division_id IN ({','.join('?' * len(office.user.villages))})")
        args += office.user.villages
    return office.archive.read(
        "SELECT h.id, h.code, h.phone, h.division_id, h.group_name FROM household h"
        f" JOIN division d ON d.id = h.division_id WHERE {' AND '.join(conditions)} {BOOK_ORDER}",
        args,
    )


def _newest(office: Office, key: str, owner: str, fields: Collection[str], year: int) -> dict[str, Answers]:
    """The answers of these fields in the newest row up to the year, by owner."""
    decode = _Decoder(office.forms.records[key], fields)
    # SQLite gives the other columns of the row that has the greatest year.
    rows = office.archive.read(
        f'SELECT {owner}, max(year){decode.columns()} FROM "{key}" WHERE year <= ? GROUP BY {owner}', (year,)
    )
    return {row[0]: decode(row[2:]) for row in rows}


def _people(
    office: Office, fields: Collection[str], lives: Mapping[str, Answers], day: date
) -> Mapping[str, list[Resident]]:
    decode = _Decoder(office.forms.records["person"], fields)
    rows = office.archive.read(
        f"SELECT m.household_id, p.id, m.relation{decode.columns('p.')} FROM membership m"
        " JOIN person p ON p.id = m.person_id"
        " WHERE (m.left_on IS NULL OR m.left_on > ?1) AND (m.joined_on IS NULL OR m.joined_on <= ?1)"
        " ORDER BY m.relation != ?2, m.id",
        (day.isoformat(), HEAD),
    )
    found: dict[str, list[Resident]] = defaultdict(list)
    nothing: Answers = {}
    for household, person, relation, *kept in rows:
        found[household].append(Resident(person, relation or "", decode(kept), lives.get(person, nothing)))
    return found


def _visits(office: Office, day: date) -> Mapping[str, dict[str, date]]:
    """The newest visit of each kind that counts as one, by household."""
    counts = visiting_of(office).counts
    # In the order of the file: by its index every visit would be looked up on its own.
    rows = office.archive.read(
        "SELECT household_id, coalesce(kind, ''), mode, visited_on FROM visit NOT INDEXED WHERE visited_on <= ?",
        (day.isoformat(),),
    )
    newest: dict[tuple[str, str], str] = {}
    for household, kind, mode, on in rows:
        if on > newest.get((household, kind), "") and counts(mode):
            newest[household, kind] = on
    found: dict[str, dict[str, date]] = defaultdict(dict)
    for (household, kind), on in newest.items():
        found[household][kind] = date.fromisoformat(on)
    return found


class _Decoder:
    """Turns kept columns of a record into answers, unknown ones left out."""

    def __init__(self, record: Record, fields: Collection[str]) -> None:
        self.names = [field.key for field in record.fields if field.key in fields]
        kinds = [record.by_key[name].kind for name in self.names]
        self._loaders = [None if kind in _PLAIN else loader(kind) for kind in kinds]

    def columns(self, table: str = "") -> str:
        """The columns as they stand after others in a SELECT."""
        return "".join(f', {table}"{name}"' for name in self.names)

    def __call__(self, kept: Sequence[str | int | None]) -> dict[str, Value]:
        return {
            name: load(value) if load else value
            for name, load, value in zip(self.names, self._loaders, kept, strict=True)
            if value is not None
        }
