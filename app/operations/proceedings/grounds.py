"""What every paper of a proceeding says of where, by whom and when it is drawn."""

from app.operations.offices import Office
from app.operations.places import places_by_division
from app.rules.committees import committee_of
from app.rules.values import show


def ground_words(office: Office, division_id: str) -> dict[str, str]:
    """The place of a division with its committee, the office, who is signed in, and today."""
    place = places_by_division(office)[division_id]
    return {
        "county": place.county,
        "township": place.township,
        "village": place.village,
        "committee": committee_of(place),
        "office": office.name,
        "who": office.user.shown,
        "today": show("date", office.clock().date()),
    }
