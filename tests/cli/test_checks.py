"""Checks and yearly results from the script: one JSON document each, a sentence where something is refused."""

from datetime import datetime
from pathlib import Path

from tests.cli.doors import Said, run


def a_household() -> str:
    """Any household of the township."""
    document = run("find", "\u4e00\u7ec4", "--json").document
    return str(document[0]["household"])


def a_check(name: str = "Check", year: int = 2025) -> Said:
    """A check over this month."""
    today = datetime.now().astimezone().date()
    return run(
        "campaign",
        "open",
        name,
        "--from",
        today.isoformat(),
        "--to",
        today.isoformat(),
        "--year",
        year,
        "--json",
    )


def test_results_are_made_compared_and_corrected(own_township: Path):
    year = datetime.now().astimezone().year
    made = run("snapshot", "make", "--year", year, "--json").document
    assert made["made"] > 0 and made["batch"]
    again = run("snapshot", "make", "--year", year, "--json").document
    assert (again["made"], again["kept"], again["batch"]) == (0, made["made"], None)
    household = a_household()
    kept = [line["year"] for line in run("snapshot", "list", household, "--json").document]
    assert kept == sorted(kept, reverse=True) and kept[0] == year and len(kept) > 1
    found = run("snapshot", "compare", household, kept[1], year, "--json", "--all").document
    assert (found["old"]["year"], found["new"]["year"]) == (kept[1], year)
    assert {one["key"] for one in found["sections"]} >= {
        "members",
        "income",
        "guarantees",
        "plan",
        "measures",
    }
    lines = {line["path"]: line for one in found["sections"] for line in one["lines"]}
    assert set(lines["income.net"]) == {"path", "label", "who", "old", "new", "what", "more", "percent"}
    for refused in (
        run("snapshot", "correct", household, "--year", year),
        run("snapshot", "correct", household, "--year", year, "--reason", "nothing new"),
        run("snapshot", "compare", household, 1990),
        run("snapshot", "compare", household, year, year, year),
        run("snapshot", "make", "--year", 2999),
    ):
        assert refused.status == 1 and refused.err.strip() and "Traceback" not in refused.err


def test_a_check_goes_from_opening_to_locking(own_township: Path):
    opened = a_check().document
    household = a_household()
    fields = run("campaign", "sheet", "Check", household, "--json").document
    member = next(one for one in fields if one["who"] and one["field"].startswith("member_year.work_months"))
    entered = run(
        "campaign", "enter", "Check", household, "--outcome", "differs", "--checkers", "Li, Wu",
        "--mark", "household.phone=13912345678", "--mark", f"{member['field']}=8", "--json",
    ).document  # fmt: skip
    assert entered["marks"] == 2
    marks = run("campaign", "marks", opened["id"], "--waiting", "--json").document
    assert {one["field"] for one in marks} == {"household.phone", "member_year.work_months"}
    other = next(one["id"] for one in marks if one["field"] != "household.phone")
    assert run("campaign", "refuse", "Check", other, "--reason", "misread", "--json").status == 0
    applied = run("campaign", "apply", "Check", "--json").document
    assert (applied["applied"], applied["conflicts"]) == (1, [])
    listed = next(one for one in run("campaign", "list", "--json").document if one["id"] == opened["id"])
    assert (listed["done"], listed["waiting_marks"], listed["state"]) == (1, 0, "open")
    assert sum(one["done"] for one in run("campaign", "progress", "Check", "--json").document) == 1
    assert run("campaign", "close", "Check").status == 1
    closed = run("campaign", "close", "Check", "--reason", "try", "--json").document
    assert run("campaign", "enter", "Check", household, "--outcome", "same").status == 1
    assert run("undo", closed["batch"], "--json").status == 0
    assert (
        run("campaign", "change", "Check", "--to", "2030-12-31", "--json").document["to_on"] == "2030-12-31"
    )


def test_what_is_typed_wrong_is_a_sentence(own_township: Path):
    a_check()
    household = a_household()
    for refused in (
        run("campaign", "open", "Other", "--from", "soon", "--to", "later"),
        run("campaign", "enter", "Check", household),
        run("campaign", "enter", "Check", household, "--outcome", "perhaps"),
        run("campaign", "enter", "Check", household, "--outcome", "differs", "--mark", "phone"),
        run(
            "campaign",
            "enter",
            "Check",
            household,
            "--outcome",
            "differs",
            "--mark",
            "income.wages.work=many",
        ),
        run("campaign", "enter", "Check", household, "--outcome", "same", "--on", "2001-01-01"),
        run("campaign", "progress", "No such"),
        run("campaign", "apply", "Check"),
        run("campaign", "refuse", "Check", "x"),
    ):
        assert refused.status == 1 and refused.err.strip() and "Traceback" not in refused.err
