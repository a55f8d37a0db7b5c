"""Where the rows of a sheet live: villages by name within the office's place, each different place looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Issue, Problem
from app.operations.offices import Office
from app.operations.places import LEVELS, Division, divisions, place_of, township
from app.rules.imports.paths import PLACES
from app.rules.imports.sheets import Sheet, Where
from app.rules.villages import VillageNames, normal_village, same_place
from db.records import new_id

_UPPER = LEVELS[:4]


@dataclass(frozen=True, slots=True)
class Found:
    """The division of a place, or what is wrong with it and which of its columns says so."""

    division_id: str | None = None
    issue: Issue | None = None
    level: str = "village"


class OfficePlaces:
    """The office's own place, and the villages below it that the signed-in user may write to.

    `made`: villages that only the sheets know, in an office whose place was typed in.
    """

    def __init__(self, office: Office) -> None:
        known = divisions(office)
        home = township(office)
        if home is None:
            raise Problem("import.no_place")
        self.home = home
        self._mine = set(office.user.villages)
        self._above: Mapping[str, str] = {
            level: getattr(place_of(known, home.id), level) for level in _UPPER if level != home.level
        } | {home.level: home.name}
        below = [one for one in known.values() if one.level == "village" and one.path.startswith(home.path)]
        self._by_code = {one.code: one for one in below if one.code}
        self._by_id = {one.id: one for one in below}
        names = [*self._above.values()]
        self._villages = VillageNames([(one.name, one.id) for one in below], within=names)
        self._lists_villages = bool(below)
        self.made: dict[str, dict[str, str | int | None]] = {}
        self._spoken = sorted(((one.name, one.id) for one in below), key=lambda pair: -len(pair[0]))

    @property
    def names(self) -> dict[str, str]:
        """The names of the office's place and its villages by id."""
        made = {str(one["id"]): name for name, one in self.made.items()}
        return {self.home.id: self.home.name, **{one.id: one.name for one in self._by_id.values()}, **made}

    def place(self, sheet: Sheet) -> None:
        """Look up every row's place; a place outside the office, or an unknown one, refuses its row."""
        found = {where: self.find(where) for where in set(sheet.places)}
        for row, where in enumerate(sheet.places):
            one = found[where]
            sheet.divisions.append(one.division_id)
            if one.issue is not None:
                sheet.find(row, one.issue, f"place.{one.level}", str(one.issue.values.get("text", "")))

    def find(self, where: Where) -> Found:
        """The division a row's place names; no division and no issue where the row names none."""
        said = dict(zip(PLACES, where, strict=True))
        for level, name in self._above.items():
            if said[level] and name and not self._is_here(said[level], name):
                issue = Issue(
                    "import.outside", level, "error", {"text": said[level], "place": self.home.name}
                )
                return Found(issue=issue, level=level)
        village, text, level = self._village(said)
        if village is None and not text:
            return Found()
        if village is None and not self._lists_villages and level == "village":
            return Found(self._make(text))
        if village is None:
            near = "\u3001".join(self._villages.nearest(text)) or "\u2014"
            issue = Issue(
                "import.village_unknown",
                level,
                "error",
                {"text": text, "place": self.home.name, "near": near},
            )
            return Found(issue=issue, level=level)
        if self._mine and village.id not in self._mine:
            return Found(
                issue=Issue("import.village_not_yours", level, "error", {"text": village.name}), level=level
            )
        return Found(village.id)

    def _make(self, text: str) -> str:
        """A village of a place that was typed in and brought no list: the sheet's word makes it."""
        name = normal_village(text)
        known = self.made.get(name)
        if known is None:
            one = new_id()
            known = self.made[name] = {
                "id": one,
                "code": "",
                "name": name,
                "full_name": text,
                "level": "village",
                "parent_id": self.home.id,
                "path": f"{self.home.path}{one}/",
                "valid_from": None,
                "valid_to": None,
            }
        return str(known["id"])

    def _is_here(self, said: str, name: str) -> bool:
        return same_place(said, name) or said.endswith(name)

    def _village(self, said: Mapping[str, str]) -> tuple[Division | None, str, str]:
        """The village a row names, the text that names it, and the level it stands at."""
        if said["code"] in self._by_code:
            return self._by_code[said["code"]], said["code"], "code"
        if said["village"]:
            return self._by_id.get(self._villages.match(said["village"]) or ""), said["village"], "village"
        if said["whole"]:
            found = self._villages.match(said["whole"]) or next(
                (key for name, key in self._spoken if name in said["whole"]), ""
            )
            return self._by_id.get(found), said["whole"], "whole"
        return None, "", "village"
