"""What a device signs of each request, and the headers that carry it. Needs no clock: a counter makes each one new."""

import hashlib

DEVICE = "X-Hudang-Device"
EPOCH = "X-Hudang-Epoch"
COUNT = "X-Hudang-Count"
SIGN = "X-Hudang-Sign"
COUNTY = "X-Hudang-County"
"""Every answer of a county has it, with "1"; a captive portal's has not."""


def signed_text(method: str, target: str, body: bytes, epoch: str, count: int) -> bytes:
    """The bytes that Ed25519 signs. `target` is path?query as sent, `body` as sent (after gzip)."""
    digest = hashlib.sha256(body).hexdigest()
    return "\n".join(("hudang-1", method.upper(), target, digest, epoch, str(count))).encode()
