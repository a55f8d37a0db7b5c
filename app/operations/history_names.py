"""Whom a row of the history is about, and the names behind the ids a change holds: cadres, persons, villages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.operations.offices import Office
from app.operations.places import divisions
from app.operations.stored_help import read_cadres
from app.texts import say

Owners = Mapping[str, tuple[str, int | None]]
"""Whose a row is and of which year, by row id, for the rows that stand today."""

_POINTERS = {"cadre_id": "cadre", "cadre_ids": "cadre", "person_id": "person", "person_ids": "person"}
"""Columns that name others by id, and whom."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a household's history needs besides the changes themselves."""

    owners: Owners
    cadres: Mapping[str, str]
    people: Mapping[str, str]
    villages: Mapping[str, str]

    def pointed(self, record: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list["Pointed"]:
        """The columns of a change that name others, in words. Nothing of records whose owner stands for them."""
        found = []
        if "division_id" in old:
            said = [self.villages.get(str(side.get("division_id")), "") for side in (old, new)]
            found.append(Pointed("place.village", say("columns.place_village"), *said))
        for column, whom in _POINTERS.items() if record in _POINTING else ():
            if old.get(column) or new.get(column):
                said = [self._words(whom, side.get(column)) for side in (old, new)]
                found.append(Pointed(f"{record}.{column}", _labels()[record, whom], *said))
        return found

    def _words(self, whom: str, ids: object) -> str:
        known = self.cadres if whom == "cadre" else self.people
        return say("window.list_comma").join(
            known.get(one) or one for one in str(ids or "").split(",") if one
        )


@dataclass(frozen=True, slots=True)
class Pointed:
    """One such column: its path, its label, and the names before and after."""

    path: str
    label: str
    old: str
    new: str


_POINTING = frozenset({"pairing", "visit", "finding", "measure"})


def _labels() -> Mapping[tuple[str, str], str]:
    return {
        ("pairing", "cadre"): say("history.helper"),
        ("visit", "cadre"): say("history.visitors"),
        ("finding", "cadre"): say("history.helper"),
        ("measure", "person"): say("history.beneficiaries"),
    }


def names_of(office: Office, household_id: str) -> Names:
    """The names a household's history speaks of."""
    people = office.archive.read(
        "SELECT p.id, p.name FROM person p JOIN membership m ON m.person_id = p.id WHERE m.household_id = ?",
        (household_id,),
    )
    return Names(
        owners=owners_of(office, household_id),
        cadres={one: str(cadre.get("name") or "") for one, (cadre, _) in read_cadres(office).items()},
        people={one: name or "" for one, name in people},
        villages={key: one.name for key, one in divisions(office).items()},
    )


_PEOPLE = (
    "SELECT p.id, p.name FROM person p JOIN membership m ON m.person_id = p.id WHERE m.household_id = ?1"
)
_OWNERS = (
    f"SELECT x.id, x.name, NULL FROM ({_PEOPLE}) x"
    f" UNION ALL SELECT m.id, x.name, NULL FROM membership m JOIN ({_PEOPLE}) x ON x.id = m.person_id"
    f" UNION ALL SELECT y.id, x.name, y.year FROM member_year y JOIN ({_PEOPLE}) x ON x.id = y.person_id"
    " UNION ALL SELECT id, '', year FROM standing WHERE household_id = ?1"
    " UNION ALL SELECT id, '', year FROM conditions WHERE household_id = ?1"
    " UNION ALL SELECT id, '', year FROM income WHERE household_id = ?1"
    " UNION ALL SELECT id, '', year FROM plan WHERE household_id = ?1"
    " UNION ALL SELECT id, name, year FROM measure WHERE household_id = ?1"
    " UNION ALL SELECT id, '', year FROM snapshot WHERE household_id = ?1"
    " UNION ALL SELECT r.id, c.name, NULL FROM pairing r JOIN cadre c ON c.id = r.cadre_id"
    " WHERE r.household_id = ?1"
    " UNION ALL SELECT t.id, c.name, c.year FROM task t JOIN campaign c ON c.id = t.campaign_id"
    " WHERE t.household_id = ?1"
)


def owners_of(office: Office, household_id: str) -> Owners:
    """Whose each row of a household is, and of which year."""
    rows = office.archive.read(_OWNERS, (household_id,))
    return {row_id: (name or "", year) for row_id, name, year in rows}
