"""Plans that lines about to be made belong to: the household's plan of the year, drafted where there is none."""

from app.operations.line_imports.changes import Said
from app.operations.line_imports.landings import Landing
from app.rules.helping import CAUSES, RISKS
from app.rules.values import Stored

DRAFT = "draft"
At = tuple[str, int]


class PlanDrafts:
    """The plans by household and year. A draft names the causes and risks the archive records, as one made by hand."""

    def __init__(self, landing: Landing) -> None:
        self._landing = landing
        self._plans: dict[At, str] = {}
        if landing.record in ("plan", "measure"):
            for one, household, year in landing.office.archive.read(
                "SELECT id, household_id, year FROM plan"
            ):
                self._plans[household, year] = one
        self._standings: dict[str, list[tuple[int, Said]]] | None = None

    def plan_of(self, household: str, year: int) -> str:
        """The plan's id, drafted where there is none."""
        return self._plans.get((household, year)) or self.make(household, year, {})

    def make(self, household: str, year: int, said: Said) -> str:
        """A plan about to be made with what a row says of it."""
        row: Said = {
            "household_id": household,
            "year": year,
            "state": DRAFT,
            **self._recorded(household, year),
            **said,
        }
        self._plans[household, year] = self._landing.changes.make("plan", row)
        return self._plans[household, year]

    def _recorded(self, household: str, year: int) -> Said:
        """The causes and risks of the newest standing up to that year."""
        known = [one for one in self._known().get(household, ()) if one[0] <= year]
        standing = max(known, key=lambda one: one[0])[1] if known else {}
        return {"causes": _joined(standing, CAUSES), "risks": _joined(standing, RISKS)}

    def _known(self) -> dict[str, list[tuple[int, Said]]]:
        if self._standings is None:
            self._standings = {}
            columns = ", ".join((*CAUSES, *RISKS))
            sql = f"SELECT household_id, year, {columns} FROM standing"
            for household, year, *values in self._landing.office.archive.read(sql):
                said: Said = dict(zip((*CAUSES, *RISKS), values, strict=True))
                self._standings.setdefault(household, []).append((year, said))
        return self._standings


def _joined(standing: Said, keys: tuple[str, ...]) -> Stored:
    codes = [str(standing[key]) for key in keys if standing.get(key)]
    return ",".join(dict.fromkeys(codes)) or None
