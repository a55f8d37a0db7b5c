"""Builds what is done for an invented household: its cadres, plan, measures, visits, and its results of two years."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.paths import forms as forms_folder
from app.rules.comparisons import Comparison, compare
from app.rules.dossiers import Dossier, Line
from app.rules.results import load_results
from app.rules.snapshots import Snapshot, snapshot_body
from tests.documents.households import FORMS, household

UNIT = {"name": "朝天区农业农村局", "level": "4", "phone": "0839-8620000"}
NAMES = ("购买母羊", "公益岗位护林员", "慢性病签约服务", "农村残疾人生活补贴", "小额信贷贴息", "饮水管道入户")
KINDS = ("01", "04", "07", "10", "03", "06")


def cadre(name: str = "陈国强", number: int = 1) -> dict[str, object]:
    return {"name": name, "sex": "1", "rank": "4", "post": "农技推广站站长", "phone": f"1390812{number:04d}"}


def pairing(number: int, kind: str = "1", name: str = "陈国强", **answers) -> Line:
    said = {"kind": kind, "started_on": date(2018, 3, 1), **answers}
    return Line("pairing", f"pa{number}", said, {"cadre": (cadre(name, number),), "unit": (UNIT,)})


def measure(number: int, **answers) -> Line:
    said = {
        "kind": KINDS[number % 6],
        "name": NAMES[number % 6],
        "content": "购买能繁母羊，县农业农村局验收后兑付" if number % 2 else "按月发放",
        "scale": Decimal("10"),
        "unit": "只",
        "amount": Decimal("3000.00") + number,
        "source": "01",
        "charge": "陈国强",
        "from_on": date(2019, 3, 1),
        "to_on": date(2019, 10, 31),
        "state": "done",
        "done": "已兑付",
        "effect": Decimal("1800.00"),
        "confirmed": True,
        **answers,
    }
    return Line("measure", f"me{number}", said, {"person": ({"name": "张建国"},)}, 2019)


def visit(number: int, **answers) -> Line:
    said = {
        "visited_on": date(2019, 1 + number % 12, 1 + number % 28),
        "clock": "14:30",
        "kind": "1",
        "mode": "1",
        "met": "张建国",
        "seen": "房屋牢固，水电通畅；家里新添了六只羊羔，长势好。",
        "needs": "想学养羊技术",
        "problem": "羊圈漏雨",
        "handled": "联系村里匀一块篷布，月底前盖上",
        **answers,
    }
    return Line("visit", f"vi{number}", said, {"cadre": (cadre(),), "unit": (UNIT,)})


def plan(**answers) -> Line:
    said = {
        "state": "running",
        "causes": ("01", "08"),
        "wishes": "想扩大养羊，儿子想在家附近务工",
        "needs": "母羊、技术、务工岗位",
        "goal": "羊存栏三十只，人均纯收入过九千元",
        "goal_income": Decimal("9000.00"),
        "goal_month": "2019-12",
        "signed_on": date(2019, 2, 3),
        "result": "1",
        "achieved": "羊出栏二十只，增收一万元",
        **answers,
    }
    return Line("plan", "pl1", said, {}, 2019)


def helped(number: int = 1, measures: int = 3, visits: int = 2, **changes) -> Dossier:
    """A household with a plan, a helper, a watcher and a doctor, and so many measures and visits."""
    help_ = {
        "plan": (plan(),),
        "pairing": (pairing(1), pairing(2, "2", "王丽"), pairing(3, "3", "赵医生")),
        "measure": tuple(measure(at) for at in range(measures)),
        "visit": tuple(visit(at) for at in range(visits)),
    }
    return household(number, **{"help": help_, **changes})


def handed_over(number: int = 1) -> Dossier:
    """A household whose helper moved away in the year of the paper."""
    old = pairing(1, ended_on=date(2019, 6, 1), reason="1", handed="计划、走访记录和户档一册；羊圈篷布未到")
    new = pairing(4, name="刘洋", started_on=date(2019, 6, 1))
    return helped(number, help={**helped().help, "pairing": (old, new)})


def compared(now: Dossier) -> dict[str, Comparison]:
    """The household's results of the year before and of its own, as a paper gets them."""
    shape = load_results(forms_folder(), FORMS)
    before = replace(now, year=2018, members=now.members[:-1], incomes=now.incomes[:3], help={})
    sides = [Snapshot(one.household_id, one.year, snapshot_body(one, shape, FORMS)) for one in (before, now)]
    return {now.household_id: compare(*sides, shape, FORMS)}
