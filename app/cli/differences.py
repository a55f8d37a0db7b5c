"""The command `difference`: the doubts of comparisons, listed, applied, or kept as the archive is."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, show_progress, tell
from app.cli.lines import Village, print_lines
from app.texts import say

if TYPE_CHECKING:
    from app.operations.crosschecks.listing import DifferenceLine
    from app.operations.offices import Office


def register(door: typer.Typer) -> None:
    """Put `difference` with its commands on the door."""
    room = typer.Typer(name="difference", help="Doubts of comparisons, until settled.", no_args_is_help=True)
    room.command("runs")(runs)
    room.command("list")(list_them)
    room.command("apply")(apply)
    room.command("keep")(keep)
    door.add_typer(room)


def runs(data: Data = None, as_json: AsJson = False) -> None:
    """The comparisons that were kept, the newest first."""
    from app.operations.crosschecks.runs import crosschecks

    with opened(data) as office:
        found = [
            {"id": one.id, "profile": one.profile, "label": one.label, "made_on": one.made_on.isoformat(),
             "files": one.files, "sha256": one.hash, "year": one.year, "differences": one.differences,
             "waiting": one.waiting, "counts": dict(one.counts)}
            for one in crosschecks(office)
        ]  # fmt: skip
    print_lines(found, ("made_on", "label", "files", "differences", "waiting", "id"), as_json)


def list_them(
    run: Annotated[
        str | None, typer.Option("--run", help="a comparison: its id, or its profile's newest")
    ] = None,
    village: Village = None,
    state: Annotated[
        list[str] | None, typer.Option("--state", help="open, overdue, applied, kept or closed; all")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="the list as .xlsx or .pdf")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Doubts of comparisons with owner, deadline, result. --json: a list, with the ids that apply and keep take."""
    from app.operations.crosschecks.listing import STATES, DifferenceQuery, list_differences
    from app.operations.crosschecks.runs import crosscheck_named
    from app.operations.crosschecks.tables import write_doubt_list
    from app.operations.finding import village_named

    with opened(data) as office:
        division = village_named(office, village)
        query = DifferenceQuery(
            crosscheck_id=crosscheck_named(office, run).id if run else None,
            division_id=division.id if division else None,
            states=tuple(one for one in STATES if one in (state or ())),
        )
        lines = list_differences(office, query)
        if out:
            write_doubt_list(office, lines, out)
        found = [_line(one) for one in lines]
    print_lines(
        found, ("village", "head", "name", "text", "archive", "list", "owner", "due_on", "state"), as_json
    )


def _line(one: "DifferenceLine") -> dict[str, Any]:
    from app.operations.crosschecks.settling import conflict_words

    return {
        "id": one.id,
        "run": one.crosscheck_id,
        "label": one.list,
        "household": one.household_id,
        "village": one.village,
        "head": one.head,
        "name": one.who,
        "how": one.how,
        "text": one.text,
        "field": one.path or None,
        "was": one.was or None,
        "archive": one.now or None,
        "list": one.value or None,
        "state": one.state,
        "owner": one.owner,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "outcome": one.outcome or None,
        "finding": one.finding_id or None,
        "why_not": conflict_words(one) or None,
    }


def apply(
    ids: Annotated[list[str] | None, typer.Argument(help="ids of differences")] = None,
    run: Annotated[str | None, typer.Option("--run", help="all that wait of a comparison")] = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="also where the archive changed since; of ids only")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write what the list says into the archive, as one batch. --json: batch, applied, already, left."""
    from app.operations.crosschecks.settling import apply_differences

    with opened(data) as office:
        chosen = list(ids or ()) + (_of_run(office, run) if run else [])
        done = apply_differences(office, chosen, set(ids or ()) if anyway else (), show_progress())
    left = [_line(one) for one in done.left]
    if as_json:
        told = {"batch": done.batch or None, "applied": done.applied, "already": done.already, "left": left}
        print_json(told)
        return
    counts = {"applied": done.applied, "already": done.already, "left": len(left), "batch": done.batch}
    tell(say("crosscheck_cli.applied", **counts))
    for one in left:
        tell(f"{one['head']}\t{one['name']}\t{one['why_not']}")


def _of_run(office: "Office", run: str) -> list[str]:
    from app.operations.crosschecks.listing import DifferenceQuery, list_differences
    from app.operations.crosschecks.runs import crosscheck_named

    query = DifferenceQuery(crosscheck_id=crosscheck_named(office, run).id, states=("open", "overdue"))
    return [one.id for one in list_differences(office, query)]


def keep(
    ids: Annotated[list[str], typer.Argument(help="ids of differences")],
    reason: Annotated[str, typer.Option("--reason", help="why the archive stands")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Leave the archive as it is for these, and keep why. --json: batch."""
    from app.operations.crosschecks.settling import keep_as_archived

    with opened(data) as office:
        batch = keep_as_archived(office, ids, reason)
    if as_json:
        print_json({"batch": batch})
    else:
        tell(say("crosscheck_cli.left_alone", batch=batch))
