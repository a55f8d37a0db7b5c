"""Rooms stay small: files a person reads in one sitting, functions that fit on a screen."""

import ast
import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.house.tree import ROOT, parsed, place, python_files

ROOMS = ("app", "db", "bench", "packaging", "tests")


def too_long(lengths: dict[str, int], most: int) -> list[str]:
    """The files longer than `most` lines."""
    return [f"{name}: {lines} lines" for name, lines in lengths.items() if lines > most]


def file_lengths(paths: Iterable[Path]) -> dict[str, int]:
    """Lines of each file."""
    return {place(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def function_lengths(module: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, line and length of every function, without its decorators and docstring."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            first = node.body[0]
            says = first if ast.get_docstring(node) else None
            spoken = says.end_lineno - says.lineno + 1 if says and says.end_lineno else 0
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1 - spoken


def test_no_file_is_longer_than_400_lines():
    assert too_long(file_lengths(python_files(*ROOMS)), 400) == []


def test_few_files_are_longer_than_300_lines():
    lengths = file_lengths(python_files(*ROOMS))
    longer = too_long(lengths, 300)
    assert len(longer) <= len(lengths) // 20, longer


def test_the_median_file_of_the_program_is_about_a_hundred_lines():
    lengths = file_lengths(python_files("app", "db"))
    assert statistics.median(lengths.values()) <= 130


def test_dev_py_stays_under_150_lines():
    assert file_lengths([ROOT / "dev.py"])["dev.py"] < 150


def test_functions_are_mostly_under_25_lines_and_never_over_60():
    found = [
        (f"{place(path, line)} {name}: {lines} lines", lines)
        for path in python_files("app", "db")
        if "versions" not in path.parts  # a migration is one list of steps
        for name, line, lines in function_lengths(parsed(path))
    ]
    assert [told for told, lines in found if lines > 60] == []
    longer = [told for told, lines in found if lines > 25]
    assert len(longer) <= len(found) // 10, longer


def test_a_file_one_line_too_long_is_found():
    assert too_long({"just.py": 400, "over.py": 401}, 400) == ["over.py: 401 lines"]


def test_a_function_is_measured_without_its_docstring():
    module = ast.parse('def f():\n    """One.\n\n    Two.\n    """\n    a = 1\n    return a\n')
    assert list(function_lengths(module)) == [("f", 1, 3)]
