"""What a package says in clear: enough to know whose it is and where it belongs, and nobody's name."""

from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO, Literal

import orjson
from pydantic import BaseModel, ConfigDict, Field, ValidationError

MAGIC = b"HUDANGPK"
FORMAT = 1
SUITE = "intl-1"
MOST = 16 * 1024
"""Bytes of a header."""

Kind = Literal["push", "reply", "snapshot"]
_Number = Field(ge=0, lt=2**53)
_Id = Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
_Name = Field(pattern=r"^[0-9a-f]{0,64}$")


class BadPackage(Exception):
    """A file that is no whole package for us. `why` ends the key of its sentence in packages.toml."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Header(BaseModel):
    """The clear part. `sender`: the device's id, or the server's; `device`, `epoch`: whose changes it concerns.

    Of a push `low`..`high` are dseq (empty where `high` < `low`), `number` is what people call it (0: only a greeting)
    and `cursor` where the machine stands in the feed. Of a reply and a snapshot `low` and `cursor` are where its pages
    begin, `high` is how far they reach at least, and `number` that of the newest push it answers.
    `sealed` is the file's key, readable for the holder of the key that `recipient` names.
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    format: int
    suite: str
    id: str = _Id
    kind: Kind
    sender: str = _Id
    device: str = _Id
    epoch: str = _Name
    number: int = _Number
    low: int = _Number
    high: int = _Number
    cursor: int = _Number
    server_id: str = _Id
    server_epoch: str = _Id
    recipient: str = _Name
    chunk: int = _Number
    sealed: str = Field(pattern=r"^[0-9a-f]{0,512}$")


@dataclass(frozen=True, slots=True)
class Clear:
    """A header as it was read, with the hash that stands for its very bytes."""

    header: Header
    digest: bytes
    size: int


def header_bytes(header: Header) -> bytes:
    """Magic, length and header, as they begin a file."""
    said = orjson.dumps(header.model_dump(), option=orjson.OPT_SORT_KEYS)
    return MAGIC + len(said).to_bytes(4, "big") + said


def read_header(file: BinaryIO) -> Clear:
    """The clear part of a file. Raises BadPackage no_package, newer, suite."""
    begun = file.read(len(MAGIC) + 4)
    size = int.from_bytes(begun[len(MAGIC) :], "big")
    if len(begun) < len(MAGIC) + 4 or not begun.startswith(MAGIC) or size > MOST:
        raise BadPackage("no_package")
    said = file.read(size)
    try:
        told = orjson.loads(said)
    except orjson.JSONDecodeError as error:
        raise BadPackage("no_package") from error
    if not isinstance(told, dict) or not isinstance(told.get("format"), int):
        raise BadPackage("no_package")
    if told["format"] > FORMAT:
        raise BadPackage("newer")
    if told.get("suite") != SUITE:
        raise BadPackage("suite")
    try:
        header = Header.model_validate(told)
    except ValidationError as error:
        raise BadPackage("no_package") from error
    return Clear(header, sha256(begun + said).digest(), len(begun) + size)
