"""Households that move to another township: where they are to go, and those that are to come here."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import make_record

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the record of transfers, and the household's word on where it goes."""
    op.add_column("household", sa.Column("moving_to", sa.Text()))
    make_record(
        "transfer",
        text="household_id from_code to_code",
        maybe_text="head from_name op_id actor at accepted_as accepted_into accepted_by accepted_at",
        maybe_number="members",
    )
