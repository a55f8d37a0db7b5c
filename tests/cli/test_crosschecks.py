"""A department's list from the script: compared, kept, applied as one batch, taken back, printed."""

from pathlib import Path

from tests.cli.doors import run
from tests.operations.crosschecks.lists import a_list


def people() -> list[dict[str, str]]:
    """Members of the first household found, as `show` tells them."""
    home = run("find", "\u4e00\u7ec4", "--json").document[0]["household"]
    shown = run("show", home, "--json").document
    return [one for one in shown["members"] if one.get("id_number")]


def a_dibao_list(folder: Path) -> Path:
    """A list of civil affairs with everybody of one household, and a row nobody answers to."""
    rows: list[dict[str, object]] = [
        {"姓名": one["name"], "身份证号码": one["id_number"]} for one in people()
    ]
    return a_list(
        folder, [*rows, {"姓名": "无名氏", "身份证号码": "990000200001011230"}], title="农村低保名单"
    )


def test_profiles_are_listed(township: Path):
    found = run("crosscheck", "--json").document
    assert {"dibao", "vehicles", "look-back"} <= {one["key"] for one in found}


def test_a_list_is_compared_kept_applied_and_taken_back(own_township: Path, tmp_path: Path):
    path = a_dibao_list(tmp_path)
    looked = run("crosscheck", path, "--profile", "dibao", "--part", "--json").document
    assert looked["counts"]["differences"] > 0 and "id" not in looked
    assert run("difference", "list", "--json").document == []
    out = tmp_path / "result.xlsx"
    kept = run(
        "crosscheck",
        path,
        "--profile",
        "dibao",
        "--part",
        "--keep",
        "--owner",
        "Wang",
        "--out",
        out,
        "--json",
    )
    assert kept.status == 0, kept.err
    assert kept.document["kept"] == looked["counts"]["differences"] and out.exists()
    waiting = run("difference", "list", "--run", "dibao", "--state", "open", "--json").document
    assert {one["owner"] for one in waiting} == {"Wang"} and len(waiting) == kept.document["kept"]
    one = waiting[0]["id"]
    done = run("difference", "apply", one, "--json").document
    assert (done["applied"], done["left"]) == (1, [])
    assert run("undo", done["batch"]).status == 0
    assert run("difference", "apply", "--run", "dibao", "--json").document["applied"] == len(waiting)
    assert run("difference", "keep", one, "--reason", "seen").status == 1
    assert [line["waiting"] for line in run("difference", "runs", "--json").document] == [0]
    assert run("difference", "list", "--out", tmp_path / "doubts.pdf").status == 0
    assert (tmp_path / "doubts.pdf").read_bytes().startswith(b"%PDF")


def test_what_cannot_be_done_is_said_in_a_sentence(own_township: Path, tmp_path: Path):
    path = a_dibao_list(tmp_path)
    (tmp_path / "empty.csv").write_text("a,b\n1,2\n")
    refused = (
        run("crosscheck", path, "--profile", "unheard"),
        run("crosscheck", tmp_path / "none.xlsx", "--profile", "dibao"),
        run("crosscheck", tmp_path / "empty.csv", "--profile", "dibao"),
        run("crosscheck", path, "--profile", "dibao", "--column", "number"),
        run("crosscheck", path, "--profile", "dibao", "--means", "2=x"),
        run("crosscheck", path, "--profile", "dibao", "--keep"),
        run("crosscheck", path, "--profile", "dibao", "--keep", "--owner", "W", "--until", "2001-01-01"),
        run("crosscheck", path, "--profile", "dibao", "--out", tmp_path / "x.doc"),
        run("difference", "apply", "unheard"),
        run("difference", "list", "--run", "unheard"),
    )
    for one in refused:
        assert one.status == 1 and one.err.strip() and "Traceback" not in one.err, one.err
