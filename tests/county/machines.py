"""A township's machine as the county sees it: a chain of changes, a key, and the four requests. No archive."""

import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

import httpx
import orjson
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.sync.wire.bodies import packed
from app.sync.wire.columns import in_runs, long, out_of_runs, short
from app.sync.wire.shapes import Counts, Enrol, Hello, Ops, Push
from app.sync.wire.signatures import COUNT, DEVICE, EPOCH, SIGN, signed_text
from db.changes import GENESIS, Change
from tests.county.servers import Town

TOWN = "331102001"
VILLAGE = "331102001201"
OTHER_TOWN = "331102002"
OTHER_VILLAGE = "331102002201"


def new_id() -> str:
    return str(uuid_utils.uuid7())


@dataclass
class Machine:
    """One laptop. What it makes stands in `log`; what the county confirmed ends at `sent`."""

    town: Town
    codes: tuple[str, ...] = (TOWN,)
    village: str = VILLAGE
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    epoch: str = field(default_factory=lambda: secrets.token_hex(8))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    machine: str = "pc-1"
    log: list[tuple[Change, str | None]] = field(default_factory=list)
    sent: int = 0
    count: int = 0
    token: str = ""
    server_epoch: str = ""
    division: str = field(default_factory=new_id)
    places: list[tuple[str, str, str, str, str | None]] = field(default_factory=list)
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.town.visitors.enter_context(httpx.Client(base_url=self.town.url, timeout=60))
        top = new_id()
        self.places = [
            (top, self.village[:9], "乡", "township", None),
            (self.division, self.village, "村", "village", top),
        ]

    # What its clerk does

    def change(
        self, action: str, record: str, record_id: str, about: str | None = None, **more: Any
    ) -> Change:
        last = self.log[-1][0] if self.log else None
        made = Change(
            id=more.get("id") or new_id(),
            device=self.device,
            epoch=self.epoch,
            dseq=last.dseq + 1 if last else 1,
            batch=more.get("batch"),
            txn=more.get("txn") or new_id(),
            record=record,
            record_id=record_id,
            action=action,  # type: ignore[arg-type]
            base=more.get("base", {}),
            set=more.get("values", {}),
            old=more.get("old", {}),
            actor="clerk",
            at="2026-03-02T08:00:00+08:00",
            schema=5,
            reason=None,
            prev_hash=last.hash if last else GENESIS,
        )
        self.log.append((made, about))
        return made

    def create(
        self, record: str, about: str | None = None, record_id: str | None = None, **values: Any
    ) -> Change:
        return self.change("create", record, record_id or new_id(), about, values=values)

    def household(self, **values: Any) -> Change:
        one = new_id()
        return self.create("household", one, one, division_id=self.division, **values)

    def update(self, known: Change, base: str | None = None, **values: Any) -> Change:
        """Fields of a row set by one who saw `base` (else its maker) as their setter."""
        seen = dict.fromkeys(values, base or known.id)
        about = known.record_id if known.record == "household" else None
        return self.change("update", known.record, known.record_id, about, values=values, base=seen)

    # What it says to the county

    def request(self, method: str, target: str, body: bytes = b"", **headers: str) -> httpx.Response:
        self.count += 1
        said = signed_text(method, target, body, self.epoch, self.count)
        signed = {
            DEVICE: self.device,
            EPOCH: self.epoch,
            COUNT: str(self.count),
            SIGN: self.key.sign(said).hex(),
            "Authorization": f"Bearer {self.token or 0}",
        }
        return self.client.request(method, target, content=body, headers=signed | headers)

    def post(self, target: str, message: Any) -> httpx.Response:
        body, headers = packed(message)
        return self.request("POST", target, body, **headers)

    def enrol(self, code: str | None = None) -> httpx.Response:
        public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
        asked = Enrol(
            code=code or self.town.code_for(*self.codes),
            device=self.device,
            device_name="laptop",
            public_key=public,
            machine_hash=self.machine,
            office="office",
            divisions=self.places,
        )
        return self.post("/v1/enrol", asked)

    def greeting(self, **more: Any) -> Hello:
        """What it says first."""
        last = self.log[-1][0] if self.log else None
        said: dict[str, Any] = {
            "device": self.device,
            "epoch": self.epoch,
            "dseq": last.dseq if last else 0,
            "head_hash": (last.hash if last else GENESIS).hex(),
            "server_epoch": self.server_epoch,
            "scope_version": 1,
            "cursor": 0,
            "app": "1",
            "schema": (5, 5),
            "client_now": "2026-03-02T08:00:00+08:00",
            "user": "clerk",
            "machine_hash": self.machine,
            "counts": Counts(unsent=len(self.log) - self.sent),
        }
        return Hello(**said | more)

    def hello(self, **more: Any) -> httpx.Response:
        answer = self.post("/v1/hello", self.greeting(**more))
        if answer.status_code == 200:
            self.token, self.server_epoch = answer.json()["token"], answer.json()["server_epoch"]
        return answer

    def pushed(self, first: int, last: int) -> Push:
        """The push of the changes first to last, by dseq."""
        part = self.log[first - 1 : last]
        changes = [change for change, _ in part]
        ops = Ops(
            id=[short(one.id) for one in changes],
            txn=[short(one.txn) for one in changes],
            record=[one.record for one in changes],
            record_id=[short(one.record_id) for one in changes],
            action=[one.action for one in changes],
            base=[{name: short(op) for name, op in one.base.items()} for one in changes],
            set=[dict(one.set) for one in changes],
            old=[dict(one.old) for one in changes],
            about=[about and short(about) for _, about in part],
            batch=in_runs(one.batch for one in changes),
            actor=in_runs(one.actor for one in changes),
            at=in_runs(one.at for one in changes),
            schema=in_runs(one.schema for one in changes),  # type: ignore[call-arg]
            reason=in_runs(one.reason for one in changes),
            area=in_runs(short(self.division) if about else None for _, about in part),
        )
        return Push(
            device=self.device,
            epoch=self.epoch,
            from_dseq=changes[0].dseq,
            prev_hash=changes[0].prev_hash.hex(),
            ops=ops,
            head_hash=changes[-1].hash.hex(),
        )

    def push(self, first: int | None = None, last: int | None = None) -> httpx.Response:
        """Hand in what is not sent yet, or the changes named."""
        answer = self.post("/v1/push", self.pushed(first or self.sent + 1, last or len(self.log)))
        if answer.status_code == 200:
            self.sent = answer.json()["last_dseq"]
        return answer

    def pull(self, cursor: int = 0, limit: int = 500, more: str = "") -> dict[str, Any]:
        answer = self.request("GET", f"/v1/pull?cursor={cursor}&limit={limit}{more}")
        assert answer.status_code == 200, answer.text
        return orjson.loads(answer.content)

    def rows(self, cursor: int = 0, limit: int = 500) -> list[dict[str, Any]]:
        """Every item above the cursor, page by page."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.pull(cursor, limit)
            items = page["items"] | {"area": out_of_runs(page["items"]["area"])}
            found += [dict(zip(items, row, strict=True)) for row in zip(*items.values(), strict=True)]
            if not page["more"]:
                return found
            cursor = page["next"]

    def docs(self) -> dict[str, dict[str, Any]]:
        """What stands at the county in this machine's places, by id."""
        return {long(row["id"]): row["doc"] for row in self.rows() if row["what"] == "state"}


def enrolled(town: Town, **more: Any) -> Machine:
    """A machine that belongs to the county and has greeted it."""
    machine = Machine(town, **more)
    assert machine.enrol().status_code == 200
    assert machine.hello().json()["action"] == "ok"
    return machine
