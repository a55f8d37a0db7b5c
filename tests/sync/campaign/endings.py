"""How a schedule ends, without what is random or told by clocks: what can be compared with another one's end."""

from typing import Any

from tests.sync.campaign.worlds import World

TIMES = {"at", "settled_at", "accepted_at"}
Ends = dict[str, Any]


def ends(world: World) -> Ends:
    """Each row at the county and what each operation was answered, by names that a seed gives whenever it is played.

    Laptops say what the county says: that is judged elsewhere.
    """
    rows = world.rows("SELECT id::text, record, doc, deleted, born::text, since, root::text FROM entity")
    names = dict(world.called)
    for one, record, doc, *_ in rows:
        if record in ("conflict", "transfer"):
            names[one] = (
                f"{record} {names.get(doc['op_id'], '?')} {doc.get('field', '')} {doc.get('kind', '')}"
            )
    found: Ends = {}
    for one, record, doc, gone, born, since, root in rows:
        base = {"id": born, **(since or {})}
        said = {name: value for name, value in doc.items() if name not in TIMES}
        found[f"{record} {names.get(one, one)}"] = (
            _named(names, said),
            gone,
            _named(names, base),
            names.get(root, root),
        )
    answered = "SELECT op_id::text, status, reason FROM op_seen"
    return found | {
        f"answer to {names.get(op, '?')}": said for op, *said in world.rows(answered) if op in names
    }


def _named(names: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    return {key: names.get(str(value), value) for key, value in values.items()}
