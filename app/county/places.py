"""The county's divisions: by number here, by 2, 4, 6, 9 or 12 digits of code everywhere, by own ids on machines."""

from collections.abc import Iterable, Sequence

from app.county.databases import Connection, Scope
from app.county.ops import is_uuid
from app.errors import Problem
from app.rules.places import path_of

LEVELS = {2: "province", 4: "prefecture", 6: "county", 9: "township", 12: "village"}


def number_of(connection: Connection, code: str, name: str = "") -> int:
    """The number of the division with this code; it is written down when it is new, with all above it."""
    found = connection.execute("SELECT number FROM division WHERE code = %s", (code,)).fetchone()
    if found:
        if name:
            connection.execute(
                "UPDATE division SET name = %s WHERE code = %s AND name = code AND name <> %s",
                (name, code, name),
            )
        return int(found[0])
    known = {one.code: one.name for one in path_of(code)}
    for length, level in LEVELS.items():
        if length <= len(code):
            one = code[:length]
            connection.execute(
                "INSERT INTO division (code, name, level) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (one, (name if one == code else "") or known.get(one, one), level),
            )
    return number_of(connection, code)


def check_stands(connection: Connection, code: str) -> None:
    """Refuse a code that was merged into another. Raises Problem county.division_ended with the one it belongs to."""
    row = connection.execute(
        "SELECT d.name, d.ended_on, n.name, n.code FROM division d LEFT JOIN division n ON n.code = d.under"
        " WHERE d.code = %s AND d.ended_on IS NOT NULL",
        (code,),
    ).fetchone()
    if row is not None:
        name, day, into, other = row
        raise Problem("county.division_ended", division=name, day=day, into=into, code_now=other)


def name_ids(connection: Connection, pairs: Iterable[tuple[str, int]]) -> None:
    """Remember which division a machine means by its own id; the first meaning stays."""
    ids, numbers = zip(*pairs, strict=True) if (pairs := list(pairs)) else ((), ())
    connection.execute(
        "INSERT INTO division_id SELECT * FROM unnest(%s::uuid[], %s::int[]) ON CONFLICT DO NOTHING",
        (list(ids), list(numbers)),
    )


def numbers_of_ids(connection: Connection, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of the divisions that machines know by these ids; unknown ones are missing."""
    plain = [one for one in ids if is_uuid(one)]
    rows = connection.execute(
        "SELECT id::text, division FROM division_id WHERE id = ANY(%s::uuid[])", (plain,)
    )
    return dict(rows.fetchall())


def scope_of_codes(connection: Connection, codes: Sequence[str]) -> Scope:
    """What the holder of these divisions may write (they and all below), and read (what is above them too)."""
    # A village that was put under another township is that one's; whoever was given the village itself keeps it.
    rows = connection.execute(
        "SELECT DISTINCT number FROM division d, unnest(%s::text[]) AS own (code)"
        " WHERE starts_with(coalesce(d.under, d.code), own.code) OR d.code = own.code",
        (list(codes),),
    ).fetchall()
    above = connection.execute(
        "SELECT DISTINCT d.number FROM division d, unnest(%s::text[]) AS own (code)"
        " LEFT JOIN division self ON self.code = own.code"
        " WHERE starts_with(coalesce(self.under, own.code), d.code)",
        (list(codes),),
    ).fetchall()
    writes = sorted(row[0] for row in rows)
    return Scope(reads=tuple(sorted({*writes, *(row[0] for row in above)})), writes=tuple(writes))


def within(code: str, codes: Iterable[str]) -> bool:
    """Whether a division's code lies at or below one of the codes."""
    return any(code.startswith(own) for own in codes)


def import_divisions(connection: Connection, code: str, names: dict[str, str]) -> int:
    """Write down the divisions {code: name} at and below `code`; gives how many are new."""
    number_of(connection, code)
    own = {one: name for one, name in names.items() if one.startswith(code) and len(one) in LEVELS}
    made = connection.execute(
        "INSERT INTO division (code, name, level) SELECT * FROM unnest(%s::text[], %s::text[], %s::text[])"
        " ON CONFLICT DO NOTHING",
        (list(own), list(own.values()), [LEVELS[len(one)] for one in own]),
    )
    return made.rowcount


def codes_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The codes of divisions by number."""
    rows = connection.execute("SELECT number, code FROM division WHERE number = ANY(%s)", (list(numbers),))
    return dict(rows.fetchall())


def names_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    """The names of divisions by number."""
    rows = connection.execute("SELECT number, name FROM division WHERE number = ANY(%s)", (list(numbers),))
    return dict(rows.fetchall())
