"""How lines of a comparison look: differences, guesses, strangers, and the doubts that were kept."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.operations.crosschecks.comparing import CrossChecked
from app.operations.crosschecks.listing import DifferenceLine, DifferenceState
from app.operations.crosschecks.settling import conflict_words
from app.operations.crosschecks.tables import spot_words
from app.operations.crosschecks.telling import check_text, how_word, kept_text, said_words, value_kind
from app.operations.offices import Office
from app.operations.places import divisions
from app.rules.crosschecks.outcomes import Guess
from app.rules.values import show
from app.texts import say
from app.ui.kit.cells import Column, Mark, Row

SPLIT = "|"
ROW = "two_line_row"
DIFFERENCES, GUESSES, STRANGERS = "differences", "guesses", "strangers"


def state_word(state: str) -> str:
    """The word of a doubt's state."""
    words: Mapping[DifferenceState | str, str] = {
        "open": say("crosscheck_page.state_open"),
        "overdue": say("crosscheck_page.state_overdue"),
        "applied": say("crosscheck_page.state_applied"),
        "kept": say("crosscheck_page.state_kept"),
        "closed": say("crosscheck_page.state_closed"),
    }
    return words[state]


_TONES = {"open": "warn", "overdue": "bad", "applied": "ok", "kept": "neutral", "closed": "neutral"}


def doubt_columns() -> list[Column]:
    """The columns of the doubts that were kept."""
    return [
        Column("state", say("crosscheck_page.state"), 84, kind="chips"),
        Column("who", say("crosscheck_page.person"), 132),
        Column("what", say("crosscheck_page.what"), 190, stretch=True),
        Column("archive", say("crosscheck_page.archive"), 116),
        Column("list", say("crosscheck_page.list"), 116),
        Column("owner", say("crosscheck_page.owner"), 112),
    ]


def doubt_row(one: DifferenceLine, today: date) -> Row:
    """One doubt: what it is about above, why it cannot simply be written or what came of it below."""
    head = "" if one.who == one.head else say("crosscheck_page.of_head", head=one.head)
    told = " \u00b7 ".join(filter(None, (one.list, head)))
    note = conflict_words(one) or (one.outcome if one.state in ("kept", "closed") else "")
    due = show("date", one.due_on) if one.due_on and one.due_on.year != today.year else short_day(one.due_on)
    return Row(
        one.id,
        (
            (Mark(state_word(one.state), _TONES[one.state]),),
            Mark(one.who or one.head or "\u2014", note=f"{one.village} {one.group}"),
            Mark(one.text, note=note or told),
            Mark(one.now or say("crosscheck.unknown"), "" if one.now else "second", one.label),
            Mark(one.value or "\u2014", note=_row_note(one.row)),
            Mark(one.owner, note=say("crosscheck_page.until", day=due) if due else ""),
        ),
    )


def short_day(day: date | None) -> str:
    """A day without its year; "" for none."""
    return say("crosscheck_page.day", month=day.month, day=day.day) if day else ""


def _row_note(spot: str) -> str:
    """Where the row stands in the list's file, from what was kept of it."""
    number = spot.rpartition("!")[2]
    return say("crosscheck_page.row", row=number) if number else say("crosscheck_page.not_listed")


def difference_columns() -> list[Column]:
    """The columns of what differs, before it is kept."""
    return [
        Column("how", say("crosscheck_page.result"), 104, kind="chips"),
        Column("who", say("crosscheck_page.person"), 132),
        Column("what", say("crosscheck_page.what"), 180, stretch=True),
        Column("archive", say("crosscheck_page.archive"), 120),
        Column("list", say("crosscheck_page.list"), 120),
    ]


def difference_rows(office: Office, done: CrossChecked) -> list[Row]:
    """Each difference as a line; its key is its number."""
    places = {one.id: one.name for one in divisions(office).values()}
    forms, profile = office.forms, done.profile
    rows = []
    for number, one in enumerate(done.compared.differences):
        label = forms.by_path[one.path].label if one.path else ""
        was = said_words(forms, one.path, kept_text(one.was))
        value = said_words(forms, one.path, kept_text(one.value), value_kind(profile, one.check))
        cells = (
            (Mark(how_word(one.how), "warn" if one.how in ("clash", "gone") else "neutral"),),
            Mark(one.who.name, note=f"{places.get(one.who.division_id, '')} {one.who.group}"),
            Mark(check_text(profile, one.check, one.how), note=label),
            Mark(was or say("crosscheck.unknown"), "" if was else "second"),
            Mark(value or "\u2014", note=spot_words(one.spot)),
        )
        rows.append(Row(str(number), cells))
    return rows


def guess_columns() -> list[Column]:
    """The columns of rows that may be somebody."""
    return [
        Column("name", say("crosscheck_page.on_list"), 150),
        Column("why", say("crosscheck_page.why"), 220),
        Column("who", say("crosscheck_page.may_be"), 200, stretch=True),
    ]


def guess_key(guess: Guess, person: str) -> str:
    """What a line of the guesses is known by: the row and one it may be."""
    return SPLIT.join((*map(str, guess.spot), person))


def guess_rows(office: Office, done: CrossChecked) -> list[Row]:
    """A line for each that a row may be: only a person says which."""
    places = {one.id: one.name for one in divisions(office).values()}
    rows = []
    for guess in done.compared.guesses:
        why = say("crosscheck_page.damaged") if guess.damaged else say("crosscheck_page.no_number")
        for who in guess.fitting:
            told = (
                say("crosscheck_page.ends", ends=who.number[-4:])
                if who.number
                else say("crosscheck_page.numberless")
            )
            cells = (
                Mark(guess.name, note=spot_words(guess.spot)),
                Mark(why, "second", say("crosscheck_page.so_many", count=len(guess.fitting))),
                Mark(who.name, note=f"{places.get(who.division_id, '')} {who.group} {told}"),
            )
            rows.append(Row(guess_key(guess, who.id), cells))
    return rows


def stranger_columns() -> list[Column]:
    """The columns of who is on the list and in no household here."""
    return [
        Column("name", say("crosscheck_page.on_list"), 170),
        Column("where", say("crosscheck_page.village"), 170),
        Column("why", say("crosscheck_page.why"), 260, stretch=True),
    ]


def stranger_rows(office: Office, done: CrossChecked) -> list[Row]:
    """Those of these villages first: they may have been left out of the archive."""
    places = {one.id: one.name for one in divisions(office).values()}
    found = sorted(done.compared.strangers, key=lambda one: (one.division_id is None, one.spot))
    rows = []
    for number, one in enumerate(found):
        why = say("crosscheck_page.nobody_here") if one.division_id else say("crosscheck_page.nobody")
        why = say("crosscheck_page.damaged") if one.damaged else why
        place = places.get(one.division_id or "", "")
        cells = (Mark(one.name or "\u2014", note=spot_words(one.spot)), place or None, Mark(why, "second"))
        rows.append(Row(str(number), cells))
    return rows


def counts_words(done: CrossChecked) -> str:
    """How the rows of a list came out, in a line."""
    counts = done.counts()
    parts = [
        say("crosscheck_page.rows", count=f"{counts['rows']:,}"),
        say("crosscheck_page.matched", count=f"{counts['matched'] + counts['accepted']:,}"),
        say("crosscheck_page.left_out", count=f"{counts['left_out']:,}") if counts["left_out"] else "",
        say("crosscheck_page.outside", count=f"{counts['outside']:,}") if counts["outside"] else "",
        say("crosscheck_page.repeated", count=f"{counts['repeated']:,}") if counts["repeated"] else "",
        say("crosscheck_page.unread", count=f"{counts['unread']:,}") if counts["unread"] else "",
    ]
    return " \u00b7 ".join(filter(None, parts))


def chosen_guesses(done: CrossChecked, ticked: Sequence[str]) -> dict[tuple[str, str, int], str] | None:
    """The persons whom the ticked lines mean, by row; None where two were ticked for one row."""
    found: dict[tuple[str, str, int], str] = {}
    for guess in done.compared.guesses:
        mine = [who.id for who in guess.fitting if guess_key(guess, who.id) in ticked]
        if len(mine) > 1:
            return None
        if mine:
            found[guess.spot] = mine[0]
    return found
