"""The overview in three colours as tables: a row a village, or a row a household that is not green."""

from app.operations.colours import Overview
from app.operations.plain_tables import PlainColumn, PlainTable
from app.rules.colours import COLOURS, Colour
from app.texts import say


def colour_word(colour: Colour) -> str:
    """The word of a colour: it never stands without."""
    words = {"red": say("colours.red"), "yellow": say("colours.yellow"), "green": say("colours.green")}
    return words[colour]


def villages_table(found: Overview, place: str) -> PlainTable:
    """A row for each village and one for all, with its colour, its counts and why."""
    columns = (
        PlainColumn(say("colours.village"), 34.0),
        PlainColumn(say("colours.colour"), 18.0),
        PlainColumn(say("colours.households"), 20.0, True),
        *(PlainColumn(say("colours.of_colour", colour=colour_word(one)), 18.0, True) for one in COLOURS),
        PlainColumn(say("colours.why"), 62.0),
    )
    rows: list[list[str | int]] = [
        [
            one.name,
            colour_word(one.entry.colour),
            one.households,
            *(one.counts[colour] for colour in COLOURS),
            one.entry.told,
        ]
        for one in found.villages
    ]
    every = found.counts()
    rows.append([say("colours.sum"), "", sum(every.values()), *(every[colour] for colour in COLOURS), ""])
    return PlainTable(say("colours.villages_title", place=place), columns, rows, rule_words(found))


def households_table(found: Overview, place: str) -> PlainTable:
    """A row for each household that is not green, with its colour and why."""
    columns = (
        PlainColumn(say("colours.colour"), 16.0),
        PlainColumn(say("colours.village"), 34.0),
        PlainColumn(say("colours.group"), 24.0),
        PlainColumn(say("colours.head"), 30.0),
        PlainColumn(say("colours.why"), 70.0),
    )
    some = [one for one in found.households if one.entry.colour != "green"]
    some.sort(key=lambda one: COLOURS.index(one.entry.colour))
    rows = [[colour_word(one.entry.colour), one.village, one.group, one.head, one.entry.told] for one in some]
    return PlainTable(say("colours.households_title", place=place), columns, rows, rule_words(found))


def rule_words(found: Overview) -> str:
    """What the colours rest on, and that nobody confirmed it where that is so."""
    said = say("colours.rests_on", label=found.rule.label, source=found.rule.source)
    return said if found.rule.confirmed else say("colours.unconfirmed", said=said)
