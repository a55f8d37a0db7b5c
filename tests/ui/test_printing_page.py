"""The print page: what is chosen is what is looked at, printed and saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.documents.previews import Preview
from app.operations.offices import Office
from app.operations.papers import print_bytes
from app.operations.places import villages
from app.operations.printing import find_lacking, plan_print
from app.ui.desks import Desk
from app.ui.printing.choices import ONE, VILLAGE
from app.ui.printing.pages import PrintPage
from app.ui.printing.printers import PrintJob, page_sizes, ready_printer, whole_file
from tests.operations.offices import a_household, an_office
from tests.ui.household.desks import Told, a_desk, a_window

LONG = 20_000  # ms: the first paper reads the fonts


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """An office with three households in two villages."""
    made = an_office(tmp_path)
    for village, name in ((0, "赵德厚"), (0, "钱桂兰"), (1, "阿依古丽·买买提江")):
        a_household(made, village=village, name=name)
    yield made
    made.close()


def opened(qtbot: QtBot, office: Office, **place: object) -> tuple[PrintPage, Desk, Told]:
    desk, told = a_desk(office)
    page = PrintPage(desk)
    told.kept += [desk, a_window(qtbot, page)]
    page.open_at(**place)  # type: ignore[arg-type]
    settled(qtbot, desk)
    return page, desk, told


def settled(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.lanes.busy(), timeout=LONG)


def acts(office: Office, what: str) -> int:
    sql = "SELECT count(*) FROM change WHERE action = 'act' AND instr(set_json, ?)"
    return int(office.archive.read(sql, (f'"act":"{what}"',))[0][0])


def test_the_first_household_is_looked_at_and_the_next_is_a_step_away(qtbot: QtBot, office: Office):
    page, desk, _ = opened(qtbot, office, paper="card")
    assert page.plan is not None
    assert [piece.name for piece in page.plan.pieces] == ["赵德厚", "钱桂兰", "阿依古丽·买买提江"]
    assert page.preview.stage.pages == 1
    assert not page.preview.before.isEnabled()
    page.preview.after.click()
    settled(qtbot, desk)
    assert page.at == 1
    assert "钱桂兰" in page.preview.piece.text()


def test_what_is_lacking_is_said_and_leads_to_the_household(qtbot: QtBot, office: Office):
    page, _, told = opened(qtbot, office, paper="card")
    assert page.plan is not None
    gap = find_lacking(office, page.plan)[0]
    assert gap.fields[0] in page.preview.gaps.words.text()
    page.preview.gaps.fill.click()
    assert told.went[0][1]["id"] == gap.household_id


def test_a_village_must_be_named_before_there_is_something_to_print(qtbot: QtBot, office: Office):
    page, desk, _ = opened(qtbot, office, paper="card")
    page.choices.whom.take(VILLAGE)
    settled(qtbot, desk)
    assert not page.print.isEnabled()
    page.choices.village.take(villages(office)[1].id)
    settled(qtbot, desk)
    assert page.print.isEnabled()
    assert page.plan is not None
    assert page.plan.households == 1


def test_an_unknown_household_is_refused_beside_its_field(qtbot: QtBot, office: Office):
    page, desk, _ = opened(qtbot, office, paper="card")
    page.choices.whom.take(ONE)
    page.choices.household.setText("999")
    page.choices.household.finish()
    settled(qtbot, desk)
    assert page.choices.household.property("issue") == "error"
    assert not page.print.isEnabled()


def test_a_pdf_and_a_workbook_of_the_chosen_ones_are_saved_and_logged(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    ids = tuple(row[0] for row in office.archive.read("SELECT id FROM household"))[:2]
    page, desk, told = opened(qtbot, office, paper="card", households=ids)
    order = page.whole_order()
    assert order is not None
    page.deeds.save_to(order, tmp_path / "cards.pdf")
    settled(qtbot, desk)
    page.deeds.save_to(order, tmp_path / "cards.xlsx")
    settled(qtbot, desk)
    with Preview((tmp_path / "cards.pdf").read_bytes()) as pdf:
        assert len(pdf) == 2
    assert (tmp_path / "cards.xlsx").stat().st_size > 0
    assert (acts(office, "print"), acts(office, "export")) == (1, 1)
    assert told.problems == []


def test_a_place_that_cannot_be_written_is_told_and_the_page_goes_on(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    page, desk, told = opened(qtbot, office, paper="card")
    (tmp_path / "taken.pdf").mkdir()
    order = page.whole_order()
    assert order is not None
    page.deeds.save_to(order, tmp_path / "taken.pdf")
    settled(qtbot, desk)
    assert told.sentences
    assert page.print.isEnabled()


def test_a_pdf_printer_gets_every_page_upright_or_across_and_the_act_is_logged(
    qtbot: QtBot, office: Office, tmp_path: Path
):
    page, desk, _ = opened(qtbot, office, paper="card")
    order = page.whole_order()
    assert order is not None
    pdf, made = print_bytes(office, order)
    sizes = page_sizes(pdf)
    printer = ready_printer(sizes, "Cards")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = PrintJob(desk.lanes, printer, pdf, sizes)
    with qtbot.waitSignal(job.ended, timeout=LONG):
        page.deeds.print_with(job, order, made, "PDF")
    settled(qtbot, desk)
    assert acts(office, "print") == 1
    with Preview((tmp_path / "printed.pdf").read_bytes()) as printed:
        assert len(printed) == made.pages == 3
        width, height = printed.size(0)
        assert (round(width), round(height)) == (297, 210)
        assert len(set(printed.picture(0, 30).pixels)) > 1


def test_a_stopped_print_is_not_logged(qtbot: QtBot, office: Office, tmp_path: Path):
    page, desk, _ = opened(qtbot, office, paper="card")
    order = page.whole_order()
    assert order is not None
    pdf, made = print_bytes(office, order)
    sizes = page_sizes(pdf)
    printer = ready_printer(sizes, "Cards")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = PrintJob(desk.lanes, printer, pdf, sizes)
    job.stepped.connect(page.deeds.stop)
    with qtbot.waitSignal(job.stopped, timeout=LONG):
        page.deeds.print_with(job, order, made, "PDF")
    settled(qtbot, desk)
    assert acts(office, "print") == 0
    assert page.print.isEnabled()


def test_a_roster_is_looked_at_village_by_village(office: Office):
    from app.operations.papers import Order

    plan = plan_print(office, Order("village-roster"))
    assert [len(piece.households) for piece in plan.pieces] == [2, 1]


def test_the_dialogs_own_pdf_file_is_the_paper_itself(qtbot: QtBot, office: Office, tmp_path: Path):
    page, desk, _ = opened(qtbot, office, paper="card")
    order = page.whole_order()
    assert order is not None
    pdf, made = print_bytes(office, order)
    printer = ready_printer(page_sizes(pdf), "Cards")
    assert whole_file(printer) is None
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    file = whole_file(printer)
    assert file == tmp_path / "printed.pdf"
    page.deeds.print_to_file(file, order, pdf, made)
    settled(qtbot, desk)
    assert file.read_bytes() == pdf
    assert acts(office, "print") == 1
