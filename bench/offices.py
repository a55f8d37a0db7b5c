"""Offices of a wanted size for measuring: an invented township written straight into the archive."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from app.operations.offices import Office, now
from app.operations.openings import NewOffice, create_office
from app.operations.places import villages
from app.operations.samples import find_town, make_township
from app.operations.samples.townships import SampleTownship
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from app.rules.forms import Export
from db.records import new_id

TOWN = "610902102"
PASSWORD = "bench-7-stones"
_PORTION = 20_000


def filled_office(folder: Path, households: int) -> tuple[Office, int]:
    """(an open office with as many households, how many persons they have)."""
    office, _ = create_office(folder, NewOffice("bench", "clerk", "", PASSWORD, TOWN), now)
    persons = 0
    for seed, count in enumerate(_portions(households)):
        made = make_township(count, seed, find_town(TOWN), office.forms)
        persons += _write(office, made, seed)
    return office, persons


def _portions(households: int) -> Iterator[int]:
    while households > 0:
        yield min(households, _PORTION)
        households -= _PORTION


def _named(export: Export, rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
    names = [column.source for column in export.columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _write(office: Office, made: SampleTownship, seed: int) -> int:
    exports = load_forms(forms_folder()).exports
    lived = {one.name: one.id for one in villages(office)}
    households: list[dict[str, Any]] = []
    standings: list[dict[str, Any]] = []
    ids: dict[str, str] = {}
    groups = {row[-8]: (row[-7], row[-6]) for row in made.register_rows}
    for row in _named(exports["national-households"], made.household_rows):
        code = row["household.code"]
        ids[code] = new_id()
        group, address = groups[code]
        households.append(
            {
                "id": ids[code],
                "division_id": lived[row["place.village"]],
                "code": f"{code[:9]}{seed}{code[10:]}",
                "group_name": group,
                "address": address,
            }
        )
        standings.append({"household_id": ids[code], "year": made.year, "household_kind": "2"})
    persons: list[dict[str, Any]] = []
    memberships: list[dict[str, Any]] = []
    for row in _named(exports["national-persons"], made.person_rows):
        one, home = new_id(), ids[row["household.code"]]
        number, phone = row["person.id_number"], row["person.phone"]
        persons.append({"id": one, "name": row["person.name"], "id_number": number, "phone": phone})
        relation = "01" if number == row["head.id_number"] else "03"
        memberships.append({"household_id": home, "person_id": one, "relation": relation})
    with office.archive.work("clerk", at=office.clock()) as work:
        work.create_many("household", households)
        work.create_many("standing", standings)
        work.create_many("person", persons, abouts=[one["household_id"] for one in memberships])
        work.create_many("membership", memberships)
    return len(persons)
