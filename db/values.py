"""What a log entry and a column may hold."""

from collections.abc import Iterable

from db.changes import Value


def plain(value: object) -> Value:
    """A value as the log and the tables keep it: text, whole number or None; True is 1, False is 0.

    Raises TypeError for anything else: encoding answers is the caller's business.
    """
    if type(value) is bool:
        return int(value)
    if isinstance(value, str):
        # A file's name may hold bytes that are no text.
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if value is None or type(value) is int:
        return value
    raise TypeError(f"{type(value).__name__} is not a storage value")


def require_plain_ids(ids: Iterable[str]) -> None:
    """Refuse identifiers that JSON would have to escape: the log writes them out as they are.

    Raises ValueError.
    """
    letters = "".join(ids)
    if not letters.isprintable() or '"' in letters or "\\" in letters:
        raise ValueError("an identifier has letters that JSON escapes")
