"""300 laptops, away for a fortnight, come back at the same moment with 500 operations each.

Each is a caller of its own with its own key, chain and connection, and its body is packed before the clock starts:
three hundred laptops have three hundred computers, here all of them share one with the county and its PostgreSQL. A
503 with Retry-After is waiting in a queue: the laptop comes again, as the program does.
"""

import asyncio
import os
import random
import secrets
import statistics
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
import orjson

from app.county.counties import now
from app.county.databases import NOTHING, opened
from app.county.devices import make_code
from app.county.statuses import status
from app.sync.signing import Signer, public_key
from app.sync.wire.bodies import packed
from app.sync.wire.columns import short
from app.sync.wire.shapes import Enrol, Hello, Ops, Push
from bench.counties import Serving, a_county
from db.changes import GENESIS, Change
from db.records import new_id

Measure = tuple[str, float, str, float | None, str]

Packed = tuple[bytes, dict[str, str]]

LAPTOPS, OPS, TOWNSHIPS = 300, 500, 30
ALONE = 5
COUNTY = "610902"
_MOST_WAIT = 300.0


@dataclass(slots=True)
class Laptop:
    """One machine with what it has to hand over, and how it went."""

    code: str
    place: str
    device: str = field(default_factory=new_id)
    epoch: str = field(default_factory=lambda: secrets.token_hex(8))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    division: str = field(default_factory=new_id)
    signer: Signer = field(init=False)
    hello: Packed = field(init=False)
    push: Packed = field(init=False)
    token: str = ""
    turned_away: int = 0
    took: float = 0.0
    taken: int = 0

    def __post_init__(self) -> None:
        self.signer = Signer(short(self.device), self.secret, 0)
        work = _a_fortnight(self, OPS)
        self.hello, self.push = packed(_greeting(self, work.head_hash)), packed(work)


def measure(laptops: int = LAPTOPS) -> list[Measure]:
    """Name, figure, unit, the ratio to a push that has the county for itself, and what must be reached."""
    with a_county() as county:
        fleet = _fleet(county, laptops + ALONE)
        first, rest = fleet[:ALONE], fleet[ALONE:]
        quiet = statistics.median(asyncio.run(_one_by_one(county.url, first)))
        others = os.getloadavg()[0]
        start = time.perf_counter()
        waits = sorted(asyncio.run(_all_at_once(county.url, rest)))
        whole = time.perf_counter() - start
        lost = (laptops + ALONE) * OPS - _arrived(county)
    name = f"reconnect: {laptops} laptops x {OPS} operations"
    middle, slow = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
    return [
        (f"{name}, all taken", whole, "s", None, "120 s"),
        (f"{name}, an admitted push, p99", slow, "s", slow / quiet, "2 s"),
        (f"{name}, an admitted push, median", middle, "s", middle / quiet, ""),
        ("reconnect: a push that is alone", quiet, "s", 1.0, ""),
        ("reconnect: operations lost", lost, "", None, "0 lost"),
        ("reconnect: asked to come again", sum(one.turned_away for one in rest), "times", None, ""),
        (f"reconnect: load of the machine before, {os.cpu_count()} cores", others, "", None, ""),
    ]


def _fleet(county: Serving, laptops: int) -> list[Laptop]:
    """Enrolled machines of many townships."""
    with opened(county.folder) as database:
        places = [f"{COUNTY}{100 + nth % TOWNSHIPS}" for nth in range(laptops)]
        codes = [
            database.run(NOTHING, lambda c, place=place: make_code(c, [place], "", now()))  # type: ignore[misc]
            for place in places
        ]
    fleet = [Laptop(code, place) for code, place in zip(codes, places, strict=True)]
    with httpx.Client(base_url=county.url, timeout=60) as client:
        for one in fleet:
            body, headers = packed(_newcomer(one))
            client.post("/v1/enrol", content=body, headers=headers).raise_for_status()
    return fleet


def _newcomer(one: Laptop) -> Enrol:
    top = new_id()
    return Enrol(
        code=one.code,
        device=short(one.device),
        device_name="laptop",
        public_key=public_key(one.secret),
        machine_hash="pc",
        office="office",
        divisions=[
            (short(top), one.place, one.place, "township", None),
            (short(one.division), f"{one.place}201", f"{one.place}201", "village", short(top)),
        ],
    )


def _a_fortnight(laptop: Laptop, count: int) -> Push:
    """New households and then a telephone number for each, chained."""
    changes: list[Change] = []
    made = [str(uuid.uuid4()) for _ in range(count // 2)]
    born = {one: new_id() for one in made}
    link = GENESIS
    for nth in range(count):
        one = made[nth % len(made)]
        first = nth < len(made)
        change = Change(
            id=born[one] if first else new_id(),
            device=laptop.device,
            epoch=laptop.epoch,
            dseq=nth + 1,
            batch=None,
            txn=new_id(),
            record="household",
            record_id=one,
            action="create" if first else "update",
            base={} if first else {"phone": born[one]},
            set={"division_id": laptop.division, "code": f"{laptop.place}{nth:07}", "address": f"{nth}"}
            if first
            else {"phone": f"139{nth:08}"},
            old={} if first else {"phone": None},
            actor="clerk",
            at="2026-03-02T08:00:00+08:00",
            schema=7,
            reason=None,
            prev_hash=link,
        )
        link = change.hash
        changes.append(change)
    return _pushed(laptop, changes)


def _pushed(laptop: Laptop, changes: Sequence[Change]) -> Push:
    count = len(changes)
    ops = Ops(
        id=[short(one.id) for one in changes],
        txn=[short(one.txn) for one in changes],
        record=[one.record for one in changes],
        record_id=[short(one.record_id) for one in changes],
        action=[one.action for one in changes],
        base=[{name: short(op) for name, op in one.base.items()} for one in changes],
        set=[dict(one.set) for one in changes],
        old=[dict(one.old) for one in changes],
        about=[short(one.record_id) for one in changes],
        batch=[(None, count)],
        actor=[("clerk", count)],
        at=[(changes[0].at, count)],
        schema=[(changes[0].schema, count)],
        reason=[(None, count)],
        area=[(short(laptop.division), count)],
    )
    return Push(
        device=short(laptop.device),
        epoch=laptop.epoch,
        from_dseq=1,
        prev_hash=GENESIS.hex(),
        ops=ops,
        head_hash=changes[-1].hash.hex(),
    )


def _greeting(one: Laptop, head: str) -> Hello:
    return Hello(
        device=short(one.device), epoch=one.epoch, dseq=OPS, head_hash=head, server_epoch="", scope_version=0,
        cursor=0, app="1", schema=(1, 7), client_now="2026-03-02T08:00:00+08:00", user="clerk", machine_hash="pc",
    )  # fmt: skip


async def _one_by_one(url: str, fleet: Sequence[Laptop]) -> list[float]:
    """The seconds of each push when nobody else comes."""
    for one in fleet:
        await _come_back(url, one)
    return [one.took for one in fleet]


async def _all_at_once(url: str, fleet: Sequence[Laptop]) -> list[float]:
    """Everyone greets and hands over; the seconds that each admitted push took."""
    await asyncio.gather(*(_come_back(url, one) for one in fleet))
    return [one.took for one in fleet]


async def _come_back(url: str, one: Laptop) -> None:
    # No pool is shared: looking through three hundred waiting requests would be most of what is measured.
    async with httpx.AsyncClient(base_url=url, timeout=120, verify=False, trust_env=False) as client:
        one.token = str((await _asked(client, one, "/v1/hello", one.hello))["token"])
        one.taken = int(str((await _asked(client, one, "/v1/push", one.push))["last_dseq"]))


async def _asked(client: httpx.AsyncClient, one: Laptop, path: str, message: Packed) -> dict[str, object]:
    """The answer to a message; asked again as often as the county is busy, later each time."""
    body, headers = message
    bearer = {"Authorization": f"Bearer {one.token}"} if one.token else {}
    tried = 0
    while True:
        signed = one.signer.headers("POST", path, body, one.epoch)
        start = time.perf_counter()
        answer = await client.post(path, content=body, headers={**headers, **signed, **bearer})
        one.took = time.perf_counter() - start
        if answer.status_code != 503:
            answer.raise_for_status()
            return dict(orjson.loads(answer.content))
        tried += 1
        one.turned_away += 1
        span = min(2.0 ** (tried - 1), _MOST_WAIT) * (0.5 + random.random() / 2)
        await asyncio.sleep(max(float(answer.headers["Retry-After"]), span))


def _arrived(county: Serving) -> int:
    """The number of the feed: each operation taken raised it by one."""
    with opened(county.folder) as database:
        return int(status(database)["high"])
