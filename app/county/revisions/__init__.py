"""The county's tables as plain SQL, one revision after the other; alembic reads these files."""
