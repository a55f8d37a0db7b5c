"""Households with a plan, its measures and whoever helps, as dossiers."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.rules.dossiers import Dossier, Line, Member
from tests.rules.checks.builders import household

YEAR = 2026


def a_plan(**answers: Any) -> Line:
    """A draft of the year."""
    return Line("plan", "plan-1", {"state": "draft", **answers}, year=YEAR)


def a_measure(**answers: Any) -> Line:
    """A measure of the plan."""
    return Line(
        "measure", f"measure-{answers.get('item')}", {"kind": "01", "name": "goats", **answers}, year=YEAR
    )


def a_helper(name: str = "Li", kind: str = "1") -> Line:
    """Somebody who helps since the spring."""
    return Line(
        "pairing", "pairing-1", {"kind": kind, "started_on": date(YEAR, 3, 1)}, {"cadre": ({"name": name},)}
    )


def a_helped(*parts: Line | Member, **changes: Any) -> Dossier:
    """A household of 2026 with these lines of help and members (head and wife without any)."""
    members = [one for one in parts if isinstance(one, Member)]
    lines: dict[str, tuple[Line, ...]] = {}
    for one in parts:
        if isinstance(one, Line):
            lines[one.record] = (*lines.get(one.record, ()), one)
    return replace(household(*members, year=YEAR, **changes), help=lines)
