"""Who asks: a machine known by its key, whose every request is signed and newer than the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.county.databases import Connection
from app.county.devices import Device, count_request, device_of
from app.county.refusals import Refusal
from app.county.tokens import read_token
from app.sync.wire.columns import long
from app.sync.wire.signatures import COUNT, DEVICE, EPOCH, SIGN, signed_text


@dataclass(frozen=True, slots=True)
class Asking:
    """A request as it came: what was asked, with which headers, and the body as sent."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes


def caller_of(connection: Connection, asking: Asking, now: datetime, tokens: bytes | None) -> Device:
    """The machine that signed this request; with `tokens` (the key of tokens), one that has greeted today.

    Raises Refusal 401 unknown_device, signature, token; 403 revoked; 409 replayed.
    """
    device = device_of(connection, long(asking.headers.get(DEVICE, "")))
    if device is None:
        raise Refusal(401, "unknown_device")
    if device.revoked:
        raise Refusal(403, "revoked")
    count = _checked_count(device, asking)
    if tokens is not None:
        word, _, token = asking.headers.get("Authorization", "").partition(" ")
        bearer = read_token(tokens, token, now) if word == "Bearer" else None
        if bearer is None or bearer.device != device.id:
            raise Refusal(401, "token")
    if not count_request(connection, device, count, now):
        raise Refusal(409, "replayed", count=device.requests)
    return device


def _checked_count(device: Device, asking: Asking) -> int:
    """The number of the request, once the signature over it and all else has been proved."""
    try:
        count = int(asking.headers[COUNT])
        sign = bytes.fromhex(asking.headers[SIGN])
        said = signed_text(asking.method, asking.target, asking.body, asking.headers.get(EPOCH, ""), count)
        Ed25519PublicKey.from_public_bytes(device.public_key).verify(sign, said)
    except (KeyError, ValueError, InvalidSignature) as error:
        raise Refusal(401, "signature") from error
    if not 0 < count < 2**53:
        raise Refusal(401, "signature")
    return count
