"""Canonical bytes of many changes of one unit of work: what they share is written out once."""

import hashlib

from db.changes import canonical_json


def _text(value: object) -> str:
    return canonical_json(value).decode()


class Stencil:
    """Renders canonical changes that share actor, moment, batch, device, epoch, reason and schema.

    Equal to `Change.canonical()` byte for byte; base, set and old come as canonical JSON text already.
    """

    def __init__(
        self,
        *,
        actor: str,
        at: str,
        batch: str | None,
        device: str,
        epoch: str,
        reason: str | None,
        schema: int,
    ) -> None:
        # RFC 8785 sorts the keys; these four pieces stand between the parts that differ.
        self._actor = f'","actor":{_text(actor)},"at":{_text(at)},"base":'
        self._batch = f',"batch":{_text(batch)},"device":{_text(device)},"dseq":'
        self._epoch = f',"epoch":{_text(epoch)},"id":"'
        self._reason = f',"reason":{_text(reason)},"record":"'
        self._schema = f'","schema":{schema},"set":'

    def seal(
        self,
        prev: bytes,
        action: str,
        base: str,
        dseq: int,
        change_id: str,
        old: str,
        record: str,
        record_id: str,
        values: str,
        txn: str,
    ) -> bytes:
        """The hash of one change chained to `prev`."""
        text = (
            f'{{"action":"{action}{self._actor}{base}{self._batch}{dseq}{self._epoch}{change_id}","old":{old}'
            f'{self._reason}{record}","record_id":"{record_id}{self._schema}{values},"txn":"{txn}"}}'
        )
        return hashlib.sha256(prev + text.encode()).digest()
