"""Why a deed was done: the program's own reasons are kept as keys and said here; a person's stand as he wrote them."""

from app.texts import say

IMPORT, OPEN_YEAR, CHANGE_HEAD = "import", "open year", "change head"


def reason_words(reason: str | None) -> str:
    """A reason in words; "" for none."""
    words = {
        IMPORT: say("reasons.import"),
        OPEN_YEAR: say("reasons.open_year"),
        CHANGE_HEAD: say("reasons.change_head"),
        "undo": say("reasons.undo"),
    }
    return words.get(reason or "", reason or "")
