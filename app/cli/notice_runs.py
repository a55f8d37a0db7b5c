"""`notice print`: one notice, or a township's in one run, each through the gate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.doors import AsJson, Data, Out, opened, print_json, show_progress, tell
from app.errors import Problem
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office

Size = Annotated[str, typer.Option("--paper", help="A4, A3, A2, A3/A4, A2/A4, A2/A3, A1/A3, or letter")]


def print_it(
    out: Out,
    notice: Annotated[str | None, typer.Argument(help="the notice's id; none for a run")] = None,
    due: Annotated[bool, typer.Option("--due", help="those approved and not yet on the wall")] = False,
    case: Annotated[list[str] | None, typer.Option("--case", help="of this case; may be given again")] = None,
    village: Annotated[list[str] | None, typer.Option("--village", help="code or name; again")] = None,
    size: Size = "A4",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a notice as PDF, or its list as .xlsx: through the gate. --json: file, bytes.

    Without a notice those of --due, --case and --village: in one PDF where --out ends in .pdf, else a PDF for each in
    that folder. --json then: files, printed, held (notice, village, number, why); exit status 1 where one is held.
    """
    from app.operations.notices.printing import print_notice

    with opened(data) as office:
        if notice is None:
            _print_run(office, out, size, (due, tuple(case or ()), tuple(village or ())), as_json)
            return
        size_of_file = print_notice(office, notice, out, size)
    if as_json:
        print_json({"file": str(out), "bytes": size_of_file})
    else:
        tell(say("notices.printed", file=out))


def _print_run(
    office: "Office",
    out: Path,
    size: str,
    asked: tuple[bool, tuple[str, ...], tuple[str, ...]],
    as_json: bool,
) -> None:
    from app.operations.finding import village_named
    from app.operations.notices.runs import NoticeChoice, choose_notices, print_notices

    due, cases, named = asked
    if not (due or cases or named):
        raise Problem("notice_runs.nothing_named")
    places = [village_named(office, one) for one in named]
    choice = NoticeChoice(cases=cases, villages=tuple(one.id for one in places if one), due=due)
    run = print_notices(office, choose_notices(office, choice), out, size, show_progress())
    if as_json:
        print_json(run.document())
    else:
        tell(say("notice_runs.printed", count=run.printed, file=out))
        for one in run.held:
            tell(say("notice_runs.held", number=one.number or one.village, why=one.why))
    if run.held:
        raise typer.Exit(1)
