"""Runs the revisions on the connection that `db.upgrades` hands over: alembic opens no file itself."""

from alembic import context

from db.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True
)
context.run_migrations()
