"""Work off the screen's thread: one lane that writes, several for errands, one for what nobody waits for, one for the
line to the county, where waiting for an answer holds up nobody.

A function runs in its lane with a `Progress`; what it gives comes back on the screen's thread. Tasks are plain
objects and the signals are those of the lanes, which live as long as the window: nothing Qt knows of is ever freed
by another thread.

All threads share one interpreter: whatever computes takes time from the screen. So the background (the search index,
the doubts of a township) stands still at its steps while an errand is under way or a hand is on the keyboard.
"""

import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from app.errors import Problem
from app.progress import Progress, Stopped

Lane = Literal["writer", "errand", "background", "line"]
Report = Callable[[int, int, str], object]
_PATIENCE = 0.05  # seconds between two reports: the eye needs no more
_CALM = 150  # ms without errand, key or mouse before the background goes on


class Task:
    """One piece of work on its way; `stop()` asks it to end at its next step."""

    def __init__(
        self, lane: Lane, function: Callable[[Progress], Any], owner: QObject | None, minor: bool, whole: bool
    ) -> None:
        self.lane, self.function, self.owner, self.minor, self.whole = lane, function, owner, minor, whole
        self.done: Callable[[Any], object] | None = None
        self.failed: Callable[[Problem], object] | None = None
        self.stopped: Callable[[], object] | None = None
        self.report: Report | None = None
        self.progress = Progress()
        self.over = threading.Event()

    def stop(self) -> None:
        """Ask the work to end; nothing of it is kept."""
        self.progress.stop()

    def wanted(self) -> bool:
        """Whether who asked for it is still there."""
        return self.owner is None or isValid(self.owner)


class Lanes(QObject):
    """The lanes of one window. `complain(problem)` says a problem for which the asker has no words of its own."""

    idle = Signal()
    _ended = Signal(object, object, object)
    _stepped = Signal(object, int, int, str)

    def __init__(self, complain: Callable[[Problem], object] | None = None, errands: int = 3) -> None:
        super().__init__()
        self.complain = complain
        self._threads: dict[Lane, int] = {"writer": 1, "errand": errands, "background": 1, "line": 1}
        self._queues: dict[Lane, SimpleQueue[Task | None]] = {}
        self._tasks: set[Task] = set()
        self._calm = threading.Event()
        self._calming = QTimer(self)
        self._calming.setSingleShot(True)
        self._calming.setInterval(_CALM)
        self._calming.timeout.connect(self._calm.set)
        self._ended.connect(self._retire, Qt.ConnectionType.QueuedConnection)
        self._stepped.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        lane: Lane,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        progress: Report | None = None,
        stopped: Callable[[], object] | None = None,
        owner: QObject | None = None,
        minor: bool = False,
        whole: bool = False,
    ) -> Task:
        """Run `function(progress)` in a lane; the callbacks come on the screen's thread, and only while `owner` lives.

        `stopped` is called when there is neither a result nor a problem: it was stopped, or the program is at fault.
        Without an owner, the object whose method `done` is stands for it. `minor` work is done for nobody in
        particular (a backup): it is waited for, but nobody is asked about it. `whole` work is short and would be
        lost (what is half typed): not even the end of the lanes stops it.
        """
        receiver = owner or getattr(done, "__self__", None)
        task = Task(lane, function, receiver if isinstance(receiver, QObject) else None, minor, whole)
        task.done, task.failed, task.report, task.stopped = done, failed, progress, stopped
        task.progress.report = self._reporter(task)
        self._tasks.add(task)
        if lane in ("background", "line"):
            task.progress.pause = self._wait_for_calm
        if lane != "writer":
            self.hush()
        self._queue(lane).put(task)
        return task

    def hush(self) -> None:
        """Somebody is at work: the background waits at its next step until it has been calm for a moment."""
        self._calm.clear()
        self._settle()

    def _settle(self) -> None:
        if self.busy("errand"):
            self._calming.stop()
        else:
            self._calming.start()

    def _wait_for_calm(self) -> None:
        self._calm.wait()

    def writes(self) -> bool:
        """Whether somebody's own writing is under way, about whose end a person must be asked."""
        return any(task.lane == "writer" and not task.minor for task in self._tasks)

    def busy(self, lane: Lane | None = None) -> bool:
        """Whether anything is under way, in one lane or in any."""
        return any(lane in (None, task.lane) for task in self._tasks)

    def end(self, wait: float = 60.0) -> None:
        """Stop what can be stopped, wait for the rest (`wait` seconds at most), and hand nothing over any more.

        The threads end; work given later begins new ones.
        """
        tasks, self._tasks = self._tasks, set()
        for task in tasks:
            if not task.whole:
                task.stop()
        self._calming.stop()
        self._calm.set()
        for lane, queue in self._queues.items():
            for _ in range(self._threads[lane]):
                queue.put(None)
        self._queues = {}
        for task in tasks:
            task.over.wait(wait)

    # in the lanes

    def _queue(self, lane: Lane) -> "SimpleQueue[Task | None]":
        """The queue of a lane; its threads begin with the first task."""
        if lane not in self._queues:
            self._queues[lane] = SimpleQueue()
            for number in range(self._threads[lane]):
                name = f"{lane}-{number}"
                threading.Thread(
                    target=self._work, args=(self._queues[lane],), name=name, daemon=True
                ).start()
        return self._queues[lane]

    def _work(self, queue: "SimpleQueue[Task | None]") -> None:
        while (task := queue.get()) is not None:
            result, fault = None, None
            try:
                task.progress.step(0, 0)
                result = task.function(task.progress)
            except Exception as error:  # noqa: BLE001 - the outermost place of this thread: told on the screen's
                fault = error
            task.over.set()
            if isValid(self):
                self._ended.emit(task, result, fault)
            del task, result, fault

    def _reporter(self, task: Task) -> Callable[[int, int, str], None]:
        last = 0.0

        def report(done: int, total: int, what: str) -> None:
            nonlocal last
            now = time.monotonic()
            if total and (now - last >= _PATIENCE or done == total):
                last = now
                self._stepped.emit(task, done, total, what)

        return report

    # on the screen's thread

    @Slot(object, int, int, str)
    def _tell(self, task: Task, done: int, total: int, what: str) -> None:
        if task in self._tasks and task.report and task.wanted():
            task.report(done, total, what)

    @Slot(object, object, object)
    def _retire(self, task: Task, result: object, fault: Exception | None) -> None:
        if task not in self._tasks:
            return
        self._tasks.discard(task)
        if task.wanted():
            self._hand_over(task, result, fault)
        self._settle()
        if not self._tasks:
            self.idle.emit()

    def _hand_over(self, task: Task, result: object, fault: Exception | None) -> None:
        if fault is None:
            if task.done:
                task.done(result)
        elif isinstance(fault, Stopped):
            if task.stopped:
                task.stopped()
        elif isinstance(fault, Problem) and (say := task.failed or self.complain):
            say(fault)
        else:
            if task.stopped:
                task.stopped()
            sys.excepthook(type(fault), fault, fault.__traceback__)
