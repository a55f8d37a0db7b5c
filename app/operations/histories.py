"""The history of a household: the change log read for people, newest first."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.operations.offices import Office, need_household
from app.operations.places import divisions
from app.operations.reasons import reason_words
from app.operations.rows import county_answer
from app.rules.forms import Field, Record
from app.rules.values import loaded, show
from app.texts import say

HIDDEN = frozenset({"confirmed"})
"""Fields that the program sets by itself beside what a person typed."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change, in the words of the screen; empty text is unknown."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: when (wall clock, ISO with offset), who, what kind of thing to whom, and its fields."""

    id: str
    at: str
    actor: str
    action: str
    record: str
    label: str
    person: str
    year: int | None
    reason: str
    batch: str
    fields: tuple[FieldChange, ...]

    def document(self) -> dict[str, Any]:
        """The line for `show --history --json`."""
        return {
            "id": self.id,
            "at": self.at,
            "who": self.actor,
            "action": self.action,
            "record": self.record,
            "label": self.label,
            "person": self.person or None,
            "year": self.year,
            "reason": self.reason or None,
            "batch": self.batch or None,
            "fields": [
                {"field": one.field, "label": one.label, "old": one.old or None, "new": one.new or None}
                for one in self.fields
            ],
        }


def household_history(
    office: Office, household_id: str, limit: int | None = None, skip: int = 0
) -> list[HistoryLine]:
    """The changes of a household, its members, years, incomes and papers, newest first."""
    need_household(office, household_id, "view")
    rows = office.archive.read(
        "SELECT id, at, actor, action, record, record_id, reason, batch, set_json, old_json FROM change"
        " WHERE about = ? ORDER BY seq DESC LIMIT ? OFFSET ?",
        (household_id, -1 if limit is None else limit, skip),
    )
    owners = _owners(office, household_id)
    return [_line(office, owners, row) for row in rows]


def history_size(office: Office, household_id: str) -> int:
    """How many changes a household has."""
    return int(office.archive.read("SELECT count(*) FROM change WHERE about = ?", (household_id,))[0][0])


Owners = Mapping[str, tuple[str, int | None]]


def _owners(office: Office, household_id: str) -> Owners:
    """Whose a row is and of which year: by row id, for the rows that stand today."""
    people = (
        "SELECT p.id, p.name FROM person p JOIN membership m ON m.person_id = p.id WHERE m.household_id = :h"
    )
    found: dict[str, tuple[str, int | None]] = {}
    sql = (
        f"SELECT x.id, x.name, NULL FROM ({people}) x"
        f" UNION ALL SELECT m.id, x.name, NULL FROM membership m JOIN ({people}) x ON x.id = m.person_id"
        f" UNION ALL SELECT y.id, x.name, y.year FROM member_year y JOIN ({people}) x ON x.id = y.person_id"
        " UNION ALL SELECT id, '', year FROM standing WHERE household_id = :h"
        " UNION ALL SELECT id, '', year FROM conditions WHERE household_id = :h"
        " UNION ALL SELECT id, '', year FROM income WHERE household_id = :h"
    )
    for row_id, name, year in office.archive.read(sql.replace(":h", "?1"), (household_id,)):
        found[row_id] = (name or "", year)
    return found


def _line(office: Office, owners: Owners, row: tuple[Any, ...]) -> HistoryLine:
    change, at, actor, action, record, record_id, reason, batch, set_json, old_json = row
    fresh, old = json.loads(set_json), json.loads(old_json)
    name, year = owners.get(record_id, (str(fresh.get("name") or old.get("name") or ""), fresh.get("year")))
    form = office.forms.records.get(str(fresh.get("form") or record))
    label = form.label if form else ""
    if action == "act":
        label = say("history.act_" + str(fresh.get("act")))
    return HistoryLine(
        id=change,
        at=at,
        actor=actor,
        action=action,
        record=record,
        label=label,
        person=name,
        year=year,
        reason=reason_words(reason),
        batch=batch or "",
        fields=tuple(_fields(office, record, form, fresh, old)) if action != "act" else (),
    )


def _fields(
    office: Office, record: str, form: Record | None, fresh: Mapping[str, Any], old: Mapping[str, Any]
) -> Iterator[FieldChange]:
    if form is None:
        return
    if record == "answer":
        one = form.by_key.get(str(fresh.get("field") or old.get("field") or ""))
        if one:
            old_word, new_word = (_county_word(office, one, side.get("value")) for side in (old, fresh))
            yield FieldChange(one.path, one.label, old_word, new_word)
        return
    if "division_id" in old:
        known = divisions(office)
        was, now = (known.get(str(side.get("division_id"))) for side in (old, fresh))
        yield FieldChange(
            "place.village", say("columns.place_village"), was.name if was else "", now.name if now else ""
        )
    for one in form.fields:
        if one.key not in HIDDEN and (one.key in fresh or one.key in old):
            old_word, new_word = (_word(office, one, side.get(one.key)) for side in (old, fresh))
            yield FieldChange(one.path, one.label, old_word, new_word)


def _word(office: Office, one: Field, kept: Any) -> str:
    return show(one.kind, loaded(one.kind, kept), office.forms.code_list(one))


def _county_word(office: Office, one: Field, kept: Any) -> str:
    return show(one.kind, county_answer(one, kept), office.forms.code_list(one))
