"""What a row is to say here: the county's word, with own changes on top that it has not answered.

On top is what was changed after the county last spoke of the row, unless it refused it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from db.changes import Value
from db.readers import Reader
from db.receipts import REFUSED, Receipt

Top = tuple[str, str, dict[str, Value]]  # change, action, set


def tops_of(reader: Reader, after: int, ids: Iterable[str] | None = None) -> Mapping[str, list[Top]]:
    """Own changes after a place in the log, by row, oldest first: those of all rows, or of these."""
    wanted = "" if ids is None else " AND record_id IN (SELECT value FROM json_each(?))"
    args = (after,) if ids is None else (after, orjson.dumps(list(ids)).decode())
    found: defaultdict[str, list[Top]] = defaultdict(list)
    for record_id, change, action, values in reader.read(
        "SELECT record_id, id, action, set_json FROM change WHERE seq > ? AND action != 'act'"
        f"{wanted} AND id NOT IN ({REFUSED}) ORDER BY seq",
        args,
    ):
        found[record_id].append((change, action, orjson.loads(values)))
    return found


def laid_on(said: Receipt, tops: Sequence[Top]) -> Receipt:
    """The county's word with own changes laid on it."""
    doc = None if said.doc is None else dict(said.doc)
    base = dict(said.base)
    for change, action, values in tops:
        if action == "delete":
            doc, base = None, {"id": change}
        elif doc is None and action == "create":
            doc, base = dict(values), {"id": change}
        elif doc is not None:
            doc |= values
            base |= dict.fromkeys(values, change)
    return Receipt(said.record, said.id, doc, base)


def taken_back(reader: Reader, record_id: str, after: int) -> Sequence[tuple[Any, ...]]:
    """Own changes of a row after a place in the log, newest first: (id, action, base, old, whether refused)."""
    return [
        (change, action, orjson.loads(base), orjson.loads(old), bool(refused))
        for change, action, base, old, refused in reader.read(
            f"SELECT id, action, base_json, old_json, id IN ({REFUSED}) FROM change"
            " WHERE seq > ? AND record_id = ? AND action != 'act' ORDER BY seq DESC",
            (after, record_id),
        )
    ]
