"""One window for one data folder."""

from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.shell.instances import call_first, hear_second, hold_folder


def test_a_second_start_finds_the_folder_held(tmp_path: Path):
    first = hold_folder(tmp_path / "office")
    assert first is not None
    assert hold_folder(tmp_path / "office") is None
    first.unlock()
    assert hold_folder(tmp_path / "office") is not None


def test_a_second_start_calls_the_first_window_to_the_front(qtbot: QtBot, tmp_path: Path):
    called: list[bool] = []
    parent = QObject()
    hear_second(parent, tmp_path, lambda: called.append(True))
    call_first(tmp_path)
    qtbot.waitUntil(lambda: called == [True])


def test_calling_where_nobody_listens_is_quiet(tmp_path: Path):
    call_first(tmp_path / "nobody")
