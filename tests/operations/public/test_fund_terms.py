"""Money is announced within 15 working days of its allocation; a line is corrected or taken out with a reason."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.cases.opening import drop_case
from app.operations.fund_terms import announce_by, funds_due, payment_due
from app.operations.home_public import public_tasks
from app.operations.notices.calendar import month_view
from app.operations.offices import Office
from app.operations.payment_lines import payment_lines, remove_payments, save_payment, weigh_payments
from app.operations.payments import announce_payments, import_payments, payment_sums
from app.operations.places import villages
from app.operations.projects import announce_project, list_projects, remove_project, save_project
from tests.operations.public.test_payments import a_list, an_office_with_codes

ALLOCATED = date(2026, 10, 9)


def paid(tmp_path: Path, homes: int = 4) -> tuple[Office, list[str]]:
    """An office with a subsidy of a few households, allocated on 9 October."""
    office, known = an_office_with_codes(tmp_path)
    import_payments(office, [a_list(tmp_path / "pay.xlsx", office, known[:homes])])
    for line in payment_lines(office, "产业奖补", 2026, villages(office)[0].id):
        save_payment(office, line.id, {**line.answers, "allocated_on": ALLOCATED}, "补填下达日期")
    return office, known


def a_project(office: Office, **more: object) -> str:
    """A project with everything that is asked."""
    told = {
        "name": "道路硬化", "kind": "基础设施", "place": "三组", "schedule": "2026年", "unit": "镇政府",
        "task": "4公里", "funds": Decimal(420_000), "source": "01", "beneficiaries": "全村", "goal": "方便出行", **more,
    }  # fmt: skip
    return save_project(office, villages(office)[0].id, told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("allocated", "due"),
    [
        (date(2026, 11, 2), date(2026, 11, 23)),  # three weeks without a holiday
        (date(2026, 9, 30), date(2026, 10, 27)),  # over the seven days of October, with a Saturday at work
        (date(2026, 10, 31), date(2026, 11, 20)),  # allocated on a Saturday
        (None, None),
        (date(2031, 1, 6), None),  # a year whose holidays are not known
    ],
)
def test_fifteen_working_days_are_counted_from_the_day_after(
    tmp_path: Path, allocated: date | None, due: date | None
):
    office, _ = an_office_with_codes(tmp_path)
    assert announce_by(office, "payment", allocated) == due


def test_what_was_allocated_is_due_until_it_is_announced(tmp_path: Path):
    office, _ = paid(tmp_path)
    (one,) = payment_sums(office)
    due = payment_due(office, one)
    assert due == announce_by(office, "payment", ALLOCATED)
    assert [(found.due_on, found.label) for found in funds_due(office)] == [(due, "产业奖补")]
    events = month_view(office, date(2026, 10, 1), date(2026, 11, 30)).events
    assert [event.on for event in events if event.what == "announce"] == [due]
    announce_payments(office, "产业奖补", 2026, one.division_id)
    assert list(funds_due(office)) == []


def test_a_project_is_due_too_and_removed_with_a_reason_before_it_is_announced(tmp_path: Path):
    office, _ = an_office_with_codes(tmp_path)
    project = a_project(office, allocated_on=ALLOCATED)
    assert [found.label for found in funds_due(office)] == ["道路硬化"]
    with pytest.raises(Problem, match=r"cases\.no_reason"):
        remove_project(office, project, " ")
    remove_project(office, project, "重复录入")
    assert list_projects(office) == []
    other = a_project(office)
    announce_project(office, other)
    with pytest.raises(Problem, match=r"projects\.was_announced"):
        remove_project(office, other, "重复录入")


def test_an_announced_project_is_changed_with_a_reason_alone(tmp_path: Path):
    office, _ = an_office_with_codes(tmp_path)
    project = a_project(office)
    announce_project(office, project)
    answers = {**list_projects(office)[0].answers, "unit": "村委会", "charge": "王强"}
    with pytest.raises(Problem, match=r"cases\.no_reason"):
        save_project(office, villages(office)[0].id, answers, project=project)
    save_project(office, villages(office)[0].id, answers, project=project, reason="换了责任人")
    assert list_projects(office)[0].answers["charge"] == "王强"


def test_a_line_is_corrected_with_a_reason_and_still_multiplies(tmp_path: Path):
    office, _ = paid(tmp_path)
    village = villages(office)[0].id
    line = payment_lines(office, "产业奖补", 2026, village)[0]
    more = {**line.answers, "quantity": Decimal(2), "amount": Decimal(600)}
    with pytest.raises(Refused):
        save_payment(office, line.id, {**more, "amount": Decimal(601)}, "数量错了")
    with pytest.raises(Problem, match=r"cases\.no_reason"):
        save_payment(office, line.id, more, "")
    save_payment(office, line.id, more, "数量错了")
    assert payment_sums(office)[0].amount == Decimal("3300.00")
    assert remove_payments(office, [line.id], "户已迁出") == 1
    announce_payments(office, "产业奖补", 2026, village)
    rest = payment_lines(office, "产业奖补", 2026, village)
    with pytest.raises(Problem, match=r"payments\.announced"):
        remove_payments(office, [rest[0].id], "户已迁出")


def test_a_workbook_is_weighed_before_it_comes_in(tmp_path: Path):
    office, homes = an_office_with_codes(tmp_path)
    report, (one,) = weigh_payments(office, [a_list(tmp_path / "pay.xlsx", office, homes[:4])])
    assert (one.scheme, one.lines, one.households, one.amount) == ("产业奖补", 4, 4, Decimal(3000))
    assert one.village == villages(office)[0].name
    assert report.batch is None and payment_sums(office) == []


def test_the_desk_says_what_is_to_be_announced(tmp_path: Path):
    office, _ = paid(tmp_path)
    (task,) = [one for one in public_tasks(office) if one.kind == "announce"]
    assert (task.urgency, task.page, task.place["scheme"]) == ("overdue", "funds", "产业奖补")


def test_what_a_dropped_case_announced_is_announced_again(tmp_path: Path):
    office, _ = paid(tmp_path)
    village = villages(office)[0].id
    drop_case(office, announce_payments(office, "产业奖补", 2026, village).id, "名单有误")
    assert payment_sums(office)[0].announced is None
    announce_payments(office, "产业奖补", 2026, village)
    project = a_project(office)
    drop_case(office, announce_project(office, project).id, "内容有误")
    announce_project(office, project)
    assert len(list_projects(office)[0].cases) == 1


def test_lines_that_come_after_the_announcement_are_announced_by_themselves(tmp_path: Path):
    office, homes = paid(tmp_path, 2)
    village = villages(office)[0].id
    first = announce_payments(office, "产业奖补", 2026, village)
    import_payments(office, [a_list(tmp_path / "more.xlsx", office, homes[:4])])
    assert payment_sums(office)[0].announced is None
    second = announce_payments(office, "产业奖补", 2026, village)
    assert (first.households, second.households) == (2, 2)
