"""The kinds of rows whose every change is logged, and identifiers for them."""

from collections.abc import Mapping
from hashlib import sha1

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
    "clue",
    "crosscheck",
    "difference",
    "sample",
    "sampled",
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
    "conflict",
    "transfer",
    "pack",
    "deadline",
    "installation",
    "rulebook",
    "judgement",
)

# What the line to the county keeps of what both ends said. No record: never logged, never sent.
RECEIVED = ("synced", "shadow", "sync_state", "branch", "sent", "answered", "received")

# What the program itself keeps in a record row, beside the answers.
KEPT = ("id", "born", "since")


def new_id() -> str:
    """A fresh UUIDv7 as text. Its time part is never used for order."""
    return str(uuid_utils.uuid7())


# Rows that two machines may make without knowing of each other, and by what they are the same row.
KEYS: Mapping[str, tuple[str, ...]] = {
    "division": ("code",),
    "standing": ("household_id", "year"),
    "conditions": ("household_id", "year"),
    "member_year": ("person_id", "year"),
    "answer": ("form", "subject_id", "year", "field"),
    "plan": ("household_id", "year"),
    "catalogue_item": ("town", "code"),  # each township has a catalogue of its own; `town` is no column of it
    "task": ("campaign_id", "household_id"),
    "mark": ("task_id", "form", "subject_id", "field"),
    "case_household": ("case_id", "household_id"),
    "vote": ("meeting_id", "household_id"),
    "sampled": ("sample_id", "household_id"),
    "clue": ("household_id", "rule", "basis"),  # of a warning; what people say has a fresh id
}
_NAMESPACE = bytes.fromhex("6ba7b8129dad11d180b400c04fd430c8")  # RFC 4122: names that are OIDs


def id_of(record: str, row: Mapping[str, object]) -> str:
    """The id of a row about to be made: of its natural key where its record has one, else a fresh one.

    A UUIDv5 of the key, so that two machines that make the same row make one; never of a clock or a counter. That
    of a place is a UUIDv8 that begins with its code: what is read in the order of ids is in the order of places.
    """
    key = KEYS.get(record)
    if key is None:
        return new_id()
    named = [row.get(column) for column in key]
    if any(one in (None, "") for one, column in zip(named, key, strict=True) if column != "year"):
        return new_id()  # a village without a code is nobody else's
    text = "/".join(("hudang", record, *("" if one is None else str(one) for one in named)))
    made = sha1(_NAMESPACE + text.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(made[16], 16) & 3]
    code = str(row.get("code")) if record == "division" else ""
    if code.isdecimal() and len(code) <= 12:
        code = code.ljust(12, "0")
        return f"{code[:8]}-{code[8:]}-8{made[13:16]}-{variant}{made[17:20]}-{made[20:32]}"
    return f"{made[:8]}-{made[8:12]}-5{made[13:16]}-{variant}{made[17:20]}-{made[20:32]}"
