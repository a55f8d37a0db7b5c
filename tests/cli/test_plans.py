"""`plan …` for scripts: one JSON document, sentences for people, and no way around a step."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.doors import run
from tests.cli.test_documents import ask

YEAR = ("--year", "2026")


def refused(*words: object) -> Any:
    """The document of a batch that left somebody out."""
    said = run("plan", *words, "--json")
    assert (said.status, said.err) == (1, "")
    return said.document


def listed(**want: str) -> list[dict[str, Any]]:
    words = [word for key, value in want.items() for word in (f"--{key}", value)]
    return list(ask("plan", "list", *YEAR, *words)["plans"])


@pytest.fixture
def household(own_township: Path) -> str:
    """A household without a plan of 2027 that records a cause."""
    return str(next(one["household"] for one in listed() if one["causes"]))


def test_the_list_is_counted_by_village(township: Path) -> None:
    document = ask("plan", "list", *YEAR)
    assert document["year"] == 2026 and document["count"] == len(document["plans"]) > 0
    assert document["count"] == sum(one["plans"] for one in document["villages"])
    first = document["plans"][0]
    assert {
        "plan",
        "household",
        "village",
        "head",
        "state",
        "causes",
        "kinds",
        "amount",
        "helper",
    } <= first.keys()
    assert len(listed(limit="2")) == 2 and listed(limit="1", offset="1") == document["plans"][1:2]
    states = {one["state"] for one in listed(state="草稿")} | {one["state"] for one in listed(state="draft")}
    assert states <= {"草稿"}
    assert all(one["plan"] is None for one in listed(gap="plan"))
    village = document["villages"][0]["village"]
    assert {one["village"] for one in listed(village=village)} == {village}


def test_the_list_is_written_too(township: Path, tmp_path: Path) -> None:
    for ending in ("xlsx", "pdf"):
        out = tmp_path / f"plans.{ending}"
        assert run("plan", "list", *YEAR, "--out", out).status == 0 and out.stat().st_size > 1000


def test_a_plan_is_shown_whole(township: Path) -> None:
    one = next(one for one in listed() if one["measures"])
    shown = ask("plan", "show", one["household"], *YEAR)
    assert shown["id"] == one["plan"] and len(shown["measures"]) == one["measures"]
    assert {"year", "state", "next", "answers", "lacks"} <= shown.keys()
    assert ask("plan", "show", one["household"], "--year", "2099") is None
    said = run("plan", "show", one["household"], "--year", "2099")
    assert said.status == 0 and "2099" in said.err


def test_suggestions_come_with_reasons_and_are_written_only_when_taken(household: str) -> None:
    year = ("--year", "2027")
    found = ask("plan", "suggest", household, *year)
    assert found and all(one["reason"].endswith("。") and one["rules"] for one in found)
    assert ask("plan", "show", household, *year) is None
    item = found[0]["item"]
    (taken,) = ask("plan", "suggest", household, *year, "--take", item)
    plan = ask("plan", "show", household, *year)
    assert [one["id"] for one in plan["measures"]] == [taken["measure"]]
    assert [one["item"] for one in ask("plan", "suggest", household, *year) if one["taken"]] == [item]
    again = run("plan", "suggest", household, *year, "--take", item)
    assert again.status == 1 and "已经有" in again.err


def test_a_plan_goes_its_way_step_by_step(household: str) -> None:
    year = ("--year", "2027")
    assert ask("plan", "draft", household, *year, "--set", "goal_income=2万", "--set", "年度目标=多收")[
        "plans"
    ]
    assert "措施" in refused("agree", household, *year)["skipped"][0]["sentence"]
    assert ask("plan", "give", "070101", household, *year, "--set", "amount=400")["done"] == [household]
    why = ("--reason", "trial")
    for step in (("agree",), ("review",), ("review", "--level", "township"), ("start",)):
        done = ask("plan", step[0], household, *step[1:], *year, *why)
        assert done["done"] == [household] and done["batch"]
    assert "年度结果" in refused("close", household, *year)["skipped"][0]["sentence"]
    closed = ("close", household, *year, "--result", "未达到", "--unfinished", "rain", *why)
    assert ask("plan", *closed)["done"] == [household]
    shown = ask("plan", "show", household, *year)
    assert (shown["state"], shown["next"]) == ("closed", None)
    assert (shown["answers"]["result"], shown["answers"]["goal_income"]) == ("未达到", "20000.00")
    assert "理由" in refused("back", "running", household, *year)["skipped"][0]["sentence"]
    assert ask("plan", "back", "draft", household, *year, "--reason", "wrong")["done"] == [household]
    assert ask("plan", "show", household, *year)["answers"]["signed_on"] is None


def test_a_batch_is_undone_by_its_number(own_township: Path) -> None:
    village = ask("plan", "list", *YEAR)["villages"][0]["village"]
    given = run("plan", "give", "080202", "--village", village, *YEAR, "--reason", "all", "--json").document
    assert given["done"] and ask("undo", given["batch"])["changes"] >= len(given["done"])
    drafted = run("plan", "draft", "--village", village, "--year", "2027", "--last-year", "--json").document
    assert drafted["done"] and len(ask("plan", "list", "--year", "2027")["plans"]) == len(drafted["done"])
    assert ask("undo", drafted["batch"])["changes"]
    assert ask("plan", "list", "--year", "2027")["plans"] == []


def test_what_goes_out_comes_back_unchanged(own_township: Path, tmp_path: Path) -> None:
    out = tmp_path / "plans.xlsx"
    rows = ask("plan", "export", "--out", out)["rows"]
    for record, count in zip(("plan", "measure"), rows.values(), strict=True):
        report = ask("plan", "import", out, "--record", record)
        assert (report["rows"], report["lines"]["unchanged"], report["batch"]) == (count, count, None)


def test_the_catalogue_goes_out_and_in(own_township: Path, tmp_path: Path) -> None:
    whole, now = ask("plan", "catalogue"), ask("plan", "catalogue", *YEAR)
    assert len(whole) > len(now) > 72
    assert {"code", "kind", "project", "name", "causes", "department", "own"} <= whole[0].keys()
    out = tmp_path / "catalogue.xlsx"
    assert ask("plan", "catalogue", "--export", out) == {"file": str(out), "rows": len(whole)}
    report = ask("plan", "catalogue", "--import", out)
    assert (report["unchanged"], report["batch"]) == (len(whole), None)
    assert run("plan", "catalogue", "--import", tmp_path / "none.xlsx").status == 1


def test_what_cannot_be_is_said_in_a_sentence(own_township: Path, tmp_path: Path) -> None:
    one = listed()[0]["household"]
    (tmp_path / "text.xlsx").write_bytes(b"nothing")
    for words in (
        ("agree",),
        ("agree", "nobody"),
        ("agree", one, "--on", "someday"),
        ("review", one, "--level", "county"),
        ("give", "990101", one),
        ("give", "070101", one, "--set", "amount=很多"),
        ("give", "070101", one, "--set", "colour=red"),
        ("give", "070101", one, "--set", "amount"),
        ("draft", one, "--set", "state=closed"),
        ("draft", one, "--year", "1930"),
        ("list", "--gap", "money"),
        ("list", "--village", "Nowhere"),
        ("import", tmp_path / "text.xlsx"),
        ("import", tmp_path / "text.xlsx", "--record", "cow"),
        ("suggest", one, "--take", "990101"),
        ("back", "heaven", one, "--reason", "x"),
        ("list", "--out", tmp_path / "list.doc"),
    ):
        said = run("plan", *words)
        assert said.status == 1 and said.out == "", words
        assert said.err.strip() and "Traceback" not in said.err and "程序出了错" not in said.err, (
            words,
            said.err,
        )
