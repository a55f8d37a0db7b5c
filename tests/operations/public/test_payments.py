"""Subsidies come in by workbook, add up, and are announced with their sum in capitals; projects before and after."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from app.errors import Problem
from app.operations.answering import Refused
from app.operations.cases.walking import walk
from app.operations.notices.contents import content_of
from app.operations.notices.drafting import draft_notice
from app.operations.notices.stored import read_notice
from app.operations.offices import Office
from app.operations.payments import announce_payments, import_payments, payment_sums
from app.operations.places import villages
from app.operations.projects import AFTER, announce_project, list_projects, save_project
from tests.operations.offices import MONDAY
from tests.operations.public.batches import TODAY, an_office_with_twelve

HEADS = ["序号", "户编号", "户主姓名", "补贴项目", "标准", "数量", "金额"]


def a_list(file: Path, office: Office, homes: list[str], wrong: bool = False) -> Path:
    """A payment list as a township gets it: title, heading, lines, a sum."""
    book = openpyxl.Workbook()
    book.active.append(["2026年产业奖补发放表"])
    book.active.append(HEADS)
    for at, home in enumerate(homes, 1):
        code, head = office.archive.read(
            "SELECT h.code, p.name FROM household h JOIN membership m ON m.household_id = h.id"
            " JOIN person p ON p.id = m.person_id WHERE h.id = ?", (home,),
        )[0]  # fmt: skip
        amount = 300 * at + (1 if wrong and at == 2 else 0)
        book.active.append([at, code, head, "产业奖补", 300, at, amount])
    book.active.append(
        ["合计", None, None, None, None, None, sum(300 * at for at in range(1, len(homes) + 1))]
    )
    book.save(file)
    return file


def an_office_with_codes(folder: Path) -> tuple[Office, list[str]]:
    """As `an_office_with_twelve`, with national codes."""
    office, homes = an_office_with_twelve(folder)
    with office.archive.work("clerk", at=MONDAY) as work:
        for at, home in enumerate(homes):
            work.update("household", home, {"code": f"5108120000{at:02d}"})
    return office, homes


def test_a_list_of_payments_comes_in_adds_up_and_is_announced(tmp_path: Path):
    office, homes = an_office_with_codes(tmp_path)
    report = import_payments(office, [a_list(tmp_path / "pay.xlsx", office, homes[:4])])
    assert (report.lines.created, [one.sentence for one in report.refusals]) == (4, [])
    total = payment_sums(office)[0]
    assert (total.lines, total.amount, total.capitals) == (4, Decimal("3000.00"), "叁仟元整")
    village = villages(office)[0].id
    case = announce_payments(office, "产业奖补", 2026, village).id
    walk(office, case, "财政所")
    content = content_of(office, read_notice(office, draft_notice(office, case)))
    assert "共享受补助3,000.00元（大写：叁仟元整）" in content.body
    assert len(content.rows) == 4
    with pytest.raises(Problem, match="announced"):
        announce_payments(office, "产业奖补", 2026, village)


def test_an_amount_that_is_not_standard_times_quantity_keeps_the_whole_list_out(tmp_path: Path):
    office, homes = an_office_with_codes(tmp_path)
    report = import_payments(office, [a_list(tmp_path / "pay.xlsx", office, homes[:4], wrong=True)])
    assert report.lines.created == 0
    assert "600.00" in report.refusals[0].sentence
    assert payment_sums(office) == []


PROJECT = {
    "name": "石板路硬化", "kind": "基础设施", "nature": "1", "place": "三组", "schedule": "2026年3月至6月",
    "unit": "镇政府", "task": "硬化1.2公里", "funds": Decimal(480000), "source": "02", "beneficiaries": "三组46户",
    "goal": "受益46户162人",
}  # fmt: skip


def test_a_project_is_announced_before_and_only_with_its_results_after(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    village = villages(office)[0].id
    project = save_project(office, village, PROJECT)
    case = announce_project(office, project).id
    walk(office, case, "镇政府")
    content = content_of(office, read_notice(office, draft_notice(office, case)))
    assert ("绩效目标", "受益46户162人") in content.fields
    assert content.title == "关于石板路硬化的公示"
    with pytest.raises(Refused) as lacking:
        announce_project(office, project, AFTER)
    assert [issue.field for issue in lacking.value.issues] == ["spent", "accepted_on", "achieved"]
    done = {**PROJECT, "spent": Decimal(470000), "accepted_on": date(2026, 6, 30), "achieved": "46户受益"}
    save_project(office, village, done, project=project)
    assert announce_project(office, project, AFTER).id
    assert set(list_projects(office)[0].cases) == {"project-before", "project-after"}


def test_a_project_without_a_goal_is_not_kept(tmp_path: Path):
    office, _ = an_office_with_twelve(tmp_path)
    with pytest.raises(Refused) as refused:
        save_project(
            office, villages(office)[0].id, {key: one for key, one in PROJECT.items() if key != "goal"}
        )
    assert [issue.field for issue in refused.value.issues] == ["goal"]


def test_a_notice_of_payments_hangs_ten_days(tmp_path: Path):
    from app.operations.notices.drafting import approve_notice
    from app.operations.notices.posting import post_notice

    office, homes = an_office_with_codes(tmp_path)
    import_payments(office, [a_list(tmp_path / "pay.xlsx", office, homes[:2])])
    case = announce_payments(office, "产业奖补", 2026, villages(office)[0].id).id
    walk(office, case, "财政所")
    notice = draft_notice(office, case)
    approve_notice(office, notice)
    assert post_notice(office, notice, "公示栏") == TODAY + timedelta(days=10)
    office = replace(office, clock=lambda: MONDAY + timedelta(days=10))
    with pytest.raises(Refused):
        walk(office, case, "村委会")
    office = replace(office, clock=lambda: MONDAY + timedelta(days=11))
    walk(office, case, "村委会")
