"""The key pair of this machine: the county knows its public half and nothing is taken without its signature."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.sync.wire.signatures import COUNT, DEVICE, EPOCH, SIGN, signed_text


def secret_of(archive_key: bytes, device: str) -> bytes:
    """The Ed25519 key of a machine, 32 bytes: made from the archive's key, so that asking again is asking as the same.

    An answer to an enrolment may be lost for good after the county has noted the key and used up the code.
    """
    info = f"hudang device {device}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(archive_key)


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
