"""Which pack a rule came with, in words: for the judgements that name it."""

from dataclasses import dataclass

from app.operations.offices import Office
from app.operations.packs.stored import Installed, installations
from app.rules.packs import ShippedPack, load_shipped
from app.texts import say


@dataclass(frozen=True, slots=True)
class Named:
    """A pack as a judgement names it."""

    key: str
    label: str
    version: int
    checksum: str


def pack_words(office: Office, key: str) -> str:
    """A pack on the shelf in words: its name and version; "" for none."""
    one = pack_names(office).get(key)
    return say("packs.named", pack=one.label, version=one.version) if one else ""


def pack_names(office: Office) -> dict[str, Named]:
    """The packs that lie on the shelf by key, read once."""
    known: dict[str, Named] | None = office.kept.get("pack_names")
    if known is None:
        laid = {layer.pack for layer in office.shelf.layers}
        ruling = [one for one in installations(office.archive.read) if one.in_force and one.key in laid]
        every: list[ShippedPack | Installed] = [*load_shipped(office.shelf.base), *ruling]
        known = {one.key: Named(one.key, one.label, one.version, one.checksum) for one in every}
        office.kept["pack_names"] = known
    return known
