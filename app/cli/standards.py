"""Commands `assess` and `judgements`: judge households on a day, as of a day; what was judged and used, made again."""

from collections.abc import Iterable
from dataclasses import asdict
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
    """Put `assess` and `judgements` on the door."""
    door.command("assess")(assess)
    door.command("judgements")(judgements)


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


def judgements(
    household: Annotated[str, typer.Argument(help="our id, national code, head's ID number")],
    again: Annotated[bool, typer.Option("--again", help="make each again from what it kept")] = False,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The judgements of a household that were used for a case. --json: a list: standard, on, state, packs, items, …

    With --again also `same`: whether it comes out as it was kept; `from_log`: so too from the log, null where this
    machine's does not reach back.
    """
    from app.operations.finding import household_named
    from app.operations.judgements import judgements_of, replay

    with opened(data) as office:
        found = judgements_of(office, household_named(office, household))
        told = [asdict(one) for one in found]
        for one in told if again else ():
            made = replay(office, one["id"])
            one |= {"same": made.same, "from_log": made.from_log}
    if as_json:
        print_json(told)
        return
    for one in told:
        packs = "\uff1b".join(f"{pack['label']} {pack['version']}" for pack in one["packs"])
        same = {True: say("judgements.same"), False: say("judgements.other"), None: ""}[one.get("same")]
        print(one["on"], one["label"], STATES[one["state"]], packs, same, sep="\t")


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
        "households": [_household(one, found.standard.pack) for one in found.judged],
    }


def _household(one: "Judged", pack: str) -> dict[str, Any]:
    return {
        "id": one.household_id,
        "code": one.code or None,
        "head": one.head,
        "village": one.village,
        "group": one.group or None,
        "size": one.size,
        "year": one.judgement.year,
        "result": one.state,
        "items": [_item(result, pack) for result in one.judgement.results],
    }


def _item(one: "ItemResult", pack: str) -> dict[str, Any]:
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
        "pack": (one.line.pack if one.line else pack) or None,
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
