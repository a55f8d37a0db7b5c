"""What is done to plans from the script: drafts, the same measure for many, and each step, of one or of a village."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, Year, opened, print_json, show_progress, tell
from app.cli.lines import Household, Village, typed
from app.texts import say

if TYPE_CHECKING:
    from app.operations.offices import Office
    from app.operations.plans import BatchDone

TOLD = 20
"""How many of those a batch left out are told one by one."""

Households = Annotated[
    list[str] | None, typer.Argument(help="our ids, national codes or ID numbers; else --village")
]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="FIELD=WHAT, as forms/help names it; may be given again")
]
On = Annotated[str | None, typer.Option("--on", help="the day; today if not given")]
By = Annotated[str, typer.Option("--by", help="who signs or reviews")]
Reason = Annotated[str, typer.Option("--reason", help="why in spite of a doubt; kept in the history")]


def draft(
    households: Households = None,
    village: Village = None,
    year: Year = None,
    last_year: Annotated[bool, typer.Option("--last-year", help="from last year's plans")] = False,
    given: Set = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Draft plans, with --set also fill them; with --last-year from the plans of the year before, as one batch.

    --json: batch, done, skipped (a list of household, head, village, sentence); with --set: plan.
    """
    from app.operations.plans import last_years_plan, save_plan

    with opened(data) as office:
        chosen = _year(office, year)
        if last_year:
            done = last_years_plan(
                office, _chosen(office, households, village), chosen, progress=show_progress()
            )
            _tell_batch(done, as_json)
            return
        answers = _said(office, "plan", given)
        plans = [
            save_plan(office, one, chosen, answers, reason=reason)
            for one in _chosen(office, households, village)
        ]
    if as_json:
        print_json({"plans": plans})
    else:
        tell(say("plans.told_drafted", count=len(plans)))


def give(
    item: Annotated[str, typer.Argument(help="the number of an item of the catalogue")],
    households: Households = None,
    village: Village = None,
    year: Year = None,
    given: Set = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The same measure for many households, as one batch. --json: batch, done, skipped."""
    from app.operations.plans import give_measure

    with opened(data) as office:
        answers = {"item": item, **_said(office, "measure", given)}
        chosen = _chosen(office, households, village)
        done = give_measure(
            office, chosen, _year(office, year), answers, reason=reason, progress=show_progress()
        )
    _tell_batch(done, as_json)


def agree(
    households: Households = None,
    village: Village = None,
    year: Year = None,
    on: On = None,
    by: By = "",
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The household signs (--by: else its head). --json: batch, done, skipped; status 1 where some were skipped."""
    _step("agreed", households, village, year, data, as_json, on=on, by=by, reason=reason)


def review(
    households: Households = None,
    village: Village = None,
    level: Annotated[str, typer.Option("--level", help="village or township")] = "village",
    year: Year = None,
    on: On = None,
    by: By = "",
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """The village's or the township's review. --json: batch, done, skipped."""
    from app.errors import Problem

    if level not in ("village", "township"):
        raise Problem("plans.no_such_level", text=level)
    _step(level, households, village, year, data, as_json, on=on, by=by, reason=reason)


def start(
    households: Households = None,
    village: Village = None,
    year: Year = None,
    on: On = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Reviewed plans are carried out from now on. --json: batch, done, skipped."""
    _step("running", households, village, year, data, as_json, on=on, reason=reason)


def close(
    households: Households = None,
    village: Village = None,
    result: Annotated[str | None, typer.Option("--result", help="code or word of the result")] = None,
    achieved: Annotated[str, typer.Option("--achieved")] = "",
    unfinished: Annotated[str, typer.Option("--unfinished", help="why something was left undone")] = "",
    year: Year = None,
    on: On = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Close plans with a result. --json: batch, done, skipped."""
    said = {"result": result, "achieved": achieved, "unfinished": unfinished}
    _step("closed", households, village, year, data, as_json, on=on, reason=reason, **said)


def back(
    to: Annotated[str, typer.Argument(help="draft, agreed, village, township or running")],
    households: Households = None,
    village: Village = None,
    year: Year = None,
    reason: Reason = "",
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Return plans to an earlier state; the reason is a must. --json: batch, done, skipped."""
    _step(to, households, village, year, data, as_json, reason=reason)


def delete(
    household: Household,
    reason: Annotated[str, typer.Option("--reason")],
    year: Year = None,
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a draft away with its measures; the reason stays in the history. --json: plan."""
    from app.errors import Problem
    from app.operations.finding import household_named
    from app.operations.plans import delete_plan, plan_rows

    with opened(data) as office:
        found = plan_rows(office, [household_named(office, household)], _year(office, year))
        if not found:
            raise Problem("plans.none_drafted", year=_year(office, year))
        delete_plan(office, found[0][1], reason)
    if as_json:
        print_json({"plan": found[0][1]})
    else:
        tell(say("plans.deleted"))


def _step(
    to: str,
    households: list[str] | None,
    village: str | None,
    year: int | None,
    data: str | None,
    as_json: bool,
    *,
    on: str | None = None,
    **said: Any,
) -> None:
    from app.operations.plans import plan_rows, step_many

    with opened(data) as office:
        chosen = _year(office, year)
        day: Any = typed(office, "plan", {"signed_on": on}).get("signed_on")
        known = dict(plan_rows(office, _chosen(office, households, village), chosen))
        done = step_many(office, list(known.values()), to, on=day, progress=show_progress(), **said)
    _tell_batch(done, as_json)


def _tell_batch(done: "BatchDone", as_json: bool) -> None:
    """What a batch did; exit status 1 where it left somebody out."""
    if as_json:
        skipped = [
            {
                "household": one.household_id,
                "head": one.head,
                "village": one.village,
                "sentence": one.sentence,
            }
            for one in done.skipped
        ]
        print_json({"batch": done.batch or None, "done": list(done.done), "skipped": skipped})
    else:
        for one in done.skipped[:TOLD]:
            tell(f"{one.village}\t{one.head}\t{one.sentence}")
        if len(done.skipped) > TOLD:
            tell(say("plans.more_left_out", more=len(done.skipped) - TOLD))
        tell(say("plans.told_batch", done=len(done.done), skipped=len(done.skipped)))
    if done.skipped:
        raise typer.Exit(1)


def _chosen(office: "Office", households: list[str] | None, village: str | None) -> list[str]:
    """The households that were named, or a village's. Raises Problem where neither was."""
    from app.errors import Problem
    from app.operations.dossiers import Choice, chosen_households
    from app.operations.finding import household_named, village_named

    if households:
        return [household_named(office, one) for one in households]
    division = village_named(office, village)
    if division is None:
        raise Problem("plans.name_somebody")
    return chosen_households(office, Choice(division_id=division.id))


def _said(office: "Office", record: str, given: list[str] | None) -> dict[str, Any]:
    """FIELD=WHAT as answers still to be read. Raises Problem for a field the form does not have."""
    from app.errors import Problem

    form = office.forms.help[record]
    by_word = {word: one.key for one in form.fields for word in (one.key, one.label)}
    found = {}
    for text in given or ():
        name, equals, what = text.partition("=")
        if not equals or name.strip() not in by_word:
            raise Problem("plans.no_such_field", text=text, known=", ".join(form.by_key))
        found[by_word[name.strip()]] = what
    return found


def _year(office: "Office", year: int | None) -> int:
    return year or office.clock().year
