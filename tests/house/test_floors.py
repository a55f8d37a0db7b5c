"""The floors of the house hold: import-linter's contracts in pyproject.toml, and what it cannot say."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, imported, parsed, place, python_files

# Pure calculators that rules may ask besides the standard library.
CALCULATORS = {"stdnum"}
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the pyproject.toml in a folder."""
    command = [sys.executable, "-c", LINT, "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def outsiders(module: ast.Module) -> set[str]:
    """What a rule imports beyond the standard library, its own house and pure calculators."""
    return imported(module) - sys.stdlib_module_names - CALCULATORS - {"app"}


def unseen(paths: list[Path]) -> list[str]:
    """The folders with Python files but no `__init__.py`: neither the linter nor the packager looks there."""
    folders = {path.parent for path in paths} - {path.parent for path in paths if path.name == "__init__.py"}
    return sorted(place(folder) for folder in folders)


def small_house(folder: Path, **files: str) -> Path:
    """A house with every room of the real one, empty, but for the files given as room__module."""
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    rooms = ["ui", "cli", "operations", "county", "documents", "rules"]
    for room in [folder / "db", folder / "app", *(folder / "app" / name for name in rooms)]:
        room.mkdir()
        (room / "__init__.py").touch()
    for module in ["__main__", "settings", "texts", "log", "errors", "progress", "paths"]:
        (folder / "app" / f"{module}.py").touch()
    for name, code in files.items():
        (folder / (name.replace("__", "/") + ".py")).write_text(code, "utf-8")
    return folder


def test_the_contracts_hold():
    checked = lint_imports(ROOT)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_empty_house_keeps_the_contracts(tmp_path):
    checked = lint_imports(small_house(tmp_path))
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    "files",
    [
        {"app__rules__incomes": "import app.operations"},
        {"app__rules__incomes": "import sqlmodel"},
        {"app__documents__cards": "import db"},
        {"app__ui__pages": "import db"},
        {"app__ui__pages": "import app.cli"},
        {"app__operations__households": "import PySide6.QtCore"},
        {"app__county__pushes": "import app.operations"},
        {"app__county__pushes": "import db"},
        {"app__errors": "import app.texts"},
        {"app__attic": ""},
        {"db__tables": "import app.errors"},
        {"app__rules__a": "import app.rules.b", "app__rules__b": "import app.rules.a"},
    ],
    ids=lambda files: " and ".join(f"{name.replace('__', '.')}: {code}" for name, code in files.items()),
)
def test_a_wrong_import_breaks_a_contract(tmp_path, files):
    assert "BROKEN" in lint_imports(small_house(tmp_path, **files)).stdout


def test_the_linter_sees_every_room():
    # Alembic reads the migrations as files.
    assert unseen([path for path in python_files("app", "db") if "versions" not in path.parts]) == []


def test_a_room_without_init_is_found():
    inside, outside = ROOT / "app" / "a" / "rooms.py", ROOT / "app" / "b" / "__init__.py"
    assert unseen([inside, outside]) == ["app/a"]


def test_rules_ask_the_standard_library_only():
    rules = [path for path in python_files("app") if path.is_relative_to(ROOT / "app" / "rules")]
    found = [f"{place(path)}: {name}" for path in rules for name in outsiders(parsed(path))]
    assert found == []


def test_a_library_in_a_rule_is_found():
    code = "import json, yaml\nfrom stdnum.cn import ric\ndef f():\n    from numpy.linalg import norm\n"
    assert outsiders(ast.parse(code)) == {"yaml", "numpy"}
