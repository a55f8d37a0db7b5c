"""Writing the change log: numbering, chaining, inserting. Used by a unit of work and by nothing else."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from db.changes import Action, Value, canonical_json
from db.connections import Connection
from db.epochs import chain_end
from db.faults import Fault
from db.records import new_id
from db.schema import SCHEMA
from db.stencils import Stencil

INSERT = (
    "INSERT INTO change (id, epoch_number, dseq, prev_hash, hash, batch, txn, record, record_id, action,"
    " base_json, set_json, old_json, actor, at, schema_number, reason, about)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)

# One change about to be written: record id, base, set, old (canonical JSON text), what it is about, txn.
Draft = tuple[str, str, str, str, str | None, str]


class Journal:
    """The log of one unit of work, open at the end of the chain."""

    def __init__(
        self, connection: Connection, *, actor: str, reason: str | None, at: datetime, batch: str | None
    ) -> None:
        if at.tzinfo is None:
            raise ValueError("the moment of a change needs its zone")
        end = chain_end(connection)
        if end is None:
            raise Fault("storage.damaged")
        self._connection = connection
        self._end = end
        if reason:  # no other database keeps a NUL, and a reason the county cannot keep would hold up all that follows
            reason = reason.replace("\0", "")
        self._same = (actor, at.isoformat(timespec="seconds"), SCHEMA, reason)
        self._batch = batch
        self._stencil = Stencil(
            actor=actor,
            at=self._same[1],
            batch=batch,
            device=end.device,
            epoch=end.epoch,
            reason=reason,
            schema=SCHEMA,
        )
        self.written = 0

    def write(
        self,
        action: Action,
        record: str,
        record_id: str,
        *,
        base: Mapping[str, str],
        values: Mapping[str, Value],
        old: Mapping[str, Value],
        about: str | None,
        txn: str,
    ) -> str:
        """Log one change; gives its id."""
        draft = (record_id, as_text(base), as_text(values), as_text(old), about, txn)
        ((change_id, row),) = self.seal(action, record, [draft])
        self._connection.execute(INSERT, row)
        return change_id

    def seal(
        self, action: Action, record: str, drafts: Iterable[Draft]
    ) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Number and chain changes of one kind; gives each one's id and its row for `INSERT`.

        What it gives must be inserted, in this order: the chain has moved on.
        """
        end, seal, batch, same = self._end, self._stencil.seal, self._batch, self._same
        number = end.epoch_number
        for record_id, base, values, old, about, txn in drafts:
            change_id, prev = new_id(), end.hash
            end.dseq += 1
            end.hash = seal(prev, action, base, end.dseq, change_id, old, record, record_id, values, txn)
            self.written += 1
            link = (change_id, number, end.dseq, prev, end.hash)
            yield change_id, (*link, batch, txn, record, record_id, action, base, values, old, *same, about)


def as_text(value: object) -> str:
    """Canonical JSON as the log's columns keep it."""
    return canonical_json(value).decode()
