"""What becomes of a change at the county: scope, merge, row, conflicts, log and stored answer, under one number.

`if "…" in county.bugs` marks where a planted bug would be.
"""

from typing import TYPE_CHECKING, Literal

from app.rules.merging import Doubt, Entity, Merged, merge
from tests.sync.model.bugs import wrong_merge
from tests.sync.model.changes import Answer, Change
from tests.sync.model.journals import write_down
from tests.sync.model.moves import gather, make_row, may_move, move_along
from tests.sync.model.replies import ALONE

if TYPE_CHECKING:
    from tests.sync.model.counties import County


def take_unit(county: "County", device: str, epoch: str, dseq: int, unit: tuple[Change, ...]) -> None:
    """A unit of work. One that deletes is judged as a whole first; one that settles stands on the conflict's row."""
    known = all(one.op.id in county.seen for one in unit)
    stuck = not known and any(
        one.op.action == "delete" and (keeps(county, one, unit) or standing(county, device, one))
        for one in unit
    )
    doubt: Doubt = "delete" if stuck and "orphan" not in county.bugs else ""
    for number, one in enumerate(unit, dseq + 1):
        if one.op.id in county.seen and "nodedup" not in county.bugs:
            continue
        answer = decide(county, device, epoch, number, one, _against(one, doubt))
        if "poison" in county.bugs and answer.status == "rejected":
            county.chains[device, epoch] = county.chains[device, epoch][: number - 1]
            county.seen.pop(one.op.id)
            return
        if one.op.record == "conflict" and answer.status == "rejected":
            doubt = "settled"


def _against(one: Change, doubt: Doubt) -> Doubt:
    """What speaks against the unit, as far as it speaks against this change of it."""
    return "" if doubt == "delete" and one.action != "delete" else doubt


def keeps(county: "County", one: Change, unit: tuple[Change, ...]) -> bool:
    """Whether a row cannot go: its deleter has not seen all of it, or others made rows of that household."""
    entity = county.entities.get(one.entity)
    going = {other.entity for other in unit}
    if one.op.record == "household" and any(
        other.root == one.entity and not other.deleted and other.record not in ALONE and key not in going
        for key, other in county.entities.items()
    ):
        return True
    return merge(one.op, entity, county.classes).status != "ok"


def decide(county: "County", device: str, epoch: str, dseq: int, one: Change, doubt: Doubt) -> Answer:
    """One change: scope, merge, row, conflicts, log and stored answer, under one number of the feed."""
    county.feed += 1
    feed, entity = county.feed, county.entities.get(one.entity)
    if one.action == "act":
        return write_down(county, feed, device, epoch, dseq, one, Merged("ok", {}, {}, False))
    root, area = place(county, one, entity)
    where = standing(county, device, one)
    if where == "foreign":
        return write_down(
            county, feed, device, epoch, dseq, one, Merged("rejected", {}, {}, False, reason="scope")
        )
    head = county.entities.get(root)
    gone = head is not None and head.deleted and one.op.record not in ALONE and "deadroot" not in county.bugs
    if where == "late" and head is None and one.op.record not in ALONE:
        where = "missing"  # a visit is never late, but it needs its household
    against: Doubt = "deleted" if gone else where or doubt
    merged = (
        wrong_merge(one, entity, county.classes, against, county.bugs, county.log)
        if county.bugs
        else merge(one.op, entity, county.classes, against)
    )
    if merged.status == "ok" and one.op.record == "transfer" and not may_move(county, one):
        merged = Merged("rejected", {}, {}, False, reason="withdrawn", changed=False)
    if merged.changed and merged.status != "rejected":
        row = Entity(one.op.record, merged.doc, merged.base, merged.deleted, feed, root, area)
        county.entities[one.entity] = row
    for clash in merged.conflicts:
        doc: dict[str, object] = {
            "record_id": one.entity, "record": one.op.record, "field": clash.field, "kind": clash.kind,
            "mine": clash.mine, "theirs": clash.theirs, "mine_op": one.op.id, "theirs_op": clash.theirs_op,
        }  # fmt: skip
        make_row(county, f"c:{one.op.id}:{clash.field}", "conflict", doc, root, area)
    answer = write_down(county, feed, device, epoch, dseq, one, merged)
    if merged.changed and merged.status != "rejected":
        if entity is None and one.op.record == "household":
            gather(county, root, area)
        move_along(county, one, root)
    return answer


def place(county: "County", one: Change, entity: Entity | None) -> tuple[str, str]:
    """The household and area of a change: what the county knows of them, else what the device says."""
    if entity is not None:
        return entity.root, entity.area
    head = county.entities.get(one.root)
    return one.root, head.area if head is not None else one.area


def standing(county: "County", device: str, one: Change) -> Literal["", "late", "foreign", "missing"]:
    """ "" where a change is its maker's business; "late" where it was; "foreign" where it never was."""
    root, area = place(county, one, county.entities.get(one.entity))
    if "noscope" in county.bugs:
        return ""
    if area in county.villages(device, one.actor):
        return ""
    known = county.devices[device]
    before = county.former.get(root, frozenset()) & (county.villages(device) | known.former)
    return "late" if before or area in known.former else "foreign"
