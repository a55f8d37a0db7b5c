"""The suite intl-1: who may open a package and who made it. X25519, HKDF-SHA256, AES-256-GCM, Ed25519.

A county and a device each have one Ed25519 key. What is sealed to them is sealed to its X25519 form (RFC 7748, 4.1;
the use of one key for both is proved safe by Thormarker, https://eprint.iacr.org/2021/509).
"""

import hashlib
import os

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync.packages.headers import BadPackage

SIGNATURE = 64
_PRIME = 2**255 - 19
_SAYS = b"hudang-package-1"
_ONCE = bytes(12)  # the key under it is used once


def key_name(public: bytes) -> str:
    """What a header calls a key: 16 hex letters of its hash."""
    return hashlib.sha256(public).hexdigest()[:16]


def public_of(secret: bytes) -> bytes:
    """The public half of an Ed25519 secret."""
    return Ed25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def seal(public: bytes, bound: bytes) -> tuple[bytes, bytes]:
    """A fresh file key, and the same sealed to the holder of an Ed25519 key; `bound` must be said again to open it."""
    key, once = os.urandom(32), X25519PrivateKey.generate()
    target = X25519PublicKey.from_public_bytes(_montgomery(public))
    sent = once.public_key().public_bytes_raw()
    try:
        wrap = _wrap(once.exchange(target), sent, target.public_bytes_raw())
    except ValueError as error:
        raise BadPackage("key") from error
    return key, sent + wrap.encrypt(_ONCE, key, bound)


def unseal(secret: bytes, sealed: bytes, bound: bytes) -> bytes:
    """The file key. Raises BadPackage key."""
    mine = X25519PrivateKey.from_private_bytes(hashlib.sha512(secret).digest()[:32])
    sent, wrapped = sealed[:32], sealed[32:]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(sent))
        return _wrap(shared, sent, mine.public_key().public_bytes_raw()).decrypt(_ONCE, wrapped, bound)
    except (ValueError, InvalidTag) as error:
        raise BadPackage("key") from error


def sign(secret: bytes, header: bytes, body: bytes) -> bytes:
    """The signature over the hashes of header and body."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(_SAYS + header + body)


def check_signature(public: bytes, signature: bytes, header: bytes, body: bytes) -> None:
    """Raise BadPackage damaged unless the holder of the key has signed these hashes."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, _SAYS + header + body)
    except (ValueError, InvalidSignature) as error:
        raise BadPackage("damaged") from error


def _wrap(shared: bytes, sent: bytes, target: bytes) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt=None, info=b"hudang-package intl-1 key" + sent + target).derive(shared)
    return AESGCM(derived)


def _montgomery(public: bytes) -> bytes:
    """The X25519 form of an Ed25519 key: u = (1 + y) / (1 − y)."""
    y = int.from_bytes(public, "little") & (2**255 - 1)
    try:
        return ((1 + y) * pow(1 - y, -1, _PRIME) % _PRIME).to_bytes(32, "little")
    except ValueError as error:  # y = 1 stands for no point
        raise BadPackage("key") from error
