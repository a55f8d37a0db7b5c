"""What of each household may make it need a kind of measure: its causes, its risks, its people, its house.

A mark is "cause:01", "risk:03" or "fact:labour" (`app.rules.coverings.FACTS`); the newest answers up to the year count.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from app.operations.offices import Office
from app.rules.forms import Forms
from app.rules.helping import CAUSES, RISKS

_ILL, _DISABLED = ("2", "3"), "4"  # forms/codes/health.toml
_DANGEROUS_GRADES = "dangerous"


def household_marks(office: Office, year: int) -> Mapping[str, Collection[str]]:
    """The marks of every household that has any, by its id."""
    found: dict[str, set[str]] = defaultdict(set)
    _from_standings(office, year, found)
    _from_houses(office, year, found)
    _from_people(office, year, found)
    return found


def _from_standings(office: Office, year: int, found: dict[str, set[str]]) -> None:
    words = ["cause:{}"] * len(CAUSES) + ["risk:{}"] * len(RISKS)
    # SQLite gives the other columns of the row that has the greatest year.
    rows = office.archive.read(
        f"SELECT household_id, risk_cleared, max(year), {', '.join((*CAUSES, *RISKS))} FROM standing"
        " WHERE year <= ? GROUP BY household_id",
        (year,),
    )
    for household, cleared, _, *codes in rows:
        marks = found[household]
        for word, code in zip(words, codes, strict=True):
            if code and not (cleared == 1 and word.startswith("risk")):
                marks.add(word.format(code))


def _from_houses(office: Office, year: int, found: dict[str, set[str]]) -> None:
    dangerous = _codes_with(office.forms, "danger_grade", _DANGEROUS_GRADES)
    rows = office.archive.read(
        "SELECT household_id, max(year), dangerous_house, danger_grade, water_safe FROM conditions"
        " WHERE year <= ? GROUP BY household_id",
        (year,),
    )
    for household, _, unsafe, grade, water in rows:
        if unsafe == 1 or grade in dangerous:
            found[household].add("fact:house")
        if water == 0:
            found[household].add("fact:water")


def _from_people(office: Office, year: int, found: dict[str, set[str]]) -> None:
    able = _codes_with(office.forms, "labour", "able")
    compulsory = _stages(office.forms, ("compulsory",))
    older = _stages(office.forms, ("senior", "higher"))
    rows = office.archive.read(
        "SELECT m.household_id, max(y.year), y.labour, y.school_state, y.health, y.dibao,"
        " y.work_months, y.post_kind FROM membership m"
        " JOIN member_year y ON y.person_id = m.person_id AND y.year <= ?"
        " WHERE (m.left_on IS NULL OR m.left_on > ?) GROUP BY m.id",
        (year, f"{year}-12-31"),
    )
    can: dict[str, bool] = {}
    busy: set[str] = set()
    for household, _, labour, school, health, dibao, months, post in rows:
        marks = found[household]
        if labour:
            can[household] = can.get(household, False) or labour in able
        if months or post:
            busy.add(household)
        if school in compulsory:
            marks.add("fact:pupil")
        elif school in older:
            marks.add("fact:student")
        if health and health != "1":
            states = health.split(",")
            if _DISABLED in states:
                marks.add("fact:disabled")
            if any(one in states for one in _ILL):
                marks.add("fact:ill")
        if dibao == 1:
            marks.add("fact:dibao")
    for household, fit in can.items():
        found[household].add("fact:labour" if fit else "fact:helpless")
        if fit and household not in busy:
            found[household].add("fact:idle")


def _codes_with(forms: Forms, codes: str, word: str) -> frozenset[str]:
    return frozenset(one.code for one in forms.codes[codes].values if one.extra.get(word))


def _stages(forms: Forms, stages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        one.code for one in forms.codes["school_state"].values if one.extra.get("stage") in stages
    )
