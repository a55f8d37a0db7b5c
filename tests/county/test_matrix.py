"""Who × what × whose: whoever asks, by whatever path and id, no answer holds another township's word.

The second half asks the same while the county's own care is gone: its code takes every machine for the whole county's,
and what the database lets pass is fixed in the policies themselves.
"""

import gzip
import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from psycopg import sql

from app.county import devices
from app.county.databases import NOTHING
from app.county.devices import revoke
from app.county.replies import export_packages
from app.sync.packages.boxes import prove
from app.sync.wire.columns import short
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE, Machine, enrolled
from tests.county.servers import Town

WORD = "canaryword"
PHOTO = f"a photo of {WORD}".encode()
NAME = hashlib.sha256(PHOTO).hexdigest()
Asker = Callable[[Town], Machine]


@dataclass(frozen=True)
class Foreign:
    """Another township with a household, a person, a file: every text of it is the canary."""

    machine: Machine
    home: str
    ids: tuple[str, ...]


def a_foreign_township(town: Town, folder: Path) -> Foreign:
    town.county.folder = folder
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = other.household(address=WORD, remark=WORD)
    person = other.create("person", home.record_id, name=WORD, id_number=WORD)
    file = other.create(
        "attachment", home.record_id, household_id=home.record_id, hash=NAME, size=len(PHOTO), title=WORD
    )
    case = other.create("case", None, procedure="monitor-in", name=WORD, division_id=other.division)
    gone = other.household(address=WORD)
    other.change("delete", "household", gone.record_id, gone.record_id, base={"id": gone.id})
    assert other.push().status_code == 200
    assert other.request("POST", f"/v1/blob/{NAME}?offset=0", PHOTO).json()["present"]
    rows = (home, person, file, case, gone)
    return Foreign(other, home.record_id, tuple(one.record_id for one in rows))


def stranger(town: Town) -> Machine:
    return Machine(town)


def revoked(town: Town) -> Machine:
    machine = enrolled(town)
    town.county.database.run(NOTHING, lambda c: revoke(c, machine.device, town.at[0]))
    return machine


def without_token(town: Town) -> Machine:
    machine = enrolled(town)
    machine.token = ""
    return machine


def of_the_township(town: Town) -> Machine:
    return enrolled(town)


def of_the_village(town: Town) -> Machine:
    return enrolled(town, codes=(VILLAGE,))


def of_two_villages(town: Town) -> Machine:
    return enrolled(town, codes=(VILLAGE, "331102001202"))


def pulls(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    for query in ("cursor=0", "cursor=0&limit=20000", "cursor=-1&limit=0", "cursor=0&bare=true&upto=999999"):
        yield machine.request("GET", f"/v1/pull?{query}").content
    for one in foreign.ids:
        yield machine.request("GET", f"/v1/pull?cursor=0&bucket={int(one[-2:], 16)}").content
        yield machine.request("GET", f"/v1/pull?cursor=0&area={OTHER_VILLAGE}&id={one}").content


def digests(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    answer = machine.request("GET", "/v1/digest?cursor=0")
    yield answer.content
    if answer.status_code == 200:
        assert OTHER_VILLAGE not in answer.json()["villages"]


def greetings(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    yield machine.hello(cursor=10**9, server_epoch=foreign.home).content
    yield machine.hello().content


def enrolments(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    machine.places.append((foreign.home, OTHER_VILLAGE, "x", "village", None))
    yield machine.enrol("AAAA").content


def pushes(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    home = foreign.home
    for one, record in zip(
        foreign.ids, ("household", "person", "attachment", "case", "household"), strict=True
    ):
        machine.change(
            "update", record, one, home, values={"address": "taken", "name": "taken"}, base={"id": one}
        )
        machine.change("delete", record, one, home, base={"id": one})
        machine.create(record, home, one, division_id=machine.division, address="taken", name="taken")
    machine.create("income", home, household_id=home, kind="taken")
    machine.create("membership", home, person_id=foreign.ids[1], household_id=home)
    mine = machine.household()
    machine.create("membership", mine.record_id, person_id=foreign.ids[1], household_id=mine.record_id)
    machine.change("update", "household", home, home, values={"moving_to": TOWN}, base={"moving_to": home})
    yield machine.push().content
    yield from pulls(machine, foreign)


def files(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    """A file is as unknown as one that nobody has: its name tells nothing, in words or in status."""
    nobodys = "b" * 64
    for target in ("/v1/blob/{}/kept", "/v1/blob/{}?offset=0", "/v1/blob/{}?offset=262144"):
        told, none = (machine.request("GET", target.format(one)) for one in (NAME, nobodys))
        assert (told.status_code, told.content) == (none.status_code, none.content)
        yield told.content
    told, none = (machine.request("POST", f"/v1/blob/{one}?offset=0", PHOTO) for one in (NAME, nobodys))
    assert (told.status_code, told.content) == (none.status_code, none.content)


def packages(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    """What is written onto a stick for the machine, opened with its own key."""
    county = machine.town.county
    assert county.folder is not None
    secret = machine.key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    for snapshot in (True, False):
        folder = county.folder / f"stick-{snapshot}"
        folder.mkdir()
        export_packages(county, folder, [machine.device], snapshot=snapshot)
        for path in folder.iterdir():
            yield path.read_bytes()
            yield from prove(path, bytes.fromhex(county.public_key)).messages(secret)


def everything_described(machine: Machine, foreign: Foreign) -> Iterator[bytes]:
    """Every path of the API's description with every foreign id in every hole: the ones that come later too."""
    paths = httpx.get(f"{machine.town.url}/v1/openapi.json").json()["paths"]
    fills = [
        *foreign.ids,
        short(foreign.home),
        NAME,
        OTHER_TOWN,
        OTHER_VILLAGE,
        foreign.machine.device,
        "0",
        "1",
    ]
    for path, methods in paths.items():
        holes = re.findall(r"\{(\w+)\}", path)
        asked = {one["name"] for one in methods.get("get", {}).get("parameters", ()) if one["in"] == "query"}
        for values in itertools.product(fills, repeat=len(holes)):
            target = path
            for hole, value in zip(holes, values, strict=True):
                target = target.replace(f"{{{hole}}}", value)
            for query in ["", *(f"?{name}={one}" for name in sorted(asked) for one in (0, 1, 10**6))]:
                for method in methods:
                    yield machine.request(
                        method.upper(), target + query, b"{}" if method == "post" else b""
                    ).content


ASKERS = [stranger, revoked, without_token, of_the_township, of_the_village, of_two_villages]
WAYS = [pulls, digests, greetings, enrolments, pushes, files, packages, everything_described]
Way = Callable[[Machine, Foreign], Iterator[bytes]]


def holds_nothing_foreign(machine: Machine, foreign: Foreign, way: Way) -> None:
    for body in way(machine, foreign):
        said = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        assert WORD.encode() not in said
    docs = foreign.machine.docs()
    assert docs[foreign.home]["address"] == WORD and docs[foreign.ids[1]]["name"] == WORD
    assert "taken" not in str(docs)


@pytest.mark.parametrize("asker", ASKERS)
def test_no_answer_holds_another_townships_word(town: Town, tmp_path: Path, asker: Asker):
    foreign = a_foreign_township(town, tmp_path)
    machine = asker(town)
    for way in WAYS:
        holds_nothing_foreign(machine, foreign, way)


def the_database_alone(town: Town, *codes: str) -> None:
    """What the policies ask of the transaction they know by heart from now on: it is told nothing any more."""
    scope = town.scope(*codes)
    with psycopg.connect(town.clusters.root(town.database)) as connection:
        for table, name, qual, check in connection.execute(
            "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        ).fetchall():
            words = [sql.SQL("ALTER POLICY {} ON {}").format(sql.Identifier(name), sql.Identifier(table))]
            for key, said in (("USING", qual), ("WITH CHECK", check)):
                if said:
                    fixed = fixed_in(said, scope.reads, scope.writes)
                    words.append(sql.SQL(f"{key} ({fixed})"))  # type: ignore[arg-type]
            connection.execute(sql.SQL(" ").join(words))


def fixed_in(said: str, reads: tuple[int, ...], writes: tuple[int, ...]) -> str:
    """A policy's words with the numbers themselves in the place of the settings."""
    for name, numbers in (("reads", reads), ("writes", writes)):
        array = "'{" + ",".join(map(str, numbers)) + "}'::text"
        said = said.replace(f"current_setting('app.{name}'::text)", array)
    assert "current_setting(" not in said
    return said


@pytest.mark.parametrize("way", WAYS)
def test_the_database_alone_holds_it_back(
    town: Town, tmp_path: Path, way: Way, monkeypatch: pytest.MonkeyPatch
):
    foreign = a_foreign_township(town, tmp_path)
    machine = of_the_township(town)
    mine = machine.household(address="mine")
    machine.push()
    before = town.rows(_ROWS, OTHER_VILLAGE)
    whole = town.scope("33")
    the_database_alone(town, TOWN)
    monkeypatch.setattr(devices, "scope_of_codes", lambda connection, codes: whole)
    for body in way(machine, foreign):
        said = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        assert WORD.encode() not in said
    assert mine.record_id in machine.docs()
    assert town.rows(_ROWS, OTHER_VILLAGE) == before


def test_the_wall_of_the_test_is_one(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without the policies the same machine hears every word: it is they that held it back."""
    foreign = a_foreign_township(town, tmp_path)
    machine = of_the_township(town)
    whole = town.scope("33")
    monkeypatch.setattr(devices, "scope_of_codes", lambda connection, codes: whole)
    assert any(WORD.encode() in said for said in pulls(machine, foreign))


_ROWS = (
    "SELECT e.id, e.feed_seq, e.doc, e.deleted, e.root FROM entity e JOIN division d ON d.number = e.area"
    " WHERE d.code = %s ORDER BY e.id"
)
