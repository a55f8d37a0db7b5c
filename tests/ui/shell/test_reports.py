"""A fault of the program: told calmly, without anybody's data, and work goes on."""

from PySide6.QtWidgets import QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.ui.kit.dialogs import Dialog
from app.ui.shell.reports import describe, report_fault


def fault() -> Exception:
    """A fault whose words name a person."""
    try:
        raise ValueError("赵德厚 990000197001010014")
    except ValueError as error:
        return error


def test_the_report_names_places_in_the_program_and_nobody():
    report = describe(fault())
    assert "ValueError" in report
    assert "test_reports.py" in report
    assert "赵德厚" not in report
    assert "990000" not in report


def test_the_cause_of_a_fault_is_named_too():
    try:
        raise KeyError("x") from fault()
    except KeyError as error:
        report = describe(error)
    assert report.index("KeyError") < report.index("ValueError")


def test_one_sheet_at_a_time_and_the_window_lives_on(qtbot: QtBot):
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(1280, 672)
    window.show()
    report_fault(window, fault())
    report_fault(window, fault())
    sheets = window.findChildren(Dialog)
    assert len(sheets) == 1
    assert "ValueError" in sheets[0].findChildren(QPlainTextEdit)[0].toPlainText()
    sheets[0].decide("go_on")
    assert sheets[0].isHidden()
    assert window.isVisible()
