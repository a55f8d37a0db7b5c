"""The search box over an office: what a hit says, numbers and places, and how soon a change is found."""

from datetime import date
from pathlib import Path

import pytest

from app.operations.batches import list_batches, undo_batch
from app.operations.dossiers import dossier
from app.operations.edits import save_answers
from app.operations.families import add_member, close_household, end_membership
from app.operations.offices import Clerk, Office
from app.operations.places import villages
from app.operations.searches import find, prepare
from app.operations.subjects import Subject
from tests.operations.offices import a_household, a_person, an_office
from tests.operations.searches import an_office_of, names

NUMBER = "990000195001011230"


def test_heads_come_before_members_yet_leave_them_room(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, *[(f"王{one}", f"王小{one}") for one in "军伟强平勇涛"])
    found = find(office, "王", limit=6)
    assert [hit.kind for hit in found.hits] == ["head"] * 3 + ["member"] * 3
    assert found.count == 12


def test_a_hit_says_who_where_and_what_was_meant(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, name="赵德厚", code="510812103002207", group_name="三组")
    child = add_member(office, household, a_person("赵小萌", relation="08"))
    (hit,) = find(office, "xm").hits
    village = villages(office)[0].name
    assert (hit.household_id, hit.person_id, hit.name, hit.head_name) == (
        household,
        child,
        "赵小萌",
        "赵德厚",
    )
    assert (hit.place, hit.household_code_tail, hit.size) == (f"{village}三组", "2207", 2)
    assert hit.relation == office.forms.codes["relation"].name("08")
    assert hit.why.spans == ((1, 3),)
    assert hit.sounds == (("zhào", 0), ("xiǎo", 1), ("méng", 1))


def test_the_spans_of_a_dotted_name_reach_over_the_dot(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("阿依古丽·买买提",))
    assert find(office, "丽买").hits[0].why.spans == ((3, 6),)


def test_numbers_are_found_by_their_end_telephones_by_any_part(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    household = a_household(office, name="赵德厚", number=NUMBER, code="510812103002207", phone="15400123456")
    by: dict[str, tuple[str, ...]] = {
        "id_number": ("230", "1230", NUMBER, "195001", "19500101"),
        "code": ("207", "510812103002207"),
        "phone": ("0012", "456", "154-0012-3456"),
    }
    for part, texts in by.items():
        assert [[hit.why.by for hit in find(office, typed).hits] for typed in texts] == [[part]] * len(texts)
    assert find(office, "207").hits[0].household_id == household
    assert find(office, "23").hits == ()


def test_the_closing_x_of_an_id_number_may_be_small(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="赵德厚", number="11010519491231002X")
    assert names(office, "02x") == names(office, "11010519491231002x") == ["赵德厚"]


def test_a_place_is_found_with_its_households(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    first, second = villages(office)[:2]
    a_household(office, name="赵德厚", group_name="三组", address=f"{first.name}张家院子")
    a_household(office, village=1, name="王芳")
    found = find(office, first.name)
    assert [(place.name, place.households) for place in found.places] == [
        (first.name, 1),
        (f"{first.name}张家院子", 1),
    ]
    assert [(hit.kind, hit.name) for hit in found.hits] == [("place", "赵德厚")]
    assert names(office, "张家院") == names(office, f"{first.name}三组") == ["赵德厚"]
    assert find(office, second.name).places[0].division_id == second.id


def test_an_edit_a_birth_and_a_departure_are_found_at_once(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("李强", "张秀梅"))
    (hit,) = find(office, "zxm").hits
    save_answers(office, Subject("person", hit.person_id), {"name": "张晓敏"})
    assert names(office, "秀梅") == []
    assert names(office, "zxm") == ["张晓敏"]
    add_member(office, hit.household_id, a_person("李子萌", relation="08"))
    assert names(office, "lzm") == ["李子萌"]
    page = dossier(office, hit.household_id)
    assert page is not None
    gone = next(member for member in page.members if member.name == "张晓敏")
    end_membership(office, hit.household_id, gone.membership_id, date(2026, 3, 1), "1")
    assert find(office, "zxm").count == 0


def test_a_large_change_makes_the_index_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = an_office_of(tmp_path, ("李强",))
    prepare(office)
    monkeypatch.setattr("app.operations.searches.updates.MOST_CHANGES", 3)
    for name in ("王一", "王二", "王三"):
        a_household(office, name=name)
    assert names(office, "王") == ["王一", "王二", "王三"]


def test_an_undone_batch_is_no_longer_found(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("李强",))
    prepare(office)
    with office.archive.work("clerk", at=office.clock(), batch="b1") as work:
        home = work.create("household", {"division_id": villages(office)[0].id, "code": "77"})
        person = work.create("person", {"name": "周明"}, about=home)
        work.create("membership", {"household_id": home, "person_id": person, "relation": "01"})
    assert names(office, "zm") == ["周明"]
    undo_batch(office, list_batches(office)[0].batch)
    assert names(office, "zm") == []


def test_a_clerk_finds_only_the_villages_that_are_his(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("李强",))
    a_household(office, village=1, name="王芳", phone="15400123456")
    mine = Clerk("u", "u", "", "enter", (villages(office)[0].id,))
    narrow = Office(office.archive, office.forms, office.folder, mine, office.clock)
    assert names(narrow, "李强") == ["李强"]
    assert [names(narrow, typed) for typed in ("王芳", "wf", "0012", villages(office)[1].name)] == [[]] * 4


def test_a_closed_household_is_still_found_by_its_last_head(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("李强",))
    (hit,) = find(office, "李强").hits
    close_household(office, hit.household_id, date(2026, 5, 1), "1")
    (again,) = find(office, "李强").hits
    assert again.closed


def test_whatever_is_typed_the_search_answers(tmp_path: Path) -> None:
    office = an_office_of(tmp_path, ("李强",))
    strange = (
        "",
        " ",
        "·",
        "\n",
        "%",
        "_",
        "'; DROP TABLE person",
        "[a-z]*",
        "(",
        "😀",
        "a" * 300,
        "1" * 300,
    )
    assert [find(office, typed).hits for typed in strange] == [()] * len(strange)
