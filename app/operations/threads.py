"""A case read from its end or its beginning: each meeting, notice, objection and decision, linked both ways.

A notice follows from the meeting before it, an objection speaks against a notice, a decision rests on what came
before; each names what it follows from and what followed, so that a reader goes on from any of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from app.operations.cases.stored import StoredCase, StoredMeeting, read_case
from app.operations.cases.viewing import CaseView, case_view
from app.operations.notices.stored import StoredNotice, notice_kinds, read_notices
from app.operations.notices.viewing import ObjectionLine, objections_of
from app.operations.offices import Office
from app.rules.meetings import Conclusion, Rule, conclude
from app.rules.walks import Walked

ThreadKind = Literal["step", "meeting", "notice", "objection", "decision"]
_ORDER: Sequence[ThreadKind] = ("step", "meeting", "notice", "objection", "decision")
"""What comes first of several things of one day."""


@dataclass(frozen=True, slots=True)
class ThreadEntry:
    """One thing that happened. `label`: the step's name or the notice's kind; the one part it is of is set.

    `links`: the keys of those it follows from and of those that followed, earliest first.
    """

    key: str
    kind: ThreadKind
    on: date | None
    label: str
    links: tuple[str, ...] = ()
    meeting: StoredMeeting | None = None
    notice: StoredNotice | None = None
    objection: ObjectionLine | None = None
    walked: Walked | None = None
    conclusions: dict[str, Conclusion] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thread:
    """A case with everything that happened in it, in the order of the days."""

    case: CaseView
    rule: Rule
    entries: tuple[ThreadEntry, ...]

    def entry(self, key: str) -> ThreadEntry | None:
        """The entry of a key; None for none."""
        return next((one for one in self.entries if one.key == key), None)


def thread_of(office: Office, case_id: str) -> Thread:
    """Everything that happened in a case. Raises Problem for one that is gone."""
    case = read_case(office, case_id)
    found = [*_meetings(case), *_notices(office, case), *_steps(case)]
    found.sort(key=lambda one: (one.on or date.max, _ORDER.index(one.kind)))
    return Thread(case_view(office, case_id), case.procedure.rule, tuple(_linked(found)))


def _meetings(case: StoredCase) -> Iterator[ThreadEntry]:
    for one in case.meetings:
        held = one.answers.get("held_on")
        rule = case.procedure.rule
        yield ThreadEntry(
            f"meeting:{one.id}",
            "meeting",
            held if isinstance(held, date) else None,
            case.procedure.step(one.step).label,
            meeting=one,
            conclusions={home: conclude(one.meeting, home, rule) for home in one.meeting.votes},
        )


def _notices(office: Office, case: StoredCase) -> Iterator[ThreadEntry]:
    kinds = notice_kinds(office)
    for one in read_notices(office, "case_id = ?", (case.id,)):
        kind = kinds.get(one.text("kind"))
        label = kind.label if kind else one.text("kind")
        on = one.day("posted_on") or one.day("drafted_on")
        yield ThreadEntry(f"notice:{one.id}", "notice", on, label, notice=one)
        for said in objections_of(office, one.id):
            received = said.answers.get("received_on")
            yield ThreadEntry(
                f"objection:{said.id}",
                "objection",
                received if isinstance(received, date) else None,
                label,
                links=(f"notice:{one.id}",),
                objection=said,
            )


def _steps(case: StoredCase) -> Iterator[ThreadEntry]:
    """The steps that are neither a meeting nor a notice, and whatever was sent back."""
    for stored in case.steps:
        step = case.procedure.step(stored.walked.step)
        if step.kind in ("meeting", "notice") and stored.walked.outcome == "done":
            continue
        kind: ThreadKind = "step" if step.kind == "deed" and stored.walked.outcome == "done" else "decision"
        yield ThreadEntry(f"step:{stored.id}", kind, stored.walked.on, step.label, walked=stored.walked)


def _linked(entries: Sequence[ThreadEntry]) -> list[ThreadEntry]:
    """Each with what it follows from and, the same turned round, what followed from it."""
    links: dict[str, list[str]] = {one.key: [] for one in entries}
    last: dict[str, str] = {}
    for one in entries:
        for before in (*one.links, *_follows(one, last)):
            if before in links and before not in links[one.key]:
                links[one.key].append(before)
                links[before].append(one.key)
        last[one.kind] = one.key
    return [replace(one, links=tuple(links[one.key])) for one in entries]


def _follows(one: ThreadEntry, last: dict[str, str]) -> list[str]:
    """What a notice or a decision follows from: the meeting, the notice, the decision before it."""
    if one.kind == "notice":
        corrected = one.notice.corrects_id if one.notice else None
        before = [f"notice:{corrected}"] if corrected else []
        return [*before, *(last[kind] for kind in ("meeting", "decision") if kind in last)]
    if one.kind == "decision":
        return [last[kind] for kind in ("notice", "objection") if kind in last] or [
            last[kind] for kind in ("meeting",) if kind in last
        ]
    return []
