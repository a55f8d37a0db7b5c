"""What the cards of help show of a household for a year, read in one go with the rest of the page."""

from dataclasses import dataclass

from app.errors import Problem
from app.operations.offices import Office
from app.operations.pairings.lines import PairingLine, list_pairings
from app.operations.plan_views import PlanView, plan_of, plan_rows
from app.operations.snapshots import SnapshotLine, snapshots_of
from app.texts import sentence


@dataclass(frozen=True, slots=True)
class HelpShown:
    """Who helps and helped, the year's plan, and the yearly results. `has_last_plan`: the year before had a plan.

    `fault`: why the plan cannot be shown (a mistake in the office's own catalogue); the rest of the page stands.
    """

    household_id: str
    year: int
    pairings: tuple[PairingLine, ...] = ()
    results: tuple[SnapshotLine, ...] = ()
    plan: PlanView | None = None
    has_last_plan: bool = False
    fault: str = ""


def read_help_shown(office: Office, household_id: str, year: int) -> HelpShown:
    """The help of a household the user may see."""
    plan, fault = None, ""
    try:
        plan = plan_of(office, household_id, year)
    except Problem as problem:
        fault = sentence(problem)
    return HelpShown(
        household_id=household_id,
        year=year,
        pairings=tuple(list_pairings(office, household_id)),
        results=tuple(snapshots_of(office, household_id)),
        plan=plan,
        has_last_plan=bool(plan_rows(office, [household_id], year - 1)),
        fault=fault,
    )
