"""Visits of a household: written with who went, photos and what was found wrong; changed and taken away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.errors import Issue, Problem
from app.operations.answering import refuse
from app.operations.attachments import PHOTO, SIGNATURE
from app.operations.findings import NewFinding, finding_issues, finding_of_visit, write_finding
from app.operations.offices import Office, need_household
from app.operations.rows import RowReader, kept_answers
from app.operations.visit_checks import check_visit
from app.operations.visit_lines import VisitLine, Visitor, list_visits
from app.operations.visit_pictures import attach_pictures, drop_pictures, keep_pictures, read_pictures
from app.rules.dossiers import Answers, Value

__all__ = ["VisitLine", "Visitor", "add_visit", "change_visit", "check_visit", "delete_visit", "list_visits"]


def add_visit(
    office: Office,
    household_id: str,
    answers: Mapping[str, Value],
    cadre_ids: Sequence[str] = (),
    photos: Sequence[Path] = (),
    signature: Path | None = None,
    finding: NewFinding | None = None,
    *,
    keep_place: bool | None = None,
    reason: str = "",
) -> str:
    """Write a visit with its photos, signature and the problem it found, all or nothing; gives its id.

    `finding`: what is blank in it is filled from the visit (day found, source, problem). `keep_place`: keep where the
    photos were taken (else as `forms/visiting.toml` says). `reason` overrides an ended pairing and is kept.
    Raises `answering.Refused` whose issues name the field: visited_on, cadre_ids, photos, signature, or one of the
    form; those of the finding as "finding.<field>".
    """
    need_household(office, household_id)
    went = tuple(dict.fromkeys(cadre_ids))
    pictures, wrong = read_pictures(office, photos, signature, place=keep_place)
    new = finding_of_visit(office, finding, answers) if finding else None
    refuse(
        (
            *check_visit(office, household_id, answers, went, reason=reason),
            *wrong,
            *_of_finding(office, new),
        )
    )
    kept = keep_pictures(office, pictures)
    form = office.forms.help["visit"]
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        row = {"household_id": household_id, "cadre_ids": ",".join(went) or None}
        visit = work.create("visit", {**row, **kept_answers(form, answers)})
        attach_pictures(work, household_id, visit, kept)
        if new:
            write_finding(office, work, household_id, replace(new, visit_id=visit))
    return visit


def change_visit(
    office: Office,
    visit_id: str,
    answers: Mapping[str, Value],
    cadre_ids: Sequence[str] | None = None,
    photos: Sequence[Path] = (),
    signature: Path | None = None,
    *,
    keep_place: bool | None = None,
    reason: str = "",
) -> None:
    """Change a visit's answers and visitors (None: as they are), add photos, put another signature. Raises Refused."""
    household_id, went, known = _visit(office, visit_id)
    went = went if cadre_ids is None else tuple(dict.fromkeys(cadre_ids))
    pictures, wrong = read_pictures(office, photos, signature, place=keep_place)
    merged = {**known, **answers}
    refuse(
        (
            *check_visit(office, household_id, merged, went, reason=reason, visit=visit_id),
            *wrong,
        )
    )
    kept = keep_pictures(office, pictures)
    form = office.forms.help["visit"]
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        work.update("visit", visit_id, {"cadre_ids": ",".join(went) or None, **kept_answers(form, answers)})
        attach_pictures(work, household_id, visit_id, kept)


def delete_visit(office: Office, visit_id: str, reason: str) -> None:
    """Take a visit away with its photos, for a reason that stays in the history; its problems stay. Raises Refused."""
    household_id, _, _ = _visit(office, visit_id)
    if not reason.strip():
        refuse([Issue("visits.reason_missing", "reason", "error")])
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        drop_pictures(work, visit_id, PHOTO)
        drop_pictures(work, visit_id, SIGNATURE)
        for (finding,) in work.read("SELECT id FROM finding WHERE visit_id = ?", (visit_id,)):
            work.update("finding", str(finding), {"visit_id": None})
        work.delete("visit", visit_id, about=household_id)


def _visit(office: Office, visit_id: str) -> tuple[str, tuple[str, ...], Answers]:
    """Household, visitors and answers of a visit the user may change. Raises Problem edit.gone."""
    reader = RowReader(office.forms.help["visit"], ("household_id", "cadre_ids"))
    row = next(reader.rows(office, "id = ?", (visit_id,)), None)
    if row is None:
        raise Problem("edit.gone")
    need_household(office, str(row.keys[0]))
    went = tuple(str(row.keys[1]).split(",")) if row.keys[1] else ()
    return str(row.keys[0]), went, row.answers


def _of_finding(office: Office, new: NewFinding | None) -> Iterable[Issue]:
    """The issues of a visit's own finding, their fields named apart from the visit's."""
    found = finding_issues(office, new.answers) if new else ()
    return (replace(issue, field=f"finding.{issue.field}") for issue in found)
