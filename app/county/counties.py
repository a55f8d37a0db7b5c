"""One county's server: its database, its secrets, its clock, and what it lets happen at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.county.blobs import Shelf
from app.county.databases import Database
from app.county.keepsakes import Keepsakes
from app.county.refusals import Refusal
from app.county.turnstiles import Turnstile
from app.paths import forms as forms_folder
from app.rules.formfiles import load_forms
from app.rules.forms import Forms
from app.rules.merging import Classes, load_classes

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment; what needs another is given another clock."""
    return datetime.now(UTC)


@dataclass(slots=True)
class County:
    """What every request needs. Made by the door that serves, or by a test."""

    database: Database
    keepsakes: Keepsakes
    classes: Classes = field(default_factory=lambda: load_classes(forms_folder() / "merging.toml"))
    forms: Forms = field(default_factory=lambda: load_forms(forms_folder()))
    clock: Clock = now
    folder: Path | None = None
    """Where attachments are kept; a county without one takes none."""
    served: tuple[str, str] = ("", "")
    """The address and the certificate's fingerprint that codes for new machines name."""
    # All of them together are fewer than the threads there are: who is let in has one. Python works on one request at
    # a time and PostgreSQL on a few, so more at once only make each of them slow.
    joins: Turnstile = field(default_factory=lambda: Turnstile(at_once=2, waiting=2))
    greetings: Turnstile = field(default_factory=lambda: Turnstile(at_once=2, waiting=4, aim=1.0))
    pushes: Turnstile = field(default_factory=lambda: Turnstile(at_once=3, waiting=3, aim=1.0))
    loads: Turnstile = field(default_factory=lambda: Turnstile(at_once=1, waiting=1, again_after=10))
    files: Turnstile = field(default_factory=lambda: Turnstile(at_once=2, waiting=2))
    reads: Turnstile = field(default_factory=lambda: Turnstile(at_once=4, waiting=6))

    @property
    def shelf(self) -> Shelf:
        """Where attachments lie. Raises Refusal 404 no_blob for a county that keeps none."""
        if self.folder is None:
            raise Refusal(404, "no_blob")
        return Shelf(self.folder / "blobs", bytes.fromhex(self.keepsakes.signing))

    @property
    def tokens(self) -> bytes:
        """The key of this server's tokens."""
        return bytes.fromhex(self.keepsakes.tokens)

    @property
    def public_key(self) -> str:
        """What a machine checks this server's word by, as hex."""
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.keepsakes.signing)).public_key()
        return key.public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
