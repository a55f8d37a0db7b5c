"""The key pair of this machine: the county knows its public half and nothing is taken without its signature."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.sync.wire.signatures import COUNT, DEVICE, EPOCH, SIGN, signed_text


def new_secret() -> bytes:
    """A fresh Ed25519 key, 32 bytes. Kept in the archive, whose encryption is its lock."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key(secret: bytes) -> str:
    """The public half as 64 hex letters."""
    public = Ed25519PrivateKey.from_private_bytes(secret).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


class Signer:
    """Signs requests of one device, each under a number that was never used before."""

    def __init__(self, device: str, secret: bytes, first: int) -> None:
        self._device = device
        self._key = Ed25519PrivateKey.from_private_bytes(secret)
        self.count = first

    def headers(self, method: str, target: str, body: bytes, epoch: str) -> dict[str, str]:
        """The headers of the next request. `target` is path?query exactly as sent."""
        self.count += 1
        said = signed_text(method, target, body, epoch, self.count)
        return {
            DEVICE: self._device,
            EPOCH: epoch,
            COUNT: str(self.count),
            SIGN: self._key.sign(said).hex(),
        }
