"""What rows make of a household's helpers: however they come, no two help at once and nobody is lost."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some

from app.rules.pairings import Term, find_fault, find_gaps, in_order, term_on
from app.rules.told_terms import Line, Told, fit_told

JUNE, JULY, MAY = date(2026, 6, 1), date(2026, 7, 1), date(2026, 5, 1)


def fitted(kept: Sequence[Term], *told: Told) -> tuple[list[tuple[str, date | None, date | None]], list[str]]:
    """The lines as they will stand, and the codes of what was refused."""
    lines, refused = fit_told(kept, told, str)
    terms = [(one.term.cadre, one.term.started_on, one.term.ended_on) for one in lines]
    return terms, [issue.code for _, issue in refused]


def test_another_cadre_takes_over_on_his_day():
    assert fitted([Term("a", MAY)], Told(0, "b", JUNE)) == ([("a", MAY, JUNE), ("b", JUNE, None)], [])


def test_a_chain_of_rows_in_any_order_is_a_chain_of_handovers():
    rows = [Told(0, "c", JULY), Told(1, "a", MAY), Told(2, "b", JUNE)]
    assert fitted([], *rows)[0] == [("a", MAY, JUNE), ("b", JUNE, JULY), ("c", JULY, None)]


def test_a_cadre_who_comes_back_is_a_new_line():
    kept = [Term("a", MAY, JUNE, "1"), Term("b", JUNE, None, "2")]
    assert fitted(kept, Told(0, "a", JULY))[0][-2:] == [("b", JUNE, JULY), ("a", JULY, None)]


def test_the_same_cadre_with_another_day_is_a_correction():
    assert fitted([Term("a", JUNE, None, "1")], Told(0, "a", MAY)) == ([("a", MAY, None)], [])


def test_an_earlier_time_of_the_same_cadre_is_no_correction():
    told = Told(0, "a", MAY, JUNE)
    assert fitted([Term("a", JULY, None, "1")], told)[0] == [("a", MAY, JUNE), ("a", JULY, None)]


def test_an_older_row_must_say_when_it_ended():
    assert fitted([Term("b", JUNE)], Told(0, "a", MAY))[1] == ["lines.older_than_helper"]
    assert fitted([Term("b", JUNE)], Told(0, "a", MAY, JUNE))[0] == [("a", MAY, JUNE), ("b", JUNE, None)]
    assert fitted([Term("b", JUNE)], Told(0, "a", MAY, JULY))[1] == ["lines.older_than_helper"]


def test_two_cadres_on_one_day_and_days_that_overlap_are_refused():
    assert fitted([Term("a", MAY)], Told(0, "b", MAY))[1] == ["lines.same_day"]
    assert fitted([Term("a", MAY, JULY)], Told(0, "b", JUNE))[1] == ["lines.helped_until"]
    assert fitted([], Told(0, "a", MAY), Told(1, "a", JUNE))[1] == ["lines.told_twice"]
    assert fitted([Term("a", MAY)], Told(0, "b", None))[1] == ["lines.handover_undated"]
    assert fitted([], Told(0, "a", JUNE, MAY))[1] == ["pairings.ends_too_early"]


DAYS = some.dates(date(2025, 1, 1), date(2025, 2, 15))
ROWS = some.lists(
    some.tuples(some.sampled_from("abc"), some.none() | DAYS, some.none() | DAYS), min_size=1, max_size=6
)


@given(ROWS, ROWS)
def test_whatever_rows_say_no_two_help_at_once_and_no_kept_line_is_lost(first, second):
    lines, _ = fit_told([], [Told(i, *row) for i, row in enumerate(first)], str)
    kept = [Term(one.term.cadre, *_days(one), str(number)) for number, one in enumerate(lines)]
    assert find_fault(kept) is None
    again, refused = fit_told(kept, [Told(i, *row) for i, row in enumerate(second)], str)
    assert find_fault(one.term for one in again) is None
    assert {one.old.id for one in again if one.old} == {term.id for term in kept}
    told = [row for one in again for row in one.told]
    assert len(told) + len(refused) == len(second)


@given(ROWS)
def test_rows_that_were_taken_change_nothing_the_second_time(rows):
    told = [Told(i, *row) for i, row in enumerate(rows)]
    lines, refused = fit_told([], told, str)
    taken = [one for one in told if one not in [row for row, _ in refused]]
    kept = [Term(one.term.cadre, *_days(one), str(number)) for number, one in enumerate(lines)]
    again, refused = fit_told(kept, taken, str)
    assert refused == []
    assert [one.term for one in again] == kept


def _days(line: Line) -> tuple[date | None, date | None]:
    return line.term.started_on, line.term.ended_on


@given(some.lists(DAYS, min_size=1, max_size=5, unique=True))
def test_handovers_leave_no_day_without_a_helper(days):
    lines, _ = fit_told([], [Told(i, str(i), day) for i, day in enumerate(days)], str)
    terms = in_order(one.term for one in lines)
    assert find_gaps(terms) == []
    for offset in range(60):
        day = min(days) + timedelta(days=offset)
        assert term_on(terms, day) is not None


def test_a_gap_is_told_with_its_days():
    terms = [Term("a", MAY, JUNE), Term("b", JULY, date(2026, 8, 1))]
    assert find_gaps(terms) == [(JUNE, JULY), (date(2026, 8, 1), None)]
