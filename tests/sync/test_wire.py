"""The wire: ids, runs, bodies, signatures and fingerprints are the same at both ends."""

import gzip

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from app.sync.signing import Signer, public_key
from app.sync.wire.bodies import BadBody, packed, unpacked
from app.sync.wire.columns import in_runs, long, out_of_runs, short
from app.sync.wire.fingerprints import bucket_of, content_hash, fingerprint
from app.sync.wire.shapes import Digest
from app.sync.wire.signatures import COUNT, SIGN, signed_text
from db.receipts import content_hash as archived_hash

ID = "01a2086f-87de-72c4-81c9-6851b9cc50fc"
DIGEST = Digest(cursor=7, buckets=[f"{n:064x}" for n in range(256)])


@given(
    st.one_of(st.uuids().map(str), st.text(max_size=40), st.text(alphabet="0123456789abcdef-=", min_size=30))
)
def test_an_id_comes_back_as_it_went(identifier: str):
    assert long(short(identifier)) == identifier


def test_a_uuid_loses_its_dashes():
    assert short(ID) == "01a2086f87de72c481c96851b9cc50fc"


@given(st.lists(st.sampled_from(["a", "b", None])))
def test_runs_are_unfolded_to_what_they_were(values):
    assert out_of_runs(in_runs(values)) == values


def test_a_message_comes_out_as_it_went_in():
    body, headers = packed(DIGEST)
    assert headers["Content-Encoding"] == "gzip" and len(body) < 20_000
    assert unpacked(Digest, body, zipped=True) == DIGEST
    assert packed(DIGEST)[0] == body, "a message repeated is the same bytes"


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-9], lambda b: b[9:], lambda b: gzip.compress(b"x" * 10_000_000)]
)
def test_a_cut_spoilt_or_blown_up_body_is_refused(spoil):
    with pytest.raises(BadBody):
        unpacked(Digest, spoil(packed(DIGEST)[0]), zipped=True, most=1_000_000)


def test_each_request_is_signed_under_a_new_number():
    secret = bytes(range(32))
    signer = Signer(ID, secret, 41)
    one, two = (signer.headers("GET", "/v1/pull?cursor=0", b"", "e") for _ in range(2))
    assert (one[COUNT], two[COUNT]) == ("42", "43")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key(secret)))
    key.verify(bytes.fromhex(one[SIGN]), signed_text("GET", "/v1/pull?cursor=0", b"", "e", 42))


def test_a_fingerprint_is_what_it_was_in_the_first_version():
    assert bucket_of(ID) == 0xFC
    assert content_hash({"b": 1, "a": "x"}) == archived_hash({"a": "x", "b": 1, "c": None})
    one = fingerprint(ID, 7, False, content_hash({"a": "x"}))
    assert f"{one:064x}"[:16] == "c9d64858b1a4f8d3"
    assert one != fingerprint(ID, 7, True, content_hash({"a": "x"}))
    assert one != fingerprint(ID, 8, False, content_hash({"a": "x"}))
