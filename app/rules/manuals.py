"""The manual as data (`resources/manual/*.toml`): chapters of plain words for a clerk, each led to from some pages."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import Problem


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a chapter, in the order it is read: title, text, picture, steps, keys (key and what it does), note.

    `picture`: the key of the page it shows; the file is its name with .png beside the chapters, in `pictures`.
    """

    title: str = ""
    text: str = ""
    picture: str = ""
    steps: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter; `pages`: keys of the window's pages from which it is opened."""

    key: str
    title: str
    icon: str
    pages: tuple[str, ...]
    parts: tuple[Part, ...]


def load_manual(folder: Path) -> tuple[Chapter, ...]:
    """The chapters of a folder in the order of their files. Raises Problem naming the file that cannot be read."""
    return tuple(_chapter(path) for path in sorted(folder.glob("*.toml")))


def chapter_of(chapters: tuple[Chapter, ...], page: str) -> Chapter:
    """The chapter that a page leads to; the first where none does."""
    return next((one for one in chapters if page in one.pages), chapters[0])


def _chapter(path: Path) -> Chapter:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return Chapter(
            key=str(table["key"]),
            title=str(table["title"]),
            icon=str(table["icon"]),
            pages=tuple(str(one) for one in table["pages"]),
            parts=tuple(_part(one) for one in table["part"]),
        )
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise Problem("manual.unreadable", file=path.name, why=str(error)) from error


def _part(table: dict[str, Any]) -> Part:
    keys = tuple((str(key), str(does)) for key, does in table.get("keys", ()))
    steps = tuple(str(one) for one in table.get("steps", ()))
    said = {name: str(table[name]) for name in ("title", "text", "picture", "note") if name in table}
    if unknown := table.keys() - {*said, "keys", "steps"}:
        raise ValueError(", ".join(sorted(unknown)))
    return Part(**said, steps=steps, keys=keys)
