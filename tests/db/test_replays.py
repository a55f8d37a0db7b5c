"""The log alone makes the tables: after a thousand deeds of every kind, imports, undos and restores."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from db.archives import Archive
from db.backups import back_up
from db.faults import Fault
from db.histories import changes_from, household_history, recent_batches
from db.keys import Keys, write_keys
from db.records import new_id
from db.replays import replay
from db.restores import restore
from db.reversals import undo
from db.verifications import verify
from db.wraps import Cost
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, household_rows, tables_of

YEARS = (2019, 2024, 2025)


class Clerk:
    """Does a random deed at a time; one seed, one life of an archive."""

    def __init__(self, archive: Archive, folder: Path, seed: int) -> None:
        self.archive, self.folder, self.chance = archive, folder, random.Random(seed)
        keys, self.code = (
            Keys("pc", cost=Cost(64, 1, 1)).with_user("clerk", "x", KEY, None).with_recovery(KEY)
        )
        write_keys(folder / "keys.json", keys)
        with archive.work("clerk", at=MONDAY) as work:
            self.village = a_village(work)

    def one(self, record: str) -> str | None:
        """A random row that stands."""
        found = self.archive.read(f"SELECT id FROM {record}")
        return str(self.chance.choice(found)[0]) if found else None

    def add_household(self) -> None:
        with self.archive.work("clerk", at=MONDAY) as work:
            a_household(work, self.village, phone=str(self.chance.random()))

    def change_household(self) -> None:
        if household := self.one("household"):
            answers = {
                "address": self.chance.choice(["Lane 3", "Lane 4", None]),
                "resettled": self.chance.choice([0, 1, None]),
            }
            with self.archive.work("clerk", at=MONDAY, batch=self.chance.choice([None, new_id()])) as work:
                work.update("household", household, answers)

    def add_income(self) -> None:
        if household := self.one("household"):
            values = {
                "household_id": household,
                "year": self.chance.choice(YEARS),
                "kind": "wages",
                "amount": self.chance.randrange(9**9),
            }
            with self.archive.work("clerk", at=MONDAY, batch=new_id()) as work:
                work.create("income", values)

    def drop_income(self) -> None:
        if income := self.one("income"):
            with self.archive.work("clerk", at=MONDAY, batch=new_id()) as work:
                work.delete("income", income)

    def print_card(self) -> None:
        with self.archive.work("clerk", at=MONDAY) as work:
            work.act("print", "household", self.one("household") or "", pages=2)

    def import_households(self) -> None:
        rows = household_rows(self.village, self.chance.randrange(1, 30))
        with self.archive.work("clerk", "import", at=MONDAY, batch=new_id()) as work:
            homes = work.create_many("household", rows)
            people = work.create_many("person", [{"name": "Li"} for _ in homes], abouts=homes)
            work.create_many(
                "membership",
                [{"household_id": home, "person_id": one} for home, one in zip(homes, people, strict=True)],
            )
            work.create_many("standing", [{"household_id": home, "year": 2025} for home in homes])

    def undo_something(self) -> None:
        with self.archive.reading() as reader:
            batches = recent_batches(reader, 12)
        before = tables_of(self.archive)
        refused = None
        try:
            undo(self.archive, self.chance.choice(batches).id, actor="clerk", at=MONDAY)
        except (Fault, IndexError) as fault:
            refused = fault
        assert refused is None or tables_of(self.archive) == before

    def back_up_and_restore(self) -> None:
        backup, keys = self.folder / "backup.hdb", self.folder / "keys.json"
        back_up(self.archive, keys, backup, at=MONDAY)
        self.add_household()
        self.archive.close()
        path = self.archive.path
        restore(backup, path, keys, lambda kept: kept.recover(self.code), at=MONDAY, actor="clerk")
        self.archive = Archive.open(path, KEY)

    def deeds(self) -> list[Callable[[], None]]:
        often = [self.add_household, self.change_household, self.change_household, self.change_household]
        return [
            *often,
            self.add_income,
            self.add_income,
            self.drop_income,
            self.print_card,
            self.undo_something,
        ]


@pytest.mark.parametrize("seed", [1, 2])
def test_the_log_alone_gives_identical_tables(tmp_path: Path, seed: int):
    clerk = Clerk(an_archive(tmp_path), tmp_path, seed)
    for number in range(500):
        if number % 100 == 99:
            clerk.back_up_and_restore()
        elif number % 25 == 24:
            clerk.import_households()
        else:
            clerk.chance.choice(clerk.deeds())()
    with clerk.archive as archive, an_archive(tmp_path, "replayed.db") as replayed:
        with archive.reading() as reader:
            replay(changes_from(reader), replayed)
        assert tables_of(replayed) == tables_of(archive)
        assert histories_of(replayed) == histories_of(archive)
        assert verify(archive) == verify(replayed) == ()
        assert archive.read("SELECT count(*) > 500, count(DISTINCT action) FROM change") == [(1, 4)]
        assert archive.read("SELECT count(*) FROM epoch") == [(6,)]
        assert archive.read("SELECT count(*) > 5 FROM change WHERE set_json ->> 'act' = 'undo'") == [(1,)]


def histories_of(archive: Archive) -> dict[str, list[str]]:
    """The changes of every household that stands."""
    with archive.reading() as reader:
        households = reader.read("SELECT id FROM household")
        return {one: [change.id for change in household_history(reader, one)] for (one,) in households}


def test_a_replay_writes_only_into_an_empty_archive(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            a_village(work)
        with pytest.raises(Fault) as fault:
            replay([], archive)
        assert fault.value.code == "storage.not_empty"


def test_a_replay_refuses_a_log_with_a_hole(tmp_path: Path):
    with an_archive(tmp_path) as archive, an_archive(tmp_path, "replayed.db") as replayed:
        with archive.work("clerk", at=MONDAY) as work:
            for name in ("A", "B", "C"):
                a_village(work, name)
        with archive.reading() as reader:
            first, _, third = changes_from(reader)
        with pytest.raises(Fault) as fault:
            replay([first, third], replayed)
        assert fault.value.code == "storage.chain_broken"
        assert replayed.read("SELECT count(*) FROM division") == [(0,)]
