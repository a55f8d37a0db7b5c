"""Commands for what is announced besides households: subsidies paid to them, and projects."""

from functools import partial
from typing import Annotated, Any

import typer

from app.cli.cases import typed
from app.cli.doors import AsJson, Data, Year, opened, print_json, tell
from app.cli.lines import DryRun, Files, bring_in
from app.texts import say

Scheme = Annotated[str, typer.Argument(help="the subsidy's name")]
Reason = Annotated[str, typer.Option("--reason")]
Village = Annotated[str, typer.Option("--village", help="twelve digits or a village's name")]


def register(door: typer.Typer) -> None:
    """Put `payment` and `project` with their commands on the door."""
    room = typer.Typer(name="payment", help="Subsidies paid to households.", no_args_is_help=True)
    room.command("import")(import_them)
    room.command("list")(list_them)
    room.command("lines")(list_lines)
    room.command("remove")(remove)
    room.command("announce")(announce)
    door.add_typer(room)
    yard = typer.Typer(name="project", help="Projects that are announced.", no_args_is_help=True)
    yard.command("save")(save)
    yard.command("list")(list_yard)
    yard.command("remove")(remove_one)
    yard.command("announce")(announce_one)
    door.add_typer(yard)


def import_them(
    files: Files,
    year: Year = None,
    dry_run: DryRun = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Payment lists out of workbooks: all of a call or nothing, one batch. --json: the report."""
    from app.operations.payments import import_payments

    bring_in(partial(import_payments, year=year), files, dry_run, data, as_json)


def list_them(year: Year = None, data: Data = None, as_json: AsJson = False) -> None:
    """Every village's part of every subsidy. --json: a list of scheme, year, village, lines, amount, capitals, case."""
    from app.operations.payments import payment_sums

    with opened(data) as office:
        found = [
            {
                "scheme": one.scheme,
                "year": one.year,
                "village": one.village,
                "lines": one.lines,
                "households": one.households,
                "amount": one.amount,
                "capitals": one.capitals,
                "case": one.announced,
            }
            for one in payment_sums(office, year)
        ]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(one[key]) for key in ("year", "scheme", "village", "lines", "amount")))


def list_lines(
    scheme: Scheme, village: Village, year: Year = None, data: Data = None, as_json: AsJson = False
) -> None:
    """The lines of a village's part of a subsidy. --json: a list of payment, household, head, group, answers."""
    from app.operations.finding import village_named
    from app.operations.payment_lines import payment_lines

    with opened(data) as office:
        place = village_named(office, village)
        lines = payment_lines(office, scheme, year or office.clock().year, place.id if place else "")
    if as_json:
        print_json(
            [
                {
                    "payment": one.id,
                    "household": one.household_id,
                    "head": one.head,
                    "group": one.group,
                    **one.answers,
                }
                for one in lines
            ]
        )
    for one in () if as_json else lines:
        print(f"{one.id}\t{one.group}\t{one.head}\t{one.answers.get('amount')}")


def remove(
    payment: Annotated[list[str], typer.Argument(help="ids, as `payment lines` prints them")],
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take out lines that were brought in wrongly and are not announced. --json: removed."""
    from app.operations.payment_lines import remove_payments

    with opened(data) as office:
        removed = remove_payments(office, payment, reason)
    if as_json:
        print_json({"removed": removed})
    else:
        tell(say("payments.removed", count=removed))


def announce(
    scheme: Scheme,
    village: Village,
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Open the procedure that announces a village's part of a subsidy. --json: id, batch, households."""
    from app.operations.finding import village_named
    from app.operations.payments import announce_payments

    with opened(data) as office:
        place = village_named(office, village)
        made = announce_payments(office, scheme, year or office.clock().year, place.id if place else "")
    if as_json:
        print_json(made)
    else:
        tell(say("cases.opened", count=made.households, id=made.id))


def save(
    village: Village,
    answer: Annotated[list[str], typer.Option("--set", help="field=value, may be given again")],
    project: Annotated[str | None, typer.Option("--project", help="change this one")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep a project, or change one. --json: project."""
    from app.operations.finding import village_named
    from app.operations.projects import save_project

    given: dict[str, Any] = dict(part.partition("=")[::2] for part in answer)
    with opened(data) as office:
        place = village_named(office, village)
        kept = save_project(
            office, place.id if place else "", typed(office, "project", given), project=project
        )
    if as_json:
        print_json({"project": kept})
    else:
        tell(say("projects.saved", id=kept))


def list_yard(data: Data = None, as_json: AsJson = False) -> None:
    """The projects. --json: a list of project, name, village, answers, cases."""
    from app.operations.projects import list_projects

    with opened(data) as office:
        found = [
            {"project": one.id, "village": one.village, **one.answers, "cases": dict(one.cases)}
            for one in list_projects(office)
        ]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(f"{one['project']}\t{one['village']}\t{one['name']}")


def remove_one(
    project: Annotated[str, typer.Argument(help="the project's id")],
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take out a project that was entered wrongly and never announced. --json: project."""
    from app.operations.projects import remove_project

    with opened(data) as office:
        remove_project(office, project, reason)
    if as_json:
        print_json({"project": project})
    else:
        tell(say("projects.removed"))


def announce_one(
    project: Annotated[str, typer.Argument(help="the project's id")],
    after: Annotated[bool, typer.Option("--after/--before")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Open the procedure that announces a project. --json: id, batch, households."""
    from app.operations.projects import AFTER, BEFORE, announce_project

    with opened(data) as office:
        made = announce_project(office, project, AFTER if after else BEFORE)
    if as_json:
        print_json(made)
    else:
        tell(say("cases.opened", count=made.households, id=made.id))
