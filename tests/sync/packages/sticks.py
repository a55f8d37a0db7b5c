"""A stick that is carried between laptops and a county."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from app.county.packages import Came, import_packages
from app.county.replies import Wrote, export_packages
from app.operations.packages import UsbDone, usb_round
from app.sync.packages.boxes import look_into
from app.sync.packages.headers import BadPackage, Header
from tests.county.servers import Town
from tests.sync.laptops import Laptop


@dataclass
class Stick:
    """A folder that stands for a stick; the county's held packages lie beside it."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.fpkg"))

    def headers(self, kind: str) -> list[tuple[Path, Header]]:
        """Whole packages of one kind on the stick."""
        found = []
        for path in self.files:
            try:
                header = look_into(path).header
            except BadPackage:
                continue
            if header.kind == kind:
                found.append((path, header))
        return sorted(found, key=lambda one: one[1].number)

    def at_office(self, laptop: Laptop) -> UsbDone:
        return usb_round(laptop.office, self.folder, machine=laptop.machine)

    def at_county(self, town: Town) -> list[Came]:
        """Taken in, and the answers written."""
        came = import_packages(town.county, self.folder, self.folder.parent / f"held-{town.database}")
        self.wrote = export_packages(town.county, self.folder)
        return came

    wrote: list[Wrote] = None  # type: ignore[assignment]

    def copied(self, name: str) -> "Stick":
        """Another stick with the same files."""
        shutil.copytree(self.folder, self.folder.parent / name)
        return Stick(self.folder.parent / name)

    def emptied(self) -> None:
        for path in self.files:
            path.unlink()


def carried(stick: Stick, town: Town, *laptops: Laptop) -> None:
    """The stick goes from each office to the county and back again."""
    for one in laptops:
        stick.at_office(one)
        stick.at_county(town)
        stick.at_office(one)
