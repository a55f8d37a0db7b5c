"""What people do at a laptop: each deed is one unit of work, saved on its disk before they are told so."""

from collections.abc import Callable
from random import Random

from app.rules.merging import Action, Entity, Value
from tests.sync.model.changes import change
from tests.sync.model.disks import NEW_FIELDS
from tests.sync.model.laptops import Laptop
from tests.sync.model.oracles import Oracle, Typed

# Fields of every class: contact, human, state, set; `village_phone` is not known to the first version.
FIELDS = {
    "household": ("phone", "bank_account", "remark", "village_phone"),
    "person": ("name", "phone", "disability_number"),
    "standing": ("monitor_class", "main_cause"),
    "plan": ("causes",),
    "visit": ("seen",),
}
CAUSES = ("c1", "c2", "c3", "c4")


class Desk:
    """A laptop with somebody at it."""

    def __init__(self, laptop: Laptop, rng: Random, oracle: Oracle, new_id: Callable[[str], str]) -> None:
        self.laptop, self.rng, self.oracle, self.new_id = laptop, rng, oracle, new_id
        self.txn = new_id("txn")

    def rows(self, *records: str) -> list[tuple[str, Entity]]:
        """The rows the user sees, in an order that does not depend on how they came."""
        part = self.part()
        return sorted(
            (key, row)
            for key, row in self.laptop.disk.rows.items()
            if row.record in records and (part is None or row.area in part)
        )  # fmt: skip

    def part(self) -> frozenset[str] | None:
        """The places of a clerk who may see a part only; None for one who sees all the laptop has."""
        return None if self.laptop.actor.endswith("/all") else self.oracle.parts[self.laptop.disk.device]

    def pick(self, *records: str) -> tuple[str, Entity] | None:
        """One of the rows the user sees."""
        found = self.rows(*records)
        return self.rng.choice(found) if found else None

    def write(
        self, action: Action | str, record: str, entity: str, values: dict[str, Value], row: Entity | None,
        *, root: str, area: str, honest: bool = True, base: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        """One change of the unit, logged and seen at once."""
        disk, laptop = self.laptop.disk, self.laptop
        op_id = (
            f"{disk.device}.{len(disk.done) + len(disk.chain)}"
            if "counted" in laptop.bugs
            else self.new_id("op")
        )
        if base is None:
            names = ("id", *row.base) if row is not None and action == "delete" else values
            base = {name: row.setter(name) for name in names} if row is not None else {}
        old = {name: row.doc.get(name) for name in values} if row is not None else {}
        disk.append(
            change(
                op_id, record, action, entity, base, values, old,
                root=root, area=area, txn=self.txn, actor=laptop.actor, at=laptop.clock,
            )
        )  # fmt: skip
        typed = Typed(entity, record, str(action), dict(values), disk.device, honest)
        self.oracle.write(laptop.name, op_id, typed)

    def word(self) -> str:
        """A value nobody else types by chance."""
        return self.new_id("word") if self.rng.random() < 0.85 else "usual"

    def value(self, field: str, was: Value) -> Value:
        """What somebody types into a field."""
        if field == "monitor_class":
            return self.rng.choice("123")
        if field == "causes":
            there = str(was).split(",") if was else []
            one = self.rng.choice(CAUSES)
            return ",".join(x for x in there if x != one) or None if one in there else ",".join([*there, one])
        return None if was is not None and self.rng.random() < 0.1 else self.word()


def register_household(desk: Desk) -> None:
    """A new household in one of the villages, with a person."""
    part = desk.part()
    villages = sorted(one for one in desk.laptop.disk.villages if part is None or one in part)
    if not villages:
        return
    area = desk.rng.choice(villages)
    key = desk.new_id("household")
    desk.write("create", "household", key, {"phone": desk.word()}, None, root=key, area=area)
    desk.write("create", "person", desk.new_id("person"), {"name": desk.word()}, None, root=key, area=area)


def add_row(desk: Desk) -> None:
    """A person or visit, or the standing or plan of a year: two laptops make the same row of those."""
    found = desk.pick("household")
    if found is None:
        return
    root, home = found
    record = desk.rng.choice(("person", "visit", "standing", "plan"))
    key = f"{record}:{root}" if record in ("standing", "plan") else desk.new_id(record)
    if key in desk.laptop.disk.rows:
        return
    gone = desk.laptop.disk.shadow.get(key)
    base = {"id": gone.base["id"]} if gone is not None and gone.deleted else _own_deletion(desk, key)
    field = desk.rng.choice(FIELDS[record])
    values = {field: desk.value(field, None)}
    desk.write("create", record, key, values, None, root=root, area=home.area, base=base)


def _own_deletion(desk: Desk, key: str) -> dict[str, str]:
    mine = [one for one in desk.laptop.disk.top.get(key, ()) if one.op.action == "delete"]
    return {"id": mine[-1].op.id} if mine else {}


def edit(desk: Desk) -> None:
    """One or two fields of a row."""
    found = desk.pick(*FIELDS)
    if found is None:
        return
    key, row = found
    known = [name for name in FIELDS[row.record] if name not in NEW_FIELDS[desk.laptop.disk.schema]]
    chosen = desk.rng.sample(known, min(desk.rng.choice((1, 1, 2)), len(known)))
    typed = {name: desk.value(name, row.doc.get(name)) for name in chosen}
    values = {name: value for name, value in typed.items() if value != row.doc.get(name)}
    if values:
        desk.write("update", row.record, key, values, row, root=row.root, area=row.area)


def delete_row(desk: Desk) -> None:
    """A row of a household."""
    found = desk.pick("person", "visit", "standing", "plan")
    if found is not None:
        key, row = found
        desk.write("delete", row.record, key, {}, row, root=row.root, area=row.area)


def delete_household(desk: Desk) -> None:
    """A household and all its rows, those that refer to it first."""
    found = desk.pick("household")
    if found is None:
        return
    root, home = found
    for key, row in sorted(desk.laptop.disk.rows.items()):
        if row.root == root and key != root and row.record in FIELDS:
            desk.write("delete", row.record, key, {}, row, root=root, area=row.area)
    desk.write("delete", "household", root, {}, home, root=root, area=home.area)


def bring_back(desk: Desk) -> None:
    """A deleted row, made again by somebody who knows that it was deleted."""
    disk, part = desk.laptop.disk, desk.part()
    gone = sorted(
        (key, one) for key, one in disk.shadow.items()
        if one.deleted and one.record in FIELDS and (one.record == "household" or one.root in disk.rows)
        and (part is None or one.area in part)
    )  # fmt: skip
    if not gone:
        return
    key, tomb = desk.rng.choice(gone)
    if key not in disk.top:
        base = {"id": tomb.base["id"]}
        values: dict[str, Value] = {FIELDS[tomb.record][0]: desk.value(FIELDS[tomb.record][0], None)}
        desk.write("create", tomb.record, key, values, None, root=tomb.root, area=tomb.area, base=base)


def settle(desk: Desk) -> None:
    """A conflict: the value is kept, taken, or another is typed. The conflict's row first, then the field."""
    waiting = [found for found in desk.rows("conflict") if "settled_as" not in found[1].doc]
    if not waiting:
        return
    key, open_one = desk.rng.choice(waiting)
    doc, way = open_one.doc, desk.rng.choice(("keep", "take", "type"))
    desk.write(
        "update", "conflict", key, {"settled_as": way}, open_one, root=open_one.root, area=open_one.area
    )
    entity, field = str(doc["record_id"]), str(doc["field"])
    row = desk.laptop.disk.rows.get(entity)
    if way == "keep" or row is None:
        return
    if doc["kind"] == "delete":
        desk.write("delete", row.record, entity, {}, row, root=row.root, area=row.area)
    elif field in FIELDS.get(row.record, ()):
        value = doc.get("mine") if way == "take" else desk.value(field, row.doc.get(field))
        if value != row.doc.get(field):
            desk.write("update", row.record, entity, {field: value}, row, root=row.root, area=row.area)


def transfer_out(desk: Desk) -> None:
    """A household is to move to another village; or the move is called off."""
    found = desk.pick("household")
    if found is None:
        return
    key, row = found
    there = sorted(set(desk.oracle.parents) - {row.area})
    to = None if "moving_to" in row.doc and desk.rng.random() < 0.3 else desk.rng.choice(there)
    if to != row.doc.get("moving_to"):
        desk.write("update", "household", key, {"moving_to": to}, row, root=key, area=row.area)


def transfer_in(desk: Desk) -> None:
    """A household that is to come here is taken."""
    waiting = [found for found in desk.rows("transfer") if "accepted_as" not in found[1].doc]
    if waiting:
        key, row = desk.rng.choice(waiting)
        desk.write("update", "transfer", key, {"accepted_as": "yes"}, row, root=row.root, area=row.area)


def print_paper(desk: Desk) -> None:
    """An act: it changes no field and is logged all the same."""
    desk.write("act", "office", "", {"act": "print"}, None, root="", area="")


def forge(desk: Desk, county_rows: dict[str, Entity]) -> None:
    """A modified program writes into a row it never saw, or makes one in a place that is not its own."""
    mine = desk.oracle.villages(desk.laptop.disk.device)
    seen = desk.laptop.disk.shadow
    foreign = sorted(
        (key, row) for key, row in county_rows.items()
        if row.area not in mine and key not in seen and row.record == "household" and not row.deleted
    )  # fmt: skip
    if foreign:
        key, row = desk.rng.choice(foreign)
        values: dict[str, Value] = {"bank_account": desk.word()}
        desk.write(
            "update", "household", key, values, row, root=key, area=min(mine, default=""), honest=False
        )


def poison(desk: Desk) -> None:
    """A change that the county can never take: it names the wrong record."""
    found = desk.pick("household")
    if found is not None:
        key, row = found
        desk.write("update", "person", key, {"name": desk.word()}, row, root=key, area=row.area, honest=False)
        desk.laptop.disk.drop(desk.laptop.disk.chain[-1])


def switch_user(desk: Desk) -> None:
    """Another clerk signs in; what the first one has not sent stays."""
    device = desk.laptop.disk.device
    desk.laptop.actor = f"{device}/part" if desk.laptop.actor.endswith("/all") else f"{device}/all"


DEEDS: tuple[tuple[Callable[[Desk], None], int], ...] = (
    (register_household, 2),
    (add_row, 10),
    (edit, 26),
    (delete_row, 3),
    (delete_household, 2),
    (bring_back, 3),
    (settle, 9),
    (transfer_out, 5),
    (transfer_in, 12),
    (print_paper, 1),
    (poison, 1),
    (switch_user, 2),
)
