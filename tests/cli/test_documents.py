"""`--json` prints one document and nothing else, in the shapes other programs rely on."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.documents.grids_files import read_file
from app.documents.previews import Preview
from tests.cli.doors import HOUSEHOLDS, run

BLOCKS = {"wages", "business", "property", "transfer", "costs", "total", "net", "per_person"}
YUAN = re.compile(r"-?\d+\.\d\d")


def ask(*words: object) -> Any:
    """The document of a command that must succeed and say nothing beside it."""
    said = run(*words, "--json")
    assert (said.status, said.err) == (0, "")
    return said.document


def households_of(township: Path) -> list[list[Any]]:
    """Rows of the national household sheet under its heading."""
    out = township / "households.xlsx"
    if not out.exists():
        assert run("export", "national-households", "--out", out).status == 0
    return read_file(out).grids[0].rows[1:]


@pytest.fixture
def code(township: Path) -> str:
    """The national code of one household."""
    found = ask("check")
    return next(one["code"] for one in found if one["code"])


def test_find_lists_whom_and_why(township: Path, code: str) -> None:
    (head,) = {one["name"] for one in ask("show", code)["members"] if one["relation"] == "户主"}
    hits = ask("find", head)
    assert {"id", "household", "name", "place", "why"} <= hits[0].keys()
    assert ask("show", code)["household"]["id"] in {hit["household"] for hit in hits}
    assert len(ask("find", "a", "--limit", "2")) <= 2
    assert ask("find", "nobody-is-called-so") == []


def test_show_gives_the_whole_page(township: Path, code: str) -> None:
    page = ask("show", code)
    home, members = page["household"], page["members"]
    assert {"id", "code", "place", "head", "size", "status", "village", "year", "years"} <= home.keys()
    assert home["code"] == code and home["size"] == len(members)
    head = members[0]
    assert {"id", "code", "name", "id_number", "sex", "birth_date", "relation"} <= head.keys()
    assert (head["name"], head["relation"]) == (home["head"], "户主")
    assert head["sex"] in ("男", "女")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", head["birth_date"])
    assert head["birth_date"].replace("-", "") == head["id_number"][6:14]
    assert page["living_conditions"] and all(year.isdigit() for year in page["living_conditions"])
    assert {"rule", "level", "person", "field", "sentence"} <= page["doubts"][0].keys()
    assert "history" not in page


def test_income_is_decimal_yuan_that_adds_up(township: Path, code: str) -> None:
    page = ask("show", code)
    assert page["income"]
    for figures in page["income"].values():
        assert figures.keys() >= BLOCKS
        said = {key: Decimal(figures[key]) for key in BLOCKS if figures[key] is not None}
        assert all(YUAN.fullmatch(figures[key]) for key in said)
        income = sum(said.get(key, Decimal(0)) for key in ("wages", "business", "property", "transfer"))
        assert said["total"] == income
        assert said["net"] == income - said.get("costs", Decimal(0))
        assert sum(Decimal(item["amount"]) for item in figures["items"]) == income + said.get("costs", 0)


def test_a_household_answers_to_id_code_and_the_heads_number(township: Path, code: str) -> None:
    page = ask("show", code)
    for name in (page["household"]["id"], page["household"]["head_id_number"]):
        assert ask("show", name) == page


def test_the_history_says_who_changed_what(township: Path, code: str) -> None:
    lines = ask("show", code, "--history")["history"]
    assert {"at", "who", "action", "fields"} <= lines[0].keys()
    assert all(line["who"] == "clerk" for line in lines)
    assert any(one["field"] == "person.name" for line in lines for one in line["fields"])


def test_check_names_rule_household_and_field(township: Path) -> None:
    found = ask("check")
    keys = {"rule", "level", "household", "person", "field", "sentence", "village", "settled"}
    assert all(keys <= one.keys() for one in found)
    village = found[0]["village"]
    assert ask("check", "--village", village) == [one for one in found if one["village"] == village]
    assert len(run("check").out.splitlines()) == len(found)


def test_a_household_and_the_township_agree_about_its_doubts(township: Path) -> None:
    found = ask("check")
    for household in {one["household"] for one in found}:
        assert ask("show", household)["doubts"] == [one for one in found if one["household"] == household]


def test_papers_and_what_prints_them(township: Path, tmp_path: Path, code: str) -> None:
    papers = {one["id"]: one for one in ask("papers")}
    assert {"card", "household-file", "village-roster", "township-ledger", "check-sheet"} <= papers.keys()
    assert papers["card"]["of"] == "household" and papers["card"]["paper"] == "A4"
    made = ask("print", "household-file", "--household", code, "--out", tmp_path / "file.pdf")
    assert made["files"] == [str(tmp_path / "file.pdf")] and made["households"] == 1
    with Preview((tmp_path / "file.pdf").read_bytes()) as preview:
        assert len(preview) == made["pages"] > 2
        assert any(code in preview.text(page) for page in range(len(preview)))
    assert {"household", "head", "fields"} <= {*made["lacking"][0]} if made["lacking"] else True


def test_a_paper_becomes_a_workbook_or_a_folder_of_files(township: Path, tmp_path: Path) -> None:
    roster = ask("print", "village-roster", "--out", tmp_path / "roster.xlsx")
    assert (roster["pages"], roster["households"]) == (0, HOUSEHOLDS)
    assert read_file(tmp_path / "roster.xlsx").grids
    cards = ask("print", "card", "--separate", "--out", tmp_path / "cards")
    assert len(cards["files"]) == HOUSEHOLDS
    assert all(Path(file).parent == tmp_path / "cards" for file in cards["files"])


def test_verify_finds_the_archive_whole(township: Path) -> None:
    assert ask("verify") | {"changes": 0} == {"whole": True, "changes": 0, "faults": []}


def test_what_is_exported_comes_back_unchanged(own_township: Path, tmp_path: Path) -> None:
    out = tmp_path / "rosters.xlsx"
    rows = ask("export", "national-households", "national-persons", "--out", out)["rows"]
    assert HOUSEHOLDS in rows.values()
    report = ask("import", out)
    assert report["rows"] == sum(rows.values())
    assert report["refusals"] == [] and report["batch"] is None
    for whom in ("households", "persons"):
        counts = report[whom]
        assert counts.keys() == {"created", "updated", "unchanged", "refused"}
        assert (counts["created"], counts["updated"], counts["refused"]) == (0, 0, 0)
    assert report["households"]["unchanged"] == HOUSEHOLDS


def test_an_import_into_an_empty_office_is_undone_as_one(
    own_township: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "rosters.xlsx"
    ask("export", "national-households", "national-persons", "--out", out)
    town = ask("check")
    monkeypatch.setenv("HUDANG_DATA", str(tmp_path / "empty"))
    made = ask("sample", "--households", "0")
    assert made == {"data": str(tmp_path / "empty"), "user": "clerk", "households": 0, "persons": 0}
    tried = ask("import", out, "--dry-run")
    assert tried["dry_run"] and tried["batch"] is None
    report = ask("import", out)
    assert report["households"] == tried["households"]
    assert report["households"]["created"] == HOUSEHOLDS
    assert len(ask("find", town[0]["head"])) > 0
    undone = ask("undo", report["batch"])
    assert undone.keys() == {"batch", "changes"} and undone["changes"] > HOUSEHOLDS
    assert ask("check") == []
    assert run("undo", report["batch"]).status == 1
    again = ask("undo", undone["batch"])
    assert again["changes"] == undone["changes"]
    assert ask("verify")["whole"]


def test_a_backup_is_put_back_beside_what_it_replaces(own_township: Path, tmp_path: Path) -> None:
    backup = tmp_path / "today.hudang-backup"
    made = ask("backup", backup)
    assert made["file"] == str(backup) and made["bytes"] == backup.stat().st_size
    done = ask("restore", backup)
    assert done["data"] == str(own_township / "office") and Path(done["replaced"]).exists()
    code = (own_township / "code.txt").read_text()
    new = ask("restore", backup, "--recovery", code, "--data", tmp_path / "new")
    assert new == {"data": str(tmp_path / "new"), "replaced": None}
    assert ask("verify", "--data", tmp_path / "new")["whole"]


def test_the_password_of_a_sample_is_told_on_stderr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = run("sample", "--households", "0", "--data", tmp_path / "new", "--json")
    assert said.status == 0 and said.document["user"] == "clerk"
    (password,) = re.findall(r"[\w-]{12}", said.err)
    monkeypatch.setenv("HUDANG_PASSWORD", password)
    assert ask("papers", "--data", tmp_path / "new")


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        ("find", ["id", "household", "name", "place", "why"]),
        ("show", ["household", "members", "income", "living_conditions", "doubts", "history"]),
        ("check", ["rule", "level", "household", "person", "field", "sentence"]),
        ("papers", ["id", "title", "of"]),
        ("print", ["files", "pages", "households", "lacking"]),
        ("export", ["file", "rows"]),
        ("import", ["rows", "created", "refusals", "batch"]),
        ("undo", ["batch", "changes"]),
        ("backup", ["file", "bytes", "changes"]),
        ("restore", ["data", "replaced"]),
        ("verify", ["whole", "changes", "faults"]),
        ("sample", ["data", "user", "households", "persons"]),
    ],
)
def test_the_help_says_what_the_document_holds(command: str, keys: list[str]) -> None:
    said = run(command, "--help")
    assert said.status == 0
    told = said.out.partition("--json:")[2].partition("Arguments")[0]
    assert [key for key in keys if key not in told] == []
