"""The kinds of rows whose every change is logged, and identifiers for them."""

import uuid_utils

# Parents before children: a replay or an undo walks this order or its reverse.
RECORDS = (
    "division",
    "office",
    "user",
    "household",
    "person",
    "membership",
    "standing",
    "conditions",
    "member_year",
    "income",
    "answer",
    "document",
    "unit",
    "cadre",
    "posting",
    "pairing",
    "plan",
    "catalogue_item",
    "measure",
    "visit",
    "finding",
    "attachment",
    "campaign",
    "task",
    "mark",
    "snapshot",
    "project",
    "case",
    "case_household",
    "meeting",
    "vote",
    "wording",
    "notice",
    "notice_photo",
    "objection",
    "case_step",
    "payment",
    "settled_doubt",
)

# What the program itself keeps in a record row, beside the answers.
KEPT = ("id", "born", "since")


def new_id() -> str:
    """A fresh UUIDv7 as text. Its time part is never used for order."""
    return str(uuid_utils.uuid7())
