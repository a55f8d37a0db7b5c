"""The server's arithmetic of the chain is the machine's, letter by letter."""

import secrets

from hypothesis import given
from hypothesis import strategies as st

from app.county.chains import GENESIS, canonical, seal
from app.county.ops import Op
from db.changes import Change

words = st.text(max_size=12).filter(lambda text: text.encode("utf-8", "ignore").decode() == text)
values = st.dictionaries(
    st.sampled_from(["a", "b", "c_d", "Z"]), st.none() | words | st.integers(-(2**53) + 1, 2**53 - 1)
)


@given(st.lists(st.tuples(values, values, words, st.none() | words), min_size=1, max_size=4))
def test_every_hash_is_the_one_the_machine_made(rows):
    device, epoch, link, ops, changes = "d", secrets.token_hex(8), GENESIS, [], []
    for dseq, (said, old, actor, reason) in enumerate(rows, 1):
        change = Change(
            id=f"op-{dseq}", device=device, epoch=epoch, dseq=dseq, batch=reason, txn="t", record="household",
            record_id="r", action="update", base={"b": "x"}, set=said, old=old, actor=actor, at="now", schema=5,
            reason=reason, prev_hash=link,
        )  # fmt: skip
        link = change.hash
        changes.append(change)
        ops.append(
            Op(
                id=change.id,
                dseq=dseq,
                batch=reason,
                txn="t",
                record="household",
                record_id="r",
                action="update",
                base={"b": "x"},
                set=said,
                old=old,
                base_text=canonical({"b": "x"}),
                set_text=canonical(said),
                old_text=canonical(old),
                actor=actor,
                at="now",
                schema=5,
                reason=reason,
                root=None,
                area=0,
            )
        )
    assert seal(ops, device, epoch, GENESIS) == link
    assert [op.hash for op in ops] == [change.hash for change in changes]
