"""What the cards of help show of a household for a year, read in one go with the rest of the page."""

from dataclasses import dataclass
from datetime import date

from app.errors import Problem
from app.operations.cases.of_households import HouseholdCase, cases_of
from app.operations.findings import FindingQuery, FindingRow, list_findings
from app.operations.household_dues import NextVisit, next_visit
from app.operations.offices import Office
from app.operations.pairings.lines import PairingLine, list_pairings
from app.operations.plan_views import PlanView, plan_of
from app.operations.snapshots import SnapshotLine, snapshots_of
from app.operations.visit_lines import VisitLine, list_visits
from app.rules.dossiers import Dossier
from app.texts import sentence

HELPERS = ("1", "2")  # 帮扶责任人, 监测联系人 (forms/codes/help_kind.toml)


@dataclass(frozen=True, slots=True)
class HelpShown:
    """Who helps and helped, the year's plan, visits, problems and cases of every year, the yearly results.

    `plan_years`: which years have a plan, the newest first. `next_visit`: when somebody is to come, as of today.
    `fault`: why the plan cannot be shown (a mistake in the office's own catalogue); the rest of the page stands.
    """

    household_id: str
    year: int
    today: date
    pairings: tuple[PairingLine, ...] = ()
    results: tuple[SnapshotLine, ...] = ()
    plan: PlanView | None = None
    plan_years: tuple[int, ...] = ()
    fault: str = ""
    visits: tuple[VisitLine, ...] = ()
    findings: tuple[FindingRow, ...] = ()
    next_visit: NextVisit | None = None
    cases: tuple[HouseholdCase, ...] = ()

    def helper(self) -> PairingLine | None:
        """Who answers for the household today: its 帮扶责任人, else its 监测联系人."""
        now = [one for one in self.pairings if one.holds_on(self.today)]
        return next((one for kind in HELPERS for one in now if one.kind == kind), None)


def read_help_shown(office: Office, known: Dossier) -> HelpShown:
    """The help of a household the user may see, for its dossier's year."""
    household_id, year = known.household_id, known.year
    plan, fault = None, ""
    try:
        plan = plan_of(office, household_id, year, known)
    except Problem as problem:
        fault = sentence(problem)
    return HelpShown(
        household_id=household_id,
        year=year,
        today=office.clock().date(),
        pairings=tuple(list_pairings(office, household_id)),
        results=tuple(snapshots_of(office, household_id)),
        plan=plan,
        plan_years=_plan_years(office, household_id),
        fault=fault,
        visits=tuple(list_visits(office, household_id)),
        findings=tuple(list_findings(office, FindingQuery(household_id=household_id))),
        next_visit=next_visit(office, household_id),
        cases=tuple(cases_of(office, household_id)),
    )


def _plan_years(office: Office, household_id: str) -> tuple[int, ...]:
    sql = "SELECT year FROM plan WHERE household_id = ? ORDER BY year DESC"
    return tuple(int(row[0]) for row in office.archive.read(sql, (household_id,)))
