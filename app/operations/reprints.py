"""Whether a printed paper still says what the archive says: made again as on its day, and its hash compared.

A code alone cannot tell whether the words around it were changed; that the archive would print the same today can.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time

from app.documents.previews import Preview
from app.documents.proofs import read_proofs
from app.errors import Problem
from app.operations.offices import Office
from app.operations.paper_proofs import PaperProof
from app.operations.papers import Order, print_bytes
from app.operations.proceedings.printing import proceeding_pdf, proceedings


def says_the_same_today(office: Office, proof: PaperProof) -> bool | None:
    """Whether the paper made again would say what the printed one said; None where it cannot be made any more."""
    day = datetime.combine(proof.day, time(12), office.clock().tzinfo)
    then, made = replace(office, clock=lambda: day), False
    for make in _ways(then, proof):
        try:
            pdf = make()
        except Problem:  # gone, renamed, or not ready for this paper: another way may still make it
            continue
        made = True
        with Preview(pdf) as pages:
            if any(proof.says(one.digest) for one in read_proofs(pages)):
                return True
    return False if made else None


def _ways(office: Office, proof: PaperProof) -> Iterator[Callable[[], bytes]]:
    """How it may have been printed: of a meeting or a notice; of a household alone or in a list; of a village."""
    paper, of = proof.paper, proof.subject
    if paper in proceedings(office):
        yield lambda: proceeding_pdf(office, paper, of)
        return
    for order in (Order(paper, household=of), Order(paper, households=(of,)), Order(paper, village=of)):
        yield lambda order=order: print_bytes(office, order)[0]  # type: ignore[misc]
