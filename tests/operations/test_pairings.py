"""Who helps whom: no household loses its helper unnoticed, and a change of cadre leaves no day between."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import Problem
from app.operations.batches import list_batches, undo_batch
from app.operations.cadres import cadre_named, end_cadre, list_units, save_cadre, save_unit
from app.operations.corrections import correct_status
from app.operations.edits import save_answers
from app.operations.offices import Office
from app.operations.pairings import (
    PairingQuery,
    change_pairing,
    end_pairing,
    find_pairings,
    forces,
    hand_over,
    hand_over_cadre,
    list_pairings,
    load_of_cadres,
    pair,
    pairing_gaps,
)
from app.operations.places import villages
from app.operations.postings import list_postings, post_cadre
from app.operations.subjects import Subject
from tests.operations.offices import a_household
from tests.operations.pairings import AUTUMN, SPRING, a_cadre, a_pair, a_poor_household, lines_of

DAY = date(2026, 9, 1)


def refused(code: str) -> object:
    return pytest.raises(Problem, match=code.replace(".", r"\."))


def test_a_handover_ends_the_old_line_and_begins_the_new_one_on_the_same_day(office: Office) -> None:
    household, old = a_pair(office)
    taker = a_cadre(office, "李四", phone="13800000002")
    done = hand_over(office, [old], taker, AUTUMN, "1", "档案一册")
    new, before = list_pairings(office, household)
    assert (new.id, new.name, new.started_on, new.follows_id) == (done.pairings[0], "李四", AUTUMN, old)
    assert (before.id, before.ended_on, before.reason) == (old, AUTUMN, "1")
    assert new.answers["handed"] == "档案一册"
    assert not before.holds_on(AUTUMN) and new.holds_on(AUTUMN)
    assert pairing_gaps(office) == []


def test_a_handover_of_several_households_is_one_batch_that_undo_takes_back(office: Office) -> None:
    cadre, taker = a_cadre(office), a_cadre(office, "李四", phone="13800000002")
    pairs = [a_pair(office, name, cadre) for name in ("赵一", "钱二", "孙三")]
    done = hand_over(office, [line for _, line in pairs], taker, AUTUMN, "1")
    assert done.households == 3
    assert list_batches(office)[0].batch == done.batch
    undo_batch(office, done.batch)
    assert [lines_of(office, one) for one, _ in pairs] == [[("张三", SPRING, None)]] * 3


@pytest.mark.parametrize(
    ("on", "reason", "code"),
    [
        (SPRING, "1", "pairings.ends_too_early"),
        (date(2024, 1, 1), "1", "pairings.ends_too_early"),
        (AUTUMN, " ", "pairings.handover_reason_missing"),
        (date(2062, 9, 1), "1", "pairings.too_far_ahead"),
    ],
)
def test_a_handover_that_cannot_be_is_refused(office: Office, on: date, reason: str, code: str) -> None:
    household, old = a_pair(office)
    taker = a_cadre(office, "李四", phone="13800000002")
    with refused(code):
        hand_over(office, [old], taker, on, reason)
    assert lines_of(office, household) == [("张三", SPRING, None)]


def test_a_handover_to_the_same_cadre_or_of_an_ended_line_is_refused(office: Office) -> None:
    household, old = a_pair(office)
    same = list_pairings(office, household)[0].cadre_id
    with refused("pairings.same_cadre"):
        hand_over(office, [old], same, AUTUMN, "1")
    end_pairing(office, old, AUTUMN, "7")
    with refused("pairings.ended_already"):
        hand_over(office, [old], a_cadre(office, "李四", phone="13800000002"), AUTUMN, "1")


def test_one_household_that_cannot_be_handed_over_keeps_all_of_them(office: Office) -> None:
    cadre, taker = a_cadre(office), a_cadre(office, "李四", phone="13800000002")
    early, late = a_pair(office, "赵一", cadre), a_pair(office, "钱二", cadre, AUTUMN)
    with refused("pairings.ends_too_early"):
        hand_over(office, [early[1], late[1]], taker, AUTUMN, "1")
    assert lines_of(office, early[0]) == [("张三", SPRING, None)]


def test_two_helpers_of_one_kind_at_once_are_refused_and_of_two_kinds_not(office: Office) -> None:
    household, _ = a_pair(office)
    doctor = a_cadre(office, "李四", phone="13800000002")
    with refused("pairings.helped_already"):
        pair(office, household, doctor, "1", AUTUMN)
    pair(office, household, doctor, "3", AUTUMN)
    assert len(lines_of(office, household)) == 2


def test_a_cadre_whose_term_ended_cannot_be_paired_after_it(office: Office) -> None:
    gone = a_cadre(office, to_on=date(2026, 1, 1))
    new = a_cadre(office, "李四", phone="13800000002", from_on=date(2026, 6, 1))
    household = a_poor_household(office)
    with refused("pairings.left_already"):
        pair(office, household, gone, "1", AUTUMN)
    with refused("pairings.leaves_before"):
        pair(office, household, gone, "1", SPRING)
    with refused("pairings.not_yet_there"):
        pair(office, household, new, "1", SPRING)
    planned = a_cadre(office, "王五", phone="13800000003", to_on=date(2027, 6, 1))
    pair(office, household, planned, "1", SPRING)
    with refused("pairings.left_already"):
        hand_over(office, [list_pairings(office, household)[0].id], gone, AUTUMN, "1")


def test_a_needing_household_loses_its_helper_only_for_a_reason_that_is_kept(office: Office) -> None:
    household, line = a_pair(office)
    with refused("pairings.reason_needed"):
        end_pairing(office, line, AUTUMN, " ")
    end_pairing(office, line, AUTUMN, "户主去世，后续再定")
    (ended,) = list_pairings(office, household)
    assert (ended.ended_on, ended.reason) == (AUTUMN, "户主去世，后续再定")
    (gap,) = pairing_gaps(office)
    assert (gap.household_id, gap.state, gap.last, gap.since) == (household, "ended", "张三", AUTUMN)
    assert gap.need == "未脱贫户"


def test_a_household_that_may_go_without_is_ended_without_a_reason(office: Office) -> None:
    household = a_household(office)
    line = pair(office, household, a_cadre(office), "1", SPRING)
    end_pairing(office, line, AUTUMN, "")
    assert pairing_gaps(office) == []


def test_gaps_are_needing_households_that_nobody_in_office_helps(office: Office) -> None:
    never, (kept, _) = a_poor_household(office, "钱二"), a_pair(office)
    stable = a_household(office, name="周五")
    save_answers(office, Subject("standing", stable, 2025), {"poverty_status": "4"})
    watched = a_household(office, name="吴六")
    save_answers(office, Subject("standing", watched, 2025), {"monitor_class": "2"})
    cleared = a_household(office, name="郑七")
    save_answers(office, Subject("standing", cleared, 2025), {"monitor_class": "2", "risk_cleared": True})
    assert {gap.household_id for gap in pairing_gaps(office)} == {never, watched}
    assert {gap.household_id for gap in pairing_gaps(office, day=date(2024, 12, 31))} == set()
    correct_status(office, stable, {"standing.poverty_status": "3"}, "fell back this year", 2026)
    assert stable in {gap.household_id for gap in pairing_gaps(office)}
    assert kept not in {gap.household_id for gap in pairing_gaps(office)}


def test_a_cadre_whose_planned_end_has_come_leaves_a_gap(office: Office) -> None:
    cadre = a_cadre(office, to_on=date(2026, 12, 31))
    household, _ = a_pair(office, cadre=cadre)
    assert pairing_gaps(office) == []
    (gap,) = pairing_gaps(office, day=date(2027, 1, 1))
    assert (gap.household_id, gap.state) == (household, "left")


def test_a_village_s_user_sees_and_changes_his_own_households_only(office: Office) -> None:
    here, there = a_poor_household(office), a_poor_household(office, "钱二", village=1)
    office.user = replace(office.user, villages=(villages(office)[0].id,))
    assert [gap.household_id for gap in pairing_gaps(office)] == [here]
    assert [line.household_id for line in find_pairings(office, PairingQuery()).page()] == [here]
    with refused("office.village_not_yours"):
        pair(office, there, a_cadre(office), "1", SPRING)


def test_a_corrected_day_moves_the_other_side_of_its_handover(office: Office) -> None:
    household, old = a_pair(office)
    (new,) = hand_over(office, [old], a_cadre(office, "李四", phone="13800000002"), AUTUMN, "1").pairings
    change_pairing(office, new, {"started_on": DAY.replace(day=15)}, reason="抄错日期")
    assert lines_of(office, household) == [
        ("李四", date(2026, 9, 15), None),
        ("张三", SPRING, date(2026, 9, 15)),
    ]
    change_pairing(office, old, {"ended_on": AUTUMN, "note": "已核对"})
    assert lines_of(office, household) == [("李四", AUTUMN, None), ("张三", SPRING, AUTUMN)]
    with refused("pairings.end_apart"):
        change_pairing(office, new, {"ended_on": date(2026, 10, 1)})
    with refused("pairings.ends_too_early"):
        change_pairing(office, new, {"started_on": date(2025, 1, 1)})


def test_a_cadre_leaves_only_when_his_households_have_another(office: Office) -> None:
    cadre, taker = a_cadre(office), a_cadre(office, "李四", phone="13800000002")
    household, _ = a_pair(office, cadre=cadre)
    with refused("cadres.still_paired"):
        end_cadre(office, cadre, AUTUMN, "1")
    done = end_cadre(office, cadre, AUTUMN, "1", to=taker)
    assert done is not None and lines_of(office, household)[0] == ("李四", AUTUMN, None)
    assert {line.name for line in load_of_cadres(office)} == {"李四"}
    undo_batch(office, done.batch)
    assert lines_of(office, household) == [("张三", SPRING, None)]
    assert {line.name for line in load_of_cadres(office)} == {"李四", "张三"}


def test_a_leaving_cadre_who_cannot_be_followed_stays(office: Office) -> None:
    cadre = a_cadre(office)
    a_pair(office, cadre=cadre)
    late = a_cadre(office, "李四", phone="13800000002", from_on=date(2026, 10, 1))
    with refused("pairings.not_yet_there"):
        hand_over_cadre(office, cadre, late, AUTUMN, "1", leaves=True)
    assert all(line.to_on is None for line in load_of_cadres(office))


def test_the_load_of_a_cadre_is_judged_by_the_quota_of_his_rank(office: Office) -> None:
    chief, clerk, idle = (
        a_cadre(office, "张三", rank="1"),
        a_cadre(office, "李四", rank="4", phone="13800000002"),
        a_cadre(office, "王五", rank="4", phone="13800000003"),
    )
    a_cadre(office, "郑七", phone="13800000004")
    for number in range(4):
        a_pair(office, f"户{number}", clerk)
    a_pair(office, "赵一", chief)
    found = {line.name: (line.households, line.limit, line.standing) for line in load_of_cadres(office)}
    assert found == {
        "李四": (4, (1, 3), "over"),
        "张三": (1, (3, 6), "under"),
        "王五": (0, (1, 3), "under"),
        "郑七": (0, None, "unknown"),
    }
    assert load_of_cadres(office)[0].id == clerk
    assert idle in {line.id for line in load_of_cadres(office)}


def test_forces_name_unit_village_cadre_and_households(office: Office) -> None:
    cadre = a_cadre(office)
    household, _ = a_pair(office, cadre=cadre)
    first = a_cadre(office, "李四", "县教育局", phone="13800000002")
    post_cadre(office, first, villages(office)[1].id, {"team": "2", "started_on": SPRING})
    paired, posted = sorted(forces(office), key=lambda one: one.name, reverse=False)
    assert (paired.unit, paired.name, [one.household_id for one in paired.households], paired.kinds) == (
        "县农业农村局", "张三", [household], ("1",),
    )  # fmt: skip
    assert (posted.unit, posted.teams, posted.households) == ("县教育局", ("2",), ())
    assert forces(office, villages(office)[1].name) == [posted]
    assert forces(office, day=date(2024, 1, 1)) == []


def test_a_list_is_filtered_counted_and_paged(office: Office) -> None:
    household, line = a_pair(office)
    a_poor_household(office, "钱二")
    a_household(office, name="周五")
    every = find_pairings(office, PairingQuery())
    assert (len(every), every.helped, every.gaps) == (3, 1, 1)
    assert [one.head for one in every.page(1, 1)] == [every.page()[1].head]
    assert [one.household_id for one in find_pairings(office, PairingQuery(only="helped")).page()] == [
        household
    ]
    assert [one.head for one in find_pairings(office, PairingQuery(only="gap")).page()] == ["钱二"]
    assert [one.head for one in find_pairings(office, PairingQuery(text="农业")).page()] == ["赵一"]
    assert find_pairings(office, PairingQuery(only="helped")).pairing_ids() == [line]
    assert len(find_pairings(office, PairingQuery(day=date(2024, 1, 1), only="helped"))) == 0


def test_units_and_cadres_are_not_made_twice(office: Office) -> None:
    unit = save_unit(office, {"name": "县 水利局", "level": "4"})
    with refused("cadres.unit_twin"):
        save_unit(office, {"name": "县水利局"})
    cadre = a_cadre(office, unit="县水利局")
    with refused("cadres.twin"):
        a_cadre(office, unit="县教育局")
    with refused("cadres.unnamed"):
        save_cadre(office, {"name": "  "})
    save_cadre(office, {"post": "科长"}, "", cadre=cadre)
    assert {line.id: (line.name, line.cadres) for line in list_units(office)} == {unit: ("县水利局", 0)}


def test_a_cadre_is_named_by_name_telephone_or_both(office: Office) -> None:
    one = a_cadre(office)
    other = a_cadre(office, phone="13800000002")
    assert cadre_named(office, "13800000001") == one
    assert cadre_named(office, "张三 13800000002") == other
    with refused("cadres.several_named"):
        cadre_named(office, "张三")
    with refused("cadres.nobody_named"):
        cadre_named(office, "李四")
    with refused("cadres.nobody_named"):
        cadre_named(office, " ")


def test_a_posting_is_kept_once_and_within_the_term_of_office(office: Office) -> None:
    cadre, village = a_cadre(office, to_on=date(2026, 1, 1)), villages(office)[0].id
    post_cadre(office, cadre, village, {"team": "1", "started_on": SPRING})
    with refused("cadres.posted_already"):
        post_cadre(office, cadre, village, {"team": "1", "started_on": date(2025, 6, 1)})
    with refused("cadres.left_already"):
        post_cadre(office, cadre, village, {"team": "3", "started_on": AUTUMN})
    with refused("cadres.team_missing"):
        post_cadre(office, cadre, village, {"started_on": SPRING})
    with refused("cadres.posting_backwards"):
        post_cadre(office, cadre, village, {"team": "3", "started_on": SPRING, "ended_on": SPRING})
    assert [(line.name, line.village) for line in list_postings(office, village)] == [
        ("张三", villages(office)[0].name)
    ]
