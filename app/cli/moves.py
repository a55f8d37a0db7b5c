"""Commands about households that move to another township: `move out|back|list|in|decline`."""

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.texts import say

Household = Annotated[str, typer.Argument(help="our id, the national code, or the head's ID number")]
Transfer = Annotated[str, typer.Argument(help="the id that `move list` shows")]
Reason = Annotated[str, typer.Option("--reason", help="why, for the record")]


def register(door: typer.Typer) -> None:
    """Put `move` on the door."""
    room = typer.Typer(name="move", help="Households that move to another township.", no_args_is_help=True)
    room.command("out")(send_out)
    room.command("back")(call_back)
    room.command("list")(list_them)
    room.command("in")(take_in)
    room.command("decline")(decline)
    door.add_typer(room)


def send_out(
    household: Household,
    to: Annotated[str, typer.Option("--to", help="9 digits of a township, 12 of a village")],
    reason: Reason,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Say that a household goes elsewhere; it stays until it is taken there. --json: household, to."""
    from app.operations.moves import send_away

    with opened(data) as office:
        send_away(office, household, to, reason)
    _done(as_json, household=household, to=to)


def call_back(household: Household, reason: Reason, data: Data = None, as_json: AsJson = False) -> None:
    """Say that a household stays after all. --json: household."""
    from app.operations import moves

    with opened(data) as office:
        moves.call_back(office, household, reason)
    _done(as_json, household=household)


def list_them(data: Data = None, as_json: AsJson = False) -> None:
    """Households on the move, and moves of the last 30 days that came to nothing.

    --json: leaving (household, head, to_code, to_name, by, days, unsent), coming (id, household, …, taken),
    failed (household, head, place, why, leaving, days).
    """
    from app.operations.move_facts import list_failed_moves, why_words
    from app.operations.moves import list_coming, list_leaving

    with opened(data) as office:
        leaving, coming, failed = list_leaving(office), list_coming(office), list_failed_moves(office)
    if as_json:
        told = {"leaving": [asdict(one) for one in leaving], "coming": [asdict(one) for one in coming]}
        print_json({**told, "failed": [asdict(one) for one in failed]})
        return
    for going in leaving:
        print(say("moves.leaving", household=going.household, head=going.head, to=going.to_name))
    for one in coming:
        said = {
            "id": one.id,
            "head": one.head,
            "members": one.members,
            "place": one.from_name or one.from_code,
        }
        print(say("moves.arriving", **said) if one.taken else say("moves.coming", **said, days=one.days))
    for bad in failed:
        print(
            say(
                "moves.failed",
                household=bad.household,
                head=bad.head,
                place=bad.place,
                why=why_words(bad.why),
            )
        )
    if not (leaving or coming or failed):
        tell(say("moves.none"))


def take_in(
    transfer: Transfer,
    village: Annotated[str, typer.Option("--village", help="code or name of one of our villages")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a household into one of our villages; it comes with the syncs after this. --json: transfer, village."""
    from app.operations.moves import answer_move

    with opened(data) as office:
        answer_move(office, transfer, "taken", village)
    _done(as_json, transfer=transfer, village=village)


def decline(transfer: Transfer, data: Data = None, as_json: AsJson = False) -> None:
    """Do not take a household; it stays where it is. --json: transfer."""
    from app.operations.moves import answer_move

    with opened(data) as office:
        answer_move(office, transfer, "declined")
    _done(as_json, transfer=transfer)


def _done(as_json: bool, **said: str) -> None:
    if as_json:
        print_json(said)
    else:
        tell(say("moves.done"))
