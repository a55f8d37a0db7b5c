"""Keeps what is typed on a household's page: each field when it is left, half-typed ones as a draft.

Everything is written in the writer's lane, in the order it was typed; a draft outlives the program.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.corrections import Corrected, correct_household
from app.operations.drafts import keep_draft
from app.operations.families import NewMember
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from app.texts import say
from app.ui.desks import Desk

_PAUSE = 400  # ms of quiet typing before the draft is written


def draft_key(household_id: str) -> str:
    """The key of a household's draft."""
    return f"household:{household_id}"


def place_of(subject: Subject, key: str) -> str:
    """The name of one field's place in a draft."""
    return f"{subject.record}|{subject.owner}|{subject.year or ''}|{key}"


class Keeper(QObject):
    """`settled` comes when everything asked for has been written; `wrote` after each writing."""

    settled = Signal()
    wrote = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.household_id = ""
        self.under_way = 0
        self._draft: dict[str, Any] = {}
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_PAUSE)
        self._clock.timeout.connect(self._write_draft)
        desk.locking.connect(self.flush)

    @property
    def office(self) -> Office:
        """The open office."""
        return self._desk.office

    def open_household(self, household_id: str, draft: Mapping[str, Any]) -> None:
        """From now on keep this household's typing."""
        if household_id != self.household_id:
            self.flush()
            self.household_id, self._draft = household_id, dict(draft)

    def tell(self, sentence: str, verb: str = "", do: Callable[[], object] | None = None) -> None:
        """Say one sentence at the foot of the page."""
        self._desk.tell(sentence, "ok", verb, do)

    # what can be read is saved

    def save(self, subject: Subject, answers: Mapping[str, Value], words: str) -> None:
        """Save answers of one subject; `words` name them in the line at the foot."""
        self.save_all([(subject, answers)], say("household.saved", what=words))
        for key in answers:
            self.forget(subject, key)

    def save_all(
        self,
        wanted: Sequence[tuple[Subject, Mapping[str, Value]]],
        sentence: str,
        newcomers: Sequence[NewMember] = (),
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Save answers of several subjects as one batch that can be taken back."""
        office, household = self.office, self.household_id

        def done(written: Corrected) -> None:
            if written.batch:
                self._desk.tell(
                    sentence, "ok", say("household.undo"), lambda: self._undo(household, written.batch)
                )

        self.do(lambda: correct_household(office, household, wanted, newcomers), done, failed)

    def do(
        self,
        deed: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
    ) -> None:
        """Run any writing in the writer's lane and tell the other pages afterwards."""
        self.under_way += 1

        def over(result: Any) -> None:
            if done:
                done(result)
            self.wrote.emit()
            self._desk.changed.emit("households")
            self._over()

        def fault(problem: Problem) -> None:
            (failed or self._desk.complain)(problem)
            self._over()

        self._desk.lanes.run("writer", lambda _: deed(), over, fault, owner=self)

    def read(self, read: Callable[[], Any], done: Callable[[Any], object]) -> None:
        """Read something beside the screen."""
        self._desk.lanes.run("errand", lambda _: read(), done, owner=self)

    def _over(self) -> None:
        self.under_way -= 1
        if not self.under_way:
            self.settled.emit()

    def _undo(self, household: str, batch: str) -> None:
        office = self.office
        self.do(lambda: undo_batch(office, batch), lambda _: self._desk.tell(say("household.undone")))

    # what cannot be read yet is a draft

    def hold(self, subject: Subject, key: str, raw: object) -> None:
        """Keep what stands in a field that is not saved."""
        place, text = place_of(subject, key), str(raw)
        if self._draft.get(place) != text:
            self._draft[place] = text
            self._clock.start()

    def forget(self, subject: Subject, key: str) -> None:
        """The field was saved or emptied: nothing of it is a draft."""
        if self._draft.pop(place_of(subject, key), None) is not None:
            self._clock.start()

    def held(self, subject: Subject, key: str) -> str | None:
        """What was left in a field half typed."""
        return self._draft.get(place_of(subject, key))

    def flush(self) -> None:
        """Write the draft now."""
        if self._clock.isActive():
            self._clock.stop()
            keep_draft(self.office, draft_key(self.household_id), self._draft)

    def _write_draft(self) -> None:
        office, key, body = self.office, draft_key(self.household_id), dict(self._draft)
        self._desk.lanes.run("writer", lambda _: keep_draft(office, key, body), owner=self)
