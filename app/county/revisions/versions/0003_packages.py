"""Packages that came on sticks, and what was answered to each."""

from pathlib import Path

from alembic import context, op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Run the SQL beside this file, with the names of this database's roles."""
    words = Path(__file__).with_name("0003.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(words.format(**context.config.attributes["roles"]))
