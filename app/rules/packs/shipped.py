"""The packs the program brings itself (`forms/packs.toml`): which of its files are of which region and era."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from app.errors import Problem
from app.rules.formfiles import read_toml
from app.rules.packs.definitions import OPEN_END, PackHead
from app.rules.shelves import PACKABLE, Layer, Shelf

FILE: Final = "packs.toml"


@dataclass(frozen=True)
class ShippedPack(PackHead):
    """A pack that is part of the program; `checksum` that of its files as they lie there."""

    files: tuple[str, ...]


def load_shipped(base: Path) -> tuple[ShippedPack, ...]:
    """The packs of a forms folder; none where it names none. Raises Problem for a word that is missing."""
    path = base / FILE
    if not path.exists():
        return ()
    lines = read_toml(path).get("pack", ())
    patterns = _patterns(base)
    files = [f"{folder}/{one.name}" for folder in PACKABLE for one in sorted((base / folder).glob("*.toml"))]
    owners = {one: _owner(patterns, one) for one in files}
    try:
        return tuple(
            ShippedPack(
                key=str(line["key"]),
                label=str(line["label"]),
                version=int(line["version"]),
                region=str(line.get("region", "")),
                era=str(line["era"]),
                first=line["from"],
                last=line.get("to", OPEN_END),
                source=str(line["source"]),
                files=(own := tuple(one for one, owner in owners.items() if owner == line["key"])),
                checksum=_checksum(base, own),
            )
            for line in lines
        )
    except KeyError as error:
        raise Problem("packs.word_missing", file=FILE, word=error.args[0]) from error


def shipped_shelf(base: Path, layers: tuple[Layer, ...] = ()) -> Shelf:
    """What ships with packs over it, the lowest first."""
    return Shelf(base, layers, partial(_owner, _patterns(base)))


def _patterns(base: Path) -> list[tuple[str, list[str]]]:
    path = base / FILE
    lines = read_toml(path).get("pack", ()) if path.exists() else ()
    return [(str(line.get("key", "")), list(line.get("files", ()))) for line in lines]


def _owner(patterns: Sequence[tuple[str, Sequence[str]]], path: str) -> str:
    """The first pack that names a file; "" where none does."""
    return next((key for key, own in patterns if any(fnmatchcase(path, one) for one in own)), "")


def _checksum(base: Path, files: Sequence[str]) -> str:
    made = sha256()
    for one in files:
        made.update(f"{one}\0".encode())
        # As text: a Windows checkout must not be another pack.
        made.update(sha256((base / one).read_text(encoding="utf-8-sig").encode()).digest())
    return made.hexdigest()
