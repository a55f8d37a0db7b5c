"""The line to the county: one request after the other, signed, repeated when the line is bad, told in sentences.

Whatever can go wrong between two machines becomes a `Problem` here; nothing above knows httpx.
"""

import random
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpx
import orjson
from pydantic import BaseModel, ValidationError

from app.errors import Problem
from app.sync.signing import Signer
from app.sync.wire.bodies import packed
from app.sync.wire.signatures import COUNTY

M = TypeVar("M", bound=BaseModel)

PASSING = frozenset({"sync.no_line", "sync.timeout", "sync.cut", "sync.busy", "sync.proxy"})
"""What may be gone a moment later."""
_REFUSED = {
    "revoked": "sync.revoked",
    "unknown_device": "sync.unknown_device",
    "signature": "sync.unknown_device",
    "code": "sync.code_wrong",
    "too_large": "sync.not_understood",
    "bad_body": "sync.not_understood",
    "bad_chain": "sync.not_understood",
}


class Refused(Exception):
    """The county wants something else first: `code` and what its answer says (gap, fork, epoch, token)."""

    def __init__(self, code: str, said: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code = code
        self.said = said


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to try. `pause(seconds)` lets time pass: a test's clock, or a real one."""

    tries: int = 4
    first: float = 1.0
    longest: float = 300.0
    connect: float = 10.0
    answer: float = 60.0
    pause: Callable[[float], object] = time.sleep
    dice: Callable[[], float] = random.random

    def wait(self, tried: int, asked: float = 0.0) -> None:
        """Wait after the `tried`th failure: twice as long each time, never all machines at the same moment."""
        span = min(self.first * 2 ** (tried - 1), self.longest)
        self.pause(max(asked, span * (0.5 + self.dice() / 2)))


@dataclass(slots=True)
class Line:
    """A way to one county. `epoch` is signed with each request; `token` comes with the answer to hello."""

    client: httpx.Client
    signer: Signer | None = None
    patience: Patience = field(default_factory=Patience)
    epoch: str = ""
    token: str = ""
    sent_bytes: int = 0
    got_bytes: int = 0

    def post(self, path: str, message: BaseModel, shape: type[M]) -> M:
        """Send a message, get one. Raises Problem sync.*, Refused."""
        return self.post_packed(path, packed(message), shape)

    def post_packed(self, path: str, parcel: tuple[bytes, Mapping[str, str]], shape: type[M]) -> M:
        """Send a message that is packed already: its body, and the headers that say how. Raises as `post`."""
        body, headers = parcel
        return self._read(self._tried("POST", path, body, headers), shape)

    def get(self, path: str, shape: type[M], **asked: int) -> M:
        """Ask for something. Raises Problem sync.*, Refused."""
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        target = f"{path}?{query}" if query else path
        return self._read(self._tried("GET", target, b"", {}), shape)

    def send(self, target: str, content: bytes, shape: type[M]) -> M:
        """Send bytes as they are, get a message. Raises Problem sync.*, Refused."""
        return self._read(self._tried("POST", target, content, {}), shape)

    def fetch(self, target: str) -> bytes:
        """Ask for bytes as they are. Raises Problem sync.*, Refused."""
        return self._tried("GET", target, b"", {})

    def close(self) -> None:
        """Hang up."""
        self.client.close()

    def _tried(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        tried = 0
        while True:
            tried += 1
            try:
                return self._asked(method, target, body, headers)
            except Refused as refused:
                # A restored archive counts from its old number: go on from the county's.
                if refused.code != "replayed" or self.signer is None or tried >= self.patience.tries:
                    raise
                self.signer.count = int(refused.said["count"])
            except Problem as problem:
                if problem.code not in PASSING or tried >= self.patience.tries:
                    raise
                self.patience.wait(tried, float(str(problem.values.get("after", 0))))

    def _asked(self, method: str, target: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        signed = self.signer.headers(method, target, body, self.epoch) if self.signer else {}
        bearer = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            answer = self.client.request(
                method, target, content=body, headers={**headers, **signed, **bearer}
            )
        except httpx.TimeoutException as error:
            raise Problem("sync.timeout") from error
        except httpx.ConnectError as error:
            raise Problem(_unconnected(error)) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:  # cut, or no gzip though it said so
            raise Problem("sync.cut") from error
        self.sent_bytes += len(body)
        self.got_bytes += answer.num_bytes_downloaded
        return _content(answer)

    def _read(self, body: bytes, shape: type[M]) -> M:
        try:
            return shape.model_validate(orjson.loads(body))
        except (orjson.JSONDecodeError, ValidationError) as error:
            raise Problem("sync.strange_answer") from error


def _unconnected(error: httpx.ConnectError) -> str:
    """Why there is no secret line: a certificate that does not hold today, somebody who speaks no TLS, nobody."""
    words = str(error).upper()
    if "CERTIFICATE" in words:
        return "sync.certificate"
    return "sync.portal" if "WRONG_VERSION" in words or "RECORD LAYER" in words else "sync.no_line"


def _content(answer: httpx.Response) -> bytes:
    """The body of an answer that is one. A captive portal says 200 too, but is no county."""
    if answer.headers.get(COUNTY) != "1":
        raise Problem("sync.proxy" if answer.status_code in (500, 502, 503, 504) else "sync.portal")
    if answer.is_success:
        return answer.content
    try:
        said = orjson.loads(answer.content)
        code = str(said["code"])
    except (orjson.JSONDecodeError, KeyError, TypeError) as error:
        raise Problem("sync.strange_answer") from error
    if answer.status_code == 503:
        raise Problem("sync.busy", after=answer.headers.get("Retry-After", "0"))
    if code in _REFUSED:
        raise Problem(_REFUSED[code], said=code)
    if answer.status_code >= 500:
        raise Problem("sync.server_broken")
    raise Refused(code, said)


def open_line(server: str, pin: str | None, signer: Signer | None, patience: Patience) -> Line:
    """A line to a county's address; `pin` is the SHA-256 of its own certificate, for one that nobody else vouches for.

    Raises Problem sync.bad_address, sync.certificate_changed, sync.portal, sync.no_line.
    """
    parts = urlsplit(server)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Problem("sync.bad_address", server=server)
    if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise Problem("sync.not_secret", server=server)
    timeout = httpx.Timeout(patience.answer, connect=patience.connect)
    verify = _pinned(parts.hostname, parts.port or 443, pin, patience) if pin else True
    client = httpx.Client(
        base_url=server.rstrip("/"),
        timeout=timeout,
        verify=verify,
        trust_env=parts.scheme == "https",
        headers={"Accept-Encoding": "gzip"},
    )
    return Line(client, signer, patience)


def _pinned(host: str, port: int, pin: str, patience: Patience) -> ssl.SSLContext:
    """A context that trusts the one certificate with this fingerprint."""
    try:
        pem = ssl.get_server_certificate((host, port), timeout=patience.connect)
    except ssl.SSLError as error:  # what answers there speaks no TLS: a portal, a proxy
        raise Problem("sync.portal") from error
    except OSError as error:
        raise Problem("sync.no_line") from error
    if sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest() != pin:
        raise Problem("sync.certificate_changed")
    context = ssl.create_default_context(cadata=pem)
    context.check_hostname = False  # the fingerprint says more than a name
    return context
