"""Commands for public notices: draft, approve, post, objections, end, take down, print, prove genuine."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli import wordings
from app.cli.cases import Day, day_of, typed
from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.cli.notice_papers import register_photos
from app.cli.notice_runs import print_it
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office

Notice = Annotated[str, typer.Argument(help="the notice's id")]


def register(door: typer.Typer) -> None:
    """Put `notice` with its commands on the door."""
    room = typer.Typer(name="notice", help="Public notices.", no_args_is_help=True)
    for name, command in (
        ("draft", draft), ("edit", edit), ("approve", approve), ("post", post), ("object", object_to),
        ("answer", answer), ("end", end), ("takedown", takedown), ("correct", correct), ("print", print_it),
        ("check", check), ("list", list_them), ("show", show),
    ):  # fmt: skip
        room.command(name)(command)
    wordings.register(room)
    register_photos(room)
    door.add_typer(room)


def draft(
    case: Annotated[str, typer.Argument(help="the case that waits for a notice")],
    profile: Annotated[str, typer.Option("--profile", help="board, website or internal")] = "board",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Draft the notice a case waits for. --json: the notice, as `show` prints it."""
    from app.operations.notices.drafting import draft_notice

    with opened(data) as office:
        _say_notice(office, draft_notice(office, case, profile=profile), as_json)


def edit(
    notice: Notice,
    title: Annotated[str | None, typer.Option("--title")] = None,
    wording: Annotated[str | None, typer.Option("--wording", help="every gap of the kind must stay")] = None,
    letter: Annotated[str | None, typer.Option("--letter", help="its number as an official letter")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Word a draft otherwise, or give it its number as a letter. --json: the notice, as `show` prints it."""
    from app.operations.notices.drafting import edit_notice

    with opened(data) as office:
        edit_notice(office, notice, title=title, wording=wording, letter=letter)
        _say_notice(office, notice, as_json)


def approve(notice: Notice, data: Data = None, as_json: AsJson = False) -> None:
    """Approve a draft. --json: the notice, as `show` prints it."""
    from app.operations.notices.drafting import approve_notice

    with opened(data) as office:
        approve_notice(office, notice)
        _say_notice(office, notice, as_json)


def post(
    notice: Notice,
    places: Annotated[str, typer.Option("--at", help="where it hangs")] = "",
    on: Day = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """It went up: from now on it is frozen. --json: the notice, as `show` prints it."""
    from app.operations.notices.posting import post_notice

    with opened(data) as office:
        post_notice(office, notice, places, day_of(office, on))
        _say_notice(office, notice, as_json)


def object_to(
    notice: Notice,
    what: Annotated[str, typer.Option("--what")] = "",
    household: Annotated[str | None, typer.Option("--household", help="about whom")] = None,
    who: Annotated[str | None, typer.Option("--who", help="nobody: anonymous")] = None,
    way: Annotated[str, typer.Option("--way", help="code or word")] = "1",
    received: Annotated[str | None, typer.Option("--on", help="day it was received, else today")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Keep an objection. --json: objection, and the notice as `show` prints it."""
    from app.operations.finding import household_named
    from app.operations.notices.posting import record_objection
    from app.operations.notices.viewing import notice_view

    with opened(data) as office:
        given: dict[str, Any] = {
            "received_on": received or office.clock().date().isoformat(),
            "way": way,
            "who": who,
        }
        home = household_named(office, household) if household else None
        made = record_objection(
            office, notice, typed(office, "objection", {**given, "what": what or None}), home
        )
        document = {"objection": made, "notice": notice_view(office, notice).document()}
    if as_json:
        print_json(document)
    else:
        tell(say("notices.objected", id=made))


def answer(
    objection: Annotated[str, typer.Argument(help="the objection's id")],
    investigator: Annotated[str, typer.Option("--by")] = "",
    found: Annotated[str, typer.Option("--found")] = "",
    upheld: Annotated[bool, typer.Option("--upheld/--dismissed")] = False,
    on: Day = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Answer an objection; upheld, the household leaves the case. --json: objection, upheld."""
    from app.operations.notices.posting import answer_objection

    with opened(data) as office:
        day = day_of(office, on)
        answer_objection(office, objection, investigator=investigator, found=found, upheld=upheld, on=day)
    if as_json:
        print_json({"objection": objection, "upheld": upheld})
    else:
        tell(say("notices.answered"))


def end(notice: Notice, data: Data = None, as_json: AsJson = False) -> None:
    """The period is over: clear, dismissed or upheld. --json: the notice, as `show` prints it."""
    from app.operations.notices.posting import end_notice

    with opened(data) as office:
        end_notice(office, notice)
        _say_notice(office, notice, as_json)


def takedown(notice: Notice, on: Day = None, data: Data = None, as_json: AsJson = False) -> None:
    """It was taken from the board. --json: the notice, as `show` prints it."""
    from app.operations.notices.posting import take_down

    with opened(data) as office:
        take_down(office, notice, day_of(office, on))
        _say_notice(office, notice, as_json)


def correct(
    notice: Notice,
    reason: Annotated[str, typer.Option("--reason")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """A new draft in the place of a posted notice. --json: the new notice, as `show` prints it."""
    from app.operations.notices.drafting import correct_notice

    with opened(data) as office:
        _say_notice(office, correct_notice(office, notice, reason), as_json)


def check(
    code: Annotated[str, typer.Argument(help="the text of a QR code, or a PDF of a notice or paper")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Whether a notice or a paper of the archive is genuine, offline.

    --json: finding (genuine, signed, corrected, altered, unknown), notice, paper (paper, office, subject, printed_on),
    told, same_today (of a paper's code alone: whether the archive would print the same).
    """
    from app.operations.notices.checking import check_notice
    from app.operations.notices.verdicts import verdict_document
    from app.operations.notices.viewing import finding_word
    from app.operations.reprints import says_the_same_today

    with opened(data) as office:
        verdict = check_notice(office, code)
        document = verdict_document(office, verdict)
        alone = verdict.paper if verdict.finding == "signed" else None
        document["same_today"] = says_the_same_today(office, alone) if alone else None
    if as_json:
        print_json(document)
    else:
        print(finding_word(verdict.finding), document["told"] or "", sep="\t")
    if not as_json and document["same_today"] is not None:
        print(say("proofs.same") if document["same_today"] else say("proofs.changed_since"))


def list_them(
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="those too that were taken down")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The notices. --json: a list of notice, number, title, kind, village, state, days, days_left, objections."""
    from app.operations.finding import village_named
    from app.operations.notices.viewing import list_notices

    with opened(data) as office:
        place = village_named(office, village)
        found = [line.document() for line in list_notices(office, place.id if place else None, ended=every)]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(one[key] or "") for key in ("notice", "number", "title", "state", "ends_on")))


def show(notice: Notice, data: Data = None, as_json: AsJson = False) -> None:
    """A notice as it reads, with its objections. --json: one document."""
    with opened(data) as office:
        _say_notice(office, notice, as_json)


def _say_notice(office: "Office", notice: str, as_json: bool) -> None:
    from app.operations.notices.viewing import notice_view

    document = notice_view(office, notice).document()
    if as_json:
        print_json(document)
        return
    print(document["title"], document["state"], sep="\t")
    print(document["body"])
    for row in document["rows"]:
        print("\t".join(row))
