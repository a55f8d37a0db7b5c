"""The plain dictionary beside the system: what each person typed, on which disks it lies, who may see which place.

It hears of everything from the events themselves, never from the tables of the system it judges.
"""

from dataclasses import dataclass

from app.rules.merging import Value
from tests.sync.model.replies import Reply


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed: the words, and whether an honest program let him."""

    entity: str
    record: str
    action: str
    values: dict[str, Value]
    device: str
    honest: bool


class Oracle:
    """Everything typed, and where it must still be."""

    def __init__(self) -> None:
        self.typed: dict[str, Typed] = {}
        self.disks: dict[str, set[str]] = {}
        self.saved_disks: dict[str, list[set[str]]] = {}
        self.county: set[str] = set()  # acknowledged, and not lost with a restored county
        self.saved_county: set[str] = set()
        self.grants: dict[str, frozenset[str]] = {}
        self.parts: dict[str, frozenset[str]] = {}  # what the second clerk of a device may see of it
        self.ever: dict[str, frozenset[str]] = {}  # what a device was ever given
        self.parents: dict[str, str] = {}
        self.revoked: dict[str, int] = {}  # device → how long the county's log was then
        self.county_restores = 0
        self.leaks: list[str] = []

    def write(self, laptop: str, op_id: str, typed: Typed) -> None:
        """Somebody typed something on a laptop and was told that it is saved."""
        self.typed[op_id] = typed
        self.disks[laptop].add(op_id)

    def villages(self, device: str) -> frozenset[str]:
        """What a device may see by what the county's people decided."""
        given = self.grants[device]
        return frozenset(one for one, town in self.parents.items() if one in given or town in given)

    def served(self, device: str, reply: Reply) -> None:
        """Watches the wire: what the county acknowledges, and whether it shows anything to the wrong one."""
        self.county.update(reply.answers)
        if device in self.revoked and reply.kind == "ok":
            self.leaks.append(f"{device} is revoked and was served")
        if reply.items:
            mine = self.villages(device)
            for _, key, _, entity in reply.items:
                if entity is not None and entity.area not in mine:
                    self.leaks.append(f"{device} was shown {key} of {entity.area}")

    def required(self) -> set[str]:
        """What must not be lost: typed on a machine that still exists, or acknowledged."""
        return self.county.union(*self.disks.values())
