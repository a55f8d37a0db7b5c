"""What is decided and announced in public: cases, meetings, votes, notices, objections, projects, payments."""

from alembic import op

from db.migrations.making import make_record

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of procedures and notices, parents before children."""
    _cases()
    _notices()
    _steps()


def _cases() -> None:
    make_record(
        "project",
        text="division_id",
        maybe_text=(
            "name kind nature place schedule unit charge task source beneficiaries goal sharing "
            "allocated_on accepted_on achieved"
        ),
        maybe_number="funds spent",
        refers={"division_id": "division"},
    )
    op.create_index("ix_project_division", "project", ["division_id"])
    make_record(
        "case",
        text="division_id procedure",
        maybe_text="project_id frozen name opened_on closed_on outcome note",
        refers={"division_id": "division", "project_id": "project"},
    )
    op.create_index("ix_case_closed", "case", ["closed_on"])
    op.create_index("ix_case_division", "case", ["division_id"])
    make_record(
        "case_household",
        text="case_id household_id",
        maybe_text="state left_on left_reason asked reason",
        refers={"case_id": "case", "household_id": "household"},
    )
    op.create_index("ix_case_household_household", "case_household", ["household_id"])
    op.create_index("ux_case_household_case", "case_household", ["case_id", "household_id"], unique=True)
    make_record(
        "meeting",
        text="case_id step",
        maybe_text="kind held_on clock place chair recorder attendance summary",
        maybe_number="entitled present",
        refers={"case_id": "case"},
    )
    op.create_index("ix_meeting_case", "meeting", ["case_id"])
    make_record(
        "vote",
        text="meeting_id household_id",
        maybe_text="remark",
        maybe_number="in_favour against abstained",
        refers={"meeting_id": "meeting", "household_id": "household"},
    )
    op.create_index("ix_vote_household", "vote", ["household_id"])
    op.create_index("ux_vote_meeting", "vote", ["meeting_id", "household_id"], unique=True)


def _notices() -> None:
    make_record(
        "notice",
        text="division_id kind",
        maybe_text=(
            "case_id corrects_id step number title wording profile issuer drafted_on approved_on "
            "approved_by posted_on places days_kind ends_on taken_down_on result reason frozen hash "
            "signature"
        ),
        maybe_number="hangs",
        refers={"case_id": "case", "division_id": "division", "corrects_id": "notice"},
    )
    op.create_index("ix_notice_case", "notice", ["case_id"])
    op.create_index("ix_notice_division", "notice", ["division_id"])
    op.create_index("ix_notice_ends", "notice", ["taken_down_on", "ends_on"])
    make_record(
        "notice_photo",
        text="notice_id hash name",
        number="size",
        maybe_text="media",
        maybe_number="far",
        refers={"notice_id": "notice"},
    )
    op.create_index("ix_notice_photo_notice", "notice_photo", ["notice_id"])
    make_record(
        "objection",
        text="notice_id",
        maybe_text="household_id received_on way who what investigator found answered_on",
        maybe_number="upheld",
        refers={"notice_id": "notice", "household_id": "household"},
    )
    op.create_index("ix_objection_household", "objection", ["household_id"])
    op.create_index("ix_objection_notice", "objection", ["notice_id"])


def _steps() -> None:
    make_record(
        "case_step",
        text="case_id step",
        maybe_text="meeting_id notice_id done_on done_by outcome opinion",
        refers={"case_id": "case", "meeting_id": "meeting", "notice_id": "notice"},
    )
    op.create_index("ix_case_step_case", "case_step", ["case_id"])
    make_record(
        "payment",
        text="household_id",
        number="year",
        maybe_text="case_id person_id scheme allocated_on paid_on note",
        maybe_number="standard quantity amount",
        refers={"household_id": "household", "case_id": "case", "person_id": "person"},
    )
    op.create_index("ix_payment_case", "payment", ["case_id"])
    op.create_index("ix_payment_household", "payment", ["household_id"])
