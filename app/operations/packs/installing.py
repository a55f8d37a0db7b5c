"""Installing a pack: read, compared, proved, and written as one unit of work; removing one."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import Problem
from app.operations.offices import Office, need_role
from app.operations.packs.laying import laid, lay_packs
from app.operations.packs.listing import offers, pack_named
from app.operations.packs.stored import Installed, installations, pack_columns, pack_in
from app.operations.places import township
from app.rules.packs import Difference, Pack, compare, load_shipped, prove, read_pack
from app.rules.places import path_of
from app.rules.shelves import Shelf
from app.texts import say
from db.records import new_id


@dataclass(frozen=True)
class FileCompared:
    """A pack that could be installed: its file's bytes, the version it would take the place of, what would differ."""

    pack: Pack
    data: bytes
    name: str
    below: Installed | None
    differences: tuple[Difference, ...]


def open_pack(path: Path) -> bytes:
    """The bytes of a file. Raises Problem packs.unreadable, packs.too_large."""
    try:
        with path.open("rb") as file:
            return file.read(8 << 20)
    except OSError as error:
        raise Problem("packs.unreadable", file=path.name, reason=error.strerror or "") from error


def compare_pack(office: Office, name: str, data: bytes) -> FileCompared:
    """What a pack's file would change here; nothing is written.

    Raises Problem packs.* for a file that is damaged, that says what cannot be, that is of another place, or older
    than what is installed.
    """
    pack = read_pack(name, data)
    _require_here(office, pack)
    known = [one for one in installations(office.archive.read) if one.key == pack.key]
    below = next((one for one in known if one.in_force), None)
    _require_newer(pack, below)
    if pack.key in {one.key for one in load_shipped(office.shelf.base)}:
        raise Problem("packs.shipped_key", pack=pack.label, key=pack.key)
    proved = prove(pack, name, _without(office, pack))
    return FileCompared(pack, data, name, below, compare(office.shelf, proved))


def install_pack(office: Office, name: str, data: bytes, *, published: bool = False) -> FileCompared:
    """Lay a pack over the forms of this office, for all its machines after the next sync; gives what differs now.

    `published`: the county offered it. Raises Problem as `compare_pack`, office.role_too_small for who may not approve.
    """
    need_role(office, "approve")
    found = compare_pack(office, name, data)
    columns = pack_columns(found.pack, data)
    reason = say("packs.reason", pack=found.pack.label, version=found.pack.version)
    at = office.clock()
    with office.archive.work(office.user.name, reason, at=at, batch=new_id()) as work:
        given = {"file": "" if published else name, "installed_on": at.date().isoformat()}
        work.create("installation", {**columns, **given})
    lay_packs(office)
    return found


def install_offer(office: Office, pack_id: str) -> FileCompared:
    """Install what the county published, by its row. Raises Problem as `install_pack`."""
    found = next((one for one in offers(office) if one.id == pack_id), None)
    if found is None:
        raise Problem("packs.gone")
    return install_pack(office, found.label, found.data(office), published=True)


def remove_pack(office: Office, key: str) -> Installed:
    """Take a pack off again; what lay below it holds. Its words stay, for the judgements made by them.

    Raises Problem packs.none_such, packs.needed where another pack could not be read without it.
    """
    need_role(office, "approve")
    one = pack_named(office, key)
    others = [other for other in installations(office.archive.read) if other.in_force and other.id != one.id]
    _, faults = laid(office.archive.read, others)
    if broken := next((other for other in others if other.id in faults), None):
        raise Problem("packs.needed", pack=one.label, other=broken.label)
    at = office.clock()
    off = {"removed_on": at.date().isoformat()}
    reason = say("packs.removed_reason", pack=one.label, version=one.version)
    with office.archive.work(office.user.name, reason, at=at, batch=new_id()) as work:
        for row in _rows_of(office, one.key):
            work.update("installation", row, off)
    lay_packs(office)
    return one


def _rows_of(office: Office, key: str) -> list[str]:
    """Every row of a pack that is not removed: older versions must not rise again."""
    rows = office.archive.read("SELECT id FROM installation WHERE key = ? AND removed_on IS NULL", (key,))
    return [one for (one,) in rows]


def _without(office: Office, pack: Pack) -> Shelf:
    """The shelf the pack would lie on: all others below it, its own older version gone."""
    shelf = office.shelf
    return replace(shelf, layers=tuple(one for one in shelf.layers if one.pack != pack.key))


def _require_here(office: Office, pack: Pack) -> None:
    """Refuse a pack of other places; one of a part of the township concerns it too."""
    place = township(office)
    code = place.code if place else ""
    names = "".join(one.name for one in path_of(pack.region)) or pack.region
    if pack.region and not code:
        raise Problem("packs.no_place", pack=pack.label, region=names)
    if not (code.startswith(pack.region) or pack.region.startswith(code)):
        own = place.full_name if place else ""
        raise Problem("packs.other_region", pack=pack.label, region=names, own=own)


def _require_newer(pack: Pack, below: Installed | None) -> None:
    if below is None or pack.version > below.version:
        return
    told: dict[str, object] = {"pack": pack.label, "version": pack.version}
    if pack.version < below.version:
        raise Problem("packs.older", installed=below.version, **told)
    if pack.checksum == below.checksum:
        raise Problem("packs.installed_already", **told)
    raise Problem("packs.same_version", **told)


def pack_of_row(office: Office, one: Installed) -> Pack:
    """The pack behind a row, whole."""
    return pack_in(office.archive.read, "installation", one.id)
