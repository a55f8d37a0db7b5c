"""The archive's key, wrapped under one secret: a password with the pepper, or the recovery code.

wrap = AES-256-GCM under HKDF-SHA256(Argon2id(secret) ‖ pepper), bound to user, device and version.
"""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = 1
_MOST_MEMORY = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: memory in KiB, passes, lanes. RFC 9106's second choice."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Whether the numbers are any that a program of ours would write: a damaged file asks for no terabyte."""
        numbers = (self.memory, self.passes, self.lanes)
        return (
            all(isinstance(one, int) for one in numbers)
            and 8 * self.lanes <= self.memory <= _MOST_MEMORY
            and 1 <= self.passes <= 100
            and 1 <= self.lanes <= 64
        )


@dataclass(frozen=True, slots=True)
class Wrap:
    """A wrapped key and everything but the secret that opens it."""

    salt: bytes
    nonce: bytes
    sealed: bytes
    cost: Cost
    peppered: bool

    def to_json(self) -> dict[str, Any]:
        """As it stands in keys.json."""
        return {
            "version": VERSION,
            "salt": b64encode(self.salt).decode(),
            "nonce": b64encode(self.nonce).decode(),
            "sealed": b64encode(self.sealed).decode(),
            "argon2id": [self.cost.memory, self.cost.passes, self.cost.lanes],
            "peppered": self.peppered,
        }

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Wrap":
        """The wrap as `to_json` wrote it. Raises KeyError, TypeError or ValueError for anything else."""
        salt, nonce, sealed = (b64decode(found[name]) for name in ("salt", "nonce", "sealed"))
        cost = Cost(*found["argon2id"])
        if len(salt) < 8 or len(nonce) != 12 or not cost.is_sane:
            raise ValueError("no wrap of ours")
        return cls(salt, nonce, sealed, cost, bool(found["peppered"]))


def wrap(key: bytes, secret: bytes, *, owner: str, pepper: bytes | None, cost: Cost) -> Wrap:
    """The key under the secret. `owner` (user and device) opens no other's wrap."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    outer = _outer_key(secret, salt, pepper, cost)
    return Wrap(salt, nonce, AESGCM(outer).encrypt(nonce, key, _bound(owner)), cost, pepper is not None)


def unwrap(kept: Wrap, secret: bytes, *, owner: str, pepper: bytes | None) -> bytes | None:
    """The key; None if the secret, the pepper or the owner is another."""
    outer = _outer_key(secret, kept.salt, pepper if kept.peppered else None, kept.cost)
    try:
        return AESGCM(outer).decrypt(kept.nonce, kept.sealed, _bound(owner))
    except InvalidTag:
        return None


def _outer_key(secret: bytes, salt: bytes, pepper: bytes | None, cost: Cost) -> bytes:
    stretched = hash_secret_raw(
        secret, salt, time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes, hash_len=32,
        type=Type.ID,
    )  # fmt: skip
    derive = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"hudang key wrap")
    return derive.derive(stretched + (pepper or b""))


def _bound(owner: str) -> bytes:
    return f"{owner}|{VERSION}".encode()
