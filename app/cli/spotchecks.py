"""The command `sample-check`: a sample drawn from a seed, its sheets, what was found, and the rates."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Out, Year, opened, print_json, show_progress, tell
from app.cli.lines import Household, print_lines, typed
from app.errors import Problem
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.operations.spotchecks.listing import SampledLine, SampleLine
    from app.rules.spotchecks import Kind, Rate

Named = Annotated[str, typer.Argument(help="the sample: its id, or its name")]
Said = Annotated[str | None, typer.Option()]


def register(door: typer.Typer) -> None:
    """Put `sample-check` with its commands on the door."""
    room = typer.Typer(name="sample-check", help="Samples for third-party checks.", no_args_is_help=True)
    for command in (draw, show, pack, enter, rates, table, close):
        room.command(command.__name__)(command)
    room.command("list")(list_them)
    door.add_typer(room)


def draw(
    name: Annotated[str, typer.Argument(help="what the sample is called")],
    size: Annotated[int, typer.Option("--size", help="households")],
    seed: Annotated[str, typer.Option("--seed", help="read out before the draw; else day and place")] = "",
    village: Annotated[
        list[str] | None, typer.Option("--village", help="only of these; again for more")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="exited, poor, monitored, ordinary; all")
    ] = None,
    least: Annotated[int, typer.Option("--least", min=0, help="so many of each village at least")] = 1,
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Draw a sample by village. --json: id, batch, seed, frame_hash, frame, size, strata, households."""
    from app.operations.finding import village_named
    from app.operations.spotchecks.drawing import SampleAsked, draw_check
    from app.operations.spotchecks.listing import sample_named

    with opened(data) as office:
        places = [village_named(office, one) for one in village or ()]
        ids = tuple(one.id for one in places if one)
        drawn = draw_check(office, SampleAsked(name, size, seed, _kinds(kind), ids, year, least))
        told = {"batch": drawn.batch, **_document(office, sample_named(office, drawn.id))}
    if as_json:
        print_json(told)
    else:
        tell(say("sample_cli.drawn", name=name, size=told["size"], seed=drawn.seed, batch=drawn.batch))


def _kinds(words: list[str] | None) -> "tuple[Kind, ...]":
    """The kinds asked for, all where none is named. Raises Problem for an unknown one."""
    from app.rules.spotchecks import KINDS

    for word in words or ():
        if word not in KINDS:
            raise Problem("sample_cli.no_kind", word=word, known="\u3001".join(KINDS))
    return tuple(one for one in KINDS if not words or one in words)


def _document(office: "Office", sample: "SampleLine") -> dict[str, Any]:
    """What `--json` says of a sample: how it was drawn, by village, and its households."""
    from app.operations.spotchecks.listing import frame_stands, sampled_of

    return {
        "id": sample.id,
        "name": sample.name,
        "seed": sample.seed,
        "drawn_on": sample.drawn_on.isoformat(),
        "year": sample.year,
        "frame": sample.frame_size,
        "frame_hash": sample.frame_hash,
        "frame_stands": frame_stands(office, sample),
        "size": sample.size,
        "kinds": list(sample.kinds),
        "checked": sample.checked,
        "closed_on": sample.closed_on.isoformat() if sample.closed_on else None,
        "strata": [
            {"village": one.village, "households": one.households, "drawn": one.drawn}
            for one in sample.strata
        ],
        "households": [_line(one) for one in sampled_of(office, sample)],
    }


def _line(one: "SampledLine") -> dict[str, Any]:
    return {
        "household": one.household_id,
        "code": one.code or None,
        "head": one.head,
        "village": one.village,
        "group": one.group or None,
        "kind": one.kind,
        "rank": one.rank,
        "token": one.token,
        "checked": one.checked,
        **{key: value for key, value in one.answers.items() if value is not None},
    }


def list_them(data: Data = None, as_json: AsJson = False) -> None:
    """The samples, the newest first. --json: a list of id, name, drawn_on, seed, frame, size, checked, closed_on."""
    from app.operations.spotchecks.listing import samples

    with opened(data) as office:
        found = [
            {
                "id": one.id,
                "name": one.name,
                "drawn_on": one.drawn_on.isoformat(),
                "seed": one.seed,
                "frame": one.frame_size,
                "size": one.size,
                "checked": one.checked,
                "closed_on": one.closed_on.isoformat() if one.closed_on else None,
            }
            for one in samples(office)
        ]
    print_lines(found, ("drawn_on", "name", "size", "frame", "checked", "seed"), as_json)


def show(name: Named, data: Data = None, as_json: AsJson = False) -> None:
    """A sample with its households and what was found there."""
    from app.operations.spotchecks.listing import sample_named
    from app.operations.spotchecks.tables import draw_words

    with opened(data) as office:
        sample = sample_named(office, name)
        told, words = _document(office, sample), draw_words(sample)
    if as_json:
        print_json(told)
        return
    print_lines(told["households"], ("village", "rank", "head", "kind", "checked"), False)
    tell(words)
    if not told["frame_stands"]:
        tell(say("sample_cli.frame_changed"))


def pack(name: Named, out: Out, data: Data = None, as_json: AsJson = False) -> None:
    """The pre-filled sheets of the drawn households in one PDF. --json: files, pages, households."""
    from app.operations.spotchecks.listing import sample_named
    from app.operations.spotchecks.tables import make_pack

    with opened(data) as office:
        made = make_pack(office, sample_named(office, name), out, show_progress())
    if as_json:
        print_json({"files": made.files, "pages": made.pages, "households": made.households})
    else:
        tell(say("sample_cli.pack", file=out.name, households=made.households, pages=made.pages))


def enter(
    name: Named,
    household: Household,
    on: Annotated[str | None, typer.Option("--on", help="day of the check; today if not given")] = None,
    checkers: Said = None,
    met: Said = None,
    poor_now: Annotated[
        str | None, typer.Option("--poor-now", help="yes or no: should be on the register")
    ] = None,
    meets: Annotated[str | None, typer.Option("--meets", help="yes or no: meets what an exit asks")] = None,
    asked: Annotated[int | None, typer.Option("--asked", help="persons asked")] = None,
    content: Annotated[int | None, typer.Option("--content", help="of them content")] = None,
    found: Said = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Enter what was found at a household; what is not named stays. --json: the household's line."""
    from app.operations.finding import household_named
    from app.operations.spotchecks.entering import enter_check
    from app.operations.spotchecks.listing import sample_named

    with opened(data) as office:
        given = {
            "checked_on": on or office.clock().date().isoformat(),
            "checkers": checkers,
            "met": met,
            "poor_now": poor_now,
            "meets": meets,
            "asked": asked,
            "content": content,
            "found": found,
        }
        one = household_named(office, household)
        line = enter_check(office, sample_named(office, name), one, typed(office, "sampled", given))
    if as_json:
        print_json(_line(line))
    else:
        tell(say("sample_cli.entered", head=line.head))


def rates(name: Named, data: Data = None, as_json: AsJson = False) -> None:
    """The rates with their formulas and counts. --json: checked, size, rates, villages."""
    from app.operations.spotchecks.listing import rates_by_village, rates_of, sample_named, sampled_of
    from app.operations.spotchecks.tables import rate_words

    with opened(data) as office:
        sample = sample_named(office, name)
        lines = sampled_of(office, sample)
    found = rates_of(lines)
    if as_json:
        villages = {village: _rates(some) for village, some in rates_by_village(lines).items()}
        print_json(
            {"checked": sample.checked, "size": sample.size, "rates": _rates(found), "villages": villages}
        )
        return
    for one in found:
        print(rate_words(one))


def _rates(found: "tuple[Rate, ...]") -> dict[str, Any]:
    from app.operations.spotchecks.tables import rate_words

    return {
        one.key: {
            "part": one.part,
            "whole": one.whole,
            "unknown": one.unknown,
            "percent": one.percent,
            "formula": rate_words(one),
        }
        for one in found
    }


def table(name: Named, out: Out, data: Data = None, as_json: AsJson = False) -> None:
    """The sample as a PDF or workbook. --json: file, rows."""
    from app.operations.spotchecks.listing import sample_named
    from app.operations.spotchecks.tables import write_sample

    with opened(data) as office:
        rows = write_sample(office, sample_named(office, name), out)
    if as_json:
        print_json({"file": out, "rows": rows})
    else:
        tell(say("sample_cli.table", file=Path(out).name, rows=rows))


def close(
    name: Named,
    reason: Annotated[str, typer.Option("--reason", help="why now, where households still wait")] = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Lock a sample: nothing is entered any more. --json: batch."""
    from app.operations.spotchecks.entering import close_sample
    from app.operations.spotchecks.listing import sample_named

    with opened(data) as office:
        batch = close_sample(office, sample_named(office, name), reason)
    if as_json:
        print_json({"batch": batch})
    else:
        tell(say("sample_cli.closed", name=name, batch=batch))
