"""Measures of an office's own: one row in a township, whoever brings it first; another's row in the next township."""

from pathlib import Path

from tests.county.servers import Town
from tests.operations.test_plan_tables import BEES, bring, changed
from tests.sync.laptops import Laptop, a_laptop, shared

ELSEWHERE = "510812104"


def items(laptop: Laptop) -> list[tuple[str, str]]:
    return laptop.rows("SELECT id, name FROM catalogue_item")


def test_two_townships_use_one_code_for_measures_of_their_own(town: Town, tmp_path: Path):
    here, there = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "vera", place=ELSEWHERE)
    here.join(town)
    there.join(town, ELSEWHERE)
    bring(here.office, tmp_path, BEES)
    bring(there.office, tmp_path, changed(BEES, 措施="another's bees"))
    for one in (here, there, here, there):
        one.sync()
    assert items(here)[0][0] != items(there)[0][0]
    assert (len(items(here)), len(items(there)), items(there)[0][1]) == (1, 1, "another's bees")
    assert here.reports[-1].refused == there.reports[-1].refused == 0
    assert here.reports[-1].equal and there.reports[-1].equal


def test_two_machines_of_a_township_bring_the_same_measure_once(town: Town, tmp_path: Path):
    both = a_laptop(tmp_path, "anna"), a_laptop(tmp_path, "boris")
    for one in both:
        one.join(town)
        bring(one.office, tmp_path, BEES)
    for one in (*both, *both):
        one.sync()
    assert items(both[0]) == items(both[1]) and len(items(both[0])) == 1
    assert shared(both[0]) == shared(both[1]) and both[0].reports[-1].refused == 0
