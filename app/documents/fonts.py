"""Which font files print a paper: by role, the office's own choice first, then `resources/fonts.toml`.

A `Fonts` is plain data (paths), so it can be handed to worker processes; faces are opened once a process.
"""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from app.documents.faces import Face, UnusableFace
from app.errors import Problem
from app.paths import resources

Role = Literal["song", "hei", "kai", "fang", "biaosong", "rare"]
_SOURCES = ("windows", "shipped", "linux")


@dataclass(frozen=True, slots=True)
class FontFile:
    """A face: a file and its number in it."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class Fonts:
    """The font files of every role, best first; and how much a role's strokes are thickened."""

    files: Mapping[Role, tuple[FontFile, ...]]
    strokes: Mapping[Role, float] = field(default_factory=dict)

    def stroke(self, role: Role) -> float:
        """How much a stroke is thickened, as part of the type size."""
        return self.strokes.get(role, 0.0)


@cache
def open_face(file: FontFile) -> Face:
    """The face of a file, opened once. Raises Problem papers.font_unusable."""
    try:
        return Face(file.path, file.index)
    except UnusableFace as error:
        raise Problem("papers.font_unusable", file=file.path.name) from error


@dataclass(frozen=True, slots=True)
class RoleFound:
    """For the settings page: a role, its Chinese name, the file that prints it, whether it was chosen."""

    role: Role
    label: str
    file: Path
    chosen: bool


def read_font_list(path: Path | None = None) -> dict[str, Any]:
    """The list of faces by role, as data."""
    return tomllib.loads((path or resources() / "fonts.toml").read_text(encoding="utf-8"))


def find_fonts(chosen: Mapping[str, str] | None = None, listed: dict[str, Any] | None = None) -> Fonts:
    """The fonts of this PC; `chosen` is the office's own choice: role → "path" or "path#number".

    Raises Problem papers.font_unusable for a choice that cannot print, papers.no_fonts for nothing found.
    """
    listed = listed or read_font_list()
    order = cast(list[Role], listed["order"])
    found = {role: _files_of(role, listed, chosen or {}) for role in order}
    if not any(found.values()):
        raise Problem("papers.no_fonts")
    strokes = {}
    for role in order:
        instead = listed["roles"][role].get("instead")
        if instead and not found[role]:
            strokes[role] = float(listed["roles"][role]["stroke"])
    chains = {role: _chain(role, found, listed) for role in order}
    return Fonts(chains, strokes)


def describe_fonts(chosen: Mapping[str, str] | None = None) -> list[RoleFound]:
    """What prints each role here, in the order of the list."""
    listed, fonts = read_font_list(), find_fonts(chosen)
    return [
        RoleFound(role, listed["roles"][role]["label"], fonts.files[role][0].path, role in (chosen or {}))
        for role in fonts.files
    ]


def _chain(role: Role, found: Mapping[Role, list[FontFile]], listed: dict[str, Any]) -> tuple[FontFile, ...]:
    instead = listed["roles"][role].get("instead")
    first = [role, *([instead] if instead else []), "rare"]
    roles = first + [other for other in listed["order"] if other not in first]
    files = [file for each in roles for file in found[cast(Role, each)]]
    return tuple(dict.fromkeys(files))


def _files_of(role: Role, listed: dict[str, Any], chosen: Mapping[str, str]) -> list[FontFile]:
    files: list[FontFile] = []
    if chosen.get(role):
        files.append(_chosen_file(chosen[role]))
    for source in _SOURCES:
        for named in listed["roles"][role].get(source, ()):
            name, _, number = named.partition("#")
            path = _installed(source, tuple(listed["folders"][source])).get(name.lower())
            if path and _usable(FontFile(path, int(number or 0))):
                files.append(FontFile(path, int(number or 0)))
    return files


def _chosen_file(named: str) -> FontFile:
    name, _, number = named.partition("#")
    file = FontFile(Path(name), int(number) if number.isdigit() else 0)
    open_face(file)
    return file


@cache
def _usable(file: FontFile) -> bool:
    try:
        open_face(file)
    except Problem:
        return False
    return True


@cache
def _installed(source: str, folders: tuple[str, ...]) -> dict[str, Path]:
    """Font files below the folders of a source by their lower-case name."""
    found: dict[str, Path] = {}
    for folder in folders:
        place = Path(os.path.expandvars(folder.replace("{resources}", str(resources())))).expanduser()
        if source == "windows" and os.name != "nt":
            continue
        for root, _, names in os.walk(place):
            for name in names:
                if name.lower().endswith((".ttf", ".ttc", ".otf")):
                    found.setdefault(name.lower(), Path(root) / name)
    return found
