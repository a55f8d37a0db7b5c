"""Importing: a preview written as one batch, all of it or nothing; and the report of what was done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import Problem
from app.operations.imports.collecting import collector_resting
from app.operations.imports.plans import Plan, Said
from app.operations.imports.previews import Counts, Preview, last_entry, preview_import
from app.operations.imports.reading import AllChoices, remember_choices
from app.operations.offices import Office, need_role
from app.operations.places import forget_places
from app.operations.reasons import IMPORT
from app.progress import Progress
from app.rules.imports.findings import Finding
from app.texts import say
from db.records import RECORDS, new_id
from db.works import Work

SHOWN_REFUSALS = 50
PORTION = 2_000
"""Rows between two looks at whether the person wants to stop; they are filled up with blanks only then."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do. `batch` names it for undo; None where nothing was written."""

    files: tuple[str, ...]
    rows: int
    households: Counts
    persons: Counts
    refusals: tuple[Finding, ...]
    doubts: tuple[Finding, ...]
    mended: int
    batch: str | None = None
    dry_run: bool = False

    @property
    def refused(self) -> bool:
        """Whether something refused the call: then nothing was written."""
        return bool(self.refusals)

    def text(self) -> str:
        """The report in a few lines, for people: counts, then what refused it."""
        lines = [
            say("import.report_rows", rows=self.rows, mended=self.mended, doubts=len(self.doubts)),
            say("import.report_households", **self.households.document()),
            say("import.report_persons", **self.persons.document()),
        ]
        lines += map(_told, self.refusals[:SHOWN_REFUSALS])
        if len(self.refusals) > SHOWN_REFUSALS:
            lines.append(say("import.report_more", more=len(self.refusals) - SHOWN_REFUSALS))
        if self.refusals:
            lines.append(say("import.report_refused"))
        elif self.batch:
            lines.append(say("import.report_batch", batch=self.batch))
        else:
            lines.append(say("import.report_nothing"))
        return "\n".join(lines)

    def document(self) -> dict[str, object]:
        """The report as scripts read it."""
        return {
            "files": list(self.files),
            "rows": self.rows,
            "households": self.households.document(),
            "persons": self.persons.document(),
            "refusals": [one.document() for one in self.refusals],
            "doubts": len(self.doubts),
            "doubt_list": [one.document() for one in self.doubts],
            "mended": self.mended,
            "batch": self.batch,
            "dry_run": self.dry_run,
        }


def _told(refusal: Finding) -> str:
    if not refusal.row:
        return refusal.sentence
    return say(
        "import.report_refusal",
        file=refusal.file,
        sheet=refusal.sheet,
        row=refusal.row,
        column=refusal.column,
        why=refusal.sentence,
    )


def import_workbooks(
    office: Office,
    paths: Sequence[Path],
    *,
    year: int | None = None,
    choices: AllChoices | None = None,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the rosters of the files into the archive as one batch; a single refused row keeps all of it out.

    Raises Problem for who may not enter, `Stopped` when the person stopped it: nothing is kept then.
    """
    preview = preview_import(office, paths, year=year, choices=choices, progress=progress)
    if dry_run or preview.refusals:
        return _report(preview, None, dry_run)
    return write_import(office, preview, choices, progress)


def write_import(
    office: Office, preview: Preview, choices: AllChoices | None = None, progress: Progress | None = None
) -> ImportReport:
    """Write what a preview showed, and remember the columns' choices.

    Raises Problem where the archive was changed since it was compared, ValueError for one with refusals.
    """
    need_role(office, "enter")
    if preview.refusals:
        raise ValueError("an import with refused rows is not written")
    batch = None
    if preview.plan.size:
        batch = new_id()
        with (
            collector_resting(),
            office.archive.work(office.user.name, IMPORT, at=office.clock(), batch=batch) as work,
        ):
            if last_entry(office) != preview.seen:
                raise Problem("import.archive_changed")
            write_plan(work, preview.plan, progress or Progress())
            work.act(
                "import",
                files=", ".join(one.file for one in preview.files),
                rows=preview.rows,
                households=preview.households.created + preview.households.updated,
                persons=preview.persons.created + preview.persons.updated,
            )
        forget_places(office)
    if choices:
        remember_choices(office, choices)
    return _report(preview, batch, False)


def write_plan(work: Work, plan: Plan, progress: Progress) -> None:
    """All rows of a plan in one unit of work, parents before children."""
    total, done = plan.size, 0
    progress.step(0, total, "import.writing")
    for record in RECORDS:
        for rows, abouts in _portions(plan, record):
            work.create_many(record, rows, abouts=abouts)
            done += len(rows)
            progress.step(done, total, "import.writing")
    for update in plan.updates:
        work.update(update.record, update.id, update.new, about=update.about)
        done += 1
        if done % 500 == 0:
            progress.step(done, total, "import.writing")
    for record, row_id, about in plan.removals:
        work.delete(record, row_id, about=about)
    progress.step(total, total, "import.writing")


def _portions(plan: Plan, record: str) -> Iterator[tuple[list[Said], list[str]]]:
    """A record's new rows some thousand at a time, each with every column that any of them has."""
    rows, abouts = plan.created.get(record, []), plan.abouts.get(record, [])
    blank: Said = dict.fromkeys(sorted({key for row in rows for key in row}))
    for start in range(0, len(rows), PORTION):
        part = slice(start, start + PORTION)
        yield [blank | row for row in rows[part]], abouts[part]


def _report(preview: Preview, batch: str | None, dry_run: bool) -> ImportReport:
    households, persons = preview.households, preview.persons
    if (
        preview.refusals and not dry_run
    ):  # one refused row keeps all of the call out: nothing was made or changed
        households, persons = (replace(one, created=0, updated=0) for one in (households, persons))
    return ImportReport(
        files=tuple(one.file for one in preview.files),
        rows=preview.rows,
        households=households,
        persons=persons,
        refusals=preview.refusals,
        doubts=preview.doubts,
        mended=preview.mended,
        batch=batch,
        dry_run=dry_run,
    )
