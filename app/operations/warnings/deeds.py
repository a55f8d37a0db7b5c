"""What is done with warnings: somebody is to check them, or they are turned away at once with a reason."""

from collections.abc import Callable, Sequence
from datetime import date

from app.errors import Issue
from app.operations.answering import refuse
from app.operations.clues.checks import BY_RULE, EXCLUDED, TO_RELIEF
from app.operations.clues.deeds import About, put_clue
from app.operations.offices import Office, need_household
from app.operations.warnings.lists import FoundWarning
from app.rules.dossiers import Value
from app.texts import say
from db.records import new_id

_More = Callable[[FoundWarning], dict[str, Value]]


def take_up(
    office: Office, warnings: Sequence[FoundWarning], *, checker: str = "", due_on: date | None = None
) -> str:
    """Hand warnings to somebody to check: each becomes a clue. Gives the batch, for undo.

    `checker`, `due_on`: for all of them; else each household's helper, by the rule's days from today. Raises Refused
    where nobody is to check one, or by a day that is over; Problem for a household that is not the user's.
    """
    today = office.clock().date()
    for one in warnings:
        need_household(office, one.household_id)
    if any(not (checker or one.checker) for one in warnings):
        refuse([Issue("warnings.nobody_checks", "checker", "error")])
    if due_on is not None and due_on < today:
        refuse([Issue("warnings.due_over", "due_on", "error")])

    def more(one: FoundWarning) -> dict[str, Value]:
        # Whoever takes up an old warning still needs its days.
        return {"checker": checker or one.checker, "due_on": due_on or max(one.due_on, today)}

    return _write(office, warnings, say("warnings.batch_taken", count=len(warnings)), more, not checker)


def turn_away(office: Office, warnings: Sequence[FoundWarning], result: str, reason: str) -> str:
    """Close warnings without sending anybody: nothing in it, or a matter of social relief. Gives the batch, for undo.

    They do not come again for the same facts. Raises Refused without a reason, or for another result.
    """
    today = office.clock().date()
    for one in warnings:
        need_household(office, one.household_id)
    if result not in (EXCLUDED, TO_RELIEF):
        refuse([Issue("warnings.only_away", "result", "error")])
    if not reason.strip():
        refuse([Issue("clues.reason_missing", "reason", "error")])
    by = office.user.full_name or office.user.name

    def more(one: FoundWarning) -> dict[str, Value]:
        closing: dict[str, Value] = {"closed_on": today, "result": result, "reason": reason.strip()}
        return {"checker": by, "due_on": max(one.due_on, one.found_on), **closing}

    return _write(office, warnings, say("warnings.batch_away", count=len(warnings)), more, False)


def _write(office: Office, warnings: Sequence[FoundWarning], why: str, more: _More, helpers: bool) -> str:
    batch = new_id()
    with office.archive.work(office.user.name, why, at=office.clock(), batch=batch) as work:
        for one in warnings:
            basis = (one.household_id, one.warning.rule.key, one.warning.basis)
            known = work.read("SELECT 1 FROM clue WHERE household_id = ? AND rule = ? AND basis = ?", basis)
            if known:  # another window was quicker
                continue
            found = one.warning.found
            answers: dict[str, Value] = {
                "found_on": one.found_on,
                "source": BY_RULE,
                "whom": found.name or one.head or None,
                "what": say("warnings.what", label=one.warning.rule.label, rule=one.warning.rule.words),
                "was": found.was,
                "value": found.now,
                **more(one),
            }
            about = About(one.household_id, found.person_id or None)
            cadre = one.cadre_id if helpers else None
            put_clue(
                office,
                work,
                about,
                answers,
                cadre_id=cadre,
                rule=one.warning.rule.key,
                basis=one.warning.basis,
            )
    return batch
