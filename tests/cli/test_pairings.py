"""`pairing` as a script uses it: one document each, refusals with their cell and status 1."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.doors import run
from tests.imports.rosters import write_grid

HEADINGS = ["户编号", "帮扶责任人", "单位", "职级", "联系电话", "结对日期"]


def ask(*words: object) -> Any:
    """The document of a command that must succeed and say nothing beside it."""
    said = run(*words, "--json")
    assert (said.status, said.err) == (0, "")
    return said.document


@pytest.fixture
def homes(own_township: Path) -> list[dict[str, Any]]:
    """Households with a code whom no doctor visits yet."""
    return [one for one in ask("pairing", "list", "--kind", "医生") if one["code"] and not one["pairing"]]


def doctors(path: Path, homes: list[dict[str, Any]], name: str = "华佗", day: object = "2026-03-02") -> Path:
    """A workbook that pairs these households with a doctor."""
    rows = [[one["code"], name, "镇卫生院", "专业技术人员", "13800000099", day] for one in homes]
    return write_grid(path, [[HEADINGS[0], "家庭医生", *HEADINGS[2:]], *rows])


def doctors_of(homes: list[dict[str, Any]]) -> set[str | None]:
    """The names of the doctors these households have now."""
    mine = {one["household"] for one in homes}
    return {one["name"] for one in ask("pairing", "list", "--kind", "3") if one["household"] in mine}


def test_a_workbook_comes_in_is_listed_and_taken_back(homes: list[dict[str, Any]], tmp_path: Path) -> None:
    sheet = doctors(tmp_path / "d.xlsx", homes)
    looked = ask("pairing", "import", sheet, "--dry-run")
    assert (looked["lines"]["created"], looked["batch"], looked["dry_run"]) == (len(homes), None, True)
    report = ask("pairing", "import", sheet)
    assert report["lines"] == {"created": len(homes), "updated": 0, "unchanged": 0, "refused": 0}
    assert (report["cadres"], report["units"]) == (1, 1)
    listed = ask("pairing", "list", "--kind", "3", "--cadre", "华佗")
    assert {one["household"] for one in listed} == {one["household"] for one in homes}
    assert {(one["name"], one["unit"], one["started_on"]) for one in listed} == {
        ("华佗", "镇卫生院", "2026-03-02")
    }
    assert ask("pairing", "import", sheet)["batch"] is None
    run("undo", report["batch"])
    assert doctors_of(homes) == {None}


def test_a_refused_row_names_its_cell_and_writes_nothing(homes: list[dict[str, Any]], tmp_path: Path) -> None:
    sheet = doctors(tmp_path / "d.xlsx", [homes[0], {"code": "000"}])
    said = run("pairing", "import", sheet, "--json")
    assert said.status == 1
    (refusal,) = said.document["refusals"]
    assert (refusal["file"], refusal["sheet"], refusal["row"], refusal["column"]) == (
        "d.xlsx",
        "Sheet1",
        3,
        "A",
    )
    assert "000" in refusal["sentence"]
    assert said.document["batch"] is None and said.document["lines"]["created"] == 0
    told = run("pairing", "import", sheet)
    assert told.status == 1 and "d.xlsx Sheet1 第 3 行 A 列" in told.err and told.out == ""


def test_households_are_handed_over_by_cadre_and_by_name(homes: list[dict[str, Any]], tmp_path: Path) -> None:
    ask("pairing", "import", doctors(tmp_path / "d.xlsx", homes[:3]))
    staff = write_grid(
        tmp_path / "c.xlsx", [["姓名", "单位", "联系电话"], ["扁鹊", "镇卫生院", "13800000098"]]
    )
    assert ask("pairing", "import", staff, "--what", "cadre")["lines"]["created"] == 1
    one = ask("pairing", "handover", "--to", "扁鹊", "--household", homes[0]["code"], "--kind", "医生",
              "--on", "2026-06-01", "--reason", "工作调动")  # fmt: skip
    assert one["households"] == 1
    rest = ask(
        "pairing", "handover", "--to", "扁鹊", "--from", "华佗", "--on", "2026-06-02", "--reason", "调动"
    )
    assert (rest["households"], len(rest["pairings"])) == (2, 2)
    assert doctors_of(homes[:3]) == {"扁鹊"}
    run("undo", rest["batch"])
    assert doctors_of(homes[:3]) == {"扁鹊", "华佗"}


def test_one_is_paired_and_ended_by_hand(homes: list[dict[str, Any]], tmp_path: Path) -> None:
    ask("pairing", "import", doctors(tmp_path / "d.xlsx", homes[:1]))
    made = ask("pairing", "add", homes[1]["code"], "--cadre", "华佗", "--kind", "医生", "--on", "2026-06-01")
    assert made["household"] == homes[1]["household"]
    assert ask("pairing", "end", made["id"], "--on", "2026-07-01", "--reason", "帮扶结束") == {
        "id": made["id"]
    }
    assert "不能再交接或结束" in run("pairing", "end", made["id"], "--reason", "7").err


def test_loads_forces_and_gaps_have_their_shapes(homes: list[dict[str, Any]], tmp_path: Path) -> None:
    ask("pairing", "import", doctors(tmp_path / "d.xlsx", homes[:2]))
    (mine,) = [one for one in ask("pairing", "load") if one["name"] == "华佗"]
    assert mine["rank"] == "专业技术人员" and (mine["least"], mine["most"], mine["standing"]) == (
        1,
        10,
        "under",
    )
    force = [one for one in ask("pairing", "forces") if one["name"] == "华佗"]
    assert {home["household"] for one in force for home in one["households"]} == {
        one["household"] for one in homes[:2]
    }
    assert force[0]["kinds"] == ["医生"]
    for gap in ask("pairing", "gaps"):
        assert {
            "household",
            "code",
            "head",
            "village",
            "group",
            "kind",
            "need",
            "state",
            "last",
            "since",
        } == gap.keys()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("handover", "--to", "没有这个人", "--from", "华佗", "--reason", "1"), "没有“没有这个人”"),
        (("list", "--on", "昨天"), "看不出是哪一天"),
        (("list", "--village", "没有这个村"), "没有这个村"),
        (("gaps", "--village", "没有这个村"), "没有这个村"),
        (("import", "不存在.xlsx"), "不存在.xlsx"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(township: Path, words: tuple[str, ...], sentence: str) -> None:
    said = run("pairing", *words)
    assert said.status == 1 and sentence in said.err and "Traceback" not in said.err
