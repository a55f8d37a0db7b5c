"""Policy packs: what the county publishes, what is installed; by which words a household was judged."""

from alembic import op

from db.migrations.making import make_record

revision = "0010"
down_revision = "0009"

_PACK = "key label region era valid_from valid_to source checksum body"


def upgrade() -> None:
    """Make the records of packs, deadlines, installations, rulebooks and judgements."""
    make_record(
        "pack",
        text=_PACK,
        number="version",
        maybe_text="remark published_by published_on withdrawn_on",
    )
    make_record(
        "deadline",
        text="title due_on",
        maybe_text="remark published_by published_on withdrawn_on",
    )
    make_record(
        "installation",
        text=_PACK,
        number="version",
        maybe_text="file installed_on removed_on",
    )
    make_record("rulebook", text="checksum body")
    make_record(
        "judgement",
        text="household_id standard label judged_on state as_of machine rulebook packs results facts",
        number="year",
        maybe_text="use case_id",
        refers={"household_id": "household"},
    )
    op.create_index("ix_judgement_household", "judgement", ["household_id"])
    op.create_index("ix_judgement_case", "judgement", ["case_id"])
    op.create_index("ix_rulebook_checksum", "rulebook", ["checksum"])
