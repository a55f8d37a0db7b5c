"""Totals and parts against the lines already kept: sums always equal what the sheet said, and twice is once."""

from hypothesis import given
from hypothesis import strategies as st

from app.paths import forms
from app.rules.formfiles import load_forms
from app.rules.imports.incomes import BlockChange, KeptItem, reconcile

BLOCK = next(block for block in load_forms(forms()).blocks if block.key == "transfer")
PARTS = [kind.code for kind in BLOCK.kinds if not kind.role]
WHOLE, REST = "transfer.unspecified", "transfer.difference"
amounts = st.integers(0, 10_000)
parts = st.dictionaries(st.sampled_from(PARTS[:4]), amounts, max_size=4)
kept_lines = st.lists(st.tuples(st.sampled_from([*PARTS[:4], WHOLE, REST]), amounts), max_size=6)


def applied(kept: list[KeptItem], change: BlockChange) -> list[KeptItem]:
    """The lines after the change was written."""
    left = [
        KeptItem(item.id, item.kind, change.changed.get(item.id, item.amount))
        for item in kept
        if item.id not in change.removed
    ]
    return left + [KeptItem(f"new{place}", kind, amount) for place, (kind, amount) in enumerate(change.made)]


def as_kept(lines: list[tuple[str, int]]) -> list[KeptItem]:
    return [KeptItem(str(place), kind, amount) for place, (kind, amount) in enumerate(lines)]


@given(total=st.none() | amounts, said=parts, lines=kept_lines)
def test_what_is_written_adds_up_and_the_second_time_changes_nothing(total, said, lines):
    kept = as_kept(lines)
    change = reconcile(BLOCK, total, said, kept)
    after = applied(kept, change)
    if total is not None:
        assert sum(item.amount for item in after) == total
    for kind, amount in said.items():
        if kind not in change.unplaced:
            assert sum(item.amount for item in after if item.kind == kind) == amount
    again = reconcile(BLOCK, total, said, after)
    assert (again.made, again.changed, again.removed) == ([], {}, [])


def test_a_block_without_parts_is_one_line_and_a_zero_is_a_line_too():
    assert reconcile(BLOCK, 500, {}).made == [(WHOLE, 500)]
    assert reconcile(BLOCK, 0, {}).made == [(WHOLE, 0)]
    assert reconcile(BLOCK, None, {}) == BlockChange()


def test_parts_take_the_place_of_the_lump_they_explain():
    change = reconcile(BLOCK, 500, {PARTS[0]: 500}, as_kept([(WHOLE, 500)]))
    assert (change.made, change.removed, change.difference) == ([(PARTS[0], 500)], ["0"], 0)


def test_parts_that_do_not_explain_all_of_a_kept_lump_leave_a_difference():
    change = reconcile(BLOCK, None, {PARTS[0]: 300}, as_kept([(WHOLE, 500)]))
    assert change.made == [(PARTS[0], 300), (REST, 200)]


def test_a_total_that_the_clerks_own_lines_add_up_to_changes_nothing():
    kept = as_kept([(PARTS[0], 300), (PARTS[0], 100), (PARTS[1], 100)])
    assert reconcile(BLOCK, 500, {}, kept) == BlockChange()
    assert reconcile(BLOCK, 500, {PARTS[0]: 400}, kept) == BlockChange()


def test_several_lines_of_a_kind_are_never_guessed_at():
    change = reconcile(BLOCK, None, {PARTS[0]: 999}, as_kept([(PARTS[0], 300), (PARTS[0], 100)]))
    assert (change.unplaced, change.made, change.changed) == ([PARTS[0]], [], {})
