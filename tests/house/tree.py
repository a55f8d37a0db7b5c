"""The repository as the house tests see it: files git knows or would take, and parsed Python."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the repository, those about to be added included, ignored ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode("utf-8")
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def python_files(*folders: str) -> list[Path]:
    """The repository's Python files below the named top-level folders; all of them without names."""
    found = [path for path in tracked() if path.suffix == ".py"]
    return [path for path in found if not folders or path.relative_to(ROOT).parts[0] in folders]


def texts(*suffixes: str) -> Iterator[tuple[Path, str]]:
    """Each file with one of the suffixes (all text files without any) and its text."""
    for path in tracked():
        if suffixes and path.suffix not in suffixes:
            continue
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            if suffixes:
                raise


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def docstrings(module: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings (also strings that stand alone, below a field)."""
    alone = (node.value for node in ast.walk(module) if isinstance(node, ast.Expr))
    return {id(value) for value in alone if isinstance(value, ast.Constant)}


@cache
def literals(module: ast.Module) -> list[tuple[int, str]]:
    """Line and value of every string literal that is no docstring, pieces of f-strings included."""
    skipped = docstrings(module)
    constants = [node for node in ast.walk(module) if isinstance(node, ast.Constant)]
    return sorted(
        (node.lineno, node.value)
        for node in constants
        if isinstance(node.value, str) and id(node) not in skipped
    )


def imported_modules(module: ast.Module) -> set[str]:
    """The full names of everything a module imports, a module or what stands in one."""
    names: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def imported(module: ast.Module) -> set[str]:
    """The top-level names of everything a module imports."""
    return {name.split(".")[0] for name in imported_modules(module)}


def place(path: Path, line: int | None = None) -> str:
    """Where to look: the path from the root, with the line when known."""
    named = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
    return f"{named}:{line}" if line else named
