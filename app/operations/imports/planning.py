"""From a matched call to a plan: households first, then their years, then whoever belongs to them."""

from dataclasses import dataclass, field

from app.errors import Issue
from app.operations.imports.comparing import Comparison, carried
from app.operations.imports.kept import Columns, KeptIdentities, KeptRows, Lines
from app.operations.imports.matching import Match
from app.operations.imports.plans import Plan, Said
from app.operations.subjects import CARRIED_OFF
from app.progress import Progress
from app.rules.forms import Block, Forms, Record
from app.rules.imports.calls import ByYear, Call, HouseholdSaid, collapse
from app.rules.imports.incomes import BlockChange, reconcile
from app.rules.imports.paths import BLOCK, PART
from app.texts import say

YEARLY = ("standing", "conditions")
STEP = 500
"""Households or persons between two looks at whether the person wants to stop."""


@dataclass(slots=True)
class Planning:
    """What every step of the planning reads, and the plan it writes into. `home`: the office's own division."""

    forms: Forms
    columns: Columns
    call: Call
    match: Match
    who: KeptIdentities
    rows: KeptRows
    home: str
    progress: Progress
    plan: Plan = field(default_factory=Plan)
    noted: set[tuple[str, str]] = field(default_factory=set)
    compare: Comparison = field(init=False)

    codes: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.compare = Comparison(self.forms)
        self.codes = {
            self.match.households[key]: one.code
            for key, one in self.call.households.items()
            if one.code and key in self.match.households
        }

    def household_name(self, household_id: str) -> str:
        """What to call a household: its head's name and its code."""
        head = self.who.head_of(household_id)
        name = self.plan.names.get(household_id) or (self.who.name_of(head.person_id) if head else "")
        code = self.who.code_of.get(household_id) or self.codes.get(household_id) or ""
        return (
            say("import.household_called", name=name, code=code)
            if code and code != name
            else name or household_id
        )


def plan_households(planning: Planning) -> None:
    """Every household of the call: itself, its years, its income, its answers to county forms."""
    for done, (key, household) in enumerate(planning.call.households.items()):
        if done % STEP == 0:
            planning.progress.step(done, len(planning.call.households), "import.comparing")
        household_id = planning.match.households.get(key)
        if household_id is None or key in planning.call.refused_households:
            continue
        plan, new = planning.plan, household_id in planning.match.new
        plan.tell("households", household_id, "created" if new else "unchanged")
        before = plan.size
        _plan_household(planning, household, household_id, new)
        for record in YEARLY:
            plan_years(planning, record, household.facts.get(record, {}), household_id)
        _plan_income(planning, household, household_id)
        _plan_lines(planning, household, household_id)
        for form in planning.forms.county_records():
            if form.scope in ("household", "household_year"):
                plan_answers(planning, form, household.facts.get(form.key, {}), household_id, household_id)
        if plan.size > before:
            plan.tell("households", household_id, "updated")


def _plan_household(planning: Planning, household: HouseholdSaid, household_id: str, new: bool) -> None:
    said = dict(household.latest("household"))
    division = household.latest("place").get("id")
    if household.code:
        said.setdefault("code", household.code)
    if division:
        said["division_id"] = division
    if new:
        if not division:
            said["division_id"] = planning.home
            _doubt(household, "import.village_missing", "division_id")
        planning.plan.make("household", {"id": household_id, **said}, household_id)
        return
    kept = planning.rows.single["household"][household_id]
    older = max(household.years, default=0) < planning.rows.newest(household_id)
    fresh = planning.compare.fresh("household", kept, said, only_blanks=older)
    planning.plan.change("household", household_id, kept, fresh, household_id, household_id)


def plan_years(planning: Planning, record: str, years: ByYear, owner: str, about: str = "") -> None:
    """A yearly record year by year, oldest first, so that a new year can carry on what the sheet does not ask."""
    kept_years = planning.rows.yearly[record]
    owner_column = "person_id" if record == "member_year" else "household_id"
    for year in sorted(years):
        said = years[year]
        if not said:
            continue
        kept = kept_years.get((owner, year))
        if kept is not None:
            row_id, known = kept
            fresh = planning.compare.fresh(record, known, said)
            planning.plan.change(record, row_id, known, fresh, owner, about or owner, year)
            known.update(fresh)
            continue
        row: Said = {owner_column: owner, "year": year, **said}
        earlier = [
            one for one in planning.rows.years.get(owner, ()) if one < year and (owner, one) in kept_years
        ]
        if earlier:
            asked = planning.call.asked.get((record, year), set())
            more = carried(
                planning.forms.records[record], kept_years[owner, max(earlier)][1], asked, CARRIED_OFF
            )
            row |= {key: value for key, value in more.items() if key not in said}
            row["confirmed"] = 0
        kept_years[owner, year] = (planning.plan.make(record, row, about or owner), row)
        planning.rows.years[owner].add(year)


def _plan_income(planning: Planning, household: HouseholdSaid, household_id: str) -> None:
    totals, parts = household.facts.get(BLOCK, {}), household.facts.get(PART, {})
    for year in sorted({*totals, *parts}):
        kept = planning.rows.lines["income"].get((household_id, year), Lines())
        items = kept.items()
        for block in planning.forms.blocks:
            prefix = f"{block.key}."
            change = reconcile(
                block,
                _fen(totals.get(year, {}).get(block.key)),
                {
                    kind: _fen(said) or 0
                    for kind, said in parts.get(year, {}).items()
                    if kind.startswith(prefix)
                },
                [item for item in items if item.kind.startswith(prefix)],
            )
            _write_block(planning, change, kept, household_id, year)
            _doubt_block(planning, household, block, change, year)


def _write_block(planning: Planning, change: BlockChange, kept: Lines, household_id: str, year: int) -> None:
    plan = planning.plan
    for kind, amount in change.made:
        row: Said = {"household_id": household_id, "year": year, "kind": kind, "amount": amount}
        plan.make("income", row, household_id)
    for item_id, amount in change.changed.items():
        known = kept.ids[item_id]
        plan.names[item_id] = planning.forms.income_kinds[str(known["kind"])].name
        plan.change("income", item_id, known, {"amount": amount}, household_id, household_id, year)
    for item_id in change.removed:
        plan.remove("income", item_id, household_id)


def _doubt_block(
    planning: Planning, household: HouseholdSaid, block: Block, change: BlockChange, year: int
) -> None:
    if change.difference:
        shown = planning.compare.shown("income.amount", change.difference)
        _doubt(household, "import.parts_differ", block.key, block=block.name, year=year, amount=shown)
    for kind in change.unplaced:
        name = planning.forms.income_kinds[kind].name
        _doubt(household, "import.several_lines", kind, kind=name, year=year)


def _fen(said: object) -> int | None:
    return said if isinstance(said, int) else None


def _plan_lines(planning: Planning, household: HouseholdSaid, household_id: str) -> None:
    """Lines of income and documents: found by their own id, else by saying exactly the same; else new."""
    used: set[str] = set()
    for line in household.lines:
        record = line.record
        year = line.year if record == "income" else 0
        kept = planning.rows.lines[record][household_id, year]
        said: Said = dict(line.said)
        if record == "income":
            said["person_id"] = planning.match.persons.get(line.person) if line.person else None
        if line.id in kept.ids:
            known = kept.ids[line.id]
            fresh = planning.compare.fresh(record, known, said)
            planning.plan.change(record, line.id, known, fresh, household_id, household_id, year or None)
            used.add(line.id)
            continue
        twin = next((one for one, known in kept.ids.items() if one not in used and _equal(known, said)), None)
        if twin is not None:
            used.add(twin)
            continue
        yearly = {"year": year} if record == "income" else {}
        row = {"household_id": household_id, **yearly, **said}
        used.add(planning.plan.make(record, row, household_id))


def _equal(known: Said, said: Said) -> bool:
    """Whether a kept line says the same, blanks included."""
    return known == {key: value for key, value in said.items() if value is not None}


def plan_answers(planning: Planning, form: Record, years: ByYear, subject: str, about: str) -> None:
    """Answers to a county's form: one row for each field; of a form without years the newest word counts."""
    yearly = form.scope in ("household_year", "person_year")
    for year, said in years.items() if yearly else [(None, collapse(years))]:
        kept = planning.rows.answers.get((form.key, subject, year), {})
        known: Said = {key: value for key, (_, value) in kept.items()}
        texts: Said = {key: None if value is None else str(value) for key, value in said.items()}
        for key, value in planning.compare.fresh(form.key, known, texts).items():
            if key in kept:
                row_id = kept[key][0]
                planning.plan.names[row_id] = f"{form.key}.{key}"
                planning.plan.change(
                    "answer", row_id, {"value": known[key]}, {"value": value}, subject, about, year
                )
            else:
                row = {"form": form.key, "subject_id": subject, "year": year, "field": key, "value": value}
                planning.plan.make("answer", dict(row), about)


def _doubt(household: HouseholdSaid, code: str, key: str, **values: object) -> None:
    sheet, row = household.spot
    sheet.find(row, Issue(code, key, "doubt", values), "")
