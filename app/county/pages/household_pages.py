"""Households: the search, and the page of one. Each look at a household is audited before it is given."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from app.county.hellos import server_of
from app.county.pages.asks import Answer, Ask, Shown
from app.county.pages.histories import history_of
from app.county.pages.homes import Home, Member, age_on, incomes_of, members_of, read_home
from app.county.pages.searches import search_households
from app.county.pages.wording import Words
from app.errors import Problem
from app.texts import say

_HOUR = timedelta(hours=1)
MANY = 60
"""Households in an hour beyond which each further one is told the auditor apart."""
_BASIC = ("standing", "conditions")
_HELP = ("plan", "measure", "visit", "finding")
_FEWEST_WORDS = 4


def search(ask: Ask) -> Answer:
    """What fits the words typed; nothing was looked at where nothing was typed."""
    typed = ask.asked("q")[:60]
    hits = search_households(ask.connection, typed) if typed else []
    if typed:
        ask.note("search", found=len(hits or ()))
    return Shown("households.html", {"typed": typed, "hits": hits or [], "too_short": hits is None})


def show_household(ask: Ask) -> Answer:
    """The page of one household, its numbers masked."""
    home = read_home(ask.connection, ask.path["id"])
    ask.note("view", home.area, household=home.id)
    _count(ask, home)
    return Shown("household.html", _page(ask, home, Words(ask.county.forms)))


def reveal(ask: Ask) -> Answer:
    """The same with its numbers whole, for one look, to somebody who says why."""
    home = read_home(ask.connection, ask.path["id"])
    reason = ask.asked("reason")[:200]
    if len(reason) < _FEWEST_WORDS:
        raise Problem("county_pages.reason_needed", letters=_FEWEST_WORDS)
    ask.note("reveal", home.area, household=home.id, reason=reason)
    return Shown("household.html", _page(ask, home, Words(ask.county.forms, bare=True)))


def _count(ask: Ask, home: Home) -> None:
    now = ask.visitor.seen
    ask.visitor.opened[:] = [one for one in ask.visitor.opened if one > now - _HOUR] + [now]
    if len(ask.visitor.opened) > MANY:
        ask.note("many_views", home.area, count=len(ask.visitor.opened))


def _page(ask: Ask, home: Home, words: Words) -> dict[str, Any]:
    members, standing = members_of(home), home.newest("standing")
    events, count = history_of(ask.connection, home.id, words)
    return {
        "home": home,
        "words": words,
        "chips": _chips(words, standing.doc if standing else {}),
        "members": [(one, _age(ask, one)) for one in members],
        "living": sum(not one.left_on for one in members),
        "basics": words.facts("household", home.doc),
        "cards": [
            (record, row, words.facts(record, row.doc)) for record in _BASIC if (row := home.newest(record))
        ],
        "income": incomes_of(home, words, ask.county.forms),
        "help": [(words.record(record), _lines(words, home, record)) for record in _HELP if home.of(record)],
        "answers": [
            words.fact(str(row.doc.get("form")), str(row.doc.get("field")), row.doc.get("value"))
            for row in home.of("answer")
        ],
        "cases": _cases(ask, home),
        "events": events,
        "event_count": count,
        "backed_up": server_of(ask.connection).backed_up_through,
    }


def _age(ask: Ask, one: Member) -> str:
    age = age_on(one.person.doc.get("birth_date"), ask.today)
    return "" if age is None else str(age)


def _chips(words: Words, standing: Any) -> list[tuple[str, str]]:
    """What is said beside the name: the attribute, the class, an open risk (amber)."""
    found = [
        ("", words.shown("standing", key, standing.get(key)))
        for key in ("household_kind", "attribute", "monitor_class")
    ]
    if standing.get("monitor_class") and not standing.get("risk_cleared"):
        found.append(("warn", say("county_pages.risk_open")))
    seen = dict.fromkeys((kind, text) for kind, text in found if text)
    return list(seen)


def _lines(words: Words, home: Home, record: str) -> Sequence[list[Any]]:
    rows = sorted(home.of(record), key=lambda row: row.id, reverse=True)[:8]
    return [words.facts(record, row.doc)[:6] for row in rows]


def _cases(ask: Ask, home: Home) -> list[dict[str, str]]:
    ids = [str(row.doc.get("case_id")) for row in home.of("case_household")]
    rows = ask.connection.execute(
        "SELECT id::text, doc ->> 'name', doc ->> 'opened_on', doc ->> 'closed_on' FROM entity"
        " WHERE id::text = ANY(%s) AND record = 'case' AND NOT deleted ORDER BY id DESC",
        (ids,),
    )
    return [dict(zip(("id", "name", "opened_on", "closed_on"), row, strict=True)) for row in rows]
