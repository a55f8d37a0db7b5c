"""动态调整统计: households and persons at the end of last year, what came and went in the year, what is there now."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.operations.offices import Office
from app.operations.places import divisions, township
from app.operations.plain_tables import PlainColumn, PlainTable
from app.operations.scopes import Conditions
from app.rules.dossiers import HEAD
from app.rules.statements import Account, Group, Homes, Statement, state_changes
from app.texts import say

LIFTED = frozenset(("1", "4"))
"""Codes of 脱贫状态: lifted, with or without help."""


@dataclass(frozen=True, slots=True)
class YearStatement:
    """The statements of a place for a year. `to`: the day it is counted on, the year's end or, before that, today."""

    year: int
    place: str
    to: date
    statements: tuple[Statement, ...]


def yearly_statement(office: Office, year: int, division_id: str | None = None) -> YearStatement:
    """The changes of a year in a place (None: the township): all households, the lifted, the monitored.

    A household is there on a day if it is not closed and somebody belongs to it; a place in it without a first day was
    always there.
    """
    last, end = date(year - 1, 12, 31), min(date(year, 12, 31), office.clock().date())
    read = _Read(office, division_id, last, end)
    place = divisions(office).get(division_id or "") or township(office)
    groups = (_every(office, read), _lifted(read, year), _monitored(office, read, year))
    return YearStatement(year, place.name if place else "", end, tuple(map(state_changes, groups)))


class _Read:
    """The households and memberships of a place, on both days."""

    def __init__(self, office: Office, division_id: str | None, last: date, end: date) -> None:
        where = Conditions(office, division_id)
        source = f"FROM household h JOIN division d ON d.id = h.division_id WHERE {where.sql}"
        self.closed: dict[str, tuple[str, str]] = {
            home: (on or "", why or "")
            for home, on, why in office.archive.read(
                f"SELECT h.id, h.closed_on, h.closed_reason {source}", where.values
            )
        }
        days = (last.isoformat(), end.isoformat())
        homes: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set))
        self.join: dict[str, str] = {}
        self.leave: dict[str, str] = {}
        self.heads: dict[str, str] = {}
        rows = office.archive.read(
            "SELECT household_id, person_id, relation, joined_on, join_reason, left_on, leave_reason FROM membership"
            " ORDER BY id"
        )
        for home, person, relation, joined, join, left, leave in rows:
            if home not in self.closed:
                continue
            for found, day in zip(homes, days, strict=True):
                if self._open(home, day) and (joined or "") <= day and (not left or left > day):
                    found[home].add(person)
            if join and (joined or "") > days[0]:
                self.join[person] = join
                if relation == HEAD:
                    self.heads[home] = join
            if leave and left and left > days[0]:
                self.leave[person] = leave
        self.before, self.after = (_frozen(found) for found in homes)
        self.standings = self._standings(office, last.year, end.year)

    def _open(self, home: str, day: str) -> bool:
        closed = self.closed[home][0]
        return not closed or closed > day

    def _standings(
        self, office: Office, last: int, now: int
    ) -> Mapping[int, Mapping[str, tuple[object, ...]]]:
        """The newest standing of each household up to both years."""
        sql = (
            "SELECT s.household_id, s.poverty_status, s.formerly_poor, s.household_kind, s.monitor_class,"
            " coalesce(s.risk_cleared, 0), s.clear_way FROM standing s WHERE s.year ="
            " (SELECT max(year) FROM standing n WHERE n.household_id = s.household_id AND n.year <= ?)"
        )
        return {year: {row[0]: row[1:] for row in office.archive.read(sql, (year,))} for year in (last, now)}

    def closings(self, office: Office) -> dict[str, str]:
        """Why households closed, in words."""
        codes = office.forms.codes["close_reason"]
        return {home: codes.name(why) for home, (on, why) in self.closed.items() if on and why}


def _frozen(found: Mapping[str, set[str]]) -> Homes:
    return {home: frozenset(people) for home, people in found.items()}


def _among(homes: Homes, wanted: Iterable[str]) -> Homes:
    chosen = set(wanted)
    return {home: people for home, people in homes.items() if home in chosen}


def _every(office: Office, read: _Read) -> Group:
    joins, leaves = office.forms.codes["join_reason"], office.forms.codes["leave_reason"]
    return Group(
        "every",
        say("statements.every"),
        read.before,
        read.after,
        {home: joins.name(why) for home, why in read.heads.items()},
        read.closings(office),
        {one: joins.name(why) for one, why in read.join.items()},
        {one: leaves.name(why) for one, why in read.leave.items()},
        say("statements.unknown"),
    )


def _lifted(read: _Read, year: int) -> Group:
    def lifted(of: int) -> list[str]:
        return [
            home
            for home, row in read.standings[of].items()
            if row[0] in LIFTED or row[1] == 1 or row[2] == "2"
        ]

    then, now = read.standings[year - 1], _newest(read, year)
    before, after = _among(read.before, lifted(year - 1)), _among(read.after, lifted(_year(read, year)))
    came = {home: say("statements.lifted_now") for home in after if home in then}
    came |= {home: say("statements.new_household") for home in after if home not in read.before}
    went = {home: say("statements.fell_back") for home in before if now.get(home, ("",))[0] == "3"}
    went |= {home: say("statements.closed") for home in before if home not in read.after}
    return _kind("lifted", say("statements.lifted"), before, after, came, went)


def _monitored(office: Office, read: _Read, year: int) -> Group:
    classes, ways = office.forms.codes["monitor_class"], office.forms.codes["clear_way"]
    then, now = read.standings[year - 1], _newest(read, year)

    def watched(rows: Mapping[str, tuple[object, ...]]) -> list[str]:
        return [home for home, row in rows.items() if row[3] and not row[4]]

    before, after = _among(read.before, watched(then)), _among(read.after, watched(now))
    came = {home: say("statements.taken_in", kind=classes.name(str(now[home][3]))) for home in after}
    came |= {home: say("statements.taken_back") for home in after if home in then and then[home][4]}
    went = {
        home: say(
            "statements.cleared", way=ways.name(str(row[5])) if row[5] else say("statements.way_unknown")
        )
        for home in before
        for row in [now.get(home, (None,) * 6)]
        if row[4]
    }
    went |= {home: say("statements.closed") for home in before if home not in read.after}
    return _kind("monitored", say("statements.monitored"), before, after, came, went)


def _year(read: _Read, year: int) -> int:
    return year if year in read.standings else max(read.standings)


def _newest(read: _Read, year: int) -> Mapping[str, tuple[object, ...]]:
    return read.standings[_year(read, year)]


def _kind(
    key: str, label: str, before: Homes, after: Homes, came: Mapping[str, str], went: Mapping[str, str]
) -> Group:
    """A group whose persons also come and go with their household's members."""
    people = {one for homes in (before, after) for some in homes.values() for one in some}
    joined = dict.fromkeys(people, say("statements.member_came"))
    left = dict.fromkeys(people, say("statements.member_went"))
    return Group(key, label, before, after, came, went, joined, left, say("statements.unknown"))


def statement_table(found: YearStatement) -> PlainTable:
    """The statement as a table: two lines a group, households and persons."""
    columns = (
        PlainColumn(say("statements.kind"), 34.0),
        PlainColumn(say("statements.unit"), 12.0),
        PlainColumn(say("statements.before"), 20.0, True),
        PlainColumn(say("statements.added"), 16.0, True),
        PlainColumn(say("statements.added_by"), 64.0),
        PlainColumn(say("statements.taken"), 16.0, True),
        PlainColumn(say("statements.taken_by"), 64.0),
        PlainColumn(say("statements.after"), 20.0, True),
    )
    rows = [
        _row(one.label, unit, account)
        for one in found.statements
        for unit, account in (
            (say("statements.households"), one.households),
            (say("statements.persons"), one.persons),
        )
    ]
    title = say("statements.title", place=found.place, year=found.year)
    return PlainTable(title, columns, rows, say("statements.words", to=found.to))


def _row(label: str, unit: str, one: Account) -> list[str | int]:
    return [
        label,
        unit,
        one.before,
        sum(one.added.values()),
        reason_words(one.added),
        sum(one.taken.values()),
        reason_words(one.taken),
        one.after,
    ]


def reason_words(counts: Mapping[str, int]) -> str:
    """Reasons with their counts in words; "" for none."""
    parts = (say("statements.reason", reason=reason, count=count) for reason, count in counts.items())
    return say("window.list_comma").join(parts)
