"""What the commands of help share: answers typed for a form, workbooks of lines, lists as lines of text."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import opened, print_json, show_progress, tell

if TYPE_CHECKING:
    from app.operations.line_imports import LineReport
    from app.operations.offices import Office
    from app.rules.dossiers import Answers

Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
OneHousehold = Annotated[str | None, typer.Option("--household", help="id, national code or ID number")]
Village = Annotated[str | None, typer.Option("--village", help="twelve digits or a village's name")]
Files = Annotated[list[Path], typer.Argument(help="workbooks")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="look, write nothing")]


def typed(office: "Office", record: str, given: Mapping[str, object]) -> "Answers":
    """What was typed for a form, read by kind; None is left out. Raises Refused where something cannot be read."""
    from app.operations.answering import refuse
    from app.rules.inputs import taken

    said = {key: value for key, value in given.items() if value is not None}
    answers, issues = taken(office.forms.help[record], said, office.forms, office.clock().date())
    refuse(issue for issue in issues if answers.get(issue.field.rpartition(".")[2]) is None)
    return answers


def bring_in(
    bring: "Callable[..., LineReport]", files: Sequence[Path], dry_run: bool, data: str | None, as_json: bool
) -> None:
    """Import workbooks by that operation, tell its report; exit status 1 where something refused them."""
    with opened(data) as office:
        report = bring(office, files, dry_run=dry_run, progress=show_progress())
    if as_json:
        print_json(report.document())
    else:
        tell(report.text())
    if report.refused:
        raise typer.Exit(1)


def print_lines(found: Sequence[Mapping[str, Any]], columns: Sequence[str], as_json: bool) -> None:
    """A list as one document, or as lines with the columns."""
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        shown = (one[key] for key in columns)
        print(
            "\t".join(
                "\u3001".join(word) if isinstance(word, list) else str("" if word is None else word)
                for word in shown
            )
        )
