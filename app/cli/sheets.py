"""The sheet of a household in a check, from the script: what it asks, and entering what it said."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.texts import say

if TYPE_CHECKING:
    from app.operations.marking import EnteredBlock, Marked, SheetLine
    from app.operations.offices import Office
    from app.rules.dossiers import Answers

Check = Annotated[str, typer.Argument(help="the check: its id, or its name")]
Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
Words = Annotated[str | None, typer.Option()]


def typed(office: "Office", record: str, given: dict[str, Any]) -> "Answers":
    """What was typed for a form of help, read by kind; None is left out. Raises Refused with every issue."""
    from app.operations.answering import Refused
    from app.rules.inputs import taken

    said = {key: value for key, value in given.items() if value is not None}
    answers, issues = taken(office.forms.help[record], said, office.forms, office.clock().date())
    if any(issue.level == "error" for issue in issues):
        raise Refused(issues)
    return answers


def sheet(check: Check, household: Household, data: Data = None, as_json: AsJson = False) -> None:
    """What the sheet asks of a household. --json: a list of block, field (for --mark), label, who, archive, marked."""
    from app.operations.campaigns import campaign_named
    from app.operations.finding import household_named

    with opened(data) as office:
        one = household_named(office, household)
        blocks = _blocks(office, campaign_named(office, check).id, one)
        found = [
            {"block": block.block.label, **_line(office, line, one)}
            for block in blocks
            for line in block.lines
        ]
    if as_json:
        print_json(found)
    for line in () if as_json else found:
        print(
            "\t".join(str(line[key] or "") for key in ("block", "who", "label", "archive", "marked", "field"))
        )


def _blocks(office: "Office", check: str, household: str) -> "tuple[EnteredBlock, ...]":
    from app.operations.marking import entered_sheet
    from app.operations.tasks import task, task_of

    known = task(office, task_of(office, check, household))
    return entered_sheet(office, known.id, household, known.campaign.year)


def _line(office: "Office", line: "SheetLine", household: str) -> dict[str, Any]:
    from app.rules.values import show

    codes, spot = office.forms.code_list(line.field), line.spot
    whom = "" if spot.subject == household else f"@{spot.subject}"
    return {
        "field": f"{spot.form}.{spot.field}{whom}",
        "label": line.field.label,
        "who": line.who or None,
        "archive": show(line.field.kind, line.archive, codes) or None,
        "marked": (show(line.field.kind, line.value, codes) or "") if line.marked else None,
    }


def enter(
    check: Check,
    household: Household,
    outcome: Annotated[str, typer.Option("--outcome", help="code or word of the conclusion")] = "",
    on: Annotated[str | None, typer.Option("--on", help="day of the check; today if not given")] = None,
    mark: Annotated[
        list[str] | None,
        typer.Option("--mark", help="FIELD[@NAME]=WHAT, as `sheet` names it; an empty WHAT is unknown"),
    ] = None,
    checkers: Words = None,
    met: Words = None,
    looked: Words = None,
    searched: Words = None,
    reckoned: Words = None,
    asked: Words = None,
    signed: Words = None,
    note: Words = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Enter a household's sheet: its conclusion, and only what differs. --json: household, marks, batch."""
    from app.operations.campaigns import campaign_named
    from app.operations.finding import household_named
    from app.operations.tasks import save_task, task_of

    given = {"outcome": outcome or None, "checkers": checkers, "met": met, "looked": looked, "searched": searched,
             "reckoned": reckoned, "asked": asked, "signed": signed, "note": note}  # fmt: skip
    with opened(data) as office:
        one, found = household_named(office, household), campaign_named(office, check)
        given["checked_on"] = on or office.clock().date().isoformat()
        blocks = _blocks(office, found.id, one)
        marks = [_marked(blocks, one, word) for word in mark or ()]
        saved = save_task(office, task_of(office, found.id, one), typed(office, "task", given), marks)
    if as_json:
        print_json({"household": one, "marks": saved.marks, "batch": saved.batch or None})
    else:
        tell(say("help_checks.entered", marks=saved.marks))


def _marked(blocks: "tuple[EnteredBlock, ...]", household: str, word: str) -> "Marked":
    """The mark that `FIELD[@NAME]=WHAT` means. Raises Problem for one that names nothing on the sheet."""
    from app.errors import Problem
    from app.operations.marking import Marked

    named, equals, said = word.partition("=")
    path, _, whom = named.partition("@")
    form, _, field = path.strip().partition(".")
    lines = [
        line.spot for block in blocks for line in block.lines if whom in ("", line.who, line.spot.subject)
    ]
    subjects = {spot.subject for spot in lines if (spot.form, spot.field) == (form, field)}
    if not equals or len(subjects) > 1:
        raise Problem("help_checks.mark_unclear", text=word)
    return Marked(form, next(iter(subjects), household), field, said)
