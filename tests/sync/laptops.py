"""Builders: laptops of a township, enrolled at a county that serves on loopback."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.operations.confirmations import Witness
from app.operations.offices import Office
from app.operations.openings import NewOffice, create_office
from app.operations.syncing import Report, enrol_office, sync_now
from app.operations.users import add_user
from app.sync.lines import Patience
from app.sync.segments import newest
from app.sync.states import read_state
from tests.county.servers import Town

PLACE = "510812103"
PASSWORD = "stone-bridge-7"
MONDAY = datetime(2026, 11, 2, 9, 12, tzinfo=UTC)
AT_ONCE = Patience(tries=3, pause=lambda seconds: None)


@dataclass
class Laptop:
    """A PC with an office of its own. `machine` is what the PC is known by."""

    office: Office
    machine: str
    reports: list[Report] = field(default_factory=list)

    def sync(self, **more: Any) -> Report:
        report = sync_now(self.office, patience=AT_ONCE, machine=self.machine, **more)
        self.reports.append(report)
        return report

    def join(self, town: Town, *codes: str) -> None:
        line = f"{town.url}/#{town.code_for(*(codes or (PLACE,)))}"
        enrol_office(self.office, line, patience=AT_ONCE, machine=self.machine)

    def edit(self, record: str, record_id: str, about: str | None = None, **values: Any) -> None:
        with self.office.archive.work(self.office.user.name, at=self.office.clock()) as work:
            work.update(record, record_id, values, about=about)

    def colleague(self) -> Witness:
        """Somebody else with an account on this PC, who agrees to what is decided."""
        add_user(self.office, "dora", "Dora", PASSWORD, "enter")
        return Witness("dora", PASSWORD)

    def row(self, record: str, record_id: str) -> dict[str, Any] | None:
        archive = self.office.archive
        names = archive.columns(record)
        rows = archive.read(f'SELECT {", ".join(names)} FROM "{record}" WHERE id = ?', (record_id,))
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def rows(self, sql: str, *args: Any) -> list[tuple[Any, ...]]:
        return self.office.archive.read(sql, args)

    @property
    def unsent(self) -> int:
        with self.office.archive.reading() as reader:
            state = read_state(reader)
            assert state is not None
            return newest(reader) - state.acked


def a_laptop(folder: Path, name: str, *, place: str = PLACE) -> Laptop:
    """A new office with its places and nobody in it. Its user is called like the laptop."""
    wanted = NewOffice("Town office", name, name.title(), PASSWORD, place)
    office = create_office(folder / name, wanted, clock=lambda: MONDAY)[0]
    return Laptop(office, f"machine of {name}")


def shared(laptop: Laptop) -> dict[str, list[tuple[Any, ...]]]:
    """All that another machine may see, whoever made it."""
    from db.records import RECORDS

    archive = laptop.office.archive
    return {
        record: archive.read(f'SELECT id, {", ".join(archive.columns(record))} FROM "{record}" ORDER BY id')
        for record in RECORDS
        if record not in ("office", "user")
    }
