"""Stored rows of some households, and the dossier of one year that they make: pure, nothing is read here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.operations.rows import Row
from app.operations.stored_help import HelpLines, help_of_year
from app.rules.dossiers import Answers, Dossier, IncomeItem, Member, Place

Extras = Mapping[str, Mapping[tuple[str, int | None], Answers]]
"""County answers by subject, then by form and year."""


@dataclass(frozen=True, slots=True)
class StoredHouseholds:
    """What was read of some households at once, by the household or person it belongs to."""

    households: Mapping[str, Row]
    standing: Mapping[str, list[Row]]
    conditions: Mapping[str, list[Row]]
    incomes: Mapping[str, list[Row]]
    documents: Mapping[str, list[Row]]
    memberships: Mapping[str, list[Row]]
    people: Mapping[str, Row]
    fared: Mapping[str, list[Row]]
    extras: Extras
    versions: Mapping[str, int]
    help: HelpLines


def known_years(one: str, rows: StoredHouseholds) -> tuple[int, ...]:
    """The years anything is known of a household or its people, or is planned, newest first."""
    planned = {line.year for line in rows.help.get(one, {}).get("plan", ())}
    return tuple(sorted(_recorded_years(one, rows) | planned, reverse=True))


def newest_year(one: str, rows: StoredHouseholds) -> int | None:
    """The newest year with something recorded of a household or its people; a planned one where there is nothing.

    What is planned for this year must not hide the figures of the last.
    """
    years = _recorded_years(one, rows) or known_years(one, rows)
    return max(years, default=None)


def _recorded_years(one: str, rows: StoredHouseholds) -> set[int]:
    own = [*rows.standing.get(one, ()), *rows.conditions.get(one, ()), *rows.incomes.get(one, ())]
    for membership in rows.memberships.get(one, ()):
        own += rows.fared.get(str(membership.keys[2]), ())
    return {row.year for row in own}


def dossier_of(
    one: str, rows: StoredHouseholds, places: Mapping[str, Place], years: tuple[int, ...], year: int
) -> Dossier:
    """One household's dossier of a year; `years`: all that are known of it."""
    household = rows.households[one]
    standing, standing_year = _newest(rows.standing.get(one, ()), year)
    conditions, conditions_year = _newest(rows.conditions.get(one, ()), year)
    members = _members(rows.memberships.get(one, ()), rows, year)
    return Dossier(
        household_id=one,
        year=year,
        years=years,
        place=places.get(str(household.keys[1]), Place()),
        household=household.answers,
        standing=standing,
        conditions=conditions,
        members=members,
        others=len(rows.memberships.get(one, ())) - len(members),
        incomes=tuple(_income(row) for row in rows.incomes.get(one, ()) if row.year == year),
        documents=tuple(row.answers for row in rows.documents.get(one, ())),
        extra=_extra_of(rows.extras.get(one, {}), year),
        version=rows.versions.get(one, 0),
        spoken={"standing": standing_year, "conditions": conditions_year},
        help=help_of_year(rows.help.get(one, {}), year, rows.people),
    )


def _newest(rows: Iterable[Row], year: int) -> tuple[Answers, int]:
    """The answers of the newest row up to `year`, and of which year they are (0: none)."""
    best: Row | None = None
    for row in rows:
        if row.year <= year and (best is None or row.year > best.year):
            best = row
    return (best.answers, best.year) if best else ({}, 0)


def _members(memberships: Sequence[Row], rows: StoredHouseholds, year: int) -> tuple[Member, ...]:
    """Who belonged to the household at the year's end, head first."""
    members = []
    for row in memberships:
        if not belongs(row.answers, year):
            continue
        membership_id, person_id = str(row.keys[1]), str(row.keys[2])
        its_year, spoken = _newest(rows.fared.get(person_id, ()), year)
        said = {**rows.extras.get(person_id, {}), **rows.extras.get(membership_id, {})}
        person = rows.people[person_id].answers
        extra = _extra_of(said, year)
        members.append(Member(person_id, membership_id, person, row.answers, its_year, extra, spoken))
    members.sort(key=lambda member: not member.is_head)
    return tuple(members)


def belongs(membership: Answers, year: int) -> bool:
    """Whether a membership covers the last day of that year."""
    end = date(year, 12, 31)
    joined, left = membership.get("joined_on"), membership.get("left_on")
    return not (isinstance(joined, date) and joined > end) and not (isinstance(left, date) and left <= end)


def _income(row: Row) -> IncomeItem:
    answers = row.answers
    person = row.keys[3]
    return IncomeItem(
        id=str(row.keys[2]),
        kind=str(answers["kind"] or ""),
        amount=answers["amount"],  # type: ignore[arg-type]
        person_id=str(person) if person else None,
        answers=answers,
    )


def _extra_of(extras: Mapping[tuple[str, int | None], Answers], year: int) -> dict[str, Answers]:
    """Each county form's answers: those without a year, else of the newest year up to `year`."""
    chosen: dict[str, tuple[int, Answers]] = {}
    for (form, its_year), answers in extras.items():
        spoken = its_year or 0
        if spoken <= year and (form not in chosen or spoken > chosen[form][0]):
            chosen[form] = (spoken, answers)
    return {form: answers for form, (_, answers) in chosen.items()}
