"""Printing: papers from dossiers as PDF or workbook, every print in the log."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.documents.papers import (
    Paper,
    PaperContext,
    find_paper,
    load_papers,
    make_files,
    make_recovery_sheet,
    make_volume,
    paper_rows,
)
from app.documents.papers.gaps import find_gaps, needed_paths
from app.documents.previews import Preview
from app.documents.workbooks import Sheet, SheetColumn
from app.documents.workbooks_targets import replacing
from app.documents.workbooks_writing import write_workbook
from app.errors import Problem
from app.operations.case_papers import enriched, staying_in
from app.operations.compared import comparisons
from app.operations.dossiers import Choice, chosen_households, dossiers
from app.operations.finding import household_named, village_named
from app.operations.gates import pass_gate
from app.operations.judgements.keeping import PAPER, keep_judgements
from app.operations.judgements.printed import weigh_for_paper
from app.operations.offices import Office
from app.operations.paper_proofs import signer
from app.operations.places import divisions as known_divisions
from app.operations.places import place_of, township
from app.operations.standards import standards
from app.operations.targets import need_target
from app.operations.years import working_year
from app.paths import forms as forms_folder
from app.progress import Progress
from app.rules.dossiers import Dossier
from app.settings import read_settings


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: a paper's id, for whom (none named: everybody), of which year, on which size.

    `households`: ids, for a selection on screen. `case`: a case's id, for all who still go with it. `separate`: one
    file per household.
    """

    paper: str
    village: str | None = None
    household: str | None = None
    households: tuple[str, ...] | None = None
    year: int | None = None
    size: str | None = None
    separate: bool = False
    case: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A household whose paper lacks answers: its national code, its head, and the labels of what is missing."""

    household: str
    head: str
    fields: tuple[str, ...]
    household_id: str
    village: str


@dataclass(frozen=True, slots=True)
class Made:
    """What a print made: files, pages in all (0 for a workbook), households, and what their papers still lack."""

    files: tuple[Path, ...]
    pages: int
    households: int
    lacking: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper that can be printed."""

    paper: Paper

    def document(self) -> dict[str, Any]:
        """The line for `papers --json`."""
        one = self.paper
        return {
            "id": one.id,
            "title": one.title,
            "of": one.subject,
            "paper": one.sizes[0],
            "papers": list(one.sizes),
            "landscape": one.landscape,
        }


def list_papers(office: Office) -> list[PaperLine]:
    """The papers of the forms folder in their own order."""
    return [PaperLine(one) for one in load_papers(forms_folder(), office.forms)]


def paper_context(office: Office, size: str | None = None) -> PaperContext:
    """Who prints, when, for which office, with which fonts."""
    from app.documents.fonts import find_fonts

    return PaperContext(
        forms=office.forms,
        fonts=find_fonts(read_settings(office.folder).get("fonts")),
        who=office.user.shown,
        when=office.clock(),
        office=office.name,
        size=size,
        sign=signer(office),
    )


@dataclass(slots=True)
class _Watched:
    """Dossiers on their way to the paper, counted, with what each lacks; `seen` by the gate if it hangs."""

    source: Iterable[Dossier]
    paths: frozenset[str]
    office: Office
    hangs: bool = False
    households: int = 0
    lacking: list[Gap] = field(default_factory=list)
    seen: list[Dossier] = field(default_factory=list)

    def __iter__(self) -> Iterator[Dossier]:
        for one in self.source:
            self.households += 1
            if self.hangs:
                self.seen.append(one)
            if gap := gap_of(self.office, one, self.paths):
                self.lacking.append(gap)
            yield one

    def let_out(self, content: bytes) -> bytes:
        """The finished file, once the gate has read it where it hangs on a wall: there the address is no secret."""
        if self.hangs:
            pass_gate(self.office, content, self.seen, but=("place",))
        return content

    def let_out_file(self, file: Path) -> None:
        """As `let_out`, for a file that was made where nobody looks."""
        if self.hangs:
            self.let_out(file.read_bytes())


def gap_of(office: Office, known: Dossier, paths: frozenset[str]) -> Gap | None:
    """What a household lacks of the answers a paper shows at `paths`; None where it has them all."""
    missing = find_gaps(known, paths, office.forms)
    if not missing:
        return None
    code, head = str(known.household.get("code") or ""), known.head.name if known.head else ""
    return Gap(code, head, tuple(missing), known.household_id, known.place.village)


def paper_named(office: Office, paper: str) -> Paper:
    """A paper by its id. Raises Problem for one that is not in the forms folder."""
    return find_paper(load_papers(forms_folder(), office.forms), paper)


def required_paths(office: Office, paper: Paper) -> frozenset[str]:
    """The paths a household's paper should have answers for; none for rosters and ledgers."""
    return needed_paths(paper, office.forms) if paper.subject == "household" else frozenset()


def ordered_households(office: Office, order: Order) -> list[str]:
    """The ids an order is for, in print order. Raises Problem for an unknown village, household or case."""
    if order.household:
        return [household_named(office, order.household)]
    if order.case and order.households is None:
        return staying_in(office, order.case)
    village = village_named(office, order.village)
    return chosen_households(office, Choice(order.households, village.id if village else None))


def _watched(office: Office, paper: Paper, order: Order) -> tuple[_Watched, int]:
    """The dossiers an order is for, and how many there will be."""
    ids = ordered_households(office, order)
    if not ids:
        raise Problem("papers.nobody")
    year = _year(office, order)
    source = enriched(office, paper, dossiers(office, Choice(households=tuple(ids)), year), order.case)
    return _Watched(source, required_paths(office, paper), office, hangs=bool(paper.unsaid)), len(ids)


def _year(office: Office, order: Order) -> int | None:
    """The year an order is of; None is the household's own newest."""
    # A household asked for alone is printed as of its own newest year, a list as of the office's.
    return order.year or (None if order.household else working_year(office))


def _context(office: Office, paper: Paper, order: Order) -> PaperContext:
    """What the paper is made with, the yearly results too where it lays two side by side.

    Raises Problem papers.no_comparison where nobody has two.
    """
    context = paper_context(office, order.size)
    if any(part.kind == "judged" for part in paper.parts):
        context = replace(context, standards=standards(office))
    if all(part.kind != "comparison" for part in paper.parts):
        return context
    found = comparisons(office, ordered_households(office, order), _year(office, order))
    if not found:
        raise Problem("papers.no_comparison")
    return replace(context, comparisons=found)


def make_papers(office: Office, order: Order, out: Path, progress: Progress | None = None) -> Made:
    """Print into `out`: a PDF, a workbook where it ends in .xlsx, a Word file where it ends in .docx, a folder of PDFs
    for `separate`.

    Raises Problem for an unknown paper, nobody to print, a character no font has, or a place that cannot be written.
    """
    paper = paper_named(office, order.paper)
    if not order.separate:
        need_target(out, (".pdf", ".xlsx", ".docx"))
    context = _context(office, paper, order)
    watched, total = _watched(office, paper, order)
    if out.suffix.lower() == ".xlsx":
        with replacing(out) as fresh:
            write_workbook(fresh, _sheets(paper, watched, context), progress, office.clock())
            watched.let_out_file(fresh)
        files, pages = [out], 0
    elif out.suffix.lower() == ".docx":
        from app.documents.wordfiles import make_word

        _write(out, watched.let_out(make_word(paper, watched, context, progress, total)))
        files, pages = [out], 0
    elif order.separate:
        files = _make_each(paper, watched, context, out, progress, total)
        pages = sum(_pages(file.read_bytes()) for file in files)
    else:
        pdf = make_volume(paper, watched, context, progress=progress, total=total)
        _write(out, watched.let_out(pdf))
        files, pages = [out], _pages(pdf)
    what = "export" if out.suffix.lower() in (".xlsx", ".docx") else "print"
    _log(office, paper, order, what, watched.households)
    return Made(tuple(files), pages, watched.households, tuple(watched.lacking))


def _write(out: Path, content: bytes) -> None:
    with replacing(out) as fresh:
        fresh.write_bytes(content)


def _make_each(
    paper: Paper,
    watched: _Watched,
    context: PaperContext,
    folder: Path,
    progress: Progress | None,
    total: int,
) -> list[Path]:
    """A file for each in the folder; those for walls are moved in when the gate has read them all."""
    if not watched.hangs:
        return make_files(paper, watched, context, folder, progress=progress, total=total)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".hudang-", dir=folder, ignore_cleanup_errors=True) as beside:
            made = make_files(paper, watched, context, Path(beside), progress=progress, total=total)
            for file in made:
                watched.let_out_file(file)
            return [file.replace(folder / file.name) for file in made]
    except OSError as error:
        raise Problem("papers.not_written", file=folder.name, folder=str(folder.parent)) from error


def print_bytes(office: Office, order: Order, progress: Progress | None = None) -> tuple[bytes, Made]:
    """The PDF of an order for preview and printer, logged as printed by `log_print` when it really is."""
    paper = paper_named(office, order.paper)
    watched, total = _watched(office, paper, order)
    pdf = make_volume(paper, watched, _context(office, paper, order), progress=progress, total=total)
    return watched.let_out(pdf), Made((), _pages(pdf), watched.households, tuple(watched.lacking))


def log_print(office: Office, order: Order, households: int) -> None:
    """A previewed paper went to the printer."""
    _log(office, paper_named(office, order.paper), order, "print", households)


def _log(office: Office, paper: Paper, order: Order, what: str, households: int) -> None:
    """Note that a paper went out, and by which words it judged where it did."""
    about = household_named(office, order.household) if order.household else None
    judged = any(part.kind == "judged" for part in paper.parts)
    homes = ordered_households(office, order) if judged else []
    said = weigh_for_paper(office, paper, homes, _year(office, order))
    with office.archive.work(office.user.name, at=office.clock()) as work:
        work.act(what, about=about, paper=paper.id, households=households)
        for used in said:
            keep_judgements(work, office, used, PAPER, order.case)


def _pages(pdf: bytes) -> int:
    with Preview(pdf) as preview:
        return len(preview)


def _sheets(paper: Paper, watched: Iterable[Dossier], context: PaperContext) -> list[Sheet]:
    return [
        Sheet(
            name=one.name,
            title=one.title,
            columns=[SheetColumn(head, kind) for head, kind in zip(one.heads, one.kinds, strict=True)],
            rows=([_cell(cell, at in one.numbers) for at, cell in enumerate(row)] for row in one.rows),
            paper=_workbook_size(context.size or paper.sizes[0]),
            landscape=paper.landscape,
        )
        for one in paper_rows(paper, watched, context)
    ]


def _workbook_size(size: str) -> str:
    """The sheets a workbook is set up for: A3 where the paper is that large or larger, else A4."""
    return "A3" if size.startswith(("A3", "A2")) else "A4"


def _cell(words: str, number: bool) -> str | Decimal | None:
    """A paper's words as a workbook cell: numbers as numbers, so that they can be added up."""
    if not number:
        return words or None
    try:
        return Decimal(words.replace(",", "")) if words else None
    except InvalidOperation:
        return words


def recovery_sheet(office: Office, code: str) -> bytes:
    """The PDF of the recovery sheet, made once when the office is, or when the code is renewed."""
    town = township(office)
    place = place_of(known_divisions(office), town.id) if town else None
    words = "".join((place.province, place.city, place.county, place.township)) if place else ""
    return make_recovery_sheet(code, words, paper_context(office))
