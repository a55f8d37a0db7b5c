"""Cases whose next step is the county's: read from what the townships sent, walked on by the county's own word.

A step is a row of record `case_step`, as a laptop's is (`operations/cases/walking`); who pulls it walks on from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson

from app.county.databases import Connection
from app.county.ops import Value, is_uuid
from app.county.own_ops import NewRow, take_turn, write_rows
from app.errors import Issue, Problem
from app.rules.forms import Forms
from app.rules.procedures import Procedure, Step, read_procedure
from app.rules.walks import Outcome, Ready, Walked, find_obstacles, next_step, step_id_after
from app.texts import say

Doc = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CountyCase:
    """A case as the county has it. `steps` are in the order they were taken; `step` is what is to be done now."""

    id: str
    area: int
    place: str
    doc: Doc
    procedure: Procedure
    steps: Sequence[tuple[str, Walked]]

    @property
    def walked(self) -> tuple[Walked, ...]:
        return tuple(one for _, one in self.steps)

    @property
    def step(self) -> Step | None:
        return next_step(self.procedure, self.walked)

    @property
    def waits(self) -> bool:
        """Whether the county's word is what comes next."""
        return not self.doc.get("closed_on") and self.step is not None and self.step.actor == "county"

    @property
    def seen(self) -> str:
        """The last step somebody saw when he decided: a later one makes him look again."""
        return self.steps[-1][0] if self.steps else ""


def open_cases(connection: Connection, forms: Forms) -> list[CountyCase]:
    """The cases in the transaction's scope that are not closed, the oldest first."""
    rows = connection.execute(_CASES.format(test="e.doc ->> 'closed_on' IS NULL")).fetchall()
    steps = _steps(connection, [row[0] for row in rows])
    return [one for row in rows if (one := _case(row, steps.get(row[0], []), forms)) is not None]


def case_of(connection: Connection, case_id: str, forms: Forms) -> CountyCase:
    """A case in the transaction's scope. Raises Problem cases.gone."""
    sql = _CASES.format(test="e.id = %s::uuid")
    row = connection.execute(sql, (case_id,)).fetchone() if is_uuid(case_id) else None
    found = _case(row, _steps(connection, [case_id]).get(case_id, []), forms) if row else None
    if found is None:
        raise Problem("cases.gone")
    return found


@dataclass(frozen=True, slots=True)
class Decision:
    """What an approver says: done or returned, on which day, with what opinion, having seen which last step."""

    outcome: Outcome
    by: str
    on: date
    opinion: str
    seen: str


def decide_case(
    connection: Connection, case_id: str, said: Decision, forms: Forms, now: datetime
) -> CountyCase:
    """Walk a case on, or send it back, as the county; gives the case as it stood.

    Raises Problem cases.changed_meanwhile where a step came in since, county_pages.not_ours where it is not the
    county's turn, county_pages.not_so with the sentences of what else keeps the step from being done.
    """
    take_turn(connection, case_of(connection, case_id, forms).area)
    case = case_of(connection, case_id, forms)
    if case.seen != said.seen:
        raise Problem("cases.changed_meanwhile")
    if not case.waits or case.step is None:
        raise Problem("county_pages.not_ours")
    entry = Walked(case.step.key, said.on, said.by, said.outcome, said.opinion.strip())
    issues = find_obstacles(case.procedure, case.walked, entry, _ready(connection, case), said.on)
    if issues:
        raise Problem("county_pages.not_so", why=" ".join(_words(one) for one in issues))
    doc: dict[str, Value] = {
        "case_id": case.id,
        "step": entry.step,
        "done_on": entry.on.isoformat(),
        "done_by": entry.by,
        "outcome": entry.outcome,
    }
    if entry.opinion:
        doc["opinion"] = entry.opinion
    step = step_id_after(case.seen or case.id)
    row = NewRow("case_step", step, None, case.area, doc, deletion_of(connection, step))
    write_rows(connection, [row], said.by, now, say("county_pages.step_reason", step=case.step.label))
    return case


def deletion_of(connection: Connection, step: str) -> str | None:
    """The operation that took a step back which is now entered again; None where it never was."""
    row = connection.execute(
        "SELECT born::text FROM entity WHERE id = %s::uuid AND deleted", (step,)
    ).fetchone()
    return row[0] if row else None


def _ready(connection: Connection, case: CountyCase) -> Ready:
    """How many households still go with the case, and whether some left the village."""
    staying, strays = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE h.id IS NULL OR h.area <> %s OR h.doc ->> 'closed_on' IS NOT NULL)"
        " FROM entity s LEFT JOIN entity h ON h.id = s.root AND NOT h.deleted"
        " WHERE s.record = 'case_household' AND NOT s.deleted AND s.doc ->> 'case_id' = %s"
        " AND s.doc ->> 'state' = 'in'",
        (case.area, case.id),
    ).fetchone() or (0, 0)
    if case.procedure.subject != "household":
        staying, strays = 1, 0
    told = (say("county_pages.strays", count=strays),) if strays else ()
    return Ready(households_left=staying, strays=told)


def _words(issue: Issue) -> str:
    return say(issue.code, **issue.values)


_CASES = """
    SELECT e.id::text, e.area, d.name, e.doc FROM entity e JOIN division d ON d.number = e.area
    WHERE e.record = 'case' AND NOT e.deleted AND {test} ORDER BY e.id LIMIT 2000
"""


def _steps(connection: Connection, cases: Sequence[str]) -> dict[str, list[tuple[str, Walked]]]:
    found: dict[str, list[tuple[str, Walked]]] = {}
    for one, doc in connection.execute(
        "SELECT id::text, doc FROM entity WHERE record = 'case_step' AND NOT deleted"
        " AND doc ->> 'case_id' = ANY(%s) ORDER BY id",
        (list(cases),),
    ):
        found.setdefault(str(doc["case_id"]), []).append((one, _walked(doc)))
    return found


def _walked(doc: Doc) -> Walked:
    try:
        on = date.fromisoformat(str(doc.get("done_on")))
    except ValueError:
        on = date.min
    outcome: Outcome = "returned" if doc.get("outcome") == "returned" else "done"
    return Walked(
        str(doc.get("step")), on, str(doc.get("done_by") or ""), outcome, str(doc.get("opinion") or "")
    )


def _case(row: tuple[Any, ...], steps: Sequence[tuple[str, Walked]], forms: Forms) -> CountyCase | None:
    """The case of a row; None where its procedure cannot be read (a machine may send anything)."""
    one, area, place, doc = row
    try:
        procedure = read_procedure(
            Path(f"{doc.get('procedure')}.toml"), orjson.loads(doc.get("frozen") or "{}"), forms
        )
        made = CountyCase(one, area, place, doc, procedure, steps)
        made.step  # noqa: B018 - a step no procedure knows shows itself here
    except (Problem, ValueError, StopIteration):
        return None
    return made
