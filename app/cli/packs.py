"""Commands under `pack`: what is installed, what a file would change, installing it, making one of a folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.doors import AsJson, Data, opened, print_json, tell
from app.texts import say, sentence

if TYPE_CHECKING:
    from app.operations.packs import FileCompared, Installed, Offer
    from app.rules.packs import Difference, ShippedPack

PackFile = Annotated[Path, typer.Argument(help="a pack's file, or the id of one the county published")]

KINDS = {
    "added": say("packs.differs_added"),
    "changed": say("packs.differs_changed"),
    "removed": say("packs.differs_removed"),
}
_SHOWN = 200  # differences a person reads; --json has them all


def register(door: typer.Typer) -> None:
    """Put `pack` with its commands on the door."""
    here = typer.Typer(
        name="pack", help="Policy packs: rules of a region and time, from a file.", no_args_is_help=True
    )
    for name, command in (
        ("list", list_), ("diff", diff), ("install", install), ("remove", remove), ("make", make),
    ):  # fmt: skip
        here.command(name)(command)
    door.add_typer(here)


def list_(data: Data = None, as_json: AsJson = False) -> None:
    """Every pack. --json: shipped, installed (older versions too), offered: key, label, version, region, era, …"""
    from app.operations.packs import list_packs

    with opened(data) as office:
        found = list_packs(office)
    if as_json:
        print_json({
            "shipped": [_shipped(one) for one in found.shipped],
            "installed": [_installed(one, found.faults.get(one.id)) for one in found.installed],
            "offered": [_offer(one) for one in found.offers],
        })  # fmt: skip
        return
    for pack in found.shipped:
        _print(say("packs.state_shipped"), pack)
    for one in found.installed:
        _print(_state(one, fault=one.id in found.faults), one)
        if one.id in found.faults:
            tell(sentence(found.faults[one.id]))
    for offer in found.offers:
        _print(say("packs.state_offered"), offer)


def diff(file: PackFile, data: Data = None, as_json: AsJson = False) -> None:
    """What a file would change; nothing is written. --json: pack, instead_of, differences (kind, old, new …)."""
    from app.operations.packs import compare_pack

    with opened(data) as office:
        name, told, _ = _told(office, file)
        found = compare_pack(office, name, told)
    _show(found, as_json)


def install(file: PackFile, data: Data = None, as_json: AsJson = False) -> None:
    """Install a pack for this office; the older version stays on record. --json: as `diff`."""
    from app.operations.packs import install_pack

    with opened(data) as office:
        name, told, published = _told(office, file)
        found = install_pack(office, name, told, published=published)
    _show(found, as_json)
    if not as_json:
        tell(say("packs.installed", pack=found.pack.label, version=found.pack.version))


def remove(
    key: Annotated[str, typer.Argument(help="the pack's key or name")],
    data: Data = None,
    as_json: AsJson = False,
) -> None:
    """Take a pack off again; its words stay for the judgements made by them. --json: key, version."""
    from app.operations.packs import remove_pack

    with opened(data) as office:
        one = remove_pack(office, key)
    if as_json:
        print_json({"key": one.key, "version": one.version})
    else:
        tell(say("packs.removed", pack=one.label))


def make(
    folder: Annotated[
        Path, typer.Argument(help="pack.toml and the files it names", exists=True, file_okay=False)
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="the file to write; else beside the folder")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make a pack's file of a folder, with its checksums. --json: file, key, version, checksum, files."""
    from app.rules.packs import make_pack

    pack, data = make_pack(folder)
    target = out or folder.with_name(f"{pack.key}-{pack.version}.zip")
    target.write_bytes(data)
    if as_json:
        print_json({"file": target, "key": pack.key, "version": pack.version, "checksum": pack.checksum,
                    "files": len(pack.files)})  # fmt: skip
    else:
        tell(say("packs.made", file=target, pack=pack.label, version=pack.version, files=len(pack.files)))


def _told(office: Any, file: Path) -> tuple[str, bytes, bool]:
    """A file's name and bytes, or those of what the county published; and which of the two."""
    from app.operations.packs import offers, open_pack

    offer = next((one for one in offers(office) if one.id == str(file)), None)
    if offer is not None:
        return offer.label, offer.data(office), True
    return file.name, open_pack(file), False


def _show(found: "FileCompared", as_json: bool) -> None:
    pack = found.pack
    if as_json:
        print_json({
            "pack": {"key": pack.key, "label": pack.label, "version": pack.version, "region": pack.region or None,
                     "era": pack.era, "from": pack.first, "to": pack.last, "source": pack.source,
                     "checksum": pack.checksum,
                     "files": [{"path": one.path, "source": one.source} for one in pack.files]},
            "instead_of": found.below.version if found.below else None,
            "differences": [_difference(one) for one in found.differences],
        })  # fmt: skip
        return
    for one in found.differences[:_SHOWN]:
        where = " \u203a ".join(filter(None, (one.form, one.item, one.word_named)))
        print(KINDS[one.kind], where, one.old or "-", one.new or "-", sep="\t")
    tell(say("packs.differences", count=len(found.differences)))


def _difference(one: "Difference") -> dict[str, Any]:
    words = {
        "form": one.form,
        "item": one.item,
        "word": one.word,
        "old": one.old,
        "new": one.new,
        "pack": one.pack,
    }
    return {"kind": one.kind, "folder": one.folder, **{word: told or None for word, told in words.items()}}


def _print(state: str, one: "ShippedPack | Installed | Offer") -> None:
    days = f"{one.first:%Y-%m-%d}\u2014{'' if one.last.year > 9000 else one.last.isoformat()}"
    print(state, one.key, one.version, one.region or "-", days, one.label, sep="\t")


def _state(one: "Installed", *, fault: bool) -> str:
    if fault:
        return say("packs.state_fault")
    if one.removed_on:
        return say("packs.state_removed")
    return say("packs.state_in_force") if one.in_force else say("packs.state_older")


def _head(one: "ShippedPack | Installed | Offer") -> dict[str, Any]:
    return {"key": one.key, "label": one.label, "version": one.version, "region": one.region or None, "era": one.era,
            "from": one.first, "to": one.last, "source": one.source, "checksum": one.checksum}  # fmt: skip


def _shipped(one: "ShippedPack") -> dict[str, Any]:
    return {**_head(one), "files": len(one.files)}


def _installed(one: "Installed", fault: Exception | None) -> dict[str, Any]:
    return {**_head(one), "in_force": one.in_force, "file": one.file or None, "installed_on": one.installed_on,
            "removed_on": one.removed_on, "fault": str(fault) if fault else None}  # fmt: skip


def _offer(one: "Offer") -> dict[str, Any]:
    return {"id": one.id, **_head(one), "remark": one.remark or None, "by": one.published_by,
            "on": one.published_on}  # fmt: skip
