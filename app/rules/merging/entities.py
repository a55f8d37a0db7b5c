"""What is merged: a row as the county knows it, an operation that came, and what becomes of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | int | None
Action = Literal["create", "update", "delete"]
Status = Literal["ok", "merged", "conflict", "rejected"]
# Why a value is not simply taken: both set the field; the row is gone; the row is not known (yet); the row moved
# away before; a delete met a change; the conflict was settled before; or (no conflict) it was merged or replaced.
Kind = Literal["field", "deleted", "missing", "late", "delete", "settled", "replaced"]
# What the asker knows against an operation, whatever its bases say: its row moved away before; the conflict it settles
# was settled before; its household is gone, or is not known; rows deleted with it were changed unseen.
Doubt = Literal["", "late", "settled", "deleted", "missing", "delete"]

ROW = "id"  # stands for the row itself wherever fields are named


@dataclass(frozen=True, slots=True)
class Entity:
    """One row as the county knows it. `doc` holds no None.

    `base` names, per field, the operation that last set it; `base["id"]` the one that made the row and set every
    field not named, or the one that deleted it. `root` is the household it is about, `area` that one's place.
    """

    record: str
    doc: Mapping[str, Value]
    base: Mapping[str, str]
    deleted: bool = False
    feed: int = 0
    root: str = ""
    area: str = ""

    def setter(self, field: str) -> str:
        """The operation that last set a field, blank or not."""
        return self.base.get(field) or self.base[ROW]


@dataclass(frozen=True, slots=True)
class Op:
    """One operation: which fields of a row it sets, what they said before, and what its maker had seen (`base`)."""

    id: str
    record: str
    action: Action
    base: Mapping[str, str]
    set: Mapping[str, Value]
    old: Mapping[str, Value]

    def seen(self, field: str) -> str | None:
        """The setter of a field that the maker had before his eyes; None if he saw nothing."""
        return self.base.get(field) or self.base.get(ROW)


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two people set: what it said before, what the operation says, what the county keeps and by whom.

    `field` is "id" where the whole row is in question; the values are None then and stand in the operation.
    """

    field: str
    base: Value
    mine: Value
    theirs: Value
    theirs_op: str | None
    kind: Kind


@dataclass(frozen=True, slots=True)
class Merged:
    """What becomes of the row: `doc`, `base` and `deleted` are its new state (as before if nothing was taken).

    `ok` took all; `merged` took all, and `notices` says softly whose value was replaced; `conflict` kept the county's
    value of each field in `conflicts` and took the rest; `rejected` took nothing and says why in `reason`.
    """

    status: Status
    doc: Mapping[str, Value]
    base: Mapping[str, str]
    deleted: bool
    conflicts: tuple[FieldConflict, ...] = ()
    notices: tuple[FieldConflict, ...] = ()
    reason: str = ""
    changed: bool = True
