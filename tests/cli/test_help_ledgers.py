"""Ledgers and the coverage matrix as a script sees them: words, shapes, files, refusals."""

from pathlib import Path
from typing import Any

from tests.cli.doors import run


def ask(*words: object) -> Any:
    """The document of a command that must succeed and say nothing beside it."""
    said = run(*words, "--json")
    assert (said.status, said.err) == (0, "")
    return said.document


def test_the_list_of_ledgers_counts_what_waits_in_each(township: Path) -> None:
    found = ask("ledger", "list")
    assert [one.keys() for one in found] == [{"ledger", "title", "lines", "alerts", "overdue"}] * len(found)
    assert {"schooling", "insurance", "taper", "posts"} <= {one["ledger"] for one in found}
    assert all(one["overdue"] <= one["alerts"] <= one["lines"] for one in found)
    said = run("ledger", "list")
    assert len(said.out.splitlines()) == len(found)


def test_a_ledger_is_the_same_by_key_and_by_title(township: Path) -> None:
    by_key = ask("ledger", "schooling")
    assert by_key == ask("ledger", by_key["title"])
    assert by_key["lines"] == len(by_key["rows"]) > 0
    assert {
        "household",
        "person",
        "urgency",
        "village",
        "name",
        "member_year.school_state",
        "alert",
    } <= by_key["rows"][0].keys()


def test_only_lines_with_something_to_do_on_request(township: Path) -> None:
    whole, waiting = ask("ledger", "insurance"), ask("ledger", "insurance", "--alerts")
    assert len(waiting["rows"]) == whole["alerts"] == waiting["alerts"]


def test_a_ledger_is_written_as_a_workbook_or_a_page(own_township: Path, tmp_path: Path) -> None:
    for name in ("l.xlsx", "l.pdf"):
        assert ask("ledger", "schooling", "--out", tmp_path / name)["file"] == str(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 1000


def test_an_unknown_ledger_or_village_is_refused_in_a_sentence(township: Path) -> None:
    for words in (
        ("ledger", "x"),
        ("ledger", "posts", "--village", "x"),
        ("plan", "matrix", "--village", "x"),
    ):
        said = run(*words)
        assert said.status == 1 and said.err.strip() and "Traceback" not in said.err


def test_the_matrix_sums_up_and_its_gaps_can_be_asked_for_alone(township: Path) -> None:
    whole = ask("plan", "matrix")
    assert whole["households"] == len(whole["rows"])
    assert whole["gap_cells"] == sum(one["gaps"] for one in whole["columns"])
    assert sum(one["households"] for one in whole["villages"]) == whole["households"]
    gaps = ask("plan", "matrix", "--gaps")
    assert len(gaps["rows"]) == whole["gap_households"]
    assert all(one["lacks"] and -1 in one["cells"] for one in gaps["rows"])


def test_the_matrix_is_written_as_a_workbook(own_township: Path, tmp_path: Path) -> None:
    out = tmp_path / "m.xlsx"
    assert ask("plan", "matrix", "--year", "2025", "--out", out)["year"] == 2025
    assert out.stat().st_size > 1000
