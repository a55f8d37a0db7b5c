"""Doubts about help: nothing is doubted of which nobody recorded anything; the kept list follows every change."""

from datetime import timedelta
from typing import Any

from app.operations.batches import undo_batch
from app.operations.cadres import end_cadre
from app.operations.doubt_lists import doubt_list
from app.operations.doubts import find_doubts, household_doubts
from app.operations.families import add_member
from app.operations.offices import Office
from app.operations.pairings import pair
from app.operations.plans import delete_measure, plan_of, save_measure, save_plan
from db.records import new_id
from tests.operations.helping import TODAY, a_cadre, a_standing
from tests.operations.offices import MONDAY, a_household, a_person

YEAR = 2026
HELP = {"no_helper", "no_plan", "no_industry", "nobody_employed", "no_measure", "no_development"}


def a_needing(office: Office, name: str = "Zhao", **standing: Any) -> str:
    """A household that must be helped, with somebody able to work."""
    one = a_household(office, name=name, year=YEAR)
    a_standing(office, one, YEAR, **{"poverty_status": "1", **standing})
    add_member(office, one, a_person("Ming", relation="03", year=YEAR, circumstances={"labour": "1"}))
    return one


def doubted(office: Office, household: str) -> set[str]:
    """The doubts about help of a household, by the kept list; the whole run and the page say the same."""
    kept = {one.doubt.rule for one in doubt_list(office).doubts.get(household, ())}
    found = {one.doubt.rule for one in find_doubts(office) if one.doubt.household_id == household}
    page = {one.doubt.rule for one in household_doubts(office, household)}
    assert kept == found == page
    return kept & HELP


def test_an_archive_without_help_doubts_no_help(office: Office) -> None:
    assert doubted(office, a_needing(office)) == set()


def test_the_first_pairing_makes_everybody_else_lack_one(office: Office) -> None:
    one, other = a_needing(office), a_needing(office, "Qian")
    assert doubted(office, other) == set()
    pair(office, one, a_cadre(office), "1", TODAY)
    assert (doubted(office, one), doubted(office, other)) == (set(), {"no_helper"})


def test_a_helper_who_left_his_office_leaves_his_households_without(office: Office) -> None:
    one, other = a_needing(office), a_needing(office, "Qian")
    cadre = a_cadre(office)
    pair(office, one, cadre, "1", TODAY)
    pair(office, other, a_cadre(office, "Wu"), "1", TODAY)
    assert doubted(office, one) == set()
    with office.archive.work("clerk", at=MONDAY) as work:
        work.update("cadre", cadre, {"to_on": TODAY.isoformat()})
    assert (doubted(office, one), doubted(office, other)) == ({"no_helper"}, set())


def test_a_term_that_ends_tomorrow_is_missed_tomorrow(office: Office) -> None:
    one = a_needing(office)
    cadre = a_cadre(office)
    pair(office, one, cadre, "1", TODAY)
    end_cadre(office, cadre, TODAY + timedelta(days=1), "2")
    assert doubted(office, one) == set()
    office.clock = lambda: MONDAY + timedelta(days=1)
    assert doubted(office, one) == {"no_helper"}


def test_a_plan_and_a_measure_take_their_doubts_away_and_give_them_back(office: Office) -> None:
    one, other = a_needing(office), a_needing(office, "Qian")
    save_plan(office, other, YEAR, {"goal": "x"})
    save_measure(office, other, YEAR, {"kind": "13", "name": "m"})
    lacking = {"no_plan", "no_industry", "nobody_employed"}
    assert doubted(office, one) == lacking
    save_plan(office, one, YEAR, {"goal": "x"})
    assert doubted(office, one) == lacking - {"no_plan"}
    measure = save_measure(office, one, YEAR, {"kind": "01", "name": "goats"})
    assert doubted(office, one) == {"nobody_employed"}
    assert plan_of(office, one, YEAR) is not None
    delete_measure(office, measure)
    assert doubted(office, one) == lacking - {"no_plan"}


def test_a_watched_household_without_a_measure_is_an_error_once_measures_are_recorded(office: Office) -> None:
    watched = a_needing(office, monitor_class="1", monitored_month="2026-01", risk_1="01")
    other = a_needing(office, "Qian")
    assert "no_measure" not in doubted(office, watched)
    save_measure(office, other, YEAR, {"kind": "01", "name": "m"})
    assert {"no_measure", "no_development"} <= doubted(office, watched)
    save_measure(office, watched, YEAR, {"kind": "07", "name": "m"})
    assert doubted(office, watched) & {"no_measure", "no_development"} == {"no_development"}


def test_undoing_a_batch_of_measures_is_followed(office: Office) -> None:
    one = a_needing(office)
    batch = new_id()
    plan = save_plan(office, one, YEAR, {"goal": "x"})
    before = doubted(office, one)
    with office.archive.work("clerk", "given", at=MONDAY, batch=batch) as work:
        row = {"household_id": one, "plan_id": plan, "year": YEAR, "kind": "13"}
        work.create_many("measure", [row])
    assert doubted(office, one) == {"no_industry", "nobody_employed"}
    undo_batch(office, batch)
    assert doubted(office, one) == before == set()


def test_a_plan_of_this_year_does_not_hide_the_doubts_of_the_last(office: Office) -> None:
    one = a_household(office, name="Zhao", year=2025)
    years = {doubt.doubt.year for doubt in household_doubts(office, one)}
    save_plan(office, one, YEAR, {"goal": "x"})
    assert {doubt.doubt.year for doubt in household_doubts(office, one)} == years == {2025}
