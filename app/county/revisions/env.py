"""Runs the revisions over the connection that `app.county.upgrades` names; all of them in one transaction."""

from alembic import context
from sqlalchemy import create_engine, pool

engine = create_engine(
    "postgresql+psycopg://", creator=context.config.attributes["connect"], poolclass=pool.NullPool
)
with engine.begin() as connection:
    context.configure(connection=connection)
    context.run_migrations()
