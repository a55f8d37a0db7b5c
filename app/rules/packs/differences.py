"""What would be different with a pack on top: item by item, the words as they are and as they would be."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from app.rules.shelves import PACKABLE, Folder, Shelf, pack_of
from app.texts import say

Kind = Literal["added", "changed", "removed"]
Said = dict[str, str]
Key = tuple[str, ...]
_HEAD = 3  # of a standard's key: folder, key, first day
_NAMES = ("label", "text", "name", "title")
_KEYS = ("key", "code", "from", "field", "header")
_HEADS = ("standard", "procedure", "notice", "record")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs: in which folder of forms/, of which form or list, which item of it, which word.

    `item` is "" for the head of a form, `word` for a whole item that comes or goes. `old`, `new`: "" where there is
    none. `pack`: whose words the old ones are.
    """

    kind: Kind
    folder: str
    form: str
    item: str
    word: str
    old: str
    new: str
    pack: str = ""

    @property
    def word_named(self) -> str:
        """What people call the word; the word itself where it has no name."""
        return _named().get(self.word, self.word)


def _named() -> dict[str, str]:
    return {
        "amount": say("packs.word_amount"),
        "text": say("packs.word_text"),
        "compare": say("packs.word_compare"),
        "line": say("packs.word_line"),
        "from": say("packs.word_from"),
        "to": say("packs.word_to"),
        "region": say("packs.word_region"),
        "source": say("packs.word_source"),
        "veto": say("packs.word_veto"),
        "fact": say("packs.word_fact"),
        "with": say("packs.word_with"),
        "label": say("packs.word_label"),
        "short": say("packs.word_short"),
        "name": say("packs.word_label"),
        "group": say("packs.word_group"),
        "who": say("packs.word_who"),
        "evidence": say("packs.word_evidence"),
        "confirmed": say("packs.word_confirmed"),
        "wording": say("packs.word_wording"),
        "title": say("packs.word_title"),
        "hangs": say("packs.word_hangs"),
        "procedures": say("packs.word_procedures"),
    }


@dataclass(frozen=True)
class _Item:
    """One item of a form, its words by name. `label` is how people call it."""

    folder: str
    form: str
    label: str
    words: Mapping[str, str]
    pack: str


def compare(below: Shelf, above: Shelf) -> tuple[Difference, ...]:
    """What one shelf says otherwise than the other, in the order of the folders; what both say is left out."""
    old, new = dict(_items(below)), dict(_items(above))
    found: list[Difference] = []
    for key, one in new.items():
        was = old.get(key) or old.get(_over(key, one, old))
        if was is None:
            found.append(_whole("added", one))
        elif was.words != one.words:
            found += _changed(was, one)
    found += [_whole("removed", one) for key, one in old.items() if key not in new]
    return tuple(sorted(found, key=lambda one: PACKABLE.index(one.folder)))


def _over(key: Key, one: _Item, old: dict[Key, _Item]) -> Key:
    """What an item that is new lies over: of a standard the edition of those days, of a line the one of that place."""
    if one.folder == "standards":
        first = next((was[2] for was in reversed(old) if was[:2] == key[:2] and len(was) == _HEAD), "")
        return (*key[:2], first, *key[_HEAD:])
    if one.folder != "lines":
        return ()
    place, day = one.words.get("region", ""), one.words.get("from", "")
    fitting = [
        (len(was.words.get("region", "")), known)
        for known, was in old.items()
        if known[:2] == key[:2]
        and place.startswith(was.words.get("region", ""))
        and was.words.get("from", "") <= day <= was.words.get("to", "")
    ]
    return max(fitting, default=(0, ()))[1]


def _whole(kind: Kind, one: _Item) -> Difference:
    told = "\uff1b".join(f"{word} = {value}" for word, value in one.words.items())
    old, new = (told, "") if kind == "removed" else ("", told)
    return Difference(
        kind, one.folder, one.form, one.label, "", old, new, one.pack if kind == "removed" else ""
    )


def _changed(was: _Item, one: _Item) -> Iterator[Difference]:
    for word in dict.fromkeys((*was.words, *one.words)):
        old, new = was.words.get(word, ""), one.words.get(word, "")
        if old != new:
            yield Difference("changed", one.folder, one.form, one.label, word, old, new, was.pack)


def _items(shelf: Shelf) -> Iterator[tuple[Key, _Item]]:
    """Every item on a shelf by what makes it the same item. What lies above comes later, and so stays."""
    for folder in PACKABLE:
        for leaf in sorted((shelf / folder).glob("*.toml")):
            yield from _read(folder, leaf)


def _read(folder: str, leaf: Folder) -> Iterator[tuple[Key, _Item]]:
    table = tomllib.loads(leaf.read_text("utf-8-sig"))
    head: Mapping[str, Any] = next((table[word] for word in _HEADS if word in table), table)
    form = str(head.get("key", head.get("year", leaf.stem)))
    label = str(head.get("label", form))
    # Editions of a standard stand beside each other, by their first day.
    own = (folder, form, str(head.get("from", ""))) if folder == "standards" else (folder, form)
    words = _words({word: one for word, one in head.items() if not _is_list(one)})
    if folder not in ("lines", "codes"):
        yield own, _Item(folder, label, "", words, pack_of(leaf))
    for word, lines in [*table.items(), *(head.items() if head is not table else ())]:
        if not _is_list(lines):
            continue
        for nth, line in enumerate(lines):
            yield from _line((*own, word), nth, line, (folder, label, pack_of(leaf)))


def _line(
    own: Key, nth: int, line: Mapping[str, Any], of: tuple[str, str, str]
) -> Iterator[tuple[Key, _Item]]:
    """An item, and the items within it (the fields of a group)."""
    folder, form, pack = of
    key = str(next((line[word] for word in _KEYS if word in line), line.get("label", nth)))
    same = (*own, str(line.get("region", "")), key)
    name = str(next((line[word] for word in _NAMES if word in line), key))
    label = name if folder != "lines" else "\u3000".join(filter(None, (str(line.get("region", "")), key)))
    words = _words({word: one for word, one in line.items() if not _is_list(one)})
    inner = [(word, one) for word, one in line.items() if _is_list(one)]
    if words and not (inner and len(words) == 1):
        yield same, _Item(folder, form, label, words, pack)
    for word, lines in inner:
        for at, one in enumerate(lines):
            yield from _line((*own, word), at, one, of)


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _words(table: Mapping[str, Any]) -> Said:
    return {word: _word(value) for word, value in table.items()}


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\u3001".join(map(_word, value))
    if isinstance(value, dict):
        return ", ".join(f"{word} = {_word(one)}" for word, one in value.items())
    return str(value)
