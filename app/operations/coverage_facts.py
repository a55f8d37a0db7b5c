"""What of each household may make it need a kind of measure: its causes, its risks, its people, its house.

A mark is "cause:01", "risk:03" or "fact:labour" (`app.rules.coverings.FACTS`); the newest answers up to the year count.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping

from app.operations.help_needs import help_rules
from app.operations.offices import Office
from app.rules.dossiers import Answers
from app.rules.forms import Forms
from app.rules.helping import CAUSES, RISKS
from app.rules.needs import HelpRules
from app.rules.values import Stored, loader

_ILL, _DISABLED = ("2", "3"), "4"  # forms/codes/health.toml
_DANGEROUS_GRADES = "dangerous"
MUST_BE_HELPED = "help:must"
"""The mark of a household that `forms/pairing.toml` asks a helper for."""
_ABLE, _UNABLE, _BUSY = "able", "unable", "busy"


def household_marks(office: Office, year: int) -> Mapping[str, Collection[str]]:
    """The marks of every household that has any, by its id; kept as long as nothing was written.

    Going from village to village asks for the same again.
    """
    at = (office.archive.read("SELECT max(seq) FROM change")[0][0], year)
    known = office.kept.get("household_marks")
    if known is None or known[0] != at:
        found: dict[str, set[str]] = defaultdict(set)
        _from_standings(office, year, found)
        _from_houses(office, year, found)
        _from_people(office, year, found)
        known = office.kept["household_marks"] = (at, dict(found))
    marks: Mapping[str, Collection[str]] = known[1]
    return marks


def _from_standings(office: Office, year: int, found: dict[str, set[str]]) -> None:
    """Causes, risks that are not cleared, and whether the household must be helped; few standings differ."""
    rules, record = help_rules(office), office.forms.records["standing"].by_key
    asked = tuple(dict.fromkeys(("risk_cleared", *rules.fields, *CAUSES, *RISKS)))
    loaders = [loader(record[key].kind) for key in asked]
    # SQLite gives the other columns of the row that has the greatest year.
    rows = office.archive.read(
        f"SELECT household_id, max(year), {', '.join(asked)} FROM standing WHERE year <= ? GROUP BY household_id",
        (year,),
    )
    marks_of: dict[tuple[Stored, ...], frozenset[str]] = {}
    for row in rows:
        kept = row[2:]
        marks = marks_of.get(kept)
        if marks is None:
            loaded = {key: load(value) for key, load, value in zip(asked, loaders, kept, strict=True)}
            marks = marks_of[kept] = _standing_marks(loaded, rules)
        found[row[0]] |= marks


def _standing_marks(standing: Answers, rules: HelpRules) -> frozenset[str]:
    marks = {f"cause:{standing[key]}" for key in CAUSES if standing[key]}
    if standing["risk_cleared"] is not True:
        marks |= {f"risk:{standing[key]}" for key in RISKS if standing[key]}
    if rules.need_of(standing):
        marks.add(MUST_BE_HELPED)
    return frozenset(marks)


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
    """The marks of everybody who belongs to the household at the year's end; few lives differ, each is read once."""
    read = _Lives(office.forms)
    lives = {
        row[0]: row[2:]
        for row in office.archive.read(
            "SELECT person_id, max(year), labour, school_state, health, dibao,"
            " coalesce(work_months, 0) > 0 OR post_kind IS NOT NULL"
            " FROM member_year WHERE year <= ? GROUP BY person_id",
            (year,),
        )
    }
    marks_of: dict[Life, frozenset[str]] = {}
    people = office.archive.read(
        "SELECT household_id, person_id FROM membership WHERE left_on IS NULL OR left_on > ?",
        (f"{year}-12-31",),
    )
    for household, person in people:
        life = lives.get(person)
        if life is None:
            continue
        marks = marks_of.get(life)
        if marks is None:
            marks = marks_of[life] = read.marks(life)
        found[household] |= marks
    for marks_found in found.values():
        _settle_labour(marks_found)


Life = tuple[str | None, str | None, str | None, int | None, int]
"""Labour, class at school, health, minimum support, and whether somebody works away or holds a post."""


class _Lives:
    """What a person's year makes of his household; `able`, `unable`, `busy` are settled for all of it together."""

    def __init__(self, forms: Forms) -> None:
        self._able = _codes_with(forms, "labour", "able")
        self._compulsory = _stages(forms, ("compulsory",))
        self._older = _stages(forms, ("senior", "higher"))

    def marks(self, life: Life) -> frozenset[str]:
        """The marks of one person."""
        labour, school, health, dibao, busy = life
        states = set((health or "").split(","))
        shows = {
            _ABLE: labour in self._able,
            _UNABLE: labour is not None and labour not in self._able,
            _BUSY: bool(busy),
            "fact:pupil": school in self._compulsory,
            "fact:student": school in self._older,
            "fact:disabled": _DISABLED in states,
            "fact:ill": not states.isdisjoint(_ILL),
            "fact:dibao": dibao == 1,
        }
        return frozenset(mark for mark, shown in shows.items() if shown)


def _settle_labour(marks: set[str]) -> None:
    """One who is able makes the household able; able and nobody at work is idle; only the unable is helpless."""
    if _ABLE in marks:
        marks.add("fact:labour")
        if _BUSY not in marks:
            marks.add("fact:idle")
    elif _UNABLE in marks:
        marks.add("fact:helpless")


def _codes_with(forms: Forms, codes: str, word: str) -> frozenset[str]:
    return frozenset(one.code for one in forms.codes[codes].values if one.extra.get(word))


def _stages(forms: Forms, stages: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        one.code for one in forms.codes["school_state"].values if one.extra.get("stage") in stages
    )
