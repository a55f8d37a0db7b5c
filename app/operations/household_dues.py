"""When one household is to be visited next: what `visits_due` says of all of them, asked for a page of one."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.operations.offices import Office
from app.operations.rows import RowReader
from app.operations.visiting_rules import visiting_of
from app.rules.dossiers import Answers
from app.rules.visiting import Visiting


@dataclass(frozen=True, slots=True)
class NextVisit:
    """The last day for the next visit, by which rule; `days_over`: days past it, negative while it is still to come.

    `last_on`: the last visit that counts, None for none. `person`: whom a care visit is for, else "".
    """

    due_on: date
    days_over: int
    last_on: date | None
    rule: str
    person: str = ""


def next_visit(office: Office, household_id: str, day: date | None = None) -> NextVisit | None:
    """When a household is next to be visited, as of `day` (today); None where nobody asks, or it is closed."""
    today = day or office.clock().date()
    visiting, standing = visiting_of(office), _standing(office, household_id, today)
    if standing is None:
        return None
    last = _last_visit(office, visiting, household_id, today)
    begin = last or _begin(office, standing, household_id, today)
    rule = visiting.rule_for(standing)
    dues = [(rule.due_after(begin), rule.label, "")] if rule else []
    if care := _care(office, household_id, today):
        person, days = care
        dues.append((begin + timedelta(days=days), visiting.care_label, person))
    if not dues:
        return None
    due, why, person = min(dues, key=lambda one: one[0])
    return NextVisit(due, (today - due).days, last, why, person)


def _standing(office: Office, household_id: str, today: date) -> Answers | None:
    """The newest standing of an open household up to this year, empty where it has none; None for a closed one."""
    if not office.archive.read("SELECT 1 FROM household WHERE id = ? AND closed_on IS NULL", (household_id,)):
        return None
    reader = RowReader(office.forms.records["standing"], ("id",))
    condition = "household_id = ? AND year <= ? ORDER BY year DESC LIMIT 1"
    return next((row.answers for row in reader.rows(office, condition, (household_id, today.year))), {})


def _last_visit(office: Office, visiting: Visiting, household_id: str, today: date) -> date | None:
    rows = office.archive.read(
        "SELECT mode, max(visited_on) FROM visit WHERE household_id = ? AND visited_on <= ? GROUP BY mode",
        (household_id, today.isoformat()),
    )
    return max((date.fromisoformat(last) for mode, last in rows if visiting.counts(mode)), default=None)


def _begin(office: Office, standing: Answers, household_id: str, today: date) -> date:
    """From which day a household that was never visited is counted."""
    days = [date(today.year, 1, 1)]
    rows = office.archive.read(
        "SELECT started_on FROM pairing WHERE household_id = :household AND kind IN ('1', '2')"
        " AND coalesce(started_on, '') <= :day AND (ended_on IS NULL OR ended_on > :day)"
        " ORDER BY kind, started_on DESC, id DESC LIMIT 1",
        {"household": household_id, "day": today.isoformat()},
    )
    days += [date.fromisoformat(row[0]) for row in rows if row[0]]
    month = standing.get("monitored_month")
    if month:
        days.append(date.fromisoformat(f"{month}-01"))
    return max(days)


def _care(office: Office, household_id: str, today: date) -> tuple[str, int] | None:
    """Whom the shortest interval of care visits in the household is for, and its days."""
    rows = office.archive.read(
        "SELECT p.name, y.care_days FROM member_year y JOIN person p ON p.id = y.person_id"
        " JOIN membership m ON m.person_id = p.id AND m.left_on IS NULL AND m.household_id = ?"
        " WHERE y.care_days > 0 AND y.year = (SELECT max(year) FROM member_year WHERE person_id = p.id AND year <= ?)"
        " ORDER BY y.care_days LIMIT 1",
        (household_id, today.year),
    )
    return (rows[0][0] or "", int(rows[0][1])) if rows else None
