"""How a sample looks: its households, its rates with their formulas, its kinds."""

from collections.abc import Sequence

from app.operations.spotchecks.listing import SampledLine
from app.operations.spotchecks.tables import kind_word, rate_label
from app.rules.spotchecks import Rate
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row
from app.ui.kit.figures import Figure


def sampled_columns() -> list[Column]:
    """The columns of a sample."""
    return [
        Column("state", say("spotcheck_page.state"), 88, kind="chips"),
        Column("head", say("spotcheck_page.head"), 140),
        Column("kind", say("spotcheck_page.kind"), 96),
        Column("rank", say("spotcheck_page.rank"), 110),
        Column("result", say("spotcheck_page.result"), 180, stretch=True),
        Column("people", say("spotcheck_page.people"), 92, kind="centre"),
    ]


def sampled_row(one: SampledLine) -> Row:
    """One household: whether it is checked, what was found, how many were content."""
    said = one.answers
    done = one.checked
    asked, content = said.get("asked"), said.get("content")
    state = (
        Mark(say("spotcheck_page.checked"), "ok") if done else Mark(say("spotcheck_page.waiting"), "neutral")
    )
    day = show("date", said.get("checked_on"))
    return Row(
        one.household_id,
        (
            (state,),
            Mark(one.head or "\u2014", note=f"{one.village} {one.group}"),
            kind_word(one.kind),
            Mark(say("spotcheck_page.place", rank=one.rank), note=one.token[:8]),
            Mark(_result(one), note=" ".join(filter(None, (day, str(said.get("checkers") or ""))))),
            f"{content}/{asked}" if asked is not None and content is not None else None,
        ),
    )


def _result(one: SampledLine) -> str:
    """What was found, in words; what nobody answered is not told."""
    said = one.answers
    parts = []
    if one.kind == "exited" and said.get("meets") is not None:
        parts.append(say("spotcheck_page.meets") if said["meets"] else say("spotcheck_page.not_meets"))
    if one.kind == "ordinary" and said.get("poor_now") is not None:
        parts.append(
            say("spotcheck_page.poor_now") if said["poor_now"] else say("spotcheck_page.not_poor_now")
        )
    parts.append(str(said.get("found") or ""))
    return "\uff1b".join(filter(None, parts)) or (
        "\u2014" if not one.checked else say("spotcheck_page.no_problem")
    )


def rate_figures(found: Sequence[Rate]) -> list[Figure]:
    """Each rate with its counts beside it."""
    return [
        Figure(
            one.key,
            rate_label(one.key),
            f"{one.percent}" if one.percent is not None else "\u2014",
            "%" if one.percent is not None else "",
            say("spotcheck_page.counts", part=one.part, whole=one.whole)
            + (say("spotcheck_page.left", count=one.unknown) if one.unknown else ""),
        )
        for one in found
    ]
