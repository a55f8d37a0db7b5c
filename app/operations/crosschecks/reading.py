"""A department's files into entries: the same readers as every import, the columns taken by a profile."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.documents.grids import Grid
from app.documents.grids_files import read_file
from app.documents.grids_headings import heading
from app.documents.grids_tables import find_tables
from app.errors import Problem
from app.operations.imports.places import OfficePlaces
from app.operations.offices import Office
from app.progress import Progress
from app.rules.crosschecks.definitions import Profile
from app.rules.crosschecks.entries import Entries, knows_list, read_entries, take_list
from app.rules.imports.vocabulary import Vocabulary

_LINES = 1 << 20
_TOP, _TOLD = 10, 20


@dataclass(slots=True)
class ListRead:
    """What the files gave: their lists, the sheets that held none, and the SHA-256 of all their bytes."""

    files: tuple[str, ...]
    digest: str
    lists: list[Entries] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_lists(
    office: Office, paths: Sequence[Path], profile: Profile, chosen: Mapping[str, str], progress: Progress
) -> ListRead:
    """Every list of the files. Raises Problem for a file that cannot be read or in which nobody is named."""
    paths = list(dict.fromkeys(paths))
    vocabulary = Vocabulary(office.forms, heading)
    places = OfficePlaces(office)
    found = ListRead(tuple(path.name for path in paths), "")
    for done, path in enumerate(paths):
        progress.step(done, len(paths), "import.reading")
        _read(office, path, profile, vocabulary, chosen, places, found)
    found.digest = _digest(paths)
    return found


def _read(
    office: Office,
    path: Path,
    profile: Profile,
    vocabulary: Vocabulary,
    chosen: Mapping[str, str],
    places: OfficePlaces,
    found: ListRead,
) -> None:
    reading = read_file(path)
    found.skipped += [one.sheet for one in reading.skipped]
    knows, before = knows_list(profile, vocabulary, heading, chosen), len(found.lists)
    for grid in reading.grids:
        lists = len(found.lists)
        for table in find_tables(grid, knows):
            taken = take_list(table.columns, profile, vocabulary, heading, chosen)
            if taken.names_people():
                entries = read_entries(table, taken, profile, office.forms, office.clock().date())
                _place(entries, places)
                found.lists.append(entries)
        if len(found.lists) == lists:
            found.skipped.append(grid.sheet)
    if len(found.lists) == before:
        headings = "\u3001".join(_likely_headings(reading.grids)) or "\u2014"
        raise Problem("crosscheck.nobody_named", file=path.name, list=profile.label, headings=headings)


def _likely_headings(grids: Sequence[Grid]) -> list[str]:
    """The fullest row of texts near the top: what a person would call the header, where no heading is known."""
    rows = [
        [str(cell).strip() for cell in row if isinstance(cell, str)]
        for grid in grids
        for row in grid.rows[:_TOP]
    ]
    return max(rows, key=len, default=[])[:_TOLD]


def _place(entries: Entries, places: OfficePlaces) -> None:
    """Look up every row's village; a row of another place, or of a village nobody knows here, is outside."""
    found = {where: places.find(where) for where in set(entries.places)}
    for row, where in enumerate(entries.places):
        one = found[where]
        entries.divisions.append(one.division_id)
        if one.issue is not None:
            entries.outside.add(row)


def _digest(paths: Sequence[Path]) -> str:
    """The SHA-256 of the files in their order: what a comparison kept names its list by."""
    whole = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(_LINES):
                whole.update(chunk)
    return whole.hexdigest()
