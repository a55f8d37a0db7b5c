"""The unit of work: rows and their changes, together or not at all."""

from pathlib import Path

import pytest

from db.archives import Archive
from db.faults import Fault
from db.histories import batch_changes, changes_from, household_history, record_history
from db.verifications import verify
from tests.db.archives import KEY, MONDAY, a_household, a_village, an_archive, tables_of


def test_a_created_row_names_the_change_that_made_it(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work), address="Lane 3", phone=None)
        ((born, since),) = archive.read("SELECT born, since FROM household")
        with archive.reading() as reader:
            (made,) = record_history(reader, "household", household)
        assert (made.id, since) == (born, None)
        assert (made.action, made.set["address"], "phone" in made.set) == ("create", "Lane 3", False)


def test_a_reason_is_kept_without_the_letter_no_other_database_keeps(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", "called\0 at home", at=MONDAY) as work:
            village = a_village(work)
        with archive.reading() as reader:
            (made,) = record_history(reader, "division", village)
        assert made.reason == "called at home"
        assert verify(archive) == ()


def test_an_update_logs_only_what_changed_with_its_base_and_old_value(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work), address="Lane 3", phone="139")
        with archive.work("clerk", "visit", at=MONDAY) as work:
            assert work.update("household", household, {"address": "Lane 4", "phone": "139"}) == ("address",)
        with archive.work("clerk", at=MONDAY) as work:
            assert work.update("household", household, {"address": "Lane 5"}) == ("address",)
        with archive.reading() as reader:
            third, second, first = record_history(reader, "household", household)
        assert (second.base, second.old, second.set) == (
            {"address": first.id},
            {"address": "Lane 3"},
            {"address": "Lane 4"},
        )
        assert third.base == {"address": second.id}
        assert second.reason == "visit"


def test_saving_what_is_there_already_logs_nothing(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work), address="Lane 3")
        with archive.work("clerk", at=MONDAY) as work:
            assert work.update("household", household, {"address": "Lane 3"}) == ()
            assert work.written == 0
        assert archive.read("SELECT count(*), (SELECT open FROM guard) FROM change") == [(4, 0)]


def test_a_fault_half_way_leaves_nothing(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        before = tables_of(archive)
        with pytest.raises(KeyError), archive.work("clerk", at=MONDAY) as work:
            a_household(work, a_village(work), no_such_column=1)
        assert tables_of(archive) == before
        with archive.work("clerk", at=MONDAY) as work:
            a_village(work)
        assert archive.read("SELECT dseq FROM change") == [(1,)]


def test_a_deleted_row_leaves_what_it_said_in_the_log(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
            document = work.create(
                "document", {"household_id": a_household(work, village), "kind": "1", "title": "A"}
            )
            work.update("document", document, {"title": "B"})
        with archive.work("clerk", at=MONDAY) as work:
            work.delete("document", document)
        with archive.reading() as reader:
            deleted, updated, made = record_history(reader, "document", document)
        assert deleted.old["title"] == "B"
        assert deleted.base == {"id": made.id, "title": updated.id}


def test_what_was_deleted_meanwhile_is_said_to_be_gone(tmp_path: Path):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        with pytest.raises(Fault) as fault:
            work.update("household", "nobody", {"address": "x"})
        assert fault.value.code == "storage.gone"


def test_an_act_stands_in_the_same_chain(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            household = a_household(work, a_village(work))
            work.act("print", "household", household, paper="household_card")
        with archive.reading() as reader:
            assert household_history(reader, household)[0].set == {"act": "print", "paper": "household_card"}


def test_the_history_of_a_household_holds_its_people_even_those_who_left(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY) as work:
            village = a_village(work)
            household, other = a_household(work, village), a_household(work, village)
            ((membership, person),) = work.read(
                "SELECT id, person_id FROM membership WHERE household_id = ?", (household,)
            )
            work.create("member_year", {"person_id": person, "year": 2025, "health": "1"})
            work.delete("membership", membership)
        with archive.reading() as reader:
            made = [(change.record, change.action) for change in household_history(reader, household)]
            assert len(household_history(reader, other)) == 3
        assert ("member_year", "create") in made
        assert ("person", "create") in made
        assert ("membership", "delete") in made


def test_each_household_of_a_batch_is_a_unit_of_acceptance(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        with archive.work("clerk", at=MONDAY, batch="one") as work:
            village = a_village(work)
            first, second = a_household(work, village), a_household(work, village)
        with archive.reading() as reader:
            changes = batch_changes(reader, "one")
        txns = {change.txn for change in changes}
        assert len(txns) == 3  # the village, and each household with its person
        assert first != second


def test_order_is_the_number_even_when_the_clock_jumps_back(tmp_path: Path):
    with an_archive(tmp_path) as archive:
        for year in (2099, 1970, 2026):
            with archive.work("clerk", at=MONDAY.replace(year=year)) as work:
                a_village(work, str(year))
        with archive.reading() as reader:
            assert [(change.dseq, change.set["name"]) for change in changes_from(reader)] == [
                (1, "2099"),
                (2, "1970"),
                (3, "2026"),
            ]


def test_two_programs_on_one_file_write_one_chain(tmp_path: Path):
    with an_archive(tmp_path) as one, Archive.open(one.path, KEY) as other:
        for turn in range(3):
            for program in (one, other):
                with program.work("clerk", at=MONDAY) as work:
                    a_village(work, str(turn))
        assert one.read("SELECT max(dseq), count(*) FROM change") == [(6, 6)]
        assert verify(other) == ()


@pytest.mark.parametrize("value", [1.5, b"x", ["a"], MONDAY])
def test_a_value_that_is_not_encoded_is_a_bug(tmp_path: Path, value: object):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        with pytest.raises(TypeError):
            work.create("person", {"name": value})  # type: ignore[dict-item]
        with pytest.raises(TypeError):
            work.create_many("person", [{"name": value}])  # type: ignore[dict-item]


def test_a_column_that_does_not_exist_is_a_bug(tmp_path: Path):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        with pytest.raises(KeyError):
            work.create("person", {"nickname": "x"})
        with pytest.raises(KeyError):
            work.create_many("person", [{"nickname": "x"}])


@pytest.mark.parametrize("strange", ['a"b', "a\\b", "a\nb"])
def test_an_identifier_that_json_would_escape_is_a_bug(tmp_path: Path, strange: str):
    with an_archive(tmp_path) as archive, archive.work("clerk", at=MONDAY) as work:
        with pytest.raises(ValueError, match="escapes"):
            work.create("person", {"id": strange})
        with pytest.raises(ValueError, match="escapes"):
            work.create_many("person", [{"id": strange, "name": "A"}])
        with pytest.raises(ValueError, match="escapes"):
            work.act("print", "household", strange)
