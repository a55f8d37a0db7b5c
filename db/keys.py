"""Who can open the archive: its random key, wrapped once for each user and once for the recovery code.

Kept in keys.json beside the archive. No password is stored, nor a hash of one: signing in is opening a wrap.
"""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from db.faults import Fault
from db.recovery_codes import new_recovery_code, read_recovery_code
from db.swaps import swap_in
from db.wraps import Cost, Wrap, unwrap, wrap

_RECOVERY = "recovery"


def new_key() -> bytes:
    """256 random bits for a new archive."""
    return secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Keys:
    """The wraps of one archive on one device. Each change gives a new `Keys`; `write_keys` keeps it."""

    device: str
    users: Mapping[str, Wrap] = field(default_factory=dict)
    recovery: Wrap | None = None
    cost: Cost = field(default_factory=Cost)

    def unlock(self, user: str, password: str, pepper: bytes | None) -> bytes:
        """The archive's key.

        Raises Fault storage.wrong_password, the same for an unknown user and after the same time;
        storage.pepper_missing on a PC that is not the one the password was set on.
        """
        kept = self.users.get(user)
        if kept is None:
            wrap(bytes(32), password.encode(), owner=user, pepper=pepper, cost=self.cost)
            raise Fault("storage.wrong_password")
        if kept.peppered and pepper is None:
            raise Fault("storage.pepper_missing")
        key = unwrap(kept, password.encode(), owner=self._owner("user", user), pepper=pepper)
        if key is None:
            raise Fault("storage.wrong_password")
        return key

    def recover(self, code: str) -> bytes:
        """The archive's key by the recovery code, on any PC.

        Raises Fault storage.code_mistyped where the check letter is wrong, storage.wrong_code if it opens nothing.
        """
        letters = read_recovery_code(code)
        if letters is None:
            raise Fault("storage.code_mistyped")
        owner = self._owner(_RECOVERY, "")
        key = unwrap(self.recovery, letters.encode(), owner=owner, pepper=None) if self.recovery else None
        if key is None:
            raise Fault("storage.wrong_code")
        return key

    def with_user(self, user: str, password: str, key: bytes, pepper: bytes | None) -> "Keys":
        """Also openable by `user`; for a user who is there, the password is changed."""
        fresh = wrap(key, password.encode(), owner=self._owner("user", user), pepper=pepper, cost=self.cost)
        return replace(self, users={**self.users, user: fresh})

    def without_user(self, user: str) -> "Keys":
        """No longer openable by `user`. Raises Fault storage.last_user: one must remain."""
        left = {name: kept for name, kept in self.users.items() if name != user}
        if not left:
            raise Fault("storage.last_user")
        return replace(self, users=left)

    def with_recovery(self, key: bytes) -> tuple["Keys", str]:
        """Openable by a new recovery code, given here once for printing; the old code opens nothing more."""
        code = new_recovery_code()
        letters = code.replace("-", "").encode()
        fresh = wrap(key, letters, owner=self._owner(_RECOVERY, ""), pepper=None, cost=self.cost)
        return replace(self, recovery=fresh), code

    def _owner(self, kind: str, name: str) -> str:
        return f"{kind}|{name}|{self.device}"

    def to_json(self) -> dict[str, Any]:
        """As keys.json holds it."""
        return {
            "device": self.device,
            "users": {name: kept.to_json() for name, kept in self.users.items()},
            "recovery": self.recovery and self.recovery.to_json(),
        }


def read_keys(path: Path) -> Keys:
    """The wraps kept at `path`. Raises Fault storage.keys_missing or storage.keys_damaged."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Fault("storage.keys_missing", path=str(path)) from error
    return keys_from_bytes(text)


def keys_from_bytes(text: bytes) -> Keys:
    """The wraps as keys.json holds them. Raises Fault storage.keys_damaged."""
    try:
        found = json.loads(text)
        users = {str(name): Wrap.from_json(kept) for name, kept in found["users"].items()}
        recovery = Wrap.from_json(found["recovery"]) if found["recovery"] else None
        return Keys(str(found["device"]), users, recovery)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Fault("storage.keys_damaged") from error


def write_keys(path: Path, keys: Keys) -> None:
    """Replace the wraps in one rename, so that a power cut leaves the old or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(path.name + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(keys.to_json(), file, ensure_ascii=False, indent=1)
        file.flush()
        os.fsync(file.fileno())
    swap_in(fresh, path)
