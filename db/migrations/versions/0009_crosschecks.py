"""Cross-checks with other departments' lists and what differed; samples for third-party checks."""

from alembic import op

from db.migrations.making import make_record

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the four records."""
    make_record(
        "crosscheck",
        text="profile label made_on",
        number="year",
        maybe_text="department files hash as_of division_ids frozen counts",
    )
    make_record(
        "difference",
        text="crosscheck_id household_id item how",
        maybe_text="person_id finding_id text form subject_id field was value spot settled reason",
        maybe_number="year",
        refers={
            "crosscheck_id": "crosscheck",
            "household_id": "household",
            "person_id": "person",
            "finding_id": "finding",
        },
    )
    for column in ("crosscheck", "household", "person", "finding"):
        op.create_index(f"ix_difference_{column}", "difference", [f"{column}_id"])
    make_record(
        "sample",
        text="name seed drawn_on frame_hash",
        number="year size frame_size",
        maybe_text="kinds division_ids strata note closed_on",
    )
    make_record(
        "sampled",
        text="sample_id household_id stratum",
        number="rank",
        maybe_text="checked_on checkers met found",
        maybe_number="poor_now meets asked content",
        refers={"sample_id": "sample", "household_id": "household"},
    )
    op.create_index("ux_sampled_household", "sampled", ["sample_id", "household_id"], unique=True)
    op.create_index("ix_sampled_household", "sampled", ["household_id"])
