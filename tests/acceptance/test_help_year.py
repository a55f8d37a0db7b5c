"""A year of help in one village, by the script's door: from the pairing workbook to the two years side by side."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from app.documents.previews import Preview
from tests.cli.doors import copy_township, ease, environment_of, run
from tests.imports.rosters import a_head, a_person, write_grid, write_sheet
from tests.operations.offices import TOWN

# The commands' clock is the wall's.
TODAY = datetime.now().astimezone().date()
YEAR, LAST = TODAY.year, TODAY.year - 1
FIRST_VISIT = max(TODAY.replace(month=1, day=1), TODAY - timedelta(days=20))
PLAN_IS_DUE = TODAY.month > 3  # plan_month of forms/checks.toml

VILLAGE = "石鹰村"
HEADS = (
    "陈大山",
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
)
CODES = tuple(f"5108{serial:08}" for serial in range(1, len(HEADS) + 1))
ONE, NEIGHBOUR, ALONE = CODES[0], CODES[1], CODES[-1]
HEAD, CADRE, MEASURE = HEADS[0], "周医生", "医疗救助"
DONE = "住院费报销九成"


def ask(*words: object) -> Any:
    """The document of a command that must succeed and say nothing beside it."""
    said = run(*words, "--json")
    assert (said.status, said.err) == (0, ""), words
    return said.document


def refused(*words: object) -> str:
    """The sentence of a command that must be refused."""
    said = run(*words)
    assert (said.status, said.out) == (1, ""), words
    assert "Traceback" not in said.err
    return said.err


def left_out(*words: object) -> str:
    """The sentence with which a step of plans left its one household out."""
    said = run("plan", *words, "--json")
    assert said.status == 1, words
    (skipped,) = said.document["skipped"]
    assert skipped["head"] == HEAD and said.document["done"] == []
    return str(skipped["sentence"])


def doubts_of(code: str) -> set[str]:
    return {doubt["rule"] for doubt in ask("check", "--village", VILLAGE) if doubt["code"] == code}


def rosters(folder: Path, year: int) -> list[Path]:
    """The two workbooks of a year: twelve households helped out of poverty, each with somebody able to work."""
    heads, persons = [], []
    for serial, name in enumerate(HEADS, 1):
        standing = {
            "户类型": "脱贫户",
            "脱贫状态": "已脱贫（享受政策）",
            "主要致贫原因": "因病" if serial == 1 else "缺技术",
        }
        group, wages = f"{serial % 3 + 1}组", 20_000 + 1_000 * (year - LAST)
        heads.append(a_head(serial, 户主姓名=name, 年度=year, 村民小组=group, 工资性收入=wages, **standing))
        persons.append(a_person(serial, serial, 姓名=name, 年度=year, 健康状况="长期慢性病"))
        persons.append(
            a_person(serial + 100, serial, "之子", 姓名=f"小{name[0]}", 年度=year, 劳动技能="普通劳动力")
        )
    return [write_sheet(folder / f"户{year}.xlsx", heads), write_sheet(folder / f"人{year}.xlsx", persons)]


def pairs(path: Path, codes: Sequence[str], cadre: str = CADRE, phone: str = "13800000099") -> Path:
    """A workbook that gives these households to a cadre, since March of last year."""
    headings = ["户编号", "帮扶责任人", "单位", "职级", "联系电话", "结对日期"]
    rows = [[code, cadre, "镇卫生院", "专业技术人员", phone, f"{LAST}-03-02"] for code in codes]
    return write_grid(path, [headings, *rows])


def bring_rosters(folder: Path) -> None:
    first = ask("import", *rosters(folder, LAST))
    assert (first["households"]["created"], first["persons"]["created"]) == (12, 24)
    second = ask("import", *rosters(folder, YEAR))
    assert (second["households"]["created"], second["households"]["updated"]) == (0, 12)


def pair_everybody_but_one(folder: Path) -> None:
    """Pairings come in, come in longer, and come in again."""
    others = ask("pairing", "import", pairs(folder / "结对.xlsx", CODES[1:-1]))
    assert (others["lines"]["created"], others["cadres"], others["units"]) == (10, 1, 1)
    assert "no_helper" in doubts_of(ONE)
    longer = pairs(folder / "结对.xlsx", CODES[:-1])
    report = ask("pairing", "import", longer)["lines"]
    assert (report["created"], report["unchanged"]) == (1, 10)
    again = ask("pairing", "import", longer)
    assert (again["lines"]["unchanged"], again["batch"]) == (11, None)
    assert [gap["code"] for gap in ask("pairing", "gaps")] == [ALONE]


def plan_from_the_cause() -> None:
    """Draft, a measure taken because of what is recorded, another given, and the four signatures."""
    assert ask("plan", "draft", NEIGHBOUR, "--set", "goal=x")["plans"]
    assert ("no_plan" in doubts_of(ONE)) is PLAN_IS_DUE
    offered = next(one for one in ask("plan", "suggest", ONE) if one["name"] == MEASURE)
    assert "因病" in offered["reason"] and HEAD in offered["reason"]
    assert ask("plan", "show", ONE) is None
    ask(
        "plan", "draft", ONE, "--set", "causes=因病", "--set", "goal=少花医药费", "--set", "goal_income=2.2万"
    )
    assert "措施" in left_out("agree", ONE)
    ask("plan", "suggest", ONE, "--take", offered["item"])
    assert ask("plan", "give", "020301", ONE, "--set", "资金=600")["batch"]
    for step in (("agree",), ("review", "--by", "村委会"), ("review", "--level", "township"), ("start",)):
        assert len(ask("plan", step[0], ONE, *step[1:])["done"]) == 1, step
    plan = ask("plan", "show", ONE)
    assert (plan["state"], plan["answers"]["signed_by"], plan["answers"]["causes"]) == (
        "running",
        HEAD,
        ["因病"],
    )
    assert {one["name"] for one in plan["measures"]} == {MEASURE, "就业技能培训"}


def visit_twice_and_mend() -> None:
    visit = ("visit", "add", ONE, "--by", CADRE)
    assert "晚于今天" in refused(*visit, "--on", TODAY + timedelta(days=1))
    ask(*visit, "--on", FIRST_VISIT, "--seen", "按时服药")
    promised = TODAY + timedelta(days=30)
    leak = ("--problem", "屋顶漏雨", "--owner", "张支书", "--until", promised)
    second = ask(*visit, "--on", TODAY, "--seen", "下雨天", *leak)["id"]
    (finding,) = ask("finding", "list", "--state", "open")
    assert (finding["visit"], finding["what"], finding["owner"]) == (second, "屋顶漏雨", "张支书")
    assert finding["due_on"] == promised.isoformat()
    close = ("finding", "close", finding["id"], "--as", "已解决", "--outcome")
    assert "整改结果" in refused(*close, "")
    ask(*close, "换了新瓦")
    assert ask("finding", "list", "--state", "open") == []
    assert [one["visitors"] for one in ask("visit", "list", "--household", ONE)] == [[CADRE], [CADRE]]


def finish_measures_by_workbook(folder: Path) -> None:
    """What goes out by `plan export` comes back filled in at the desk."""
    sheet = folder / "计划.xlsx"
    ask("plan", "export", "--out", sheet)
    book = load_workbook(sheet)
    page = book["帮扶措施"]
    at = {cell.value: cell.column for cell in page[1]}
    for row in range(2, page.max_row + 1):
        for heading, word in (("进度", "已完成"), ("完成日期", TODAY.isoformat()), ("增收", 800)):
            page.cell(row, at[heading], word)
    book.save(sheet)
    assert ask("plan", "import", sheet)["lines"]["updated"] == 2
    assert {one["state"] for one in ask("plan", "show", ONE)["measures"]} == {"已完成"}


def close_and_compare() -> None:
    assert "年度结果" in left_out("close", ONE)
    assert len(ask("plan", "close", ONE, "--result", "达到目标", "--achieved", DONE)["done"]) == 1
    assert ask("plan", "show", ONE)["state"] == "closed"
    for year in (LAST, YEAR):
        assert ask("snapshot", "make", "--year", year)["made"] == 12
    assert ask("snapshot", "make", "--year", YEAR)["kept"] == 12
    sections = ask("snapshot", "compare", ONE, LAST, YEAR)["sections"]
    lines = {(line["label"], line["old"], line["new"]) for one in sections for line in one["lines"]}
    assert ("工资性收入", "20,000.00", "21,000.00") in lines
    assert ("年度结果", None, "达到目标") in lines
    assert any(label == MEASURE and "已完成" in (new or "") for label, _, new in lines)


def use(township: Path, patch: pytest.MonkeyPatch, copied: Path | None = None) -> None:
    """Commands from now on work in this office; a copy of another where one is named."""
    if copied:
        copy_township(copied, township)
    for name, value in environment_of(township).items():
        patch.setenv(name, value)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with twelve households of one village, known for two years; nobody helps yet."""
    folder = tmp_path_factory.mktemp("bare")
    with pytest.MonkeyPatch.context() as patch:
        use(folder, patch)
        ask("sample", "--households", 0, "--town", TOWN)
        ease(folder / "office")
        bring_rosters(folder)
    return folder


@pytest.fixture(scope="module")
def lived(bare: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same village after its year, each step looked at on the way."""
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patch:
        use(folder, patch, bare)
        pair_everybody_but_one(folder)
        plan_from_the_cause()
        visit_twice_and_mend()
        finish_measures_by_workbook(folder)
        close_and_compare()
    return folder


@pytest.fixture
def year(lived: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office after its year, to read."""
    use(lived, monkeypatch)
    return lived


def test_the_household_is_no_longer_doubted_and_the_others_are(year: Path) -> None:
    assert doubts_of(ONE) & {"no_helper", "no_plan"} == set()
    assert "no_helper" in doubts_of(ALONE)
    assert ("no_plan" in doubts_of(ALONE)) is PLAN_IS_DUE


def test_file_and_log_are_whole_after_the_year(year: Path) -> None:
    checked = ask("verify")
    assert (checked["whole"], checked["faults"]) == (True, [])


def test_the_history_tells_the_year_in_chinese(year: Path) -> None:
    history = ask("show", ONE, "--history")["history"]
    assert {"结对帮扶", "帮扶计划", "帮扶措施", "走访", "问题整改", "年度结果"} <= {
        one["label"] for one in history
    }
    fields = [field for one in history for field in one["fields"]]
    said = [one["reason"] for one in history] + [
        field[key] for field in fields for key in ("label", "old", "new")
    ]
    assert [word for word in said if word and any("a" <= letter.lower() <= "z" for letter in word)] == []
    states = [field["new"] for field in fields if field["label"] == "计划状态"]
    assert states == ["已完结", "执行中", "乡镇已审", "村已审", "户主已签", "草稿"]


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("help-plan", (HEAD, MEASURE, CADRE, "少花医药费")),
        ("measure-card", (HEAD, MEASURE, CADRE)),
        ("contact-card", (HEAD, CADRE, "13800000099")),
        ("door-plate", (HEAD, CADRE)),
        ("visit-year", (HEAD, CADRE, "按时服药", "屋顶漏雨")),
        ("year-compare", (HEAD, MEASURE, "21,000.00")),
        ("handbook", (HEAD, MEASURE, CADRE, "按时服药")),
        ("help-roster", (HEAD, MEASURE, CADRE, "因病")),
        ("pairing-list", (HEAD, CADRE)),
        ("pledge", (VILLAGE, str(YEAR))),
    ],
)
def test_papers_say_what_the_year_brought(
    year: Path, tmp_path: Path, paper: str, words: Sequence[str]
) -> None:
    of = {one["id"]: one["of"] for one in ask("papers")}[paper]
    whose = {"household": ("--household", ONE), "village": ("--village", VILLAGE)}[of]
    out = tmp_path / f"{paper}.pdf"
    pages = ask("print", paper, *whose, "--year", YEAR, "--out", out)["pages"]
    with Preview(out.read_bytes()) as read:
        text = "".join("".join(read.text(page) for page in range(pages)).split())
    assert [word for word in words if word not in text] == []


def test_a_batch_of_pairings_is_taken_back_unless_a_visit_names_its_cadre(
    lived: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(tmp_path / "own", monkeypatch, lived)
    sheet = pairs(tmp_path / "补.xlsx", [ALONE], "孙老师", "13800000098")
    late = ask("pairing", "import", sheet)["batch"]
    assert ask("pairing", "gaps") == []
    assert ask("undo", late)["changes"]
    assert [gap["code"] for gap in ask("pairing", "gaps")] == [ALONE]
    again = ask("pairing", "import", sheet)["batch"]
    ask("visit", "add", ALONE, "--on", TODAY, "--by", "孙老师", "--seen", "在家")
    assert "没有撤销任何内容" in refused("undo", again)
    assert [one["visitors"] for one in ask("visit", "list", "--household", ALONE)] == [["孙老师"]]
    assert ask("verify")["whole"]


def a_case_at_its_notice() -> str:
    """A case for all twelve, opened ten days ago and met over two days later; its notice is next."""
    homes = [word for code in CODES for word in ("--household", code)]
    opened, met = TODAY - timedelta(days=10), TODAY - timedelta(days=8)
    made = ask(
        "case", "open", "monitor-in-qinan", *homes, "--set", "standing.monitor_class=3", "--on", opened
    )
    case = str(made["id"])
    ask("case", "next", case, "--by", "户主", "--on", opened)
    ask("case", "next", case, "--by", "工作队", "--on", met)
    step = ("case", "next", case, "--by", "村委会", "--on", met)
    assert "会议" in refused(*step)
    votes = ("--entitled", 30, "--present", 24, "--vote", "all=23/1/0")
    who = ("--place", "村委会", "--chair", "李书记", "--recorder", "张文书")
    ask("meeting", "record", case, "--on", met, *votes, *who)
    ask(*step)
    return case


def test_a_case_waits_for_its_notice_and_loses_whom_an_objection_names(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(tmp_path / "own", monkeypatch, bare)
    case = a_case_at_its_notice()
    step = ("case", "next", case, "--by", "村委会")
    draft = ask("notice", "draft", case)
    notice, rows = draft["notice"], draft["rows"]
    assert "12户" in draft["body"] and len({tuple(row[1:]) for row in rows}) == len(rows) == 12
    ask("notice", "approve", notice)
    assert "还没有张贴" in refused(*step)
    ends = (TODAY + timedelta(days=5)).isoformat()
    assert ask("notice", "post", notice, "--at", "村务公开栏")["ends_on"] == ends
    objection = ask("notice", "object", notice, "--what", "有小汽车", "--household", ONE)["objection"]
    ask("notice", "answer", objection, "--by", "李书记", "--found", "属实", "--upheld")
    assert "期满" in refused("notice", "end", notice)
    assert "期满的次日才能往下走" in refused(*step)
    gone = [one for one in ask("case", "show", case)["households"] if one["left_reason"]]
    assert [one["head"] for one in gone] == [HEAD]

    poster = tmp_path / "公示.pdf"
    ask("notice", "print", notice, "--out", poster)
    checked = ask("notice", "check", poster)
    assert (checked["finding"], checked["notice"]) == ("genuine", notice)
    assert ask("verify")["whole"]
