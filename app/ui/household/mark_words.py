"""The words of the three marks: on this disk, at the county, in the county's backup."""

from app.texts import say


def mark_word(mark: str) -> str:
    """The word of a mark; "" for none."""
    words = {
        "saved": say("marks.saved"),
        "reported": say("marks.reported"),
        "backed_up": say("marks.backed_up"),
    }
    return words.get(mark, "")


def mark_hint(mark: str) -> str:
    """What a mark promises."""
    words = {
        "saved": say("marks.saved_hint"),
        "reported": say("marks.reported_hint"),
        "backed_up": say("marks.backed_up_hint"),
    }
    return words.get(mark, "")


def way_words(way: str) -> str:
    """Where a file has still to come; "" for one that is everywhere."""
    words = {"county": say("sync_parts.files_to_send"), "here": say("sync_parts.files_to_come")}
    return words.get(way, "")
