"""What an import would do, before anything is written: whom it makes, what it changes, what it refuses."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.operations.imports.changes import FieldChange, told_changes
from app.operations.imports.collecting import collector_resting
from app.operations.imports.kept import KeptIdentities, KeptRows
from app.operations.imports.matching import match_call
from app.operations.imports.members import plan_persons
from app.operations.imports.places import OfficePlaces
from app.operations.imports.planning import Planning, plan_households
from app.operations.imports.plans import Outcome, Plan
from app.operations.imports.reading import AllChoices, FileRead, read_files
from app.operations.offices import Office, need_role
from app.progress import Progress
from app.rules.forms import Forms
from app.rules.imports.calls import Call
from app.rules.imports.findings import Finding
from app.rules.imports.households import gather
from app.rules.imports.shapes import Taken
from app.rules.imports.sheets import Sheet

OUTCOMES: tuple[Outcome, ...] = ("created", "updated", "unchanged", "refused")
Whom = Literal["households", "persons"]


@dataclass(frozen=True, slots=True)
class SheetView:
    """One sheet of the preview: what it was taken for, and every column with what it was taken for."""

    file: str
    sheet: str
    kind: str
    year: str
    header_row: int
    rows: int
    mended: int
    columns: tuple[Taken, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct households, or persons, by the strongest thing that happens to each."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0

    def document(self) -> dict[str, int]:
        return {outcome: getattr(self, outcome) for outcome in OUTCOMES}


@dataclass(slots=True)
class Preview:
    """An import that was read and compared and not yet written. `plan` is what writing would do.

    `seen`: the last entry of the log it was compared with.
    """

    files: tuple[FileRead, ...]
    plan: Plan
    households: Counts
    persons: Counts
    refusals: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    rows: int
    mended: int
    seen: int
    _forms: Forms = field(repr=False)

    @property
    def sheets(self) -> tuple[SheetView, ...]:
        """The sheets with their columns, in the order of the files."""
        return tuple(_view(sheet) for one in self.files for sheet in one.sheets)

    def changes(self) -> Iterator[FieldChange]:
        """Field by field what would change of households and persons already kept."""
        return told_changes(self.plan, self._forms)

    def names_of(self, whom: Whom, outcome: Outcome) -> list[tuple[str, str]]:
        """(id, name) of each household or person with that outcome; refused ones stand in `refusals`."""
        told: Mapping[str, Outcome] = getattr(self.plan, whom)
        return [(one, self.plan.names.get(one, "")) for one, what in told.items() if what == outcome]


def _view(sheet: Sheet) -> SheetView:
    years = sorted(set(sheet.years))
    return SheetView(
        file=sheet.file,
        sheet=sheet.name,
        kind=sheet.shape.kind,
        year=", ".join(map(str, years)),
        header_row=sheet.header_row,
        rows=len(sheet),
        mended=sheet.mended,
        columns=sheet.shape.columns,
        fingerprint=sheet.shape.fingerprint,
    )


def preview_import(
    office: Office,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    choices: AllChoices | None = None,
    progress: Progress | None = None,
) -> Preview:
    """Read and compare all files of one call; nothing is written.

    `year`: for sheets that nowhere say theirs. `choices`: what the clerk took columns for, by the sheet's
    fingerprint. A file that cannot be read or is no roster refuses the call, as a damaged row does.
    """
    need_role(office, "enter")
    progress = progress or Progress()
    with collector_resting():
        files = read_files(office, paths, year, choices, progress)
        places = OfficePlaces(office)
        sheets = [sheet for one in files for sheet in one.sheets]
        for sheet in sheets:
            places.place(sheet)
        sheets.sort(key=lambda sheet: (sheet.file, sheet.name))
        call = gather(sheets, office.forms)
        seen = last_entry(office)
        planning = _plan(office, call, places.home.id, progress)
        for village in places.made.values():
            planning.plan.make("division", village, places.home.id)
        planning.plan.names |= places.names
        return _sum_up(tuple(files), sheets, call, planning, seen)


def last_entry(office: Office) -> int:
    """The number of the log's newest entry that changed an answer: printing and looking do not count."""
    rows = office.archive.read("SELECT coalesce(max(seq), 0) FROM change WHERE action != 'act'")
    return int(rows[0][0])


def _plan(office: Office, call: Call, home: str, progress: Progress) -> Planning:
    archive = office.archive
    progress.step(0, len(call.households), "import.comparing")
    with archive.reading() as reader:
        who = KeptIdentities(reader.read, archive.columns)
        match = match_call(call, who, reader.read, home)
        rows = KeptRows(reader.read, archive.columns)
        old_households = [one for one in match.households.values() if one not in match.new]
        old_persons = [one for one in match.persons.values() if one not in match.new]
        years = {year for household in call.households.values() for year in household.years}
        rows.load(old_households, old_persons, years)
    planning = Planning(office.forms, archive.columns, call, match, who, rows, home, progress)
    _name_households(planning)
    plan_households(planning)
    plan_persons(planning)
    return planning


def _name_households(planning: Planning) -> None:
    """Names and first known years of the call's households, before the years of the call are added."""
    for key, household in planning.call.households.items():
        household_id = planning.match.households.get(key)
        if household_id is None:
            continue
        head = planning.who.head_of(household_id)
        name = planning.who.name_of(head.person_id) if head else ""
        if not name and household.heads:
            name = planning.call.persons[household.heads[max(household.heads)]].name
        planning.plan.names[household_id] = name or household.code or ""
        known = [*planning.rows.years.get(household_id, ()), *household.years]
        if known:
            planning.rows.first[household_id] = min(known)


def _sum_up(
    files: tuple[FileRead, ...], sheets: list[Sheet], call: Call, planning: Planning, seen: int
) -> Preview:
    findings = [one.refusal for one in files if one.refusal]
    findings += [finding for sheet in sheets for finding in sheet.findings]
    findings.sort(key=lambda one: (one.file, one.sheet, one.row))
    plan = planning.plan
    for key in call.refused_households:
        plan.households[planning.match.households.get(key, key)] = "refused"
    for key in call.refused_persons:
        plan.tell("persons", planning.match.persons.get(key, key), "refused")
    return Preview(
        files=files,
        plan=plan,
        households=_count(plan.households),
        persons=_count(plan.persons),
        refusals=tuple(one for one in findings if one.level == "error"),
        doubts=tuple(one for one in findings if one.level == "doubt"),
        rows=sum(map(len, sheets)),
        mended=sum(sheet.mended for sheet in sheets),
        seen=seen,
        _forms=planning.forms,
    )


def _count(told: Mapping[str, Outcome]) -> Counts:
    found = Counter(told.values())
    return Counts(*(found[outcome] for outcome in OUTCOMES))
