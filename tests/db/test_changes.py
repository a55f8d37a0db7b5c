"""The bytes of a change and its hash, fixed for decades."""

import hashlib
from dataclasses import replace
from typing import Any

import orjson
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from db.changes import GENESIS, Change, canonical_json
from db.stencils import Stencil

CREATED = Change(
    id="01936a5e-0000-7000-8000-000000000001",
    device="6f1f2a52-3d0e-4b7c-9a55-0c3a3c8e7d10",
    epoch="9f86d081884c7d65",
    dseq=1,
    batch=None,
    txn="01936a5e-0000-7000-8000-0000000000aa",
    record="household",
    record_id="01936a5e-0000-7000-8000-0000000000bb",
    action="create",
    base={},
    set={"division_id": "01936a5e-0000-7000-8000-0000000000cc", "address": "石烛村 3 组", "resettled": 1},
    old={},
    actor="clerk",
    at="2026-11-23T16:30:00+08:00",
    schema=1,
    reason=None,
)
UPDATED = replace(
    CREATED,
    id="01936a5e-0000-7000-8000-000000000002",
    dseq=2,
    batch="01936a5e-0000-7000-8000-0000000000dd",
    action="update",
    base={"address": CREATED.id},
    set={"address": '𬭎 "䶮"\n\\'},
    old={"address": "石烛村 3 组"},
    reason="走访更正",
    prev_hash=CREATED.hash,
)
PRINTED = replace(
    UPDATED,
    id="01936a5e-0000-7000-8000-000000000003",
    dseq=3,
    batch=None,
    action="act",
    base={},
    set={"act": "print", "paper": "household_card", "pages": 2},
    old={},
    prev_hash=UPDATED.hash,
)


def test_three_hash_vectors_never_change():
    assert [change.hash.hex() for change in (CREATED, UPDATED, PRINTED)] == [
        "c55d26c8c320ebc5169a05005df880222a255cda828d26155e84cfc2602ea27c",
        "2d3870ea9c342c1480026325532170dd8d8cb52880dd93b6d1f905167775588d",
        "08db7a298c20aee600a4636742dd6e348853db9a29576ddaf6561191a24a2ffc",
    ]


def test_the_bytes_of_a_change_are_rfc_8785_json_of_all_but_its_links():
    assert CREATED.canonical().startswith(
        b'{"action":"create","actor":"clerk","at":"2026-11-23T16:30:00+08:00","base":{}'
    )
    names = "action actor at base batch device dseq epoch id old reason record record_id schema set txn"
    assert list(orjson.loads(UPDATED.canonical())) == names.split()


def test_the_hash_chains_the_one_before():
    assert UPDATED.hash == hashlib.sha256(CREATED.hash + UPDATED.canonical()).digest()
    assert replace(UPDATED, prev_hash=GENESIS).hash != UPDATED.hash


whole_numbers = st.integers(-(2**53) + 1, 2**53 - 1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.none() | whole_numbers | texts
names = st.text(st.characters(max_codepoint=127), max_size=12)


@given(st.recursive(values | st.booleans(), lambda inner: st.lists(inner) | st.dictionaries(names, inner)))
def test_canonical_json_equals_the_rfc_8785_library(value: Any):
    assert canonical_json(value) == rfc8785.dumps(value)


def test_a_number_that_json_cannot_carry_is_refused():
    with pytest.raises(TypeError):
        canonical_json(2**53)


@given(texts, texts | st.none(), st.dictionaries(names, values), st.dictionaries(names, texts))
def test_a_stencil_gives_the_same_hash_as_the_change(
    actor: str, reason: str | None, answers: dict[str, Any], base: dict[str, str]
):
    change = replace(UPDATED, actor=actor, reason=reason, set=answers, base=base)
    stencil = Stencil(
        actor=actor,
        at=change.at,
        batch=change.batch,
        device=change.device,
        epoch=change.epoch,
        reason=reason,
        schema=1,
    )
    sealed = stencil.seal(
        change.prev_hash,
        change.action,
        canonical_json(base).decode(),
        change.dseq,
        change.id,
        canonical_json(change.old).decode(),
        change.record,
        change.record_id,
        canonical_json(answers).decode(),
        change.txn,
    )
    assert sealed == change.hash
