"""Nothing waits for a fixed time: tests wait for what they wait for, the program waits for no one."""

import ast

from tests.house.tree import parsed, place, python_files

# `threading.Event.wait` and `qtbot.waitUntil` wait for something and are welcome.
FIXED_WAITS = {"time.sleep", "asyncio.sleep", "qtbot.wait", "QTest.qWait", "QTest.qSleep", "QThread.msleep"}


def fixed_waits(module: ast.Module) -> list[int]:
    """The lines that wait for a fixed time."""
    sleepers = {
        alias.asname or alias.name
        for node in ast.walk(module)
        if isinstance(node, ast.ImportFrom) and node.module in ("time", "asyncio")
        for alias in node.names
        if alias.name == "sleep"
    }
    calls = [node for node in ast.walk(module) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if ast.unparse(call.func) in FIXED_WAITS | sleepers]


def test_nothing_waits_for_a_fixed_time():
    found = [
        place(path, line) for path in python_files("app", "db", "tests") for line in fixed_waits(parsed(path))
    ]
    assert found == []


def test_a_fixed_wait_is_found_under_any_of_its_names():
    asleep = "import time\nfrom time import sleep as nap\ntime.sleep(1)\nnap(1)\nqtbot.wait(5)\n"
    assert fixed_waits(ast.parse(asleep)) == [3, 4, 5]


def test_waiting_for_something_is_no_fixed_wait():
    assert fixed_waits(ast.parse("qtbot.waitUntil(done)\nfinished.wait(5)\n")) == []
