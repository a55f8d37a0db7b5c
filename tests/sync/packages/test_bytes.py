"""Bytes that are no package, or were one: refused in a sentence, in little memory, whoever signed them."""

import hashlib
import random
import tracemalloc
import uuid
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from app.sync.packages import boxes
from app.sync.packages.boxes import look_into, prove, write_box
from app.sync.packages.chunks import CHUNK, TAG, open_chunks, seal_chunks
from app.sync.packages.frames import pack, unpack
from app.sync.packages.headers import MAGIC, BadPackage
from app.sync.packages.seals import SIGNATURE, key_name, public_of, seal, sign, unseal
from app.texts import say

DEVICE, COUNTY = bytes(range(32)), bytes(range(1, 33))
MESSAGES = [b"{}", random.Random(1).randbytes(3 * CHUNK), b"", b"last"]
WHYS = {"no_package", "newer", "suite", "damaged", "too_large", "key", "not_understood"}


def said(**more: object) -> dict[str, object]:
    return {
        "id": str(uuid.UUID(int=7)),
        "kind": "push",
        "sender": str(uuid.UUID(int=1)),
        "device": str(uuid.UUID(int=1)),
        "epoch": "ab" * 8,
        "number": 3,
        "low": 1,
        "high": 4,
        "cursor": 0,
        "server_id": str(uuid.UUID(int=2)),
        "server_epoch": str(uuid.UUID(int=3)),
    } | more


def a_box(folder: Path, messages: Iterable[bytes] = MESSAGES) -> Path:
    return write_box(folder, said(), messages, secret=DEVICE, recipient=public_of(COUNTY))[0]


def read(path: Path) -> list[bytes]:
    return list(prove(path, public_of(DEVICE)).messages(COUNTY))


def test_what_was_written_is_read(tmp_path: Path):
    path = a_box(tmp_path)
    assert read(path) == MESSAGES
    assert [one.name for one in tmp_path.iterdir()] == [path.name], "and nothing else lies there"


def test_two_packages_of_the_same_words_have_nothing_in_common(tmp_path: Path):
    one, other = a_box(tmp_path), a_box(tmp_path)
    assert one.name != other.name
    start = look_into(one).size
    same = sum(a == b for a, b in zip(one.read_bytes()[start:], other.read_bytes()[start:], strict=True))
    assert same < CHUNK // 50


def test_only_the_holder_of_the_key_opens_it(tmp_path: Path):
    box = prove(a_box(tmp_path), public_of(DEVICE))
    with pytest.raises(BadPackage, match="key"):
        list(box.messages(DEVICE))
    with pytest.raises(BadPackage, match="damaged"):
        prove(box.path, public_of(COUNTY))


def flips(whole: bytes, dice: random.Random) -> Iterator[bytes]:
    """Flipped bits, cuts, doubled and swapped parts, strange lengths."""
    for _ in range(150):
        at = dice.choice((dice.randrange(600), dice.randrange(len(whole))))
        yield whole[:at] + bytes([whole[at] ^ 1 << dice.randrange(8)]) + whole[at + 1 :]
    for _ in range(60):
        yield whole[: dice.randrange(len(whole))]
    for _ in range(20):
        at = dice.randrange(len(whole))
        yield whole[:at] + dice.randbytes(dice.randrange(1, 90)) + whole[at:]
    for size in (0, 1, 16, 16 * 1024, 16 * 1024 + 1, 2**31, 2**32 - 1):
        yield MAGIC + size.to_bytes(4, "big") + whole[12:]
    yield whole + b"x"
    yield b""


def test_no_changed_package_is_read(tmp_path: Path):
    path = a_box(tmp_path)
    whole = path.read_bytes()
    for changed in flips(whole, random.Random(5)):
        if changed == whole:
            continue
        path.write_bytes(changed)
        with pytest.raises(BadPackage) as told:
            read(path)
        assert told.value.why in WHYS and say(f"packages.{told.value.why}")


def signed_anew(path: Path, body: bytes) -> None:
    """Another body under the same header, signed by the machine itself."""
    clear = look_into(path)
    head = path.read_bytes()[: clear.size]
    path.write_bytes(head + body + sign(DEVICE, clear.digest, hashlib.sha256(body).digest()))


def test_chunks_that_the_sender_itself_swaps_cuts_or_doubles_are_noticed(tmp_path: Path):
    path = a_box(tmp_path)
    start = look_into(path).size
    body = path.read_bytes()[start:-SIGNATURE]
    size = CHUNK + TAG
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    assert len(parts) == 4
    for changed in (
        [parts[1], parts[0], *parts[2:]],
        parts[:-1],
        parts[1:],
        [parts[0], *parts],
        [*parts, parts[-1]],
        [*parts[:-1], parts[-1][:-1]],
        [parts[0][: TAG - 1]],
    ):
        signed_anew(path, b"".join(changed))
        with pytest.raises(BadPackage, match="damaged"):
            read(path)


def sealed_anew(path: Path, plain: bytes) -> None:
    """Whatever bytes in the place of gzip, well sealed and signed by the machine itself."""
    clear = look_into(path)
    key = unseal(COUNTY, bytes.fromhex(clear.header.sealed), clear.header.id.encode())
    signed_anew(path, b"".join(seal_chunks(key, clear.digest, [plain])))


@pytest.mark.parametrize(
    ("plain", "why"),
    [
        (b"", "damaged"),
        (b"no gzip", "damaged"),
        (b"".join(pack([b"{}"]))[:-4], "damaged"),
        (b"".join(pack([b"{}"])) + b"more", "damaged"),
        (zlib.compress(b"\xff\xff\xff\xff", wbits=31), "too_large"),
        (zlib.compress(b"\x00\x00\x00\x09{}", wbits=31), "damaged"),
        (zlib.compress(b"\x7f\xff\xff\xff" + bytes(300_000_000), wbits=31), "too_large"),
    ],
)
def test_lies_of_a_machine_s_own_key_are_refused_in_little_memory(tmp_path: Path, plain: bytes, why: str):
    path = a_box(tmp_path)
    sealed_anew(path, plain)
    tracemalloc.start()
    with pytest.raises(BadPackage, match=why):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 12_000_000


def test_a_message_as_large_as_agreed_is_read_and_one_byte_more_is_not():
    whole = b"".join(pack([bytes(1000)]))
    assert [len(one) for one in unpack([whole], most=1000)] == [1000]
    with pytest.raises(BadPackage, match="too_large"):
        list(unpack([whole], most=999))


def test_a_file_larger_than_any_stick_holds_is_not_read(tmp_path: Path, monkeypatch):
    path = a_box(tmp_path)
    monkeypatch.setattr(boxes, "MOST", 100)
    with pytest.raises(BadPackage, match="too_large"):
        read(path)


@pytest.mark.parametrize("y", [0, 1, 2**255 - 20, 2**255 - 18])
def test_a_key_that_is_no_key_is_refused(y: int):
    weak = y.to_bytes(32, "little")
    with pytest.raises(BadPackage, match="key"):
        unseal(COUNTY, seal(weak, b"x")[1], b"x")


def test_a_key_is_sealed_to_the_one_who_signs_with_the_other_form_of_his():
    for nth in range(50):
        secret = hashlib.sha256(bytes([nth])).digest()
        key, sealed = seal(public_of(secret), b"one")
        assert unseal(secret, sealed, b"one") == key
        with pytest.raises(BadPackage, match="key"):
            unseal(secret, sealed, b"other")
        with pytest.raises(BadPackage, match="key"):
            unseal(secret, sealed[:-1], b"one")
    assert len({key_name(public_of(bytes([nth]) * 32)) for nth in range(50)}) == 50


def test_chunks_of_every_length_around_a_border_come_back(tmp_path: Path):
    for size in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1):
        plain = bytes(size)
        sealed = b"".join(seal_chunks(DEVICE, b"x", [plain[:7], plain[7:]]))
        file = tmp_path / "body"
        file.write_bytes(sealed)
        with file.open("rb") as opened:
            assert b"".join(open_chunks(DEVICE, b"x", opened, len(sealed))) == plain
