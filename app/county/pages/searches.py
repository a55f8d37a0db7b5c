"""Finding households within the visitor's places: by a name, by their code, by the end of an ID number."""

import re
from dataclasses import dataclass

from app.county.databases import Connection, as_array
from app.county.pages.heads import heads_of
from app.rules.masking import mask_id

MOST = 50
_FEWEST_DIGITS = 4
_DIGITS = re.compile(r"[0-9]+[xX]?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A household somebody may have meant: its head, where it lies, and by whom it was found."""

    id: str
    head: str
    code: str
    place: str
    group: str
    members: int
    found: str
    number: str
    closed: bool


def search_households(connection: Connection, typed: str) -> list[Hit] | None:
    """The households that fit, by place and code, at most 50; None where too little was typed to ask.

    Digits are a household's code or the end of an ID number (at least four of them); all else is part of a name.
    """
    words = typed.strip()
    digits = _DIGITS.fullmatch(words)
    if not words or (digits and len(words) < _FEWEST_DIGITS):
        return None
    roots = _by_digits(connection, words.upper()) if digits else _by_name(connection, words)
    rows = connection.execute(_HOUSEHOLDS, {"ids": as_array(roots)}).fetchall()
    heads = heads_of(connection, [row[0] for row in rows])
    return [
        Hit(
            one,
            heads[one][0],
            code or "",
            place,
            group or "",
            heads[one][1],
            *_told(roots[one]),
            closed=closed,
        )
        for one, code, group, closed, place in rows
    ]


def _told(found: tuple[str | None, str | None]) -> tuple[str, str]:
    name, number = found
    return name or "", mask_id(number)


def _by_name(connection: Connection, words: str) -> dict[str, tuple[str | None, str | None]]:
    pattern = "%" + re.sub(r"([%_\\])", r"\\\1", words) + "%"
    return _found(connection, _PERSONS.format(test="doc ->> 'name' LIKE %s"), pattern)


def _by_digits(connection: Connection, digits: str) -> dict[str, tuple[str | None, str | None]]:
    found = _found(connection, _PERSONS.format(test="doc ->> 'id_number' LIKE %s"), "%" + digits)
    return found | _found(connection, _CODES, "%" + digits + "%")


def _found(connection: Connection, sql: str, pattern: str) -> dict[str, tuple[str | None, str | None]]:
    return {root: (name, number) for root, name, number in connection.execute(sql, (pattern,)) if root}


# Which rows one may see is the database's to say; nothing here narrows it, and nothing here could widen it.
_PERSONS = (
    "SELECT root::text, doc ->> 'name', doc ->> 'id_number' FROM entity"
    f" WHERE record = 'person' AND NOT deleted AND {{test}} ORDER BY id LIMIT {MOST}"
)
_CODES = (
    "SELECT id::text, NULL, NULL FROM entity"
    f" WHERE record = 'household' AND NOT deleted AND doc ->> 'code' LIKE %s ORDER BY id LIMIT {MOST}"
)
_HOUSEHOLDS = f"""
    SELECT h.id::text, h.doc ->> 'code', h.doc ->> 'group_name', h.doc ->> 'closed_on' IS NOT NULL, d.name
    FROM entity h JOIN division d ON d.number = h.area
    WHERE h.id = ANY(%(ids)s::uuid[]) AND h.record = 'household' AND NOT h.deleted
    ORDER BY d.code, h.doc ->> 'code' LIMIT {MOST}
"""
