"""The repository stands alone: no machine's paths, no index addresses, no stray folders."""

import re

import pytest

from tests.house.tree import ROOT, place, texts, tracked

FOLDERS = {"app", "resources", "forms", "db", "packaging", "tests", "bench", "docs"}
PAGES = {"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"}
ROOT_FILES = PAGES | {"dev.py", "pyproject.toml", "requirements.lock"}

# The folders of one machine.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|farm)/\w")
INDEX = re.compile(
    r"https?://[^\s\"'<>]*/(?:simple|packages)/"
    r"|\b(?:files\.pythonhosted|registry\.npmjs|pypi)\.org\b"
    r"|\bdeb\.debian\.org\b|\bmirrors?\.[\w-]+\.(?:com|cn|edu|org)\b"
)
LOCK_DIRECTIVE = re.compile(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b")


def stray(names: list[str]) -> list[str]:
    """The names that have no place at the top of the repository; names that begin with a dot have."""
    return [name for name in names if not name.startswith(".") and name not in FOLDERS | ROOT_FILES]


def without_hash(lock: str) -> list[str]:
    """The pinned packages of a lock that bring no hash, and the lines that name an index."""
    entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", lock))
    pinned = [entry for entry in entries if entry.strip()]
    return [
        entry.splitlines()[0]
        for entry in pinned
        if LOCK_DIRECTIVE.match(entry)
        or not re.search(r"==\S+[^\n]*\\\n\s+--hash=sha256:[0-9a-f]{64}", entry)
    ]


def test_only_the_folders_of_the_house_stand_at_the_top():
    assert stray(sorted({path.relative_to(ROOT).parts[0] for path in tracked()})) == []


def test_packaging_never_hides_the_library_of_its_name():
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize("pattern", [MACHINE_PATH, INDEX], ids=["a machine's path", "an index address"])
def test_no_file_names(pattern):
    found = [f"{place(path)}: {hit.group()}" for path, text in texts() if (hit := pattern.search(text))]
    assert found == []


def test_the_lock_pins_every_package_with_its_hashes():
    assert without_hash((ROOT / "requirements.lock").read_text("utf-8")) == []


def test_ci_runs_what_a_person_runs():
    script = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in script if "python" in line] == ["exec python3 dev.py test"]


def test_every_text_file_ends_its_lines_as_linux_does():
    assert [place(path) for path, text in texts(".py", ".toml", ".md") if "\r" in text] == []


def test_a_stray_folder_is_found():
    assert stray(["app", ".ci", "scripts", "README.md", "notes.txt"]) == ["scripts", "notes.txt"]


@pytest.mark.parametrize(
    "line",
    ["cd /" + "work/main", 'open("/' + 'root/x")', "--data=/" + "farm/office"],
)
def test_a_machine_path_is_found(line):
    assert MACHINE_PATH.search(line)


def test_a_web_page_or_a_relative_path_is_no_machine_path():
    assert not MACHINE_PATH.search("tests/root/x, docs/root/y.png")


@pytest.mark.parametrize(
    "line",
    ["https://example.net/" + "simple/ruff", "see py" + "pi.org", "http://mirror" + ".example.com/debian"],
)
def test_an_index_address_is_found(line):
    assert INDEX.search(line)


def test_an_unhashed_pin_and_an_index_line_are_found():
    pinned = "ruff==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via house\n"
    assert without_hash(pinned) == []
    assert without_hash(pinned + "mypy==2.0\n--find-links wheels\n") == ["mypy==2.0", "--find-links wheels"]
