"""The secrets of one county server, made at its first start and kept in one file that only its user reads."""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

FILE = "secrets.json"


@dataclass(frozen=True, slots=True)
class Keepsakes:
    """Passwords of the database roles, the server's signing key and the key of its tokens, all random.

    `roles` ends the names of the database roles, so that two counties may share one PostgreSQL.
    """

    roles: str
    superuser: str = field(repr=False)
    owner: str = field(repr=False)
    app: str = field(repr=False)
    auditor: str = field(repr=False)
    signing: str = field(repr=False)
    tokens: str = field(repr=False)


def keepsakes_of(folder: Path, *, roles: str = "") -> Keepsakes:
    """The folder's secrets; made anew where there are none yet."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    with contextlib.suppress(FileNotFoundError):
        return Keepsakes(**json.loads(path.read_text("utf-8")))
    made = Keepsakes(roles, *(secrets.token_hex(32) for _ in fields(Keepsakes)[1:]))
    with _private(path) as number:
        os.write(number, json.dumps(asdict(made)).encode())
        os.fsync(number)
    return made


def take_identity(folder: Path, signing: str, tokens: str) -> Keepsakes:
    """The folder's secrets with another server's key, which a backup brought along; its database's passwords stay."""
    made = replace(keepsakes_of(folder), signing=signing, tokens=tokens)
    replace_private(folder / FILE, json.dumps(asdict(made)).encode())
    return made


def replace_private(path: Path, content: bytes) -> None:
    """Such a file in the place of another, whole or not at all."""
    part = path.with_name(path.name + ".part")
    with contextlib.suppress(FileNotFoundError):
        part.unlink()
    with _private(part) as number:
        os.write(number, content)
        os.fsync(number)
    part.replace(path)


def write_private(path: Path, content: bytes) -> None:
    """A file that nobody but its user reads, from its first byte on. Refuses one that exists."""
    with _private(path) as number:
        os.write(number, content)


@contextlib.contextmanager
def _private(path: Path) -> Iterator[int]:
    number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        yield number
    finally:
        os.close(number)
