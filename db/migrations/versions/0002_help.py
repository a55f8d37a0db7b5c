"""Help: cadres and pairings, plans and measures, visits and findings, campaigns and snapshots."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import make_record

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables of help, and what older tables gained with them."""
    _cadres()
    _plans()
    _visits()
    _campaigns()
    _gained()


def _cadres() -> None:
    make_record(
        "unit",
        text="name",
        maybe_text="level credit_code phone address note",
    )
    make_record(
        "cadre",
        text="name",
        maybe_text="unit_id sex political rank post phone trade from_on to_on note",
        refers={"unit_id": "unit"},
    )
    op.create_index("ix_cadre_name", "cadre", ["name"])
    op.create_index("ix_cadre_unit", "cadre", ["unit_id"])
    make_record(
        "posting",
        text="cadre_id division_id",
        maybe_text="team started_on ended_on reason note",
        refers={"cadre_id": "cadre", "division_id": "division"},
    )
    op.create_index("ix_posting_cadre", "posting", ["cadre_id"])
    op.create_index("ix_posting_division", "posting", ["division_id"])
    make_record(
        "pairing",
        text="household_id cadre_id",
        maybe_text="follows_id kind started_on ended_on reason handed note",
        refers={"household_id": "household", "cadre_id": "cadre", "follows_id": "pairing"},
    )
    op.create_index("ix_pairing_cadre", "pairing", ["cadre_id"])
    op.create_index("ix_pairing_follows", "pairing", ["follows_id"])
    op.create_index("ix_pairing_household", "pairing", ["household_id"])


def _plans() -> None:
    make_record(
        "plan",
        text="household_id",
        number="year",
        maybe_text=(
            "state causes risks wishes needs goal goal_month signed_on signed_by village_on village_by "
            "township_on township_by started_on result achieved unfinished closed_on note"
        ),
        maybe_number="goal_income",
        refers={"household_id": "household"},
    )
    op.create_index("ix_plan_year", "plan", ["year", "state"])
    op.create_index("ux_plan_household", "plan", ["household_id", "year"], unique=True)
    make_record(
        "catalogue_item",
        text="code",
        maybe_text="kind project name causes risks unit department valid_from valid_to basis",
        maybe_number="amount",
    )
    op.create_index("ux_catalogue_item_code", "catalogue_item", ["code"], unique=True)
    make_record(
        "measure",
        text="household_id plan_id",
        number="year",
        maybe_text=(
            "person_ids kind item name content unit source doer charge from_on to_on state done_on done note"
        ),
        maybe_number="scale amount spent effect confirmed",
        refers={"household_id": "household", "plan_id": "plan"},
    )
    op.create_index("ix_measure_household", "measure", ["household_id", "year"])
    op.create_index("ix_measure_plan", "measure", ["plan_id"])
    op.create_index("ix_measure_year", "measure", ["year", "kind"])


def _visits() -> None:
    make_record(
        "visit",
        text="household_id",
        maybe_text="cadre_ids visited_on clock kind mode met seen needs problem handled note",
        maybe_number="signed",
        refers={"household_id": "household"},
    )
    op.create_index("ix_visit_day", "visit", ["visited_on"])
    op.create_index("ix_visit_household", "visit", ["household_id", "visited_on"])
    make_record(
        "finding",
        text="household_id",
        maybe_text=("visit_id cadre_id found_on source what remedy owner due_on closed_on closed_as outcome"),
        refers={"household_id": "household", "visit_id": "visit", "cadre_id": "cadre"},
    )
    op.create_index("ix_finding_cadre", "finding", ["cadre_id"])
    op.create_index("ix_finding_due", "finding", ["closed_on", "due_on"])
    op.create_index("ix_finding_household", "finding", ["household_id"])
    op.create_index("ix_finding_visit", "finding", ["visit_id"])


def _campaigns() -> None:
    make_record(
        "campaign",
        number="year",
        maybe_text="division_ids name kind from_on to_on closed_on note",
    )
    make_record(
        "task",
        text="campaign_id household_id",
        maybe_text="checked_on checkers met looked searched reckoned asked outcome note",
        maybe_number="signed",
        refers={"campaign_id": "campaign", "household_id": "household"},
    )
    op.create_index("ix_task_household", "task", ["household_id"])
    op.create_index("ux_task_campaign", "task", ["campaign_id", "household_id"], unique=True)
    make_record(
        "mark",
        text="task_id household_id form subject_id field",
        maybe_text="was value settled reason",
        maybe_number="year",
        refers={"task_id": "task", "household_id": "household"},
    )
    op.create_index("ix_mark_household", "mark", ["household_id"])
    op.create_index("ux_mark_field", "mark", ["task_id", "form", "subject_id", "field"], unique=True)
    make_record(
        "snapshot",
        text="household_id made_on body hash",
        number="year",
        maybe_text="corrects_id reason",
        refers={"household_id": "household", "corrects_id": "snapshot"},
    )
    op.create_index("ix_snapshot_household", "snapshot", ["household_id", "year"])
    op.create_index(
        "ix_snapshot_corrects", "snapshot", ["corrects_id"], sqlite_where=sa.text("corrects_id IS NOT NULL")
    )


def _gained() -> None:
    # Added in place: a batch would copy the largest tables and lose that they are strict.
    op.execute(
        "ALTER TABLE attachment ADD COLUMN visit_id TEXT CONSTRAINT fk_attachment_visit_id REFERENCES visit (id)"
    )
    op.add_column("attachment", sa.Column("purpose", sa.Text()))
    op.create_index("ix_attachment_visit", "attachment", ["visit_id"])
    for name in ("post_from", "post_to", "guardian", "guardian_relation", "guardian_phone"):
        op.add_column("member_year", sa.Column(name, sa.Text()))
    for name in ("post_pay", "care_days"):
        op.add_column("member_year", sa.Column(name, sa.Integer()))
    op.add_column("standing", sa.Column("taper_from", sa.Text()))
    op.add_column("standing", sa.Column("taper_months", sa.Integer()))
