"""A department's list against the archive: whom its rows mean, and what differs."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.crosschecks.comparing import CrossCheckAsked, cross_check
from app.operations.families import end_membership
from app.operations.offices import Office
from tests.imports.rosters import number
from tests.operations.crosschecks.lists import (
    HERE,
    OTHER,
    YEAR,
    a_list,
    compared,
    fares,
    listed,
    person_of,
    somebody,
    stands,
    told,
)
from tests.operations.offices import MONDAY


def test_who_is_listed_and_who_is_not_differ_from_what_the_archive_says(office: Office, tmp_path: Path):
    """Listed and archive no, listed and archive blank, listed and archive yes, archive yes and not listed."""
    wrong, blank, right, gone = (somebody(office, at, name) for at, name in enumerate("甲乙丙丁", 1))
    fares(office, wrong, dibao=False)
    fares(office, right, dibao=True)
    fares(office, gone, dibao=True)
    path = a_list(tmp_path, [listed("甲", 1), listed("乙", 2), listed("丙", 3)], title="农村低保名单")
    done = compared(office, path)
    assert told(done.compared.differences) == {
        ("甲", "listed", "differs"),
        ("乙", "listed", "blank"),
        ("丁", "listed", "unlisted"),
    }
    assert (done.counts()["rows"], done.counts()["matched"]) == (3, 3)
    assert blank


def test_a_list_that_is_not_whole_says_nothing_of_who_is_not_on_it(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=True)
    somebody(office, 2, "乙")
    path = a_list(tmp_path, [listed("乙", 2)])
    assert told(compared(office, path, whole=False).compared.differences) == {("乙", "listed", "blank")}


def test_an_old_number_and_a_small_x_mean_the_same_person(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=False)
    old = number(1)
    rows = [listed("甲") | {"身份证号码": f"{old[:6]}{old[8:17]}"}]
    assert told(compared(office, a_list(tmp_path, rows)).compared.differences) == {
        ("甲", "listed", "differs")
    }


def test_a_damaged_number_is_said_and_at_most_a_guess_by_name_and_village(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    rows = [
        listed("甲") | {"身份证号码": 990000197001010000.0},
        listed("甲", None, OTHER),
        listed("无名氏", None),
    ]
    done = compared(office, a_list(tmp_path, rows))
    (guess,) = done.compared.guesses
    assert (guess.name, guess.damaged, [one.id for one in guess.fitting]) == (
        "甲",
        True,
        [person_of(office, home)],
    )
    assert [one.name for one in done.compared.strangers] == ["甲", "无名氏"]
    assert done.compared.differences == [] and done.counts()["damaged"] == 1


def test_a_guess_counts_only_when_a_person_accepts_it(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    fares(office, home, dibao=False)
    path = a_list(tmp_path, [listed("甲", None)])
    (guess,) = compared(office, path).compared.guesses
    done = compared(office, path, accepted={guess.spot: guess.fitting[0].id})
    assert told(done.compared.differences) == {("甲", "listed", "differs")}
    assert done.compared.accepted == 1 and done.compared.guesses == []


def test_two_of_one_name_in_a_village_are_both_told_and_neither_is_called_absent(
    office: Office, tmp_path: Path
):
    for serial in (1, 2):
        fares(office, somebody(office, serial, "甲"), dibao=True)
    done = compared(office, a_list(tmp_path, [listed("甲", None)]))
    assert len(done.compared.guesses[0].fitting) == 2
    assert done.compared.differences == []


def test_who_has_no_number_here_is_a_guess_and_gets_the_lists_number_when_accepted(
    office: Office, tmp_path: Path
):
    home = somebody(office, 1, "甲", known=False)
    path = a_list(tmp_path, [listed("甲", 7)])
    (guess,) = compared(office, path).compared.guesses
    done = compared(office, path, accepted={guess.spot: person_of(office, home)})
    assert ("甲", "number", "blank") in told(done.compared.differences)


def test_another_name_under_one_number_is_a_difference(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=True)
    done = compared(office, a_list(tmp_path, [listed("贾", 1)]))
    assert told(done.compared.differences) == {("甲", "name", "differs")}


def test_who_left_and_is_still_listed_is_told(office: Office, tmp_path: Path):
    home = somebody(office, 1, "甲")
    ((membership,),) = office.archive.read("SELECT id FROM membership WHERE household_id = ?", (home,))
    end_membership(office, home, membership, MONDAY.date(), "1")
    done = compared(office, a_list(tmp_path, [listed("甲", 1)]))
    assert told(done.compared.differences) == {("甲", "gone", "gone")}


def test_rows_that_say_they_do_not_count_and_rows_of_other_places_are_counted_apart(
    office: Office, tmp_path: Path
):
    somebody(office, 1, "甲")
    rows = [
        listed("甲", 1, 保障状态="停发", 乡镇="曾家镇"),
        listed("远", 9, "远村", 保障状态="正常", 乡镇="远乡"),
    ]
    found = compared(office, a_list(tmp_path, rows)).compared
    assert (found.left_out, found.outside, found.differences) == (1, 1, [])


def test_a_car_in_an_ordinary_household_is_nobodys_doubt_and_in_a_poor_one_it_is(
    office: Office, tmp_path: Path
):
    somebody(office, 1, "甲")
    stands(office, somebody(office, 2, "乙"), attribute="05")
    stands(office, somebody(office, 3, "丙"), attribute="05")
    rows = [
        {"所有人": "甲", "所有人身份证号": number(1), "车辆类型": "小型轿车"},
        {"所有人": "乙", "所有人身份证号": number(2), "车辆类型": "小型轿车"},
        {"所有人": "乙", "所有人身份证号": number(2), "车辆类型": "小型越野客车"},
        {"所有人": "丙", "所有人身份证号": number(3), "车辆类型": "普通二轮摩托车"},
    ]
    found = compared(office, a_list(tmp_path, rows), "vehicles").compared
    assert told(found.differences) == {("乙", "car", "blank")}
    assert (found.left_out, found.repeated) == (1, 1)


@pytest.mark.parametrize(("second", "reached"), [(3999.99, False), (4000, True), (4000.01, True)])
def test_self_paid_amounts_of_a_household_are_added_up_to_the_line(
    office: Office, tmp_path: Path, second: float, reached: bool
):
    somebody(office, 1, "甲")
    rows = [listed("甲", 1, 合规自付费用=6000), listed("甲", 1, 合规自付费用=second)]
    found = compared(office, a_list(tmp_path, rows), "self-paid").compared.differences
    assert [one.check for one in found] == (["much"] if reached else [])
    if reached:
        assert found[0].path == "" and Decimal(found[0].value or 0) == Decimal(str(6000 + second)) * 100


def test_a_column_says_the_grade_of_a_house(office: Office, tmp_path: Path):
    somebody(office, 1, "甲")
    rows = [{"户主姓名": "甲", "户主身份证号": number(1), "鉴定等级": "C级"}]
    (found,) = compared(office, a_list(tmp_path, rows), "housing").compared.differences
    assert (found.path, found.was, found.value) == ("conditions.danger_grade", None, "C")


def test_who_has_a_card_is_not_healthy_and_keeps_his_other_illnesses(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), health=("1",))
    fares(office, somebody(office, 2, "乙"), health=("2",))
    rows = [
        listed("甲", 1, 残疾类别="肢体残疾", 残疾等级="二级"),
        listed("乙", 2, 残疾类别="肢体", 残疾等级="二级"),
    ]
    found = compared(office, a_list(tmp_path, rows), "disability").compared.differences
    assert {(one.who.name, one.value) for one in found if one.check == "health"} == {
        ("甲", "4"),
        ("乙", "2,4"),
    }


def test_who_should_be_in_the_national_system_and_is_not_is_told(office: Office, tmp_path: Path):
    stands(office, somebody(office, 1, "甲"), attribute="05")
    stands(office, somebody(office, 2, "乙"), attribute="05")
    somebody(office, 3, "丙")
    done = compared(office, a_list(tmp_path, [listed("乙", 2)]), "look-back")
    assert told(done.compared.differences) == {("甲", "expected", "absent")}


def test_a_heading_the_profile_does_not_know_is_taken_when_it_is_named(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=False)
    path = a_list(tmp_path, [{"享受对象": "甲", "号": number(1), "村": HERE}])
    with pytest.raises(Problem, match=r"crosscheck\.nobody_named") as refused:
        compared(office, path)
    assert "享受对象" in str(refused.value)
    done = compared(office, path, columns={"享受对象": "name", "号": "number"})
    assert told(done.compared.differences) == {("甲", "listed", "differs")}


def test_a_text_file_of_an_old_system_reads_the_same(office: Office, tmp_path: Path):
    fares(office, somebody(office, 1, "甲"), dibao=False)
    path = tmp_path / "list.csv"
    path.write_bytes(f'姓名,身份证号码,村\n甲,="{number(1)}",石鹰村\n'.encode("gbk"))
    assert told(compared(office, path).compared.differences) == {("甲", "listed", "differs")}


def test_an_unknown_profile_names_those_there_are(office: Office, tmp_path: Path):
    path = a_list(tmp_path, [listed("甲", 1)])
    with pytest.raises(Problem, match=r"crosscheck\.no_profile") as refused:
        cross_check(office, CrossCheckAsked((path,), "unheard", year=YEAR))
    assert "dibao" in str(refused.value)
