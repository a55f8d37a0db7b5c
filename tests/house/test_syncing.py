"""Rows without a change of ours come in by one door, and one room goes through it."""

import re

from tests.house.tree import place, python_files

DOOR = re.compile(r"\.(syncing|writing)\(")


def test_only_sync_writes_rows_that_the_county_says():
    found = [
        place(path, line)
        for path in python_files("app")
        for line, words in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if DOOR.search(words) and "app/sync/" not in path.as_posix()
    ]
    assert found == []
