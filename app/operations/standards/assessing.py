"""Judges households by a standard: one, a village's, the township's, on any day, as of any moment of the log."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from app.errors import Problem
from app.operations.dossiers import Choice, chosen_households, dossiers
from app.operations.imports.collecting import collector_resting
from app.operations.offices import Office
from app.operations.pasts import change_before, last_change, office_as_of
from app.operations.standards.known import standard_named, standards
from app.progress import Progress
from app.rules.checks.meanings import POOR_KINDS
from app.rules.dossiers import Dossier
from app.rules.standards import Judge, Judgement, Standard, Standards, State, tally

RECORDS = ("person", "membership", "member_year", "standing", "conditions", "income", "assurance")
FIELDS = frozenset(
    {
        "household.code", "household.group_name", "person.name", "person.birth_date",
        "membership.relation", "membership.joined_on", "membership.left_on",
        "member_year.school_state", "member_year.education", "member_year.dropout_reason", "member_year.labour",
        "member_year.resident_insurance", "member_year.employee_insurance", "member_year.illness_insurance",
        "standing.attribute", "standing.poverty_status", "standing.household_kind", "standing.stated_size",
        "standing.monitor_class", "standing.monitored_month", "standing.risk_cleared",
        "conditions.danger_grade", "conditions.dangerous_house", "conditions.road_kind",
        "income.kind", "income.amount",
    }
)  # fmt: skip
"""What the facts read, beside the fields an item names itself: 15,000 households are judged while a clerk waits."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to judge: a standard by key or name, of which households, on which day, from what was known `as_of` a day.

    `households` by id, else a division's, else the township's; `every`: also those the standard is not for; `year`: of
    the answers, where it is not the day's own.
    """

    standard: str
    on: date
    division_id: str | None = None
    households: tuple[str, ...] | None = None
    as_of: date | None = None
    every: bool = False
    year: int = 0

    @property
    def answers_of(self) -> int:
        """The year whose answers are judged."""
        return self.year or self.on.year


@dataclass(frozen=True, slots=True)
class Judged:
    """One household's judgement with what names it in a list."""

    judgement: Judgement
    head: str
    village: str
    group: str
    code: str
    size: int

    @property
    def household_id(self) -> str:
        return self.judgement.household_id

    @property
    def state(self) -> State:
        return self.judgement.state


@dataclass(frozen=True, slots=True)
class Assessment:
    """What came out: the households in the order of the village book, and how many came out how by item ("" the whole).

    `seq`: the number of the last change it was judged from, so that it can be judged again. `nameless`: how many
    households were left out because nothing up to that year says what they are.
    """

    standard: Standard
    on: date
    seq: int
    judged: tuple[Judged, ...]
    totals: Mapping[str, Mapping[State, int]]
    nameless: int = 0

    @property
    def in_force(self) -> bool:
        """Whether the standard was in force on the day; judging by it is allowed all the same, and told."""
        return self.standard.first <= self.on <= self.standard.last

    @property
    def one_short(self) -> tuple[Judged, ...]:
        """Those that lack exactly one item."""
        return tuple(one for one in self.judged if len(one.judgement.short) == 1)


def assess(office: Office, question: Question, progress: Progress | None = None) -> Assessment:
    """Judge as asked, also by a standard that is not in force that day. Raises Problem for an unknown standard, or an
    `as_of` before the archive began.
    """
    standard = standard_for(office, question)
    seq = moment(office, question.as_of)
    judged: list[Judged] = []
    nameless = 0
    with collector_resting(), office_as_of(office, seq, question.households) as then:
        for one in _judge(then, standard, question, progress):
            if one is None:
                nameless += 1
            else:
                judged.append(one)
    totals = tally([one.judgement for one in judged])
    return Assessment(standard, question.on, seq, tuple(judged), totals, nameless)


def standard_for(office: Office, question: Question) -> Standard:
    """The edition of the standard that was in force on the day asked for, else its newest, which is told.

    Raises Problem for an unknown standard, or one that is not for households.
    """
    named = standard_named(office, question.standard)
    standard = standards(office).at(named.key, question.on) or named
    if standard.level != "household":
        raise Problem("assess.other_level", standard=standard.label)
    return standard


def rejudge(
    office: Office,
    standard: Standard,
    household_id: str,
    on: date,
    seq: int,
    by: Standards | None = None,
    year: int = 0,
) -> Judgement | None:
    """The judgement of a household again, by a standard as it was kept, from the archive as it stood after a change.

    `by`: lines, limits and codes as they were kept; else today's. `year`: of the answers, where not the day's.
    """
    question = Question(standard.key, on, households=(household_id,), every=True, year=year)
    with office_as_of(office, seq, (household_id,)) as then:
        found = judged_dossiers(then, standard, question, None, by)
        return next((judgement for _, judgement in found), None)


def moment(office: Office, as_of: date | None) -> int:
    if as_of is None:
        return last_change(office)
    end = datetime.combine(as_of, time.max, tzinfo=office.clock().tzinfo)
    seq = change_before(office, end)
    if not seq:
        raise Problem("assess.before_the_archive", day=as_of)
    return seq


def _judge(
    office: Office, standard: Standard, question: Question, progress: Progress | None
) -> Iterator[Judged | None]:
    """Every household the standard is for; None for one of which nothing says whether it is."""
    judge = _judge_of(standard, question, standards(office))
    for one in _read(office, standard, question, progress, lumped=True):
        if question.every or question.households is not None or concerns(standard, one):
            yield _named(judge.judge(one), one)
        elif not one.spoken.get("standing"):
            yield None


def judged_dossiers(
    office: Office,
    standard: Standard,
    question: Question,
    progress: Progress | None,
    by: Standards | None = None,
) -> Iterator[tuple[Dossier, Judgement]]:
    """Every household asked for, whomever the standard is for, with what it was judged from; `by` as in `rejudge`."""
    judge = _judge_of(standard, question, by or standards(office))
    for one in _read(office, standard, question, progress):
        yield one, judge.judge(one)


def _judge_of(standard: Standard, question: Question, by: Standards) -> Judge:
    return Judge(standard, question.on, by.meanings, by.limits, by.lines)


def _read(
    office: Office, standard: Standard, question: Question, progress: Progress | None, lumped: bool = False
) -> Iterator[Dossier]:
    """The dossiers of the households asked for, with what the standard reads of them; `lumped`: sums of incomes."""
    ids = chosen_households(office, Choice(question.households, question.division_id))
    choice = Choice(households=tuple(ids), closed=True)
    records, fields = _read_for(standard)
    yield from dossiers(office, choice, question.answers_of, progress, records, fields, lumped)


def _read_for(standard: Standard) -> tuple[list[str], frozenset[str]]:
    """The records and fields the items of a standard need."""
    named = {str(item.options["field"]) for item in standard.items if "field" in item.options}
    named |= {f"standing.{item.options['question']}" for item in standard.items if "question" in item.options}
    facts = {item.fact for item in standard.items}
    return [*RECORDS, *(["measure"] if "measures_taken" in facts else [])], FIELDS | named


def concerns(standard: Standard, dossier: Dossier) -> bool:
    """Whether a standard is for this household: the poor and lifted, the monitored not cleared, or everybody."""
    standing = dossier.standing
    if standard.who == "poor":
        known = standing.get("attribute") or standing.get("poverty_status")
        return bool(known) or standing.get("household_kind") in POOR_KINDS
    if standard.who == "monitored":
        return bool(standing.get("monitor_class")) and standing.get("risk_cleared") is not True
    return True


def _named(judgement: Judgement, dossier: Dossier) -> Judged:
    head = dossier.head
    return Judged(
        judgement,
        head.name if head else "",
        dossier.place.village,
        str(dossier.household.get("group_name") or ""),
        str(dossier.household.get("code") or ""),
        dossier.size,
    )
