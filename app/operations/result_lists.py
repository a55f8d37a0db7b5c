"""The list of yearly results: who has one of a year, and how income per person moved against another year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.operations.book_orders import BOOK_ORDER
from app.operations.offices import Office, need_role
from app.operations.snapshots import current_snapshots
from app.rules.dossiers import HEAD
from app.rules.snapshots import Snapshot

PER_PERSON = "income.per_person"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One household's result of a year: its own words of that time. Income per person in yuan; None is unknown.

    `before` is that of the year it is held against, None where there is no result; `corrected`: it replaced another;
    `damaged`: nothing in it is to be trusted, so nothing of it is told.
    """

    household_id: str
    head: str
    village: str
    group: str
    code: str
    made_on: date | None
    corrected: bool
    per_person: Decimal | None
    before: Decimal | None
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class ResultList:
    """The households with a result of a year, in the order of the village book; `without` have none, open ones."""

    office: Office
    year: int
    against: int
    ids: tuple[str, ...]
    without: int

    def page(self, offset: int, limit: int) -> list[ResultLine]:
        """The lines from `offset` on, at most `limit`."""
        some = self.ids[offset : offset + limit]
        now, before = (
            current_snapshots(self.office, some, year, pass_damaged=True)
            for year in (self.year, self.against)
        )
        return [_line(now[one], before.get(one)) if one in now else _damaged(one) for one in some]


def _line(now: Snapshot, before: Snapshot | None) -> ResultLine:
    return ResultLine(
        household_id=now.household_id,
        head=now.head,
        village=str(now.body.get("place", {}).get("village", "")),
        group=str(now.body.get("group", "")),
        code=str(now.body.get("code", "")),
        made_on=now.made_on,
        corrected=bool(now.corrects),
        per_person=_yuan(now),
        before=_yuan(before) if before else None,
    )


def _damaged(household_id: str) -> ResultLine:
    return ResultLine(household_id, "", "", "", "", None, False, None, None, damaged=True)


def _yuan(one: Snapshot) -> Decimal | None:
    value = one.value(PER_PERSON, "money")
    return value if isinstance(value, Decimal) else None


def results(
    office: Office, year: int, against: int | None = None, division: str | None = None, text: str = ""
) -> ResultList:
    """Who has a result of the year, of one division (village or above) if given; held against the year before.

    `text` keeps to those whose head's name or code holds it; `without` is not counted then.
    """
    need_role(office, "view")
    scope, args = _scope(office, division, text.strip())
    rows = office.archive.read(
        "SELECT h.id, h.closed_on IS NULL,"
        " EXISTS (SELECT 1 FROM snapshot s WHERE s.household_id = h.id AND s.year = ?)"
        f" FROM household h JOIN division d ON d.id = h.division_id WHERE 1{scope} {BOOK_ORDER}",
        (year, *args),
    )
    found = tuple(str(one) for one, _, has in rows if has)
    without = sum(bool(stands) for _, stands, has in rows if not has) if not text else 0
    return ResultList(office, year, year - 1 if against is None else against, found, without)


def _scope(office: Office, division: str | None, text: str) -> tuple[str, Sequence[str]]:
    """What keeps a query over `household h` and `division d` to a place, to a text and to the user's villages."""
    sql, args = "", list[str]()
    if text:
        sql += (
            " AND (instr(h.code, ?) > 0 OR EXISTS (SELECT 1 FROM membership m JOIN person p ON p.id = m.person_id"
            " WHERE m.household_id = h.id AND m.relation = ? AND instr(p.name, ?) > 0))"
        )
        args += [text, HEAD, text]
    if division:
        sql += " AND d.path LIKE (SELECT path FROM division WHERE id = ?) || '%'"
        args.append(division)
    if office.user.villages:
        sql += f" AND h.division_id IN ({','.join('?' * len(office.user.villages))})"
        args += office.user.villages
    return sql, args


def result_years(office: Office) -> list[int]:
    """The years that have results, newest first."""
    return [int(row[0]) for row in office.archive.read("SELECT DISTINCT year FROM snapshot ORDER BY 1 DESC")]
