"""Who came to a village's last meeting: the next one begins with the same representatives, place and chair."""

from dataclasses import dataclass

import orjson

from app.operations.offices import Office
from app.operations.rows import RowReader
from app.rules.dossiers import Answers

_STAYS = ("kind", "place", "chair", "recorder")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a village's meetings have in common: the answers that stay, and the representatives by name."""

    answers: Answers
    names: tuple[str, ...]


def last_meeting(office: Office, division_id: str) -> Remembered | None:
    """What is remembered of a village's newest meeting, names of the newest that wrote them down; None before one."""
    reader = RowReader(office.forms.public["meeting"], ("attendance",))
    of_village = 'case_id IN (SELECT id FROM "case" WHERE division_id = ?) ORDER BY held_on DESC, id DESC'
    rows = list(reader.rows(office, of_village, (division_id,)))
    if not rows:
        return None
    attendance = next((str(row.keys[0]) for row in rows if row.keys[0]), "[]")
    names = tuple(str(name) for name, _ in orjson.loads(attendance))
    return Remembered({key: rows[0].answers.get(key) for key in _STAYS}, names)
