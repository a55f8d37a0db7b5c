"""Commands for yearly results: make them for a year, compare two years, correct one, list a household's."""

from typing import Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, show_progress, tell
from app.rules.comparisons import ComparedLine, Comparison, Side
from app.texts import say

Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
OneYear = Annotated[int, typer.Option("--year", min=1900, max=2999)]
Village = Annotated[str | None, typer.Option("--village", help="twelve digits or a village's name")]


def register(door: typer.Typer) -> None:
    """Put `snapshot` with its commands on the door."""
    room = typer.Typer(name="snapshot", help="Yearly results of households.", no_args_is_help=True)
    for name, command in (("make", make), ("compare", compare), ("correct", correct), ("list", list_results)):
        room.command(name)(command)
    door.add_typer(room)


def make(
    year: OneYear,
    village: Village = None,
    household: Annotated[list[str] | None, typer.Option("--household", help="may be given again")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make the results of a year; who has one keeps it. --json: year, batch, made, kept, unknown."""
    from app.operations.finding import household_named, village_named
    from app.operations.snapshots import make_snapshots

    with opened(data) as office:
        division = village_named(office, village)
        chosen = [household_named(office, one) for one in household] if household else None
        made = make_snapshots(office, year, division.id if division else None, chosen, show_progress())
    if as_json:
        counts = {"made": made.made, "kept": made.kept, "unknown": made.unknown}
        print_json({"year": year, "batch": made.batch or None, **counts})
    else:
        tell(say("snapshots.made", year=year, made=made.made, kept=made.kept, unknown=made.unknown))


def compare(
    household: Household,
    years: Annotated[list[int], typer.Argument(help="one or two years; with one, today stands against it")],
    every: Annotated[bool, typer.Option("--all", help="also the lines that are the same")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Two years of a household side by side.

    --json: household, head, code, old and new (year, made_on, reason), sections with key, label and lines (path,
    label, who, old, new, what, more, percent).
    """
    from app.errors import Problem
    from app.operations.finding import household_named
    from app.operations.snapshots import compare_years

    if len(years) > 2:
        raise Problem("snapshots.two_years_only")
    with opened(data) as office:
        one = household_named(office, household)
        found = compare_years(office, one, years[0], years[1] if len(years) > 1 else None)
    if as_json:
        print_json(_document(found, every))
        return
    tell(say("snapshots.compared", head=found.head, old=_side_words(found.old), new=_side_words(found.new)))
    for section in found.sections:
        for line in section.lines:
            if every or line.changed:
                print("\t".join((section.label, line.who, line.label, line.old, line.new)))


def _side_words(side: Side) -> str:
    return say("snapshots.year" if side.made_on else "snapshots.today", year=side.year)


def _document(found: Comparison, every: bool) -> dict[str, Any]:
    return {
        "household": found.household_id,
        "head": found.head,
        "code": found.code or None,
        "old": found.old,
        "new": found.new,
        "sections": [
            {
                "key": one.key,
                "label": one.label,
                "lines": [_line(line) for line in one.lines if every or line.changed],
            }
            for one in found.sections
        ],
    }


def _line(line: ComparedLine) -> dict[str, Any]:
    return {
        "path": line.path,
        "label": line.label,
        "who": line.who or None,
        "old": line.old or None,
        "new": line.new or None,
        "what": line.what,
        "more": line.more,
        "percent": line.percent,
    }


def correct(
    household: Household,
    year: OneYear,
    reason: Annotated[str, typer.Option("--reason", help="why; kept beside the new result")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a new result of that year from what the archive says now; the old one stays. --json: household, year, id."""
    from app.operations.finding import household_named
    from app.operations.snapshots import correct_snapshot

    with opened(data) as office:
        one = household_named(office, household)
        made = correct_snapshot(office, one, year, reason)
    if as_json:
        print_json({"household": one, "year": year, "id": made})
    else:
        tell(say("snapshots.corrected", year=year))


def list_results(household: Household, data: Data = None, as_json: AsJson = False) -> None:
    """A household's results, newest first. --json: a list of id, year, made_on, reason, corrects, current."""
    from app.operations.finding import household_named
    from app.operations.snapshots import snapshots_of

    with opened(data) as office:
        found = snapshots_of(office, household_named(office, household))
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        state = say("snapshots.counts") if one.current else say("snapshots.replaced")
        print("\t".join((str(one.year), one.made_on.isoformat(), state, one.reason)))
