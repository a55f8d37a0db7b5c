"""Each household as it is and as it was the year before, read in bulk for the warning rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.operations.dossiers import Choice, dossiers
from app.operations.offices import Office
from app.operations.rows import in_list
from app.operations.standards.known import standards
from app.operations.warnings.known import warning_rules
from app.progress import Progress
from app.rules.standards.facts import Home
from app.rules.warnings import Pair

RECORDS = ("person", "membership", "member_year", "standing", "conditions", "income")
FIELDS = frozenset(
    {
        "household.group_name", "household.closed_on", "person.name", "person.birth_date",
        "membership.relation", "membership.joined_on", "membership.left_on",
        "member_year.school_state", "member_year.education", "member_year.dropout_reason", "member_year.work_months",
        "standing.stated_size", "standing.monitor_class", "standing.risk_cleared",
        "conditions.danger_grade", "conditions.dangerous_house", "income.kind", "income.amount",
    }
)  # fmt: skip
"""What the signs read, beside the fields a rule names itself: 15,000 households are read twice."""
_EARNED = ("person", "membership", "standing", "income")
CHUNK = 400
"""Households read together, in each of their years."""


def read_pairs(office: Office, households: Sequence[str], progress: Progress | None = None) -> Iterator[Pair]:
    """The pairs of these open households, in no order; those of whom no year is known are left out.

    The newest year of a household is its `now`; incomes of a year are often written later than the rest, so that
    their newest year is another.
    """
    years = _newest_years(office, households)
    groups: dict[tuple[int, int], list[str]] = defaultdict(list)
    for one in households:
        now, earned = years.get(one, (0, 0))
        if now:
            groups[(now, earned or now)].append(one)
    done, total = 0, sum(map(len, groups.values()))
    for (now, earned), some in groups.items():
        for start in range(0, len(some), CHUNK):
            yield from _pairs(office, tuple(some[start : start + CHUNK]), now, earned)
            done += len(some[start : start + CHUNK])
            if progress:
                progress.step(done, total)


def _pairs(office: Office, some: tuple[str, ...], now: int, earned: int) -> Iterator[Pair]:
    named = {str(rule.options["field"]) for rule in warning_rules(office).every if "field" in rule.options}
    county = {path.partition(".")[0] for path in named} - {"household"}
    records, fields = [*RECORDS, *sorted(county - set(RECORDS))], FIELDS | named
    newer, older = (_homes(office, some, year, records, fields) for year in (now, now - 1))
    rich, poor = newer, older
    if earned != now:
        rich, poor = (_homes(office, some, year, _EARNED, fields) for year in (earned, earned - 1))
    today = office.clock().date()
    for one in some:
        if one in newer and newer[one].dossier.household.get("closed_on") is None:
            yield Pair(newer[one], older[one], rich[one], poor[one], today)


def _homes(
    office: Office, some: tuple[str, ...], year: int, records: Sequence[str], fields: frozenset[str]
) -> Mapping[str, Home]:
    known, today = standards(office), office.clock().date()
    return {
        one.household_id: Home.of(one, today, known.meanings, known.limits)
        for one in dossiers(office, Choice(households=some), year, records=records, fields=fields)
    }


def _newest_years(office: Office, households: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """The newest year of each household up to this one, and the newest of its incomes; 0 for none."""
    this = office.clock().year
    found: dict[str, tuple[int, int]] = {}
    for some in in_list(households):
        own = f"WHERE year <= {this} AND household_id IN ({some.marks}) GROUP BY 1"
        sql = (
            f"SELECT household_id, max(year), 0 FROM standing {own}"
            f" UNION ALL SELECT household_id, max(year), 0 FROM conditions {own}"
            f" UNION ALL SELECT household_id, max(year), max(year) FROM income {own}"
            " UNION ALL SELECT m.household_id, max(y.year), 0 FROM membership m"
            " JOIN member_year y ON y.person_id = m.person_id"
            f" WHERE y.year <= {this} AND m.household_id IN ({some.marks}) GROUP BY 1"
        )
        for one, year, earned in office.archive.read(sql, some.values * 4):
            known = found.get(one, (0, 0))
            found[one] = (max(known[0], year), max(known[1], earned))
    return found
