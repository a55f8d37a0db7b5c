"""The page 项目资金: projects and subsidies entered, weighed, corrected, announced; what is late is red."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.operations.cases.listing import list_cases
from app.operations.offices import Office
from app.operations.payment_lines import payment_lines
from app.operations.payments import import_payments, payment_sums
from app.operations.places import villages
from app.operations.projects import list_projects
from app.ui.funds.pages import FundsPage
from app.ui.funds.payment_panels import SumPanel
from app.ui.funds.project_panels import ProjectPanel
from app.ui.funds.readings import PaymentReading
from app.ui.kit.cells import Mark
from tests.operations.public.test_fund_terms import a_project, paid
from tests.operations.public.test_payments import a_list, an_office_with_codes
from tests.ui.household.desks import Told, a_desk, a_window


def a_page(qtbot: QtBot, office: Office) -> tuple[FundsPage, Told]:
    """The page in a window, read; what it goes to, it goes to in `told`."""
    desk, told = a_desk(office)
    page = FundsPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    qtbot.waitUntil(lambda: not desk.lanes.busy())
    return page, told


def fill_in(panel: ProjectPanel, **answers: object) -> None:
    """Answers of the project's form."""
    for key, value in answers.items():
        panel.form.set_answer(f"project.{key}", value)  # type: ignore[arg-type]


def test_an_empty_page_says_what_to_do_first(qtbot: QtBot, tmp_path: Path):
    office, _ = an_office_with_codes(tmp_path)
    page, _ = a_page(qtbot, office)
    assert not page.projects.empty.isHidden()
    page.show_view("payments")
    assert not page.payments.empty.isHidden() and page.new.isHidden()


def test_a_project_is_entered_and_each_blank_says_so(qtbot: QtBot, tmp_path: Path):
    office, _ = an_office_with_codes(tmp_path)
    page, told = a_page(qtbot, office)
    page.begin_project()
    panel = page.place.panel
    assert isinstance(panel, ProjectPanel)
    panel.village.set_answer(villages(office)[0].id)
    panel.save()
    assert list_projects(office) == []  # the form has said what is missing
    fill_in(
        panel, name="道路硬化", kind="基础设施", place="三组", schedule="2026年", unit="镇政府", task="4公里",
        funds=Decimal(420_000), source="01", beneficiaries="全村", goal="方便出行",
    )  # fmt: skip
    panel._say_capitals()
    assert "肆拾贰万元整" in panel.capitals.text()
    panel.save()
    qtbot.waitUntil(lambda: page.projects.table.rows.rowCount() == 1)
    assert page.place.panel is None and told.problems == []


def test_an_announcement_before_begins_and_leads_to_its_case(qtbot: QtBot, tmp_path: Path):
    office, _ = an_office_with_codes(tmp_path)
    project = a_project(office, allocated_on=date(2026, 10, 9))
    page, told = a_page(qtbot, office)
    page.open_at(project=project)
    qtbot.waitUntil(lambda: isinstance(page.place.panel, ProjectPanel))
    panel = page.place.panel
    assert isinstance(panel, ProjectPanel)
    assert panel.due.property("tone") == "bad"
    panel.go_before()
    qtbot.waitUntil(lambda: bool(told.went))
    (case,) = list_cases(office)
    assert told.went[-1] == ("public", {"case": case.id})


def test_a_subsidy_is_weighed_brought_in_corrected_and_announced(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_codes(tmp_path)
    page, told = a_page(qtbot, office)
    page.show_view("payments")
    page.bring_list()
    reading = page.place.panel
    assert isinstance(reading, PaymentReading)
    reading.take_files([a_list(tmp_path / "pay.xlsx", office, homes[:4])])
    qtbot.waitUntil(lambda: len(reading.sums.shown) == 2)
    assert "叁仟元整" in reading.sums.shown[-1].who
    reading.write_it()
    qtbot.waitUntil(lambda: page.payments.table.rows.rowCount() == 1)
    page.payments.table.opened.emit(page.payments.shown()[0].key)
    panel = page.place.panel
    assert isinstance(panel, SumPanel)
    qtbot.waitUntil(lambda: len(panel.lines) == 4)
    panel.correct(panel.lines[0].id)
    panel.form.set_answer("payment.quantity", Decimal(2))
    panel.form.set_answer("payment.amount", Decimal(600))
    panel.save()
    qtbot.waitUntil(lambda: bool(panel.told.shown))  # no reason yet
    panel.reason.set_answer("数量错了")
    panel.save()
    qtbot.waitUntil(lambda: payment_sums(office)[0].amount == Decimal(3300))
    qtbot.waitUntil(lambda: isinstance(page.place.panel, SumPanel) and page.place.panel is not panel)
    again = page.place.panel
    assert isinstance(again, SumPanel)
    again.announce()
    qtbot.waitUntil(lambda: bool(told.went))
    assert told.went[-1][0] == "public"
    qtbot.waitUntil(lambda: bool(page.funds.payments and page.funds.payments[0][0].announced))


def test_what_is_late_is_red_and_lines_are_removed_with_a_reason(qtbot: QtBot, tmp_path: Path):
    office, _ = paid(tmp_path)
    page, _ = a_page(qtbot, office)
    page.show_view("payments")
    (row,) = page.payments.shown()
    due = row.cells[5]
    assert isinstance(due, Mark) and due.tone == "bad"  # 15 working days from 9 October end before 2 November
    page.open_sum(row.key)
    panel = page.place.panel
    assert isinstance(panel, SumPanel)
    qtbot.waitUntil(lambda: len(panel.lines) == 4)
    panel.table.tick([panel.lines[0].id])
    panel.reason.set_answer("户已迁出")
    panel.remove()
    qtbot.waitUntil(lambda: payment_sums(office)[0].lines == 3)


def test_the_list_is_narrowed_by_words_and_years_and_keeps_its_place(qtbot: QtBot, tmp_path: Path):
    office, homes = an_office_with_codes(tmp_path)
    import_payments(office, [a_list(tmp_path / "a.xlsx", office, homes[:4])])
    with office.archive.work("clerk", at=office.clock()) as work:
        work.update(
            "payment", payment_lines(office, "产业奖补", 2026, villages(office)[0].id)[0].id, {"year": 2025}
        )
    page, _ = a_page(qtbot, office)
    page.show_view("payments")
    page.payments.years._pick("2025")
    assert [row.cells[0] for row in page.payments.shown()] == ["2025"]
    page.refresh()
    qtbot.waitUntil(lambda: not page._desk.lanes.busy())
    assert page.payments.years.key() == "2025"
    page.payments.search.setText("没有")
    page.payments.search.typed.emit()
    assert page.payments.shown() == []
