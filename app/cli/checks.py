"""Commands for yearly checks: open, follow, enter a household's sheet, apply or refuse what differs, lock."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, show_progress, tell
from app.cli.sheets import enter, sheet, typed
from app.texts import say

if TYPE_CHECKING:
    from app.operations.campaigns import CampaignLine
    from app.operations.marks import MarkLine
    from app.operations.offices import Office

Check = Annotated[str, typer.Argument(help="the check: its id, or its name")]
Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
Village = Annotated[str | None, typer.Option("--village", help="twelve digits or a village's name")]
Reason = Annotated[str, typer.Option("--reason")]


def register(door: typer.Typer) -> None:
    """Put `campaign` with its commands on the door."""
    room = typer.Typer(name="campaign", help="Yearly checks of households.", no_args_is_help=True)
    for name, command in (
        ("open", open_check), ("list", list_checks), ("change", change), ("progress", progress), ("sheet", sheet),
        ("enter", enter), ("marks", marks), ("apply", apply), ("refuse", refuse), ("close", close),
    ):  # fmt: skip
        room.command(name)(command)
    door.add_typer(room)


def open_check(
    name: Annotated[str, typer.Argument()],
    first: Annotated[str, typer.Option("--from", help="first day")],
    last: Annotated[str, typer.Option("--to", help="last day")],
    kind: Annotated[str, typer.Option("--kind", help="code or word of its kind")] = "1",
    village: Annotated[list[str] | None, typer.Option("--village", help="may be given again")] = None,
    year: Year = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Open a check with a task for each household of the villages (none: the township). --json: id, batch, tasks."""
    from app.operations.campaigns import open_campaign
    from app.operations.finding import village_named

    with opened(data) as office:
        given = {"name": name, "kind": kind, "from_on": first, "to_on": last, "note": note}
        divisions = [found.id for one in village or () if (found := village_named(office, one))]
        opened_one = open_campaign(
            office, typed(office, "campaign", given), divisions, year or office.clock().year
        )
    if as_json:
        print_json(opened_one)
    else:
        tell(say("help_checks.opened", name=name, count=f"{opened_one.tasks:,}"))


def list_checks(year: Year = None, data: Data = None, as_json: AsJson = False) -> None:
    """The checks, newest first. --json: a list of id, name, year, state, answers, tasks, done, waiting marks."""
    from app.operations.campaigns import campaigns

    with opened(data) as office:
        found = [_check(office, one) for one in campaigns(office, year)]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(
            "\t".join(
                str(one[key]) for key in ("name", "year", "state", "done", "tasks", "waiting_marks", "id")
            )
        )


def _check(office: "Office", one: "CampaignLine") -> dict[str, Any]:
    from app.operations.wording import worded

    return {
        "id": one.id,
        "name": one.name,
        "year": one.year,
        "state": one.state,
        "scope": one.division_ids,
        **worded(office, office.forms.help["campaign"], one.answers),
        "tasks": one.tasks,
        "done": one.done,
        "waiting_marks": one.waiting,
    }


def change(
    check: Check,
    name: Annotated[str | None, typer.Option("--name")] = None,
    first: Annotated[str | None, typer.Option("--from")] = None,
    last: Annotated[str | None, typer.Option("--to")] = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Change name, window or note of a check: how it is made longer. --json: the check as `list` shows it."""
    from app.operations.campaigns import campaign, campaign_named, change_campaign

    with opened(data) as office:
        found = campaign_named(office, check)
        given = {"name": name, "from_on": first, "to_on": last, "note": note}
        change_campaign(office, found.id, typed(office, "campaign", given))
        document = _check(office, campaign(office, found.id))
    if as_json:
        print_json(document)
    else:
        tell(say("help_checks.changed", name=document["name"]))


def progress(check: Check, data: Data = None, as_json: AsJson = False) -> None:
    """How far each village is. --json: a list of village, total, done, waiting, percent, outcomes, marks, unsettled."""
    from app.operations.campaigns import campaign_named, progress_of

    with opened(data) as office:
        outcomes = office.forms.codes["task_outcome"]
        found: list[dict[str, Any]] = [
            {
                "village": one.village,
                "total": one.total,
                "done": one.done,
                "waiting": one.waiting,
                "percent": one.percent,
                "outcomes": {outcomes.name(code): count for code, count in one.outcomes.items()},
                "marks": one.marks,
                "unsettled": one.unsettled,
            }
            for one in progress_of(office, campaign_named(office, check).id)
        ]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(
            "\t".join(str(one[key]) for key in ("village", "total", "done", "percent", "marks", "unsettled"))
        )


def marks(
    check: Check,
    village: Village = None,
    waiting: Annotated[bool, typer.Option("--waiting", help="only what is not settled")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What differs from the archive.

    --json: a list of id, village, household, head, who, field, label, was, now, value, settled, reason, conflict.
    """
    from app.operations.campaigns import campaign_named
    from app.operations.finding import village_named
    from app.operations.marks import marks_of

    with opened(data) as office:
        division = village_named(office, village)
        lines = marks_of(office, campaign_named(office, check).id, division.id if division else None, waiting)
        found = [_mark(one) for one in lines]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(
            "\t".join(
                str(one[key] or "") for key in ("village", "head", "who", "label", "was", "value", "settled")
            )
        )


def _mark(one: "MarkLine") -> dict[str, Any]:
    from app.operations.marks import conflict_words

    return {
        "id": one.id,
        "village": one.village,
        "household": one.household_id,
        "head": one.head,
        "who": one.who or None,
        "field": f"{one.spot.form}.{one.spot.field}",
        "year": one.spot.year,
        "label": one.label,
        "was": one.was or None,
        "now": one.now or None,
        "value": one.value or None,
        "settled": one.settled or None,
        "reason": one.reason or None,
        "conflict": conflict_words(one) or None,
    }


def apply(
    check: Check,
    chosen: Annotated[
        list[str] | None, typer.Argument(help="ids of differences; none: all that wait")
    ] = None,
    anyway: Annotated[
        list[str] | None, typer.Option("--anyway", help="write this one though the archive has changed since")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write differences into the archive as one batch. --json: batch, applied, already, conflicts (as `marks`).

    Exit status 1 when some were left waiting because the archive changed since the check.
    """
    from app.operations.campaigns import campaign_named
    from app.operations.marks import apply_marks

    with opened(data) as office:
        found = campaign_named(office, check)
        done = apply_marks(office, found.id, [*chosen, *(anyway or ())] if chosen else anyway, anyway or (),
                           show_progress())  # fmt: skip
        conflicts = [_mark(one) for one in done.conflicts]
    if as_json:
        batch = done.batch or None
        print_json({"batch": batch, "applied": done.applied, "already": done.already, "conflicts": conflicts})
    else:
        tell(say("help_checks.applied", count=done.applied + done.already, left=len(conflicts)))
        for one in conflicts:
            tell(say("help_checks.left", head=one["head"], label=one["label"], why=one["conflict"]))
    if conflicts:
        raise typer.Exit(1)


def refuse(
    check: Check,
    chosen: Annotated[list[str], typer.Argument(help="ids of differences")],
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Leave the archive as it is for these differences, with a reason. --json: batch."""
    from app.operations.campaigns import campaign_named
    from app.operations.marks import refuse_marks

    with opened(data) as office:
        batch = refuse_marks(office, campaign_named(office, check).id, chosen, reason)
    if as_json:
        print_json({"batch": batch})
    else:
        tell(say("help_checks.refused", count=len(chosen)))


def close(check: Check, reason: Reason = "", data: Data = None, as_json: AsJson = False) -> None:
    """Lock a check; what still waits needs a reason. --json: id, batch (undoing it unlocks again)."""
    from app.operations.campaigns import campaign_named, close_campaign

    with opened(data) as office:
        found = campaign_named(office, check)
        batch = close_campaign(office, found.id, reason)
    if as_json:
        print_json({"id": found.id, "batch": batch})
    else:
        tell(say("help_checks.closed", name=found.name))
