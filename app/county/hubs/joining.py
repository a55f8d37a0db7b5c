"""At the hub: joining the county, in one go or in many. Each step is kept at the county before the next begins."""

from dataclasses import dataclass, field
from typing import Any

from app.county.audits import noted
from app.county.counties import County
from app.county.databases import NOTHING
from app.county.hellos import server_of
from app.county.hubs import leaving
from app.county.hubs.files import hand_over_files
from app.errors import Problem
from app.progress import Progress
from app.sync.enrolling import Invitation, read_invitation
from app.sync.lines import Line, Patience, Refused, open_line
from app.sync.machines import machine_hash, machine_name
from app.sync.signing import Signer
from app.sync.wire.columns import short
from app.sync.wire.hubs import COLUMNS, Begin, End, Kind, Part, Standing, Taken
from app.sync.wire.shapes import Enrol, Enrolled, Moved

_KINDS: tuple[Kind, ...] = ("ops", "rows", "left", "audit")
_AHEAD = 1_000_000  # numbers of requests set aside for one run
_LONG = 1_800.0  # seconds that a county may take to make the whole log its own

_SAID = {
    "hub_place": "hub.place_not_granted",
    "hub_machine": "hub.machine_differs",
    "hub_chain": "hub.chain_broken",
    "hub_missing": "hub.missing",
    "no_hub": "hub.code_for_machine",
}


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining came to: the county, operations and rows brought, files that went after, and what Taken says."""

    county: str
    server: str
    ops: int
    known: int
    judged: int
    foreign: int
    files: int


@dataclass(slots=True)
class Hub:
    """A hub on its way into a county. `patience` and `machine` are a test's to choose."""

    county: County
    progress: Progress = field(default_factory=Progress)
    patience: Patience = field(default_factory=lambda: Patience(answer=_LONG))
    machine: str = field(default_factory=machine_hash)

    def join(self, typed: str | None) -> Joined:
        """Bring everything to the county and close. `typed`: the line that the county printed for this hub.

        A hub that was cut on its way goes on where it was, and needs no line any more; one that has joined only
        brings the files that are missing. Raises Problem hub.*, sync.*, county.*.
        """
        known = self._known()
        if typed is None and not known:
            raise Problem("hub.line_wanted")
        invited = read_invitation(typed) if typed and "moved" not in known else None
        server, pin = (invited.server, invited.pin) if invited else (known["server"], known["pin"])
        line = self._line(server, pin, int(known.get("requests", 0)))
        try:
            if invited:
                self._enrol(line, invited)
            taken = self._hand_over(line, server, pin)
            files = hand_over_files(self.county, line, self.progress)
        except Refused as refused:
            raise Problem(_SAID.get(refused.code, "hub.refused"), **_values(refused)) from refused
        finally:
            line.close()
        return Joined(
            taken.moved.county_name, server, taken.ops, taken.known, taken.judged, taken.foreign, files
        )

    def _known(self) -> dict[str, Any]:
        return self.county.database.run(NOTHING, leaving.joined_of)

    def _line(self, server: str, pin: str | None, requests: int) -> Line:
        own = self.county.database.run(NOTHING, server_of)
        # A number is never used twice: those of this run are set aside first, if the county knows us already.
        if self._known():
            self._note(requests=requests + _AHEAD)
        signer = Signer(short(own.id), bytes.fromhex(self.county.keepsakes.signing), requests)
        return open_line(server, pin, signer, self.patience)

    def _note(self, **said: object) -> None:
        self.county.database.run(NOTHING, lambda c: leaving.note_joined(c, **said))

    def _enrol(self, line: Line, invited: Invitation) -> None:
        own = self.county.database.run(NOTHING, server_of)
        asked = Enrol(
            code=invited.code,
            device=short(own.id),
            device_name=machine_name(),
            public_key=self.county.public_key,
            machine_hash=self.machine,
            office=own.county_name or machine_name(),
            hub=True,
        )
        answer = line.post("/v1/enrol", asked, Enrolled)
        self._note(server=invited.server, pin=invited.pin, county=answer.county_name, requests=_AHEAD)

    def _hand_over(self, line: Line, server: str, pin: str | None) -> Taken:
        """The whole log, first with the door open, then what came meanwhile with the door closed."""
        database = self.county.database
        own = database.run(NOTHING, server_of)
        leaving.make_ready(database)
        begin = Begin(server_epoch=own.epoch, divisions=database.run(NOTHING, leaving.divisions_of))
        standing = line.post("/v1/hub/begin", begin, Standing)
        line.token = standing.token
        if standing.taken is None:
            self._bring(line, standing)
            database.run(NOTHING, noted("hub_closed", leaving.close_door, server=server))
            try:
                self._bring(line, line.post("/v1/hub/begin", begin, Standing))
                end = self._end()
            except (Refused, Problem):
                database.run(NOTHING, leaving.open_door)
                raise
            try:
                taken = line.post("/v1/hub/end", end, Taken)
            except Refused:  # a lost answer leaves the door shut: the county may have taken all
                database.run(NOTHING, leaving.open_door)
                raise
        else:
            taken = Taken(moved=standing.taken, ops=0, known=0, judged=0, foreign=0)
            database.run(NOTHING, leaving.close_door)
        moved = taken.moved.model_copy(update={"server": server, "pin": pin})
        at = self._known().get("at") or self.county.clock().isoformat(timespec="seconds")
        self._note(moved=Moved.model_dump(moved), at=at)
        return taken

    def _bring(self, line: Line, standing: Standing) -> None:
        for kind in _KINDS:
            after, first = standing.come.get(kind, 0), standing.come.get(kind, 0)
            high = self.county.database.run(NOTHING, server_of).high
            while rows := leaving.part_after(self.county.database, kind, after):
                line.post("/v1/hub/part", Part(kind=kind, rows=rows), Standing)
                after = int(str(rows[-1][0]))
                self.progress.step(after - first, max(high - first, after - first), "hub.bringing")

    def _end(self) -> End:
        database = self.county.database
        return End(
            high=database.run(NOTHING, server_of).high,
            counts={kind: leaving.counted(database, kind) for kind in COLUMNS},
            machines=leaving.machines_of(database),
        )


def _values(refused: Refused) -> dict[str, Any]:
    return {name: value for name, value in refused.said.items() if name in ("place", "machine", "op")} | {
        "said": refused.code
    }
