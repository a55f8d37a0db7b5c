"""A pack for tests: one county of 安康 that has an own edition and lines for 577, made as an official would make it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.paths import forms
from app.rules.packs import Pack, make_pack, shipped_shelf
from app.rules.shelves import Shelf

COUNTY, TOWN = "610921", "610921100"
STANDARD = "standards/577.toml"
LINE = "lines/income_line.toml"

EDITION = """[standard]
key = "shaanxi-household"
label = "577"
region = "610921"
from = 2019-01-01
to = 2020-12-31
source = "S 1"
who = "poor"
procedures = ["poor-exit"]

[[item]]
key = "income"
text = "income above the line"
fact = "income_per_person"
compare = "above"
line = "income_line"
source = "S 1, 2"

[[item]]
key = "water"
text = "water"
fact = "answered"
with = { field = "conditions.water_safe" }
"""
LINES = """key = "income_line"
label = "L"

[[line]]
region = "610921"
from = 2019-01-01
to = 2019-12-31
amount = 3600
source = "S 3"

[[line]]
region = "610921"
from = 2020-01-01
to = 2020-12-31
amount = 4200
source = "S 3"
"""
FILES = {STANDARD: EDITION, LINE: LINES}


def a_folder(folder: Path, files: dict[str, str] = FILES, **head: Any) -> Path:
    """A folder with `pack.toml` and files; `head` are words of the pack that differ."""
    told = {
        "key": "hanyin", "label": "Hanyin 577", "version": 1, "region": COUNTY, "era": "2014-2020", "source": "S",
    } | head  # fmt: skip
    lines = ["[pack]", "from = 2019-01-01", *(f"{word} = {_toml(one)}" for word, one in told.items())]
    for path, text in files.items():
        lines += ["[[file]]", f'path = "{path}"', 'title = "S"', 'number = "1"']
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (folder / "pack.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def _toml(value: object) -> str:
    return str(value) if isinstance(value, int) else f'"{value}"'


def a_pack(folder: Path, files: dict[str, str] = FILES, **head: Any) -> tuple[Pack, bytes]:
    """Such a pack and its file's bytes."""
    return make_pack(a_folder(folder, files, **head))


def a_shelf() -> Shelf:
    """What ships."""
    return shipped_shelf(forms())


def rezipped(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A pack's file after somebody meddled with what it holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        held = {name: box.read(name) for name in box.namelist()}
    change(held)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        for name, told in held.items():
            box.writestr(name, told)
    return made.getvalue()
