"""The cases of the office: by village and step, with what is due; made for a board and for a list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from app.operations.cases.stored import StoredCase, read_cases
from app.operations.cases.walking import due_day
from app.operations.offices import Office
from app.operations.places import divisions
from app.rules.walks import next_step

CaseState = Literal["running", "finished", "dropped"]


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """Which cases: of a village, of a procedure group, running or ended (None: all), of a household."""

    division_id: str | None = None
    group: str | None = None
    state: CaseState | None = "running"
    household_id: str | None = None


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case. `step`, `actor`: of what is to be done now, "" where it has ended; `days_left`: below 0 is overdue."""

    id: str
    name: str
    label: str
    group: str
    division_id: str
    village: str
    step: str
    step_key: str
    kind: str
    actor: str
    households: int
    opened_on: date | None
    due_on: date | None
    days_left: int | None
    state: CaseState

    def document(self) -> dict[str, Any]:
        """The line for `case list --json`."""
        return {
            "case": self.id,
            "name": self.name,
            "procedure": self.label,
            "village": self.village,
            "step": self.step or None,
            "households": self.households,
            "opened_on": self.opened_on.isoformat() if self.opened_on else None,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "state": self.state,
        }


def list_cases(office: Office, query: CaseQuery | None = None) -> list[CaseLine]:
    """The cases a query finds, newest first; those of the user's villages alone."""
    query = query or CaseQuery()
    lines = [_line(office, case) for case in read_cases(office, _found(office, query))]
    return [line for line in lines if query.group in (None, line.group)]


def _found(office: Office, query: CaseQuery) -> Sequence[str]:
    conditions, args = ["1"], []
    if query.division_id:
        conditions.append("division_id = ?")
        args.append(query.division_id)
    if query.state == "running":
        conditions.append("closed_on IS NULL")
    elif query.state:
        conditions.append("outcome = ?")
        args.append(query.state)
    if query.household_id:
        conditions.append("id IN (SELECT case_id FROM case_household WHERE household_id = ?)")
        args.append(query.household_id)
    if office.user.villages:
        conditions.append(f"division_id IN ({','.join('?' * len(office.user.villages))})")
        args += office.user.villages
    rows = office.archive.read(
        f'SELECT id FROM "case" WHERE {" AND ".join(conditions)} ORDER BY id DESC', args
    )
    return [str(one) for (one,) in rows]


def _line(office: Office, case: StoredCase) -> CaseLine:
    answers = case.answers
    ended = answers.get("closed_on") is not None
    step = None if ended else next_step(case.procedure, case.walked)
    due = due_day(office, case) if step else None
    opened = answers.get("opened_on")
    outcome = answers.get("outcome")
    state: CaseState = (
        "finished" if outcome == "finished" else "dropped" if outcome == "dropped" else "running"
    )
    return CaseLine(
        id=case.id,
        name=str(answers.get("name") or ""),
        label=case.procedure.label,
        group=case.procedure.group,
        division_id=case.division_id,
        village=divisions(office)[case.division_id].name,
        step=step.label if step else "",
        step_key=step.key if step else "",
        kind=step.kind if step else "",
        actor=step.actor if step else "",
        households=len(case.staying),
        opened_on=opened if isinstance(opened, date) else None,
        due_on=due,
        days_left=(due - office.clock().date()).days if due else None,
        state=state,
    )
