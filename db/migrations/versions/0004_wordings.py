"""An office's own wording of a kind of notice, and the 发文字号 a notice goes out under."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import make_record

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of wordings and give notices their letter."""
    make_record(
        "wording",
        text="division_id kind",
        maybe_text="title wording",
        refers={"division_id": "division"},
    )
    op.create_index("ix_wording_division", "wording", ["division_id", "kind"])
    # Added in place: a batch would copy the table and lose that it is strict.
    op.add_column("notice", sa.Column("letter", sa.Text()))
