"""The standards to choose from, for the page and for a household's card."""

from datetime import date

from app.operations.offices import Office
from app.operations.places import township
from app.operations.standards import standards
from app.rules.standards import Standard
from app.texts import say
from app.ui.kit.popups import Option


def standard_options(office: Office) -> list[Option]:
    """The standards households are judged by, those of this place first, each with the years it holds."""
    place = township(office)
    code = place.code if place else ""
    known = [one for one in standards(office).known.values() if one.level == "household"]
    known.sort(key=lambda one: not code.startswith(one.region))
    return [Option(one.key, one.label, span(one)) for one in known]


def span(one: Standard) -> str:
    """The years a standard holds."""
    if one.last.year == date.max.year:
        return say("standards_page.since", first=one.first.year)
    return say("standards_page.span", first=one.first.year, last=one.last.year)
