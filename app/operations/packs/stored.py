"""Packs as the archive keeps them: rows of `installation` and `pack`, the file itself in `body`."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from app.errors import Problem
from app.rules.packs import Pack, PackHead, read_pack

Read = Callable[[str, Sequence[object]], list[Any]]

HEAD: Final = "key, label, version, region, era, valid_from, valid_to, source, checksum"


@dataclass(frozen=True)
class Installed(PackHead):
    """A pack installed here. `file` it came from, "" from the county; `in_force`: of its key this one holds."""

    id: str
    file: str
    installed_on: date | None
    removed_on: date | None
    in_force: bool


def installations(read: Read) -> list[Installed]:
    """Every pack ever installed, by key, the highest version first; one that two laptops installed is one."""
    rows = read(
        f"SELECT id, {HEAD}, coalesce(file, ''), installed_on, removed_on FROM installation"
        " ORDER BY key, version DESC, removed_on IS NOT NULL, installed_on, id",
        (),
    )
    found: dict[tuple[str, int, str], Installed] = {}
    ruling: set[str] = set()
    for one, *head, file, on, off in rows:
        said = read_head(head)
        name = said["key"], said["version"], said["checksum"]
        if name in found:
            continue
        in_force = not off and said["key"] not in ruling
        found[name] = Installed(
            **said, id=one, file=file, installed_on=_day(on), removed_on=_day(off), in_force=in_force
        )
        ruling |= set() if off else {said["key"]}
    return list(found.values())


def read_head(columns: Sequence[Any]) -> dict[str, Any]:
    """The columns of `HEAD` as a `PackHead` is made of."""
    said = dict(zip(PackHead.__dataclass_fields__, columns, strict=True))
    return said | {day: date.fromisoformat(said[day]) for day in ("first", "last")}


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


def pack_in(read: Read, record: str, row_id: str) -> Pack:
    """The pack a row of `installation` or `pack` holds. Raises Problem for one that cannot be read, or is gone."""
    rows = read(f'SELECT label, body FROM "{record}" WHERE id = ?', (row_id,))
    if not rows:
        raise Problem("packs.gone")
    label, body = rows[0]
    return unpacked(label, body)


def unpacked(name: str, body: str) -> Pack:
    """A pack from a row's `body`. Raises Problem for one that cannot be read."""
    try:
        data = b64decode(body, validate=True)
    except ValueError as error:
        raise Problem("packs.not_a_pack", file=name) from error
    return read_pack(name, data)


def pack_columns(pack: Pack, data: bytes) -> dict[str, str | int]:
    """A pack as the columns of its row; `data` is its file."""
    return {
        "key": pack.key,
        "label": pack.label,
        "version": pack.version,
        "region": pack.region,
        "era": pack.era,
        "valid_from": pack.first.isoformat(),
        "valid_to": pack.last.isoformat(),
        "source": pack.source,
        "checksum": pack.checksum,
        "body": b64encode(data).decode(),
    }
