"""What a difference says in words: of what check, what the archive says, what the list says."""

from collections.abc import Mapping

from app.operations.archived import in_words
from app.operations.offices import Office
from app.rules.crosschecks.definitions import Profile
from app.rules.crosschecks.outcomes import (
    EXPECTED_CHECK,
    GONE_CHECK,
    NAME_CHECK,
    NUMBER_CHECK,
    Difference,
    How,
)
from app.rules.forms import Forms
from app.rules.values import Stored
from app.texts import say


def how_word(how: str) -> str:
    """A short word for the way something differs."""
    words: Mapping[How | str, str] = {
        "differs": say("crosscheck.how_differs"),
        "blank": say("crosscheck.how_blank"),
        "unlisted": say("crosscheck.how_unlisted"),
        "absent": say("crosscheck.how_absent"),
        "gone": say("crosscheck.how_gone"),
        "clash": say("crosscheck.how_clash"),
    }
    return words[how]


def check_text(profile: Profile, item: str, how: str = "") -> str:
    """What a check asks, in its file's words; those that every profile has in the program's.

    Of somebody the list does not name it is told that it does not.
    """
    if how == "unlisted":
        return say("crosscheck.check_unlisted", department=profile.department)
    own = {
        NAME_CHECK: say("crosscheck.check_name"),
        NUMBER_CHECK: say("crosscheck.check_number"),
        GONE_CHECK: say("crosscheck.check_gone"),
        EXPECTED_CHECK: say("crosscheck.check_expected"),
    }
    return next((one.text for one in profile.checks if one.key == item), own.get(item, item))


def kept_text(value: Stored) -> str | None:
    """A value as a row of differences keeps it: always text."""
    return None if value is None else str(value)


def said_words(forms: Forms, path: str, kept: str | None, kind: str = "") -> str:
    """A kept value as people read it; "" for unknown. `path` "": an amount of the list's own column of that kind."""
    if kept is None:
        return ""
    if path:
        return in_words(forms, forms.by_path[path], kept)
    if kind in ("money", "quantity"):
        amount = int(kept) / (100 if kind == "money" else 1000)
        return f"{amount:,.2f}"
    return kept


def value_kind(profile: Profile, item: str) -> str:
    """The kind of the amount a contradiction tells of; "" where it tells none."""
    check = next((one for one in profile.checks if one.key == item), None)
    column = next((one for one in profile.columns if check and one.key == check.column), None)
    return column.kind if column else ""


def difference_words(office: Office, profile: Profile, one: Difference) -> str:
    """One difference as a sentence for the doubt: who, what is compared, archive against list."""
    text, name = check_text(profile, one.check, one.how), one.who.name
    was = said_words(office.forms, one.path, kept_text(one.was)) or say("crosscheck.unknown")
    value = said_words(office.forms, one.path, kept_text(one.value), value_kind(profile, one.check))
    if one.path:
        label = office.forms.by_path[one.path].label
        return say("crosscheck.sentence_field", name=name, text=text, label=label, was=was, value=value)
    if value:
        return say("crosscheck.sentence_amount", name=name, text=text, value=value)
    return say("crosscheck.sentence_bare", name=name, text=text)
