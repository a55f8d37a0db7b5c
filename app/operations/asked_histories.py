"""The history of a household that came here without it: known to be missing, and asked of the county."""

from app.operations.offices import Office, need_household
from app.sync.calls import calling
from app.sync.greetings import Greeting
from app.sync.lines import Patience
from app.sync.machines import machine_hash
from app.sync.pasts import ask_past, begins_here


def history_is_elsewhere(office: Office, household_id: str) -> bool:
    """Whether what was done to a household before it came here is at the county only."""
    with office.archive.reading() as reader:
        return begins_here(reader, household_id)


def ask_history(
    office: Office,
    household_id: str,
    *,
    patience: Patience | None = None,
    machine: str | None = None,
    server: str | None = None,
) -> int:
    """Fetch what was done to a household before it came here; gives how many changes that brought.

    Raises Problem sync.*, office.* for who may not see it.
    """
    need_household(office, household_id, "view")
    greeting = Greeting(office.user.name, machine or machine_hash())
    with calling(office.archive, office.clock, patience or Patience(), server) as line:
        return ask_past(office.archive, line, greeting, office.clock, household_id)
