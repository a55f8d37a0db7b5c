"""Builders: a village's households about to be watched, and a case of theirs at any step."""

from datetime import date, timedelta
from pathlib import Path

from app.operations.cases.meetings import record_meeting
from app.operations.cases.opening import open_case
from app.operations.cases.walking import walk
from app.operations.notices.drafting import approve_notice, draft_notice
from app.operations.notices.posting import post_notice
from app.operations.offices import Office
from app.operations.places import villages
from app.rules.meetings import Votes
from tests.operations.offices import MONDAY, a_household, an_office

OCTOBER = date(2026, 10, 5)
HEADS = (
    "王强",
    "李芳",
    "王强",
    "阿依古丽·买买提江",
    "丁一",
    "赵云",
    "钱多",
    "孙立",
    "周全",
    "吴用",
    "郑重",
    "冯唐",
)


def an_office_with_twelve(folder: Path) -> tuple[Office, list[str]]:
    """An office whose first village has twelve households, two of them headed by a 王强."""
    office = an_office(folder)
    homes = [a_household(office, name=name, group_name=f"{at % 3 + 1}组") for at, name in enumerate(HEADS)]
    return office, homes


def an_open_case(office: Office, homes: list[str], procedure: str = "monitor-in-qinan") -> str:
    """A case to watch these households, opened on 5 October."""
    asked = {home: {"standing.monitor_class": "3"} for home in homes}
    return open_case(office, procedure, villages(office)[0].id, homes, asked=asked, on=OCTOBER).id


def a_meeting(
    office: Office, case: str, homes: list[str], *, on: date, present: int = 24, against: int = 0
) -> str:
    """A valid meeting of thirty: everybody present agrees but `against`."""
    answers = {"kind": "1", "held_on": on, "place": "村委会", "chair": "李书记", "recorder": "张文书", "entitled": 30,
               "present": present}  # fmt: skip
    return record_meeting(
        office, case, answers, {home: Votes(present - against, against, 0) for home in homes}
    )


def to_the_notice(office: Office, homes: list[str], procedure: str = "monitor-in-qinan") -> str:
    """A case whose meeting was held on 8 October: the notice is next."""
    case = an_open_case(office, homes, procedure)
    walk(office, case, "户主", OCTOBER)
    walk(office, case, "工作队", OCTOBER + timedelta(days=2))
    a_meeting(office, case, homes, on=OCTOBER + timedelta(days=3))
    walk(office, case, "村委会", OCTOBER + timedelta(days=3))
    return case


def a_posted_notice(office: Office, case: str, on: date) -> str:
    """Its notice, approved and posted."""
    notice = draft_notice(office, case)
    approve_notice(office, notice)
    post_notice(office, notice, "村务公开栏", on)
    return notice


TODAY = MONDAY.date()
