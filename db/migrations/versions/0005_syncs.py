"""The line to the county: what it last said, where we stand with it, what others did, conflicts."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import columns, make_record

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of the line, and the record of conflicts."""
    _keep_words()
    _keep_standing()
    _table(
        "received", "id", "record record_id device actor at action set_json", "feed_seq after_seq", "about"
    )
    op.create_index("ix_received_about", "received", ["about"])
    op.create_index("ix_received_record", "received", ["record_id"])
    make_record(
        "conflict",
        text="kind record record_id field",
        maybe_text="household_id op_id theirs_op actor at settled_as settled_by settled_at",
        maybe_any="base mine theirs",
    )
    op.create_index("ix_conflict_household", "conflict", ["household_id"])
    op.create_index("ix_conflict_row", "conflict", ["record_id"])


def _keep_words() -> None:
    """What the county last said of each row."""
    _table("synced", "id", "record", "feed_seq gone through", "area tomb", ("hash", False))
    op.create_index("ix_synced_gone", "synced", ["gone"], sqlite_where=sa.text("gone > 0"))
    _table("shadow", "id", "record doc_json base_json why", "", "waits_for")
    op.create_index("ix_shadow_waits", "shadow", ["waits_for"])


def _keep_standing() -> None:
    """Where this machine stands with its county."""
    _table(
        "sync_state",
        "id!",
        "device device_name machine server server_id server_epoch county county_key scope",
        "scope_version cursor acked backed_up_through floor requests shapes",
        "pin last_ok last_tried last_error",
        ("secret", False), ("sums", False), ("head", True),
    )  # fmt: skip
    _table(
        "branch", "number!", "epoch why", "after_seq upto_seq", "parent_epoch",
        ("parent_hash", True), maybe_number="parent_dseq",
    )  # fmt: skip
    _table("sent", "from_seq!", "", "to_seq feed_from feed_to", "")
    _table("answered", "change_id", "status at", "", "conflict_id reason")


def _table(
    name: str,
    key: str,
    text: str,
    number: str,
    maybe_text: str,
    *blobs: tuple[str, bool],
    maybe_number: str = "",
) -> None:
    """A table whose key is text, or a number where its name ends with "!"."""
    kind: sa.types.TypeEngine[str] | sa.types.TypeEngine[int] = sa.Integer() if key[-1] == "!" else sa.Text()
    key = key.rstrip("!")
    op.create_table(
        name,
        sa.Column(key, kind, nullable=False),
        *columns(text, sa.Text(), nullable=False),
        *columns(number, sa.Integer(), nullable=False),
        *columns(maybe_text, sa.Text(), nullable=True),
        *columns(maybe_number, sa.Integer(), nullable=True),
        *(sa.Column(blob, sa.LargeBinary(), nullable=empty) for blob, empty in blobs),
        sa.PrimaryKeyConstraint(key, name=f"pk_{name}"),
        sqlite_strict=True,
    )
