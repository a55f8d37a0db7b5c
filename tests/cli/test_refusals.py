"""Bad input is refused in one sentence on stderr, with the status that scripts rely on; never a traceback."""

import shutil
from pathlib import Path

import pytest

from tests.cli.doors import run

WRONG_USAGE = [
    "",
    "fly-to-the-moon",
    "find",
    "find a b",
    "find a --limit 0",
    "find a --limit few",
    "show",
    "show a --bogus",
    "import",
    "import a.xlsx --year 99999",
    "print card",
    "print card --out x.pdf --year last",
    "export --out x.xlsx",
    "export national-persons",
    "undo",
    "backup",
    "restore",
    "sample --households -1",
    "sample --households few",
]


@pytest.mark.parametrize("words", WRONG_USAGE)
def test_wrong_usage_ends_with_2(words: str) -> None:
    said = run(*words.split())
    assert said.status == 2
    assert said.out == "" and said.err.strip()


REFUSED = [
    "show nobody",
    "show nobody --json",
    "check --village nowhere",
    "check --village=",
    "print no-such-paper --out {new}.pdf",
    "print card --village nowhere --out {new}.pdf",
    "print card --household nobody --out {new}.pdf",
    "print card --paper A9 --out {new}.pdf",
    "print card --out {new}.odt",
    "print card --out {new}/none/card.pdf",
    "print card --out {folder}",
    "print card --separate --out {file}",
    "export no-such-export --out {new}.xlsx",
    "export national-persons --village nowhere --out {new}.xlsx",
    "export national-persons --out {new}/none/persons.xlsx",
    "export national-persons --out {folder}",
    "export national-persons --out {new}.pdf",
    "export national-persons household --out {new}.csv",
    "export households --columns no.such,column --out {new}.xlsx",
    "undo no-such-batch",
    "backup {folder}",
    "backup {file}/today",
    "restore {new} --data {new}",
    "restore {folder} --data {new}",
    "restore {file} --data {new}",
    "sample --households 0",
    "sample --households 0 --data {file}",
    "sample --households 0 --town 000000000 --data {new}",
    "find zhang --data {new}",
    "find zhang --data {file}",
    "verify --data {folder}",
]


@pytest.mark.parametrize("words", REFUSED)
def test_what_cannot_be_done_is_refused_in_a_sentence(township: Path, tmp_path: Path, words: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("nothing of use" * 1000)
    named = {name: tmp_path / name for name in ("folder", "file", "new")}
    said = run(*words.format(**named).split())
    assert said.status == 1
    assert said.out == ""
    assert "。" in said.err and "Error" not in said.err and "Traceback" not in said.err
    assert not any(tmp_path.glob("new*"))


@pytest.mark.parametrize(
    ("variable", "value"),
    [("HUDANG_PASSWORD", "wrong"), ("HUDANG_PASSWORD", None), ("HUDANG_USER", "nobody")],
)
def test_nobody_comes_in_without_user_and_password(
    township: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str | None
) -> None:
    if value is None:
        monkeypatch.delenv(variable)
    else:
        monkeypatch.setenv(variable, value)
    said = run("find", "a", "--json")
    assert (said.status, said.out) == (1, "")
    assert said.err.endswith("。\n")


FILES = {
    "missing.xlsx": None,
    "empty.xlsx": b"",
    "letter.xlsx": b"Dear Sir or Madam",
    "zip.xlsx": b"PK\x03\x04" + b"\0" * 200,
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000,
    "prices.csv": b"apples,pears\r\n1,2\r\n",
}


@pytest.mark.parametrize("name", FILES)
def test_a_refused_file_still_prints_the_document(township: Path, tmp_path: Path, name: str) -> None:
    content = FILES[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    said = run("import", tmp_path / name, "--json")
    assert said.status == 1
    (refusal,) = said.document["refusals"]
    assert refusal["file"] == name and refusal["sentence"].endswith("。")
    assert said.document["batch"] is None
    assert run("import", tmp_path / name).err.count("\n") > 2


def test_a_damaged_backup_or_a_wrong_code_puts_nothing_back(own_township: Path, tmp_path: Path) -> None:
    backup = tmp_path / "today.hudang-backup"
    assert run("backup", backup).status == 0
    damaged = tmp_path / "damaged.hudang-backup"
    shutil.copy(backup, damaged)
    with damaged.open("rb+") as file:
        file.seek(backup.stat().st_size // 2)
        file.write(b"\0" * 5000)
    code = (own_township / "code.txt").read_text()
    mistyped = code[:-1] + ("A" if code[-1] != "A" else "B")
    new = tmp_path / "new"
    for words in ([damaged], [backup, "--recovery", mistyped], [backup, "--user", "nobody"]):
        said = run("restore", *words, "--data", new)
        assert (said.status, said.out) == (1, "")
        assert said.err.endswith("。\n")
        assert not (new / "archive.db").exists()


def test_the_recovery_code_makes_nobody_a_user(own_township: Path, tmp_path: Path) -> None:
    backup = tmp_path / "today.hudang-backup"
    run("backup", backup)
    code = (own_township / "code.txt").read_text()
    said = run("restore", backup, "--recovery", code, "--user", "nobody", "--data", tmp_path / "new")
    assert said.status == 1
    assert "nobody" in said.err
