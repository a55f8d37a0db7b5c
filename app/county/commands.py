"""What the county's script's door can do."""

import os
from pathlib import Path
from typing import Annotated

import typer

from app.county.audits import noted
from app.county.beginning_commands import begin, make_beside
from app.county.border_commands import register as register_borders
from app.county.clusters import start_cluster, stop_cluster
from app.county.counties import now
from app.county.databases import NOTHING
from app.county.doors import AsJson, Data, county_folder, print_json, reached, tell
from app.county.hub_commands import hubs
from app.county.keepsakes import keepsakes_of
from app.county.package_commands import sticks
from app.county.publication_commands import register as register_publications
from app.errors import Problem
from app.texts import say

door = typer.Typer(
    help="The county's server.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)
people = typer.Typer(help="People who sign in by browser.", no_args_is_help=True)
door.add_typer(people, name="users")
door.add_typer(sticks, name="packages")
door.add_typer(hubs, name="hub")
register_publications(door)
register_borders(door)
door.command()(begin)

Code = Annotated[
    list[str], typer.Argument(help="codes of 2, 4, 6, 9 or 12 digits; the machine sees what is below")
]


@door.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="the address to listen on")] = "0.0.0.0",
    port: Annotated[int, typer.Option("--port", help="0 takes a free one")] = 8443,
    address: Annotated[str, typer.Option("--address", help="how machines reach it; written into codes")] = "",
    name: Annotated[str, typer.Option("--name", help="the county's name")] = "",
    certificate: Annotated[
        Path | None, typer.Option("--certificate", help="PEM; else one of its own")
    ] = None,
    key: Annotated[Path | None, typer.Option("--key", help="PEM")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="http, on this machine's loopback only")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Serve until stopped. --json: url, fingerprint, as soon as it answers."""
    from app.county.serving import Address, serve_county

    if plain and host not in ("127.0.0.1", "localhost", "::1"):
        raise Problem("county.plain_far")
    given = (certificate, key) if certificate and key else None
    listening = Address(host, port, address, name, given, plain=plain)
    for url, fingerprint in serve_county(county_folder(data), listening):
        if as_json:
            print_json({"url": url, "fingerprint": fingerprint})
        else:
            tell(say("county.serving", url=url, fingerprint=fingerprint or "-"))


@door.command()
def enrol(
    codes: Code,
    note: Annotated[str, typer.Option("--note", help="for whom")] = "",
    hub: Annotated[
        bool, typer.Option("--hub", help="for a township's own server and all its machines")
    ] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Make a code with which one machine may enrol, within seven days. --json: line, code, codes, url, fingerprint."""
    from app.county.devices import make_code
    from app.county.places import LEVELS
    from app.county.serving import served_at

    for one in codes:
        if not one.isdigit() or len(one) not in LEVELS:
            raise Problem("county.division_code", division=one)
    with reached(data) as (folder, database):
        made = database.run(
            NOTHING, noted("enrol", lambda c: make_code(c, codes, note, now(), hub=hub), codes=codes)
        )
        if not hub:
            make_beside(folder, database, codes)
        url, fingerprint = served_at(folder)
    line = f"{url}/#{made}" + (f".{fingerprint}" if fingerprint else "")
    if as_json:
        print_json({"line": line, "code": made, "codes": codes, "url": url, "fingerprint": fingerprint})
    else:
        print(line)
        tell(say("hub.code_made") if hub else say("county.code_made"))


@door.command()
def revoke(device: str, data: Data = None, as_json: AsJson = False) -> None:
    """Answer a machine no longer. --json: device."""
    from app.county import devices

    with reached(data) as (_, database):
        database.run(NOTHING, noted("revoke", lambda c: devices.revoke(c, device, now()), device=device))
    if as_json:
        print_json({"device": device})
    else:
        tell(say("county.revoked_done", device=device))


@door.command()
def status(data: Data = None, as_json: AsJson = False) -> None:
    """The server, its feed, its machines. --json: server, epoch, county, high, backed_up_through, rows, … devices."""
    from app.county.statuses import status as look

    with reached(data) as (_, database):
        found = look(database)
    if as_json:
        print_json(found)
        return
    devices = found.pop("devices")
    tell(say("county.status", devices=len(devices), **found))
    for one in devices:
        state = "revoked" if one["revoked_at"] else one["alarm"] or "ok"
        print(
            "\t".join(
                (
                    one["id"],
                    one["office"],
                    one["name"],
                    ",".join(one["codes"]),
                    str(one["last_seen"] or "-"),
                    state,
                )
            )
        )


@door.command()
def backup(file: Path, data: Data = None, as_json: AsJson = False) -> None:
    """Copy database and attachments into one file and read it through. --json: file, bytes, through, files."""
    from app.county.backups import back_up

    with reached(data) as (folder, database):
        made = back_up(database, keepsakes_of(folder), file.absolute(), folder)
        database.run(NOTHING, noted("backup", lambda c: None, through=made.through))
    if as_json:
        print_json({"file": made.file, "bytes": made.bytes, "through": made.through, "files": made.files})
    else:
        tell(say("county.backed_up", file=made.file, through=made.through, files=made.files))


@door.command()
def restore(file: Path, data: Data = None, as_json: AsJson = False) -> None:
    """Put a backup back, as another server to the machines; what was there stays. --json: file, kept, files."""
    from app.county.restores import Seat
    from app.county.restores import restore as put_back

    folder = county_folder(data)
    if not file.is_file():
        raise Problem("county.backup_missing", file=file)
    with reached(data):
        pass  # a fresh folder gets its database and roles first
    url = os.environ.get("HUDANG_COUNTY_DATABASE_URL", "")
    keepsakes = keepsakes_of(folder)
    cluster = None if url else start_cluster(folder, keepsakes)
    try:
        done = put_back(Seat(folder, keepsakes, cluster, url), file.absolute(), now())
    finally:
        if cluster is not None and cluster.ours:
            stop_cluster(cluster)
    if as_json:
        print_json({"file": file, "kept": done.kept, "files": done.files})
    else:
        tell(say("county.restored", file=file, kept=done.kept, files=done.files))


@door.command("import-divisions")
def import_divisions(
    code: Annotated[str, typer.Argument(help="the county's six digits")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Write down every township and village of a county from the list that ships. --json: code, divisions, new."""
    from app.county import places
    from app.rules.places import children, path_of

    if not path_of(code):
        raise Problem("county.division_code", division=code)
    found = {code: path_of(code)[-1].name}
    for one in children(code):
        found |= {one.code: one.name} | {below.code: below.name for below in children(one.code)}
    with reached(data) as (_, database):
        made = database.run(NOTHING, lambda c: places.import_divisions(c, code, found))
    if as_json:
        print_json({"code": code, "divisions": len(found), "new": made})
    else:
        tell(say("county.divisions_imported", count=len(found), new=made))


@door.command()
def audit(
    limit: Annotated[int, typer.Option("--limit", min=1, help="the newest so many")] = 100,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """What was done at this server and on the machines, as the auditor's role reads it; its chain is proved first.

    --json: broken (numbers of entries that do not follow), entries (seq, at, who, act, area, details).
    """
    from app.county.audits import audited

    with reached(data) as (_, database):
        found = audited(database.auditor_url, limit)
    if as_json:
        print_json(found)
    else:
        for one in found["entries"]:
            print("\t".join(str(value if value is not None else "-") for value in one.values()))
        tell(
            say("county.audit_whole")
            if not found["broken"]
            else say("county.audit_broken", seq=found["broken"][0])
        )
    if found["broken"]:
        raise typer.Exit(1)


@people.command("add")
def add(
    name: str,
    role: Annotated[str, typer.Option("--role", help="reader, approver, admin or auditor")],
    code: Annotated[
        str, typer.Option("--code", help="at and below which division; without, the whole county")
    ] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Let somebody sign in; the password is HUDANG_PASSWORD. --json: name, role, code."""
    from app.county.places import LEVELS
    from app.county.users import CountyUser, add_user

    if code and not (code.isdigit() and len(code) in LEVELS):
        raise Problem("county.division_code", division=code)
    password = os.environ.get("HUDANG_PASSWORD")
    if password is None:
        raise Problem("county.password_missing", variable="HUDANG_PASSWORD")
    with reached(data) as (_, database):
        database.run(
            NOTHING,
            noted(
                "add_user",
                lambda c: add_user(c, CountyUser(name, role, code), password),
                name=name,
                role=role,
            ),
        )
    if as_json:
        print_json({"name": name, "role": role, "code": code})
    else:
        tell(say("county.user_added", name=name))


@people.command("close")
def close(name: str, data: Data = None, as_json: AsJson = False) -> None:
    """Let somebody sign in no longer. --json: name."""
    from app.county.users import close_user

    with reached(data) as (_, database):
        database.run(NOTHING, noted("close_user", lambda c: close_user(c, name, now()), name=name))
    if as_json:
        print_json({"name": name})
    else:
        tell(say("county.user_closed", name=name))


@people.command("unlock")
def unlock(name: str, data: Data = None, as_json: AsJson = False) -> None:
    """Forget the wrong passwords of somebody locked out. --json: name."""
    from app.county.users import unlock_user

    with reached(data) as (_, database):
        database.run(NOTHING, noted("unlock_user", lambda c: unlock_user(c, name), name=name))
    if as_json:
        print_json({"name": name})
    else:
        tell(say("county.user_unlocked", name=name))


@people.command("list")
def list_people(data: Data = None, as_json: AsJson = False) -> None:
    """Who may sign in. --json: a list of name, role, code, locked_until, closed_at."""
    from app.county.users import list_users

    with reached(data) as (_, database):
        found = database.run(NOTHING, list_users)
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(value or "-") for value in one.values()))
