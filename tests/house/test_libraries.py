"""What the program imports it asks for in pyproject.toml, what it asks for it imports, and the lock has it all."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.house.tree import ROOT, imported, parsed, python_files

# Never imported by name: they make another library fast or able.
SILENT = {"rl-accel": "reportlab draws twice as fast with it"}


def normal(name: str) -> str:
    """A library's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for() -> set[str]:
    """The libraries the program itself needs, tools for making and testing it left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {normal(re.split(r"[<>=!~;\[ ]", wish)[0]) for wish in project["dependencies"]}


def libraries(names: set[str]) -> set[str]:
    """The libraries that bring the imported names; a name no library brings stands for itself."""
    brought = packages_distributions()
    foreign = names - sys.stdlib_module_names - {"app", "db", "tests"}
    return {normal(brought.get(name, [name])[0]) for name in foreign}


def used() -> set[str]:
    """The libraries the program imports."""
    return libraries({name for path in python_files("app", "db") for name in imported(parsed(path))})


def test_every_library_imported_is_asked_for():
    assert used() - asked_for() == set()


def test_every_library_asked_for_is_imported():
    assert asked_for() - used() - SILENT.keys() == set()


def test_the_lock_has_every_library_asked_for():
    pinned = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"))
    assert asked_for() - {normal(name) for name in pinned} == set()


def test_names_are_told_apart_from_libraries():
    assert libraries({"json", "app", "PIL", "PySide6", "nowhere"}) == {
        "pillow",
        "pyside6-essentials",
        "nowhere",
    }
