"""The profiles of this office's forms, and what the office remembers of each: how its columns are called here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import orjson

from app.errors import Problem
from app.operations.offices import Office
from app.rules.crosschecks.definitions import Profile, load_profiles

_OWN = "crosscheck:"
"""Before a profile's key, where the office's choices are kept beside those of the import."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What the office said of a profile the last time: columns by heading ("" for none), wholeness, and who checks."""

    columns: Mapping[str, str] = field(default_factory=dict)
    whole: bool | None = None
    owner: str = ""
    days: int | None = None


def profiles(office: Office) -> Mapping[str, Profile]:
    """The profiles of the office's shelf, packs among them, read once."""
    known: Mapping[str, Profile] | None = office.kept.get("crosscheck_profiles")
    if known is None:
        known = office.kept["crosscheck_profiles"] = load_profiles(office.shelf, office.forms)
    return known


def profile_named(office: Office, word: str) -> Profile:
    """The profile of that key or name. Raises Problem naming those there are."""
    known = profiles(office)
    found = known.get(word) or next((one for one in known.values() if word == one.label), None)
    if found is None:
        names = "\u3001".join(f"{one.key}\uff08{one.label}\uff09" for one in known.values())
        raise Problem("crosscheck.no_profile", word=word, known=names)
    return found


def remembered(office: Office, profile: Profile) -> Remembered:
    """What the office said of a profile before; nothing where it never did. Columns that are gone are left out."""
    rows = office.archive.read("SELECT columns FROM shape WHERE fingerprint = ?", (_OWN + profile.key,))
    if not rows:
        return Remembered()
    said = orjson.loads(rows[0][0])
    known = {"", *profile.keys, "number", "name", "head", "village", "group"}
    columns = {heading: key for heading, key in said.get("columns", {}).items() if key in known}
    return Remembered(columns, said.get("whole"), str(said.get("owner") or ""), said.get("days"))


def remember(office: Office, profile: Profile, said: Remembered) -> None:
    """Keep it for the next list of this department; a note of this PC, in no history."""
    columns = {"columns": dict(said.columns), "whole": said.whole, "owner": said.owner, "days": said.days}
    with office.archive.noting() as connection:
        connection.execute("DELETE FROM shape WHERE fingerprint = ?", (_OWN + profile.key,))
        connection.execute(
            "INSERT INTO shape (fingerprint, columns, saved_at) VALUES (?, ?, ?)",
            (
                _OWN + profile.key,
                orjson.dumps(columns).decode(),
                office.clock().isoformat(timespec="seconds"),
            ),
        )
