"""The commands that the pages tell people to type really exist, with the options they name."""

import re
import subprocess
import sys
from functools import cache

import pytest

import dev
from tests.house.tree import ROOT, place, texts

# A command ends where a shell or a sentence would end it.
DEV = re.compile(r"\bdev\.py +([a-z][\w-]*)")
APP = re.compile(r"-m app\b((?: +[^\s`|;&#）。，]+)*)")


def dev_commands(text: str) -> list[str]:
    """The commands of dev.py a page names."""
    return DEV.findall(text)


def app_commands(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """Command and options of each `python -m app …` a page shows; the window itself has an empty command."""
    found = []
    for line in APP.findall(text):
        words = line.split()
        command = words[0] if words and re.fullmatch(r"[a-z][a-z-]*", words[0]) else ""
        options = tuple(word.split("=")[0] for word in words if re.match(r"--[a-z]", word))
        found.append((command, options))
    return found


@cache
def help_of(command: str) -> str | None:
    """What `python -m app COMMAND --help` says; None where there is no such command."""
    words = [sys.executable, "-m", "app", *command.split(), "--help"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    return done.stdout if done.returncode == 0 else None


def missing(command: str, options: tuple[str, ...]) -> list[str]:
    """What the program does not know of a command and its options."""
    said = help_of(command)
    if said is None:
        return [f"app {command}"]
    known = set(re.findall(r"--[a-z][\w-]*", said)) | {"--help"}
    return [f"app {command} {option}" for option in options if option not in known]


def test_pages_name_only_commands_of_dev_py():
    pages = list(texts(".md"))
    found = [f"{place(path)}: {name}" for path, text in pages for name in dev_commands(text)]
    assert [told for told in found if told.rsplit(" ", 1)[1] not in dev.COMMANDS] == []


def test_pages_name_only_commands_and_options_of_the_program():
    shown = {shown for _, text in texts(".md") for shown in app_commands(text)}
    assert [told for command, options in sorted(shown) for told in missing(command, options)] == []


def test_the_readme_says_how_to_run_and_test():
    assert {"run", "test"} <= set(dev_commands((ROOT / "README.md").read_text("utf-8")))


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("`python -m app import a.xlsx --dry-run` reads", ("import", ("--dry-run",))),
        ("python -m app find 张三 --json | jq .", ("find", ("--json",))),
        ("python -m app --data=out/sample", ("", ("--data",))),
        ("（`python -m app self-test`）", ("self-test", ())),
    ],
)
def test_a_command_is_read_with_its_options(line, shown):
    assert app_commands(line) == [shown]


def test_a_command_that_does_not_exist_is_found():
    assert missing("fly-to-the-moon", ()) == ["app fly-to-the-moon"]
    assert dev_commands("python3 dev.py fly") == ["fly"]
