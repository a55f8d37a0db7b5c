"""What a print will be, before it is made: for whom, piece by piece, and which households' papers lack answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.documents.papers import Paper
from app.operations.case_papers import enriched
from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.papers import Gap, Order, gap_of, ordered_households, paper_named, required_paths
from app.operations.years import working_year
from app.progress import Progress
from app.rules.dossiers import HEAD

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One household's, one village's or the township's part of a print: its name, and the households in it."""

    name: str
    households: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintPlan:
    """What an order comes to: the paper, the year, the pieces in print order, the households in all."""

    paper: Paper
    year: int
    pieces: tuple[Piece, ...]
    households: int


def plan_print(office: Office, order: Order) -> PrintPlan:
    """The pieces of an order; none where nobody is to be printed.

    Raises Problem for an unknown paper, village or household.
    """
    paper, ids = paper_named(office, order.paper), ordered_households(office, order)
    pieces = tuple(_pieces(office, paper, ids))
    return PrintPlan(paper, order.year or working_year(office), pieces, len(ids))


def _pieces(office: Office, paper: Paper, ids: list[str]) -> Iterator[Piece]:
    if paper.subject == "township":
        if ids:
            yield Piece("", tuple(ids))
        return
    known = {
        row[0]: row[1:]
        for row in office.archive.read(
            "SELECT h.id, coalesce(p.name, ''), d.name FROM household h JOIN division d ON d.id = h.division_id"
            " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = ? AND m.left_on IS NULL"
            " LEFT JOIN person p ON p.id = m.person_id",
            (HEAD,),
        )
    }
    if paper.subject == "household":
        yield from (Piece(known[one][0], (one,)) for one in ids)
        return
    villages: dict[str, list[str]] = {}
    for one in ids:
        villages.setdefault(known[one][1], []).append(one)
    yield from (Piece(name, tuple(some)) for name, some in villages.items())


def piece_order(order: Order, plan: PrintPlan, number: int) -> Order:
    """The order for one piece alone, to look at it."""
    ids = plan.pieces[number].households
    return replace(order, village=None, household=None, households=ids, year=plan.year, separate=False)


def find_lacking(office: Office, plan: PrintPlan, progress: Progress | None = None) -> list[Gap]:
    """The households whose paper lacks required answers, in print order; always none for rosters and ledgers."""
    paths = required_paths(office, plan.paper)
    ids = [one for piece in plan.pieces for one in piece.households]
    found: list[Gap] = []
    for start in range(0, len(ids) if paths else 0, AT_ONCE):
        chosen = Choice(tuple(ids[start : start + AT_ONCE]))
        for one in enriched(office, plan.paper, dossiers(office, chosen, plan.year)):
            if gap := gap_of(office, one, paths):
                found.append(gap)
        if progress:
            progress.step(min(start + AT_ONCE, len(ids)), len(ids))
    return found
