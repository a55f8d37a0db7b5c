"""Taking a batch back: all of it, as a new batch, or nothing with the reasons."""

from pathlib import Path

import pytest

from db.archives import Archive
from db.conflicts import Conflict
from db.faults import Fault
from db.records import RECORDS
from db.reversals import undo
from db.verifications import verify
from tests.db.archives import MONDAY, a_household, a_village, an_archive, household_rows, tables_of


def answers_of(archive: Archive) -> dict[str, list[tuple[object, ...]]]:
    """What the rows say, whoever said it last."""
    return {
        record: archive.read(f'SELECT id, {", ".join(archive.columns(record))} FROM "{record}" ORDER BY id')
        for record in RECORDS
    }


def blocked(archive: Archive, batch: str) -> tuple[Conflict, ...]:
    """What stands in the way; nothing is undone."""
    before = tables_of(archive)
    with pytest.raises(Fault) as fault:
        undo(archive, batch, actor="clerk", at=MONDAY)
    assert fault.value.code == "storage.undo_blocked"
    assert tables_of(archive) == before
    conflicts = fault.value.values["conflicts"]
    assert isinstance(conflicts, tuple)
    return conflicts


def last_change(archive: Archive) -> str:
    """The id of the newest change."""
    return str(archive.read("SELECT id FROM change ORDER BY seq DESC LIMIT 1")[0][0])


def test_an_import_is_taken_back_and_the_undo_too(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
        empty = answers_of(archive)
        with archive.work("clerk", "import", at=MONDAY, batch="import") as work:
            work.create_many("household", household_rows(village, 1500))
            a_household(work, village)
        full = answers_of(archive)
        taken_back = undo(archive, "import", actor="clerk", at=MONDAY)
        assert answers_of(archive) == empty
        undo(archive, taken_back, actor="clerk", at=MONDAY)
        assert answers_of(archive) == full
        assert verify(archive) == ()


def test_a_batch_of_every_kind_of_change_is_inverted(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
            household = a_household(work, village, address="Lane 3")
            standing = work.create("standing", {"household_id": household, "year": 2025, "main_cause": "01"})
        before = answers_of(archive)
        with archive.work("clerk", at=MONDAY, batch="mixed") as work:
            work.update("household", household, {"address": "Lane 4", "phone": "139"})
            work.update("household", household, {"address": "Lane 5"})
            work.delete("standing", standing)
            work.create("standing", {"household_id": household, "year": 2025, "main_cause": "02"})
            short_lived = work.create("income", {"household_id": household, "year": 2025, "kind": "x"})
            work.delete("income", short_lived)
        undo(archive, "mixed", actor="clerk", at=MONDAY)
        assert answers_of(archive) == before
        assert verify(archive) == ()


def test_an_answer_changed_since_blocks_and_is_named(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work), address="Lane 3")
        with archive.work("clerk", at=MONDAY, batch="edit") as work:
            work.update("household", household, {"address": "Lane 4", "phone": "139"})
        with archive.work("other", at=MONDAY) as work:
            work.update("household", household, {"address": "Lane 5"})
        assert blocked(archive, "edit") == (
            Conflict("household", household, "address", last_change(archive)),
        )


def test_an_edit_of_an_imported_row_blocks(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY, batch="import") as work:
            household = a_household(work, a_village(work))
        with archive.work("other", at=MONDAY) as work:
            work.update("household", household, {"phone": "139"})
        assert blocked(archive, "import") == (
            Conflict("household", household, "phone", last_change(archive)),
        )


def test_a_row_that_refers_to_an_imported_one_blocks(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY, batch="import") as work:
            household = a_household(work, a_village(work))
        with archive.work("other", at=MONDAY) as work:
            income = work.create("income", {"household_id": household, "year": 2025, "kind": "x"})
        assert blocked(archive, "import") == (
            Conflict("income", income, "household_id", last_change(archive)),
        )


def test_a_visit_that_names_an_imported_cadre_in_its_list_blocks(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work))
            other = work.create("cadre", {"name": "Li"})
        with archive.work("clerk", at=MONDAY, batch="import") as work:
            cadre = work.create("cadre", {"name": "Zhou"})
        with archive.work("other", at=MONDAY) as work:
            work.create("visit", {"household_id": household, "cadre_ids": other})
            visit = work.create("visit", {"household_id": household, "cadre_ids": f"{other},{cadre}"})
        assert blocked(archive, "import") == (Conflict("visit", visit, "cadre_ids", last_change(archive)),)


def test_a_row_deleted_since_blocks_the_undo_of_its_edit(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work))
            document = work.create("document", {"household_id": household, "title": "A"})
        with archive.work("clerk", at=MONDAY, batch="edit") as work:
            work.update("document", document, {"title": "B"})
        with archive.work("other", at=MONDAY) as work:
            work.delete("document", document)
        assert blocked(archive, "edit") == (Conflict("document", document, "id", last_change(archive)),)


def test_an_unknown_batch_is_said_to_be_unknown(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with pytest.raises(Fault) as fault:
            undo(archive, "none", actor="clerk", at=MONDAY)
        assert fault.value.code == "storage.no_batch"


def test_a_row_made_again_names_the_deletion_it_takes_back(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            document = work.create(
                "document", {"household_id": a_household(work, a_village(work)), "title": "A"}
            )
        with archive.work("clerk", at=MONDAY, batch="gone") as work:
            work.delete("document", document)
        deletion = last_change(archive)
        undo(archive, "gone", actor="clerk", at=MONDAY)
        assert archive.read("SELECT base_json ->> 'id' FROM change ORDER BY seq DESC LIMIT 1") == [
            (deletion,)
        ]


def test_batches_are_taken_back_one_after_the_other_newest_first(tmp_path: Path):
    archive = an_archive(tmp_path)
    with archive.work("clerk", at=MONDAY, batch="first") as work:
        village = a_village(work)
        household = work.create("household", {"division_id": village, "phone": "1", "address": "here"})
    with archive.work("clerk", at=MONDAY, batch="second") as work:
        work.update("household", household, {"phone": "2"})
        work.create("standing", {"household_id": household, "year": 2023})
    assert blocked(archive, "first")
    undo(archive, "second", actor="clerk", at=MONDAY)
    undo(archive, "first", actor="clerk", at=MONDAY)
    assert archive.read("SELECT count(*) FROM household") == [(0,)]
    assert verify(archive) == ()


def test_a_row_that_a_later_batch_took_away_and_gave_back_blocks_no_more(tmp_path: Path):
    archive = an_archive(tmp_path)
    with archive.work("clerk", at=MONDAY, batch="first") as work:
        household = a_household(work, a_village(work))
        total = work.create("income", {"household_id": household, "year": 2025, "kind": "x", "amount": 100})
    with archive.work("clerk", at=MONDAY, batch="second") as work:
        work.delete("income", total)
    undo(archive, "second", actor="clerk", at=MONDAY)
    undo(archive, "first", actor="clerk", at=MONDAY)
    assert archive.read("SELECT count(*) FROM household") == [(0,)]
    assert verify(archive) == ()


def test_a_row_given_back_and_then_changed_still_blocks(tmp_path: Path):
    archive = an_archive(tmp_path)
    with archive.work("clerk", at=MONDAY, batch="first") as work:
        household = a_household(work, a_village(work))
        total = work.create("income", {"household_id": household, "year": 2025, "kind": "x", "amount": 100})
    with archive.work("clerk", at=MONDAY, batch="second") as work:
        work.delete("income", total)
    undo(archive, "second", actor="clerk", at=MONDAY)
    with archive.work("other", at=MONDAY) as work:
        work.update("income", total, {"amount": 200})
    assert {one.field for one in blocked(archive, "first")} == {"id", "amount"}
