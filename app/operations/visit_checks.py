"""What is wrong with a visit about to be written, before anything is: for the page while one types, and for the deed."""

from collections.abc import Sequence

from app.errors import Issue
from app.operations.offices import Office
from app.rules.dossiers import Answers


def check_visit(
    office: Office, household_id: str, answers: Answers, cadre_ids: Sequence[str] = (), *, reason: str = ""
) -> tuple[Issue, ...]:
    """Every issue of a visit's answers and visitors (photos apart). Level "error" keeps it out; "doubt" is only told.

    Errors: a day to come, a required answer that is blank, a cadre nobody knows, one whose office or whose pairing
    with this household had ended by that day (an ended pairing passes where `reason` says why).
    """
    raise NotImplementedError
