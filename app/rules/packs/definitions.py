"""What a pack is: `pack.toml` and the files it names. Only shapes and the checksum; nothing is read here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final

from app.errors import Problem
from app.rules.shelves import Layer

MANIFEST: Final = "pack.toml"
OPEN_END: Final = date(9999, 12, 31)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file of a pack: its path as in `forms/`, and where its words come from (title, number, article)."""

    path: str
    title: str
    number: str
    article: str
    text: str

    @property
    def digest(self) -> str:
        return sha256(self.text.encode()).hexdigest()

    @property
    def source(self) -> str:
        """Title, number and article in one line."""
        return "\u3000".join(filter(None, (self.title, self.number, self.article)))


@dataclass(frozen=True)
class PackHead:
    """What is known of any pack: its region (a prefix of division codes, "" everywhere), its era, from when to when.

    Of two packs of one `key` the higher `version` is in force. `checksum` is that of all it says.
    """

    key: str
    label: str
    version: int
    region: str
    era: str
    first: date
    last: date
    source: str
    checksum: str


@dataclass(frozen=True)
class Pack(PackHead):
    """A pack with its files."""

    files: tuple[PackFile, ...]

    @property
    def layer(self) -> Layer:
        """What it lays on the shelf."""
        return Layer(self.key, {one.path: one.text for one in self.files})


def pack_from(name: str, table: Mapping[str, Any], texts: Mapping[str, str]) -> Pack:
    """A pack from its manifest and the texts of its files; `name` is the file's in a complaint.

    The checksum is computed, not read. Raises Problem for a word that is missing or cannot be right.
    """
    head = table.get("pack")
    if not isinstance(head, dict):
        raise Problem("packs.word_missing", file=name, word="[pack]")
    lines = table.get("file")
    if not isinstance(lines, list) or not lines or not all(isinstance(one, dict) for one in lines):
        raise Problem("packs.word_missing", file=name, word="[[file]]")
    files = tuple(_file(name, line, texts) for line in lines)
    for one in files:
        if sum(other.path == one.path for other in files) > 1:
            raise Problem("packs.listed_twice", file=name, path=one.path)
    first, last = _day(name, head, "from"), _day(name, head, "to", OPEN_END)
    if last < first:
        raise Problem("packs.bad_word", file=name, word="to", value=last.isoformat())
    made = Pack(
        key=_key(name, head),
        label=_text(name, head, "label"),
        version=_version(name, head),
        region=_region(name, head),
        era=_text(name, head, "era"),
        first=first,
        last=last,
        source=_text(name, head, "source"),
        files=files,
        checksum="",
    )
    return Pack(**{**_parts(made), "checksum": checksum_of(made)})


def _parts(pack: Pack) -> dict[str, Any]:
    return {word: getattr(pack, word) for word in Pack.__dataclass_fields__}


def checksum_of(pack: Pack) -> str:
    """SHA-256 of everything a pack says: its head, and the path, source and text of each file."""
    head = (pack.key, pack.label, pack.version, pack.region, pack.era, pack.first, pack.last, pack.source)
    files = sorted((one.path, one.title, one.number, one.article, one.digest) for one in pack.files)
    return _digest([*map(str, head), *(word for one in files for word in one)])


def _digest(words: Iterable[str]) -> str:
    made = sha256()
    for word in words:
        told = word.encode()
        made.update(len(told).to_bytes(8, "big") + told)
    return made.hexdigest()


def _file(name: str, line: Mapping[str, Any], texts: Mapping[str, str]) -> PackFile:
    path = _text(name, line, "path")
    if path not in texts:
        raise Problem("packs.not_there", file=name, path=path)
    if not str(line.get("title", "")).strip():
        raise Problem("packs.no_source", file=name, path=path)
    number, article = str(line.get("number", "")), str(line.get("article", ""))
    return PackFile(path, str(line["title"]).strip(), number.strip(), article.strip(), texts[path])


def _text(name: str, table: Mapping[str, Any], word: str) -> str:
    told = table.get(word)
    if told is None or (isinstance(told, str) and not told.strip()):
        raise Problem("packs.word_missing", file=name, word=word)
    if not isinstance(told, str) or len(told) > _LONGEST or not told.isprintable():
        raise Problem("packs.bad_word", file=name, word=word, value=str(told)[:40])
    return told.strip()


def _key(name: str, head: Mapping[str, Any]) -> str:
    key = _text(name, head, "key")
    if not (key.isascii() and key.replace("-", "").replace("_", "").isalnum()):
        raise Problem("packs.bad_word", file=name, word="key", value=key)
    return key


def _version(name: str, head: Mapping[str, Any]) -> int:
    version = head.get("version")
    if version is None:
        raise Problem("packs.word_missing", file=name, word="version")
    if isinstance(version, bool) or not isinstance(version, int) or not 0 < version < 10**9:
        raise Problem("packs.bad_word", file=name, word="version", value=version)
    return version


def _region(name: str, head: Mapping[str, Any]) -> str:
    region = head.get("region", "")
    if not isinstance(region, str) or not (region == "" or (region.isascii() and region.isdecimal())):
        raise Problem("packs.bad_word", file=name, word="region", value=region)
    return region


def _day(name: str, head: Mapping[str, Any], word: str, otherwise: date | None = None) -> date:
    day = head.get(word, otherwise)
    if day is None:
        raise Problem("packs.word_missing", file=name, word=word)
    if type(day) is not date:
        raise Problem("packs.bad_word", file=name, word=word, value=day)
    return day
