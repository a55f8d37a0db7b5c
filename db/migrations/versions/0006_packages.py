"""Which own changes went into which package for a stick."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import columns

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the list of packages."""
    op.create_table(
        "packed",
        sa.Column("number", sa.Integer(), nullable=False),
        *columns("epoch server_epoch at", sa.Text(), nullable=False),
        *columns("from_seq to_seq", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_packed"),
        sqlite_strict=True,
    )
