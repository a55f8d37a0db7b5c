"""What a page of the feed says, item by item, with ids as the archive keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat

from app.sync.wire.columns import long
from app.sync.wire.fingerprints import content_hash
from app.sync.wire.shapes import Items, Value, Values, What

Told = tuple[str, str, str, str, str, Values]  # op, device, actor, at, action, set


@dataclass(slots=True)
class Item:
    """One row as the county has it; `content` stands for its values in fingerprints."""

    seq: int
    record: str
    id: str
    area: str | None
    root: str | None
    what: What
    doc: dict[str, Value]
    base: dict[str, str]
    ops: list[Told]
    to: str | None
    content: bytes


def items_of(items: Items) -> Iterator[Item]:
    """The items of a page, in the order of the feed."""
    areas = chain.from_iterable(repeat(area, count) for area, count in items.area)
    columns = zip(
        items.feed_seq, items.record, items.id, areas, items.root, items.what, items.doc, items.base,
        items.ops, items.to, strict=True,
    )  # fmt: skip
    for seq, record, id_, area, root, what, doc, base, ops, to in columns:
        said = doc if what == "state" else {}
        bases = {name: long(one) for name, one in base.items()}
        content = content_hash(said)
        yield Item(seq, record, long(id_), area, root and long(root), what, said, bases, ops, to, content)
