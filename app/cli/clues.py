"""Commands for clues: add, list, close, reopen, workbooks."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, show_progress, tell
from app.cli.lines import DryRun, Files, Village, bring_in, print_lines, typed
from app.errors import Problem
from app.texts import say

if TYPE_CHECKING:
    from app.operations.clues.lists import ClueRow
    from app.operations.offices import Office
    from app.operations.warnings.lists import FoundWarning

Text = Annotated[str | None, typer.Option()]
OneHousehold = Annotated[str | None, typer.Option("--household", help="id, national code or ID number")]


def register(door: typer.Typer) -> None:
    """Put `clue` with its commands on the door."""
    room = typer.Typer(
        name="clue", help="Clues that a household may fall into poverty.", no_args_is_help=True
    )
    room.command("add")(add)
    room.command("list")(list_them)
    room.command("close")(close)
    room.command("reopen")(reopen)
    room.command("import")(import_them)
    room.command("warnings")(list_warnings)
    room.command("colours")(show_colours)
    room.command("take")(take)
    room.command("dismiss")(dismiss)
    door.add_typer(room)
    door.command("statement")(statement)


def add(
    what: Annotated[str, typer.Option("--what")],
    source: Annotated[str, typer.Option("--source", help="code or word of who said it")],
    household: OneHousehold = None,
    village: Village = None,
    whom: Annotated[str | None, typer.Option("--whom", help="of whom, where the archive has nobody")] = None,
    checker: Annotated[str | None, typer.Option("--checker", help="who checks; its helper")] = None,
    until: Annotated[str | None, typer.Option("--until", help="by when; as the place's line says")] = None,
    on: Annotated[str | None, typer.Option("--on", help="the day it came; today")] = None,
    department: Text = None,
    number: Text = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a clue down: of a household, or of somebody in a village. --json: id, household."""
    from app.operations.clues.deeds import About, usual_checker, usual_term, write_clue
    from app.operations.finding import household_named, village_named

    with opened(data) as office:
        found = household_named(office, household) if household else None
        place = village_named(office, village) if village and not found else None
        given = {
            "found_on": on or office.clock().date().isoformat(),
            "source": source,
            "department": department,
            "number": number,
            "whom": whom,
            "what": what,
            "checker": checker,
            "due_on": until,
        }
        said = dict(typed(office, "clue", given))
        day = said.get("found_on")
        cadre = None
        if found and not said.get("checker"):
            cadre, name = usual_checker(office, found)
            said["checker"] = name or None
        if not said.get("due_on") and isinstance(day, date):
            said["due_on"] = usual_term(office, day)
        about = About(found, division_id=place.id if place else None)
        clue = write_clue(office, about, said, cadre_id=cadre)
    if as_json:
        print_json({"id": clue, "household": found})
    else:
        tell(say("clues.added"))


def list_them(
    village: Village = None,
    household: OneHousehold = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help="open, overdue, taken or closed; all")
    ] = None,
    source: Annotated[str | None, typer.Option("--source", help="code of who said it")] = None,
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Clues: those to be checked by deadline, then the closed.

    --json: a list of id, household, whom, village, group, state, days, rule, case, and the answers of the form.
    """
    from app.operations.clues.lists import STATES, ClueQuery, list_clues
    from app.operations.finding import household_named, village_named

    with opened(data) as office:
        division = village_named(office, village)
        query = ClueQuery(
            year=year,
            division_id=division.id if division else None,
            household_id=household_named(office, household) if household else None,
            states=tuple(one for one in STATES if one in (state or ())),
            source=source,
        )
        found = [_clue(office, one) for one in list_clues(office, query)]
    print_lines(found, ("due_on", "state", "village", "whom", "checker", "what"), as_json)


def _clue(office: "Office", one: "ClueRow") -> dict[str, Any]:
    from app.operations.wording import worded

    return {
        **worded(office, office.forms.help["clue"], one.answers),
        "id": one.id,
        "household": one.household_id or None,
        "whom": one.whom,
        "village": one.village,
        "group": one.group,
        "state": one.state,
        "days": one.days,
        "rule": one.rule or None,
        "case": one.case or None,
    }


def close(
    clues: Annotated[list[str], typer.Argument(help="their ids")],
    result: Annotated[str, typer.Option("--result", help="code or word of what came of them")],
    reason: Annotated[str, typer.Option("--reason", help="needed unless they are taken in")] = "",
    on: Annotated[str | None, typer.Option("--on", help="the day; today")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Close clues with one result. --json: ids, batch."""
    from app.operations.clues.deeds import close_clues

    with opened(data) as office:
        today = office.clock().date()
        said = typed(office, "clue", {"closed_on": on or today.isoformat(), "result": result})
        day = said.get("closed_on")
        batch = close_clues(
            office, clues, day if isinstance(day, date) else today, str(said["result"]), reason
        )
    if as_json:
        print_json({"ids": clues, "batch": batch})
    else:
        tell(say("clues.closed", count=len(clues)))


def reopen(
    clue: Annotated[str, typer.Argument(help="its id")],
    reason: Annotated[str, typer.Option("--reason")],
    until: Annotated[str | None, typer.Option("--until", help="another deadline")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Open a closed clue again, for a reason. --json: id."""
    from app.operations.clues.deeds import reopen_clue

    with opened(data) as office:
        day = typed(office, "clue", {"due_on": until}).get("due_on")
        reopen_clue(office, clue, reason, day if isinstance(day, date) else None)
    if as_json:
        print_json({"id": clue})
    else:
        tell(say("clues.reopened"))


def import_them(files: Files, dry_run: DryRun = False, data: Data = None, as_json: AsJson = False) -> None:
    """Clues out of workbooks: all of a call or nothing, one batch. --json: the report."""
    from app.operations.clues.imports import import_clues

    bring_in(import_clues, files, dry_run, data, as_json)


def list_warnings(
    village: Village = None,
    rule: Annotated[str | None, typer.Option("--rule", help="key of a rule in forms/warnings")] = None,
    handled: Annotated[bool, typer.Option("--all", help="also those that became clues")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What the warning rules find now.

    --json: {warnings: [id, rule, household, head, name, was, value, found_on, due_on, checker, source, …], unjudged:
    how many households each rule could not be judged of}.
    """
    from app.operations.finding import village_named
    from app.operations.warnings.lists import warning_list

    with opened(data) as office:
        division = village_named(office, village)
        found = warning_list(office, show_progress())
        some = [
            one
            for one in (found.all() if handled else found.waiting())
            if (division is None or one.division_id == division.id) and rule in (None, one.warning.rule.key)
        ]
        shown = [_warning(one) for one in some]
        unjudged = dict(found.unjudged())
    if as_json:
        print_json({"warnings": shown, "unjudged": unjudged})
    else:
        print_lines(shown, ("due_on", "village", "head", "label", "was", "value", "checker"), False)


def _warning(one: "FoundWarning") -> dict[str, Any]:
    rule, found = one.warning.rule, one.warning.found
    return {
        "id": one.key,
        "rule": rule.key,
        "label": rule.label,
        "told": rule.words,
        "household": one.household_id,
        "head": one.head,
        "person": found.person_id or None,
        "name": found.name or None,
        "village": one.village,
        "group": one.group or None,
        "year": found.year,
        "was": found.was,
        "value": found.now,
        "where": [place.path for place in found.where],
        "monitored": one.monitored,
        "found_on": one.found_on,
        "due_on": one.due_on,
        "checker": one.checker or None,
        "source": rule.source,
        "confirmed": rule.confirmed,
        "clue": one.clue_id or None,
    }


def _chosen(office: "Office", ids: list[str]) -> "list[FoundWarning]":
    """The warnings of these ids that nobody has taken up. Raises Problem for one that is not there."""
    from app.operations.warnings.lists import warning_list

    waiting = {one.key: one for one in warning_list(office, show_progress()).waiting()}
    for one in ids:
        if one not in waiting:
            raise Problem("warnings.none_such", id=one)
    return [waiting[one] for one in dict.fromkeys(ids)]


def take(
    warnings: Annotated[list[str], typer.Argument(help="their ids")],
    checker: Annotated[str, typer.Option("--checker", help="who checks; each household's helper")] = "",
    until: Annotated[str | None, typer.Option("--until", help="by when; as the rule says")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Hand warnings to somebody to check: each becomes a clue. --json: ids, batch."""
    from app.operations.warnings.deeds import take_up

    with opened(data) as office:
        day = typed(office, "clue", {"due_on": until}).get("due_on")
        due = day if isinstance(day, date) else None
        batch = take_up(office, _chosen(office, warnings), checker=checker, due_on=due)
    if as_json:
        print_json({"ids": warnings, "batch": batch})
    else:
        tell(say("warnings.taken", count=len(warnings)))


def dismiss(
    warnings: Annotated[list[str], typer.Argument(help="their ids")],
    reason: Annotated[str, typer.Option("--reason")],
    result: Annotated[
        str, typer.Option("--result", help="code or word: turned away, or social relief")
    ] = "2",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Close warnings without sending anybody; they do not come again for the same facts. --json: ids, batch."""
    from app.operations.warnings.deeds import turn_away

    with opened(data) as office:
        code = str(typed(office, "clue", {"result": result})["result"])
        batch = turn_away(office, _chosen(office, warnings), code, reason)
    if as_json:
        print_json({"ids": warnings, "batch": batch})
    else:
        tell(say("clues.closed", count=len(warnings)))


def show_colours(
    village: Village = None,
    out: Annotated[Path | None, typer.Option("--out", help="a workbook (.xlsx) or a PDF to write")] = None,
    names: Annotated[bool, typer.Option("--names", help="write the households that are not green")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Villages in three colours. --json: {rule, source, confirmed, villages, households that are not green}."""
    from app.operations.colour_tables import colour_word, households_table, villages_table
    from app.operations.colours import colour_overview
    from app.operations.finding import village_named
    from app.operations.places import township
    from app.operations.plain_tables import write_plain

    with opened(data) as office:
        division = village_named(office, village)
        place = division or township(office)
        found = colour_overview(office, division.id if division else None, show_progress())
        if out is not None:
            table = (households_table if names else villages_table)(found, place.name if place else "")
            tell(say("colours.written", count=write_plain(office, table, out), file=out.name))
    villages = [
        {
            "village": one.name,
            "colour": one.entry.colour,
            "word": colour_word(one.entry.colour),
            "why": one.entry.told,
            **one.counts,
        }
        for one in found.villages
    ]
    if not as_json:
        print_lines(villages, ("village", "word", "red", "yellow", "green", "why"), False)
        return
    homes = [
        {
            "household": one.id,
            "head": one.head,
            "village": one.village,
            "colour": one.entry.colour,
            "why": one.entry.told,
        }
        for one in found.households
        if one.entry.colour != "green"
    ]
    rule = {"rule": found.rule.key, "source": found.rule.source, "confirmed": found.rule.confirmed}
    print_json({**rule, "villages": villages, "households": homes})


def statement(
    year: Year = None,
    village: Village = None,
    out: Annotated[Path | None, typer.Option("--out", help="a workbook (.xlsx) or a PDF to write")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The year's changes: last year's end, what came, what went, now. --json: {year, place, to, statements}."""
    from app.operations.finding import village_named
    from app.operations.plain_tables import write_plain
    from app.operations.statements import statement_table, yearly_statement

    with opened(data) as office:
        division = village_named(office, village)
        found = yearly_statement(office, year or office.clock().year, division.id if division else None)
        table = statement_table(found)
        if out is not None:
            write_plain(office, table, out)
            tell(say("statements.written", file=out.name))
    if as_json:
        print_json(found)
        return
    for row in table.rows:
        print("\t".join(map(str, row)))
