"""A month of deadlines: what of cases and notices falls on which day, and which days are off."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from app.operations.cases.opening import drop_case
from app.operations.cases.walking import send_back, walk
from app.operations.notices.calendar import CalendarEvent, month_view
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import end_notice, take_down
from app.operations.offices import Office
from tests.operations.offices import MONDAY
from tests.operations.public.batches import (
    OCTOBER,
    TODAY,
    a_posted_notice,
    an_office_with_twelve,
    to_the_notice,
)

FIRST, LAST = date(2026, 9, 28), date(2026, 11, 30)


def told(office: Office) -> dict[str, CalendarEvent]:
    """What falls on the days, by what it is."""
    return {one.what: one for one in month_view(office, FIRST, LAST).events}


def test_a_draft_that_is_approved_is_to_be_posted_today(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes)
    assert told(office)["meeting"].on == OCTOBER + timedelta(days=3)
    approve_notice(office, draft_notice(office, case))
    assert told(office)["to_post"].on == TODAY
    assert told(office)["to_post"].place == {"case": case}


def test_a_posted_notice_ends_and_comes_down_on_the_day_after(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    notice = a_posted_notice(office, to_the_notice(office, homes), TODAY)
    found = told(office)
    assert found["posted"].done and found["posted"].on == TODAY
    assert found["ends"].on == TODAY + timedelta(days=5) and not found["ends"].done
    assert found["take_down"].on == TODAY + timedelta(days=6) and not found["take_down"].late
    later = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    assert told(later)["ends"].done and told(later)["take_down"].late
    end_notice(later, notice)
    take_down(later, notice, TODAY + timedelta(days=7))
    assert "take_down" not in told(later)


def test_holidays_and_weekends_are_off_and_a_weekend_at_work_is_not(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    view = month_view(office, FIRST, LAST)
    assert view.known
    assert {date(2026, 10, 1), date(2026, 10, 7), date(2026, 11, 1)} <= view.off
    assert date(2026, 10, 10) not in view.off  # a Saturday at work after the holidays
    assert date(2026, 11, 2) not in view.off


def test_a_year_without_its_holidays_knows_its_weekends(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    view = month_view(office, date(2031, 1, 1), date(2031, 1, 31))
    assert not view.known
    assert date(2031, 1, 4) in view.off and date(2031, 1, 1) not in view.off


def test_a_case_sent_back_and_finished_stands_on_its_days(tmp_path: Path):
    office, homes = an_office_with_twelve(tmp_path)
    case = to_the_notice(office, homes[:2])
    notice = a_posted_notice(office, case, TODAY)
    later = replace(office, clock=lambda: MONDAY + timedelta(days=7))
    end_notice(later, notice)
    walk(later, case, "村委会")
    send_back(later, case, "乡镇", "缺签字")
    found = told(later)["returned"]
    assert (found.on, found.done, found.place) == (TODAY + timedelta(days=7), True, {"case": case})
    drop_case(later, case, "撤回")
    assert told(later)["dropped"].on == TODAY + timedelta(days=7)
