"""The pinned PySide6 counts its references.

WORKAROUND PySide6 6.12.0: its Linux wheel drops a reference to None on every void call, and Python 3.11
aborts after some 5,500 of them. The calls run in a process of their own, because failing means dying.
"""

import subprocess
import sys

CALLS = """
import sys
from PySide6.QtCore import QObject, Signal

class Bell(QObject):
    rung = Signal()

heard = 0
def hear():
    global heard
    heard += 1

bell = Bell()
bell.rung.connect(hear)
before = sys.getrefcount(None)
for _ in range(20_000):
    bell.rung.emit()
    bell.setObjectName("bell")
lost = before - sys.getrefcount(None)
assert heard == 20_000, heard
assert lost < 1_000, f"{lost} references to None lost"
print("alive")
"""


def test_20_000_signals_and_20_000_void_calls_survive():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


def test_a_process_that_loses_references_would_fail():
    thief = CALLS.replace("lost = before", "lost = 20_000 + before")
    done = subprocess.run([sys.executable, "-c", thief], capture_output=True, text=True)
    assert "references to None lost" in done.stderr
