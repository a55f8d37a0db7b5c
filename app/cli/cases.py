"""Commands for procedures: cases and the meetings that carry them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.cli.notice_papers import register_papers
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.rules.dossiers import Answers

Case = Annotated[str, typer.Argument(help="the case's id")]
Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
By = Annotated[str, typer.Option("--by", help="who did it")]
Day = Annotated[str | None, typer.Option("--on", help="day, today where it is left out")]
Opinion = Annotated[str, typer.Option("--opinion")]


def register(door: typer.Typer) -> None:
    """Put `case` and `meeting` with their commands on the door."""
    room = typer.Typer(name="case", help="Procedures and how far they are.", no_args_is_help=True)
    for name, command in (
        ("kinds", kinds), ("open", open_it), ("next", take_step), ("return", send_it_back), ("leave", leave),
        ("drop", drop), ("list", list_them), ("show", show),
    ):  # fmt: skip
        room.command(name)(command)
    door.add_typer(room)
    hall = typer.Typer(name="meeting", help="Democratic reviews.", no_args_is_help=True)
    hall.command("record")(record)
    register_papers(hall)
    door.add_typer(hall)


def typed(office: "Office", record_key: str, given: dict[str, Any]) -> "Answers":
    """What was typed for a public form, read by kind; None is left out. Raises Refused with every issue."""
    from app.operations.answering import Refused
    from app.rules.inputs import taken

    said = {key: value for key, value in given.items() if value is not None}
    answers, issues = taken(office.forms.public[record_key], said, office.forms, office.clock().date())
    if any(issue.level == "error" for issue in issues):
        raise Refused(issues)
    return answers


def day_of(office: "Office", written: str | None) -> Any:
    """A day as typed; None where nothing was."""
    return typed(office, "case_step", {"done_on": written})["done_on"] if written else None


def kinds(data: Data = None, as_json: AsJson = False) -> None:
    """The procedures that can be opened. --json: a list of key, label, group, region, source, steps."""
    from app.operations.procedures import procedures

    with opened(data) as office:
        found = [
            {
                "key": one.key,
                "label": one.label,
                "group": one.group,
                "region": one.region or None,
                "source": one.source,
                "confirmed": one.confirmed,
                "steps": [step.label for step in one.steps],
                "asks": [change.field for change in one.changes if not change.value],
            }
            for one in procedures(office).values()
        ]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print(f"{one['key']}\t{one['label']}")


def open_it(
    procedure: Annotated[str, typer.Argument(help="its key, as `case kinds` lists it")],
    household: Annotated[list[str] | None, typer.Option("--household", help="may be given again")] = None,
    village: Annotated[str | None, typer.Option("--village", help="where no household is named")] = None,
    ask: Annotated[list[str] | None, typer.Option("--set", help="field=value for every household")] = None,
    name: Annotated[str, typer.Option("--name")] = "",
    on: Day = None,
    standard: Annotated[
        str | None, typer.Option("--standard", help="judge by it on that day, and keep the judgements")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Begin a procedure for households of one village. --json: id, batch (for undo), households."""
    from app.operations.cases.opening import open_case
    from app.operations.finding import household_named, village_named
    from app.operations.standards import Question

    with opened(data) as office:
        homes = [household_named(office, one) for one in household or ()]
        place = village_named(office, village)
        division = place.id if place else _village_of(office, homes)
        asked = {home: dict(part.partition("=")[::2] for part in ask or ()) for home in homes}
        day = day_of(office, on)
        judged = Question(standard, day or office.clock().date()) if standard else None
        made = open_case(office, procedure, division, homes, asked=asked, name=name, on=day, judged=judged)
    if as_json:
        print_json(made)
    else:
        tell(say("cases.opened", count=made.households, id=made.id))


def _village_of(office: "Office", homes: list[str]) -> str:
    from app.errors import Problem

    if not homes:
        raise Problem("cases.nobody_named")
    return str(office.archive.read("SELECT division_id FROM household WHERE id = ?", (homes[0],))[0][0])


def take_step(
    case: Case, by: By = "", on: Day = None, opinion: Opinion = "", data: Data = None, as_json: AsJson = False
) -> None:
    """Do the next step of a case. --json: the case, as `show` prints it."""
    from app.operations.cases.walking import walk

    with opened(data) as office:
        walk(office, case, by, day_of(office, on), opinion)
        _say_case(office, case, as_json)


def send_it_back(
    case: Case, by: By = "", on: Day = None, opinion: Opinion = "", data: Data = None, as_json: AsJson = False
) -> None:
    """Send a case back with an opinion. --json: the case, as `show` prints it."""
    from app.operations.cases.walking import send_back

    with opened(data) as office:
        send_back(office, case, by, opinion, day_of(office, on))
        _say_case(office, case, as_json)


def leave(
    case: Case,
    household: Household,
    reason: Annotated[str, typer.Option("--reason")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a household out of a case; the others go on. --json: the case, as `show` prints it."""
    from app.operations.cases.opening import leave_case
    from app.operations.finding import household_named

    with opened(data) as office:
        leave_case(office, case, household_named(office, household), reason)
        _say_case(office, case, as_json)


def drop(
    case: Case,
    reason: Annotated[str, typer.Option("--reason")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """End a case without a result. --json: the case, as `show` prints it."""
    from app.operations.cases.opening import drop_case

    with opened(data) as office:
        drop_case(office, case, reason)
        _say_case(office, case, as_json)


def list_them(
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="those too that have ended")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The cases. --json: a list of case, name, procedure, village, step, households, opened_on, due_on, state."""
    from app.operations.cases.listing import CaseQuery, list_cases
    from app.operations.finding import village_named

    with opened(data) as office:
        place = village_named(office, village)
        query = CaseQuery(place.id if place else None, state=None if every else "running")
        found = [line.document() for line in list_cases(office, query)]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(one[key] or "") for key in ("case", "name", "step", "households", "due_on")))


def show(case: Case, data: Data = None, as_json: AsJson = False) -> None:
    """A case with its steps, what the next one lacks, and its households. --json: one document."""
    with opened(data) as office:
        _say_case(office, case, as_json)


def _say_case(office: "Office", case: str, as_json: bool) -> None:
    from app.operations.cases.viewing import case_view

    document = case_view(office, case).document()
    if as_json:
        print_json(document)
        return
    print(document["name"])
    for step in document["steps"]:
        print(
            "\t".join(
                str(part or "") for part in (step["state"], step["label"], step.get("on"), *step["lacks"])
            )
        )


def record(
    case: Case,
    held: Annotated[str, typer.Option("--on", help="day of the meeting")],
    entitled: Annotated[int, typer.Option("--entitled")],
    present: Annotated[int, typer.Option("--present")],
    vote: Annotated[
        list[str], typer.Option("--vote", help="household=for/against/abstained; all=… for the rest")
    ],
    place: Annotated[str, typer.Option("--place")] = "",
    chair: Annotated[str, typer.Option("--chair")] = "",
    recorder: Annotated[str, typer.Option("--recorder")] = "",
    kind: Annotated[str, typer.Option("--kind", help="code or word of its kind")] = "1",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep a meeting and its votes. --json: meeting, and the case as `show` prints it."""
    from app.operations.cases.meetings import record_meeting
    from app.operations.cases.viewing import case_view

    with opened(data) as office:
        given = {"kind": kind, "held_on": held, "place": place, "chair": chair, "recorder": recorder,
                 "entitled": entitled, "present": present}  # fmt: skip
        votes = _votes(office, case, vote)
        meeting = record_meeting(office, case, typed(office, "meeting", given), votes)
        document = {"meeting": meeting, "case": case_view(office, case).document()}
    if as_json:
        print_json(document)
    else:
        tell(say("cases.met", count=len(votes)))


def _votes(office: "Office", case: str, written: list[str]) -> Any:
    from app.errors import Problem
    from app.operations.cases.stored import read_case
    from app.operations.finding import household_named
    from app.rules.meetings import Votes

    said: dict[str, Votes] = {}
    for part in written:
        whom, _, counts = part.rpartition("=")
        numbers = counts.split("/")
        if not whom or len(numbers) != 3 or not all(number.strip().isdecimal() for number in numbers):
            raise Problem("cases.bad_vote", vote=part)
        counted = Votes(*(int(number) for number in numbers))
        staying = [one.household_id for one in read_case(office, case).staying]
        homes = (
            [one for one in staying if one not in said] if whom == "all" else [household_named(office, whom)]
        )
        said |= dict.fromkeys(homes, counted)
    return said
