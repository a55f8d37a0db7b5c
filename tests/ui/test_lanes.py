"""The lanes: what runs off the screen's thread comes back on it, one at a time for writers, and can be stopped."""

import threading

from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import Problem
from app.progress import Progress
from app.ui.lanes import Lanes


def on_screen() -> bool:
    application = QCoreApplication.instance()
    return application is not None and QThread.currentThread() is application.thread()


def test_the_result_comes_back_on_the_screens_thread(qtbot: QtBot):
    lanes, seen = Lanes(), []
    lanes.run("errand", lambda _: on_screen(), lambda result: seen.append((result, on_screen())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(False, True)]
    assert not lanes.busy()


def test_writers_go_one_behind_the_other(qtbot: QtBot):
    lanes, gate = Lanes(), threading.Event()
    begun: list[str] = []
    done: list[bool] = []

    def first(progress: Progress) -> bool:
        begun.append("first")
        return gate.wait(5)

    def second(progress: Progress) -> bool:
        begun.append("second")
        return True

    lanes.run("writer", first, done.append)
    lanes.run("writer", second, done.append)
    lanes.run("errand", lambda _: True, done.append)
    qtbot.waitUntil(lambda: len(done) == 1)
    assert begun == ["first"]
    gate.set()
    qtbot.waitUntil(lambda: len(done) == 3)
    assert begun == ["first", "second"]


def test_errands_do_not_wait_for_the_writer(qtbot: QtBot):
    lanes, gate, done = Lanes(), threading.Event(), []
    lanes.run("writer", lambda _: gate.wait(5), done.append)
    lanes.run("errand", lambda _: "errand", done.append)
    qtbot.waitUntil(lambda: done == ["errand"])
    gate.set()
    qtbot.waitUntil(lambda: done == ["errand", True])


def test_a_problem_goes_to_who_asked_else_to_the_window(qtbot: QtBot):
    told: list[str] = []
    lanes = Lanes(lambda problem: told.append(f"window {problem.code}"))

    def fail(progress: Progress) -> None:
        raise Problem("storage.busy")

    lanes.run("errand", fail, failed=lambda problem: told.append(problem.code))
    lanes.run("errand", fail)
    qtbot.waitUntil(lambda: sorted(told) == ["storage.busy", "window storage.busy"])


def test_a_bug_reaches_the_outermost_handler(qtbot: QtBot):
    lanes = Lanes()
    with qtbot.captureExceptions() as caught:
        lanes.run("errand", lambda _: 1 / 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


def test_progress_is_told_and_stop_ends_the_work(qtbot: QtBot):
    lanes, steps, ended = Lanes(), [], []

    def count(progress: Progress) -> None:
        for number in range(1_000_000):
            progress.step(number, 1_000_000, "rows")

    task = lanes.run(
        "errand",
        count,
        ended.append,
        progress=lambda *step: steps.append(step),
        stopped=lambda: ended.append("stopped"),
    )
    qtbot.waitUntil(lambda: bool(steps))
    task.stop()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == ["stopped"]
    assert steps[0][1:] == (1_000_000, "rows")


def test_nobody_is_called_whose_widget_is_gone(qtbot: QtBot):
    class Page(QWidget):
        def take(self, result: object) -> None:
            seen.append(result)

    lanes, gate = Lanes(), threading.Event()
    seen: list[object] = []
    page = Page()
    lanes.run("errand", lambda _: gate.wait(5), page.take)
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    with qtbot.waitSignal(lanes.idle):
        gate.set()
    assert seen == []


def test_a_thousand_tasks_all_come_back(qtbot: QtBot):
    lanes, done = Lanes(), []
    for number in range(1_000):
        lanes.run("errand", lambda _, number=number: number, done.append)
    qtbot.waitUntil(lambda: len(done) == 1_000)
    assert sorted(done) == list(range(1_000))


def test_ending_stops_what_runs_and_waits_until_it_has_ended():
    lanes, begun = Lanes(), threading.Event()
    ended: list[bool] = []

    def write(progress: Progress) -> None:
        begun.set()
        try:
            while True:
                progress.step(1, 2)
        finally:
            ended.append(True)

    lanes.run("writer", write)
    assert begun.wait(5)
    lanes.end()
    assert ended == [True]


def test_what_may_not_be_lost_is_done_before_the_end_though_it_had_not_begun():
    lanes, begun, go = Lanes(), threading.Event(), threading.Event()
    kept: list[str] = []

    def write(progress: Progress) -> None:
        begun.set()
        go.wait(5)
        progress.step(1, 2)

    lanes.run("writer", write)
    assert begun.wait(5)
    lanes.run("writer", lambda _: kept.append("backup"))
    lanes.run("writer", lambda _: kept.append("half typed"), whole=True)
    threading.Timer(0.05, go.set).start()
    lanes.end()
    assert kept == ["half typed"]


def test_nothing_is_handed_over_after_the_end_and_new_work_begins_anew(qtbot: QtBot):
    lanes, seen = Lanes(), []
    lanes.run("errand", lambda _: "old", seen.append)
    lanes.end()
    lanes.run("errand", lambda _: "new", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["new"]


def test_work_that_was_stopped_before_its_turn_never_begins(qtbot: QtBot):
    lanes, gate, seen = Lanes(), threading.Event(), []
    lanes.run("writer", lambda _: gate.wait(5))
    waiting = lanes.run("writer", lambda _: seen.append("begun"), stopped=lambda: seen.append("stopped"))
    waiting.stop()
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["stopped"]


def test_the_background_waits_for_errands_and_hands_and_goes_on_when_it_is_calm(qtbot: QtBot):
    lanes, gate, done = Lanes(), threading.Event(), []
    lanes.run("background", lambda _: "background", done.append)
    lanes.run("errand", lambda _: gate.wait(5) and "errand", done.append)
    lanes.hush()
    gate.set()
    qtbot.waitUntil(lambda: done == ["errand", "background"])


def test_work_in_the_background_stands_still_at_its_next_step_while_an_errand_runs(qtbot: QtBot):
    lanes, gate, done = Lanes(), threading.Event(), []
    begun, go_on = threading.Event(), threading.Event()

    def long_work(progress: Progress) -> str:
        begun.set()
        go_on.wait(5)
        progress.step(1, 2)
        return "background"

    lanes.run("background", long_work, done.append)
    qtbot.waitUntil(begun.is_set)
    lanes.run("errand", lambda _: gate.wait(5) and "errand", done.append)
    go_on.set()
    gate.set()
    qtbot.waitUntil(lambda: done == ["errand", "background"])


def test_work_that_waits_in_the_background_ends_with_the_window(qtbot: QtBot):
    lanes, done = Lanes(), []
    lanes.run("background", lambda _: True, done.append)
    lanes.end(wait=5)
    assert not lanes.busy()
    assert done == []
