"""What is wrong with a visit about to be written, before anything is: told while one types, and asked by the deed."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.errors import Issue
from app.operations.answering import answer_issues
from app.operations.line_imports.lines import Check, SaidLine
from app.operations.offices import Office
from app.operations.rows import in_list
from app.rules.dossiers import Answers
from app.rules.values import show

LONG_AGO = timedelta(days=366)
"""A day further back is more often a mistyped year than a visit that nobody wrote down."""


def check_visit(
    office: Office,
    household_id: str,
    answers: Answers,
    cadre_ids: Sequence[str] = (),
    *,
    reason: str = "",
    visit: str | None = None,
) -> tuple[Issue, ...]:
    """Every issue of a visit's answers and visitors (photos apart). Level "error" keeps it out; "doubt" is only told.

    Errors: a day to come, a required answer that is blank, a cadre nobody knows, one whose office or whose pairing
    with this household had ended by that day (an ended pairing passes where `reason` says why). `visit`: the one
    that is being changed.
    """
    today = office.clock().date()
    found = list(answer_issues(office.forms, office.forms.help["visit"], answers, today))
    if not cadre_ids:
        found.append(Issue("visits.nobody_named", "cadre_ids", "doubt"))
    day = answers.get("visited_on")
    if isinstance(day, date) and day <= today:
        found += _visitor_issues(office, household_id, day, cadre_ids, reason)
        found += _day_issues(office, household_id, day, today, visit)
    else:
        found += _unknown_issues(cadre_ids, _cadres(office, cadre_ids))
    return tuple(found)


def import_check(office: Office) -> Check:
    """The same rules for a row of a workbook; what an import may leave blank is a doubt there."""

    def check(line: SaidLine) -> Iterator[Issue]:
        answers = {**line.kept, **line.answers}
        day = answers.get("visited_on")
        if isinstance(day, date):
            if day > office.clock().date():
                yield Issue("answering.future", "visited_on", "error", _future_values(office, day))
            yield from _visitor_issues(office, line.household_id, day, line.cadre_ids, "")

    return check


def _future_values(office: Office, day: date) -> dict[str, object]:
    return {"label": office.forms.help["visit"].by_key["visited_on"].label, "text": show("date", day)}


Service = tuple[str, date | None, date | None]
"""A cadre's name, and his first and last day in office as far as they are known."""


def _cadres(office: Office, ids: Sequence[str]) -> dict[str, Service]:
    some = next(in_list(ids))
    rows = office.archive.read(
        f"SELECT id, name, from_on, to_on FROM cadre WHERE id IN ({some.marks})", some.values
    )
    return {one: (name, _day(began), _day(left)) for one, name, began, left in rows}


def _unknown_issues(ids: Sequence[str], known: dict[str, Service]) -> Iterator[Issue]:
    for one in ids:
        if one not in known:
            yield Issue("visits.unknown_cadre", "cadre_ids", "error", {"text": one})


def _visitor_issues(
    office: Office, household_id: str, day: date, ids: Sequence[str], reason: str
) -> Iterator[Issue]:
    known = _cadres(office, ids)
    yield from _unknown_issues(ids, known)
    for one, (name, began, left) in known.items():
        if left and left < day:
            values: dict[str, object] = {"name": name, "day": show("date", left)}
            yield Issue("visits.cadre_left", "cadre_ids", "error", values)
        elif began and began > day:
            values = {"name": name, "day": show("date", began)}
            yield Issue("visits.cadre_not_yet", "cadre_ids", "error", values)
        elif ended := _pairing_ended(office, household_id, one, day):
            values = {"name": name, "day": show("date", ended)}
            yield Issue("visits.pairing_ended", "cadre_ids", "doubt" if reason.strip() else "error", values)


def _pairing_ended(office: Office, household_id: str, cadre_id: str, day: date) -> date | None:
    """When a cadre's last pairing with the household ended, if none held on that day and no posting brings him there.

    On the day of a handover both may come.
    """
    rows = office.archive.read(
        "SELECT started_on, ended_on FROM pairing WHERE household_id = ? AND cadre_id = ?",
        (household_id, cadre_id),
    )
    ends = [_day(ended) for _, ended in rows]
    if not ends or any(ended is None or ended >= day for ended in ends):
        return None
    return None if _is_posted(office, household_id, cadre_id, day) else max(filter(None, ends))


def _is_posted(office: Office, household_id: str, cadre_id: str, day: date) -> bool:
    rows = office.archive.read(
        "SELECT 1 FROM posting p JOIN division a ON a.id = p.division_id"
        " JOIN household h ON h.id = :household JOIN division d ON d.id = h.division_id"
        " WHERE p.cadre_id = :cadre AND d.path LIKE a.path || '%'"
        " AND coalesce(p.started_on, '') <= :day AND (p.ended_on IS NULL OR p.ended_on >= :day)",
        {"household": household_id, "cadre": cadre_id, "day": day.isoformat()},
    )
    return bool(rows)


def _day_issues(
    office: Office, household_id: str, day: date, today: date, visit: str | None
) -> Iterator[Issue]:
    if today - day > LONG_AGO:
        yield Issue("visits.long_ago", "visited_on", "doubt", {"day": show("date", day)})
    rows = office.archive.read(
        "SELECT 1 FROM visit WHERE household_id = ? AND visited_on = ? AND id IS NOT ? LIMIT 1",
        (household_id, day.isoformat(), visit),
    )
    if rows:
        yield Issue("visits.same_day", "visited_on", "doubt", {"day": show("date", day)})


def _day(kept: object) -> date | None:
    return date.fromisoformat(str(kept)) if kept else None
