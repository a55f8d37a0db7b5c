"""Every shape the tables ever had, as alembic revisions, numbered like `db.schema.SCHEMA`.

Shipped as files beside the program (alembic reads them from disk). Batch mode, named constraints.
"""
