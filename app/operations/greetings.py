"""How this office greets the county: who, from which PC, and what waits here, for the county's overview."""

from app.operations.doubt_lists import last_doubts
from app.operations.offices import Office
from app.sync.greetings import Greeting
from app.sync.machines import machine_hash


def greeting_of(office: Office, machine: str | None = None) -> Greeting:
    """The greeting of the signed-in user.

    Doubts as the window last counted them: going through a township would take longer than the round. Until it has,
    they are not known, and the county keeps what it heard before.
    """
    known = last_doubts(office)
    doubts = None if known is None else sum(not one.settled for one in known.all())
    ((notices,),) = office.archive.read(
        "SELECT count(*) FROM notice WHERE posted_on IS NOT NULL AND taken_down_on IS NULL"
    )
    return Greeting(office.user.name, machine or machine_hash(), doubts, int(notices))
