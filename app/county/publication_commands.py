"""Commands that publish to the townships: `publish`, `deadline`, `published`, `withdraw`."""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from app.county.audits import noted
from app.county.counties import now
from app.county.databases import NOTHING, Connection, set_scope
from app.county.doors import AsJson, Data, print_json, reached, tell
from app.county.places import scope_of_codes
from app.county.publications import (
    Publisher,
    only_county,
    publish_deadline,
    publish_pack,
    published_deadlines,
    published_packs,
    withdraw,
)
from app.errors import Problem
from app.texts import say

SERVER = "county"
Code = Annotated[
    str, typer.Option("--code", help="to the townships of which division; without, the county's own")
]
Remark = Annotated[str, typer.Option("--remark", help="what the townships are told with it")]


def register(door: typer.Typer) -> None:
    """Put the commands on the county's door."""
    for name, command in (
        ("publish", publish), ("deadline", deadline), ("published", published), ("withdraw", take_back),
    ):  # fmt: skip
        door.command(name)(command)


def publish(
    file: Annotated[Path, typer.Argument(help="a policy pack")],
    code: Code = "",
    remark: Remark = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Give a policy pack to the townships: they hear of it when they sync. --json: id, key, version, differences."""
    told = _bytes(file)
    with reached(data) as (_, database):
        found = database.run(
            NOTHING,
            noted(
                "publish_pack",
                lambda c: publish_pack(c, (file.name, told), _publisher(c, code), now(), remark),
                file=file.name,
            ),
        )
    if as_json:
        print_json({
            "id": found.id, "key": found.pack.key, "version": found.pack.version, "checksum": found.pack.checksum,
            "differences": [asdict(one) for one in found.differences],
        })  # fmt: skip
    else:
        tell(
            say(
                "packs.published",
                pack=found.pack.label,
                version=found.pack.version,
                count=len(found.differences),
            )
        )


def deadline(
    title: Annotated[str, typer.Argument(help="what is due")],
    due: Annotated[str, typer.Option("--due", help="yyyy-mm-dd")],
    code: Code = "",
    remark: Remark = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Tell the townships what is due by a day. --json: id, title, due."""
    try:
        day = date.fromisoformat(due)
    except ValueError:
        raise Problem("packs.bad_day", day=due) from None
    with reached(data) as (_, database):
        row = database.run(
            NOTHING,
            noted(
                "publish_deadline",
                lambda c: publish_deadline(c, title, day, _publisher(c, code), now(), remark),
            ),
        )
    if as_json:
        print_json({"id": row, "title": title, "due": day.isoformat()})
    else:
        tell(say("packs.deadline_published", title=title, day=day))


def published(data: Data = None, as_json: AsJson = False) -> None:
    """What was published. --json: packs, deadlines."""
    with reached(data) as (_, database):

        def read(connection: Connection) -> dict[str, list[dict[str, object]]]:
            set_scope(connection, scope_of_codes(connection, [""]))
            deadlines = [asdict(one) for one in published_deadlines(connection)]
            return {
                "packs": [asdict(one) for one in published_packs(connection)],
                "deadlines": [{**one, "due": one["due"].isoformat()} for one in deadlines],
            }

        found = database.run(NOTHING, read)
    if as_json:
        print_json(found)
        return
    for one in (*found["packs"], *found["deadlines"]):
        print("\t".join(map(str, one.values())))


def take_back(
    publication: Annotated[str, typer.Argument(help="the id of what was published")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take back a pack or a deadline; what was installed stays. --json: id, name."""
    with reached(data) as (_, database):

        def do(connection: Connection) -> str:
            set_scope(connection, scope_of_codes(connection, [""]))
            return withdraw(connection, publication, Publisher(SERVER, ""), now())

        name = database.run(NOTHING, noted("withdraw", do, publication=publication))
    if as_json:
        print_json({"id": publication, "name": name})
    else:
        tell(say("packs.withdrawn", name=name))


def _publisher(connection: Connection, code: str) -> Publisher:
    """Who works at this server, publishing to a division; the transaction gets that division in its scope."""
    own = code or only_county(connection)
    set_scope(connection, scope_of_codes(connection, [own]))
    return Publisher(SERVER, own)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Problem("packs.unreadable", file=file.name, reason=error.strerror or "") from error
