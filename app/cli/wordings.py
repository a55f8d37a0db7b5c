"""Commands under `notice wording`: how the office words a kind of notice, a village or the county otherwise."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.texts import say

if TYPE_CHECKING:
    from app.operations.notices.wordings import Wording
    from app.operations.offices import Office

Kind = Annotated[str, typer.Argument(help="a kind of forms/notices/, such as monitor-in")]
Village = Annotated[
    str | None, typer.Option("--village", help="twelve digits or a village's name, else the township")
]
County = Annotated[bool, typer.Option("--county", help="the whole county instead of the township")]


def register(room: typer.Typer) -> None:
    """Put `wording` with its commands under `notice`."""
    here = typer.Typer(
        name="wording", help="The office's own wording of a kind of notice.", no_args_is_help=True
    )
    for name, command in (("show", show), ("set", set_it), ("clear", clear)):
        here.command(name)(command)
    room.add_typer(here)


def show(
    kind: Annotated[str | None, typer.Argument(help="a kind; without one all of them")] = None,
    village: Village = None,
    county: County = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """How a kind is worded there. --json: kind, title, wording, place (null: as shipped), gaps, history."""
    from app.operations.notices.wordings import wording_for, wordings_of

    with opened(data) as office:
        place = _place(office, village, county)
        found = [wording_for(office, kind, place)] if kind else wordings_of(office, place)
        told = [_document(office, one, place, history=kind is not None) for one in found]
    if as_json:
        print_json(told[0] if kind else told)
        return
    for one in told:
        print(one["kind"], one["title"], one["place"] or say("wordings.shipped"), sep="\t")
        if kind:
            print(one["wording"])


def set_it(
    kind: Kind,
    title: Annotated[str | None, typer.Option("--title", help="a | where it may be broken")] = None,
    wording: Annotated[str | None, typer.Option("--wording", help="every gap must stay")] = None,
    file: Annotated[Path | None, typer.Option("--from", help="a text file with the wording, UTF-8")] = None,
    village: Village = None,
    county: County = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Word a kind otherwise from now on; what is drafted already stays. --json: as `show`."""
    from app.operations.notices.wordings import set_wording

    with opened(data) as office:
        place = _place(office, village, county)
        text = _read(file) if file else wording
        set_wording(office, kind, place, title=title, wording=text)
        _say(office, kind, place, as_json)


def clear(
    kind: Kind,
    village: Village = None,
    county: County = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Give up a place's own wording. --json: as `show`, of the wording that holds then."""
    from app.operations.notices.wordings import clear_wording

    with opened(data) as office:
        place = _place(office, village, county)
        clear_wording(office, kind, place)
        _say(office, kind, place, as_json)


def _say(office: "Office", kind: str, place: str, as_json: bool) -> None:
    from app.operations.notices.wordings import wording_for
    from app.operations.places import divisions

    now = wording_for(office, kind, place)
    if as_json:
        print_json(_document(office, now, place, history=True))
        return
    where = divisions(office)[place]
    if now.place == where:
        tell(say("wordings.set_for", place=where.name, kind=now.kind.label))
    else:
        source = now.place.name if now.place else say("wordings.shipped")
        tell(say("wordings.cleared", place=where.name, kind=now.kind.label, source=source))


def _document(office: "Office", one: "Wording", place: str, *, history: bool) -> dict[str, Any]:
    from app.operations.notices.wordings import wording_history
    from app.rules.wordings import gaps_in_order

    told: dict[str, Any] = {
        "kind": one.kind.key,
        "title": one.title,
        "wording": one.wording,
        "place": one.place.name if one.place else None,
        "gaps": list(gaps_in_order(one.kind.title + one.kind.wording)),
    }
    if history:
        told["history"] = [
            {"at": change.at, "by": change.actor, "action": change.action, "title": change.title,
             "wording": change.wording}
            for change in wording_history(office, one.kind.key, place)
        ]  # fmt: skip
    return told


def _place(office: "Office", village: str | None, county: bool) -> str:
    from app.operations.finding import village_named
    from app.operations.notices.wordings import need_place, places_above

    if place := village_named(office, village):
        return place.id
    if county:
        return next(one.id for one in places_above(office) if one.level == "county")
    return need_place(office).id


def _read(file: Path) -> str:
    from app.errors import Problem

    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Problem("wordings.no_file", file=file.name) from error
