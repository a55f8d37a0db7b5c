"""By when money must be announced: 15 working days after it was allocated, as its procedure says."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import Problem
from app.operations.cases.stored import workdays
from app.operations.offices import Office
from app.operations.payments import PROCEDURE, PaymentSum, payment_sums
from app.operations.places import divisions
from app.operations.procedures import procedures
from app.operations.projects import BEFORE, ProjectLine, list_projects
from app.rules.entrances import in_region
from app.rules.procedures import Procedure, Subject, Term


@dataclass(frozen=True, slots=True)
class FundDue:
    """Money that was allocated and is not announced yet; `place`: where the window opens it."""

    due_on: date
    village: str
    label: str
    place: Mapping[str, str]


def announce_by(office: Office, procedure: str, allocated: date | None) -> date | None:
    """The last day to announce what was allocated on that day, which is not counted.

    None where no day or no term is known, or a year's working days are not.
    """
    known = procedures(office).get(procedure)
    term = _first_term(known) if known else None
    if allocated is None or term is None:
        return None
    try:
        return workdays(office).last_day(allocated + timedelta(days=1), term.days, term.kind)
    except Problem:
        return None


def _first_term(procedure: Procedure) -> Term | None:
    """How long the first notice may wait."""
    return next((step.within for step in procedure.steps if step.kind == "notice"), None)


def procedures_for(office: Office, subject: Subject, division_id: str) -> list[Procedure]:
    """The procedures for projects or payments of a village's place, the region's own first."""
    code = divisions(office)[division_id].code or ""
    fitting = [one for one in procedures(office).values() if one.subject == subject and in_region(one, code)]
    return sorted(fitting, key=lambda one: -len(one.region))


def payment_due(office: Office, one: PaymentSum) -> date | None:
    """By when a village's part of a subsidy is to be announced; None once it is."""
    return None if one.announced else announce_by(office, PROCEDURE, one.allocated_on)


def project_due(office: Office, line: ProjectLine) -> date | None:
    """By when a project's money is to be announced; None once it is."""
    allocated = line.answers.get("allocated_on")
    known = [one for one in procedures_for(office, "project", line.division_id) if one.key.startswith(BEFORE)]
    if not known or any(key.startswith(BEFORE) for key in line.cases) or not isinstance(allocated, date):
        return None
    return announce_by(office, known[0].key, allocated)


def funds_due(office: Office) -> Iterator[FundDue]:
    """Everything that was allocated and waits for its announcement, of the user's villages."""
    for one in payment_sums(office):
        if due := payment_due(office, one):
            place = {"scheme": one.scheme, "village": one.division_id, "year": str(one.year)}
            yield FundDue(due, one.village, one.scheme, place)
    for line in list_projects(office):
        if due := project_due(office, line):
            yield FundDue(due, line.village, str(line.answers.get("name") or ""), {"project": line.id})
