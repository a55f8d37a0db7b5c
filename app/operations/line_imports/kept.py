"""Lines of a record as they are kept, found again by what a row says of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.operations.line_imports.changes import Said
from app.operations.offices import Office
from app.rules.forms import Record
from app.rules.values import Stored

KEYS: Mapping[str, tuple[str, ...]] = {
    "plan": (),
    "measure": ("name",),
    "visit": ("visited_on",),
    "finding": ("found_on", "what"),
    "clue": ("found_on", "what"),
    "payment": ("scheme",),
}
"""What tells lines of one household (and year) apart, where the row does not name the line's own number."""

LINKED: Mapping[str, str] = {"visit": "cadre_ids", "measure": "person_ids", "finding": "cadre_id"}
"""The column of a record that names people."""

YEARLY = frozenset({"plan", "measure", "payment"})
Key = tuple[Stored, ...]


@dataclass(slots=True)
class KeptLine:
    """A line as it is kept, or about to be made: `taken` once a row spoke of it."""

    id: str
    household_id: str
    said: Said
    taken: bool = False


class KeptLines:
    """Every line of a record, by its number and by its keys."""

    def __init__(self, office: Office, record: Record) -> None:
        self.record = record
        self._codes = frozenset(one.key for one in record.fields if one.kind == "codes") | {
            "cadre_ids",
            "person_ids",
        }
        self.by_id: dict[str, KeptLine] = {}
        self._by_key: dict[Key, list[KeptLine]] = defaultdict(list)
        names = [one.key for one in record.fields]
        names += [LINKED[record.key]] if record.key in LINKED else []
        names += ["year"] if record.key in YEARLY else []
        columns = ", ".join(f'"{name}"' for name in names)
        sql = f'SELECT id, household_id, {columns} FROM "{record.key}" ORDER BY id'
        for one, household, *values in office.archive.read(sql):
            self.put(KeptLine(one, household, dict(zip(names, values, strict=True))))

    def put(self, line: KeptLine) -> KeptLine:
        """Know a line from now on."""
        self.by_id[line.id] = line
        self._by_key[self._key(line.household_id, line.said)].append(line)
        return line

    def _key(self, household: str, said: Said) -> Key:
        year = said.get("year") if self.record.key in YEARLY else None
        return (household, year, *(said.get(key) for key in KEYS[self.record.key]))

    def same(self, household: str, said: Said) -> list[KeptLine]:
        """Lines with the same keys, in the order they were made."""
        return self._by_key.get(self._key(household, said), [])

    def differs(self, kept: Said, said: Said) -> Said:
        """The answers a row would set; several codes or people are compared as sets."""
        return {
            key: value
            for key, value in said.items()
            if value is not None and not self._equal(key, kept, value)
        }

    def _equal(self, key: str, kept: Said, value: Stored) -> bool:
        old = kept.get(key)
        return old == value or (key in self._codes and old is not None and _parts(old) == _parts(value))

    def untaken(self, lines: Iterable[KeptLine], said: Said) -> KeptLine | None:
        """The first line no row spoke of yet whose people do not speak against it."""
        linked = LINKED.get(self.record.key, "")
        for line in lines:
            known, told = line.said.get(linked), said.get(linked)
            if not line.taken and (not known or not told or _parts(known) & _parts(told)):
                return line
        return None


def _parts(value: Stored) -> set[str]:
    return set(str(value).split(","))
