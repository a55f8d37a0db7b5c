"""Subsidies and projects of an invented township: waiting for their notice, on the wall, finished."""

import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.offices import Office
from app.operations.payments import announce_payments, import_payments
from app.operations.projects import AFTER, BEFORE, announce_project, save_project
from app.operations.samples.batches import Batch
from app.paths import resources
from app.rules.dossiers import Value
from app.rules.inputs import taken

_HANGS = 11
"""Days on the wall: ten, and the day after."""


def add_funds(office: Office) -> None:
    """Bring payment lists into the largest villages and a project into each, and announce some of them."""
    told = tomllib.loads((resources() / "sample" / "funds.toml").read_text(encoding="utf-8"))
    words = tomllib.loads((resources() / "sample" / "public.toml").read_text(encoding="utf-8"))
    words["township"] = told["finance"]
    places = _villages(office)
    for number, one in enumerate(told["payment"]):
        _pay(Batch(office, words), told, one, places[number % len(places)])
    for number, one in enumerate(told["project"]):
        _build(Batch(office, words), one, places[number % len(places)])


def _villages(office: Office) -> list[str]:
    """The villages with households, the largest first."""
    sql = "SELECT division_id FROM household WHERE closed_on IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    return [str(village) for (village,) in office.archive.read(sql)]


def _pay(batch: Batch, told: Mapping[str, Any], one: Mapping[str, Any], village: str) -> None:
    """A village's part of a subsidy, by the workbook it is paid by."""
    today = batch.day
    allocated = today - timedelta(days=one["allocated"])
    batch.stand_on(allocated)
    rows = _rows(batch.office, one, village, allocated)
    if not rows:
        return
    with tempfile.TemporaryDirectory(prefix="hudang-") as desk:
        file = Path(desk) / told["payment_file"]
        write_workbook(file, [Sheet("Sheet1", [SheetColumn(head) for head in told["payment_heads"]], rows)])
        report = import_payments(batch.office, [file])
    if report.refused:
        raise Problem("sample.refused", sentence=report.refusals[0].sentence)
    if "hung_for" in one:
        batch.case = announce_payments(batch.office, one["scheme"], allocated.year, village).id
        _announce(batch, today, one["hung_for"])
        if one["hung_for"] >= _HANGS:
            batch.walk("township", 1)


def _rows(office: Office, one: Mapping[str, Any], village: str, allocated: date) -> list[Sequence[Any]]:
    sql = (
        "SELECT h.code, p.name FROM household h JOIN membership m ON m.household_id = h.id AND m.relation = '01'"
        " AND m.left_on IS NULL JOIN person p ON p.id = m.person_id"
        " WHERE h.division_id = ? AND h.closed_on IS NULL AND h.code IS NOT NULL ORDER BY h.code DESC LIMIT ?"
    )
    found: list[Sequence[Any]] = []
    for number, (code, head) in enumerate(office.archive.read(sql, (village, one["households"]))):
        quantity = number % one["most"] + 1
        amount = one["standard"] * quantity
        line = (one["standard"], quantity, amount)
        found.append((code, head, one["scheme"], *map(str, line), allocated.isoformat(), None))
    return found


def _build(batch: Batch, one: Mapping[str, Any], village: str) -> None:
    """A project, announced before it begins; one that ended is announced again."""
    today = batch.day
    allocated = today - timedelta(days=one["allocated"])
    batch.stand_on(allocated)
    answers = {**one["answers"], "allocated_on": allocated.isoformat()}
    project = save_project(batch.office, village, _typed(batch.office, answers))
    if "hung_for" not in one:
        return
    batch.case = announce_project(batch.office, project, BEFORE).id
    _announce(batch, today, one["hung_for"])
    if "ended" not in one:
        return
    accepted = today - timedelta(days=one["ended"])
    batch.stand_on(accepted)
    answers |= {**one["result"], "accepted_on": accepted.isoformat()}
    save_project(batch.office, village, _typed(batch.office, answers), project=project)
    batch.case = announce_project(batch.office, project, AFTER).id
    _announce(batch, today, one["ended"] - 1)


def _announce(batch: Batch, today: date, hung_for: int) -> None:
    """Walk to the wall, and off it where the notice has hung long enough."""
    batch.walk("township")
    batch.stand_on(today - timedelta(days=hung_for))
    batch.hang()
    if hung_for >= _HANGS:
        batch.stand_on(batch.day + timedelta(days=_HANGS))
        batch.come_down()
        batch.walk("village")


def _typed(office: Office, said: Mapping[str, str]) -> dict[str, Value]:
    """What the file says, read by kind."""
    answers, issues = taken(office.forms.public["project"], said, office.forms, office.clock().date())
    if issues:
        raise Problem("sample.refused", sentence=issues[0].code)
    return dict(answers)
