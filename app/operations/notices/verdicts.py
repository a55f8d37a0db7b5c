"""What a check found, in words: whose notice or paper it is, who printed it and when."""

from typing import Any

from app.documents.papers import load_papers
from app.documents.proceedings import load_proceedings
from app.operations.notices.signing import Verdict
from app.operations.offices import Office
from app.operations.paper_proofs import PaperProof
from app.paths import forms as forms_folder
from app.rules.values import show
from app.texts import say

_SUBJECTS = (
    "SELECT d.name || ' ' || coalesce(p.name, '') FROM household h JOIN division d ON d.id = h.division_id"
    " LEFT JOIN membership m ON m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL"
    " LEFT JOIN person p ON p.id = m.person_id WHERE h.id = ?",
    'SELECT name FROM "case" WHERE id = ?',
    'SELECT c.name FROM meeting m JOIN "case" c ON c.id = m.case_id WHERE m.id = ?',
    "SELECT number FROM notice WHERE id = ?",
    "SELECT n.number FROM objection o JOIN notice n ON n.id = o.notice_id WHERE o.id = ?",
)
"""Whose a paper can be, each named as a person knows it."""


def told_of(office: Office, verdict: Verdict) -> str:
    """The notice's number, or who printed which paper of whom and when; "" for what is nobody's here."""
    if verdict.notice is not None:
        return verdict.notice.text("number")
    if verdict.paper is None:
        return ""
    one = verdict.paper
    title, whose = paper_title(office, one.paper), whose_paper(office, one)
    return say("proofs.paper", office=one.office, day=show("date", one.day), title=title, whose=whose).strip()


def verdict_document(office: Office, verdict: Verdict) -> dict[str, Any]:
    """The verdict for `notice check --json`."""
    one = verdict.paper
    paper = (
        {"paper": one.paper, "office": one.office, "subject": one.subject, "printed_on": one.day}
        if one
        else None
    )
    notice = verdict.notice.id if verdict.notice else None
    return {
        "finding": verdict.finding,
        "notice": notice,
        "paper": paper,
        "told": told_of(office, verdict) or None,
    }


def paper_title(office: Office, paper: str) -> str:
    """A paper's title; its id where the forms folder has it no more."""
    known = {one.id: one.title for one in load_papers(forms_folder(), office.forms)}
    known |= {one.id: one.title for one in load_proceedings(forms_folder()).values()}
    return known.get(paper, paper)


def whose_paper(office: Office, proof: PaperProof) -> str:
    """Village and head, or the name of the case, or the number of the notice; "" where the archive has it no more."""
    for sql in _SUBJECTS:
        for (name,) in office.archive.read(sql, (proof.subject,)):
            return str(name or "")
    return ""
