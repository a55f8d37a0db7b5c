"""The visits of one household as its page shows them: answers, who went, photos, what they led to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.operations.attachments import PHOTO, SIGNATURE, Attachment, list_attachments
from app.operations.offices import Office, need_household
from app.operations.rows import Row, RowReader
from app.operations.stored_help import read_cadres
from app.rules.dossiers import Answers


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who went: a cadre with his unit's name and post."""

    id: str
    name: str
    unit: str
    post: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit. `findings`: ids of the problems it led to; `open_findings`: how many of them are still open."""

    id: str
    household_id: str
    answers: Answers
    visitors: tuple[Visitor, ...]
    photos: tuple[Attachment, ...]
    signature: Attachment | None
    findings: tuple[str, ...]
    open_findings: int

    @property
    def visited_on(self) -> date | None:
        day = self.answers.get("visited_on")
        return day if isinstance(day, date) else None


def list_visits(office: Office, household_id: str, year: int | None = None) -> list[VisitLine]:
    """A household's visits, the newest first; of one year if given."""
    need_household(office, household_id, "view")
    reader = RowReader(office.forms.help["visit"], ("id", "cadre_ids"))
    between, args = ("", ()) if year is None else (" AND visited_on BETWEEN ? AND ?", days_of(year))
    condition = f"household_id = ?{between} ORDER BY visited_on DESC, id DESC"
    rows = list(reader.rows(office, condition, (household_id, *args)))
    people = _named(office, {one for row in rows for one in str(row.keys[1] or "").split(",") if one})
    files = _files(office, household_id)
    findings = _findings(office, household_id)
    return [_line(household_id, row, people, files, findings) for row in rows]


def days_of(year: int) -> tuple[str, str]:
    """A year's first and last day as the archive keeps days."""
    return f"{year}-01-01", f"{year}-12-31"


def visitors(office: Office) -> dict[str, Visitor]:
    """Every cadre by id, as a visitor."""
    rows = office.archive.read(
        "SELECT c.id, c.name, coalesce(u.name, ''), coalesce(c.post, '')"
        " FROM cadre c LEFT JOIN unit u ON u.id = c.unit_id"
    )
    return {row[0]: Visitor(*row) for row in rows}


def _named(office: Office, ids: Collection[str]) -> dict[str, Visitor]:
    """Those of these cadres that are known: a household's page must not wait for thousands."""
    known = read_cadres(office) if ids else {}
    return {
        one: Visitor(
            one, str(cadre.get("name") or ""), str(unit.get("name") or ""), str(cadre.get("post") or "")
        )
        for one in ids
        if one in known
        for cadre, unit in [known[one]]
    }


def named_visitors(ids: object, people: Mapping[str, Visitor]) -> tuple[Visitor, ...]:
    """Those of "id,id" that are known, in the order named."""
    return tuple(people[one] for one in str(ids or "").split(",") if one in people)


def _line(
    household_id: str,
    row: Row,
    people: Mapping[str, Visitor],
    files: Mapping[str, Sequence[Attachment]],
    findings: Mapping[str, Sequence[tuple[str, bool]]],
) -> VisitLine:
    visit = str(row.keys[0])
    kept, found = files.get(visit, ()), findings.get(visit, ())
    return VisitLine(
        id=visit,
        household_id=household_id,
        answers=row.answers,
        visitors=named_visitors(row.keys[1], people),
        photos=tuple(one for one in kept if one.purpose == PHOTO),
        signature=next((one for one in kept if one.purpose == SIGNATURE), None),
        findings=tuple(one for one, _ in found),
        open_findings=sum(is_open for _, is_open in found),
    )


def _files(office: Office, household_id: str) -> dict[str, list[Attachment]]:
    found: dict[str, list[Attachment]] = defaultdict(list)
    for one in list_attachments(office, household_id, of_visits=True):
        found[one.visit_id].append(one)
    return found


def _findings(office: Office, household_id: str) -> dict[str, list[tuple[str, bool]]]:
    found: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for one, visit, is_open in office.archive.read(
        "SELECT id, visit_id, closed_on IS NULL FROM finding WHERE household_id = ? AND visit_id IS NOT NULL"
        " ORDER BY id",
        (household_id,),
    ):
        found[visit].append((one, bool(is_open)))
    return found
