"""The planted bugs: how each would really happen, and the first seed that catches it.

Found again by `python -m tests.sync.model --bugs`; the test plays each bug at its seed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.rules.merging import Classes, Doubt, Entity, Merged, Op, Value, merge
from tests.sync.model.changes import Change, Entry


@dataclass(frozen=True, slots=True)
class Bug:
    """A mistake somebody could make, and a seed whose schedule shows it."""

    how: str
    seed: int


BUGS: dict[str, Bug] = {
    # --- the county takes
    "nodedup": Bug("a repeated batch is taken again: nobody looks the operation's id up", 1),
    "nofork": Bug("the chain is checked by number only, so a clone's other operation 7 counts as known", 11),
    "lww": Bug("the later wall clock wins", 1),
    "blind": Bug("the base is not looked at: what comes last stands", 4),
    "resurrect": Bug("an update of a deleted row is written as if it were there", 1),
    "unnamed": Bug("whoever makes a deleted row anew gets it back, though he knew of no deletion", 594),
    "wholedoc": Bug("PUT instead of PATCH: the row becomes what the operation names", 1),
    "setwhole": Bug("a list of causes is replaced as a whole, the other's additions go", 63),
    "createagain": Bug("INSERT OR REPLACE: the second laptop's row of the same year replaces the first", 32),
    "missingok": Bug("UPDATE … WHERE id touches no row and nobody counts", 1),
    "orphan": Bug(
        "a household is deleted while another laptop's new person in it is at the county already", 7
    ),
    "deadroot": Bug("a person is added to a household that was deleted meanwhile", 9),
    "silentreject": Bug("refused operations are logged as warnings and answered with ok", 1),
    "poison": Bug("one refused operation raises and rolls the whole batch back, for ever", 1),
    "actless": Bug("acts are dropped at the county: they change no row", 2),
    "usbtorn": Bug("the readable half of a torn package is taken and the whole acknowledged", 259),
    "earlyanswer": Bug("the answer is sent before COMMIT, and the server dies in between", 11),
    "countless": Bug("a refused request counter does not say where the county stands", 29),
    # --- who may see what
    "noscope": Bug("the scope of the device is checked at reading, not at writing", 5),
    "leak": Bug("the pull forgets the WHERE on the area", 1),
    "noevict": Bug("a household moves, and its old township is told nothing", 12),
    "evictnew": Bug("a move is told only to those who see the old place now, not to those who saw it", 753),
    "nogrow": Bug("a new place is granted, and its old rows lie below the cursor", 6),
    "noshrink": Bug("a place is taken away, and the rows stay on the laptop", 1),
    "conflictstays": Bug("a household moves and its open conflicts stay behind", 5),
    "revokedusb": Bug("a revoked laptop is refused on the line and served by stick", 1),
    "forgetful": Bug("a restored county forgets revocations and borders decided since", 4),
    "floorless": Bug("old events are purged and silent laptops are not told to load anew", 32),
    "twinkeeps": Bug("a copied disk enrols as a new device and keeps the rows it was copied with", 180),
    # --- the laptop
    "skipcur": Bug("the cursor becomes the county's newest number though more pages follow", 1),
    "cursorfirst": Bug("the cursor is committed before the page it belongs to", 2),
    "oldpage": Bug("an old package from a stick is applied over newer rows", 122),
    "holes": Bug("a package that begins beyond the cursor is applied, and the hole forgotten", 251),
    "tombhidden": Bug("the pull says WHERE NOT deleted", 1),
    "acktoomuch": Bug("any ok acknowledges the whole outbox", 1),
    "lostanswers": Bug(
        "hello's last number counts as acknowledgement, and answers that were lost stay unread", 1
    ),
    "epochdrops": Bug("a new epoch begins with an empty outbox", 2),
    "noserverepoch": Bug("a restored county is not noticed", 1),
    "keepshadow": Bug("the old shadow is kept when the county was restored: its numbers ran backwards", 4),
    "noreoffer": Bug("what was acknowledged is not offered again to a restored county", 4),
    "dropacked": Bug("operations are deleted once they are acknowledged, not once they are backed up", 4),
    "backedearly": Bug("numbers of the old county are compared with what the new one has backed up", 167),
    "ackforeign": Bug("an acknowledgement from a stick is taken by number, whosever epoch it is for", 11),
    "counted": Bug("ids are made from device and number, so clones make the same", 2),
    "halfunit": Bug("a batch of 500 ends in the middle of a unit of work", 10),
    "dropunknown": Bug("fields the program does not know are not kept", 17),
    "clearheader": Bug("the header of a package lists what is in it, for support", 3),
}


def wrong_merge(
    one: Change, entity: Entity | None, classes: Classes, doubt: Doubt, bugs: frozenset[str], log: Sequence[Entry]
) -> Merged:  # fmt: skip
    """The merge with a planted bug; the program's own where the bug has nothing to do with it."""
    op = one.op
    there = entity is not None and not entity.deleted and op.record not in ("conflict", "transfer")
    if entity is not None and "unnamed" in bugs and entity.deleted and op.action == "create":
        op = replace(op, base=entity.base)
    if entity is not None and "resurrect" in bugs and entity.deleted and op.action == "update":
        return Merged("ok", _known(op), {"id": op.id}, False)
    if entity is not None and there and "lww" in bugs and op.action == "update":
        return _latest(one, entity, log)
    if entity is not None and there and "blind" in bugs:
        op = replace(op, base={name: entity.setter(name) for name in ("id", *entity.base, *op.set)})
    if entity is not None and there and "setwhole" in bugs and op.record == "plan":
        op = replace(op, old=dict(entity.doc))
    if there and "createagain" in bugs and op.action == "create":
        return Merged("ok", _known(op), {"id": op.id}, False)
    merged = merge(op, entity, classes, doubt)
    if there and "wholedoc" in bugs and op.action == "update" and merged.status == "ok":
        return replace(merged, doc=_known(op))
    if "missingok" in bugs and entity is None and merged.status == "conflict" and op.action == "update":
        return Merged("ok", {}, {}, False, changed=False)
    return merged


def _known(op: Op) -> dict[str, Value]:
    return {name: value for name, value in op.set.items() if value is not None}


def _latest(one: Change, entity: Entity, log: Sequence[Entry]) -> Merged:
    """The later wall clock wins."""
    setters = {entity.setter(name) for name in one.op.set}
    newest = max((entry.change.at for entry in log if entry.change.op.id in setters), default=0)
    if one.at < newest:
        return Merged("ok", entity.doc, entity.base, False, changed=False)
    doc = {name: value for name, value in {**entity.doc, **one.op.set}.items() if value is not None}
    return Merged("ok", doc, {**entity.base, **dict.fromkeys(one.op.set, one.op.id)}, False)
