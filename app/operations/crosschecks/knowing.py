"""What the archive says of everybody in one year, for a comparison: read whole, in a few statements, as kept."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from app.operations.offices import Office
from app.rules.checks.meanings import POOR_KINDS
from app.rules.crosschecks.definitions import Profile
from app.rules.crosschecks.outcomes import Known, Somebody
from app.rules.forms import Record
from app.rules.idnumbers import person_key
from app.rules.values import Stored

ALWAYS = ("person.name", "person.id_number")
_OWNERS = {"household_year": "household_id", "person_year": "person_id"}
_SOMEBODY = (
    "SELECT p.id, coalesce(p.name, ''), coalesce(p.id_number, ''), h.id, m.id, h.division_id,"
    " coalesce(h.group_name, ''), CASE WHEN h.closed_on IS NOT NULL THEN coalesce(h.closed_reason, '-')"
    " WHEN m.left_on IS NOT NULL THEN coalesce(m.leave_reason, '-') ELSE '' END"
    " FROM membership m JOIN person p ON p.id = m.person_id JOIN household h ON h.id = m.household_id"
    " ORDER BY m.left_on IS NULL AND h.closed_on IS NULL, m.id"
)


def known_of(office: Office, profile: Profile, year: int) -> Known:
    """Everybody, the fields the profile compares up to that year, and which households are poor or monitored."""
    poor, monitored = poor_and_monitored(office, year)
    fields = dict(_fields(office, profile.paths, year))
    return Known(_everybody(office), fields, poor, monitored)


def _everybody(office: Office) -> list[Somebody]:
    """Each person once, where he lives; who lives nowhere any more, where he lived last."""
    found: dict[str, Somebody] = {}
    mine = frozenset(office.user.villages)
    for row in office.archive.read(_SOMEBODY):
        one, name, number, *rest = row
        if mine and rest[2] not in mine:
            continue
        found[one] = Somebody(one, name, person_key(number), *rest)
    return list(found.values())


def poor_and_monitored(office: Office, year: int) -> tuple[set[str], set[str]]:
    """The households known as poor or lifted, and those monitored and not cleared, by the newest word up to a year."""
    rows = office.archive.read(
        "SELECT household_id, attribute IS NOT NULL OR poverty_status IS NOT NULL, household_kind,"
        " monitor_class IS NOT NULL AND coalesce(risk_cleared, 0) != 1, max(year)"
        " FROM standing WHERE year <= ? GROUP BY household_id",
        (year,),
    )
    poor = {one for one, known, kind, _, _ in rows if known or kind in POOR_KINDS}
    return poor, {one for one, _, _, watched, _ in rows if watched}


def _fields(office: Office, paths: Sequence[str], year: int) -> list[tuple[str, Mapping[str, Stored]]]:
    """What is kept in each of these fields, by whom it is about."""
    by_record: defaultdict[str, list[str]] = defaultdict(list)
    for path in dict.fromkeys((*ALWAYS, *paths)):
        its, _, name = path.partition(".")
        by_record[its].append(name)
    found: list[tuple[str, Mapping[str, Stored]]] = []
    for key, names in by_record.items():
        record = office.forms.records[key]
        said = _answers(office, record, names, year) if record.storage == "answers" else _rows(
            office, record, names, year
        )  # fmt: skip
        found += [(f"{key}.{name}", said[name]) for name in names]
    return found


def _rows(office: Office, record: Record, names: Sequence[str], year: int) -> dict[str, dict[str, Stored]]:
    """Of a yearly record the newest row up to the year, as a dossier has it."""
    owner = _OWNERS.get(record.scope)
    columns = ", ".join(f'"{name}"' for name in names)
    if owner:  # SQLite gives the columns of the row that has the maximum
        sql = f'SELECT {owner}, {columns}, max(year) FROM "{record.key}" WHERE year <= ? GROUP BY {owner}'
        rows = office.archive.read(sql, (year,))
    else:
        rows = office.archive.read(f'SELECT id, {columns} FROM "{record.key}"')
    return {
        name: {row[0]: row[at] for row in rows if row[at] is not None} for at, name in enumerate(names, 1)
    }


def _answers(office: Office, record: Record, names: Sequence[str], year: int) -> dict[str, dict[str, Stored]]:
    """Of a county's form the newest answers up to the year; digits are kept as text there."""
    found: dict[str, dict[str, Stored]] = {name: {} for name in names}
    rows = office.archive.read(
        "SELECT field, subject_id, value FROM answer WHERE form = ? AND coalesce(year, 0) <= ?"
        " ORDER BY coalesce(year, 0)",
        (record.key, year),
    )
    whole = {
        one.key for one in record.fields if one.kind in ("money", "quantity", "yes_no", "integer", "year")
    }
    for field, subject, value in rows:
        if field in found and value is not None:
            found[field][subject] = int(value) if field in whole else value
    return found
