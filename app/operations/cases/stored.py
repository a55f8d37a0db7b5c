"""A case as the archive keeps it: its procedure as it was then, its steps, meetings, votes, notices, households."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.errors import Problem
from app.operations.offices import Office, need_village
from app.operations.procedures import procedures
from app.operations.rows import RowReader
from app.rules.dossiers import Answers, Value
from app.rules.meetings import Meeting, Votes
from app.rules.procedures import Procedure, read_procedure
from app.rules.walks import Walked
from app.rules.workdays import Workdays, load_workdays
from db.works import Work


@dataclass(frozen=True, slots=True)
class StoredStep:
    """A step as it was entered: with the meeting or notice that carried it."""

    id: str
    walked: Walked
    meeting_id: str | None
    notice_id: str | None


@dataclass(frozen=True, slots=True)
class StoredHousehold:
    """A household of a case. `asked`: what the finished case writes into its standing, by path."""

    id: str
    household_id: str
    answers: Answers
    asked: Mapping[str, Value]

    @property
    def stays(self) -> bool:
        """Whether it still goes with the case."""
        return self.answers.get("state") != "out"


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """A meeting: its answers, who was asked to come and came, and the numbers of its votes."""

    id: str
    step: str
    answers: Answers
    attendance: tuple[tuple[str, bool], ...]
    meeting: Meeting


@dataclass(frozen=True)
class StoredCase:
    """Everything of a case that its steps are judged by."""

    id: str
    division_id: str
    project_id: str | None
    procedure: Procedure
    answers: Answers
    steps: tuple[StoredStep, ...]
    households: tuple[StoredHousehold, ...]
    meetings: tuple[StoredMeeting, ...]

    @property
    def walked(self) -> tuple[Walked, ...]:
        return tuple(step.walked for step in self.steps)

    @property
    def staying(self) -> tuple[StoredHousehold, ...]:
        """The households that still go with it."""
        return tuple(one for one in self.households if one.stays)


def workdays(office: Office) -> Workdays:
    """The working days that are known, read once."""
    known: Workdays | None = office.kept.get("workdays")
    if known is None:
        known = office.kept["workdays"] = load_workdays(office.shelf)
    return known


def frozen(procedure: Procedure) -> str:
    """What a case keeps of its procedure."""
    return orjson.dumps(procedure.table, option=orjson.OPT_SORT_KEYS).decode()


def thawed(office: Office, key: str, kept: str | None) -> Procedure:
    """The procedure a case keeps; that of the forms folder where it keeps none. Raises Problem where there is none."""
    known: dict[str, Procedure] = office.kept.setdefault("thawed", {})
    if kept and kept not in known:
        table: dict[str, Any] = orjson.loads(kept)
        known[kept] = read_procedure(Path(f"{key}.toml"), table, office.forms)
    found = known[kept] if kept else procedures(office).get(key)
    if found is None:
        raise Problem("cases.unknown_procedure", procedure=key, known=", ".join(procedures(office)))
    return found


def read_case(office: Office, case_id: str) -> StoredCase:
    """A case. Raises Problem for one that is gone or of a village that is not the user's."""
    found = read_cases(office, (case_id,))
    if not found:
        raise Problem("cases.gone")
    need_village(office, found[0].division_id)
    return found[0]


def need_as_read(work: Work, case: StoredCase) -> None:
    """Raise Problem where somebody else took a step, or a household out, since the case was read.

    Asked inside the unit of work that writes: two windows may press the same button.
    """
    now = work.read(
        "SELECT c.closed_on IS NULL, (SELECT count(*) FROM case_step s WHERE s.case_id = c.id),"
        " (SELECT count(*) FROM case_household h WHERE h.case_id = c.id AND h.state = 'in')"
        ' FROM "case" c WHERE c.id = ?',
        (case.id,),
    )
    staying = sum(one.answers.get("state") == "in" for one in case.households)
    read = (int(case.answers.get("closed_on") is None), len(case.steps), staying)
    if not now or tuple(now[0]) != read:
        raise Problem("cases.changed_meanwhile")


def read_cases(office: Office, ids: Sequence[str]) -> list[StoredCase]:
    """The cases of these ids that are there, in that order: a handful of questions, however many they are."""
    asked = (orjson.dumps(list(ids)).decode(),)
    reader = RowReader(office.forms.public["case"], ("id", "division_id", "project_id", "frozen"))
    rows = {str(row.keys[0]): row for row in reader.rows(office, f"id IN {_ASKED}", asked)}
    steps, homes, meetings = _steps(office, asked), _households(office, asked), _meetings(office, asked)
    return [
        StoredCase(
            id=one,
            division_id=str(row.keys[1]),
            project_id=row.keys[2],
            procedure=thawed(office, str(row.answers["procedure"]), row.keys[3]),
            answers=row.answers,
            steps=tuple(steps.get(one, ())),
            households=tuple(homes.get(one, ())),
            meetings=tuple(meetings.get(one, ())),
        )
        for one in ids
        if (row := rows.get(one)) is not None
    ]


_ASKED = "(SELECT value FROM json_each(?))"
_OF_CASES = f"case_id IN {_ASKED} ORDER BY id"


def _steps(office: Office, asked: tuple[str]) -> dict[str, list[StoredStep]]:
    reader = RowReader(office.forms.public["case_step"], ("id", "case_id", "meeting_id", "notice_id"))
    found: dict[str, list[StoredStep]] = {}
    for row in reader.rows(office, _OF_CASES, asked):
        step = StoredStep(str(row.keys[0]), walked_of(row.answers), row.keys[2], row.keys[3])
        found.setdefault(str(row.keys[1]), []).append(step)
    return found


def walked_of(answers: Answers) -> Walked:
    """A step's answers as the rules read them."""
    on = answers["done_on"]
    return Walked(
        step=str(answers["step"]),
        on=on if isinstance(on, date) else date.min,
        by=str(answers.get("done_by") or ""),
        outcome="returned" if answers.get("outcome") == "returned" else "done",
        opinion=str(answers.get("opinion") or ""),
    )


def _households(office: Office, asked: tuple[str]) -> dict[str, list[StoredHousehold]]:
    reader = RowReader(office.forms.public["case_household"], ("id", "case_id", "household_id"))
    found: dict[str, list[StoredHousehold]] = {}
    for row in reader.rows(office, _OF_CASES, asked):
        told = _asked(row.answers.get("asked"))
        one = StoredHousehold(str(row.keys[0]), str(row.keys[2]), row.answers, told)
        found.setdefault(str(row.keys[1]), []).append(one)
    return found


def _asked(kept: Value) -> Mapping[str, Value]:
    told: dict[str, Value] = orjson.loads(str(kept)) if kept else {}
    return told


def _meetings(office: Office, asked: tuple[str]) -> dict[str, list[StoredMeeting]]:
    reader = RowReader(office.forms.public["meeting"], ("id", "case_id", "step", "attendance"))
    votes, found = _votes(office, asked), dict[str, list[StoredMeeting]]()
    for row in reader.rows(office, _OF_CASES, asked):
        meeting, case, step, attendance = row.keys
        came = tuple((str(name), bool(there)) for name, there in orjson.loads(attendance or "[]"))
        entitled, present = (_whole(row.answers.get(key)) for key in ("entitled", "present"))
        held = Meeting(entitled, present, votes.get(str(meeting), {}))
        found.setdefault(str(case), []).append(
            StoredMeeting(str(meeting), str(step), row.answers, came, held)
        )
    return found


def _votes(office: Office, asked: tuple[str]) -> dict[str, dict[str, Votes]]:
    sql = (
        "SELECT meeting_id, household_id, in_favour, against, abstained FROM vote"
        f" WHERE meeting_id IN (SELECT id FROM meeting WHERE case_id IN {_ASKED})"
    )
    found: dict[str, dict[str, Votes]] = {}
    for meeting, household, *counted in office.archive.read(sql, asked):
        found.setdefault(meeting, {})[household] = Votes(*(_whole(one) for one in counted))
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
