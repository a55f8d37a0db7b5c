"""The county's API asked by schemathesis: whatever fits or breaks its description, no 500 and no foreign word.

A slice runs here; HUDANG_SCHEMA_EXAMPLES=1000 asks each path a thousand times.
"""

import json
import os
from collections.abc import Callable
from urllib.parse import quote, urlencode

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core import NotSet
from schemathesis.schemas import APIOperation

from app.sync.wire.signatures import COUNTY
from tests.county.machines import OTHER_TOWN, OTHER_VILLAGE, Machine, enrolled, new_id
from tests.county.servers import Town

WORD = "canaryword"
SLICE = settings(
    max_examples=int(os.environ.get("HUDANG_SCHEMA_EXAMPLES", "40")),
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PATHS = (
    "POST /v1/enrol",
    "POST /v1/hello",
    "POST /v1/push",
    "GET /v1/pull",
    "GET /v1/digest",
    "GET /v1/snapshot",
    "GET /v1/snapshot/{name}/{nth}",
    "GET /v1/past/{household}",
    "GET /v1/blob/{digest}/kept",
    "POST /v1/blob/{digest}",
    "GET /v1/blob/{digest}",
    "POST /v1/hub/begin",
    "POST /v1/hub/part",
    "POST /v1/hub/end",
)
Ask = Callable[[Machine, str, str, bytes], httpx.Response]


def signed(machine: Machine, method: str, target: str, body: bytes) -> httpx.Response:
    """As an enrolled machine asks: all that stands behind the signature is reached."""
    return machine.request(method, target, body)


def bare(machine: Machine, method: str, target: str, body: bytes) -> httpx.Response:
    """As anybody in the network may ask."""
    return machine.client.request(method, target, content=body)


def operations(town: Town) -> dict[str, APIOperation]:
    described = httpx.get(f"{town.url}/v1/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described)
    found = (one.ok() for one in schema.get_all_operations())
    return {f"{one.method.upper()} {one.path}": one for one in found}


def sent(case: Case) -> tuple[str, bytes]:
    """A case as bytes on the line. Where the path cannot be written, the server has nothing to answer."""
    path = quote(case.formatted_path, safe="/%", errors="replace")
    query = urlencode(case.query or {}, doseq=True, errors="replace")
    body = case.body
    if not isinstance(body, bytes):
        body = b"" if isinstance(body, NotSet) else json.dumps(body, default=str).encode()
    return f"{path}?{query}" if query else path, body


def is_an_answer(answer: httpx.Response, target: str, body: bytes) -> None:
    """No 500, no foreign word, and every refusal of ours has its sentence."""
    assert answer.status_code != 500, (target, body[:800], answer.text)
    assert WORD not in answer.text
    if answer.status_code >= 400 and COUNTY in answer.headers:
        assert answer.json()["message"]


def a_foreign_township(town: Town) -> None:
    other = enrolled(town, codes=(OTHER_TOWN,), village=OTHER_VILLAGE)
    home = other.household(address=WORD, remark=WORD)
    other.create("attachment", home.record_id, household_id=home.record_id, hash="a" * 64, size=5, title=WORD)
    assert other.push().status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_asked_is_answered_without_a_500_and_without_a_foreign_word(town: Town, path: str):
    a_foreign_township(town)
    machine, operation = enrolled(town), operations(town)[path]
    either = [operation.as_strategy(generation_mode=one) for one in GenerationMode]

    @given(case=st.one_of(either), ask=st.sampled_from([signed, bare]))
    @SLICE
    def look(case: Case, ask: Ask) -> None:
        target, body = sent(case)
        is_an_answer(ask(machine, operation.method.upper(), target, body), target, body)

    look()
    assert machine.hello().status_code == 200  # it goes on with everybody after all that


def test_every_path_of_the_description_is_asked(town: Town):
    assert set(operations(town)) == set(PATHS)


_TEXT = st.text(max_size=12) | st.sampled_from(["", "\0", "null", "{}", "%s", "'; --", "x" * 3_000])
_WORD = st.sampled_from(
    ["division_id", "code", "household_id", "person_id", "year", "moving_to", "hash", "size"]
)
_VALUES = st.dictionaries(_WORD | _TEXT, _TEXT | st.none() | st.integers(-(2**53) + 1, 2**53 - 1), max_size=4)
_RECORDS = st.sampled_from(
    ["household", "person", "membership", "conflict", "transfer", "case_step", "office"]
)


def test_whatever_stands_in_a_well_chained_push_is_answered_without_a_500(town: Town):
    a_foreign_township(town)
    machine = enrolled(town)
    known = machine.household()
    one = st.tuples(
        st.sampled_from(["create", "update", "delete", "act"]),
        _RECORDS | _TEXT,
        st.booleans(),
        _VALUES,
        st.dictionaries(_WORD | _TEXT, st.builds(new_id), max_size=2),
    )

    @given(changes=st.lists(one, min_size=1, max_size=4))
    @SLICE
    def push(changes: list[tuple[str, str, bool, dict[str, object], dict[str, str]]]) -> None:
        for action, record, mine, values, base in changes:
            row = known.record_id if mine else new_id()
            machine.change(action, record, row, row, values=values, base=base, old=values)
        answer = machine.push()
        is_an_answer(answer, "/v1/push", repr(changes).encode())
        if answer.status_code != 200:  # nothing of it was taken: the machine goes on without it
            del machine.log[machine.sent :]

    push()
    machine.household()
    assert machine.push().status_code == 200
