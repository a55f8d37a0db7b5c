"""A meeting half typed: kept as it is typed, put back when its case is opened again, forgotten once it is kept."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from app.rules.forms import Forms
from app.ui.desks import Desk
from app.ui.household.asked import judge, taken_up
from app.ui.household.keeping import draft_text
from app.ui.public.meeting_forms import MeetingForm

PAUSE = 600  # ms without a key before what is typed is kept


class MeetingDraft(QObject):
    """Keeps what is typed into `form` under `key`; nothing before somebody typed."""

    def __init__(self, desk: Desk, key: str, form: MeetingForm) -> None:
        super().__init__(form)
        self._desk, self._key, self._form = desk, key, form
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(PAUSE)
        self._clock.timeout.connect(self.keep)
        desk.locking.connect(self.keep_now)
        for part in (form.form, form.numbers):
            for one in part.inputs.values():
                one.typed.connect(self._clock.start)
                one.answered.connect(self._clock.start)
        form.people.changed.connect(self._clock.start)
        form.ballot.changed.connect(self._clock.start)

    def keep(self) -> None:
        """Keep what is typed so far."""
        self._clock.stop()
        self._desk.keep_draft(self._key, said(self._form))

    def keep_now(self) -> None:
        """Do not wait for the pause."""
        if self._clock.isActive():
            self.keep()

    def stop(self) -> None:
        """It is being kept for good."""
        self._clock.stop()


def said(form: MeetingForm) -> dict[str, Any]:
    """What stands in the form, as a draft holds it."""
    return {
        "fields": {
            path: draft_text(one.answer())
            for part in (form.form, form.numbers)
            for path, one in part.inputs.items()
        },
        "people": [[name, came] for name, came in form.attendance()],
        "votes": form.ballot.typed(),
    }


def take_up(forms: Forms, form: MeetingForm, draft: Mapping[str, Any]) -> None:
    """Put what was left half done back."""
    for part in (form.form, form.numbers):
        for path, one in part.inputs.items():
            field = forms.by_path[path]
            raw = taken_up(field, draft.get("fields", {}).get(path, ""))
            typed = judge(forms, field, raw)
            one.set_answer(raw if typed.fault else typed.answer)
    people = draft.get("people", ())
    form.people.show_names([name for name, _ in people], [came for _, came in people])
    form.ballot.take_up(draft.get("votes", {}))
