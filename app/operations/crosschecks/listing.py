"""The differences of kept comparisons: what the archive says today of each, and who answers for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, get_args

import orjson

from app.operations.archived import Read, Spotted, archived
from app.operations.book_orders import BOOK_ORDER
from app.operations.campaigns import mine_only
from app.operations.crosschecks.telling import kept_text, said_words
from app.operations.offices import Office, need_role
from app.operations.rows import in_list
from app.operations.statuses import status_writers
from app.rules.dossiers import HEAD

DifferenceState = Literal["open", "overdue", "applied", "kept", "closed"]
"""核实中、已逾期、已采纳、维持档案, and closed together with its problem in 问题整改."""

STATES: Final[tuple[DifferenceState, ...]] = get_args(DifferenceState)
Conflict = Literal["", "changed", "status", "head", "gone", "person"]
"""Why a waiting difference is not simply written: the archive changed since, only a procedure changes it, it would
make or unmake a head, the person is not in this household any more, or there is no field to write."""


@dataclass(frozen=True, slots=True)
class DifferenceQuery:
    """Which differences: of a comparison, a division, a household, in these states (none: all)."""

    crosscheck_id: str | None = None
    division_id: str | None = None
    household_id: str | None = None
    states: tuple[DifferenceState, ...] = ()


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One difference in words ("" is unknown): `was` at the comparison, `now` in the archive, `value` on the list.

    `who`: the person of the row. `path` "" where only a person can act. `outcome`: what came of it.
    """

    id: str
    crosscheck_id: str
    list: str
    household_id: str
    division_id: str
    village: str
    group: str
    code: str
    head: str
    person_id: str
    who: str
    item: str
    how: str
    text: str
    spot: Spotted | None
    path: str
    label: str
    was: str
    now: str
    value: str
    row: str
    state: DifferenceState
    conflict: Conflict
    finding_id: str
    owner: str
    due_on: date | None
    outcome: str
    kept_value: str | None


_STATE = (
    "CASE WHEN x.settled IS NOT NULL THEN x.settled WHEN f.closed_on IS NOT NULL THEN 'closed'"
    " WHEN f.due_on < :today THEN 'overdue' ELSE 'open' END"
)
_SELECT = (
    "SELECT x.id, c.id, c.label, h.id, d.id, d.name, coalesce(h.group_name, ''), coalesce(h.code, ''),"
    " coalesce(x.person_id, ''), coalesce(p.name, ''), x.item, x.how, coalesce(x.text, ''), x.form, x.subject_id,"
    " x.field, x.year, x.was, x.value, coalesce(x.spot, ''), " + _STATE + ", coalesce(x.finding_id, ''),"
    " coalesce(f.owner, ''), f.due_on, coalesce(x.reason, f.outcome, ''), c.frozen"
    " FROM difference x JOIN crosscheck c ON c.id = x.crosscheck_id JOIN household h ON h.id = x.household_id"
    " JOIN division d ON d.id = h.division_id LEFT JOIN person p ON p.id = x.person_id"
    " LEFT JOIN finding f ON f.id = x.finding_id"
)
"""`x` is the difference, `f` the problem that answers for it."""


def list_differences(office: Office, query: DifferenceQuery | None = None) -> list[DifferenceLine]:
    """The differences of a query in the order of the village book."""
    need_role(office, "view")
    query = query or DifferenceQuery()
    where, args = ["1"], list[object]()
    if query.crosscheck_id:
        where.append("c.id = ?")
        args.append(query.crosscheck_id)
    if query.household_id:
        where.append("h.id = ?")
        args.append(query.household_id)
    if query.division_id:
        where.append("d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'")
        args.append(query.division_id)
    lines = read_differences(office, office.archive.read, " AND ".join(where), args)
    return [one for one in lines if not query.states or one.state in query.states]


def count_states(lines: Iterable[DifferenceLine]) -> dict[DifferenceState, int]:
    """How many of these differences are in each state."""
    counts = Counter(one.state for one in lines)
    return {state: counts[state] for state in STATES}


def read_differences(office: Office, read: Read, where: str, args: Sequence[object]) -> list[DifferenceLine]:
    """Differences under a condition over `x`, `c`, `h`, `d`, `f`, as `read` sees them. `where` is program text."""
    mine, villages = mine_only(office)
    today = f"'{office.clock().date().isoformat()}'"
    sql = f"{_SELECT.replace(':today', today)} WHERE {where}{mine} {BOOK_ORDER}, x.id"
    rows = read(sql, (*args, *villages))
    spots = [Spotted(row[13], row[14], row[16], row[15]) if row[13] else None for row in rows]
    now = archived(read, office.forms, [_yearly(office, one) for one in spots if one])
    heads, homes = _heads(read, [row[3] for row in rows]), _homes(read, [row[8] for row in rows])
    kinds: dict[str, dict[str, str]] = {}
    return [_line(office, row, spot, now, heads, homes, kinds) for row, spot in zip(rows, spots, strict=True)]


def _yearly(office: Office, spot: Spotted) -> Spotted:
    """The spot with its year only where its form is yearly."""
    yearly = office.forms.records[spot.form].scope in ("household_year", "person_year")
    return Spotted(spot.form, spot.subject, spot.year if yearly else None, spot.field)


def _line(
    office: Office,
    row: Sequence[Any],
    spot: Spotted | None,
    now: Mapping[Spotted, str | None],
    heads: Mapping[str, str],
    homes: Mapping[str, set[str]],
    kinds: dict[str, dict[str, str]],
) -> DifferenceLine:
    forms = office.forms
    spot = _yearly(office, spot) if spot else None
    path = f"{spot.form}.{spot.field}" if spot else ""
    current = now.get(spot) if spot else None
    was, value, state = row[17], row[18], row[20]
    kind = _kinds(row[25], kinds).get(row[10], "")
    return DifferenceLine(
        id=row[0],
        crosscheck_id=row[1],
        list=row[2],
        household_id=row[3],
        division_id=row[4],
        village=row[5],
        group=row[6],
        code=row[7],
        head=heads.get(row[3], ""),
        person_id=row[8],
        who=row[9],
        item=row[10],
        how=row[11],
        text=row[12],
        spot=spot,
        path=path,
        label=forms.by_path[path].label if path else "",
        was=said_words(forms, path, was),
        now=said_words(forms, path, kept_text(current)),
        value=said_words(forms, path, value, kind),
        row=row[19],
        state=state,
        conflict=_conflict(office, row, path, current, homes) if state in ("open", "overdue") else "",
        finding_id=row[21],
        owner=row[22],
        due_on=date.fromisoformat(row[23]) if row[23] else None,
        outcome=row[24],
        kept_value=value,
    )


def _kinds(frozen: str | None, known: dict[str, dict[str, str]]) -> dict[str, str]:
    """The kind of each check's amount, as the profile said when the list was compared."""
    text = frozen or "{}"
    if text not in known:
        table = orjson.loads(text)
        columns = {one["key"]: one.get("kind", "text") for one in table.get("column", ())}
        known[text] = {one["key"]: columns.get(one.get("column"), "") for one in table.get("check", ())}
    return known[text]


def _conflict(
    office: Office, row: Sequence[Any], path: str, now: str | None, homes: Mapping[str, set[str]]
) -> Conflict:
    was, value = row[17], row[18]
    if not path:
        return "person"
    if row[8] and row[3] not in homes.get(row[8], ()):
        return "gone"
    if now == value:
        return ""
    if path == "membership.relation" and HEAD in (now, value):
        return "head"
    if path in status_writers(office):
        return "status"
    return "" if now == was else "changed"


def _heads(read: Read, households: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in in_list(list(dict.fromkeys(households))):
        sql = (
            "SELECT m.household_id, p.name FROM membership m JOIN person p ON p.id = m.person_id"
            f" WHERE m.relation = ? AND m.left_on IS NULL AND m.household_id IN ({some.marks})"
        )
        found |= {home: name or "" for home, name in read(sql, (HEAD, *some.values))}
    return found


def _homes(read: Read, people: Sequence[str]) -> dict[str, set[str]]:
    """Where each person lives, or ever lived here."""
    found: dict[str, set[str]] = {}
    for some in in_list(list(dict.fromkeys(people))):
        sql = f"SELECT person_id, household_id FROM membership WHERE person_id IN ({some.marks})"
        for person, home in read(sql, some.values):
            found.setdefault(person, set()).add(home)
    return found
