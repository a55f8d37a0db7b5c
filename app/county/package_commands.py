"""Commands about sticks: take in what machines sent, write what goes back, list what waits."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from app.county.counties import County
from app.county.databases import NOTHING, Connection
from app.county.devices import device_of, list_devices
from app.county.doors import AsJson, Data, print_json, reached, tell
from app.county.keepsakes import keepsakes_of
from app.county.package_lists import Hole, held_packages, hole_before
from app.county.packages import Came, import_packages
from app.county.replies import Wrote, export_packages
from app.texts import say

HELD = "held"
"""The folder, in the data folder, of packages that wait for others; they are still sealed."""

sticks = typer.Typer(help="Packages on a stick.", no_args_is_help=True)

Folder = Annotated[Path, typer.Argument(help="the stick, or a folder; only *.fpkg in it is looked at")]


@sticks.command("import")
def take_in(folder: Folder, data: Data = None, as_json: AsJson = False) -> None:
    """Take in every package for this county; what comes too early is held and told.

    --json: a list of file, state (taken, known, held, refused), why, device, number, new, hole (numbers, first, last).
    """
    with reached(data) as (at, database):
        county = County(database, keepsakes_of(at))
        came = import_packages(county, folder, at / HELD)
        offices = _offices(county)
    if as_json:
        print_json([asdict(one) for one in came])
        return
    for one in came:
        tell(say("packages.bad_file", file=one.file, why=_said(one, offices)))
    if not came:
        tell(say("packages.nothing"))


@sticks.command("export")
def write_out(
    folder: Folder,
    device: Annotated[
        list[str] | None, typer.Option("--device", help="a machine's id; may be repeated")
    ] = None,
    snapshot: Annotated[bool, typer.Option("--snapshot", help="all that stands in its places")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write a package for each machine named, else for each whose own packages lie in the folder.

    --json: a list of device, kind, file, bytes, number, cursor, answers, why.
    """
    with reached(data) as (at, database):
        county = County(database, keepsakes_of(at), folder=at)
        wrote = export_packages(county, folder, device or (), snapshot=snapshot)
        offices = _offices(county)
    if as_json:
        print_json([asdict(one) for one in wrote])
        return
    for one in wrote:
        tell(_wrote(one, offices))
    if not wrote:
        tell(say("packages.nothing"))


@sticks.command("list")
def list_held(data: Data = None, as_json: AsJson = False) -> None:
    """The packages that wait for others, and what is missing before each.

    --json: a list of device, office, number, dseq_from, dseq_to, hole (numbers, first, last).
    """
    with reached(data) as (_, database):
        held = database.run(NOTHING, _held)
    if as_json:
        print_json(held)
        return
    for one in held:
        told = _gap(Hole(**one["hole"])) if isinstance(one["hole"], dict) else ""
        print(f"{one['device']}\t{one['office']}\t{one['number']}\t{told}")


def _held(connection: Connection) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for listed in list_devices(connection):
        device = device_of(connection, listed["id"])
        for one in held_packages(connection, device) if device else ():
            hole = hole_before(connection, device, one) if device else None
            found.append(
                {
                    "device": listed["id"],
                    "office": listed["office"],
                    "number": one.number,
                    "dseq_from": one.dseq_from,
                    "dseq_to": one.dseq_to,
                    "hole": asdict(hole) if hole else None,
                }
            )
    return found


def _offices(county: County) -> dict[str, str]:
    return {one["id"]: one["office"] for one in county.database.run(NOTHING, list_devices)}


def _said(one: Came, offices: dict[str, str]) -> str:
    office = offices.get(one.device, one.device)
    if one.state == "known":
        return say("packages.known", number=one.number)
    if one.hole:
        return _gap(one.hole)
    if one.why == "refused":
        return say("packages.refused", office=office)
    if one.why:
        return say(f"packages.{one.why}")
    if one.number:
        return say("packages.arrived", office=office, number=one.number, new=one.new)
    return say("packages.greeted", office=office)


def _gap(hole: Hole) -> str:
    if hole.numbers:
        return say("packages.gap", numbers=say("packages.comma").join(map(str, hole.numbers)))
    count = hole.last - hole.first + 1
    return say("packages.gap_unnumbered", count=count, first=hole.first, last=hole.last)


def _wrote(one: Wrote, offices: dict[str, str]) -> str:
    office = offices.get(one.device, one.device)
    if one.why == "no_push":
        return say("packages.no_push", office=office)
    return say(f"packages.{one.why}") if one.why else say("packages.wrote", office=office)
