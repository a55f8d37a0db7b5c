"""Who heads households, and how many live in each: what a line of a list says of one.

Three questions by ids, not one with joins: row-level security lets no index answer what a document says, so a join on
a value of a document reads the whole table for each row.
"""

from collections import defaultdict
from collections.abc import Sequence

from app.county.databases import Connection, as_array
from app.county.ops import is_uuid

_HEAD = "01"


def heads_of(connection: Connection, households: Sequence[str]) -> dict[str, tuple[str, int]]:
    """The head's name ("" where there is none) and the number of members, by household."""
    rows = connection.execute(
        "SELECT root::text, doc ->> 'person_id', doc ->> 'relation' FROM entity WHERE root = ANY(%s::uuid[])"
        " AND record = 'membership' AND NOT deleted AND doc ->> 'left_on' IS NULL ORDER BY id",
        (as_array(households),),
    ).fetchall()
    names = _names(connection, [person for _, person, relation in rows if person and relation == _HEAD])
    heads: dict[str, str] = {}
    members: defaultdict[str, int] = defaultdict(int)
    for home, person, relation in rows:
        members[home] += 1
        if relation == _HEAD and names.get(person):
            heads.setdefault(home, names[person])
    return {home: (heads.get(home, ""), members[home]) for home in households}


def _names(connection: Connection, persons: Sequence[str]) -> dict[str, str]:
    rows = connection.execute(
        "SELECT id::text, doc ->> 'name' FROM entity WHERE id = ANY(%s::uuid[]) AND NOT deleted",
        (as_array(one for one in persons if is_uuid(one)),),
    )
    return dict(rows.fetchall())
