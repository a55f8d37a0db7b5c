"""Who is signed in and who guesses passwords survive a restart; the sums of places are guarded as their rows are."""

from pathlib import Path

from alembic import context, op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Run the SQL beside this file, with the names of this database's roles."""
    words = Path(__file__).with_name("0005.sql").read_text("utf-8")
    op.get_bind().exec_driver_sql(words.format(**context.config.attributes["roles"]))
