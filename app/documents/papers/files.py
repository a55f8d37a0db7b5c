"""One file for each household, on all cores: fonts and forms are made ready once a worker, not once a file."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from app.documents.papers.definitions import Paper
from app.documents.papers.desks import PaperContext
from app.documents.papers.making import Press, file_name, subjects, title_of
from app.progress import Progress
from app.rules.dossiers import Dossier

_FEW = 24
"""Below this a worker's start (0.5 s) costs more than it saves."""
_SHARE = 16
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
    folder.mkdir(parents=True, exist_ok=True)
    jobs = _named(paper, dossiers, folder)
    first = list(islice(jobs, _FEW))
    count = workers or os.cpu_count() or 1
    if count == 1 or len(first) < _FEW:
        return _make_here(paper, context, (job for some in (first, jobs) for job in some), progress, total)
    return _make_in_pool(paper, context, first, jobs, count, progress, total)


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


def _make_here(
    paper: Paper, context: PaperContext, jobs: Iterable[Job], progress: Progress | None, total: int
) -> list[Path]:
    press = Press(paper, context)
    made: list[Path] = []
    for job in jobs:
        made.append(_make_one(press, job))
        if progress:
            progress.step(len(made), max(total, len(made)))
    return made


def _make_in_pool(
    paper: Paper,
    context: PaperContext,
    first: list[Job],
    rest: Iterator[Job],
    count: int,
    progress: Progress | None,
    total: int,
) -> list[Path]:
    made: list[Path] = []
    waiting: set[Future[list[Path]]] = set()
    shares = _shares(first, rest)
    # Spawned, never forked: the window's threads hold locks a fork would copy.
    with ProcessPoolExecutor(count, get_context("spawn"), _start_worker, (paper, context)) as pool:
        try:
            for share in shares:
                waiting.add(pool.submit(_make_share, share))
                if len(waiting) >= count * 3:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    _collect(done, made, progress, total)
            done, waiting = wait(waiting)
            _collect(done, made, progress, total)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return sorted(made)


def _shares(first: list[Job], rest: Iterator[Job]) -> Iterator[list[Job]]:
    for start in range(0, len(first), _SHARE):
        yield first[start : start + _SHARE]
    while share := list(islice(rest, _SHARE)):
        yield share


def _collect(
    done: Iterable[Future[list[Path]]], made: list[Path], progress: Progress | None, total: int
) -> None:
    for future in done:
        made += future.result()
        if progress:
            progress.step(len(made), max(total, len(made)))


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
    path.write_bytes(book.close())
    return path
