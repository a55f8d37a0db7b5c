"""What the program imports it asks for in pyproject.toml, what it asks for it imports, and the lock has it all."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.house.tree import ROOT, imported, imported_modules, parsed, python_files

COUNTY = ROOT / "app" / "county"

# Never imported by name: they make another library fast or able.
SILENT = {"rl-accel": "reportlab draws twice as fast with it"}


def normal(name: str) -> str:
    """A library's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def asked_for(group: str | None = None) -> set[str]:
    """The libraries the program itself (or a group) needs, tools for making and testing it left out."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wishes = tables["dependency-groups"][group] if group else tables["project"]["dependencies"]
    return {normal(re.split(r"[<>=!~;\[ ]", wish)[0]) for wish in wishes}


def libraries(names: set[str]) -> set[str]:
    """The libraries that bring the imported names; a name no library brings stands for itself."""
    brought = packages_distributions()
    foreign = names - sys.stdlib_module_names - {"app", "db", "tests"}
    return {normal(brought.get(name, [name])[0]) for name in foreign}


def packaged_files() -> list[Path]:
    """The Python files of the clerk's program; the county's server is no part of it."""
    return [path for path in python_files("app", "db") if COUNTY not in path.parents]


def used() -> set[str]:
    """The libraries the clerk's program imports."""
    return libraries({name for path in packaged_files() for name in imported(parsed(path))})


def used_by_the_county() -> set[str]:
    """The libraries the county's server imports."""
    files = [path for path in python_files("app") if COUNTY in path.parents]
    return libraries({name for path in files for name in imported(parsed(path))})


def left_out(spec: str) -> set[str]:
    """The modules a PyInstaller spec excludes."""
    lists = [node for node in ast.walk(ast.parse(spec)) if isinstance(node, ast.Assign)]
    named = next(node.value for node in lists if ast.unparse(node.targets[0]) == "UNUSED_MODULES")
    return set(ast.literal_eval(named))


def test_the_packaged_program_has_every_module_it_imports():
    unused = left_out((ROOT / "packaging" / "hudang.spec").read_text("utf-8"))
    modules = {name for path in packaged_files() for name in imported_modules(parsed(path))}
    assert {name for name in modules for gone in unused if f"{name}.".startswith(f"{gone}.")} == set()


def test_what_the_packager_leaves_out_is_read_from_its_spec():
    assert left_out("A = 1\nUNUSED_MODULES = ['numpy', 'tkinter']\n") == {"numpy", "tkinter"}


def test_every_library_imported_is_asked_for():
    assert used() - asked_for() == set()


def test_every_library_asked_for_is_imported():
    assert asked_for() - used() - SILENT.keys() == set()


def test_every_library_the_county_imports_is_asked_for():
    assert used_by_the_county() - asked_for() - asked_for("county") == set()


def test_the_lock_has_every_library_asked_for():
    pinned = re.findall(r"(?m)^([\w.-]+)==", (ROOT / "requirements.lock").read_text("utf-8"))
    asked = asked_for() | asked_for("county")
    assert asked - {normal(name) for name in pinned} == set()


def test_names_are_told_apart_from_libraries():
    assert libraries({"json", "app", "PIL", "PySide6", "nowhere"}) == {
        "pillow",
        "pyside6-essentials",
        "nowhere",
    }
