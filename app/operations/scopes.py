"""Which households a list speaks of, in SQL over `household h` and `division d`: a place, the user's own villages."""

from collections.abc import Sequence
from typing import Final

from app.operations.offices import Office
from app.operations.rows import in_list

HEAD_NAME: Final = (
    "(SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id"
    " WHERE m.household_id = h.id AND m.relation = '01' AND m.left_on IS NULL LIMIT 1)"
)
"""The name of the household's head."""


def heads_of(office: Office, households: Sequence[str]) -> dict[str, str]:
    """The name of each household's head; "" where it has none."""
    found: dict[str, str] = {}
    for some in in_list(households):
        sql = f"SELECT h.id, {HEAD_NAME} FROM household h WHERE h.id IN ({some.marks})"
        found |= {one: head or "" for one, head in office.archive.read(sql, some.values)}
    return found


class Conditions:
    """Conditions and the values bound in them. `division_id` keeps to a place; a village's user to his villages."""

    def __init__(self, office: Office, division_id: str | None = None) -> None:
        self.values: dict[str, object] = {}
        self._conditions: list[str] = []
        if division_id:
            below = f"(SELECT path FROM division WHERE id = {self.bind(division_id)})"
            self.add(f"d.path LIKE {below} || '%'")
        if office.user.villages:
            marks = ", ".join(self.bind(one) for one in office.user.villages)
            self.add(f"h.division_id IN ({marks})")

    def bind(self, value: object) -> str:
        """The name that stands for a value in the SQL."""
        name = f"c{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def add(self, condition: str) -> None:
        """One more condition, program text."""
        self._conditions.append(condition)

    @property
    def sql(self) -> str:
        return " AND ".join(self._conditions) or "1"
