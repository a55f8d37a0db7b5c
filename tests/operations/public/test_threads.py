"""A case as a reader sees it: what followed from what, the same from both ends."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.operations.cases.walking import send_back, walk
from app.operations.notices.posting import answer_objection, end_notice, record_objection
from app.operations.offices import Office
from app.operations.threads import Thread, thread_of
from tests.operations.offices import MONDAY
from tests.operations.public.batches import (
    TODAY,
    a_posted_notice,
    an_office_with_twelve,
    an_open_case,
    to_the_notice,
)


def kinds_linked(thread: Thread, kind: str) -> list[str]:
    """What the first entry of a kind is linked with, by kind."""
    entry = next(one for one in thread.entries if one.kind == kind)
    return [thread.entry(key).kind for key in entry.links]  # type: ignore[union-attr]


def decided(tmp_path: Path) -> tuple[Office, str, list[str]]:
    """A case with a meeting, a notice with an objection that was answered, and the township's word."""
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    notice = a_posted_notice(office, case, TODAY)
    objection = record_objection(
        office, notice, {"received_on": TODAY, "way": "1", "what": "家里有车"}, homes[1]
    )
    answer_objection(office, objection, investigator="张文书", found="属实", upheld=True)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    end_notice(office, notice)
    walk(office, case, "村委会")
    walk(office, case, "镇政府", opinion="同意")
    return office, case, homes


def test_meeting_notice_objection_and_decision_lead_to_one_another(tmp_path: Path):
    office, case, _ = decided(tmp_path)
    thread = thread_of(office, case)
    kinds = [one.kind for one in thread.entries]
    assert kinds == ["step", "step", "meeting", "notice", "objection", "decision"]
    assert kinds_linked(thread, "meeting") == ["notice"]
    assert kinds_linked(thread, "notice") == ["meeting", "objection", "decision"]
    assert kinds_linked(thread, "objection") == ["notice", "decision"]
    assert kinds_linked(thread, "decision") == ["notice", "objection"]


def test_every_link_leads_back(tmp_path: Path):
    office, case, _ = decided(tmp_path)
    thread = thread_of(office, case)
    for one in thread.entries:
        for key in one.links:
            other = thread.entry(key)
            assert other is not None and one.key in other.links


def test_a_meeting_says_how_it_voted_on_each(tmp_path: Path):
    office, case, homes = decided(tmp_path)
    (meeting,) = [one for one in thread_of(office, case).entries if one.kind == "meeting"]
    assert meeting.conclusions == dict.fromkeys(homes, "passed")


def test_what_was_sent_back_is_a_decision_and_the_next_notice_follows_from_it(tmp_path: Path):
    office, case, _ = decided(tmp_path)
    send_back(office, case, "县乡村振兴局", "缺比对结果")
    last = thread_of(office, case).entries[-1]
    assert last.kind == "decision" and last.walked is not None and last.walked.outcome == "returned"


def test_a_case_that_only_began_has_nothing_but_its_steps(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    assert thread_of(office, an_open_case(office, homes)).entries == ()
