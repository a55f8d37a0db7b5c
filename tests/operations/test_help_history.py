"""What the history of a household says of the help it had: labels of the forms, names of people, no keys."""

from pathlib import Path

from app.operations.histories import HistoryLine, household_history
from app.operations.offices import Office
from app.operations.pages import household_document, household_text
from tests.operations.offices import a_household, an_office


def newest(office: Office, household: str) -> HistoryLine:
    return household_history(office, household, 1)[0]


def words(line: HistoryLine) -> dict[str, tuple[str, str]]:
    return {one.label: (one.old, one.new) for one in line.fields}


def test_a_pairing_names_its_cadre_and_stays_named_when_it_is_gone(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office)
    with office.archive.work("clerk", at=office.clock()) as work:
        cadre = work.create("cadre", {"name": "陈立"})
        line = {"household_id": home, "cadre_id": cadre, "kind": "1", "started_on": "2026-03-01"}
        pairing = work.create("pairing", line)
    made = newest(office, home)
    assert (made.label, made.person) == ("结对帮扶", "陈立")
    assert words(made)["帮扶干部"] == ("", "陈立")
    assert words(made)["结对类型"] == ("", "帮扶责任人")
    with office.archive.work("clerk", at=office.clock()) as work:
        work.delete("pairing", pairing)
    assert (newest(office, home).person, words(newest(office, home))["帮扶干部"]) == ("陈立", ("陈立", ""))


def test_a_visit_tells_who_went_and_a_measure_who_benefits(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office, name="赵德厚")
    (person,) = office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (home,))[0]
    with office.archive.work("clerk", at=office.clock()) as work:
        ids = [work.create("cadre", {"name": name}) for name in ("陈立", "李雪梅")]
        visit = {"household_id": home, "visited_on": "2026-10-24", "kind": "1", "mode": "1"}
        work.create("visit", {**visit, "cadre_ids": ",".join(ids), "seen": "住院十二天"})
    visited = words(newest(office, home))
    assert visited["走访人"] == ("", "陈立、李雪梅")
    assert visited["走访日期"] == ("", "2026年10月24日")
    with office.archive.work("clerk", at=office.clock()) as work:
        plan = work.create("plan", {"household_id": home, "year": 2026, "state": "draft"})
        line = {"household_id": home, "plan_id": plan, "year": 2026, "kind": "04", "name": "护林员"}
        measure = work.create("measure", {**line, "person_ids": person, "amount": 960000})
    given = newest(office, home)
    assert (given.label, given.person, given.year) == ("帮扶措施", "护林员", 2026)
    assert words(given)["受益人"] == ("", "赵德厚")
    assert words(given)["措施类别"] == ("", "公益岗位帮扶")
    with office.archive.work("clerk", "需要重谈", at=office.clock()) as work:
        work.update("plan", plan, {"state": "agreed", "signed_by": "赵德厚"})
        work.delete("measure", measure)
    gone, signed = household_history(office, home, 2)
    assert gone.person == "护林员"
    assert (signed.label, signed.year, signed.reason) == ("帮扶计划", 2026, "需要重谈")
    assert words(signed)["计划状态"] == ("草稿", "户主已签")


def test_a_mark_of_a_check_speaks_of_the_field_it_found_different(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office)
    with office.archive.work("clerk", at=office.clock()) as work:
        campaign = work.create("campaign", {"year": 2026, "name": "年度核查"})
        task = work.create("task", {"campaign_id": campaign, "household_id": home})
        where = {"task_id": task, "household_id": home, "form": "household", "subject_id": home}
        work.create("mark", {**where, "field": "phone", "was": "1390", "value": "13900000273"})
    marked, opened = household_history(office, home, 2)
    assert (marked.label, words(marked)) == ("核查不同之处", {"联系电话": ("1390", "13900000273")})
    assert (opened.label, opened.person) == ("入户核查", "年度核查")


def test_the_whole_page_tells_who_helps_what_is_planned_and_who_came(tmp_path: Path):
    office = an_office(tmp_path)
    home = a_household(office, name="赵德厚")
    (person,) = office.archive.read("SELECT person_id FROM membership WHERE household_id = ?", (home,))[0]
    with office.archive.work("clerk", at=office.clock()) as work:
        unit = work.create("unit", {"name": "县农业农村局"})
        cadre = work.create("cadre", {"name": "陈立", "unit_id": unit, "phone": "13900000001"})
        of: dict[str, str | int | None] = {"household_id": home}
        work.create("pairing", {**of, "cadre_id": cadre, "kind": "1", "started_on": "2026-03-01"})
        plan = work.create("plan", {**of, "year": 2026, "state": "running"})
        line = {**of, "plan_id": plan, "year": 2026, "kind": "04", "name": "护林员", "person_ids": person}
        work.create("measure", {**line, "amount": 960000})
        visit = work.create("visit", {**of, "visited_on": "2026-10-24", "kind": "1", "cadre_ids": cadre})
        work.create("finding", {**of, "visit_id": visit, "what": "屋顶漏雨", "due_on": "2026-11-24"})
        work.create("snapshot", {**of, "year": 2025, "made_on": "2025-12-31", "body": "{}", "hash": "00"})
    document = household_document(office, home)
    helped = document["help"]
    (pairing,) = helped["pairings"]
    assert (pairing["kind"], pairing["cadre"], pairing["unit"]) == ("帮扶责任人", "陈立", "县农业农村局")
    (measure,) = helped["plans"]["2026"]["measures"]
    assert (measure["kind"], measure["amount"], measure["beneficiaries"]) == (
        "公益岗位帮扶",
        "9600.00",
        ["赵德厚"],
    )
    assert [one["visitors"] for one in helped["visits"]] == [["陈立"]]
    assert [(one["what"], one["visit"]) for one in helped["findings"]] == [("屋顶漏雨", visit)]
    assert [one["year"] for one in helped["snapshots"]] == [2025]
    said = household_text(document)
    assert "帮扶责任人 陈立 县农业农村局" in said
    assert "2026年帮扶计划：执行中，措施 1 项" in said
    assert "待整改：屋顶漏雨" in said
