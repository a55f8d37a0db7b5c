"""The script's door: the same operations as the window, without one. Other programs rely on its words and shapes."""

import typer

from app.cli import (
    archives,
    cases,
    checks,
    clues,
    crosschecks,
    differences,
    help_findings,
    help_ledgers,
    help_pairings,
    help_plans,
    help_visits,
    households,
    manuals,
    moves,
    notices,
    offices,
    packs,
    payments,
    results,
    rosters,
    spotchecks,
    standards,
    syncs,
)

door = typer.Typer(
    name="hudang",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for room in (
    offices, rosters, households, archives, checks, results, help_visits, help_findings, help_plans, help_pairings,
    help_ledgers, clues, crosschecks, differences, cases, notices, payments, standards, spotchecks, packs,
    syncs, moves, manuals,
):  # fmt: skip
    room.register(door)
