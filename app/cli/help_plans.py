"""Commands for help plans: the list, one plan, suggestions, its steps, workbooks, the catalogue."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Out, Year, opened, print_json, tell
from app.cli.help_plan_deeds import agree, back, close, delete, draft, give, review, start
from app.cli.lines import DryRun, Files, Household, Village, print_lines
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.operations.plans import MeasureLine, PlanView
    from app.rules.catalogues import Item

PLANS = typer.Typer(name="plan", help="Help plans of households.", no_args_is_help=True)
"""The room of the commands; other rooms may put theirs in it."""


def register(door: typer.Typer) -> None:
    """Put `plan` with its commands on the door."""
    for name, command in (
        ("list", list_them), ("show", show), ("suggest", suggest), ("draft", draft), ("give", give), ("agree", agree),
        ("review", review), ("start", start), ("close", close), ("back", back), ("delete", delete),
        ("import", import_them), ("export", export), ("catalogue", catalogue),
    ):  # fmt: skip
        PLANS.command(name)(command)
    door.add_typer(PLANS)


def list_them(
    village: Village = None,
    year: Year = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help="code or word; may be given again")
    ] = None,
    gap: Annotated[
        list[str] | None,
        typer.Option("--gap", help="plan, cause, measure, helper, overdue, unfinished, unconfirmed"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000)] = 1000,
    offset: Annotated[int, typer.Option("--offset", min=0)] = 0,
    out: Annotated[Path | None, typer.Option("--out", help="also write the list: .xlsx or .pdf")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Plans of a year, village by village; --gap plan: households that must be helped and have none.

    --json: year, count, villages (village, plans, without, states), plans (plan, household, village, group, head, code,
    state, causes, kinds, measures, done, overdue, amount, effect, helper, goal_month, signed_on, result).
    """
    from app.operations.finding import village_named
    from app.operations.plan_tables import write_plan_list
    from app.operations.plans import PlanQuery, list_plans, village_states

    with opened(data) as office:
        division = village_named(office, village)
        place = division.id if division else None
        chosen = year or office.clock().year
        states = tuple(_code(office, "plan_state", one) for one in state or ())
        query = PlanQuery(chosen, place, states=states, gaps=tuple(gap or ()))  # type: ignore[arg-type]
        found = list_plans(office, query)
        rows = [_listed(office, one) for one in found.page(offset, limit)]
        villages = [
            {"village": one.village, "plans": one.plans, "without": one.without, "states": one.states}
            for one in village_states(office, chosen, place)
        ]
        if out:
            write_plan_list(found, out, say("plans.list_title", year=chosen))
    if as_json:
        print_json({"year": chosen, "count": found.count, "villages": villages, "plans": rows})
    else:
        print_lines(rows, ("village", "head", "state", "causes", "kinds", "helper"), False)


def _listed(office: "Office", row: Any) -> dict[str, Any]:
    from app.operations.plan_tables import plan_words

    said: dict[str, Any] = {"plan": row.plan_id or None, "household": row.household_id}
    return said | plan_words(office, row) | {"overdue": row.overdue}


def _code(office: "Office", codes: str, word: str) -> str:
    """The code of a word of a list. Raises Problem for a word it does not have."""
    from app.errors import Problem

    known = office.forms.codes[codes].values
    found = next((one.code for one in known if word in (one.code, one.name, *one.also)), None)
    if found is None:
        raise Problem("plans.no_such_state", text=word)
    return found


def show(household: Household, year: Year = None, data: Data = None, as_json: AsJson = False) -> None:
    """One household's plan. --json: null, or id, household, year, state, next, answers, measures, lacks."""
    from app.operations.finding import household_named
    from app.operations.plans import plan_of

    with opened(data) as office:
        chosen = year or office.clock().year
        found = plan_of(office, household_named(office, household), chosen)
        document = _plan(office, found) if found else None
    if as_json:
        print_json(document)
    elif document is None:
        tell(say("plans.none_drafted", year=chosen))
    else:
        print_lines(document["measures"], ("kind", "name", "amount", "state"), False)
        for lack in document["lacks"]:
            tell(lack["sentence"])


def _plan(office: "Office", view: "PlanView") -> dict[str, Any]:
    return {
        "id": view.id,
        "household": view.household_id,
        "year": view.year,
        "state": view.state,
        "next": view.next_state,
        "answers": _words(office, "plan", view.answers),
        "measures": [_measure(office, one) for one in view.measures],
        "lacks": [
            {"field": one.field, "level": one.level, "sentence": say(one.code, **one.values)}
            for one in view.issues
        ],
    }


def _measure(office: "Office", line: "MeasureLine") -> dict[str, Any]:
    return {"id": line.id, **_words(office, "measure", line.answers), "persons": list(line.person_ids)}


def _words(office: "Office", record: str, answers: Any) -> dict[str, Any]:
    """Answers as scripts read them: codes by their words, the rest as it is."""
    said: dict[str, Any] = {}
    for one in office.forms.help[record].fields:
        value, codes = answers.get(one.key), office.forms.code_list(one)
        if isinstance(value, tuple):
            said[one.key] = [codes.name(code) if codes else code for code in value]
        else:
            said[one.key] = codes.name(value) if codes and value else value
    return said


def suggest(
    household: Household,
    year: Year = None,
    take: Annotated[
        list[str] | None,
        typer.Option("--take", help="an item's number to put into the plan; may be given again"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="why, where the plan is signed already")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What the facts of a household speak for, each with the reason; nothing is written without --take.

    --json: a list of item, kind, project, name, reason, rules, persons, taken; with --take: item, measure of each.
    """
    from app.operations.finding import household_named
    from app.operations.plans import suggestions, take_suggestion

    with opened(data) as office:
        chosen, one = year or office.clock().year, household_named(office, household)
        if take:
            found: list[dict[str, Any]] = [
                {"item": item, "measure": take_suggestion(office, one, chosen, item, reason=reason)}
                for item in take
            ]
        else:
            kinds = office.forms.codes["measure_kind"]
            found = [
                {
                    "item": said.item.code,
                    "kind": kinds.name(said.item.kind),
                    "project": said.item.project,
                    "name": said.item.name,
                    "reason": said.reason,
                    "rules": list(said.rules),
                    "persons": list(said.person_ids),
                    "taken": said.taken,
                }
                for said in suggestions(office, one, chosen)
            ]
    print_lines(found, ("item", "measure") if take else ("item", "kind", "name", "reason"), as_json)


def import_them(
    files: Files,
    record: Annotated[str, typer.Option("--record", help="measure, or plan")] = "measure",
    year: Year = None,
    dry_run: DryRun = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Plans or measures out of workbooks: all of a call or nothing, one batch. --json: the report."""
    from app.cli.lines import bring_in
    from app.errors import Problem
    from app.operations.plan_tables import import_plans

    if record not in ("plan", "measure"):
        raise Problem("plans.no_such_record", text=record)

    def bring(office: "Office", paths: list[Path], **more: Any) -> Any:
        return import_plans(office, paths, record, year=year, **more)

    bring_in(bring, files, dry_run, data, as_json)


def export(
    out: Out, village: Village = None, year: Year = None, data: Data = None, as_json: AsJson = False
) -> None:
    """A workbook of plans and measures that `plan import` reads back. --json: file, rows by sheet."""
    from app.operations.exports import export_workbook

    with opened(data) as office:
        made = export_workbook(office, ["plan", "measure"], out, village=village, year=year)
    if as_json:
        print_json({"file": made.path, "rows": made.rows})
    else:
        tell(say("export.made", file=made.path, rows=sum(made.rows.values())))


def catalogue(
    year: Year = None,
    bring: Annotated[
        Path | None, typer.Option("--import", help="a workbook of the county's own items")
    ] = None,
    out: Annotated[Path | None, typer.Option("--export", help="write the catalogue to this workbook")] = None,
    dry_run: DryRun = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The catalogue of measures; with --year what holds in it.

    --json: a list of code, kind, project, name, causes, risks, amount, unit, department, valid_from, valid_to, basis,
    own; with --import: rows, created, updated, unchanged, refusals, batch; with --export: file, rows.
    """
    from app.operations.catalogue_tables import export_catalogue, import_catalogue
    from app.operations.catalogues import catalogue as known

    with opened(data) as office:
        if bring:
            report = import_catalogue(office, bring, dry_run=dry_run)
            _tell_report(report, as_json)
        elif out:
            rows = export_catalogue(office, out, year=year)
            if as_json:
                print_json({"file": out, "rows": rows})
            else:
                tell(say("export.made", file=out, rows=rows))
        else:
            found = [_item(office, one) for one in known(office).in_force(year)]
            print_lines(found, ("code", "kind", "project", "name", "unit"), as_json)


def _tell_report(report: Any, as_json: bool) -> None:
    if as_json:
        print_json(report)
    else:
        for one in report.refusals:
            tell(say("catalogue.refusal", row=one.row, column=one.column, sheet=one.sheet, why=one.sentence))
        tell(
            say(
                "catalogue.report", created=report.created, updated=report.updated, unchanged=report.unchanged
            )
        )
    if report.refusals:
        raise typer.Exit(1)


def _item(office: "Office", item: "Item") -> dict[str, Any]:
    from app.rules.catalogues import answers_of

    return _words(office, "catalogue_item", answers_of(item)) | {"own": item.own}
