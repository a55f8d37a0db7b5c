"""Which rows of a call speak of the same household: by national code, then by the head, then by name and village.

All files of a call are looked at before one row is placed, so that their order does not matter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from app.errors import Issue
from app.rules.idnumbers import person_key
from app.rules.imports.sheets import Sheet, head_of

Spot = tuple[Sheet, int]
LOOSE = ""
"""The key of a row that names a person and no household."""


class Identities:
    """Keys of households by what their rows say. Made from all sheets; `key_of` answers row by row."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._by_head: dict[str, set[str]] = defaultdict(set)
        self._by_name: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        self._heads: dict[tuple[str, int], dict[str, Spot]] = defaultdict(dict)
        for sheet, row in _rows(sheets):
            self._learn(sheet, row)
        for sheet, row in _rows(sheets):
            self._learn_name(sheet, row)
        self._refuse_two_heads()
        self._refuse_same_names(sheets)

    def key_of(self, sheet: Sheet, row: int) -> str | None:
        """The key of a row's household; LOOSE for a person without one, None where it cannot be told."""
        code = sheet.of("household.code", row)
        if code:
            return f"code:{code}"
        head_id, name, head_code = head_of(sheet, row)
        for said in (
            f"id:{person_key(head_id)}" if head_id else "",
            f"person:{head_code}" if head_code else "",
        ):
            if said:
                known = self._by_head.get(said, set())
                return next(iter(known)) if len(known) == 1 else None if known else said
        if name:
            return self._key_by_name(sheet, row, name)
        own = sheet.of("person.id_number", row) or sheet.of("person.code", row)
        return LOOSE if own else None

    def _key_by_name(self, sheet: Sheet, row: int, name: str) -> str | None:
        division = sheet.divisions[row]
        known = self._by_name.get((division, name), set())
        if known:
            return next(iter(known)) if len(known) == 1 else None
        return f"name:{division or ''}:{sheet.of('household.group_name', row) or ''}:{name}"

    def _learn(self, sheet: Sheet, row: int) -> None:
        code = sheet.of("household.code", row)
        head_id, _, head_code = head_of(sheet, row)
        if not code:
            return
        if head_id:
            self._by_head[f"id:{person_key(head_id)}"].add(f"code:{code}")
            # Two members called head are told apart and a doubt; only who is named as the head counts here.
            if sheet.of("head.id_number", row) or sheet.shape.kind in ("households", "monitored"):
                self._heads[f"code:{code}", sheet.years[row]].setdefault(person_key(head_id), (sheet, row))
        if head_code:
            self._by_head[f"person:{head_code}"].add(f"code:{code}")

    def _learn_name(self, sheet: Sheet, row: int) -> None:
        head_id, name, head_code = head_of(sheet, row)
        if name and (head_id or head_code or sheet.of("household.code", row)):
            key = self.key_of(sheet, row)
            if key:
                self._by_name[sheet.divisions[row], name].add(key)

    def _refuse_two_heads(self) -> None:
        """One code and two heads in one year: nobody can tell which household is meant."""
        for heads in self._heads.values():
            if len(heads) < 2:
                continue
            spots = list(heads.values())
            for mine, (sheet, row) in enumerate(spots):
                other, other_row = spots[0] if mine else spots[1]
                where = {"row": other.numbers[other_row], "sheet": other.name, "file": other.file}
                issue = Issue("import.code_of_two_heads", "code", "error", where)
                sheet.find(row, issue, "household.code", sheet.of("household.code", row) or "")

    def _refuse_same_names(self, sheets: Sequence[Sheet]) -> None:
        """Two rows of a sheet that only a name and a village tell apart cannot be told apart."""
        for sheet in sheets:
            if sheet.shape.kind not in ("households", "monitored"):
                continue
            seen: dict[tuple[str, int], list[int]] = defaultdict(list)
            for row in range(len(sheet)):
                key = self.key_of(sheet, row) if row not in sheet.refused else None
                if key and key.startswith("name:"):
                    seen[key, sheet.years[row]].append(row)
            for rows in seen.values():
                for row in rows if len(rows) > 1 else ():
                    other = next(one for one in rows if one != row)
                    issue = Issue("import.same_name_twice", "name", "error", {"row": sheet.numbers[other]})
                    sheet.find(row, issue, "head.name", sheet.of("head.name", row) or "")


def _rows(sheets: Sequence[Sheet]) -> Iterator[Spot]:
    for sheet in sheets:
        for row in range(len(sheet)):
            if row not in sheet.refused:
                yield sheet, row
