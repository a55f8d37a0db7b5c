"""Rows and operations to merge, as short as a test may say them."""

from pathlib import Path

from app.rules.merging import Action, Classes, Entity, Op, Value, load_classes

CLASSES: Classes = load_classes(Path(__file__).resolve().parents[3] / "forms" / "merging.toml")

# A field of each rule, with a value both knew, the value another person set, and the value the operation sets.
FIELDS = {
    "human": ("person", "name"),
    "auto": ("person", "phone"),
    "state": ("standing", "monitor_class"),
    "set": ("plan", "causes"),
    "first": ("conflict", "settled_as"),
}


def row(record: str = "person", *, gone: bool = False, **fields: tuple[Value, str]) -> Entity:
    """A row made by operation "born"; each field with its value and its setter ("born" may be left to `base`)."""
    doc = {name: value for name, (value, _) in fields.items() if value is not None}
    base = {name: setter for name, (_, setter) in fields.items() if setter != "born"}
    return Entity(record, {} if gone else doc, {"id": "deleted"} if gone else {"id": "born", **base}, gone)


def op(
    action: Action,
    record: str = "person",
    *,
    base: dict[str, str] | None = None,
    old: dict[str, Value] | None = None,
    **fields: Value,
) -> Op:
    """Operation "mine": it sets the fields, having seen the setters in `base`."""
    return Op("mine", record, action, base or {}, fields, old or {})
