"""People a row of a line names in one cell: the cadres who came, the members who benefit, who answers for a finding."""

from collections import defaultdict

from app.errors import Issue
from app.operations.line_imports.cadres import CadreFinder, Helper, key_of
from app.operations.line_imports.helpers import names_in
from app.operations.line_imports.households import Home
from app.operations.line_imports.landings import Landing
from app.operations.line_imports.sheets import LineSheet
from app.operations.line_imports.vocabularies import MEMBERS, VISITORS
from app.rules.cells import fold
from app.texts import say


class NamedPeople:
    """Finds whom the rows of one call name; cadres nobody knows are made."""

    def __init__(self, landing: Landing) -> None:
        self._cadres = CadreFinder(landing.office, landing.changes)
        self._kept = set(self._cadres.helpers)
        self._helping: dict[str, set[str]] = defaultdict(set)
        self._whole = frozenset(map(fold, say("lines.words_whole").split()))
        for household, cadre in landing.office.archive.read(
            "SELECT household_id, cadre_id FROM pairing ORDER BY id"
        ):
            self._helping[household].add(cadre)

    def known(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Those the archive knows already."""
        return tuple(one for one in ids if one in self._kept)

    def visitors(self, sheet: LineSheet, row: int, home: Home) -> tuple[str, ...]:
        """The cadres a row says came, in the order named."""
        found: list[str] = []
        for name in names_in(sheet.of(VISITORS, row)):
            before = len(self._cadres.helpers)
            one = self._cadres.find(key_of("", name, "", ""), self._helping[home.id], ())
            if isinstance(one, Issue):
                one = self._helping_one(name, home) or one
            if isinstance(one, Issue):
                sheet.find(row, one, VISITORS, name)
                continue
            if len(self._cadres.helpers) > before:
                sheet.find(row, Issue("lines.cadre_new", "name", "doubt", {"name": name}), VISITORS, name)
            found.append(one.id)
        return tuple(dict.fromkeys(found))

    def _helping_one(self, name: str, home: Home) -> Helper | None:
        """Of several of one name the one who helps this household."""
        mine = [
            one
            for key, one in self._cadres.helpers.items()
            if key in self._helping[home.id] and one.name == name
        ]
        return mine[0] if len(mine) == 1 else None

    def owner(self, name: str) -> str | None:
        """The only cadre of that name; None where nobody, or several, have it."""
        same = [one.id for one in self._cadres.helpers.values() if one.name == name]
        return same[0] if len(same) == 1 else None

    def members(self, sheet: LineSheet, row: int, home: Home) -> tuple[str, ...]:
        """The members a row says benefit; none for the whole household."""
        text = sheet.of(MEMBERS, row)
        if fold(text) in self._whole:
            return ()
        found: list[str] = []
        for name in names_in(text):
            same = home.names.get(name, [])
            if len(same) != 1:
                code = "lines.member_unknown" if not same else "lines.member_of_several"
                sheet.find(
                    row, Issue(code, "name", "error", {"name": name, "head": home.head}), MEMBERS, name
                )
            found += same[:1]
        return tuple(found)
