"""Commands of a township that serves itself: open a hub, join the county, see who has gone over."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

import typer

from app.county.addresses import own_addresses
from app.county.audits import noted
from app.county.counties import County, now
from app.county.databases import NOTHING, Connection, Database
from app.county.devices import list_devices, make_code
from app.county.doors import AsJson, Data, county_folder, print_json, reached, show_progress, tell
from app.county.hubs.leaving import is_shut, joined_of
from app.county.keepsakes import keepsakes_of
from app.county.places import import_divisions
from app.errors import Problem
from app.rules.places import children, path_of
from app.texts import say

hubs = typer.Typer(help="A township that serves itself, until it joins a county.", no_args_is_help=True)


@dataclass(frozen=True, slots=True)
class Lines:
    """What people type: the line for this PC's own window, and those for laptops."""

    here: str = ""
    laptops: tuple[str, ...] = ()


@hubs.command("open")
def open_hub(
    code: Annotated[str, typer.Argument(help="the township's nine digits")],
    laptops: Annotated[int, typer.Option("--laptops", min=0, help="lines to print for laptops")] = 1,
    port: Annotated[int, typer.Option("--port", help="0 takes a free one")] = 8443,
    address: Annotated[str, typer.Option("--address", help="how laptops reach this PC; else found")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Serve a township from its own PC: its window and its laptops sync here, by LAN or stick.

    The first start prints a line for this PC's window and one for each of --laptops; later ones come from `enrol`.
    --json: url, fingerprint, addresses, here, laptops, as soon as it answers.
    """
    from app.county.serving import Address, serve_county

    name = _township(code)
    folder = county_folder(data)
    found = own_addresses()
    host = "127.0.0.1" if address in ("127.0.0.1", "localhost") else "0.0.0.0"
    for url, fingerprint in serve_county(folder, Address(host, port, address, name)):
        with reached(data) as (_, database):
            moved = database.run(NOTHING, joined_of).get("moved")
            lines = Lines() if moved else _first_lines(database, code, laptops, (url, fingerprint))
        if as_json:
            print_json({"url": url, "fingerprint": fingerprint, "addresses": found, **asdict(lines)})
        elif moved:
            tell(say("hub.moved_on", county=moved["county_name"], server=moved["server"]))
        else:
            _say_open(name, url, found, lines)


def _township(code: str) -> str:
    known = path_of(code) if len(code) == 9 and code.isdigit() else None
    if not known:
        raise Problem("hub.township_code", place=code)
    return known[-1].name


def _first_lines(database: Database, code: str, laptops: int, at: tuple[str, str]) -> Lines:
    """Lines for a hub that nobody has joined yet; none later, or each start would leave codes about."""
    names = {code: _township(code)} | {one.code: one.name for one in children(code)}
    database.run(NOTHING, lambda c: import_divisions(c, code, names))
    if database.run(NOTHING, list_devices):
        return Lines()
    url, fingerprint = at
    here = f"{urlsplit(url).scheme}://127.0.0.1:{urlsplit(url).port}"

    def line(connection: Connection, server: str) -> str:
        made = make_code(connection, [code], "", now())
        return f"{server}/#{made}" + (f".{fingerprint}" if fingerprint else "")

    def both(connection: Connection) -> Lines:
        return Lines(line(connection, here), tuple(line(connection, url) for _ in range(laptops)))

    return database.run(NOTHING, noted("enrol", both, codes=[code]))


def _say_open(name: str, url: str, addresses: list[str], lines: Lines) -> None:
    tell(say("hub.serving", name=name, url=url))
    others = [one for one in addresses if one != urlsplit(url).hostname]
    if others:
        tell(say("hub.other_addresses", addresses=", ".join(others)))
    if not addresses:
        tell(say("hub.no_network"))
    if lines.here:
        tell(say("hub.line_here"))
        print(lines.here)
    for one in lines.laptops:
        tell(say("hub.line_laptop"))
        print(one, flush=True)
    tell(say("hub.firewall", port=urlsplit(url).port or ""))


@hubs.command("join")
def join_county(
    line: Annotated[str | None, typer.Argument(help="what the county's `enrol CODE --hub` printed")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Bring everything to the county and send the laptops there; cut half way, it goes on without a line.

    --json: county, server, ops, known, judged, foreign, files.
    """
    from app.county.hubs.joining import Hub

    with reached(data) as (folder, database):
        county = County(database, keepsakes_of(folder), folder=folder)
        done = Hub(county, show_progress()).join(line)
    if as_json:
        print_json(asdict(done))
        return
    tell(say("hub.joined", county=done.county, ops=done.ops, files=done.files))
    if done.known or done.judged:
        tell(say("hub.met", known=done.known, judged=done.judged))
    if done.foreign:
        tell(say("hub.foreign", count=done.foreign))
    tell(say("hub.keep_serving"))


@hubs.command("status")
def show_status(data: Data = None, as_json: AsJson = False) -> None:
    """Which county this hub has joined, and which machines have not been sent there yet.

    --json: county, server, joined_at (empty where it has joined none), half_way, machines,
    waiting (id, office, name, last_seen).
    """
    with reached(data) as (_, database):
        found = database.run(NOTHING, _status)
    if as_json:
        print_json(found)
        return
    if found["half_way"]:
        tell(say("hub.half_way"))
    if not found["joined_at"]:
        tell(say("hub.on_its_own", machines=found["machines"]))
        return
    tell(say("hub.has_joined", county=found["county"], server=found["server"]))
    waiting = found["waiting"]
    for one in waiting if isinstance(waiting, list) else ():
        print("\t".join(str(one[name] or "-") for name in ("id", "office", "name", "last_seen")))
    tell(say("hub.still_waiting", count=len(waiting)) if waiting else say("hub.may_close"))  # type: ignore[arg-type]


def _status(connection: Connection) -> Mapping[str, object]:
    joined = joined_of(connection)
    at = str(joined["at"]) if "moved" in joined else ""
    machines = [one for one in list_devices(connection) if one["revoked_at"] is None]
    since = datetime.fromisoformat(at) if at else None
    late = [one for one in machines if since and (not one["last_seen"] or one["last_seen"] < since)]
    names = ("id", "office", "name", "last_seen")
    return {
        "county": joined.get("county", "") if at else "",
        "server": joined.get("server", "") if at else "",
        "joined_at": at,
        "half_way": not at and is_shut(connection),
        "machines": len(machines),
        "waiting": [{name: one[name] for name in names} for one in late],
    }
