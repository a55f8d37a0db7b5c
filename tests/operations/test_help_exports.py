"""Help out and in again: what a workbook holds of pairings, plans, measures, visits and findings comes back whole."""

from datetime import date
from pathlib import Path

import pytest

from app.operations.exports import export_workbook
from app.operations.line_imports import import_lines
from app.operations.offices import Office
from app.operations.pairings import end_pairing, hand_over, list_pairings
from app.operations.places import villages
from app.operations.postings import post_cadre
from tests.imports.rosters import write_grid
from tests.operations.offices import a_household, a_person, an_office
from tests.operations.pairings import AUTUMN, SPRING, a_cadre, a_pair, sentences

VISITS = [
    ["村", "户主姓名", "走访日期", "走访人", "走访类型", "方式", "走访情况", "发现问题", "户主签字"],
    ["曾家社区", "赵一", "2026-10-01", "李四、张三", "定期走访", "入户", "房子漏雨", "屋面漏雨", "√"],
    ["曾家社区", "赵一", "2026-10-08", "张三", "定期走访", "电话", None, None, None],
]
MEASURES = [
    ["2026年帮扶措施到户台账"],
    ["单位：万元"],
    [
        "村",
        "户主姓名",
        "措施类别",
        "帮扶措施",
        "数量",
        "计量单位",
        "资金",
        "受益成员",
        "计划开始",
        "农户确认",
    ],
    ["曾家社区", "赵一", "产业帮扶", "养羊", 30, "只", 3, "赵一", "2026-03-01", "是"],
    ["曾家社区", "赵一", "就业帮扶", "技能培训", None, None, 0.05, "全家", None, None],
]
PLANS = [
    ["年度", "村", "户主姓名", "致贫原因", "发展意愿", "人均纯收入目标", "脱贫或消除风险时限"],
    [2026, "曾家社区", "赵一", "因病、缺资金", "想养羊", 12000, "2026.12"],
    [2025, "曾家社区", "赵一", "因病", None, None, None],
]
FINDINGS = [
    ["村", "户主姓名", "发现日期", "问题来源", "存在问题", "整改责任人", "整改时限"],
    ["曾家社区", "赵一", "2026-10-01", "走访", "屋面漏雨", "张三", "2026-10-31"],
]
SHEETS = {"plan": PLANS, "measure": MEASURES, "visit": VISITS, "finding": FINDINGS}


def kept(office: Office, record: str) -> list[tuple[object, ...]]:
    """What a table says, whatever its ids are."""
    names = [one.key for one in office.forms.help[record].fields]
    return sorted(office.archive.read(f"SELECT {', '.join(names)} FROM {record}"), key=repr)


def a_filled_office(folder: Path) -> Office:
    """An office with one household, its helpers, and what was brought in by sheets."""
    office = an_office(folder)
    household, line = a_pair(office, cadre=a_cadre(office, rank="4", political="01"))
    taker = a_cadre(office, "李四", "县教育局", phone="13800000002")
    hand_over(office, [line], taker, AUTUMN, "1", "档案一册")
    post_cadre(office, taker, villages(office)[1].id, {"team": "2", "started_on": SPRING})
    for record, lines in SHEETS.items():
        report = import_lines(office, [write_grid(folder / f"{record}.xlsx", lines)], record)
        assert sentences(report) == []
        assert report.lines.created == len(lines) - (3 if record == "measure" else 1)
    assert list_pairings(office, household)[0].name == "李四"
    return office


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return a_filled_office(tmp_path_factory.mktemp("filled"))


@pytest.mark.parametrize(
    "record", ["pairing", "plan", "measure", "visit", "finding", "cadre", "unit", "posting"]
)
@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_an_export_brought_in_again_changes_nothing(
    filled: Office, tmp_path: Path, record: str, ending: str
) -> None:
    out = tmp_path / f"{record}.{ending}"
    rows = sum(export_workbook(filled, [record], out).rows.values())
    report = import_lines(filled, [out], record)
    assert sentences(report) == [] and report.ignored == ()
    assert (report.lines.unchanged, report.batch, rows > 0) == (rows, None, True)


def test_exports_fill_another_office_without_loss(filled: Office, office: Office, tmp_path: Path) -> None:
    a_household(office, name="赵一")
    order = ("unit", "cadre", "posting", "pairing", "plan", "measure", "visit", "finding")
    for record in order:
        out = tmp_path / f"{record}.xlsx"
        export_workbook(filled, [record], out)
        assert sentences(import_lines(office, [out], record)) == []
    for record in order:
        assert kept(office, record) == kept(filled, record), record
    links = (
        "SELECT c.name, b.name FROM pairing p JOIN cadre c ON c.id = p.cadre_id"
        " JOIN pairing f ON f.id = p.follows_id JOIN cadre b ON b.id = f.cadre_id"
    )
    assert office.archive.read(links) == filled.archive.read(links) == [("李四", "张三")]
    assert office.archive.read(
        "SELECT count(*) FROM measure m JOIN plan p ON p.id = m.plan_id AND p.year = m.year"
    ) == [(2,)]


def test_money_in_ten_thousands_and_several_people_in_a_cell_are_read(filled: Office) -> None:
    rows = filled.archive.read(
        "SELECT name, amount, scale, unit, person_ids IS NULL FROM measure ORDER BY name"
    )
    assert rows == [("养羊", 3_000_000, 30_000, "只", 0), ("技能培训", 50_000, None, None, 1)]
    (cadres,) = filled.archive.read("SELECT cadre_ids FROM visit WHERE visited_on = '2026-10-01'")[0]
    names = dict(filled.archive.read("SELECT id, name FROM cadre"))
    assert [names[one] for one in cadres.split(",")] == ["李四", "张三"]


def test_a_measure_drafts_the_plan_it_belongs_to(office: Office, tmp_path: Path) -> None:
    a_household(office, name="赵一")
    report = import_lines(office, [write_grid(tmp_path / "m.xlsx", MEASURES)], "measure")
    assert (sentences(report), report.lines.created) == ([], 2)
    assert office.archive.read("SELECT year, state FROM plan") == [(2026, "draft")]


@pytest.mark.parametrize(
    ("record", "column", "value", "words"),
    [
        ("visit", "走访日期", "2026-12-01", "晚于今天"),
        ("visit", "走访日期", "前天", "看不出是哪一天"),
        ("visit", "走访日期", None, "没有写“走访日期”"),
        ("measure", "资金", "三万左右", "不是数"),
        ("measure", "资金", -3, "不能小于 0"),
        ("measure", "受益成员", "王麻子", "没有叫王麻子的人"),
        ("measure", "帮扶措施", None, "没有写“措施名称”"),
        ("plan", "脱贫或消除风险时限", "明年", "哪年哪月"),
        ("finding", "存在问题", None, "没有写“问题”"),
        ("finding", "整改时限", "2026-02-30", "不存在"),
    ],
)
def test_a_cell_that_cannot_be_kept_refuses_its_row(
    office: Office, tmp_path: Path, record: str, column: str, value: object, words: str
) -> None:
    a_household(office, name="赵一")
    lines = [list(line) for line in SHEETS[record]]
    header = next(index for index, line in enumerate(lines) if column in line)
    lines[header + 1][lines[header].index(column)] = value
    report = import_lines(office, [write_grid(tmp_path / "a.xlsx", lines)], record)
    (refusal,) = report.refusals
    assert words in refusal.sentence and refusal.row == header + 2
    assert refusal.column == chr(ord("A") + lines[header].index(column))
    assert office.archive.read(f"SELECT count(*) FROM {record}") == [(0,)]


def test_two_visits_of_one_day_by_different_people_are_two(office: Office, tmp_path: Path) -> None:
    a_household(office, name="赵一")
    a_cadre(office)
    a_cadre(office, "李四", phone="13800000002")
    lines = [VISITS[0], VISITS[1], [*VISITS[1][:3], "王五", *VISITS[1][4:]], VISITS[1]]
    lines[1] = [*VISITS[1][:3], "张三", *VISITS[1][4:]]
    lines[3] = lines[1]
    sheet = write_grid(tmp_path / "v.xlsx", lines)
    report = import_lines(office, [sheet], "visit")
    assert (report.lines.created, report.lines.unchanged, report.cadres) == (2, 1, 1)
    assert {one.code for one in report.doubts} >= {"lines.same_row", "lines.cadre_new"}
    assert import_lines(office, [sheet], "visit").batch is None


def test_a_closed_plan_s_steps_are_not_changed_by_a_sheet(office: Office, tmp_path: Path) -> None:
    a_household(office, name="赵一")
    import_lines(office, [write_grid(tmp_path / "p.xlsx", PLANS)], "plan")
    stated = [["年度", "户主姓名", "计划状态", "发展意愿"], [2026, "赵一", "已完结", "想养牛"]]
    report = import_lines(office, [write_grid(tmp_path / "q.xlsx", stated)], "plan")
    assert "这一项不能用表格改" in report.refusals[0].sentence
    free = [["年度", "户主姓名", "发展意愿"], [2026, "赵一", "想养牛"]]
    assert import_lines(office, [write_grid(tmp_path / "r.xlsx", free)], "plan").lines.updated == 1


def test_a_line_s_own_number_tells_twins_apart(office: Office, tmp_path: Path) -> None:
    for _ in range(2):
        a_household(office, name="赵一")
    ids = [str(row[0]) for row in office.archive.read("SELECT id FROM household ORDER BY id")]
    from app.operations.pairings import pair

    cadre = a_cadre(office)
    lines = [pair(office, one, cadre, "1", SPRING) for one in ids]
    out = tmp_path / "p.xlsx"
    export_workbook(office, ["pairing"], out)
    assert import_lines(office, [out], "pairing").lines.unchanged == 2
    end_pairing(office, lines[1], date(2026, 5, 1), "7")
    export_workbook(office, ["pairing"], out)
    assert import_lines(office, [out], "pairing").lines.unchanged == 2


def test_members_of_one_name_are_not_guessed(office: Office, tmp_path: Path) -> None:
    from app.operations.families import add_member

    home = a_household(office, name="赵一")
    for _ in range(2):
        add_member(office, home, a_person("赵小", relation="20"))
    lines = [list(line) for line in MEASURES]
    lines[3][7] = "赵小"
    report = import_lines(office, [write_grid(tmp_path / "m.xlsx", lines)], "measure")
    assert "有几个人都叫赵小" in report.refusals[0].sentence
