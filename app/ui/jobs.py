"""The long job a page has under way: told on its progress line, stopped from there, complained of at the foot."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import Problem
from app.progress import Progress
from app.ui.desks import Desk
from app.ui.kit.bars import ProgressLine
from app.ui.lanes import Lane, Task


class Job(QObject):
    """One job at a time; `rested` comes when it is over, however it ended.

    `keeps_room`: the line's place stays while nothing is done, so that what stands beside it does not move.
    """

    rested = Signal()

    def __init__(self, desk: Desk, line: ProgressLine, *, keeps_room: bool = False) -> None:
        super().__init__(line)
        self._desk, self._line, self._keeps_room = desk, line, keeps_room
        self._task: Task | None = None
        line.stopped.connect(self.stop)
        if not keeps_room:
            line.hide()

    @property
    def under_way(self) -> bool:
        """Whether something is being done now."""
        return self._task is not None

    def run(
        self,
        lane: Lane,
        words: str,
        function: Callable[[Progress], Any],
        done: Callable[[Any], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Do `function` in a lane; `done` is called with what it gives, `failed` (else the foot) with a problem."""

        def give(result: Any) -> None:
            self._rest()
            done(result)

        def refuse(problem: Problem) -> None:
            self._rest()
            (failed or self._desk.complain)(problem)

        self._line.show()
        self._line.start(words)
        self._task = self._desk.lanes.run(
            lane, function, give, refuse, lambda at, total, _: self._line.step(at, total, words),
            self._rest, owner=self,
        )  # fmt: skip

    def stop(self) -> None:
        """Ask what is under way to end; nothing of it is kept."""
        if self._task is not None:
            self._task.stop()

    def _rest(self) -> None:
        self._task = None
        self._line.finish()
        if not self._keeps_room:
            self._line.hide()
        self.rested.emit()
