"""What only packages say, beside the wire's own messages. The order of messages:

push       Standing, Push …
reply      Reply, Page … (the last has `more` false), Digest
snapshot   Reply, Page …
"""

from collections.abc import Iterator
from typing import TypeVar

import orjson
from pydantic import BaseModel, Field, ValidationError

from app.sync.packages.headers import BadPackage
from app.sync.wire.shapes import Hello, Message, Pushed, Welcome

M = TypeVar("M", bound=BaseModel)


class Standing(Message):
    """Where the machine stands. `unsent`: by epoch the first dseq that the county has not confirmed."""

    hello: Hello
    unsent: dict[str, int] = Field(default_factory=dict)


class Answer(Pushed):
    """What became of the changes `from_dseq`..`last_dseq` of an epoch; `results` count from the first."""

    epoch: str
    from_dseq: int


class Reply(Message):
    """Where the server stands (no token), and its answers.

    `heard`: the server's epoch as the machine knew it when it wrote what is answered. `missing`: the numbers of
    packages that must come before others that wait here; `missing_dseq` the same in changes.
    """

    welcome: Welcome
    heard: str
    answers: list[Answer] = Field(default_factory=list)
    missing: list[int] = Field(default_factory=list)
    missing_dseq: tuple[int, int] | None = None


def written(message: BaseModel) -> bytes:
    """A message as its JSON."""
    return message.model_dump_json(by_alias=True).encode()


def read_as(shape: type[M], said: bytes) -> M:
    """The message in some bytes. Raises BadPackage not_understood."""
    try:
        return shape.model_validate(orjson.loads(said))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise BadPackage("not_understood") from error


def first_of(messages: Iterator[bytes], shape: type[M]) -> M:
    """The first message of a package. Raises BadPackage not_understood."""
    said = next(messages, None)
    if said is None:
        raise BadPackage("not_understood")
    return read_as(shape, said)
