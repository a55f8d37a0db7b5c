"""The command `assess`: judge households by a standard, on a day, as of a day."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.cases import day_of
from app.cli.doors import AsJson, Data, opened, print_json, show_progress, tell
from app.texts import say

if TYPE_CHECKING:
    from app.operations.standards import Assessment, Judged
    from app.rules.standards import ItemResult, Standard

STATES = {"pass": say("assess.pass"), "fail": say("assess.fail"), "unknown": say("assess.unknown")}

Day = Annotated[str | None, typer.Option(help="yyyy-mm-dd")]


def register(door: typer.Typer) -> None:
    """Put `assess` on the door."""
    door.command("assess")(assess)


def assess(
    standard: Annotated[str | None, typer.Argument(help="key or name; none lists them")] = None,
    village: Annotated[
        str | None, typer.Option("--village", help="twelve digits or a village's name")
    ] = None,
    household: Annotated[
        str | None, typer.Option("--household", help="our id, national code, head's ID number")
    ] = None,
    on: Day = None,
    as_of: Day = None,
    every: Annotated[bool, typer.Option("--every", help="also households the standard is not for")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Judge households by a standard: pass, fail or unknown, item by item, with what would change it."""
    from app.operations.finding import household_named, village_named
    from app.operations.standards import Question, standards
    from app.operations.standards import assess as judge

    with opened(data) as office:
        if standard is None:
            _list(standards(office).known.values(), as_json)
            return
        division = village_named(office, village)
        one = (household_named(office, household),) if household else None
        question = Question(
            standard=standard,
            on=day_of(office, on) or office.clock().date(),
            division_id=division.id if division else None,
            households=one,
            as_of=day_of(office, as_of) if as_of else None,
            every=every,
        )
        found = judge(office, question, show_progress())
    if as_json:
        print_json(document(found))
        return
    for line in found.judged:
        print("\t".join((line.village, line.group, line.head, STATES[line.state], _short(line))))
    whole = found.totals.get("", {})
    counts = {"met": whole.get("pass", 0), "failed": whole.get("fail", 0), "unknown": whole.get("unknown", 0)}
    print(say("assess.summary", count=len(found.judged), **counts))
    if found.nameless:
        tell(say("assess.nameless", count=found.nameless, year=found.on.year))
    if not found.in_force:
        tell(
            say(
                "assess.not_in_force",
                standard=found.standard.label,
                first=found.standard.first,
                last=found.standard.last,
            )
        )


def document(found: "Assessment") -> dict[str, Any]:
    """The document of `assess --json`: the standard, the day, the last change read, totals by item, households."""
    return {
        "standard": found.standard.key,
        "label": found.standard.label,
        "on": found.on,
        "in_force": found.in_force,
        "change": found.seq,
        "without_standing": found.nameless,
        "totals": {key or "whole": dict(row) for key, row in found.totals.items()},
        "one_short": [one.household_id for one in found.one_short],
        "households": [_household(one) for one in found.judged],
    }


def _household(one: "Judged") -> dict[str, Any]:
    return {
        "id": one.household_id,
        "code": one.code or None,
        "head": one.head,
        "village": one.village,
        "group": one.group or None,
        "size": one.size,
        "year": one.judgement.year,
        "result": one.state,
        "items": [_item(result) for result in one.judgement.results],
    }


def _item(one: "ItemResult") -> dict[str, Any]:
    value = one.fact.value
    return {
        "key": one.item.key,
        "text": one.item.text,
        "veto": one.item.veto,
        "result": one.state,
        "value": value,
        "needed": one.needed,
        "said": one.fact.said,
        "asked": one.asked or None,
        "note": one.fact.note or None,
        "mend": one.mend or None,
        "source": one.line.source if one.line else one.item.source or None,
        "where": [{"field": place.path, "person": place.name or None} for place in one.fact.where],
    }


def _short(one: "Judged") -> str:
    return "\uff1b".join(result.mend for result in one.judgement.short)


def _list(standards: "Iterable[Standard]", as_json: bool) -> None:
    """The standards there are."""
    found = [
        {
            "key": one.key,
            "label": one.label,
            "level": one.level,
            "region": one.region or None,
            "from": one.first,
            "to": one.last,
            "confirmed": one.confirmed,
            "source": one.source,
            "items": len(one.items),
        }
        for one in standards
    ]
    if as_json:
        print_json(found)
    for one in () if as_json else found:
        print("\t".join(str(one[key]) for key in ("key", "label", "from", "to", "items", "source")))
