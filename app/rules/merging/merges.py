"""The merge of one operation into one row (in the order in which operations are committed).

A value is taken where its maker had seen the last setter of the field, or where it says what the row says already.
Everything else goes by the field's class; what is not taken is a conflict that a person sees. A deleted row is
never changed and comes back only by a creation that names its deletion.
"""

from app.rules.merging.classes import Classes
from app.rules.merging.entities import ROW, Doubt, Entity, FieldConflict, Kind, Merged, Op, Status, Value


def merge(op: Op, entity: Entity | None, classes: Classes, doubt: Doubt = "") -> Merged:
    """What becomes of a row when an operation comes to it; `entity` is None where the county does not know the row.

    `doubt` says that nothing may be taken that is not said already: the row had moved away ("late"), its household is
    gone ("deleted") or not known ("missing"), a row deleted with it was changed ("delete"), the conflict it settles was
    settled before ("settled"). Acts are not merged.
    """
    refusal = _refusal(op, entity, classes, doubt)
    if refusal:
        return _kept(entity, "rejected", reason=refusal)
    if op.action == "delete":
        return _delete(op, entity, doubt)
    if entity is None or (entity.deleted and op.action == "create"):
        return _make(op, entity, classes, doubt)
    if entity.deleted:
        return _kept(entity, "conflict", tuple(_clash(op, entity, field, "deleted") for field in op.set))
    return _set(op, entity, classes, doubt)


def _refusal(op: Op, entity: Entity | None, classes: Classes, doubt: Doubt) -> str:
    """Why an operation can never be taken; "" if it can."""
    if op.action not in ("create", "update", "delete"):
        return "strange_action"
    if entity is not None and entity.record != op.record:
        return "other_record"
    rule = classes.record(op.record)
    if rule.county and (op.action != "update" or not op.set.keys() <= rule.fields.keys()):
        return "county_only"
    if rule.county and (entity is None or entity.deleted):
        return "missing"
    if rule.county and doubt:
        return doubt  # a question about a question helps nobody
    if entity is not None and any(_answered(op, entity, field, classes) for field in op.set):
        return "settled"
    return ""


def _answered(op: Op, entity: Entity, field: str, classes: Classes) -> bool:
    """Whether the first answer to a question stands already, and the operation gives another."""
    known = entity.doc.get(field)
    return known is not None and known != op.set[field] and classes.of(op.record, field).rule == "first"


def _make(op: Op, gone: Entity | None, classes: Classes, doubt: Doubt) -> Merged:
    """A row that is not there: made, or made again by one who names its deletion."""
    if gone is None and op.action == "update":
        # A restored county may hear of a change before it hears of the row itself: nothing may be lost.
        clashes = tuple(
            FieldConflict(field, op.old.get(field), value, None, None, "missing")
            for field, value in op.set.items()
        )
        return Merged("conflict", {}, {}, False, clashes, changed=False)
    if gone is not None and op.base.get(ROW) != gone.base[ROW]:
        return _kept(gone, "conflict", (FieldConflict(ROW, None, None, None, gone.base[ROW], "deleted"),))
    if doubt and not (doubt == "late" and classes.record(op.record).inserts):
        return _kept(gone, "conflict", (FieldConflict(ROW, None, None, None, None, doubt),))
    doc = {field: value for field, value in op.set.items() if value is not None}
    return Merged("ok", doc, {ROW: op.id}, False)


def _delete(op: Op, entity: Entity | None, doubt: Doubt) -> Merged:
    """A row taken away, if its deleter had seen all that it says."""
    if entity is not None and entity.deleted and doubt:
        return _kept(entity, "ok")
    if not doubt and (entity is None or entity.deleted):
        # Also where the row is not known: its creation may still come and must not bring it back.
        return Merged("ok", {}, {ROW: op.id}, True)
    unseen = [field for field in entity.base if op.seen(field) != entity.setter(field)] if entity else []
    if doubt or unseen:
        theirs = entity.setter(unseen[-1]) if entity and unseen else None
        return _kept(entity, "conflict", (FieldConflict(ROW, None, None, None, theirs, doubt or "delete"),))
    return Merged("ok", {}, {ROW: op.id}, True)


def _set(op: Op, entity: Entity, classes: Classes, doubt: Doubt) -> Merged:
    """Fields set in a row that is there: field by field, but an operation with a stale state as a whole."""
    stale = {field for field in op.set if not _takes(op, entity, field)}
    rules = {field: classes.of(op.record, field).rule for field in op.set}
    if doubt or any(rules[field] == "state" for field in stale):
        stale = {field for field, value in op.set.items() if entity.doc.get(field) != value}
        rules = dict.fromkeys(op.set, "human")
    doc, base = dict(entity.doc), dict(entity.base)
    conflicts, notices = [], []
    for field in op.set:
        clash = _clash(op, entity, field, doubt or "field") if field in stale else None
        if clash is not None and rules[field] == "human":
            conflicts.append(clash)
            continue
        value = _both(clash) if clash and rules[field] == "set" else op.set[field]
        _write(doc, field, value)
        base[field] = op.id
        if clash is not None:
            notices.append(_clash(op, entity, field, "replaced"))
    status: Status = "conflict" if conflicts else "merged" if notices else "ok"
    return Merged(
        status, doc, base, False, tuple(conflicts), tuple(notices), changed=len(conflicts) < len(op.set)
    )


def _takes(op: Op, entity: Entity, field: str) -> bool:
    """Whether the maker had seen the field's last setter, or says what the row says, or fills what nobody touched."""
    if entity.doc.get(field) == op.set[field]:
        return True
    if op.action == "create":
        # Blank is unknown: a field that a person emptied is a statement too, and was touched.
        return field not in entity.doc and field not in entity.base
    return op.seen(field) == entity.setter(field)


def _both(clash: FieldConflict) -> Value:
    """A set with what both added and without what either took out; order: theirs, then what is new."""
    was, mine, theirs = (_elements(value) for value in (clash.base, clash.mine, clash.theirs))
    kept = [element for element in theirs if element in mine or element not in was]
    return ",".join([*kept, *(element for element in mine if element not in (*was, *theirs))]) or None


def _elements(value: Value) -> tuple[str, ...]:
    return tuple(str(value).split(",")) if value else ()


def _write(doc: dict[str, Value], field: str, value: Value) -> None:
    if value is None:
        doc.pop(field, None)
    else:
        doc[field] = value


def _clash(op: Op, entity: Entity, field: str, kind: Kind) -> FieldConflict:
    return FieldConflict(
        field, op.old.get(field), op.set[field], entity.doc.get(field), entity.setter(field), kind
    )


def _kept(
    entity: Entity | None, status: Status, conflicts: tuple[FieldConflict, ...] = (), reason: str = ""
) -> Merged:
    """Nothing taken: the row stays as it was."""
    state = (entity.doc, entity.base, entity.deleted) if entity else ({}, {}, False)
    return Merged(status, *state, conflicts, reason=reason, changed=False)
