"""Triggers that refuse a write to a record row outside a unit of work, and any change to the log's past."""

from collections.abc import Callable, Iterable

from db.records import RECEIVED, RECORDS

_SHUT = "(SELECT open FROM guard) IS NOT 1"
_WRITES = ("INSERT", "UPDATE", "DELETE")
_NEVER_REWRITTEN = "snapshot"
"""A yearly result: a correction is a new row; undo may only take away what its batch made."""


def guard_statements() -> Iterable[str]:
    """The CREATE TRIGGER statements, one for each table and kind of write."""
    for table in (*RECORDS, "epoch", *RECEIVED):
        for write in _WRITES:
            if (table, write) == (_NEVER_REWRITTEN, "UPDATE"):
                yield _trigger(table, write, "", "a yearly result is never rewritten")
            else:
                yield _trigger(table, write, f"WHEN {_SHUT} ", "outside a unit of work")
    yield _trigger("change", "INSERT", f"WHEN {_SHUT} ", "outside a unit of work")
    yield _trigger("change", "UPDATE", "", "the log is never rewritten")
    yield _trigger("change", "DELETE", "", "the log is never rewritten")


def _trigger(table: str, write: str, when: str, why: str) -> str:
    return (
        f'CREATE TRIGGER guard_{table}_{write.lower()} BEFORE {write} ON "{table}" {when}'
        f"BEGIN SELECT RAISE(ABORT, '{table}: {why}'); END"
    )


def lower_guards(run: Callable[[str], object], standing: Iterable[str]) -> None:
    """Drop the triggers named in `standing`, so that a migration may rebuild tables."""
    for name in standing:
        run(f"DROP TRIGGER {name}")


def raise_guards(run: Callable[[str], object]) -> None:
    """Put every guard in place."""
    for statement in guard_statements():
        run(statement)
