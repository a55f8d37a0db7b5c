"""A first upload: rows that nobody has, taken as columns into the database, without a merge.

It takes what needs no judgement and leaves everything else, whole pushes at a time, to the common way, which would
say the same of what is taken here; a test holds the two together.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import psycopg

from app.county.arrivals import check_letters
from app.county.audits import note
from app.county.chains import Shared, canonical, links
from app.county.databases import Connection, as_array
from app.county.devices import Device
from app.county.ops import DEVICE_ONLY
from app.county.staging import copy_text, make_rows, take_numbers, write_ops
from app.county.widenings import everywhere
from app.rules.merging import Classes
from app.sync.wire.columns import are_hex, long, longs, out_of_runs
from app.sync.wire.shapes import Ops, Push, Values

Place = Callable[[str | None], int]
_UNFIT = ("\\u0000", ":null")
_NULL = "\\N"
_BREAKS = frozenset("\\\t\n\r\0")


@dataclass(frozen=True, slots=True)
class First:
    """Operations that make rows, and acts. `roots` are the households they are about, `areas` as the machine says.

    `texts` are their values as canonical JSON.
    """

    ids: list[str]
    txns: list[str]
    records: list[str]
    record_ids: list[str]
    actions: list[str]
    values: list[Values]
    texts: list[str]
    roots: list[str | None]
    areas: list[int]
    shared: list[Shared]

    def makes(self, nth: int) -> bool:
        """Whether an operation makes a row that others see."""
        return self.actions[nth] == "create" and self.records[nth] not in DEVICE_ONLY


@dataclass(frozen=True, slots=True)
class Began:
    """What was taken: the number of the feed before it, the hash of the last, which operations made rows."""

    before: int
    head_hash: bytes
    made: list[int]


def read_first(push: Push, place: Place, classes: Classes) -> First | None:
    """A push as one of these; None where it holds anything else, or anything that wants a second look.

    Raises Refusal 400 bad_body for what no column can keep.
    """
    ops, count = push.ops, len(push.ops.id)
    if not {*ops.action} <= {"create", "act"} or any(ops.base) or any(ops.old):
        return None
    if not _is_even(ops, count) or any(
        classes.record(one).county or not _plain(one) for one in {*ops.record}
    ):
        return None
    abouts = {one: long(one) for one in {*ops.about} if one}
    made = [one for one, action in zip(ops.record_id, ops.action, strict=True) if action == "create"]
    ids = [*ops.id, *made, *(one for one in ops.about if one)]
    if len({*ops.id}) < count or len({*made}) < len(made) or not are_hex(ids):
        return None
    check_letters(ops)
    texts = list(map(canonical, ops.set))
    if any(word in text for text in ("".join(texts),) for word in _UNFIT):
        return None
    if not _BREAKS.isdisjoint("".join([*ops.txn, *ops.record_id])):
        return None
    records, record_ids = ops.record, longs(ops.record_id)
    areas = [number for one, times in ops.area for number in [place(one and long(one))] * times]
    for nth, record in enumerate(records):
        if record == "division":
            areas[nth] = place(record_ids[nth])
    return First(
        longs(ops.id), longs(ops.txn), records, record_ids, list(ops.action), ops.set, texts,
        [one and abouts[one] for one in ops.about], areas, _shared(ops),
    )  # fmt: skip


def _is_even(ops: Ops, count: int) -> bool:
    whole = (ops.txn, ops.record, ops.record_id, ops.action, ops.base, ops.set, ops.old, ops.about)
    runs = (ops.batch, ops.actor, ops.at, ops.shapes, ops.reason, ops.area)
    return all(len(one) == count for one in whole) and all(
        sum(times for _, times in one) == count and all(times > 0 for _, times in one) for one in runs
    )


def _plain(word: str) -> bool:
    return word.isascii() and word.isidentifier()


def _shared(ops: Ops) -> list[Shared]:
    batches = out_of_runs([(one and long(one), times) for one, times in ops.batch])
    columns = (out_of_runs(ops.actor), out_of_runs(ops.at), batches, out_of_runs(ops.reason))
    return list(zip(*columns, out_of_runs(ops.shapes), strict=True))


def hashes_of(first: First, push: Push, device: Device, link: bytes) -> list[bytes]:
    """The hash of each operation, the first chained to `link`."""
    count = len(first.ids)
    nothing = ["{}"] * count
    numbers = range(push.from_dseq, push.from_dseq + count)
    parts = zip(
        first.actions, nothing, numbers, first.ids, nothing, first.records, first.record_ids, first.texts,
        first.txns, strict=True,
    )  # fmt: skip
    return list(links(parts, first.shared, device.id, push.epoch, link))


def take_first(
    connection: Connection,
    device: Device,
    first: First,
    hashes: Sequence[bytes],
    at: tuple[int, int],
    writes: Iterable[int],
    home: int,
    now: datetime,
) -> Began | None:
    """Write what makes rows nobody had; None, and nothing written, where one of them wants to be judged.

    `at`: the number of the epoch, and of the first operation in it. `home`: where else the machine's own is logged.
    """
    made: list[int] = []
    areas = list(first.areas)
    known = _known(connection, first)
    allowed = frozenset(writes)
    if known is None or not _placed(first, areas, made, known, allowed, home) or _strays(connection, first):
        return None
    try:
        with connection.transaction():
            copy_text(connection, _lines(first, areas, hashes, at[1]))
            before = take_numbers(connection, len(first.ids))
            make_rows(connection, before, sorted({*range(len(first.ids))}.difference(made)))
            write_ops(connection, before, at[0], now.date())
            _note_acts(connection, device, first, areas, now)
    except psycopg.errors.UniqueViolation:
        return None  # known under another number, or somebody's row already
    return Began(before, hashes[-1], made)


Known = dict[str, tuple[str | None, int]]
"""Of rows: the household they are about, and where that lies."""


def _known(connection: Connection, first: First) -> Known | None:
    """What stands of the rows that are named and not made here; None where one of them does not, or is gone."""
    named = {one for one in first.roots if one}
    for nth in _memberships(first):
        values = first.values[nth]
        named |= {str(values[name]) for name in ("person_id", "household_id") if values.get(name)}
    named.difference_update(first.record_ids)
    if not named:
        return {}
    if not are_hex([one.replace("-", "") for one in named]):
        return None
    rows = connection.execute(
        "SELECT id::text, root::text, area, deleted FROM entity WHERE id = ANY(%s::uuid[])",
        (as_array(named),),
    ).fetchall()
    if len(rows) < len(named) or any(deleted for *_, deleted in rows):
        return None
    return {one: (root, area) for one, root, area, _ in rows}


def _memberships(first: First) -> Iterator[int]:
    return (nth for nth, record in enumerate(first.records) if record == "membership")


def _placed(
    first: First, areas: list[int], made: list[int], known: Known, allowed: frozenset[int], home: int
) -> bool:
    """Put each row where its household lies, and note which are made; False where one lies beyond our places."""
    for nth, (root, record_id) in enumerate(zip(first.roots, first.record_ids, strict=True)):
        record = first.records[nth]
        if not first.makes(nth) or (record == "division" and areas[nth] not in allowed):
            areas[nth] = areas[nth] if areas[nth] in allowed else home
            continue
        if root in known:
            areas[nth] = known[root][1]
        if areas[nth] not in allowed:
            return False
        known[record_id] = (record_id if record == "household" else root, areas[nth])
        made.append(nth)
    return all(_lives_there(first.values[nth], known) for nth in _memberships(first))


def _lives_there(values: Mapping[str, object], known: Known) -> bool:
    """Whether a membership's person is where its household is, so that nobody moves by it."""
    person, household = str(values.get("person_id")), str(values.get("household_id"))
    return person not in known or household not in known or known[person][0] == household


def _strays(connection: Connection, first: First) -> bool:
    """Whether rows came before their household did."""
    homes = [
        one for one, record in zip(first.record_ids, first.records, strict=True) if record == "household"
    ]
    if not homes:
        return False
    with everywhere(connection):
        return bool(
            connection.execute(
                "SELECT 1 FROM entity WHERE root = ANY(%s::uuid[]) AND id <> root LIMIT 1", (as_array(homes),)
            ).fetchone()
        )


def _lines(first: First, areas: Sequence[int], hashes: Sequence[bytes], start: int) -> Iterator[str]:
    """The operations as COPY reads them."""
    same: Shared | None = None
    rows = zip(
        first.ids, first.txns, first.records, first.record_ids, first.actions, first.texts, first.roots, areas,
        hashes, first.shared, strict=True,
    )  # fmt: skip
    for nth, (one, txn, record, record_id, action, text, root, area, made, said) in enumerate(rows):
        if said != same:
            same = said
            actor, at, batch, reason = map(_escaped, said[:4])
            told = f"{actor}\t{at}\t{said[4]}\t{reason}"
        values = text.replace("\\", "\\\\") if "\\" in text else text
        yield (
            f"{nth}\t{one}\t{start + nth}\t{batch}\t{txn}\t{record}\t{record_id}\t{action}\t{{}}\t{values}\t{{}}"
            f"\t{told}\t{root or _NULL}\t{area}\t{_NULL}\t{_NULL}\t{_NULL}\t\\\\x{made.hex()}\n"
        )


def _escaped(word: str | None) -> str:
    if word is None:
        return _NULL
    for letter, said in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        word = word.replace(letter, said)
    return word


def _note_acts(
    connection: Connection, device: Device, first: First, areas: Sequence[int], now: datetime
) -> None:
    acts = [nth for nth, action in enumerate(first.actions) if action == "act"]
    note(
        connection,
        now,
        [
            (
                device.id,
                str(first.values[nth].get("act", "act")),
                areas[nth],
                {"actor": first.shared[nth][0], "record": first.records[nth], "op": first.ids[nth]},
            )
            for nth in acts
        ],
    )
