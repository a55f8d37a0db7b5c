"""Which household a row of a workbook of help means: by the line's own number, the household's code, the head's ID
number, or the only head of that name in the village (and group). Nobody is guessed: what does not agree is refused.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from app.errors import Issue
from app.operations.imports.places import Found, OfficePlaces
from app.operations.line_imports.sheets import LineSheet, Where
from app.operations.offices import Office
from app.rules.dossiers import HEAD
from app.rules.idnumbers import person_key
from app.rules.names import has_lost_character

Owners = Callable[[str], str | None]
"""The household of a line by the line's number; None where nobody knows it."""


@dataclass(slots=True)
class Home:
    """A household as it is matched: `names` of all who ever stood in it, its heads' among them."""

    id: str
    code: str
    division_id: str
    group: str
    closed_on: str
    head: str = ""
    names: dict[str, list[str]] = field(default_factory=dict)
    """Ids of the persons by name."""


class HouseholdFinder:
    """Every household of the office by what a row may say of it. Villages that are not the user's are refused."""

    def __init__(self, office: Office, owners: Owners) -> None:
        self._owners = owners
        self._places = OfficePlaces(office)
        self._found: dict[Where, Found] = {}
        self._mine = set(office.user.villages)
        self.homes: dict[str, Home] = {}
        self._codes: dict[str, str] = {}
        self._numbers: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._named: dict[tuple[str, str], list[Home]] = defaultdict(list)
        self._read(office)

    def _read(self, office: Office) -> None:
        for one, code, division, group, closed in office.archive.read(
            "SELECT id, code, division_id, group_name, closed_on FROM household ORDER BY closed_on IS NOT NULL, id"
        ):
            self.homes[one] = Home(one, code or "", division, group or "", closed or "")
            if code:
                self._codes.setdefault(code, one)
        for household, person, name, number, relation, left in office.archive.read(
            "SELECT m.household_id, p.id, p.name, p.id_number, m.relation, m.left_on FROM membership m"
            " JOIN person p ON p.id = m.person_id ORDER BY m.left_on IS NULL, m.id"
        ):
            home = self.homes[household]
            home.names.setdefault(name or "", []).append(person)
            if number:
                rank = (left is not None) * 2 + (relation != HEAD)
                self._numbers[person_key(number)].append((rank, household))
            if relation == HEAD and left is None:
                home.head = name or ""
        for home in self.homes.values():
            self._named[home.division_id, home.head].append(home)

    def find(self, sheet: LineSheet, row: int) -> Home | None:
        """The household of a row; None where it cannot be told: then the row is refused with the reason."""
        found, issue, path = self._find(sheet, row)
        if found and not issue:
            issue, path = self._doubt_about(found, sheet, row)
        if issue:
            sheet.find(row, issue, path, sheet.of(path, row))
            return None
        return found

    def _find(self, sheet: LineSheet, row: int) -> tuple[Home | None, Issue | None, str]:
        owner = self._owners(sheet.of("row.id", row)) if sheet.of("row.id", row) else None
        code, number = sheet.of("household.code", row), sheet.of("head.id_number", row)
        if owner in self.homes and not (code and self._codes.get(code, owner) != owner):
            return self.homes[owner], None, ""
        by_code = self._codes.get(code)
        by_number = self._of_number(number) if number else None
        if by_code and by_number and by_code != by_number:
            names: dict[str, object] = {
                "code": code,
                "one": self.homes[by_code].head,
                "other": self.homes[by_number].head,
            }
            return None, Issue("lines.code_and_number_differ", "code", "error", names), "household.code"
        if by_code or by_number:
            return self.homes[by_code or by_number or ""], None, ""
        if code:
            return None, Issue("lines.code_unknown", "code", "error", {"text": code}), "household.code"
        if number:
            return None, Issue("lines.number_unknown", "id_number", "error"), "head.id_number"
        return self._by_name(sheet, row)

    def _of_number(self, number: str) -> str | None:
        """The household of a person's ID number: where he is head, else where he lives, else where he lived."""
        ranked = sorted(self._numbers.get(person_key(number), ()))
        return ranked[0][1] if ranked else None

    def _by_name(self, sheet: LineSheet, row: int) -> tuple[Home | None, Issue | None, str]:
        name = sheet.of("head.name", row)
        if not name:
            return None, Issue("lines.household_untold", "code", "error"), "household.code"
        where = sheet.places[row]
        place = self._found.get(where) or self._found.setdefault(where, self._places.find(where))
        if place.issue:
            return None, place.issue, f"place.{place.level}"
        if place.division_id is None:
            same = [home for (_, head), homes in self._named.items() if head == name for home in homes]
        else:
            same = self._named.get((place.division_id, name), [])
        fitting = self._fitting(same, sheet.of("household.group_name", row))
        if len(fitting) == 1:
            return fitting[0], None, ""
        said = {"name": name, "count": len(fitting)}
        code = "lines.name_unknown" if not fitting else "lines.name_of_several"
        return None, Issue(code, "name", "error", said), "head.name"

    def _fitting(self, same: Sequence[Home], group: str) -> list[Home]:
        """Of several heads of one name those of the group, and those that are still there before those that left."""
        mine = [home for home in same if not self._mine or home.division_id in self._mine]
        grouped = [home for home in mine if not group or not home.group or home.group == group]
        return [home for home in grouped if not home.closed_on] or list(grouped)

    def _doubt_about(self, home: Home, sheet: LineSheet, row: int) -> tuple[Issue | None, str]:
        """Whether what else the row says speaks against the household that was found."""
        if self._mine and home.division_id not in self._mine:
            return Issue("lines.village_not_yours", "village", "error", {"name": home.head}), "household.code"
        name = sheet.of("head.name", row)
        if not name or name in home.names or has_lost_character(name):
            return None, ""
        said: dict[str, object] = {"said": name, "known": home.head or "\u2014"}
        return Issue("lines.head_differs", "name", "error", said), "head.name"
