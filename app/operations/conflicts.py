"""Where two people said different things: what stands, what was meant, who decides.

Settling one is an edit like any other.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from app.errors import Problem
from app.operations.answering import refuse
from app.operations.confirmations import Witness, class_of, confirm_with
from app.operations.history_names import owners_of
from app.operations.offices import Office, need_household, need_role
from app.rules.forms import Field, Record
from app.rules.inputs import taken
from app.rules.values import loaded, show, stored
from app.texts import say
from db.changes import Value
from db.works import Work

Choice = Literal["keep", "take", "type"]
CHOICES: tuple[Choice, ...] = ("keep", "take", "type")
ROW = "id"
"""The field of a conflict over a whole row."""
REPLACED = "replaced"
"""The kind of a conflict that nobody has to decide: the later word stands, the other is told (`replacements`)."""
LATE = (3, 7)
"""Days after which a conflict is told louder."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what the field would say (words of the screen), who said so, when, on which machine."""

    value: str
    actor: str = ""
    at: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict for a person: `base` is what both had before them, `mine` was not taken, `theirs` stands."""

    id: str
    kind: str
    household: str | None
    record: str
    record_id: str
    field: str
    label: str
    whom: str
    base: str
    mine: Side
    theirs: Side
    days: int
    settled_as: str | None


def list_conflicts(office: Office, *, settled: bool = False, household: str | None = None) -> list[Conflict]:
    """The conflicts that wait for a person, the oldest first; with `settled` the others too."""
    need_role(office, "view")
    rows = office.archive.read(
        "SELECT id FROM conflict WHERE (settled_as IS NULL OR ?) AND (?2 IS NULL OR household_id = ?2)"
        " ORDER BY at, id",
        (settled, household),
    )
    return [show_conflict(office, one) for (one,) in rows]


def show_conflict(office: Office, conflict_id: str) -> Conflict:
    """One conflict with both sides. Raises Problem conflicts.gone."""
    row = _row(office, conflict_id)
    form = _field(office, row)
    whom, _ = (
        owners_of(office, row["household_id"]).get(row["record_id"], ("", None))
        if row["household_id"]
        else ("", None)
    )
    at = row["at"] or ""
    return Conflict(
        id=conflict_id,
        kind=row["kind"],
        household=row["household_id"],
        record=row["record"],
        record_id=row["record_id"],
        field=row["field"],
        label=form.label if form else row["field"],
        whom=whom,
        base=_shown(office, form, row["base"]),
        mine=_side(office, row["op_id"], _shown(office, form, row["mine"]), row["actor"] or "", at),
        theirs=_side(office, row["theirs_op"], _shown(office, form, row["theirs"])),
        days=(office.clock() - datetime.fromisoformat(at)).days if at else 0,
        settled_as=row["settled_as"],
    )


def choice_of(text: str) -> Choice:
    """The choice that a script names. Raises Problem conflicts.choice_unknown."""
    for choice in CHOICES:
        if text == choice:
            return choice
    raise Problem("conflicts.choice_unknown", choice=text)


def settle_conflict(
    office: Office,
    conflict_id: str,
    choice: Choice,
    reason: str,
    typed: object = None,
    witness: Witness | None = None,
) -> None:
    """Decide: keep what stands, take the other word, or type a third. One unit of work, sent like any edit.

    `witness`: who agrees, where the field asks for another person or the supervisor. Raises Problem conflicts.gone,
    conflicts.settled, conflicts.no_reason, conflicts.cannot_take, conflicts.cannot_type, what `confirm_with` raises,
    Refused for a value that is none, or office.* for who may not.
    """
    row = _row(office, conflict_id)
    need_household(office, row["household_id"]) if row["household_id"] else need_role(office, "enter")
    if row["settled_as"]:
        raise Problem("conflicts.settled")
    if not reason.strip():
        raise Problem("conflicts.no_reason")
    value = _decided(office, row, choice, typed)
    agreed = confirm_with(office, class_of(office, row["record"], row["field"]).confirm, witness)
    words = say("conflicts.agreed", reason=reason.strip(), name=agreed) if agreed else reason.strip()
    with office.archive.work(office.user.name, words, at=office.clock()) as work:
        home = row["household_id"]
        said = {"settled_as": choice, "settled_by": office.user.name}
        # The decision first: the county lets what follows it in only if nobody decided before.
        work.update(
            "conflict",
            conflict_id,
            {**said, "settled_at": office.clock().isoformat(timespec="seconds")},
            about=home,
        )
        if choice != "keep":
            _carry_out(work, row, value)


def _decided(office: Office, row: Mapping[str, Any], choice: Choice, typed: object) -> Value:
    """What the field is to say; None also where the whole row is in question."""
    if choice == "type":
        form, field = _form(office, row), _field(office, row)
        if form is None or field is None or typed is None:
            raise Problem("conflicts.cannot_type")
        answers, issues = taken(form, {field.key: typed}, office.forms, office.clock().date())
        refuse(issues)
        return stored(field.kind, answers[field.key])
    mine: Value = row["mine"]
    return mine


def _carry_out(work: Work, row: Mapping[str, Any], value: Value) -> None:
    record, record_id, home = row["record"], row["record_id"], row["household_id"]
    stands = work.row_of(record, record_id)
    if row["field"] != ROW and stands is not None:
        work.update(record, record_id, {row["field"]: value}, about=home)
        return
    said = work.read(
        "SELECT action, set_json FROM change WHERE id = ?1 UNION SELECT action, set_json FROM received WHERE id = ?1",
        (row["op_id"],),
    )
    action, values = said[0] if said else ("", "{}")
    if action == "delete" and stands is not None:
        work.delete(record, record_id, about=home)
    elif action == "create" and stands is None:
        work.create(record, {**json.loads(values), "id": record_id}, about=home)
    else:
        raise Problem("conflicts.cannot_take")


def _row(office: Office, conflict_id: str) -> dict[str, Any]:
    names = office.archive.columns("conflict")
    rows = office.archive.read(f"SELECT {', '.join(names)} FROM conflict WHERE id = ?", (conflict_id,))
    if not rows:
        raise Problem("conflicts.gone")
    return dict(zip(names, rows[0], strict=True))


def _form(office: Office, row: Mapping[str, Any]) -> Record | None:
    forms, record = office.forms, row["record"]
    return forms.records.get(record) or forms.help.get(record) or forms.public.get(record)


def _field(office: Office, row: Mapping[str, Any]) -> Field | None:
    form = _form(office, row)
    return form.by_key.get(row["field"]) if form else None


def _shown(office: Office, field: Field | None, value: Value) -> str:
    if value is None:
        return say("conflicts.blank")
    if field is None:
        return str(value)
    return show(field.kind, loaded(field.kind, value), office.forms.code_list(field))


def _side(office: Office, op: str | None, value: str, actor: str = "", at: str = "") -> Side:
    """Who said it: as our own log or what we heard of others tells."""
    found = office.archive.read(
        "SELECT c.actor, c.at, e.device FROM change c JOIN epoch e ON e.number = c.epoch_number WHERE c.id = ?1"
        " UNION ALL SELECT actor, at, device FROM received WHERE id = ?1",
        (op or "",),
    )
    return Side(value, *found[0]) if found else Side(value, actor, at)
