"""Places that a machine had before, and villages under another township."""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Run the SQL beside this file."""
    op.get_bind().exec_driver_sql(Path(__file__).with_name("0002.sql").read_text("utf-8").format())
