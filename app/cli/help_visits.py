"""Commands for visits: write one down, the list, who is due, leaders' rounds, workbooks."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, tell
from app.cli.lines import DryRun, Files, Household, Village, bring_in, print_lines, typed
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.operations.visit_lists import VisitRow

Text = Annotated[str | None, typer.Option()]


def register(door: typer.Typer) -> None:
    """Put `visit` with its commands on the door."""
    room = typer.Typer(name="visit", help="Visits to households.", no_args_is_help=True)
    room.command("add")(add)
    room.command("list")(list_them)
    room.command("due")(due)
    room.command("coverage")(coverage)
    room.command("import")(import_them)
    room.command("delete")(delete)
    door.add_typer(room)


def add(
    household: Household,
    on: Annotated[str, typer.Option("--on", help="the day")],
    by: Annotated[
        list[str] | None, typer.Option("--by", help="who went: name, telephone; may be given again")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", help="code or word of its kind")] = "1",
    mode: Annotated[str, typer.Option("--mode", help="code or word of the way")] = "1",
    met: Text = None,
    seen: Text = None,
    needs: Text = None,
    problem: Text = None,
    handled: Text = None,
    signed: Annotated[bool | None, typer.Option("--signed/--unsigned")] = None,
    photo: Annotated[list[Path] | None, typer.Option("--photo", help="may be given again")] = None,
    signature: Annotated[Path | None, typer.Option("--signature")] = None,
    place: Annotated[
        bool | None, typer.Option("--keep-place/--no-place", help="where photos were taken")
    ] = None,
    owner: Annotated[str | None, typer.Option("--owner", help="who mends the problem")] = None,
    until: Annotated[str | None, typer.Option("--until", help="by when")] = None,
    reason: Annotated[str, typer.Option("--reason", help="why, where the pairing has ended")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a visit down; with --owner or --until its problem becomes a finding. --json: id, household, doubts."""
    from app.operations.answering import issue_words
    from app.operations.cadre_names import cadre_named
    from app.operations.finding import household_named
    from app.operations.findings import NewFinding
    from app.operations.visits import add_visit, check_visit

    given = {
        "visited_on": on, "kind": kind, "mode": mode, "met": met, "seen": seen, "needs": needs, "problem": problem,
        "handled": handled, "signed": signed,
    }  # fmt: skip
    with opened(data) as office:
        found = household_named(office, household)
        answers = typed(office, "visit", given)
        new = None
        if owner or until:
            new = NewFinding(typed(office, "finding", {"owner": owner, "due_on": until}))
        cadres = [cadre_named(office, one) for one in by or ()]
        doubts = [
            issue_words(one) for one in check_visit(office, found, answers, cadres) if one.level == "doubt"
        ]
        visit = add_visit(
            office, found, answers, cadres, photo or (), signature, new, keep_place=place, reason=reason
        )
    if as_json:
        print_json({"id": visit, "household": found, "doubts": doubts})
        return
    for line in (*doubts, say("help_visits.added")):
        tell(line)


def list_them(
    household: Annotated[
        str | None, typer.Option("--household", help="id, national code or ID number")
    ] = None,
    village: Village = None,
    year: Year = None,
    by: Annotated[str | None, typer.Option("--by", help="who went")] = None,
    problems: Annotated[bool, typer.Option("--problems", help="only those that found one")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000)] = 1000,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Visits, the newest first.

    --json: a list of id, household, head, village, group, visited_on, kind, mode, visitors, seen, problem, photos,
    findings, open_findings; of one household also its other answers.
    """
    from app.operations.cadre_names import cadre_named
    from app.operations.finding import household_named, village_named
    from app.operations.visit_finding import VisitQuery
    from app.operations.visit_lists import visits_page

    with opened(data) as office:
        division = village_named(office, village)
        query = VisitQuery(
            year=year,
            division_id=division.id if division else None,
            household_id=household_named(office, household) if household else None,
            cadre_id=cadre_named(office, by) if by else None,
            with_problem=problems,
        )
        found = [_visit(office, one) for one in visits_page(office, query, 0, limit)]
    print_lines(found, ("visited_on", "village", "head", "kind", "visitors", "seen", "problem"), as_json)


def _visit(office: "Office", one: "VisitRow") -> dict[str, Any]:
    codes = office.forms.codes
    shown = asdict(one)
    shown["household"] = shown.pop("household_id")
    shown["kind"] = codes["visit_kind"].name(one.kind) or None
    shown["mode"] = codes["visit_mode"].name(one.mode) or None
    shown["visitors"] = one.visitors.split("\u3001") if one.visitors else []
    return shown


def due(
    village: Village = None,
    ahead: Annotated[
        int, typer.Option("--ahead", min=0, max=366, help="also those due within so many days")
    ] = 0,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Households that should have been visited by now, never visited ones first.

    --json: a list of household, head, village, group, last_on, due_on, days_over, helper, rule, person.
    """
    from app.operations.finding import village_named
    from app.operations.visit_dues import visits_due

    with opened(data) as office:
        division = village_named(office, village)
        lines = visits_due(office, division.id if division else None, ahead=ahead)
    found = []
    for one in lines:
        shown = asdict(one)
        shown["household"] = shown.pop("household_id")
        found.append(shown)
    print_lines(found, ("village", "head", "rule", "last_on", "due_on", "days_over", "helper"), as_json)


def coverage(year: Year = None, village: Village = None, data: Data = None, as_json: AsJson = False) -> None:
    """How far each leader has come round his villages.

    --json: a list of cadre, name, unit, team, villages, households, visited, percent.
    """
    from app.operations.finding import village_named
    from app.operations.leaders import leader_coverage

    with opened(data) as office:
        division = village_named(office, village)
        teams = office.forms.codes["team"]
        lines = leader_coverage(office, year or office.clock().year, division.id if division else None)
        found = [
            {
                "cadre": one.cadre_id,
                "name": one.name,
                "unit": one.unit,
                "team": teams.name(one.team),
                "villages": one.villages,
                "households": one.households,
                "visited": one.visited,
                "percent": one.percent,
            }
            for one in lines
        ]
    print_lines(found, ("name", "team", "households", "visited", "percent"), as_json)


def delete(
    visit: Annotated[str, typer.Argument(help="its id")],
    reason: Annotated[str, typer.Option("--reason")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a visit away, with its photos; the reason stays in the history. --json: id."""
    from app.operations.visits import delete_visit

    with opened(data) as office:
        delete_visit(office, visit, reason)
    if as_json:
        print_json({"id": visit})
    else:
        tell(say("help_visits.deleted"))


def import_them(files: Files, dry_run: DryRun = False, data: Data = None, as_json: AsJson = False) -> None:
    """Visits out of workbooks: all of a call or nothing, one batch. --json: the report."""
    from app.operations.visit_imports import import_visits

    bring_in(import_visits, files, dry_run, data, as_json)
