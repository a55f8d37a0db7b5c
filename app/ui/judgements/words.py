"""The words of one item's result: what was found, what was asked, what it rests on; for the page and for a card."""

from collections.abc import Iterable

from app.rules.forms import Forms
from app.rules.standards import Item, ItemResult, Standard, State
from app.rules.standards.facts import Where
from app.texts import say

STATES: tuple[State, ...] = ("pass", "fail", "unknown")
_TONES = {"pass": "ok", "fail": "warn", "unknown": "neutral"}
_ASIDE = "\uff08"  # where the aside of an item's text begins
MOST_NAMES = 3  # persons whose field is offered one by one


def state_word(state: State) -> str:
    """The word of a result."""
    return {"pass": say("assess.pass"), "fail": say("assess.fail"), "unknown": say("assess.unknown")}[state]


def state_tone(state: State) -> str:
    """The tone of a result: not to reach a standard is no error, so it is never red."""
    return _TONES[state]


def short_text(item: Item) -> str:
    """An item's text without its aside."""
    return item.text.partition(_ASIDE)[0]


def short_words(short: Iterable[ItemResult]) -> str:
    """The items a household lacks, those not met before those not known."""
    some = list(short)
    groups = [
        (say("standards_page.lacks"), [short_text(one.item) for one in some if one.state == "fail"]),
        (say("standards_page.not_known"), [short_text(one.item) for one in some if one.state == "unknown"]),
    ]
    told = [words + "\u3001".join(texts) for words, texts in groups if texts]
    return "\uff1b".join(told)


def is_confirmed(standard: Standard, result: ItemResult) -> bool:
    """Whether the standard, the item and the line it uses have all been confirmed."""
    line = result.line is None or result.line.confirmed
    return standard.confirmed and result.item.confirmed and line


def source_words(standard: Standard) -> str:
    """What a standard rests on, marked where nobody has confirmed it."""
    if standard.confirmed:
        return standard.source
    return say("standards_page.not_confirmed", source=standard.source)


def reason_lines(standard: Standard, result: ItemResult) -> list[tuple[str, str]]:
    """What is said below an item, each with the word before it; what would change it says what was found already."""
    fact = result.fact
    found = fact.said + (say("standards_page.aside", words=fact.note) if fact.note else "")
    source = result.item.source
    if not is_confirmed(standard, result):
        source = say("standards_page.not_confirmed", source=source or standard.source)
    lines = [
        (say("standards_page.found"), "" if result.mend.startswith(found) else found),
        (say("standards_page.asked"), result.asked),
        (say("standards_page.mend"), result.mend),
        (say("standards_page.source"), source),
    ]
    return [(word, words) for word, words in lines if words]


def ways(result: ItemResult) -> tuple[Where, ...]:
    """The fields to offer: where an item that is met stands, nobody asks."""
    return result.fact.where[:MOST_NAMES] if result.state != "pass" else result.fact.where[:1]


def way_words(forms: Forms, where: Where) -> str:
    """The words of a way to a field: whose it is, or in which form; "" for one the forms do not know."""
    field = forms.by_path.get(where.path)
    if field is None:
        return ""
    whose = where.name or forms.record(where.path.partition(".")[0]).label
    return say("standards_page.go_field", whose=whose, field=field.label)
