"""Projects that are announced before they begin and after they end. One without a measurable goal is not announced."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import Issue, Problem
from app.operations.answering import answer_issues, refuse
from app.operations.cases.opening import Opened, open_case
from app.operations.offices import Office, need_role, need_village
from app.operations.places import divisions
from app.operations.rows import RowReader, kept_answers
from app.rules.dossiers import Answers, Value

BEFORE, AFTER = "project-before", "project-after"
_AT_THE_END = ("spent", "accepted_on", "achieved")


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project of a village; `cases`: the procedures that announce it, by key, dropped ones left out."""

    id: str
    division_id: str
    village: str
    answers: Answers
    cases: Mapping[str, str]


def save_project(
    office: Office,
    division_id: str,
    answers: Mapping[str, Value],
    *,
    project: str | None = None,
    reason: str = "",
) -> str:
    """Keep a project, or change one; gives its id. What an announcement said is changed with a reason.

    Raises Refused with each answer that is missing or cannot be, Problem without the reason.
    """
    need_role(office, "enter")
    need_village(office, division_id)
    form = office.forms.public["project"]
    refuse(answer_issues(office.forms, form, answers, office.clock().date()))
    kept = kept_answers(form, answers)
    if project and not reason.strip() and _unsays(office, project, answers):
        raise Problem("cases.no_reason")
    with office.archive.work(office.user.name, reason.strip() or None, at=office.clock()) as work:
        if project is None:
            return work.create("project", {"division_id": division_id, **kept})
        work.update("project", project, kept)
    return project


def _unsays(office: Office, project: str, answers: Mapping[str, Value]) -> bool:
    """Whether an announced project would say otherwise than it said; what was blank may be filled in."""
    old = next((one for one in list_projects(office) if one.id == project), None)
    if old is None or not old.cases:
        return False
    return any(said is not None and answers.get(key) != said for key, said in old.answers.items())


def remove_project(office: Office, project: str, reason: str) -> None:
    """Take a project out that was entered wrongly. Raises Problem without a reason, or once it was announced."""
    need_role(office, "enter")
    line = next((one for one in list_projects(office) if one.id == project), None)
    if line is None:
        raise Problem("projects.gone")
    if line.cases:
        raise Problem("projects.was_announced", name=line.answers.get("name"))
    if not reason.strip():
        raise Problem("cases.no_reason")
    with office.archive.work(office.user.name, reason.strip(), at=office.clock()) as work:
        work.delete("project", project)


def list_projects(office: Office, division_id: str | None = None) -> list[ProjectLine]:
    """The projects of a village or of all, in the order they came."""
    condition, args = ("division_id = ?", (division_id,)) if division_id else ("1", ())
    sql = (
        'SELECT project_id, procedure, id FROM "case" WHERE project_id IS NOT NULL'
        " AND coalesce(outcome, '') <> 'dropped' ORDER BY id"
    )
    cases: dict[str, dict[str, str]] = {}
    for project, procedure, case in office.archive.read(sql):
        cases.setdefault(project, {})[procedure] = case
    mine, names = office.user.villages, divisions(office)
    reader = RowReader(office.forms.public["project"], ("id", "division_id"))
    return [
        ProjectLine(
            row.keys[0], row.keys[1], names[row.keys[1]].name, row.answers, cases.get(row.keys[0], {})
        )
        for row in reader.rows(office, f"{condition} ORDER BY id", args)
        if not mine or row.keys[1] in mine
    ]


def announce_project(office: Office, project_id: str, procedure: str = BEFORE) -> Opened:
    """Open the procedure that announces a project, before or after. After it, what came of it must be known.

    Raises Refused for what is missing, Problem for a project that is gone or announced that way already.
    """
    line = next((one for one in list_projects(office) if one.id == project_id), None)
    if line is None:
        raise Problem("projects.gone")
    if procedure in line.cases:
        raise Problem("projects.announced", name=line.answers.get("name"))
    if procedure == AFTER:
        fields = office.forms.public["project"].by_key
        refuse(
            Issue("answering.required", key, "error", {"label": fields[key].label})
            for key in _AT_THE_END
            if line.answers.get(key) is None
        )
    return open_case(
        office, procedure, line.division_id, (), project=project_id, name=str(line.answers["name"])
    )
