"""`payment` and `project` as scripts use them: lines listed and taken out, projects saved, announced, removed."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.doors import run
from tests.imports.rosters import write_grid

SCHEME = "产业奖补"
PROJECT = {
    "name": "石板路硬化", "kind": "基础设施", "place": "三组", "schedule": "2026年3月至6月", "unit": "村民委员会",
    "task": "硬化道路2公里", "funds": "300000", "source": "01", "beneficiaries": "三组86户", "goal": "全部硬化",
}  # fmt: skip


def ask(*words: object) -> Any:
    """The document of a command that must succeed and say nothing beside it."""
    said = run(*words, "--json")
    assert (said.status, said.err) == (0, "")
    return said.document


@pytest.fixture
def homes(own_township: Path, tmp_path: Path) -> list[dict[str, Any]]:
    """Two households of a village a subsidy was brought in for."""
    every = [one for one in ask("pairing", "list", "--kind", "医生") if one["code"]]
    chosen = [one for one in every if one["village"] == every[0]["village"]][:2]
    rows = [[one["code"], SCHEME, 300, 1, 300] for one in chosen]
    book = write_grid(tmp_path / "pay.xlsx", [["户编号", "补贴项目", "标准", "数量", "金额"], *rows])
    assert run("payment", "import", book, "--json").status == 0
    return chosen


def test_lines_are_listed_and_one_brought_in_wrongly_is_taken_out(homes: list[dict[str, Any]]) -> None:
    village = homes[0]["village"]
    lines = ask("payment", "lines", SCHEME, "--village", village)
    assert [one["household"] for one in lines] == [one["household"] for one in homes]
    assert run("payment", "remove", lines[0]["payment"]).status == 1
    assert ask("payment", "remove", lines[0]["payment"], "--reason", "重复") == {"removed": 1}
    assert [one["lines"] for one in ask("payment", "list") if one["scheme"] == SCHEME] == [1]
    ask("payment", "announce", SCHEME, "--village", village)
    said = run("payment", "remove", lines[1]["payment"], "--reason", "重复")
    assert said.status == 1 and SCHEME in said.err


def test_a_project_is_removed_until_it_is_announced(homes: list[dict[str, Any]]) -> None:
    words = [part for key, value in PROJECT.items() for part in ("--set", f"{key}={value}")]
    first, second = (
        ask("project", "save", "--village", homes[0]["village"], *words)["project"] for _ in range(2)
    )
    assert run("project", "remove", first).status == 1
    assert ask("project", "remove", first, "--reason", "录重了") == {"project": first}
    ask("project", "announce", second)
    said = run("project", "remove", second, "--reason", "录重了")
    assert said.status == 1 and PROJECT["name"] in said.err
    left = {one["project"] for one in ask("project", "list")}
    assert second in left and first not in left
