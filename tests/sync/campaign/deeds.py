"""What people type: each deed is one unit of work in a real archive, told to the oracle as it was typed."""

from collections.abc import Callable
from random import Random
from typing import Any

from db.works import Work
from tests.sync.campaign.machines import HAMLET, Machine

FIELDS = {
    "household": ("phone", "bank_account", "remark", "village_phone", HAMLET),
    "person": ("name", "phone", "disability_number"),
    "standing": ("monitor_class", "main_cause"),
    "plan": ("causes",),
    "visit": ("seen",),
}
CHILDREN = ("visit", "plan", "standing")


class Desk:
    """Somebody at a laptop, with dice."""

    def __init__(
        self,
        machine: Machine,
        rng: Random,
        villages: dict[str, str],
        word: Callable[[], str],
        names: dict[str, str],
    ) -> None:
        self.machine, self.rng, self.villages, self.word, self.names = machine, rng, villages, word, names

    def pick(self, sql: str, *args: Any) -> tuple[Any, ...] | None:
        """One of the rows, in an order in which nothing is random: by the names of what was typed."""
        found = sorted(
            self.machine.read(sql, *args), key=lambda row: [self.names.get(str(x), str(x)) for x in row]
        )
        return self.rng.choice(found) if found else None

    def fields(self, record: str) -> list[str]:
        """What of a record is typed into, as far as the program here knows it."""
        known = self.machine.archive.columns(record)
        return [name for name in FIELDS[record] if name in known]

    def work(self, do: Callable[[Work], object]) -> None:
        with self.machine.archive.work(self.machine.name, at=self.machine.now()) as work:
            do(work)

    def value(self, field: str, was: Any) -> Any:
        if field == "monitor_class":
            return self.rng.choice("123")
        if field == "causes":
            there = str(was).split(",") if was else []
            one = self.rng.choice(("c1", "c2", "c3", "c4"))
            return ",".join(x for x in there if x != one) or None if one in there else ",".join([*there, one])
        if was is not None and field != "name" and self.rng.random() < 0.1:
            return None
        return self.word() if self.rng.random() < 0.85 else "usual"


def home_of(machine: Machine, record: str, row: str) -> str | None:
    """The household a row concerns."""
    if record == "household":
        return row
    sql = "SELECT household_id FROM membership WHERE person_id = ?"
    if record != "person":
        sql = f'SELECT household_id FROM "{record}" WHERE id = ?'
    found = machine.read(sql, row)
    return str(found[0][0]) if found else None


def register_household(desk: Desk) -> None:
    village = desk.rng.choice(sorted(desk.villages.values()))

    said: dict[str, Any] = {"division_id": village, "phone": desk.word()}
    if HAMLET in desk.fields("household"):
        said[HAMLET] = desk.word()

    def do(work: Work) -> None:
        home = work.create("household", said)
        _add_person(work, home, desk.word(), "01")

    desk.work(do)


def _add_person(work: Work, home: str, name: str, relation: str) -> None:
    person = work.create("person", {"name": name}, about=home)
    work.create("membership", {"household_id": home, "person_id": person, "relation": relation})


def add_row(desk: Desk) -> None:
    found = desk.pick("SELECT id FROM household")
    if found is None:
        return
    home, record = found[0], desk.rng.choice(("person", "visit", "standing", "plan"))
    if record == "person":
        desk.work(lambda work: _add_person(work, home, desk.word(), "02"))
        return
    field = desk.rng.choice(FIELDS[record])
    row = {"household_id": home, field: desk.value(field, None)}
    if record == "visit":
        row["visited_on"] = "2026-10-01"
    else:
        row["year"] = 2026
        if desk.machine.read(f'SELECT 1 FROM "{record}" WHERE household_id = ?', home):
            return
    desk.work(lambda work: work.create(record, row))


def edit(desk: Desk) -> None:
    record = desk.rng.choice(("household", "household", "person", "standing", "plan", "visit"))
    names = desk.fields(record)
    found = desk.pick(f'SELECT id, {", ".join(names)} FROM "{record}"')
    if found is None:
        return
    row, said = found[0], dict(zip(names, found[1:], strict=True))
    chosen = desk.rng.sample(names, min(desk.rng.choice((1, 1, 2)), len(names)))
    values = {name: desk.value(name, said[name]) for name in chosen}
    home = home_of(desk.machine, record, row)
    desk.work(lambda work: work.update(record, row, values, about=home))


def delete_row(desk: Desk) -> None:
    record = desk.rng.choice(CHILDREN)
    found = desk.pick(f'SELECT id FROM "{record}"')
    if found is not None:
        desk.work(lambda work: work.delete(record, found[0]))


def delete_household(desk: Desk) -> None:
    found = desk.pick("SELECT id FROM household")
    if found is None:
        return
    home = found[0]
    people = desk.machine.read("SELECT id, person_id FROM membership WHERE household_id = ?", home)

    def do(work: Work) -> None:
        for record in CHILDREN:
            for (one,) in desk.machine.read(f'SELECT id FROM "{record}" WHERE household_id = ?', home):
                work.delete(record, one, about=home)
        for member, _ in people:
            work.delete("membership", member, about=home)
        for _, person in people:
            work.delete("person", person, about=home)
        work.delete("household", home, about=home)

    desk.work(do)


def settle(desk: Desk) -> None:
    """A conflict: kept, taken, or another value typed; its own row first."""
    found = desk.pick(
        "SELECT op_id, field, household_id, record, record_id, mine, id FROM conflict WHERE settled_as IS NULL"
    )
    if found is None or (found[1] == HAMLET and not desk.machine.newer):
        return
    _, field, home, record, row, mine, key = found
    way = desk.rng.choice(("keep", "take", "type"))

    def do(work: Work) -> None:
        work.update("conflict", key, {"settled_as": way, "settled_by": desk.machine.name}, about=home)
        known = work.row_of(record, row) if record in FIELDS else None
        if way != "keep" and known is not None and field in desk.fields(record):
            value = mine if way == "take" else desk.value(field, known[field])
            if value is not None or field != "name":
                work.update(record, row, {field: value}, about=home)

    desk.work(do)


def send_away(desk: Desk) -> None:
    """A household is to go to another township; or it is called back."""
    found = desk.pick("SELECT id, moving_to FROM household")
    if found is None:
        return
    home, to = found
    new = None if to and desk.rng.random() < 0.3 else desk.rng.choice(("510812103", "510812101"))
    if new != to:
        desk.work(lambda work: work.update("household", home, {"moving_to": new}, about=home))


def next_door(desk: Desk) -> None:
    """A household goes to another village of the same township."""
    found = desk.pick("SELECT id FROM household")
    if found is not None:
        to = desk.rng.choice(sorted(desk.villages.values()))
        desk.work(lambda work: work.update("household", found[0], {"division_id": to}, about=found[0]))


def take_in(desk: Desk) -> None:
    """A household that is to come here is taken into one of our villages, or declined."""
    found = desk.pick("SELECT op_id, household_id, id FROM transfer WHERE accepted_as IS NULL")
    if found is None:
        return
    said: dict[str, Any] = {"accepted_as": "declined"}
    if desk.rng.random() < 0.8:
        said = {"accepted_as": "taken", "accepted_into": desk.rng.choice(sorted(desk.villages.values()))}
    desk.work(lambda work: work.update("transfer", found[2], said, about=found[1]))


def spoil(desk: Desk) -> None:
    """Something that the county can never take: it is refused, and holds up nothing."""
    found = desk.pick("SELECT id FROM household")
    if found is not None:
        remark = f"bad\0{desk.word()}"
        desk.work(lambda work: work.update("household", found[0], {"remark": remark}, about=found[0]))


def print_paper(desk: Desk) -> None:
    desk.work(lambda work: work.act("print", paper="card"))


DEEDS: tuple[tuple[Callable[[Desk], None], int], ...] = (
    (register_household, 3), (add_row, 10), (edit, 26), (delete_row, 3), (delete_household, 2), (settle, 9),
    (send_away, 6), (take_in, 10), (next_door, 2), (print_paper, 1), (spoil, 1),
)  # fmt: skip
