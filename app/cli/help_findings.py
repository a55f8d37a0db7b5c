"""Commands for problems found: open, list, close, reopen, workbooks."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, tell
from app.cli.lines import DryRun, Files, Household, Village, bring_in, print_lines, typed
from app.texts import say

if TYPE_CHECKING:
    from app.operations.finding_lists import FindingRow
    from app.operations.offices import Office

Text = Annotated[str | None, typer.Option()]


def register(door: typer.Typer) -> None:
    """Put `finding` with its commands on the door."""
    room = typer.Typer(name="finding", help="Problems found, until they are closed.", no_args_is_help=True)
    room.command("open")(open_one)
    room.command("list")(list_them)
    room.command("close")(close)
    room.command("reopen")(reopen)
    room.command("import")(import_them)
    door.add_typer(room)


def open_one(
    household: Household,
    what: Annotated[str, typer.Option("--what")],
    owner: Annotated[str, typer.Option("--owner")],
    until: Annotated[str, typer.Option("--until", help="by when")],
    on: Annotated[str | None, typer.Option("--on", help="the day it was found; today")] = None,
    source: Annotated[str, typer.Option("--source", help="code or word of where it comes from")] = "4",
    remedy: Text = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a problem down with its owner and deadline. --json: id, household."""
    from app.operations.finding import household_named
    from app.operations.findings import open_finding

    with opened(data) as office:
        found = household_named(office, household)
        day = on or office.clock().date().isoformat()
        given = {
            "found_on": day,
            "source": source,
            "what": what,
            "remedy": remedy,
            "owner": owner,
            "due_on": until,
        }
        finding = open_finding(office, found, typed(office, "finding", given))
    if as_json:
        print_json({"id": finding, "household": found})
    else:
        tell(say("help_findings.opened"))


def list_them(
    village: Village = None,
    household: Annotated[
        str | None, typer.Option("--household", help="id, national code or ID number")
    ] = None,
    state: Annotated[list[str] | None, typer.Option("--state", help="open, overdue or closed; all")] = None,
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Problems: open ones by deadline, then the closed.

    --json: a list of id, household, head, village, group, state, days, and the answers of the form.
    """
    from app.operations.finding import household_named, village_named
    from app.operations.finding_lists import STATES, FindingQuery
    from app.operations.findings import list_findings

    with opened(data) as office:
        division = village_named(office, village)
        query = FindingQuery(
            year=year,
            division_id=division.id if division else None,
            household_id=household_named(office, household) if household else None,
            states=tuple(one for one in STATES if one in (state or ())),
        )
        found = [_finding(office, one) for one in list_findings(office, query)]
    print_lines(found, ("due_on", "state", "village", "head", "owner", "what"), as_json)


def _finding(office: "Office", one: "FindingRow") -> dict[str, Any]:
    from app.operations.wording import worded

    return {
        "id": one.id,
        "household": one.household_id,
        "visit": one.visit_id or None,
        "head": one.head,
        "village": one.village,
        "group": one.group,
        "state": one.state,
        "days": one.days,
        **worded(office, office.forms.help["finding"], one.answers),
    }


def close(
    finding: Annotated[str, typer.Argument(help="its id")],
    as_: Annotated[str, typer.Option("--as", help="code or word of how it ended")],
    outcome: Annotated[str, typer.Option("--outcome")],
    on: Annotated[str | None, typer.Option("--on", help="the day; today")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Close a problem. --json: id."""
    from app.operations.findings import close_finding

    with opened(data) as office:
        today = office.clock().date()
        said = typed(office, "finding", {"closed_on": on or today.isoformat(), "closed_as": as_})
        day = said.get("closed_on")
        close_finding(
            office,
            finding,
            day if isinstance(day, date) else today,
            str(said.get("closed_as") or ""),
            outcome,
        )
    if as_json:
        print_json({"id": finding})
    else:
        tell(say("help_findings.closed_one"))


def reopen(
    finding: Annotated[str, typer.Argument(help="its id")],
    reason: Annotated[str, typer.Option("--reason")],
    until: Annotated[str | None, typer.Option("--until", help="another deadline")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Open a closed problem again, for a reason. --json: id."""
    from app.operations.findings import reopen_finding

    with opened(data) as office:
        day = typed(office, "finding", {"due_on": until}).get("due_on")
        reopen_finding(office, finding, reason, day if isinstance(day, date) else None)
    if as_json:
        print_json({"id": finding})
    else:
        tell(say("help_findings.reopened"))


def import_them(files: Files, dry_run: DryRun = False, data: Data = None, as_json: AsJson = False) -> None:
    """Findings out of workbooks: all of a call or nothing, one batch. --json: the report."""
    from app.operations.visit_imports import import_findings

    bring_in(import_findings, files, dry_run, data, as_json)
