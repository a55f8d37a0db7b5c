"""What is wrong with a problem about to be written, closed or read from a workbook."""

from collections.abc import Iterator
from datetime import date

from app.errors import Issue
from app.operations.answering import answer_issues
from app.operations.line_imports.lines import Check, SaidLine
from app.operations.offices import Office
from app.rules.dossiers import Answers

CLOSING = ("closed_on", "closed_as", "outcome")
"""What closing a problem answers: all of it or nothing."""


def finding_issues(office: Office, answers: Answers) -> tuple[Issue, ...]:
    """What is wrong with a finding's answers: by its form, a deadline before it was found, a closing half written."""
    today = office.clock().date()
    form = office.forms.help["finding"]
    found = list(answer_issues(office.forms, form, answers, today))
    began = answers.get("found_on")
    for key, code in (
        ("due_on", "findings.due_before_found"),
        ("closed_on", "findings.closed_before_found"),
    ):
        day = answers.get(key)
        if isinstance(began, date) and isinstance(day, date) and day < began:
            found.append(Issue(code, key, "error"))
    if any(answers.get(key) for key in CLOSING):
        for key in CLOSING:
            if not answers.get(key):
                label = form.by_key[key].label
                found.append(Issue("answering.required", key, "error", {"label": label}))
    return tuple(found)


def import_finding_check(office: Office) -> Check:
    """The same rules for a row of a workbook."""

    def check(line: SaidLine) -> Iterator[Issue]:
        return iter(finding_issues(office, {**line.kept, **line.answers}))

    return check
