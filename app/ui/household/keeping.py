"""Keeps what is typed on a household's page: each field when it is left, half-typed ones as a draft.

Everything is written in the writer's lane, in the order it was typed; a draft outlives the program.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import Problem
from app.operations.batches import undo_batch
from app.operations.corrections import Corrected, correct_household
from app.operations.drafts import keep_draft, read_draft
from app.operations.families import NewMember
from app.operations.offices import Office
from app.operations.subjects import Subject
from app.rules.dossiers import Value
from app.texts import say
from app.ui.desks import Desk

Writer = Callable[[Office, Subject, Mapping[str, Value]], object]
_PAUSE = 400  # ms of quiet typing before the draft is written


def draft_key(household_id: str) -> str:
    """The key of a household's draft."""
    return f"household:{household_id}"


def place_of(subject: Subject, key: str) -> str:
    """The name of one field's place in a draft."""
    return f"{subject.record}|{subject.owner}|{subject.year or ''}|{key}"


def draft_text(raw: object) -> str:
    """An answer or half of one as a draft holds it."""
    return ",".join(raw) if isinstance(raw, tuple) else "" if raw is None else str(raw)


class Keeper(QObject):
    """`settled` comes when everything asked for has been written; `wrote` after each writing.

    `refused(subject, problem)` when answers could not be kept: they stay in the draft. `writers`: how the answers of
    records with an operation of their own are written, by record.
    """

    settled = Signal()
    wrote = Signal()
    refused = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.household_id = ""
        self.under_way = 0
        self.writers: dict[str, Writer] = {}
        self._draft: dict[str, Any] = {}
        self._dirty = False  # the draft says something that is not written yet
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_PAUSE)
        self._clock.timeout.connect(self._write_draft)

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

    def go(self, page: str, **place: object) -> None:
        """Open another page."""
        self.flush()
        self._desk.go(page, **place)

    # what can be read is saved

    def save(self, subject: Subject, answers: Mapping[str, Value], words: str) -> None:
        """Save answers of one subject; `words` name them in the line at the foot."""
        for key, value in answers.items():
            self._draft[place_of(subject, key)] = draft_text(value)  # until it is written
        self._dirty = True
        texts = {key: draft_text(value) for key, value in answers.items()}
        household = self.household_id

        def written() -> None:
            if household != self.household_id:
                self._trim_draft(household, {place_of(subject, key): text for key, text in texts.items()})
                return
            for key, text in texts.items():
                if self.held(subject, key) == text:
                    self.forget(subject, key)

        sentence, writer, office = (
            say("household.saved", what=words),
            self.writers.get(subject.record),
            self.office,
        )
        if writer is None:
            self.save_all([(subject, answers)], sentence, written=written)
            return

        def over(_: object) -> None:
            written()
            self.tell(sentence)

        self.do(
            lambda: writer(office, subject, answers),
            over,
            lambda problem: self.refused.emit(subject, problem),
            minor=True,
        )

    def save_all(
        self,
        wanted: Sequence[tuple[Subject, Mapping[str, Value]]],
        sentence: str,
        newcomers: Sequence[NewMember] = (),
        written: Callable[[], object] | None = None,
    ) -> None:
        """Save answers of several subjects as one batch that can be taken back."""
        office, household = self.office, self.household_id

        def done(made: Corrected) -> None:
            if written:
                written()
            if made.batch:
                self.tell(sentence, say("household.undo"), lambda: self.undo(made.batch))

        minor = written is not None  # its draft keeps it: nobody is asked about it at closing
        self.do(lambda: correct_household(office, household, wanted, newcomers), done, minor=minor)

    def do(
        self,
        deed: Callable[[], Any],
        done: Callable[[Any], object] | None = None,
        failed: Callable[[Problem], object] | None = None,
        minor: bool = False,
    ) -> None:
        """Run any writing in the writer's lane and tell the other pages afterwards."""
        if self._desk.ended:
            return  # its draft was kept before the office closed
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

        self._desk.lanes.run("writer", lambda _: deed(), over, fault, owner=self, minor=minor)

    def read(
        self, read: Callable[[], Any], done: Callable[[Any], object], owner: QObject | None = None
    ) -> None:
        """Read something beside the screen; nobody is told once `owner` (else the page) is gone."""
        self._desk.lanes.run("errand", lambda _: read(), done, owner=owner or self)

    def _over(self) -> None:
        self.under_way -= 1
        if not self.under_way:
            self.settled.emit()

    def undo(self, batch: str) -> None:
        """Take a batch back."""
        office = self.office
        self.do(lambda: undo_batch(office, batch), lambda _: self._desk.tell(say("household.undone")))

    # what cannot be read yet is a draft

    def hold(self, subject: Subject, key: str, raw: object) -> None:
        """Keep what stands in a field that is not saved."""
        place, text = place_of(subject, key), draft_text(raw)
        if self._draft.get(place) != text:
            self._draft[place] = text
            self._dirty = True
            self._clock.start()

    def forget(self, subject: Subject, key: str) -> None:
        """The field was saved or emptied: nothing of it is a draft."""
        if self._draft.pop(place_of(subject, key), None) is not None:
            self._dirty = True
            self._clock.start()

    def held(self, subject: Subject, key: str) -> str | None:
        """What was left in a field half typed."""
        return self._draft.get(place_of(subject, key))

    def holds(self, subject: Subject) -> bool:
        """Whether anything of a subject was left half typed."""
        return any(place.startswith(place_of(subject, "")) for place in self._draft)

    def flush(self) -> None:
        """Write the draft now, with what is still on its way into the archive."""
        if self._dirty and not self._desk.ended:
            self._clock.stop()
            self._dirty = False
            keep_draft(self.office, draft_key(self.household_id), self._draft)

    def _trim_draft(self, household: str, written: Mapping[str, str]) -> None:
        """Take what was written after all out of the draft of a household that was left meanwhile."""
        office, key = self.office, draft_key(household)

        def trim() -> None:
            body = read_draft(office, key).items()
            keep_draft(office, key, {place: text for place, text in body if written.get(place) != text})

        self._desk.lanes.run("writer", lambda _: trim(), owner=self, minor=True)

    def _write_draft(self) -> None:
        body = dict(self._draft)

        def kept(_: object) -> None:
            self._dirty = self._dirty and body != self._draft

        self._desk.keep_draft(draft_key(self.household_id), body, kept)
