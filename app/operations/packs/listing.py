"""What there is: packs that ship, packs installed, packs the county offers."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date

from app.errors import Problem
from app.operations.offices import Office
from app.operations.packs.laying import laid
from app.operations.packs.stored import HEAD, Installed, installations, read_head
from app.operations.places import township
from app.rules.packs import PackHead, ShippedPack, load_shipped


@dataclass(frozen=True)
class Offer(PackHead):
    """A pack the county published and nobody here installed yet."""

    id: str
    remark: str
    published_by: str
    published_on: date | None

    def data(self, office: Office) -> bytes:
        """The bytes of its file."""
        return b64decode(office.archive.read("SELECT body FROM pack WHERE id = ?", (self.id,))[0][0])


@dataclass(frozen=True)
class PackList:
    """Everything the page of packs shows. `faults`: installed packs (by row id) that today's program cannot read."""

    shipped: tuple[ShippedPack, ...]
    installed: tuple[Installed, ...]
    offers: tuple[Offer, ...]
    faults: dict[str, Problem]


def list_packs(office: Office) -> PackList:
    """The shipped packs that concern this place, those installed with their older versions, the county's offers."""
    place = township(office)
    code = place.code if place else ""
    known = installations(office.archive.read)
    _, faults = laid(office.archive.read, [one for one in known if one.in_force])
    shipped = [one for one in load_shipped(office.shelf.base) if code.startswith(one.region)]
    return PackList(tuple(shipped), tuple(known), tuple(offers(office)), faults)


def offers(office: Office) -> list[Offer]:
    """What the county published, is not withdrawn, and is newer than what is installed here; the newest first."""
    known = installations(office.archive.read)
    highest = {one.key: one.version for one in reversed(known) if not one.removed_on}
    have = {one.checksum for one in known}
    rows = office.archive.read(
        f"SELECT id, {HEAD}, coalesce(remark, ''), coalesce(published_by, ''), published_on FROM pack"
        " WHERE withdrawn_on IS NULL ORDER BY version DESC, id DESC"
    )
    found: dict[str, Offer] = {}
    for one, *head, remark, who, on in rows:
        day = date.fromisoformat(on) if on else None
        offer = Offer(**read_head(head), id=one, remark=remark, published_by=who, published_on=day)
        if offer.checksum in have or offer.version <= highest.get(offer.key, 0) or offer.key in found:
            continue
        found[offer.key] = offer
    return list(found.values())


def pack_named(office: Office, word: str) -> Installed:
    """The installed pack in force of that key or name. Raises Problem naming those there are."""
    ruling = [one for one in installations(office.archive.read) if one.in_force]
    found = next((one for one in ruling if word in (one.key, one.label)), None)
    if found is None:
        known = "\u3001".join(one.key for one in ruling) or "-"
        raise Problem("packs.none_such", pack=word, known=known)
    return found
