"""Tokens for one machine and one of its users, good for twelve hours; nothing of them is stored."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom a token speaks for."""

    device: str
    user: str


def make_token(key: bytes, bearer: Bearer, now: datetime) -> str:
    """A token that this server will know again until it ends."""
    claims = [bearer.device, bearer.user, int((now + LIFE).timestamp())]
    body = base64.urlsafe_b64encode(json.dumps(claims).encode())
    return f"{body.decode()}.{_seal(key, body)}"


def read_token(key: bytes, token: str, now: datetime) -> Bearer | None:
    """Whom a token speaks for; None for one that is not ours or has ended."""
    body, _, seal = token.partition(".")
    if not hmac.compare_digest(_seal(key, body.encode()).encode(), seal.encode()):
        return None
    device, user, ends = json.loads(base64.urlsafe_b64decode(body))
    return Bearer(device, user) if now.timestamp() < ends else None


def _seal(key: bytes, body: bytes) -> str:
    return hmac.new(key, body, hashlib.sha256).hexdigest()
