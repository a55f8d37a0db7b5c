"""Keeping what a paper said: a household's items by a standard, as it was printed or exported."""

from collections.abc import Sequence

from app.documents.papers import Paper
from app.operations.dossiers import dossier
from app.operations.judgements.keeping import Used, weigh
from app.operations.offices import Office
from app.operations.places import township
from app.operations.standards import Question, standards


def weigh_for_paper(office: Office, paper: Paper, homes: Sequence[str], year: int | None) -> list[Used]:
    """What a paper with a judged part says of these households today; nothing for any other paper.

    `year` None: each household's own newest, as it is printed alone.
    """
    uses = [part.standard for part in paper.parts if part.kind == "judged"]
    place = township(office)
    if not uses or place is None or not homes:
        return []
    known, today = standards(office), office.clock().date()
    found = []
    for use in dict.fromkeys(uses):
        standard = known.of(use, place.code)
        if standard is not None:
            answers_of = year or _newest(office, homes[0])
            question = Question(standard.key, today, households=tuple(homes), every=True, year=answers_of)
            found.append(weigh(office, question))
    return found


def _newest(office: Office, home: str) -> int:
    known = dossier(office, home)
    return known.year if known else 0
