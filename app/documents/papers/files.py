"""One file for each household, on all cores: fonts and forms are made ready once a worker, not once a file."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from app.documents.papers.definitions import Paper
from app.documents.papers.desks import PaperContext
from app.documents.papers.making import Press, file_name, subjects, title_of
from app.errors import Problem
from app.progress import Progress
from app.rules.dossiers import Dossier

_FEW = 4
"""Shares below which a worker's start (0.5 s) costs more than it saves."""
_SHARE = 8
"""Files a worker makes at a time: often enough to stop, rarely enough to send."""

Job = tuple[str, Sequence[Dossier]]

_press: Press | None = None


def make_files(
    paper: Paper,
    dossiers: Iterable[Dossier],
    context: PaperContext,
    folder: Path,
    workers: int | None = None,
    progress: Progress | None = None,
    total: int = 0,
) -> list[Path]:
    """A PDF per subject in `folder` (made if need be), named village_head_code_paper.pdf; gives their paths.

    `workers`: processes, by default one a core; 1 works in this process. Raises Problem as `make_volume` does,
    and Stopped; files already written stay.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem("papers.not_written", file=folder.name, folder=str(folder.parent)) from error
    run = _Run(paper, context, progress, total)
    shares = _shares(_named(paper, dossiers, folder))
    first = list(islice(shares, _FEW))
    count = workers or os.cpu_count() or 1
    everything = (share for some in (first, shares) for share in some)
    if count == 1 or len(first) < _FEW:
        _make_here(run, everything)
    else:
        _make_in_pool(run, everything, count)
    return sorted(run.made)


def _shares(jobs: Iterator[Job]) -> Iterator[list[Job]]:
    while share := list(islice(jobs, _SHARE)):
        yield share


def _named(paper: Paper, dossiers: Iterable[Dossier], folder: Path) -> Iterator[Job]:
    """Each subject with a file name no other subject of this call has."""
    used: set[str] = set()
    for subject in subjects(paper, dossiers):
        stem = file_name(paper, subject)
        name, number = stem, 1
        while name.casefold() in used:
            number += 1
            name = f"{stem}_{number}"
        used.add(name.casefold())
        yield str(folder / f"{name}.pdf"), subject


@dataclass(slots=True)
class _Run:
    """A run of files: what was made, what is on its way, and whom to tell."""

    paper: Paper
    context: PaperContext
    progress: Progress | None
    total: int
    made: list[Path] = field(default_factory=list)
    waiting: dict[Future[list[Path]], list[Job]] = field(default_factory=dict)

    def keep(self, paths: list[Path]) -> None:
        self.made += paths
        if self.progress:
            self.progress.step(len(self.made), max(self.total, len(self.made)))


def _make_here(run: _Run, shares: Iterable[list[Job]]) -> None:
    press = Press(run.paper, run.context)
    for share in shares:
        for job in share:
            run.keep([_make_one(press, job)])


def _make_in_pool(run: _Run, shares: Iterator[list[Job]], count: int) -> None:
    """All shares by `count` workers; where workers cannot live (memory, antivirus), the rest is made here."""
    # Spawned, never forked: the window's threads hold locks a fork would copy.
    pool = ProcessPoolExecutor(count, get_context("spawn"), _start_worker, (run.paper, run.context))
    share: list[Job] = []
    try:
        for share in shares:
            run.waiting[pool.submit(_make_share, share)] = share
            share = []
            if len(run.waiting) >= count * 3:
                _collect(run, FIRST_COMPLETED)
        while run.waiting:
            _collect(run, FIRST_COMPLETED)
    except BrokenProcessPool:
        left = [*run.waiting.values(), share]
        _make_here(run, (some for source in (left, shares) for some in source))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _collect(run: _Run, until: str) -> None:
    done, _ = wait(run.waiting, return_when=until)
    for future in done:
        paths = future.result()
        del run.waiting[future]
        run.keep(paths)


def _start_worker(paper: Paper, context: PaperContext) -> None:
    global _press
    _press = Press(paper, context)


def _make_share(jobs: list[Job]) -> list[Path]:
    assert _press is not None, "the worker was not started"
    return [_make_one(_press, job) for job in jobs]


def _make_one(press: Press, job: Job) -> Path:
    name, subject = job
    book = press.open_book(title_of(press.paper, subject))
    press.draw(book, subject)
    path = Path(name)
    pdf = book.close()
    try:
        path.write_bytes(pdf)
    except OSError as error:
        raise Problem("papers.not_written", file=path.name, folder=str(path.parent)) from error
    return path
