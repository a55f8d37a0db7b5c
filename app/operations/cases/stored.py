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
from app.paths import forms as forms_folder
from app.rules.dossiers import Answers, Value
from app.rules.meetings import Meeting, Votes
from app.rules.procedures import Procedure, read_procedure
from app.rules.walks import Walked
from app.rules.workdays import Workdays, load_workdays


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
        known = office.kept["workdays"] = load_workdays(forms_folder())
    return known


def frozen(procedure: Procedure) -> str:
    """What a case keeps of its procedure."""
    return orjson.dumps(procedure.table, option=orjson.OPT_SORT_KEYS).decode()


def thawed(office: Office, key: str, kept: str | None) -> Procedure:
    """The procedure a case keeps; that of the forms folder where it keeps none."""
    if kept:
        table: dict[str, Any] = orjson.loads(kept)
        return read_procedure(Path(f"{key}.toml"), table, office.forms)
    return procedures(office)[key]


def read_case(office: Office, case_id: str) -> StoredCase:
    """A case. Raises Problem for one that is gone or of a village that is not the user's."""
    reader = RowReader(office.forms.public["case"], ("id", "division_id", "project_id", "frozen"))
    row = next(reader.rows(office, "id = ?", (case_id,)), None)
    if row is None:
        raise Problem("cases.gone")
    need_village(office, str(row.keys[1]))
    procedure = thawed(office, str(row.answers["procedure"]), row.keys[3])
    return StoredCase(
        id=case_id,
        division_id=str(row.keys[1]),
        project_id=row.keys[2],
        procedure=procedure,
        answers=row.answers,
        steps=_steps(office, case_id),
        households=_households(office, case_id),
        meetings=_meetings(office, case_id),
    )


def _steps(office: Office, case_id: str) -> tuple[StoredStep, ...]:
    reader = RowReader(office.forms.public["case_step"], ("id", "meeting_id", "notice_id"))
    return tuple(
        StoredStep(str(row.keys[0]), walked_of(row.answers), row.keys[1], row.keys[2])
        for row in reader.rows(office, "case_id = ? ORDER BY id", (case_id,))
    )


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


def _households(office: Office, case_id: str) -> tuple[StoredHousehold, ...]:
    reader = RowReader(office.forms.public["case_household"], ("id", "household_id"))
    return tuple(
        StoredHousehold(str(row.keys[0]), str(row.keys[1]), row.answers, _asked(row.answers.get("asked")))
        for row in reader.rows(office, "case_id = ? ORDER BY id", (case_id,))
    )


def _asked(kept: Value) -> Mapping[str, Value]:
    told: dict[str, Value] = orjson.loads(str(kept)) if kept else {}
    return told


def _meetings(office: Office, case_id: str) -> tuple[StoredMeeting, ...]:
    reader = RowReader(office.forms.public["meeting"], ("id", "step", "attendance"))
    rows = list(reader.rows(office, "case_id = ? ORDER BY id", (case_id,)))
    votes = _votes(office, [str(row.keys[0]) for row in rows])
    return tuple(
        StoredMeeting(
            id=str(row.keys[0]),
            step=str(row.keys[1]),
            answers=row.answers,
            attendance=tuple((str(name), bool(came)) for name, came in orjson.loads(row.keys[2] or "[]")),
            meeting=Meeting(
                _whole(row.answers.get("entitled")),
                _whole(row.answers.get("present")),
                votes.get(str(row.keys[0]), {}),
            ),
        )
        for row in rows
    )


def _votes(office: Office, meetings: Sequence[str]) -> dict[str, dict[str, Votes]]:
    marks = ",".join("?" * len(meetings))
    sql = f"SELECT meeting_id, household_id, in_favour, against, abstained FROM vote WHERE meeting_id IN ({marks})"
    found: dict[str, dict[str, Votes]] = {}
    for meeting, household, *counted in office.archive.read(sql, meetings):
        found.setdefault(meeting, {})[household] = Votes(*(_whole(one) for one in counted))
    return found


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
