"""Households that move: shown to the other side, taken there with all their rows, and gone here."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.rules.merging import Entity, Merged
from tests.sync.model.changes import Change, change
from tests.sync.model.journals import write_down
from tests.sync.model.replies import Event

if TYPE_CHECKING:
    from tests.sync.model.counties import County


def may_move(county: "County", one: Change) -> bool:
    transfer = county.entities[one.entity]
    head = county.entities.get(transfer.root)
    return head is not None and not head.deleted and head.doc.get("moving_to") == transfer.area


def move_along(county: "County", one: Change, root: str) -> None:
    """A household that is to move is shown to the other side; taken there, it goes with all its rows."""
    to = one.op.set.get("moving_to")
    if one.op.record == "household" and to and county.entities[root].doc.get("moving_to") == to:
        make_row(county, f"t:{one.op.id}", "transfer", {"household": root, "to": to}, root, str(to))
    if one.op.record != "transfer" or "accepted_as" not in one.op.set:
        return
    there, head = county.entities[one.entity].area, county.entities[root]
    county.feed += 1
    done = change(
        county.new_id("op"), "household", "update", root, {"moving_to": head.setter("moving_to")},
        {"moving_to": None}, {}, root=root, area=there, txn="county", actor="county", at=0,
    )  # fmt: skip
    doc = {name: value for name, value in head.doc.items() if name != "moving_to"}
    # A new number even where it lives there already: the row says something else now.
    county.entities[root] = replace(
        head, doc=doc, base={**head.base, "moving_to": done.op.id}, feed=county.feed
    )
    write_down(county, county.feed, "county", county.epoch, county.feed, done, Merged("ok", {}, {}, False))
    gather(county, root, there)


def gather(county: "County", root: str, there: str) -> None:
    """All rows of a household to where it lives; whoever saw them where they were is told that they are gone.

    Also when a household is heard of after its rows: a restored county may have put those where they once were.
    """
    for key, row in list(county.entities.items()):
        if row.root != root or row.record == "transfer" or row.area == there:
            continue
        if "conflictstays" in county.bugs and row.record == "conflict":
            continue
        county.former[root] = county.former.get(root, frozenset()) | {row.area}
        county.feed += 1
        county.entities[key] = replace(row, area=there, feed=county.feed)
        if "noevict" not in county.bugs:
            tell(county, key, "evict", area=row.area)


def make_row(county: "County", key: str, record: str, doc: dict[str, object], root: str, area: str) -> None:
    if key not in county.entities:
        county.feed += 1
        known = {name: value for name, value in doc.items() if value is not None}
        county.entities[key] = Entity(record, known, {"id": key}, False, county.feed, root, area)  # type: ignore[arg-type]


def tell(county: "County", key: str, what: str, device: str = "", area: str = "") -> None:
    county.feed += 1
    county.events.append(Event(county.feed, key, what, device, area))
