"""A place's own wording of a kind: the nearest holds, new drafts take it, nothing the program fills is lost."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.documents.previews import Preview
from app.errors import Problem
from app.operations.answering import Refused
from app.operations.notices.drafting import approve_notice, draft_notice, edit_notice
from app.operations.notices.examples import try_wording
from app.operations.notices.posting import post_notice
from app.operations.notices.stored import notice_kinds, read_notice
from app.operations.notices.wordings import (
    clear_wording,
    places_above,
    set_wording,
    wording_for,
    wording_history,
    wordings_of,
)
from app.operations.offices import Office
from app.operations.places import villages
from app.rules.notices import NoticeKind, load_notices
from tests.operations.public.batches import an_office_with_twelve, to_the_notice

KIND = "monitor-in"


def the_kind(office: Office) -> NoticeKind:
    """The kind the cases of these tests wait for."""
    return notice_kinds(office)[KIND]


def own_text(office: Office, said: str) -> str:
    """A wording of one's own that keeps every gap."""
    return the_kind(office).wording + said


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    """What it was refused for."""
    return [one.code for one in refused.value.issues]


def test_without_own_wording_the_forms_hold(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    now = wording_for(office, KIND)
    assert (now.own, now.title, now.wording) == (False, the_kind(office).title, the_kind(office).wording)
    assert {one.kind.key for one in wordings_of(office)} == set(notice_kinds(office))


def test_the_nearest_place_holds(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    first, second = (one.id for one in villages(office)[:2])
    county = places_above(office)[-1]
    assert county.level == "county"
    for place, said in ((county.id, "county"), (None, "township"), (first, "village")):
        set_wording(office, KIND, place, wording=own_text(office, said))
    assert wording_for(office, KIND, first).wording.endswith("village")
    assert wording_for(office, KIND, second).wording.endswith("township")
    clear_wording(office, KIND)
    assert wording_for(office, KIND, second).wording.endswith("county")
    assert clear_wording(office, KIND, county.id).own is False
    assert wording_for(office, KIND, first).wording.endswith("village")


def test_what_is_not_said_stays(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    row = set_wording(office, KIND, title="T")
    assert set_wording(office, KIND, wording=own_text(office, "x")) == row
    now = wording_for(office, KIND)
    assert (now.title, now.wording.endswith("x"), now.own) == ("T", True, True)


def test_a_new_draft_takes_it_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    before = draft_notice(office, to_the_notice(office, homes[:2]))
    set_wording(office, KIND, title="T", wording=own_text(office, "x"))
    after = draft_notice(office, to_the_notice(office, homes[2:4]))
    assert read_notice(office, before).text("title") == the_kind(office).title
    assert read_notice(office, after).text("title") == "T"
    assert read_notice(office, after).text("wording").endswith("x")


def test_a_lost_gap_is_named_and_nothing_is_kept(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    with pytest.raises(Refused) as refused:
        set_wording(
            office, KIND, wording=the_kind(office).wording.replace("{begins}", "").replace("{days}", "5")
        )
    assert codes(refused) == ["wordings.gap_missing"] * 2
    assert "{begins}" in str(refused.value.values["reasons"]) and "公示起" in str(
        refused.value.values["reasons"]
    )
    assert not wording_for(office, KIND).own


def test_every_change_stands_in_the_history(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    set_wording(office, KIND, title="A")
    set_wording(office, KIND, title="B")
    set_wording(office, "payment", villages(office)[0].id, title="{scheme}")
    clear_wording(office, KIND)
    told = [(one.action, one.title) for one in wording_history(office, KIND)]
    assert told == [("delete", ""), ("update", "B"), ("create", "A")]
    assert wording_history(office, "payment") == []


def test_who_may_not_approve_words_nothing(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    clerk = replace(office, user=replace(office.user, role="enter"))
    with pytest.raises(Problem, match=r"office\.role_too_small"):
        set_wording(clerk, KIND, title="A")
    bound = replace(office, user=replace(office.user, villages=(villages(office)[1].id,)))
    with pytest.raises(Problem, match=r"office\.village_not_yours"):
        set_wording(bound, KIND, title="A")
    set_wording(bound, KIND, villages(office)[1].id, title="A")


def test_a_kind_nobody_knows_is_refused(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    with pytest.raises(Problem, match=r"wordings\.unknown_kind"):
        wording_for(office, "no-such")
    with pytest.raises(Problem, match=r"wordings\.none_own"):
        clear_wording(office, KIND)


def test_a_letter_number_is_kept_as_the_standard_has_it(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes[:2]))
    edit_notice(office, notice, letter="云岭镇发(2026)第05号")
    assert read_notice(office, notice).text("letter") == "云岭镇发〔2026〕5号"
    other = draft_notice(office, to_the_notice(office, homes[2:4]))
    with pytest.raises(Refused) as refused:
        edit_notice(office, other, letter="云岭镇发〔2026〕5号")
    assert codes(refused) == ["wordings.letter_taken"]


def test_a_letter_number_may_come_until_it_is_posted(tmp_path: Path) -> None:
    office, homes = an_office_with_twelve(tmp_path)
    notice = draft_notice(office, to_the_notice(office, homes))
    approve_notice(office, notice)
    with pytest.raises(Problem, match=r"notices\.no_draft"):
        edit_notice(office, notice, title="A")
    edit_notice(office, notice, letter="云岭镇发〔2026〕6号")
    post_notice(office, notice, "board", office.clock().date())
    with pytest.raises(Problem, match=r"wordings\.letter_late"):
        edit_notice(office, notice, letter="云岭镇发〔2026〕7号")


@pytest.mark.parametrize("kind", sorted(load_notices(Path(__file__).parents[3] / "forms")))
def test_every_kind_as_it_ships_can_be_looked_at_before_any_notice(tmp_path: Path, kind: str) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    own = wording_for(office, kind)
    tried = try_wording(office, kind, places_above(office)[-1].id, own.title, own.wording)
    assert tried.clean, (tried.refused, tried.found, tried.issues)
    with Preview(tried.pdf) as pdf:
        assert "{" not in pdf.text(0)


def test_what_a_wording_must_not_say_is_found_before_any_notice(tmp_path: Path) -> None:
    office, _ = an_office_with_twelve(tmp_path)
    place = villages(office)[0].id
    tried = try_wording(office, KIND, place, "T", own_text(office, "\n13812345678"))
    assert not tried.clean and [(one.part, one.number) for one in tried.found] == [("text", 3)]
    (first, *_) = try_wording(office, KIND, place, "", "{x}").issues
    assert first.code == "wordings.empty_title"
