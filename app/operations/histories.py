"""The history of a household: the change log read for people, newest first."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from app.operations.history_names import Names, names_of
from app.operations.move_facts import place_name
from app.operations.offices import Office, need_household
from app.operations.reasons import reason_words
from app.operations.rows import county_answer
from app.operations.upload_marks import Mark, SafeThrough, safe_through
from app.rules.forms import Field, Record
from app.rules.values import loaded, show
from app.texts import say

HIDDEN = frozenset({"confirmed", "asked"})
"""Fields that the program sets by itself beside what a person typed."""


# What others did stands where we heard of it: after our own changes up to then.
_CHANGES = """
    SELECT id, at, actor, action, record, record_id, reason, batch, set_json, old_json, device, place FROM (
        SELECT id, at, actor, action, record, record_id, reason, batch, set_json, old_json, '' AS device,
               seq AS place, 0 AS heard, 0 AS nth FROM change WHERE about = ?1
        UNION ALL
        SELECT id, at, actor, action, record, record_id, NULL, NULL, set_json, '{}', device,
               after_seq, feed_seq, rowid FROM received WHERE about = ?1)
    ORDER BY place DESC, heard DESC, nth DESC LIMIT ?2 OFFSET ?3
"""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one change, in the words of the screen; empty text is unknown."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change: when (wall clock, ISO with offset), who, what kind of thing to whom, and its fields.

    `person`: the member, the cadre of a pairing, the name of a measure or campaign; "" for the household itself.
    `device`: the other machine it was made on, "" for this one; `mark`: how safe a change of this one is, "" where
    no county is joined.
    """

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
    device: str = ""
    mark: Mark | Literal[""] = ""

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
            "device": self.device or None,
            "mark": self.mark or None,
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
    rows = office.archive.read(_CHANGES, (household_id, -1 if limit is None else limit, skip))
    names, safe = names_of(office, household_id), safe_through(office)
    gave_way = _gave_way(office, household_id)
    return [_said_over(office, _line(office, names, safe, row), gave_way.get(row[0], {})) for row in rows]


def _gave_way(office: Office, household_id: str) -> dict[str, dict[str, tuple[Any, str]]]:
    """By change and field: what it replaced though its maker had not seen it, and whose word that was."""
    found: dict[str, dict[str, tuple[Any, str]]] = {}
    rows = office.archive.read(
        "SELECT x.theirs_op, x.record || '.' || x.field, x.mine, coalesce((SELECT actor FROM change"
        " WHERE id = x.op_id), (SELECT actor FROM received WHERE id = x.op_id), '') FROM conflict x"
        " WHERE x.household_id = ? AND x.kind = 'replaced'",
        (household_id,),
    )
    for change, path, value, actor in rows:
        found.setdefault(change, {})[path] = value, actor
    return found


def _said_over(office: Office, line: HistoryLine, gave_way: Mapping[str, tuple[Any, str]]) -> HistoryLine:
    """The line with the words that it replaced unseen as what stood there before, and whose they were."""
    paths = office.forms.by_path
    told = [one.field for one in line.fields if one.field in gave_way and one.field in paths]
    if not told:
        return line
    fields = tuple(
        replace(one, old=_word(office, paths[one.field], gave_way[one.field][0]))
        if one.field in told
        else one
        for one in line.fields
    )
    who = dict.fromkeys(name for path in told if (name := gave_way[path][1]))
    return replace(
        line,
        fields=fields,
        reason=line.reason or say("history.replaced", name=say("window.list_comma").join(who)),
    )


def history_size(office: Office, household_id: str) -> int:
    """How many changes a household has."""
    counted = office.archive.read(
        "SELECT (SELECT count(*) FROM change WHERE about = ?1) + (SELECT count(*) FROM received WHERE about = ?1)",
        (household_id,),
    )
    return int(counted[0][0])


def _line(office: Office, names: Names, safe: SafeThrough | None, row: tuple[Any, ...]) -> HistoryLine:
    change, at, actor, action, record, record_id, reason, batch, set_json, old_json, device, place = row
    fresh, old = json.loads(set_json), json.loads(old_json)
    name, year = names.owners.get(record_id) or _said_itself(names, record, fresh, old)
    form = _form(office, record, fresh, old)
    label = _label(record, form)
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
        fields=tuple(_fields(office, names, record, form, fresh, old)) if action != "act" else (),
        device=device,
        mark=safe.mark(place) if safe and not device else "",
    )


def _form(office: Office, record: str, fresh: Mapping[str, Any], old: Mapping[str, Any]) -> Record | None:
    """The form of a change; of an answer and a mark the form they name."""
    key = str(fresh.get("form") or old.get("form") or record)
    forms = office.forms
    return forms.records.get(key) or forms.help.get(key) or forms.public.get(key)


def _label(record: str, form: Record | None) -> str:
    """What the thing is called: by its form, or by a word of its own where it has none."""
    own = {
        "snapshot": say("history.snapshot"),
        "mark": say("history.mark"),
        "difference": say("history.difference"),
        "attachment": say("history.attachment"),
    }
    return own.get(record) or (form.label if form else "")


def _said_itself(
    names: Names, record: str, fresh: Mapping[str, Any], old: Mapping[str, Any]
) -> tuple[str, int | None]:
    """Whose a row was that is gone, as the change itself says."""
    cadre = str(fresh.get("cadre_id") or old.get("cadre_id") or "") if record == "pairing" else ""
    name = names.cadres.get(cadre) or fresh.get("name") or old.get("name") or ""
    return str(name), fresh.get("year") or old.get("year")


def _fields(
    office: Office,
    names: Names,
    record: str,
    form: Record | None,
    fresh: Mapping[str, Any],
    old: Mapping[str, Any],
) -> Iterator[FieldChange]:
    if form is None:
        return
    if record in ("answer", "mark", "difference"):
        yield from _kept_as_text(office, record, form, fresh, old)
        return
    if record == "household" and "moving_to" in {**fresh, **old}:
        was, to = (
            place_name(office, str(side["moving_to"])) if side.get("moving_to") else ""
            for side in (old, fresh)
        )
        yield FieldChange(f"{record}.moving_to", say("history.moving_to"), was, to)
    for one in names.pointed(record, old, fresh):
        yield FieldChange(one.path, one.label, one.old, one.new)
    for field in form.fields:
        if field.key not in HIDDEN and (field.key in fresh or field.key in old):
            old_word, new_word = (_word(office, field, side.get(field.key)) for side in (old, fresh))
            yield FieldChange(field.path, field.label, old_word, new_word)


def _kept_as_text(
    office: Office, record: str, form: Record, fresh: Mapping[str, Any], old: Mapping[str, Any]
) -> Iterator[FieldChange]:
    """The one field of a county's answer, or of what a check or a list found different (was, found)."""
    one = form.by_key.get(str(fresh.get("field") or old.get("field") or ""))
    if one is None:
        return
    before, after = (old.get("value"), fresh.get("value"))
    if record in ("mark", "difference"):
        before, after = (fresh.get("was") or old.get("was"), fresh.get("value") or old.get("value"))
    yield FieldChange(
        one.path, one.label, _county_word(office, one, before), _county_word(office, one, after)
    )


def _word(office: Office, one: Field, kept: Any) -> str:
    return show(one.kind, loaded(one.kind, kept), office.forms.code_list(one))


def _county_word(office: Office, one: Field, kept: Any) -> str:
    return show(one.kind, county_answer(one, kept), office.forms.code_list(one))
