"""Commands about what lies where: villages, townships and households that belong elsewhere now."""

from typing import Annotated

import typer

from app.county import borders
from app.county.audits import noted
from app.county.counties import now
from app.county.databases import NOTHING
from app.county.doors import AsJson, Data, print_json, reached, tell
from app.texts import say


def register(door: typer.Typer) -> None:
    """Put `put-under`, `merge-towns` and `move` on the door."""
    door.command("put-under")(put_under)
    door.command("merge-towns")(merge_towns)
    door.command("move")(move)


def put_under(
    village: Annotated[str, typer.Argument(help="12 digits")],
    town: Annotated[str, typer.Argument(help="9 digits of the township it belongs to now")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Put a village under another township. --json: village, town, machines that see other places now."""
    with reached(data) as (_, database):
        moved = database.run(
            NOTHING,
            noted("put_under", lambda c: borders.put_under(c, village, town), village=village, town=town),
        )
    if as_json:
        print_json({"village": village, "town": town, "machines": moved})
    else:
        tell(say("county.put_under", village=village, town=town, machines=moved))


def merge_towns(
    old: Annotated[str, typer.Argument(help="9 digits of the township that ends")],
    new: Annotated[str, typer.Argument(help="9 digits of the one it is part of now")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Merge a township into another: villages, households and machines go along, its code ends today.

    --json: old, new, machines that see other places now.
    """
    with reached(data) as (_, database):
        do = noted("merge_towns", lambda c: borders.merge_towns(c, old, new, now().date()), old=old, new=new)
        moved = database.run(NOTHING, do)
    if as_json:
        print_json({"old": old, "new": new, "machines": moved})
    else:
        tell(say("county.towns_merged", town=old, into=new, machines=moved))


def move(
    household: Annotated[str, typer.Argument(help="the household's id")],
    village: Annotated[str, typer.Argument(help="12 digits")],
    reason: Annotated[str, typer.Option("--reason", help="why, for the record")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Put a household into a village of any township, both sides at once. --json: household, village."""
    moment = now()
    with reached(data) as (_, database):
        do = noted(
            "move",
            lambda c: borders.relocate(c, household, village, "county", moment, reason),
            household=household,
        )
        database.run(NOTHING, do)
    if as_json:
        print_json({"household": household, "village": village})
    else:
        tell(say("county.moved"))
