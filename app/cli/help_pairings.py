"""Commands for who helps whom: workbooks in, who lacks a helper, lists, handing over, forces and loads."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, show_progress, tell
from app.cli.lines import DryRun, Files, Household, Village, print_lines, typed
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.operations.pairings import Force, PairedLine


class What(StrEnum):
    """What the workbooks of `pairing import` hold."""

    PAIRING = "pairing"
    CADRE = "cadre"
    UNIT = "unit"
    POSTING = "posting"


class Only(StrEnum):
    """Which households `pairing list` shows."""

    ALL = "all"
    HELPED = "helped"
    UNHELPED = "unhelped"
    GAP = "gap"
    NEEDING = "needing"


Cadre = Annotated[str, typer.Option("--cadre", help="name, telephone, or our id")]
Kind = Annotated[str, typer.Option("--kind", help="code or word of the kind of pairing")]
Day = Annotated[str | None, typer.Option("--on", help="the day; today")]
Reason = Annotated[str, typer.Option("--reason", help="code or word of why")]


def register(door: typer.Typer) -> None:
    """Put `pairing` with its commands on the door."""
    room = typer.Typer(name="pairing", help="Who helps which household.", no_args_is_help=True)
    room.command("import")(import_them)
    room.command("gaps")(gaps)
    room.command("list")(list_them)
    room.command("add")(add)
    room.command("end")(end)
    room.command("handover")(handover)
    room.command("forces")(list_forces)
    room.command("load")(load)
    door.add_typer(room)


def import_them(
    files: Files,
    what: Annotated[What, typer.Option("--what", help="what the rows are")] = What.PAIRING,
    on: Annotated[str | None, typer.Option("--on", help="first day of pairings that name none")] = None,
    dry_run: DryRun = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Pairings (or cadres, units, postings) out of workbooks: all of a call or nothing, one batch.

    Another cadre for a household that has one is a handover on the row's day. --json: lines with
    created/updated/unchanged/refused, handovers, cadres, units, refusals (file, sheet, row, column, sentence), batch.
    Exit status 1 when anything was refused: then nothing was written.
    """
    from app.operations.line_imports import import_lines

    with opened(data) as office:
        day = _day(office, on) if on else None
        report = import_lines(office, files, what.value, on=day, dry_run=dry_run, progress=show_progress())
    if as_json:
        print_json(report.document())
    else:
        tell(report.text())
    if report.refused:
        raise typer.Exit(1)


def gaps(village: Village = None, on: Day = None, data: Data = None, as_json: AsJson = False) -> None:
    """Households that must have a helper and have none: should be empty.

    --json: a list of household, code, head, village, group, kind, need, state (never, ended, left), last, since.
    """
    from app.operations.pairings import pairing_gaps

    with opened(data) as office:
        kinds = office.forms.codes["help_kind"]
        found = [
            {
                "household": gap.household_id,
                "code": gap.code or None,
                "head": gap.head,
                "village": gap.village,
                "group": gap.group,
                "kind": kinds.name(gap.kind),
                "need": gap.need,
                "state": gap.state,
                "last": gap.last or None,
                "since": gap.since,
            }
            for gap in pairing_gaps(office, village, _day(office, on))
        ]
    print_lines(found, ("village", "group", "head", "need", "kind", "last", "since"), as_json)
    if not found and not as_json:
        tell(say("help_pairings.no_gaps"))


def list_them(
    village: Village = None,
    kind: Kind = "1",
    cadre: Annotated[str | None, typer.Option("--cadre", help="name, telephone, or our id")] = None,
    only: Annotated[Only, typer.Option("--only")] = Only.ALL,
    on: Day = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Households and who helps them. --json: a list of household, code, village, group, head, need, pairing, cadre,
    name, unit, post, phone, started_on."""
    from app.operations.cadres import cadre_named
    from app.operations.finding import village_named
    from app.operations.pairings import ONLY, PairingQuery, find_pairings

    with opened(data) as office:
        division = village_named(office, village)
        query = PairingQuery(
            division_id=division.id if division else None,
            kind=_code(office, "kind", kind),
            cadre_id=cadre_named(office, cadre) if cadre else None,
            only=next((one for one in ONLY if one == only.value), ""),
            day=_day(office, on),
        )
        lines = find_pairings(office, query)
        found = [_paired(line) for line in lines.page(0, len(lines))]
    print_lines(found, ("village", "group", "head", "name", "unit", "phone", "started_on"), as_json)


def _paired(line: "PairedLine") -> dict[str, Any]:
    return {
        "household": line.household_id,
        "code": line.code or None,
        "village": line.village,
        "group": line.group,
        "head": line.head,
        "need": line.need or None,
        "pairing": line.pairing_id or None,
        "cadre": line.cadre_id or None,
        "name": line.name or None,
        "unit": line.unit or None,
        "post": line.post or None,
        "phone": line.phone or None,
        "started_on": line.started_on,
    }


def add(
    household: Household,
    cadre: Cadre,
    kind: Kind = "1",
    on: Day = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Pair a household with a cadre. --json: id, household, cadre."""
    from app.operations.cadres import cadre_named
    from app.operations.finding import household_named
    from app.operations.pairings import pair

    with opened(data) as office:
        one, who = household_named(office, household), cadre_named(office, cadre)
        made = pair(office, one, who, _code(office, "kind", kind), _day(office, on))
    if as_json:
        print_json({"id": made, "household": one, "cadre": who})
    else:
        tell(say("help_pairings.added"))


def end(
    pairing: Annotated[str, typer.Argument(help="its id, as `pairing list` gives it")],
    on: Day = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """End a pairing where help ends; a household that needs help must be given a reason. --json: id."""
    from app.operations.pairings import end_pairing

    with opened(data) as office:
        end_pairing(office, pairing, _day(office, on), _code(office, "reason", reason))
    if as_json:
        print_json({"id": pairing})
    else:
        tell(say("help_pairings.ended"))


def handover(
    to: Annotated[str, typer.Option("--to", help="who takes over: name, telephone, or our id")],
    reason: Reason,
    from_: Annotated[str | None, typer.Option("--from", help="all households of this cadre")] = None,
    household: Annotated[
        list[str] | None, typer.Option("--household", help="these households: id, national code, ID number")
    ] = None,
    kind: Kind = "1",
    on: Day = None,
    handed: Annotated[str, typer.Option("--handed", help="what was passed on")] = "",
    leaves: Annotated[bool, typer.Option("--leaves", help="the old cadre's own term ends that day")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Give households to another cadre, all or none. --json: batch (for `undo`), households, pairings (new ids)."""
    from app.operations.cadres import cadre_named
    from app.operations.pairings import hand_over, hand_over_cadre

    with opened(data) as office:
        taker, day, why = cadre_named(office, to), _day(office, on), _code(office, "reason", reason)
        if from_:
            done = hand_over_cadre(office, cadre_named(office, from_), taker, day, why, handed, leaves=leaves)
        else:
            done = hand_over(office, _running(office, household or [], kind, day), taker, day, why, handed)
    if as_json:
        print_json({"batch": done.batch, "households": done.households, "pairings": done.pairings})
    else:
        tell(say("help_pairings.handed_over", households=done.households, batch=done.batch))


def _running(office: "Office", households: list[str], kind: str, day: date) -> list[str]:
    """The lines of that kind that hold for these households."""
    from app.operations.finding import household_named
    from app.operations.pairings import list_pairings

    code, found = _code(office, "kind", kind), []
    for named in households:
        lines = list_pairings(office, household_named(office, named))
        found += [line.id for line in lines if line.kind == code and line.ended_on is None]
    return found


def list_forces(village: Village = None, on: Day = None, data: Data = None, as_json: AsJson = False) -> None:
    """Unit, village, cadre, households. --json: a list of unit, level, village, cadre, name, post, phone, kinds, teams,
    households (household, head, group)."""
    from app.operations.pairings import forces

    with opened(data) as office:
        found = [_force(office, one) for one in forces(office, village, _day(office, on))]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        heads = "\u3001".join(str(home["head"]) for home in one["households"])
        print("\t".join([*(str(one[key] or "") for key in ("unit", "village", "name", "phone")), heads]))


def _force(office: "Office", one: "Force") -> dict[str, Any]:
    kinds, teams = office.forms.codes["help_kind"], office.forms.codes["team"]
    return {
        "unit": one.unit or None,
        "level": one.level or None,
        "village": one.village,
        "cadre": one.cadre_id,
        "name": one.name,
        "post": one.cadre.get("post"),
        "phone": one.cadre.get("phone"),
        "kinds": [kinds.name(code) for code in one.kinds],
        "teams": [teams.name(code) for code in one.teams],
        "households": [
            {"household": home.household_id, "head": home.head, "group": home.group}
            for home in one.households
        ],
    }


def load(on: Day = None, data: Data = None, as_json: AsJson = False) -> None:
    """Each cadre's households against the quota of his rank: too many first.

    --json: a list of cadre, name, unit, rank, post, phone, households, least, most, and standing:
    over, under, ok, unknown.
    """
    from app.operations.pairings import load_of_cadres

    with opened(data) as office:
        ranks = office.forms.codes["cadre_rank"]
        found = [
            {
                "cadre": one.id,
                "name": one.name,
                "unit": one.unit or None,
                "rank": ranks.name(one.rank) or None,
                "post": one.post or None,
                "phone": one.phone or None,
                "households": one.households,
                "least": one.limit[0] if one.limit else None,
                "most": one.limit[1] if one.limit else None,
                "standing": one.standing,
            }
            for one in load_of_cadres(office, _day(office, on))
        ]
    print_lines(found, ("name", "unit", "rank", "households", "least", "most", "standing"), as_json)


def _day(office: "Office", said: str | None) -> date:
    """A day as it was typed, today where none was."""
    found = typed(office, "pairing", {"started_on": said}).get("started_on") if said else None
    return found if isinstance(found, date) else office.clock().date()


def _code(office: "Office", field: str, said: str) -> str:
    """The code of a word of the pairing's form."""
    return str(typed(office, "pairing", {field: said or None}).get(field) or "")
