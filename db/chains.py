"""Checking the chain of the log: every hash made again, no number missing, every epoch tied to its parent."""

from collections.abc import Iterator

from db.changes import GENESIS
from db.readers import Reader
from db.stencils import Stencil

_SELECT = """
    SELECT c.epoch_number, c.dseq, c.prev_hash, c.hash,
           c.actor, c.at, c.batch, e.device, e.epoch, c.reason, c.schema_number,
           c.action, c.base_json, c.id, c.old_json, c.record, c.record_id, c.set_json, c.txn
    FROM change c JOIN epoch e ON e.number = c.epoch_number ORDER BY c.epoch_number, c.dseq
"""


def broken_links(reader: Reader) -> Iterator[tuple[str, int]]:
    """Where the chain does not hold, as (epoch, dseq): an entry altered, missing, moved or added."""
    parents: dict[int, bytes | None] = dict(reader.read("SELECT number, parent_hash FROM epoch"))
    shared: tuple[object, ...] = ()
    stencil = None
    number, dseq, link = 0, 0, GENESIS
    for row in reader.each(_SELECT):
        if row[0] != number:
            number, dseq = row[0], 0
            if (parents[number] or GENESIS) != link:
                yield row[8], 0
            link = parents[number] or GENESIS
        if stencil is None or row[4:11] != shared:
            shared = row[4:11]
            stencil = _stencil(*row[4:11])
        action, base, change_id, old, record, record_id, values, txn = row[11:]
        made = stencil.seal(link, action, base, dseq + 1, change_id, old, record, record_id, values, txn)
        if (row[1], row[2], row[3]) != (dseq + 1, link, made):
            yield row[8], row[1]
        dseq, link = row[1], row[3]


def _stencil(
    actor: str, at: str, batch: str | None, device: str, epoch: str, reason: str | None, schema: int
) -> Stencil:
    return Stencil(actor=actor, at=at, batch=batch, device=device, epoch=epoch, reason=reason, schema=schema)
