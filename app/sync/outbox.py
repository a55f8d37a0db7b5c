"""Own changes on their way to the county: a part of the log as columns, with the place each concerns."""

from collections.abc import Sequence
from typing import Any

import orjson

from app.sync.segments import CHANGES, Segment, hash_after, hash_at
from app.sync.states import State
from app.sync.wire.bodies import BODY, BULK_BODY, OPS
from app.sync.wire.columns import in_runs, short, shorts
from app.sync.wire.shapes import Ops, Push
from db.readers import Reader, Row

_ROW = 400  # bytes of a change beside its values, counted generously
_AHEAD = 500  # changes looked at beyond a batch, to see which transactions go on
Part = Sequence[Row]


def next_push(reader: Reader, state: State, segment: Segment, upto: int, most: int = OPS) -> tuple[Push, int]:
    """The next batch after what is acknowledged, at most `most` changes; gives the `seq` of its last change too."""
    ahead = reader.read(CHANGES, (state.acked, min(state.acked + most + _AHEAD, upto, segment.end)))
    rows = _whole(_fitting(ahead[:most], BULK_BODY if most > OPS else BODY), ahead)
    prev = hash_at(reader, segment, state.acked, state)
    push = Push(
        device=short(segment.device),
        epoch=segment.epoch,
        from_dseq=state.acked - segment.after + 1,
        prev_hash=prev.hex(),
        ops=_columns(rows, areas_of(reader, rows)),
        head_hash=hash_after(reader, segment, rows, state.acked, prev).hex(),
    )
    return push, int(rows[-1][0])


def _fitting(rows: Part, most: int) -> Part:
    size = 0
    for count, row in enumerate(rows):
        size += _ROW + len(row[7]) + 3 * (len(row[8]) + len(row[9]))  # a Chinese letter is three bytes
        if size > most and count:
            return rows[:count]
    return rows


def _whole(rows: Part, ahead: Part) -> Part:
    """The rows up to the last place where no transaction is cut: the county judges them whole.

    One that is longer than that goes alone, as long as the county takes so many.
    """
    if len(rows) == len(ahead):
        return rows
    last = {row[3]: nth for nth, row in enumerate(ahead)}
    reach, end = 0, 0
    for nth, row in enumerate(ahead[: max(len(rows), OPS)]):
        if end and nth >= len(rows):
            break
        reach = max(reach, last[row[3]])
        if reach == nth:
            end = nth + 1
    return ahead[:end] if end else rows


def _columns(rows: Part, areas: Sequence[str | None]) -> Ops:
    columns = list(zip(*rows, strict=True))
    (
        _,
        ids,
        batches,
        txns,
        records,
        record_ids,
        actions,
        bases,
        values,
        olds,
        actors,
        ats,
        shapes,
        reasons,
        abouts,
    ) = columns
    return Ops.model_construct(
        id=shorts(ids),
        txn=shorts(txns),
        record=list(records),
        record_id=shorts(record_ids),
        action=list(actions),
        base=[{name: short(one) for name, one in base.items()} for base in _read(bases)],
        set=_read(values),
        old=_read(olds),
        about=_shorts_or_none(abouts),
        batch=in_runs(short(batch) if batch else None for batch in batches),
        actor=in_runs(actors),
        at=in_runs(ats),
        shapes=in_runs(shapes),
        reason=in_runs(reasons),
        area=in_runs(_shorts_or_none(areas)),
    )


def _read(texts: Sequence[str]) -> list[dict[str, Any]]:
    """The objects in JSON texts, all read at once."""
    found: list[dict[str, Any]] = orjson.loads(f"[{','.join(texts)}]")
    return found


def _shorts_or_none(ids: Sequence[str | None]) -> list[str | None]:
    known = {one: short(one) for one in {*ids} if one}
    return [known.get(one) if one else None for one in ids]


def areas_of(reader: Reader, rows: Part) -> list[str | None]:
    """The division that each change concerns, None for what concerns the office's whole place.

    Of a household its village; of a person that of the household he lives in; else the division the row names.
    """
    homes = _homes(reader, {row[14] for row in rows if row[14]})
    inside = _places(reader)
    return [area if area in inside else None for area in (_area(reader, row, homes) for row in rows)]


def _area(reader: Reader, row: Row, homes: dict[str, str]) -> str | None:
    record, record_id, about = row[4], row[5], row[14]
    if about in homes:
        return homes[about]
    if record == "division":
        return str(record_id)
    named = orjson.loads(row[8]).get("division_id") or orjson.loads(row[9]).get("division_id")
    if named or row[6] != "update" or record not in _PLACED:
        return named and str(named)
    found = reader.read(f'SELECT division_id FROM "{record}" WHERE id = ?', (record_id,))
    return str(found[0][0]) if found else None


_PLACED = ("posting", "project", "case", "wording", "clue")


def _homes(reader: Reader, abouts: set[str]) -> dict[str, str]:
    wanted = (orjson.dumps(list(abouts)).decode(),)
    found: dict[str, str] = dict(
        reader.read(
            "SELECT m.person_id, h.division_id FROM json_each(?) one JOIN membership m ON m.person_id = one.value"
            " JOIN household h ON h.id = m.household_id ORDER BY m.left_on IS NULL, m.id",
            wanted,
        )
    )
    return found | dict(
        reader.read(
            "SELECT h.id, h.division_id FROM json_each(?) one JOIN household h ON h.id = one.value", wanted
        )
    )


def _places(reader: Reader) -> set[str]:
    """The office's own place and what lies below it; all places where the office names none."""
    return {
        one
        for (one,) in reader.read(
            "SELECT d.id FROM division d WHERE d.path LIKE ("
            " SELECT coalesce(max(own.path), '') FROM office o JOIN division own ON own.id = o.division_id) || '%'"
        )
    }
