"""Commands for special ledgers, and the coverage matrix among the commands for plans."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, show_progress, tell
from app.cli.help_plans import PLANS
from app.cli.lines import Village
from app.texts import say

if TYPE_CHECKING:
    from app.operations.coverage import Coverage
    from app.operations.ledgers import Ledger

Target = Annotated[Path | None, typer.Option("--out", help="also write a workbook (.xlsx)")]


def register(door: typer.Typer) -> None:
    """Put `ledger` on the door, and `matrix` into the room `plan`."""
    PLANS.command("matrix")(matrix)
    door.command("ledger")(ledger)


def ledger(
    name: Annotated[str, typer.Argument(help="`list`, or a ledger's key or title")],
    village: Village = None,
    year: Year = None,
    alerts: Annotated[bool, typer.Option("--alerts", help="only lines with something to do")] = False,
    out: Target = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """A special ledger, made from what the archive knows; `ledger list` names them all.

    --json of list: a list of ledger, title, lines, alerts, overdue. --json of a ledger: ledger, title, source, year,
    day, note, lines, alerts, overdue, rows (household, person, urgency, and each column by its key).
    """
    from app.operations.finding import village_named
    from app.operations.ledger_tables import write_ledger
    from app.operations.ledgers import every_ledger, ledger_of

    with opened(data) as office:
        division = village_named(office, village)
        place = division.id if division else None
        if name == "list":
            _list([_counted(one) for one in every_ledger(office, year, place)], as_json)
            return
        made = ledger_of(office, name, year, place)
        if out:
            write_ledger(office, made, out, place, show_progress())
    if as_json:
        print_json(_counted(made) | _told(made, alerts) | {"file": out})
        return
    for row in made.rows:
        if row.urgency or not alerts:
            print("\t".join(one.shown(value) for one, value in zip(made.columns, row.cells, strict=True)))
    tell(made.note)
    if out:
        tell(say("help_ledgers.written", file=out, rows=len(made.rows)))


def _counted(made: "Ledger") -> dict[str, Any]:
    return {
        "ledger": made.name,
        "title": made.title,
        "lines": len(made.rows),
        "alerts": made.alerts,
        "overdue": made.overdue,
    }


def _list(found: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(value) for value in one.values()))


def _told(made: "Ledger", alerts: bool) -> dict[str, Any]:
    keys = [one.key for one in made.columns]
    rows = [
        {"household": row.household_id, "person": row.person_id or None, "urgency": row.urgency or None}
        | dict(zip(keys, row.cells, strict=True))
        for row in made.rows
        if row.urgency or not alerts
    ]
    return {"source": made.source, "year": made.year, "day": made.day, "note": made.note, "rows": rows}


def matrix(
    village: Village = None,
    year: Year = None,
    gaps: Annotated[bool, typer.Option("--gaps", help="only households that lack something")] = False,
    out: Target = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Households by kinds of measures: how many of each it has, -1 for one it needs and lacks.

    --json: year, households, gap_households, gap_cells, columns (key, name, given, gaps), villages (village,
    households, whole, given, gaps), rows (household, code, head, village, group, cells, lacks).
    """
    from app.operations.coverage import coverage
    from app.operations.coverage_tables import write_coverage
    from app.operations.finding import village_named

    with opened(data) as office:
        division = village_named(office, village)
        place = division.id if division else None
        made = coverage(office, year or office.clock().year, place)
        if out:
            write_coverage(office, made, out, place, show_progress())
    if as_json:
        print_json(_matrix(made, gaps) | {"file": out})
        return
    for row in made.rows:
        if row.lacks or not gaps:
            lacks = "\u3001".join(made.columns[column].short for column, _ in row.lacks)
            print("\t".join((row.village, row.group, row.head, row.code, lacks)))
    tell(say("help_ledgers.matrix", year=made.year, households=len(made.rows), gaps=made.gap_households))
    if out:
        tell(say("help_ledgers.written", file=out, rows=len(made.rows)))


def _matrix(made: "Coverage", gaps: bool) -> dict[str, Any]:
    return {
        "year": made.year,
        "households": len(made.rows),
        "gap_households": made.gap_households,
        "gap_cells": made.gap_cells,
        "columns": [
            {"key": one.key, "name": one.name, "given": total.given, "gaps": total.gaps}
            for one, total in zip(made.columns, made.totals, strict=True)
        ],
        "villages": [
            {
                "village": one.name,
                "households": one.households,
                "whole": one.whole,
                "given": [total.given for total in one.totals],
                "gaps": [total.gaps for total in one.totals],
            }
            for one in made.villages
        ],
        "rows": [
            {
                "household": row.household_id,
                "code": row.code,
                "head": row.head,
                "village": row.village,
                "group": row.group,
                "cells": row.cells,
                "lacks": [{"kind": made.columns[at].key, "reason": reason} for at, reason in row.lacks],
            }
            for row in made.rows
            if row.lacks or not gaps
        ],
    }
