"""Commands that look at households: find, show, check, and print."""

from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, Out, Year, opened, print_json, show_progress, tell
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put the commands on the door."""
    door.command("find")(find)
    door.command("show")(show)
    door.command("correct")(correct)
    door.command("check")(check)
    door.command("papers")(papers)
    door.command("print")(print_paper)


def find(
    text: Annotated[str, typer.Argument(help="name, pinyin, end of ID number, phone, place, household code")],
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000)] = 20,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Find households and persons. --json: a list of id, household, name, place, why."""
    from app.operations.searches import find as search

    with opened(data) as office:
        hits = [hit.document() for hit in search(office, text, limit).hits]
    if as_json:
        print_json(hits)
    for hit in () if as_json else hits:
        print("\t".join(str(hit[key]) for key in ("name", "place", "why", "household")))


def show(
    household: Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")],
    history: Annotated[bool, typer.Option("--history", help="add who changed what")] = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="ask the county first for what was done before it came here")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The whole page.

    --json: household, members, income and living_conditions by year, cases, doubts, history, history_elsewhere.
    """
    from app.operations.asked_histories import ask_history
    from app.operations.finding import household_named
    from app.operations.pages import household_document, household_text

    with opened(data) as office:
        if ask:
            ask_history(office, household_named(office, household))
        document = household_document(office, household, history=history)
    if as_json:
        print_json(document)
    else:
        print(household_text(document))
        if document.get("history_elsewhere"):
            tell(say("household.past_elsewhere"))


def correct(
    household: Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")],
    told: Annotated[
        list[str], typer.Option("--set", help="field=value, as standing.monitor_class=3; may repeat")
    ],
    reason: Annotated[str, typer.Option("--reason", help="why it was wrong")] = "",
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Correct a status that only a procedure changes (approvers only). --json: changes, batch (for undo)."""
    from app.operations.corrections import correct_status
    from app.operations.finding import household_named

    with opened(data) as office:
        answers = {path: value or None for path, _, value in (part.partition("=") for part in told)}
        made = correct_status(office, household_named(office, household), answers, reason, year)
    if as_json:
        print_json({"changes": made.changes, "batch": made.batch or None})
    else:
        tell(say("statuses.corrected", count=made.changes) if made.batch else say("statuses.nothing"))


def check(
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The doubt list. --json: a list of rule, level, household, person, field, sentence, village, settled."""
    from app.operations.doubts import find_doubts

    with opened(data) as office:
        found = [doubt.document() for doubt in find_doubts(office, village=village, progress=show_progress())]
    if as_json:
        print_json(found)
    for doubt in () if as_json else found:
        print("\t".join(str(doubt[key] or "") for key in ("village", "household", "person", "sentence")))


def papers(data: Data = None, as_json: AsJson = False) -> None:
    """The papers that can be printed. --json: a list of id, title, of (household, village, township), paper, papers."""
    from app.operations.papers import list_papers

    with opened(data) as office:
        found = [paper.document() for paper in list_papers(office)]
    if as_json:
        print_json(found)
    for paper in () if as_json else found:
        print("\t".join(str(paper[key]) for key in ("id", "title", "of", "paper")))


def print_paper(
    paper: Annotated[str, typer.Argument(help="an id from `papers`")],
    out: Out,
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    household: Annotated[
        str | None, typer.Option("--household", help="id, national code or ID number")
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", help="a case's id, for all households that go with it")
    ] = None,
    year: Year = None,
    size: Annotated[str | None, typer.Option("--paper", help="A4, A3, A5 or A2; A4x2 is a booklet")] = None,
    separate: Annotated[
        bool, typer.Option("--separate", help="one file per household in the folder --out")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a paper as PDF; as a workbook when --out ends in .xlsx, as a Word file when it ends in .docx.

    --json: files, pages, households, lacking (a list of household, head, fields, household_id, village).
    """
    from app.operations.papers import Order, make_papers

    order = Order(
        paper, village=village, household=household, year=year, size=size, separate=separate, case=case
    )
    with opened(data) as office:
        made = make_papers(office, order, out, progress=show_progress())
    if as_json:
        print_json(
            {"files": made.files, "pages": made.pages, "households": made.households, "lacking": made.lacking}
        )
    else:
        tell(say("papers.made", files=len(made.files), pages=made.pages, out=out))
