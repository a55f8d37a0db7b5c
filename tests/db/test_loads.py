"""Many rows at once: the same rows and the same log as one by one, only faster."""

from pathlib import Path

import pytest

from db.archives import Archive
from db.histories import changes_from
from db.verifications import verify
from db.works import Work
from tests.db.archives import MONDAY, a_village, an_archive, household_rows


def said(archive: Archive) -> list[tuple[object, ...]]:
    """What the log says, without ids of changes."""
    with archive.reading() as reader:
        return [
            (change.record, change.record_id, change.action, change.base, change.set, change.old, change.dseq)
            for change in changes_from(reader)
        ]


def test_many_rows_are_logged_as_one_by_one(tmp_path: Path):
    with an_archive(tmp_path, "one.db") as one, an_archive(tmp_path, "many.db") as many:
        with one.work("clerk", at=MONDAY) as work:
            village = a_village(work)
            rows = household_rows(village, 5)
            for row in rows:
                work.create("household", row)
        with many.work("clerk", at=MONDAY) as work:
            work.create(
                "division",
                {"id": village, "code": "510812103202", "name": "Stonecandle", "level": "village"}
                | {"path": "Stonecandle"},
            )
            work.create_many("household", rows)
        assert said(one) == said(many)
        assert verify(many) == ()


def test_the_ids_come_back_in_the_order_of_the_rows(tmp_path: Path):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        ids = work.create_many("person", [{"name": "A"}, {"name": "B"}])
        assert work.read("SELECT id FROM person ORDER BY name") == [(one,) for one in ids]


def test_a_row_without_a_column_of_the_others_is_a_bug(tmp_path: Path):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work, pytest.raises(KeyError):
        work.create_many("person", [{"name": "A", "sex": "1"}, {"name": "B"}])


def test_progress_is_told_and_a_stop_leaves_nothing(tmp_path: Path):
    told: list[tuple[int, int]] = []

    def stop_at_two_thousand(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2000:
            raise InterruptedError

    with an_archive(tmp_path) as archive:
        with pytest.raises(InterruptedError), archive.work("clerk", at=MONDAY) as work:
            load(work, 2500, stop_at_two_thousand)
        assert told == [(1000, 2500), (2000, 2500)]
        assert archive.read("SELECT (SELECT count(*) FROM household), (SELECT count(*) FROM change)") == [
            (0, 0)
        ]


def load(work: Work, count: int, step: object) -> None:
    """Import so many households."""
    work.create_many("household", household_rows(a_village(work), count), step=step)  # type: ignore[arg-type]


def test_the_people_of_a_household_are_of_its_unit_and_its_history(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY, batch="import") as work:
            rows = household_rows(a_village(work), 2)
            work.create_many("household", rows)
            homes = [str(row["id"]) for row in rows]
            work.create_many("person", [{"name": "A"}, {"name": "B"}], abouts=homes)
        units = archive.read(
            "SELECT about, count(DISTINCT txn), count(*) FROM change WHERE about IS NOT NULL GROUP BY about"
        )
        assert units == [(home, 1, 2) for home in sorted(homes)]
