"""Two people at one row: what is taken, what a person decides, what never comes back."""

import pytest

from app.rules.merging import Entity, FieldConflict, merge
from tests.rules.merging.rows import CLASSES, FIELDS, op, row

# rule, what the maker had seen, what he says → status, what the row says then, whether he is told.
TABLE = [
    ("human", "current", "ours", "ok", "ours"),
    ("human", "outdated", "theirs", "ok", "theirs"),
    ("human", "outdated", "ours", "conflict", "theirs"),
    ("human", "outdated", None, "conflict", "theirs"),
    ("auto", "current", "ours", "ok", "ours"),
    ("auto", "outdated", "theirs", "ok", "theirs"),
    ("auto", "outdated", "ours", "merged", "ours"),
    ("state", "current", "ours", "ok", "ours"),
    ("state", "outdated", "theirs", "ok", "theirs"),
    ("state", "outdated", "ours", "conflict", "theirs"),
    ("set", "current", "ours", "ok", "ours"),
    ("set", "outdated", "theirs", "ok", "theirs"),
    ("set", "outdated", "ours", "merged", "theirs,ours"),
    ("first", "current", "theirs", "ok", "theirs"),
    ("first", "outdated", "ours", "rejected", "theirs"),
]


@pytest.mark.parametrize(("rule", "seen", "says", "status", "then"), TABLE)
def test_a_field_goes_by_what_was_seen_and_by_its_class(rule, seen, says, status, then):
    record, field = FIELDS[rule]
    there = row(record, **{field: ("theirs", "other")})
    base = {field: "other" if seen == "current" else "born"}
    merged = merge(op("update", record, base=base, old={field: "was"}, **{field: says}), there, CLASSES)
    assert (merged.status, merged.doc.get(field)) == (status, then)
    taken = status in ("ok", "merged")
    assert merged.base[field] == ("mine" if taken else "other")
    assert merged.changed is taken
    if status == "conflict":
        assert merged.conflicts == (FieldConflict(field, "was", says, "theirs", "other", "field"),)
    if status == "merged":
        assert merged.notices == (FieldConflict(field, "was", says, "theirs", "other", "replaced"),)


@pytest.mark.parametrize("rule", FIELDS)
def test_a_deleted_row_is_never_changed(rule):
    record, field = FIELDS[rule]
    merged = merge(
        op("update", record, base={field: "born"}, **{field: "ours"}), row(record, gone=True), CLASSES
    )
    assert merged.deleted and merged.doc == {} and merged.base == {"id": "deleted"} and not merged.changed
    if rule == "first":
        assert (merged.status, merged.reason) == ("rejected", "missing")
    else:
        assert [clash.kind for clash in merged.conflicts] == ["deleted"]


def test_different_fields_never_conflict():
    there = row(name=("Li", "other"), sex=("1", "born"))
    merged = merge(op("update", base={"sex": "born"}, sex="2"), there, CLASSES)
    assert (merged.status, merged.doc) == ("ok", {"name": "Li", "sex": "2"})
    assert merged.base == {"id": "born", "name": "other", "sex": "mine"}


def test_of_two_fields_the_free_one_is_taken():
    there = row(name=("Li", "other"), phone=("1", "born"))
    merged = merge(op("update", base={"name": "born", "phone": "born"}, name="Lu", phone="2"), there, CLASSES)
    assert (merged.status, merged.doc) == ("conflict", {"name": "Li", "phone": "2"})
    assert merged.base == {"id": "born", "name": "other", "phone": "mine"} and merged.changed


def test_a_stale_state_takes_the_whole_operation_with_it():
    there = row("standing", monitor_class=("2", "other"), main_cause=("1", "born"), confirmed=(1, "born"))
    change = op(
        "update",
        "standing",
        base={"monitor_class": "born", "main_cause": "born", "confirmed": "born"},
        monitor_class="3",
        main_cause="4",
        confirmed=1,
    )
    merged = merge(change, there, CLASSES)
    assert merged.doc == there.doc
    assert [clash.field for clash in merged.conflicts] == ["monitor_class", "main_cause"]


def test_an_offline_chain_runs_on_from_its_own_operations():
    there = row(name=("Li", "born"))
    first = merge(op("update", base={"name": "born"}, name="Lu"), there, CLASSES)
    again = Entity("person", first.doc, first.base)
    second = op("update", base={"name": "mine"}, name="Luo")
    assert merge(second, again, CLASSES).doc == {"name": "Luo"}


def test_an_emptied_field_leaves_the_document():
    merged = merge(op("update", base={"name": "born"}, name=None), row(name=("Li", "born")), CLASSES)
    assert (merged.status, merged.doc, merged.base["name"]) == ("ok", {}, "mine")


def test_sets_keep_what_each_added_and_drop_only_what_was_seen():
    there = row("plan", causes=("2,9,7", "other"))
    change = op("update", "plan", base={"causes": "born"}, old={"causes": "1,2,3"}, causes="2,5")
    assert merge(change, there, CLASSES).doc["causes"] == "2,9,7,5"


def test_a_row_is_made():
    merged = merge(op("create", name="Li", phone=None), None, CLASSES)
    assert (merged.status, merged.doc, merged.base) == ("ok", {"name": "Li"}, {"id": "mine"})


def test_the_same_row_made_twice_is_merged_field_by_field():
    there = row("standing", year=(2024, "born"), monitor_class=("2", "born"))
    equal = merge(op("create", "standing", year=2024, main_cause="1"), there, CLASSES)
    assert (equal.status, equal.doc) == ("ok", {"year": 2024, "monitor_class": "2", "main_cause": "1"})
    other = merge(op("create", "standing", year=2024, monitor_class="3", main_cause="1"), there, CLASSES)
    assert [clash.field for clash in other.conflicts] == ["monitor_class", "main_cause"]


def test_a_second_creation_does_not_fill_what_somebody_emptied():
    there = row("standing", year=(2024, "born"), main_cause=(None, "other"))
    merged = merge(op("create", "standing", year=2024, main_cause="1"), there, CLASSES)
    assert merged.conflicts == (FieldConflict("main_cause", None, "1", None, "other", "field"),)


def test_a_delete_needs_all_that_the_row_says():
    there = row(name=("Li", "other"), sex=("1", "born"))
    seen = merge(op("delete", base={"id": "born", "name": "other"}), there, CLASSES)
    assert (seen.deleted, seen.doc, seen.base) == (True, {}, {"id": "mine"})
    unseen = merge(op("delete", base={"id": "born"}), there, CLASSES)
    assert unseen.conflicts == (FieldConflict("id", None, None, None, "other", "delete"),)
    assert not unseen.deleted and unseen.doc == there.doc


def test_a_delete_of_what_is_not_known_leaves_a_tombstone():
    gone = merge(op("delete", base={"id": "born"}), None, CLASSES)
    assert (gone.status, gone.deleted, gone.base) == ("ok", True, {"id": "mine"})


def test_a_late_delete_changes_nothing():
    unknown = merge(op("delete", base={"id": "born"}), None, CLASSES, "late")
    assert [clash.kind for clash in unknown.conflicts] == ["late"] and not unknown.changed
    gone = merge(op("delete", base={"id": "born"}), row(gone=True), CLASSES, "late")
    assert (gone.status, gone.base, gone.changed) == ("ok", {"id": "deleted"}, False)


def test_a_deleted_row_comes_back_only_by_naming_its_deletion():
    unaware = merge(op("create", name="Li"), row(gone=True), CLASSES)
    assert [(clash.field, clash.kind) for clash in unaware.conflicts] == [("id", "deleted")]
    assert unaware.deleted
    aware = merge(op("create", base={"id": "deleted"}, name="Li"), row(gone=True), CLASSES)
    assert (aware.status, aware.deleted, aware.doc, aware.base) == (
        "ok",
        False,
        {"name": "Li"},
        {"id": "mine"},
    )


def test_a_change_of_a_row_not_known_yet_waits_for_a_person():
    merged = merge(op("update", base={"name": "born"}, old={"name": "Li"}, name="Lu"), None, CLASSES)
    assert merged.conflicts == (FieldConflict("name", "Li", "Lu", None, None, "missing"),)
    assert not merged.changed


def test_late_work_goes_to_the_new_owner_but_visits_are_taken():
    there = row(name=("Li", "born"), phone=("1", "born"))
    change = op("update", base={"name": "born", "phone": "born"}, name="Li", phone="2")
    late = merge(change, there, CLASSES, "late")
    assert [(clash.field, clash.kind) for clash in late.conflicts] == [("phone", "late")]
    assert late.doc == there.doc
    assert merge(op("delete", base={"id": "born"}), there, CLASSES, "late").conflicts[0].kind == "late"
    assert merge(op("create", "income", amount=5), None, CLASSES, "late").conflicts[0].kind == "late"
    assert merge(op("create", "visit", seen="well"), None, CLASSES, "late").status == "ok"


def test_what_is_made_for_a_household_that_is_gone_goes_to_a_person():
    for record in ("income", "visit"):
        merged = merge(op("create", record, note="x"), None, CLASSES, "deleted")
        assert [(clash.field, clash.kind) for clash in merged.conflicts] == [("id", "deleted")]


def test_rows_deleted_together_stay_together():
    merged = merge(op("delete", base={"id": "born"}), row(name=("Li", "born")), CLASSES, "delete")
    assert [clash.kind for clash in merged.conflicts] == ["delete"] and not merged.deleted


def test_the_county_s_own_rows_take_only_an_answer():
    there = row("conflict", field=("name", "born"))
    settle = op(
        "update",
        "conflict",
        base={"settled_as": "born", "settled_by": "born"},
        settled_as="keep",
        settled_by="u",
    )
    assert merge(settle, there, CLASSES).doc["settled_as"] == "keep"
    for forged in (
        op("create", "conflict", field="x"),
        op("update", "conflict", field="x"),
        op("delete", "conflict"),
    ):
        assert merge(forged, there, CLASSES).reason == "county_only"
    assert merge(settle, None, CLASSES).reason == "missing"
    assert merge(settle, there, CLASSES, "late").reason == "late"


def test_a_second_settlement_is_told_that_it_was_settled():
    there = row("conflict", settled_as=("keep", "other"), settled_by=("u", "other"))
    second = op("update", "conflict", base={"settled_as": "born"}, settled_as="take", settled_by="v")
    assert (merge(second, there, CLASSES).status, merge(second, there, CLASSES).reason) == (
        "rejected",
        "settled",
    )
    value = op("update", base={"name": "born"}, name="Lu")
    merged = merge(value, row(name=("Li", "born")), CLASSES, "settled")
    assert [clash.kind for clash in merged.conflicts] == ["settled"]


def test_nonsense_is_refused_and_changes_nothing():
    there = row(name=("Li", "born"))
    assert merge(op("update", "household", phone="1"), there, CLASSES).reason == "other_record"
    strange = op("act", name="x")  # type: ignore[arg-type]
    refused = merge(strange, there, CLASSES)
    assert (refused.reason, refused.doc, refused.changed) == ("strange_action", there.doc, False)
