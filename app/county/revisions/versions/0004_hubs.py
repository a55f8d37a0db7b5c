"""A township's hub that joins its county, and codes of divisions that ended."""

from pathlib import Path

from alembic import context, op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Run the SQL beside this file, with the names of this database's roles."""
    words = Path(__file__).with_name("0004.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(words.format(**context.config.attributes["roles"]))
