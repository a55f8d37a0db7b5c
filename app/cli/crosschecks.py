"""The command `crosscheck`: a department's list held against the archive."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.cases import day_of
from app.cli.doors import AsJson, Data, Year, opened, print_json, show_progress, tell
from app.cli.lines import Village, print_lines
from app.errors import Problem
from app.texts import say

if TYPE_CHECKING:
    from app.operations.crosschecks.comparing import CrossCheckAsked, CrossChecked
    from app.operations.offices import Office
    from app.rules.crosschecks.outcomes import Spot

Day = Annotated[str | None, typer.Option(help="yyyy-mm-dd")]
Words = Annotated[str | None, typer.Option()]


def register(door: typer.Typer) -> None:
    """Put `crosscheck` on the door."""
    door.command("crosscheck")(crosscheck)


def crosscheck(
    files: Annotated[
        list[Path] | None, typer.Argument(help="the list's files; none names the profiles")
    ] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="key or name of the profile")] = None,
    column: Annotated[
        list[str] | None, typer.Option("--column", help="key=heading, kept for this list")
    ] = None,
    means: Annotated[
        list[str] | None, typer.Option("--means", help="row=household or ID: accept a guess")
    ] = None,
    whole: Annotated[
        bool | None, typer.Option("--whole/--part", help="whether the list names everybody")
    ] = None,
    village: Village = None,
    year: Year = None,
    as_of: Day = None,
    out: Annotated[Path | None, typer.Option("--out", help="the result as .xlsx or .pdf")] = None,
    keep: Annotated[bool, typer.Option("--keep", help="make doubts of what differs")] = False,
    owner: Words = None,
    until: Day = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Compare a department's list with the archive. Nothing is changed; with --keep differences become doubts."""
    from app.operations.crosschecks.comparing import CrossCheckAsked
    from app.operations.finding import village_named

    with opened(data) as office:
        if not files or profile is None:
            _profiles(office, as_json)
            return
        division = village_named(office, village)
        asked = CrossCheckAsked(
            files=tuple(files),
            profile=profile,
            year=year,
            as_of=day_of(office, as_of) if as_of else None,
            whole=whole,
            columns=_columns(column or ()),
            division_id=division.id if division else None,
        )
        done = _compare(office, asked, means or ())
        told = document(office, done)
        if out:
            told["written"] = _write(office, done, out)
        if keep:
            told |= _keep(office, done, owner or "", until)
    if as_json:
        print_json(told)
    else:
        _say(told, out)


def _compare(office: "Office", asked: "CrossCheckAsked", means: Sequence[str]) -> "CrossChecked":
    """The comparison; once more with the guesses a person accepted."""
    from app.operations.crosschecks.comparing import cross_check

    done = cross_check(office, asked, show_progress())
    if not means:
        return done
    return cross_check(office, replace(asked, accepted=_accepted(done, means)), show_progress())


def _write(office: "Office", done: "CrossChecked", out: Path) -> int:
    from app.operations.crosschecks.tables import write_result

    return write_result(office, done, out)


def _keep(office: "Office", done: "CrossChecked", owner: str, until: str | None) -> dict[str, Any]:
    """Make doubts of what differs; gives what `--json` says of it."""
    from app.operations.crosschecks.keeping import keep_crosscheck, usual_due

    due = (day_of(office, until) if until else None) or usual_due(office, done.profile)
    kept = keep_crosscheck(office, done, owner, due, progress=show_progress())
    return {
        "id": kept.id,
        "batch": kept.batch,
        "kept": kept.differences,
        "findings": kept.findings,
        "already": kept.already,
    }


def _say(told: dict[str, Any], out: Path | None) -> None:
    """The same for a person."""
    columns = ("village", "name", "result", "check", "archive", "list", "row")
    for one in told["differences"]:
        print("\t".join(str(one[key] or "") for key in columns))
    tell(say("crosscheck_cli.summary", **{key: told["counts"][key] for key in _TOLD}))
    if "kept" in told:
        counts = {"differences": told["kept"], "findings": told["findings"], "batch": told["batch"]}
        tell(say("crosscheck_cli.kept", **counts))
    if out is not None:
        tell(say("crosscheck_cli.written", file=out.name, rows=told["written"]))


_TOLD = ("rows", "matched", "guesses", "strangers", "damaged", "differences")


def _columns(pairs: Sequence[str]) -> dict[str, str]:
    """`key=heading` pairs by heading. Raises Problem for one without an equals sign."""
    found: dict[str, str] = {}
    for pair in pairs:
        key, sign, heading = pair.partition("=")
        if not sign:
            raise Problem("crosscheck_cli.no_equals", text=pair)
        found[heading] = key
    return found


def _accepted(done: "CrossChecked", means: Sequence[str]) -> "dict[Spot, str]":
    """Whom a person says a row means: `12=ID number` where a guess stands in that row. Raises Problem."""
    found: dict[Spot, str] = {}
    for one in means:
        row, sign, who = one.partition("=")
        guess = next((each for each in done.compared.guesses if str(each.spot[2]) == row.strip()), None)
        if guess is None or not sign:
            raise Problem("crosscheck_cli.no_guess", row=row)
        fitting = [each for each in guess.fitting if who in (each.id, each.number, each.household_id)]
        if len(fitting) != 1:
            raise Problem("crosscheck_cli.not_fitting", row=row, who=who)
        found[guess.spot] = fitting[0].id
    return found


def document(office: "Office", done: "CrossChecked") -> dict[str, Any]:
    """The document of `crosscheck --json`: the list, how its rows came out, differences, guesses, strangers."""
    from app.operations.crosschecks.tables import spot_words
    from app.operations.crosschecks.telling import check_text, how_word, kept_text, said_words, value_kind
    from app.operations.places import divisions

    profile, forms, places = done.profile, office.forms, divisions(office)
    differences = [
        {
            "household": one.who.household_id,
            "person": one.who.id,
            "name": one.who.name,
            "village": places[one.who.division_id].name,
            "group": one.who.group or None,
            "check": check_text(profile, one.check, one.how),
            "item": one.check,
            "how": one.how,
            "result": how_word(one.how),
            "field": one.path or None,
            "archive": said_words(forms, one.path, kept_text(one.was)) or None,
            "list": said_words(forms, one.path, kept_text(one.value), value_kind(profile, one.check)) or None,
            "row": spot_words(one.spot) or None,
        }
        for one in done.compared.differences
    ]
    guesses = [
        {
            "row": one.spot[2],
            "sheet": one.spot[1],
            "name": one.name,
            "damaged": one.damaged,
            "fitting": [
                {"person": who.id, "household": who.household_id, "group": who.group} for who in one.fitting
            ],
        }
        for one in done.compared.guesses
    ]
    strangers = [
        {"row": one.spot[2], "sheet": one.spot[1], "name": one.name, "here": one.division_id is not None,
         "damaged": one.damaged}
        for one in done.compared.strangers
    ]  # fmt: skip
    return {
        "profile": profile.key,
        "label": profile.label,
        "confirmed": profile.confirmed,
        "files": list(done.read.files),
        "sha256": done.read.digest,
        "year": done.year,
        "whole": done.whole,
        "counts": done.counts(),
        "unused_headings": list(dict.fromkeys(word for one in done.lists for word in one.taken.unused)),
        "skipped": done.read.skipped,
        "differences": differences,
        "guesses": guesses,
        "strangers": strangers,
    }


def _profiles(office: "Office", as_json: bool) -> None:
    from app.operations.crosschecks.profiles import profiles

    found = [
        {"key": one.key, "label": one.label, "department": one.department, "whole": one.whole,
         "confirmed": one.confirmed, "checks": len(one.checks), "source": one.source, "meaning": one.meaning}
        for one in profiles(office).values()
    ]  # fmt: skip
    print_lines(found, ("key", "label", "department", "meaning"), as_json)
