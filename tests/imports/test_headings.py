"""What a sheet is and what its columns mean, told by its headings alone (domain 8, H1 to H10)."""

from dataclasses import dataclass

import pytest

from app.documents.grids_headings import heading
from app.paths import forms
from app.rules.formfiles import load_forms
from app.rules.imports.shapes import Shape, tell_shape
from app.rules.imports.vocabulary import Vocabulary

FORMS = load_forms(forms())
WORDS = Vocabulary(FORMS, heading)


def headings(line: str) -> list[str]:
    """The headings of a line, as they stand side by side."""
    return line.split()


H3 = headings(
    "户编号 户主个人编号 户主姓名 户主证件号码 脱贫状态 脱贫年度 家庭人口数 首次识别时间 贫困户属性"
)
H4 = headings(
    "序号 镇 行政村 户主姓名 户主证件号码 姓名 性别 身份证号码 年龄 文化程度 在校生状态 在校生状况 学校名称 成员备注"
)
H5 = headings("序号 村民小组 户主姓名 家庭人口数")
H6 = headings(
    "序号 部门 乡镇 村 项目名称 项目子类型 建设内容 计划投入资金 实施期限(年/月-年/月)"
    " 预期绩效目标 责任单位 责任人 备注"
)
H8 = headings("序号 乡镇名称 总人数 小学 初中 补助资金合计")
H9 = headings("序号 户主姓名 贫困户属性 主要致贫原因 成员人数(人) 贫困户所在地 操作")
H10_BASIC = headings(
    "户编号 家庭住址 联系电话 居住在易地扶贫搬迁集中安置区 安置区地址 监测对象类别 是否脱贫户 整户无劳动能力兜底保障户"
    " 致贫/返贫风险1 致贫/返贫风险2 致贫/返贫风险3 致贫/返贫风险4 致贫/返贫风险5 因自然灾害子项 因自然灾害备注"
)
H10_MONEY = headings(
    "户编号 处理类型 工资性收入 生产经营性收入 财产性收入 转移性收入 生产经营性支出 家庭纯收入 家庭人均纯收入"
    " 家庭理赔收入 合规自付支出 纳入监测对象的收入参考范围 人均收入参考范围"
)


@dataclass(frozen=True)
class Heading:
    index: int
    heading: str
    letter: str = "A"
    original: str = ""


def shape_of(words: list[str], choices: dict[int, str | None] | None = None) -> Shape:
    return tell_shape([Heading(i, heading(h), "A", h) for i, h in enumerate(words)], WORDS, FORMS, choices)


def left_out(shape: Shape) -> list[tuple[str, str]]:
    return [(one.heading, one.state) for one in shape.columns if one.path is None]


def path_of(shape: Shape, word: str) -> str | None:
    return next(one.path for one in shape.columns if one.heading == word)


def test_the_households_of_2019_have_no_column_left_over():
    shape = shape_of([column.header for column in FORMS.exports["national-households"].columns])
    assert (shape.kind, left_out(shape)) == ("households", [])
    assert path_of(shape, "五保金") == "income.transfer.tekun"
    assert path_of(shape, "转移性收入") == "income.transfer"
    assert path_of(shape, "纯收入") == "standing.stated_net"


def test_the_persons_of_2019_have_no_column_left_over():
    shape = shape_of([column.header for column in FORMS.exports["national-persons"].columns])
    assert (shape.kind, left_out(shape)) == ("persons", [])
    assert path_of(shape, "户联系电话") == "household.phone"
    assert path_of(shape, "成员联系电话") == "person.phone"
    assert path_of(shape, "识别标准") == "household.recognised_by"


def test_the_monitored_households_of_2023_have_no_column_left_over():
    shape = shape_of([column.header for column in FORMS.exports["national-monitored"].columns])
    assert (shape.kind, left_out(shape)) == ("monitored", [])


def test_the_list_of_the_national_interface_is_a_household_sheet():
    shape = shape_of(H3)
    assert (shape.kind, left_out(shape)) == ("households", [])
    assert path_of(shape, "户主个人编号") == "head.code"


def test_the_education_check_list_is_a_person_sheet():
    shape = shape_of(H4)
    assert shape.kind == "persons"
    assert path_of(shape, "身份证号码") == "person.id_number"
    assert path_of(shape, "户主证件号码") == "head.id_number"
    assert path_of(shape, "在校生状况") == "member_year.school_state"
    assert path_of(shape, "成员备注") == "member_year.note"
    assert left_out(shape) == [("序号", "ignored"), ("年龄", "ignored"), ("在校生状态", "twin")]


@pytest.mark.parametrize("headings", [H5, H9], ids=["public notice", "web list"])
def test_lists_of_heads_are_household_sheets(headings):
    shape = shape_of(headings)
    assert shape.kind == "households"
    assert {state for _, state in left_out(shape)} == {"ignored"}


@pytest.mark.parametrize("headings", [H6, H8], ids=["projects", "school money"])
def test_sheets_of_money_and_projects_are_no_rosters(headings):
    assert shape_of(headings).kind == "unknown"


def test_both_monitoring_tables_are_read():
    assert shape_of(H10_BASIC).kind == "monitored"
    assert left_out(shape_of(H10_BASIC)) == []
    assert shape_of(H10_MONEY).kind == "households"
    assert left_out(shape_of(H10_MONEY)) == []


def test_a_bare_name_in_a_household_sheet_is_the_head():
    shape = shape_of(["村", "姓名", "身份证号", "家庭人口数", "主要致贫原因"])
    assert shape.kind == "households"
    assert (path_of(shape, "姓名"), path_of(shape, "身份证号")) == ("head.name", "head.id_number")


def test_a_bare_name_beside_the_heads_number_is_the_heads_name():
    shape = shape_of(["户编号", "户主证件号码", "姓名", "家庭人口数"])
    assert (shape.kind, path_of(shape, "姓名")) == ("households", "head.name")


def test_names_with_health_and_no_household_facts_are_persons():
    assert shape_of(["户编号", "姓名", "身份证号", "健康状况"]).kind == "persons"


def test_a_sheet_with_members_and_income_is_combined():
    shape = shape_of(["户编号", "姓名", "证件号码", "与户主关系", "工资性收入", "住房面积"])
    assert (shape.kind, path_of(shape, "姓名")) == ("combined", "person.name")


def test_a_telephone_behind_the_name_is_the_persons_and_before_it_the_households():
    assert path_of(shape_of(["户编号", "姓名", "与户主关系", "联系电话"]), "联系电话") == "person.phone"
    assert path_of(shape_of(["户编号", "联系电话", "姓名", "与户主关系"]), "联系电话") == "household.phone"


def test_full_width_brackets_blanks_and_levels_do_not_matter():
    shape = shape_of(["户编号", "户主\n姓名", "耕地面积(亩)", " 家庭人口数：", "收入·工资性收入"])
    assert left_out(shape) == []


def test_a_choice_of_the_clerk_wins_and_a_column_can_be_left_out():
    shape = shape_of(["户编号", "户主姓名", "备注2", "联系电话"], {2: "household.remark", 3: None})
    assert path_of(shape, "备注2") == "household.remark"
    assert [one.state for one in shape.columns] == ["taken", "taken", "chosen", "chosen"]
    assert path_of(shape, "联系电话") is None


def test_the_fingerprint_speaks_of_the_headings_and_their_order_only():
    assert shape_of(H5).fingerprint == shape_of(H5).fingerprint
    assert shape_of(H5).fingerprint != shape_of(list(reversed(H5))).fingerprint


def test_the_same_label_in_two_forms_is_told_apart_by_the_forms_name():
    shape = shape_of(["户编号", "年度", "住房饮水·已核实"])
    assert path_of(shape, "住房饮水·已核实") == "conditions.confirmed"


def test_the_national_codes_name_blocks_and_items_of_income_too():
    assert WORDS.paths(heading("AAC073")) == ("income.wages",)
    assert WORDS.paths(heading("AAC077")) == ("income.transfer.dibao",)
