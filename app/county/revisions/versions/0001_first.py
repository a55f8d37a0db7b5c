"""The county's tables, their roles and their row-level security."""

from pathlib import Path

from alembic import context, op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Run the SQL beside this file, with the names of this database's roles."""
    words = Path(__file__).with_name("0001.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(words.format(**context.config.attributes["roles"]))
