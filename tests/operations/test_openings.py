"""Making an office and coming in."""

import json
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.dossiers import Choice
from app.operations.doubt_lists import doubt_list
from app.operations.drafts import drop_draft, keep_draft, list_drafts, read_draft
from app.operations.finding import household_named, village_named
from app.operations.home import home
from app.operations.offices import Clerk
from app.operations.openings import NewOffice, create_office, password_fault, sign_in, users_of
from app.operations.places import divisions, place_of, township, village_counts, villages
from app.operations.users import add_user, close_user
from app.operations.years import known_years, open_year, working_year
from tests.operations.offices import MONDAY, PASSWORD, TOWN, a_household, an_office

NUMBER = "11010519491231002X"


def test_a_wrong_password_and_an_unknown_user_are_told_alike(tmp_path: Path) -> None:
    folder = an_office(tmp_path).folder
    for name, password in (("clerk", "wrong"), ("nobody", PASSWORD), ("clerk", "")):
        with pytest.raises(Problem) as refused:
            sign_in(folder, name, password)
        assert refused.value.code == "storage.wrong_password"


def test_a_closed_user_does_not_come_in_nor_stand_on_the_sign_in_page(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    chen = add_user(office, "chen", "Chen Hua", PASSWORD, "enter")
    assert {one.name for one in users_of(office.folder)} == {"clerk", "chen"}
    close_user(office, chen)
    assert [one.name for one in users_of(office.folder)] == ["clerk"]
    with pytest.raises(Problem):
        sign_in(office.folder, "chen", PASSWORD)


def test_an_office_is_not_made_twice_nor_at_an_unknown_place(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    with pytest.raises(Problem) as refused:
        create_office(office.folder, NewOffice("Second", "clerk", "", PASSWORD, TOWN))
    assert refused.value.code == "office.exists"
    with pytest.raises(Problem):
        create_office(tmp_path / "other", NewOffice("Other", "clerk", "", PASSWORD, "000000000"))


def test_a_place_nobody_listed_is_typed(tmp_path: Path) -> None:
    names = ("Province", "City", "County", "Town")
    office, _ = create_office(tmp_path / "office", NewOffice("Town", "clerk", "", PASSWORD, names))
    town = township(office)
    assert town is not None and town.name == "Town"
    place = place_of(divisions(office), town.id)
    assert (place.province, place.city, place.county, place.township) == names
    assert villages(office) == []


def test_the_settings_beside_the_archive_hold_nothing_of_its_content(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office, name="Ouyang", number=NUMBER, phone="13900000000")
    keep_draft(office, "household:1", {"phone": "13911111111"})
    office.close()
    settings = (office.folder / "settings.json").read_text("utf-8")
    assert json.loads(settings).keys() == {"people", "office"}
    told = [word.encode() for word in ("Ouyang", NUMBER, "1390000", "1391111", PASSWORD)]
    for path in office.folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert [word for word in told if word in content] == []


def test_weak_passwords_are_named(tmp_path: Path) -> None:
    assert password_fault("short") == "office.password_short"
    assert password_fault("12345678") == password_fault("aaaaaaaab") == "office.password_simple"
    assert password_fault(PASSWORD) is None


def test_a_draft_is_its_writers_alone_and_survives_the_power_cut(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    keep_draft(office, "household:1", {"phone": "1"})
    keep_draft(office, "household:1", {"phone": "2"})
    again = sign_in(office.folder, "clerk", PASSWORD, clock=lambda: MONDAY)
    assert read_draft(again, "household:1") == {"phone": "2"}
    again.user = Clerk("x", "chen", "", "enter")
    assert read_draft(again, "household:1") == {} and list_drafts(again) == []
    drop_draft(office, "household:1")
    keep_draft(office, "household:2", {})
    assert list_drafts(office) == []
    again.close()


def test_households_and_villages_are_found_by_what_people_call_them(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    one = a_household(office, number=NUMBER, code="510")
    a_household(office, name="Wang", code="7")
    a_household(office, name="Li", code="7")
    assert {household_named(office, name) for name in (one, "510", NUMBER, f" {NUMBER.lower()} ")} == {one}
    with pytest.raises(Problem) as several:
        household_named(office, "7")
    assert several.value.code == "finding.several_households"
    village = villages(office)[0]
    for name in (village.code, village.id, village.name, village.full_name):
        assert village_named(office, name) == village
    assert village_named(office, None) is None
    for name in ("", "nowhere"):
        with pytest.raises(Problem):
            village_named(office, name)


def test_the_village_tree_counts_open_households_by_group(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    for group in ("1", "2", "2"):
        a_household(office, village=1, group_name=group)
    first, second, *_ = village_counts(office)
    assert (first.households, first.groups) == (0, ())
    assert (second.households, second.groups) == (3, (("1", 1), ("2", 2)))


def test_the_desk_counts_and_says_what_there_is_to_do(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    empty = home(office, doubt_list(office))
    assert (empty.figures.households, empty.figures.doubts) == (0, 0)
    assert [task.kind for task in empty.tasks] == ["backup"]
    household = a_household(office, name="Zhao")
    a_household(office, village=1)
    keep_draft(office, f"household:{household}", {"phone": "1"})
    desk = home(office, doubt_list(office))
    assert (desk.figures.households, desk.figures.persons) == (2, 2)
    assert {"backup", "draft", "lacking"} <= {task.kind for task in desk.tasks}
    assert next(task for task in desk.tasks if task.kind == "draft").values == {"head": "Zhao"}
    office.user = Clerk("x", "chen", "", "enter", (villages(office)[1].id,))
    office.kept.clear()
    assert home(office, doubt_list(office)).figures.households == 1


def test_a_new_year_is_opened_once_and_taken_back_as_one(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    a_household(office)
    a_household(office)
    assert working_year(office) == 2026
    batch, made = open_year(office, 2026, Choice())
    assert made == 2 and known_years(office) == [2026, 2025]
    assert open_year(office, 2026, Choice())[1] == 0
    from app.operations.batches import list_batches, undo_batch

    undo_batch(office, batch)
    assert known_years(office) == [2025]
    assert len(list_batches(office)) == 2
