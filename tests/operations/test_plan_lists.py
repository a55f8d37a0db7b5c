"""The list of plans: by village, state and lack, page by page; the list as a table."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.documents.grids_files import read_file
from app.errors import Problem
from app.operations.offices import Office
from app.operations.places import township, villages
from app.operations.plan_tables import plan_words, write_plan_list
from app.operations.plans import PlanQuery, list_plans, save_measure, save_plan, village_states
from app.texts import sentence
from tests.operations.helping import a_cadre, a_pairing, a_standing
from tests.operations.offices import a_household, an_office
from tests.operations.planning import YEAR, a_drafted, a_poor_household, brought_to, seen
from tests.operations.test_rights import as_user


def heads(office: Office, **query: object) -> list[str]:
    found = list_plans(office, PlanQuery(YEAR, **query))  # type: ignore[arg-type]
    rows = found.page(0, 100)
    assert len(rows) == found.count == len(found.ids) == len(found.households)
    assert [row.household_id for row in rows] == list(found.households)
    return [row.head for row in rows]


def three(office: Office) -> tuple[str, str, str]:
    """Plans of A (running), B (draft) in the first village, C (draft) in the second; D has none."""
    a, b = a_poor_household(office, "A"), a_poor_household(office, "B")
    c = a_poor_household(office, "C", village=1)
    a_poor_household(office, "D", village=1)
    brought_to(office, a, "running")
    save_plan(office, b, YEAR, {})
    a_drafted(office, c)
    return a, b, c


def test_plans_stand_village_by_village(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    three(office)
    assert heads(office) == ["A", "B", "C"]
    assert heads(office, division_id=villages(office)[1].id) == ["C"]
    town = township(office)
    assert town and heads(office, division_id=town.id) == ["A", "B", "C"]
    assert heads(office, division_id="nowhere") == []
    assert heads(office, states=("draft",)) == ["B", "C"] and heads(office, states=("draft", "running")) == [
        "A",
        "B",
        "C",
    ]
    assert heads(office, text=" C ") == ["C"] and heads(office, text="%") == []
    assert heads(office, kind="01") == ["A", "C"] and heads(office, item="030102") == []
    assert list_plans(office, PlanQuery(YEAR - 1)).count == 0


def test_what_plans_lack_is_found(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    _, b, c = three(office)
    assert heads(office, gaps=("measure",)) == ["B"] and heads(office, gaps=("plan",)) == ["D"]
    assert heads(office, gaps=("unfinished",)) == ["A", "C"] and heads(office, gaps=("cause",)) == []
    save_plan(office, b, YEAR, {"causes": None, "risks": ()})
    assert heads(office, gaps=("cause",)) == ["B"] and heads(office, gaps=("cause", "unfinished")) == [
        "A",
        "B",
        "C",
    ]
    measure = seen(office, c).measures[0].id
    save_measure(office, c, YEAR, {"to_on": "2026-11-01"}, measure=measure)
    assert heads(office, gaps=("overdue",)) == ["C"]
    save_measure(office, c, YEAR, {"to_on": "2026-11-02"}, measure=measure)
    assert heads(office, gaps=("overdue",)) == []
    save_measure(office, c, YEAR, {"state": "done"}, measure=measure)
    assert heads(office, gaps=("unconfirmed",)) == ["C"]
    save_measure(office, c, YEAR, {"confirmed": True}, measure=measure)
    assert heads(office, gaps=("unconfirmed",)) == [] and heads(office, gaps=("unfinished",)) == ["A"]
    with pytest.raises(Problem) as told:
        heads(office, gaps=("money",))
    assert "overdue" in sentence(told.value)


def test_whose_helper_is_gone_is_found(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one, other = a_household(office, name="E"), a_poor_household(office, "F")
    save_plan(office, one, YEAR, {})
    save_plan(office, other, YEAR, {})
    li = a_cadre(office, "Old Li")
    a_pairing(office, one, li, started_on="2025-01-01", ended_on="2026-11-02")
    assert heads(office, gaps=("helper",)) == ["E"] and heads(office, cadre_id=li) == []
    a_pairing(office, one, li, kind="1", started_on="2026-11-02")
    assert heads(office, gaps=("helper",)) == [] and heads(office, cadre_id=li) == ["E"]


def test_a_line_tells_the_plan_in_short(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a, _, c = three(office)
    save_measure(
        office, c, YEAR, {"kind": "07", "name": "visits", "amount": "100.5", "state": "done", "effect": "7"}
    )
    save_plan(office, c, YEAR, {"goal_month": "2026-12", "risks": ("09",)})
    first, last = (
        list_plans(office, PlanQuery(YEAR)).page(0, 1)[0],
        list_plans(office, PlanQuery(YEAR)).page(2, 9)[0],
    )
    assert (first.household_id, first.state, first.signed_on) == (a, "running", date(YEAR, 3, 1))
    assert (last.head, last.helper, last.kinds, last.measures, last.done) == ("C", "Li", ("01", "07"), 2, 1)
    assert (last.amount, last.effect, last.goal_month) == (Decimal("100.50"), Decimal("7.00"), "2026-12")
    assert first.amount is None and (last.causes, last.risks) == (("01",), ("09",))
    words = plan_words(office, last)
    assert (words["state"], words["causes"], words["kinds"]) == (
        "草稿",
        "因病、因安全住房",
        "产业帮扶、健康帮扶",
    )


def test_states_are_counted_by_village(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    three(office)
    first, second = village_states(office, YEAR)
    assert (first.plans, first.states["running"], first.states["draft"], first.without) == (2, 1, 1, 0)
    assert (second.plans, second.states["draft"], second.without) == (1, 1, 1)
    assert [one.plans for one in village_states(office, YEAR, villages(office)[1].id)] == [1]
    assert [one.without for one in village_states(office, YEAR + 1)] == [2, 2]


def test_who_has_lost_his_need_is_missed_no_longer(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_poor_household(office, "G")
    assert heads(office, gaps=("plan",)) == ["G"]
    a_standing(office, one, YEAR, poverty_status="4")
    assert heads(office, gaps=("plan",)) == [] and village_states(office, YEAR) == []


def test_a_villages_user_sees_his_own(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    three(office)
    as_user(office, "view", village=1)
    assert heads(office) == ["C"] and heads(office, gaps=("plan",)) == ["D"]
    assert [one.plans for one in village_states(office, YEAR)] == [1]


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_the_list_is_written_as_it_stands(tmp_path: Path, ending: str) -> None:
    office = an_office(tmp_path)
    three(office)
    out = tmp_path / f"plans{ending}"
    assert write_plan_list(list_plans(office, PlanQuery(YEAR)), out, "2026 年帮扶计划") == 3
    if ending == ".xlsx":
        rows = read_file(out).grids[0].rows
        assert [row[2] for row in rows[-3:]] == ["A", "B", "C"] and rows[-1][4] == "草稿"
    else:
        assert out.read_bytes().startswith(b"%PDF")
    with pytest.raises(Problem):
        write_plan_list(list_plans(office, PlanQuery(YEAR)), tmp_path / "plans.doc", "x")
