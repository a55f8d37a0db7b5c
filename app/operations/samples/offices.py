"""A throw-away office with an invented township, made the way a clerk would: workbooks, then import."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from app.errors import Problem
from app.operations.offices import Clock, Office, now
from app.operations.openings import NewOffice, create_office
from app.operations.samples.cases import add_cases
from app.operations.samples.comparing import add_comparisons
from app.operations.samples.funds import add_funds
from app.operations.samples.helping import add_help
from app.operations.samples.stocks import read_stock
from app.operations.samples.townships import find_town, make_township
from app.operations.samples.watching import add_clues
from app.operations.samples.workbooks import write_sample
from app.paths import resources
from app.progress import Progress
from app.texts import say

CLERK = "clerk"


@dataclass(frozen=True, slots=True)
class MadeOffice:
    """What a sample office holds: households and persons imported, and the code on its recovery sheet."""

    folder: Path
    households: int
    persons: int
    recovery_code: str


def make_sample_office(
    folder: Path,
    households: int,
    seed: int = 1,
    town: str | None = None,
    password: str = "",
    *,
    clock: Clock = now,
    progress: Progress | None = None,
) -> MadeOffice:
    """Create an office in `folder` and bring an invented township in; none for 0 households.

    `town`: nine digits of a township, else the default one. The archive is closed again. Raises Problem
    for an unknown town or a folder that holds an office already.
    """
    place = find_town(town or read_stock(resources() / "sample").lives["default_town"])
    names = NewOffice(
        say("sample.office", town=place.township), CLERK, say("sample.clerk"), password, place.code
    )
    office, code = create_office(folder, names, clock)
    try:
        if not households:
            return MadeOffice(folder, 0, 0, code)
        township = make_township(households, seed, place, office.forms)
        with tempfile.TemporaryDirectory(prefix="hudang-") as desk:
            files = write_sample(Path(desk), township, office.forms)
            _bring_in(office, [files.households, files.persons], township.year, progress)
            _bring_in(office, [files.register], township.year, progress)
            _bring_in(office, [files.monitored], township.monitored_year, progress)
        above = {"county": place.county, "township": place.township}
        add_help(office, seed, above, township.monitored_year)
        add_cases(office)
        add_funds(office)
        add_clues(office, seed)
        add_comparisons(office, seed, township.year)
        return MadeOffice(folder, len(township.household_rows), len(township.person_rows), code)
    finally:
        office.close()


def _bring_in(office: Office, files: list[Path], year: int, progress: Progress | None) -> None:
    from app.operations.imports import import_workbooks

    report = import_workbooks(office, files, year=year, progress=progress)
    if report.refusals:
        raise Problem("sample.refused", sentence=report.refusals[0].sentence)
