"""What is wrong with a clue about to be written, changed or closed."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.errors import Issue
from app.operations.answering import answer_issues
from app.operations.line_imports.lines import Check, SaidLine
from app.operations.offices import Office
from app.rules.dossiers import Answers

CLOSING: Final = ("closed_on", "result", "reason")
"""What closing a clue answers."""

TAKEN_IN, EXCLUDED, TO_RELIEF = "1", "2", "3"
"""Codes of 核实结果 (`forms/codes/clue_result.toml`)."""

BY_RULE: Final = "6"
"""The source of what a warning rule found (`forms/codes/clue_source.toml`)."""


def clue_issues(office: Office, answers: Answers) -> tuple[Issue, ...]:
    """What is wrong with a clue's answers: by its form, days in the wrong order, a closing half written."""
    form = office.forms.help["clue"]
    found = list(answer_issues(office.forms, form, answers, office.clock().date()))
    began = answers.get("found_on")
    for key, code in (("due_on", "clues.due_before_found"), ("closed_on", "clues.closed_before_found")):
        day = answers.get(key)
        if isinstance(began, date) and isinstance(day, date) and day < began:
            found.append(Issue(code, key, "error"))
    if any(answers.get(key) for key in CLOSING):
        found += _closing_issues(office, answers)
    return tuple(found)


def _closing_issues(office: Office, answers: Answers) -> Iterator[Issue]:
    """Who takes a household in needs no reason, the meeting will ask for it; who turns it away needs one."""
    by_key = office.forms.help["clue"].by_key
    for key in ("closed_on", "result"):
        if not answers.get(key):
            yield Issue("answering.required", key, "error", {"label": by_key[key].label})
    if answers.get("result") in (EXCLUDED, TO_RELIEF) and not str(answers.get("reason") or "").strip():
        yield Issue("clues.reason_missing", "reason", "error")


def whom_issues(household_id: str | None, division_id: str | None, answers: Answers) -> Iterator[Issue]:
    """A clue is of a household, or of somebody with a name in a village."""
    if household_id:
        return
    if not division_id:
        yield Issue("clues.nobody", "whom", "error")
    elif not answers.get("whom"):
        yield Issue("clues.name_missing", "whom", "error")


def import_clue_check(office: Office) -> Check:
    """The same rules for a row of a workbook."""

    def check(line: SaidLine) -> Iterator[Issue]:
        return iter(clue_issues(office, {**line.kept, **line.answers}))

    return check
