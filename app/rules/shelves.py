"""The shelf: what `forms/` says, with packs laid over it. Loaders read it as they read a folder.

What lies above is asked first: a file takes the place of the one below with the same key; lines, codes and editions
of a standard stand beside those below, and win where both speak. `/` gives a folder of the shelf, or the file of
`forms/` itself where packs have nothing to say.
"""

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Protocol

Table = Mapping[str, Any]


class Folder(Protocol):
    """What a loader needs of a folder or file: a path is one, and so is a shelf."""

    @property
    def name(self) -> str: ...
    @property
    def stem(self) -> str: ...
    def __truediv__(self, name: str, /) -> "Folder": ...
    def __lt__(self, other: Any, /) -> bool: ...
    def glob(self, pattern: str, /) -> Iterable["Folder"]: ...
    def exists(self) -> bool: ...
    def read_text(self, encoding: str | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Layer:
    """Files laid down together, text by path ("standards/577.toml"). `pack` names whose they are."""

    pack: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file on a shelf. `rank`: the layer it lies in, 0 for what ships."""

    path: str
    pack: str
    rank: int
    text: str | None = None
    file: Path | None = None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def stem(self) -> str:
        return self.name.removesuffix(".toml")

    def __lt__(self, other: "Leaf") -> bool:
        return (self.rank, self.name) < (other.rank, other.name)

    def __truediv__(self, name: str, /) -> "Folder":
        raise NotADirectoryError(self.path)

    def glob(self, pattern: str, /) -> Iterable[Folder]:
        return ()

    def exists(self) -> bool:
        return self.file is not None or self.text is not None

    def read_text(self, encoding: str | None = None) -> str:
        if self.file is not None:
            return self.file.read_text(encoding=encoding)
        return (self.text or "").removeprefix("\ufeff")


@dataclass(frozen=True, slots=True)
class Drawer:
    """A folder of the shelf."""

    name: str
    leaves: tuple[Leaf, ...]

    @property
    def stem(self) -> str:
        return self.name

    def __lt__(self, other: "Drawer") -> bool:
        return self.name < other.name

    def __truediv__(self, name: str, /) -> Folder:
        return next((leaf for leaf in self.leaves if leaf.name == name), Leaf(f"{self.name}/{name}", "", 0))

    def glob(self, pattern: str, /) -> Iterable[Leaf]:
        return [leaf for leaf in self.leaves if fnmatch(leaf.name, pattern)]

    def exists(self) -> bool:
        return True

    def read_text(self, encoding: str | None = None) -> str:
        raise IsADirectoryError(self.name)


def _key_of(word: str) -> Callable[[Table], str]:
    return lambda table: str(table[word]["key"])


COVERED: Final[Mapping[str, Callable[[Table], str]]] = {
    "procedures": _key_of("procedure"),
    "notices": _key_of("notice"),
    "records": _key_of("record"),
    "workdays": lambda table: str(table["year"]),
    "crosschecks": _key_of("crosscheck"),
}
"""Folders in which a file takes the place of another, and by which key."""

BESIDE: Final = ("standards", "lines", "codes", "warnings", "colours")
"""Folders in which what lies above stands beside what lies below: its day, its region, its code decide."""

PACKABLE: Final = (*BESIDE, *COVERED)
"""The folders a pack may bring files for."""


@dataclass(frozen=True)
class Shelf:
    """`forms/` (`base`) with `layers` over it, the lowest first. `shipped`: which pack a file of `base` belongs to."""

    base: Path
    layers: tuple[Layer, ...] = ()
    shipped: Callable[[str], str] = field(default=lambda path: "", compare=False, repr=False)

    @property
    def name(self) -> str:
        return self.base.name

    @property
    def stem(self) -> str:
        return self.base.stem

    def __lt__(self, other: "Shelf") -> bool:
        return self.base < other.base

    def __truediv__(self, name: str, /) -> Folder:
        return self._drawers[name] if name in PACKABLE else self.base / name

    def kept(self, folders: Iterable[str], files: Iterable[str]) -> "Pile":
        """These folders and files as they lie there now, their words taken along."""
        leaves = [leaf for name in folders for leaf in self._drawers[name].leaves]
        leaves += [Leaf(name, self.shipped(name), 0, file=self.base / name) for name in files]
        return Pile(tuple(replace(one, text=one.read_text("utf-8-sig"), file=None) for one in leaves))

    def glob(self, pattern: str, /) -> Iterable[Folder]:
        return sorted(self.base.glob(pattern))

    def exists(self) -> bool:
        return self.base.exists()

    def read_text(self, encoding: str | None = None) -> str:
        raise IsADirectoryError(self.name)

    @cached_property
    def _drawers(self) -> Mapping[str, Drawer]:
        return {name: Drawer(name, tuple(self._leaves(name))) for name in PACKABLE}

    def _leaves(self, name: str) -> Sequence[Leaf]:
        leaves = [
            Leaf(f"{name}/{file.name}", self.shipped(f"{name}/{file.name}"), 0, file=file)
            for file in sorted((self.base / name).glob("*.toml"))
        ]
        for rank, layer in enumerate(self.layers, 1):
            laid = [
                Leaf(path, layer.pack, rank, text)
                for path, text in sorted(layer.files.items())
                if path.startswith(f"{name}/")
            ]
            if laid and name in COVERED:
                leaves = self._uncovered(name, leaves, laid)
            leaves += laid
        return leaves

    def _uncovered(self, name: str, below: Sequence[Leaf], above: Sequence[Leaf]) -> list[Leaf]:
        """The files below that none above takes the place of."""
        keys = {_key(name, leaf) for leaf in above}
        return [leaf for leaf in below if (key := _key(name, leaf)) is None or key not in keys]


@dataclass(frozen=True)
class Pile:
    """Files that were kept from a shelf: read as it was, whatever ships or is installed since."""

    leaves: tuple[Leaf, ...]
    name: str = ""
    stem: str = ""

    def __lt__(self, other: "Pile") -> bool:
        return self.name < other.name

    def __truediv__(self, name: str, /) -> Folder:
        found = next((leaf for leaf in self.leaves if leaf.path == name), None)
        own = tuple(leaf for leaf in self.leaves if leaf.path.startswith(f"{name}/"))
        return found or (Leaf(name, "", 0) if name.endswith(".toml") else Drawer(name, own))

    def glob(self, pattern: str, /) -> Iterable[Leaf]:
        return [leaf for leaf in self.leaves if "/" not in leaf.path and fnmatch(leaf.path, pattern)]

    def exists(self) -> bool:
        return True

    def read_text(self, encoding: str | None = None) -> str:
        raise IsADirectoryError(self.name)


def _key(folder: str, leaf: Leaf) -> str | None:
    """By which key a file covers another; None for one its loader will complain of."""
    try:
        return COVERED[folder](tomllib.loads(leaf.read_text("utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError):
        return None


def pack_of(file: Folder) -> str:
    """The pack a file belongs to; "" for a file that lies on no shelf."""
    return file.pack if isinstance(file, Leaf) else ""


def rank_of(file: Folder) -> int:
    """The layer a file lies in; 0 for what ships, or lies on no shelf."""
    return file.rank if isinstance(file, Leaf) else 0
