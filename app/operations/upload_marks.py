"""How safe each change of this machine is: on this disk, at the county, in the county's backup."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.operations.offices import Office

Mark = Literal["saved", "reported", "backed_up"]


@dataclass(frozen=True, slots=True)
class SafeThrough:
    """Own changes up to `reported` (a `change.seq`) are at the county, up to `backed_up` in its verified backup."""

    reported: int
    backed_up: int

    def mark(self, seq: int) -> Mark:
        """How safe the change of that number is."""
        if seq > self.reported:
            return "saved"
        return "backed_up" if seq <= self.backed_up else "reported"


def safe_through(office: Office) -> SafeThrough | None:
    """How far this machine's changes are safe; None where it has joined no county."""
    rows = office.archive.read(
        "SELECT s.acked, (SELECT coalesce(max(t.to_seq), 0) FROM sent t WHERE t.feed_to <= s.backed_up_through)"
        " FROM sync_state s"
    )
    return SafeThrough(int(rows[0][0]), min(int(rows[0][0]), int(rows[0][1]))) if rows else None


def household_mark(office: Office, household_id: str) -> Mark | None:
    """How safe the newest of this machine's words on a household is; None where no county is joined.

    Of a household that only others wrote on: in the backup once their rows are, as the county's feed tells.
    """
    safe = safe_through(office)
    if safe is None:
        return None
    ((last,),) = office.archive.read(
        "SELECT coalesce(max(seq), 0) FROM change WHERE about = ?", (household_id,)
    )
    if last:
        return safe.mark(last)
    ((heard,),) = office.archive.read(
        "SELECT EXISTS (SELECT 1 FROM synced, sync_state WHERE synced.id = ? AND gone = 0"
        " AND feed_seq <= backed_up_through)",
        (household_id,),
    )
    return "backed_up" if heard else "reported"


def household_marks(office: Office, households: Sequence[str]) -> dict[str, Mark] | None:
    """The same of many at once, by id; None where no county is joined."""
    safe, asked = safe_through(office), (json.dumps(list(households)),)
    if safe is None:
        return None
    own = office.archive.read(
        "SELECT about, max(seq) FROM change WHERE about IN (SELECT value FROM json_each(?)) GROUP BY about",
        asked,
    )
    found = {str(one): safe.mark(int(last)) for one, last in own}
    heard = office.archive.read(
        "SELECT synced.id FROM synced, sync_state WHERE synced.id IN (SELECT value FROM json_each(?)) AND gone = 0"
        " AND feed_seq <= backed_up_through",
        asked,
    )
    of_others: dict[str, Mark] = {str(one): "backed_up" for (one,) in heard}
    return {one: found.get(one) or of_others.get(one, "reported") for one in households}


def waiting_conflicts(office: Office, household_id: str) -> int:
    """How many conflicts of a household wait for a person."""
    rows = office.archive.read(
        "SELECT count(*) FROM conflict WHERE household_id = ? AND settled_as IS NULL", (household_id,)
    )
    return int(rows[0][0])
