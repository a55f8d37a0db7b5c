"""Who × what × whose: whoever asks, by whatever path and id, no answer holds another township's word."""

import gzip
from collections.abc import Callable, Iterator

import pytest

from app.county.databases import NOTHING
from app.county.devices import revoke
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, VILLAGE, Machine, enrolled
from tests.county.servers import Town

WORD = "canaryword"
Asker = Callable[[Town], Machine]


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


def pulls(machine: Machine, foreign: str) -> Iterator[bytes]:
    for query in (
        "cursor=0",
        "cursor=0&limit=20000",
        "cursor=-1&limit=0",
        f"cursor=0&bucket={int(foreign[-2:], 16)}",
    ):
        yield machine.request("GET", f"/v1/pull?{query}").content
    yield machine.request("GET", f"/v1/pull?cursor=0&area={OTHER_VILLAGE}&id={foreign}").content


def digests(machine: Machine, foreign: str) -> Iterator[bytes]:
    answer = machine.request("GET", "/v1/digest?cursor=0")
    yield answer.content
    if answer.status_code == 200:
        assert OTHER_VILLAGE not in answer.json()["villages"]


def greetings(machine: Machine, foreign: str) -> Iterator[bytes]:
    yield machine.hello(cursor=10**9, server_epoch=foreign).content
    yield machine.hello().content


def enrolments(machine: Machine, foreign: str) -> Iterator[bytes]:
    machine.places.append((foreign, OTHER_VILLAGE, "x", "village", None))
    yield machine.enrol("AAAA").content


def pushes(machine: Machine, foreign: str) -> Iterator[bytes]:
    machine.change("update", "household", foreign, foreign, values={"address": "taken"}, base={"id": foreign})
    machine.change("delete", "household", foreign, foreign, base={"id": foreign})
    machine.create("household", foreign, foreign, division_id=machine.division, address="taken")
    machine.create("income", foreign, household_id=foreign, kind="taken")
    machine.create("membership", foreign, person_id=foreign, household_id=foreign)
    yield machine.push().content
    yield from pulls(machine, foreign)


@pytest.mark.parametrize(
    "asker", [stranger, revoked, without_token, of_the_township, of_the_village, of_two_villages]
)
@pytest.mark.parametrize("path", [pulls, digests, greetings, enrolments, pushes])
def test_no_answer_holds_another_townships_word(
    town: Town, asker: Asker, path: Callable[[Machine, str], Iterator[bytes]]
):
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    foreign = other.household(address=WORD).record_id
    other.push()
    machine = asker(town)
    for body in path(machine, foreign):
        said = gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body
        assert WORD.encode() not in said
    assert other.docs()[foreign]["address"] == WORD
    assert "taken" not in str(other.docs())
