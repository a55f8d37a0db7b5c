"""The standards and lines of this office's shelf, read once."""

from datetime import date

from app.errors import Problem
from app.operations.doubts import thresholds_of
from app.operations.offices import Office
from app.operations.places import township
from app.rules.checks.facts import Meanings
from app.rules.lines import load_lines
from app.rules.standards import FACT_LEVELS, Standard, Standards, load_editions


def standards(office: Office) -> Standards:
    """The standards and lines with what judges by them, read once."""
    known: Standards | None = office.kept.get("standards")
    if known is None:
        lines = load_lines(office.shelf)
        editions = load_editions(office.shelf, lines, FACT_LEVELS)
        known = office.kept["standards"] = Standards(
            {key: some[-1] for key, some in editions.items()},
            lines,
            thresholds_of(office).limits,
            Meanings(office.forms),
            editions,
        )
    return known


def standard_named(office: Office, word: str) -> Standard:
    """The standard of that key, or of that name. Raises Problem naming those there are."""
    known = standards(office).known
    found = known.get(word) or next((one for one in known.values() if word in (one.label, one.short)), None)
    if found is None:
        names = "\u3001".join(f"{one.key}\uff08{one.short}\uff09" for one in known.values())
        raise Problem("assess.no_standard", word=word, known=names)
    return found


def default_standard(office: Office, day: date) -> Standard | None:
    """The one a clerk of this place most likely means on that day: the narrowest region, then the first in order."""
    place = township(office)
    code = place.code if place else ""
    fitting = [
        one
        for one in standards(office).known.values()
        if code.startswith(one.region) and one.first <= day <= one.last
    ]
    return max(fitting, key=lambda one: len(one.region), default=None)
