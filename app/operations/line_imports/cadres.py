"""Which cadre a row means: by our number, else by name with telephone, else with unit; whoever nobody knows is made.

Two of one name are told apart by telephone and unit; where neither tells, the one who helps the household already is
meant, and else the row is refused. A telephone that changed is told by name and unit, or by whom he helps.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from app.errors import Issue
from app.operations.line_imports.changes import LineChanges, Said
from app.operations.offices import Office
from app.rules.cells import fold
from app.rules.values import Stored

Key = tuple[str, str, str, str]
"""Our number, name, telephone and unit, as far as a row says them."""


@dataclass(slots=True)
class Helper:
    """A cadre, kept or about to be made: `kept` is what is known of him, `said` what this call has said of him."""

    id: str
    name: str
    phone: str
    unit: str
    kept: Said
    said: Said = field(default_factory=dict)


def key_of(own: str, name: str, phone: str, unit: str) -> Key:
    """What tells cadres apart, written alike: digits of the telephone, unit without blanks."""
    return own, name, "".join(filter(str.isdigit, phone)), fold(unit)


class CadreFinder:
    """All cadres and units of the office; what a call says of them goes to `changes`."""

    def __init__(self, office: Office, changes: LineChanges) -> None:
        self._changes = changes
        self._columns = [one.key for one in office.forms.help["cadre"].fields]
        self._units: dict[str, str] = {}
        self._levels: dict[str, Stored] = {}
        names: dict[str, str] = {}
        for one, name, level in office.archive.read("SELECT id, name, level FROM unit ORDER BY id"):
            self._units.setdefault(fold(name), one)
            self._levels[one], names[one] = level, fold(name)
        self.helpers: dict[str, Helper] = {}
        self._by_name: dict[str, list[Helper]] = defaultdict(list)
        columns = ", ".join(self._columns)
        for one, unit, *values in office.archive.read(
            f"SELECT id, unit_id, {columns} FROM cadre ORDER BY id"
        ):
            kept: Said = dict(zip(self._columns, values, strict=True)) | {"unit_id": unit}
            self._put(
                Helper(one, str(kept["name"] or ""), str(kept["phone"] or ""), names.get(unit, ""), kept)
            )
        self._memory: dict[Key, Helper | Issue] = {}

    def _put(self, helper: Helper) -> Helper:
        self.helpers[helper.id] = helper
        self._by_name[helper.name].append(helper)
        return helper

    def find(self, key: Key, current: Collection[str], keys: Collection[Key]) -> Helper | Issue:
        """Whom a key means. `current`: who helps the households of its rows now; `keys`: all of the call."""
        if key not in self._memory:
            found = self._match(key, current, keys)
            self._memory[key] = found or self._make(key)
        return self._memory[key]

    def _match(self, key: Key, current: Collection[str], keys: Collection[Key]) -> Helper | Issue | None:
        own, name, phone, unit = key
        if own in self.helpers and self.helpers[own].name == name:
            return self.helpers[own]
        same = self._by_name.get(name, [])
        if phone:
            return _by_phone(same, key, current, keys)
        return _by_unit(same, name, unit, current)

    def _make(self, key: Key) -> Helper:
        _, name, phone, unit = key
        one = self._changes.make("cadre", {"name": name})
        return self._put(Helper(one, name, phone, unit, {"name": name}))

    def tell(self, helper: Helper, said: Said, unit: str, level: Stored) -> list[str]:
        """What a row says of a cadre and his unit; gives the fields in which it contradicts an earlier row."""
        said = {**said, "unit_id": self._unit_of(unit, level)} if unit else dict(said)
        odd = [key for key, value in said.items() if helper.said.get(key, value) != value]
        fresh = {key: value for key, value in said.items() if key not in helper.said}
        helper.said |= fresh
        changed = {key: value for key, value in fresh.items() if helper.kept.get(key) != value}
        if helper.unit == fold(unit) and helper.kept.get("unit_id"):
            changed.pop("unit_id", None)
        self._changes.set("cadre", helper.id, changed)
        return odd

    def _unit_of(self, name: str, level: Stored) -> str:
        """The unit of that name, made where there is none; a level it does not have yet is set."""
        one = self._units.get(fold(name))
        if one is None:
            one = self._units[fold(name)] = self._changes.make(
                "unit", {"name": "".join(name.split()), "level": level}
            )
            self._levels[one] = level
        elif level is not None and self._levels.get(one) != level:
            self._changes.set("unit", one, {"level": level})
            self._levels[one] = level
        return one


def _only(helpers: Collection[Helper]) -> Helper | None:
    return next(iter(helpers)) if len(helpers) == 1 else None


def _by_phone(
    same: list[Helper], key: Key, current: Collection[str], keys: Collection[Key]
) -> Helper | Issue | None:
    """Of cadres of one name the one with the telephone; else the one who had none, or whose has changed."""
    _, name, phone, unit = key
    fitting = [one for one in same if "".join(filter(str.isdigit, one.phone)) == phone]
    if fitting:
        in_unit = [one for one in fitting if one.unit == unit]
        return _only(fitting) or _only(in_unit) or _several(name)
    # Somebody whose own telephone this call names too is another person of that name.
    others = [
        one
        for one in same
        if not any(other[1] == name and other[2] == one.phone and one.phone for other in keys)
    ]
    if unit:
        mates = [one for one in others if one.unit == unit]
        return _only(mates) or _only([one for one in others if not one.unit and not one.phone])
    silent = [one for one in others if not one.phone]
    return _only(silent) or _only([one for one in others if one.id in current])


def _by_unit(same: list[Helper], name: str, unit: str, current: Collection[str]) -> Helper | Issue | None:
    """Of cadres of one name the one of the unit; else the only one, else the one who helps there already."""
    mates = [one for one in same if one.unit == unit] if unit else same
    helping = [one for one in (mates or same) if one.id in current]
    if mates:
        return _only(mates) or _only(helping) or _several(name)
    return _only([one for one in same if not one.unit]) or _only(helping)


def _several(name: str) -> Issue:
    return Issue("lines.cadre_of_several", "name", "error", {"name": name})
