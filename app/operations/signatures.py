"""The office's signature on what it prints: Ed25519 under a key derived from the archive's, written in letters."""

from typing import TYPE_CHECKING, Final

from app.operations.offices import Office

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_LETTERS: Final = "ABCDEFGHJKLMNPQR"


def in_letters(content: bytes) -> str:
    """Bytes as letters, two a byte: sixteen letters without I and O."""
    return "".join(_LETTERS[byte >> 4] + _LETTERS[byte & 15] for byte in content)


def from_letters(text: str) -> bytes:
    """The bytes of such letters. Raises ValueError for any other text."""
    if len(text) % 2 or any(letter not in _LETTERS for letter in text):
        raise ValueError("not written in the sixteen letters")
    halves = [_LETTERS.index(letter) for letter in text]
    return bytes(high << 4 | low for high, low in zip(halves[::2], halves[1::2], strict=True))


def sign_with(seed: bytes, told: bytes) -> bytes:
    """The signature of these bytes under a key."""
    return _key(seed).sign(told)


def signed_with(seed: bytes, letters: str, told: bytes) -> bool:
    """Whether these letters are the signature of these bytes under that key."""
    from cryptography.exceptions import InvalidSignature

    try:
        _key(seed).public_key().verify(from_letters(letters), told)
    except (InvalidSignature, ValueError):
        return False
    return True


def seed_of(office: Office) -> bytes:
    """The seed of the office's signing key: derived from the archive's, kept nowhere."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"hudang notices").derive(office.archive.key)


def _key(seed: bytes) -> "Ed25519PrivateKey":
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)
