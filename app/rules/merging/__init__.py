"""How two people's work on one row becomes one row: field by field, and a person decides where they differ.

Pure, and the same for the county's server and for the model that tests it. Knows neither clocks nor places:
whose turn it is, what lies in whose area and in which order operations come is said by who asks.
"""

from app.rules.merging.classes import Classes, FieldClass, RecordRule, load_classes
from app.rules.merging.entities import Action, Doubt, Entity, FieldConflict, Merged, Op, Status, Value
from app.rules.merging.merges import merge

__all__ = [
    "Action",
    "Classes",
    "Doubt",
    "Entity",
    "FieldClass",
    "FieldConflict",
    "Merged",
    "Op",
    "RecordRule",
    "Status",
    "Value",
    "load_classes",
    "merge",
]
