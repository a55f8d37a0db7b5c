"""Samples from the script: drawn, printed, entered, their rates."""

from pathlib import Path

from tests.cli.doors import run


def test_a_sample_is_drawn_printed_entered_and_its_rates_told(own_township: Path, tmp_path: Path):
    made = run("sample-check", "draw", "评估", "--size", 4, "--seed", "2026", "--json")
    assert made.status == 0, made.err
    again = run("sample-check", "draw", "又一次", "--size", 4, "--seed", "2026", "--json").document
    homes = [[one["household"] for one in told["households"]] for told in (made.document, again)]
    assert homes[0] == homes[1] and made.document["frame_stands"] is True
    assert sum(one["drawn"] for one in made.document["strata"]) == 4
    pack = run("sample-check", "pack", "评估", "--out", tmp_path / "pack.pdf", "--json").document
    assert pack["households"] == 4 and (tmp_path / "pack.pdf").exists()
    first = homes[0][0]
    line = run(
        "sample-check", "enter", "评估", first, "--checkers", "A、B", "--meets", "否", "--poor-now", "否",
        "--asked", 3, "--content", 2, "--json",
    ).document  # fmt: skip
    assert line["meets"] is False and line["checked"] is True
    rates = run("sample-check", "rates", "评估", "--json").document
    assert rates["rates"]["content"]["percent"] == "66.67" and rates["checked"] == 1
    assert run("sample-check", "table", "评估", "--out", tmp_path / "sample.xlsx").status == 0
    assert [one["checked"] for one in run("sample-check", "list", "--json").document] == [0, 1]
    assert run("sample-check", "close", "评估", "--reason", "done").status == 0
    assert run("sample-check", "show", "评估", "--json").document["closed_on"]
    assert run("undo", made.document["batch"]).status == 1  # what was entered since would be lost


def test_what_cannot_be_done_is_said_in_a_sentence(own_township: Path, tmp_path: Path):
    home = run("find", "\u4e00\u7ec4", "--json").document[0]["household"]
    for refused in (
        run("sample-check", "draw", "评估", "--size", 0),
        run("sample-check", "draw", "评估", "--size", 3, "--kind", "rich"),
        run("sample-check", "draw", "评估", "--size", 3, "--village", "nowhere"),
        run("sample-check", "show", "none"),
        run("sample-check", "enter", "none", home),
        run("sample-check", "table", "none", "--out", tmp_path / "x.pdf"),
    ):
        assert refused.status == 1 and refused.err.strip() and "Traceback" not in refused.err
