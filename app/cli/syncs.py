"""Commands about the line to the county: enrol, one round, conflicts."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, show_progress, tell
from app.operations.offices import Office
from app.texts import say

Which = Annotated[str, typer.Argument(help="the conflict's id")]
Choice = Annotated[str, typer.Argument(help="keep, take or type")]
Reason = Annotated[str, typer.Option("--reason", help="why, for the record")]


def register(door: typer.Typer) -> None:
    """Put `sync` and `conflicts` on the door."""
    door.command("sync")(sync)
    door.command("files")(list_files)
    room = typer.Typer(name="conflicts", help="Where two people said different things.", no_args_is_help=True)
    room.command("list")(list_them)
    room.command("resolve")(resolve)
    door.add_typer(room)


def sync(
    server: Annotated[str | None, typer.Option("--server", help="another address of the same county")] = None,
    enrol: Annotated[str | None, typer.Option("--enrol", help="the line that the county gave")] = None,
    usb: Annotated[Path | None, typer.Option("--usb", help="by this stick or folder, without a line")] = None,
    files: Annotated[
        int | None, typer.Option("--files-mb", min=0, help="photos and scans at most today, in MB; 0 none")
    ] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """One round with the county; with --enrol the machine joins it first.

    --json: sent, received, deleted, left, conflicts, refused, waiting, mended, equal, sent_bytes, received_bytes,
    clock_off (seconds), rebootstrapped, branched, resent, begun, moved, files_sent, files_fetched, files_left.
    With --usb: wrote, waiting, missing (numbers of packages), taken, confirmed, received, deleted, left, refused,
    conflicts, unsent, equal, bad (file, sentence), said (sentences).
    """
    from app.operations.syncing import enrol_office, sync_now

    with opened(data) as office:
        if enrol is not None:
            joined = enrol_office(office, enrol)
            tell(say("sync.enrolled", county=joined.county))
        if usb is not None:
            _by_stick(office, usb, as_json=as_json)
            return
        budget = None if files is None else files * 1_000_000
        report = sync_now(office, show_progress(), server=server, budget=budget)
    off = round(report.clock_off.total_seconds())
    if as_json:
        print_json({**asdict(report), "clock_off": off})
        return
    said = {"sent": report.sent, "received": report.received, "conflicts": report.conflicts}
    tell(say("sync.done", **said, waiting=report.waiting))
    if report.moved:
        tell(say("sync.moved"))
    if report.begun:
        tell(say(f"sync.begun_{report.begun}"))
    if report.mended:
        tell(say("sync.mended"))
    if off:
        tell(say("sync.clock_off", minutes=abs(off) // 60))


def _by_stick(office: Office, folder: Path, *, as_json: bool) -> None:
    from app.operations.packages import usb_round

    done = usb_round(office, folder, show_progress())
    if as_json:
        print_json(asdict(done))
        return
    for sentence in done.said:
        tell(sentence)


def list_files(data: Data = None, as_json: AsJson = False) -> None:
    """Photos and scans that are not yet at the county, or not here.

    --json: household_id, head, name, size, here, hash of each.
    """
    from app.operations.carrying import list_waiting_files

    with opened(data) as office:
        found = list_waiting_files(office)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        state = say("sync_parts.files_to_send") if one.here else say("sync_parts.files_to_come")
        print(say("sync_parts.files_line", state=state, size=one.size / 1e3, name=one.name, head=one.head))
    if not found:
        tell(say("sync_parts.files_nothing"))


def list_them(
    every: Annotated[bool, typer.Option("--all", help="also those that are settled")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The conflicts that wait, oldest first.

    --json: id, kind, household, record, field, label, whom, base, mine, theirs, days, settled_as of each.
    """
    from app.operations.conflicts import Side, list_conflicts

    def by(side: Side) -> str:
        return f"{side.actor} {side.at[:16]}"

    with opened(data) as office:
        found = list_conflicts(office, settled=every)
    if as_json:
        print_json([asdict(one) for one in found])
        return
    for one in found:
        said: dict[str, Any] = {"id": one.id, "label": one.label, "days": one.days}
        sides = {"theirs": one.theirs.value, "mine": one.mine.value}
        print(say("conflicts.line", **said, **sides, theirs_by=by(one.theirs), mine_by=by(one.mine)))
    if not found:
        tell(say("conflicts.none"))


def resolve(
    conflict: Which,
    choice: Choice,
    reason: Reason,
    value: Annotated[str | None, typer.Option("--value", help="with type: what it is to say")] = None,
    second: Annotated[str | None, typer.Option("--with", help="who agrees: another user of this PC")] = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Decide a conflict: keep what stands, take the other, type a third. --json: conflict, settled_as.

    Identities and money ask for somebody who agrees: --with NAME and his password in HUDANG_SECOND_PASSWORD.
    """
    from app.operations.confirmations import Witness
    from app.operations.conflicts import choice_of, settle_conflict

    witness = Witness(second, os.environ.get("HUDANG_SECOND_PASSWORD", "")) if second else None
    with opened(data) as office:
        settle_conflict(office, conflict, choice_of(choice), reason, value, witness)
    if as_json:
        print_json({"conflict": conflict, "settled_as": choice})
    else:
        tell(say("conflicts.done"))
