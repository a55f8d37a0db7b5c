"""Clues and the warnings that were taken up: source, who checks, by when, what came of it."""

from alembic import op

from db.migrations.making import make_record

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the record of clues."""
    make_record(
        "clue",
        maybe_text="household_id person_id division_id cadre_id rule basis found_on source department number whom what"
        " was value checker due_on closed_on result reason",
        refers={
            "household_id": "household",
            "person_id": "person",
            "division_id": "division",
            "cadre_id": "cadre",
        },
    )
    for column in ("cadre", "division", "household", "person"):
        op.create_index(f"ix_clue_{column}", "clue", [f"{column}_id"])
    op.create_index("ix_clue_due", "clue", ["closed_on", "due_on"])
