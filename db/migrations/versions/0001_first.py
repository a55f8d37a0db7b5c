"""The first shape of the archive: records, change log, local notes."""

import sqlalchemy as sa
from alembic import op

from db.migrations.making import columns, make_record

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and the shut guard."""
    _records()
    _log()
    _notes()


def _records() -> None:
    make_record(
        "division",
        text="code name level path",
        maybe_text="parent_id valid_from valid_to full_name",
        refers={"parent_id": "division"},
    )
    op.create_index("ix_division_code", "division", ["code"])
    op.create_index("ix_division_parent", "division", ["parent_id"])
    op.create_index("ix_division_path", "division", ["path"])
    make_record(
        "office",
        text="name",
        maybe_text="division_id phone complaint_phone",
        maybe_number="year",
        refers={"division_id": "division"},
    )
    make_record(
        "user",
        text="name role",
        maybe_text="full_name villages phone closed_on",
    )
    op.create_index("ux_user_name", "user", ["name"], unique=True)
    make_record(
        "household",
        text="division_id",
        maybe_text=(
            "code group_name address phone bank_name bank_account village_phone recognised_by "
            "recognised_month resettlement_address flags_note filled_by filler_phone filled_on "
            "head_signed_on closed_on closed_reason remark"
        ),
        maybe_number=(
            "resettled martyr_family only_child two_daughters planned_family on_payroll runs_business "
            "owns_flat owns_car"
        ),
        refers={"division_id": "division"},
    )
    op.create_index("ix_household_code", "household", ["code"])
    op.create_index("ix_household_division", "household", ["division_id", "group_name"])
    make_record(
        "person",
        maybe_text="name id_kind id_number sex birth_date ethnicity code phone disability_number",
    )
    op.create_index("ix_person_code", "person", ["code"])
    op.create_index("ix_person_id_number", "person", ["id_number"])
    op.create_index("ix_person_name", "person", ["name"])
    make_record(
        "membership",
        text="household_id person_id",
        maybe_text="relation joined_on join_reason left_on leave_reason",
        refers={"household_id": "household", "person_id": "person"},
    )
    op.create_index("ix_membership_household", "membership", ["household_id"])
    op.create_index("ix_membership_person", "membership", ["person_id"])
    make_record(
        "standing",
        text="household_id",
        number="year",
        maybe_text=(
            "household_kind attribute poverty_status return_reason not_exit_reason main_cause "
            "second_cause third_cause monitor_class monitored_month risk_1 risk_2 risk_3 risk_4 "
            "risk_5 disaster_kind disaster_note cleared_month clear_way monitor_contact handling"
        ),
        maybe_number=(
            "formerly_poor exit_year planned_exit_year return_year backstop risk_cleared house_then "
            "school_then water_then insurance_then house_now school_now water_now insurance_now "
            "claims_income own_paid income_range per_person_range stated_size stated_total stated_net "
            "stated_per_person confirmed"
        ),
        refers={"household_id": "household"},
    )
    op.create_index("ux_standing_household", "standing", ["household_id", "year"], unique=True)
    make_record(
        "conditions",
        text="household_id",
        number="year",
        maybe_text=(
            "house_structure danger_grade house_source water_source fuel road_kind relocation_mode "
            "resettlement_mode resettlement_place moved_in_on"
        ),
        maybe_number=(
            "house_area built_year dangerous_house rebuilt_year house_subsidy water_safe water_hard "
            "production_power living_power broadcast broadband toilet road_distance cultivated "
            "irrigated forest returned_forest orchard pasture water_area cooperative leading_firm "
            "entrepreneur relocated old_house_gone confirmed"
        ),
        refers={"household_id": "household"},
    )
    op.create_index("ux_conditions_household", "conditions", ["household_id", "year"], unique=True)
    make_record(
        "member_year",
        text="person_id",
        number="year",
        maybe_text=(
            "education school_state school_name dropout_reason political health disability_kind "
            "disability_grade labour work_place work_region employer job_channel industry post_kind "
            "unemployed_reason special note"
        ),
        maybe_number=(
            "mandarin disability_card_year illness_aid health_aid medical_aid doctor_signed "
            "work_months post_months abroad resident_insurance employee_insurance illness_insurance "
            "commercial_insurance accident_insurance resident_pension employee_pension dibao tekun "
            "relocation_person soldier confirmed"
        ),
        refers={"person_id": "person"},
    )
    op.create_index("ux_member_year_person", "member_year", ["person_id", "year"], unique=True)
    make_record(
        "income",
        text="household_id",
        number="year",
        maybe_text="person_id kind what place company period_from period_to basis note",
        maybe_number="amount months scale yield_kg price",
        refers={"household_id": "household", "person_id": "person"},
    )
    op.create_index("ix_income_household", "income", ["household_id", "year"])
    op.create_index("ix_income_person", "income", ["person_id"])
    make_record(
        "answer",
        text="form subject_id field",
        maybe_text="value",
        maybe_number="year",
    )
    op.create_index("ix_answer_form", "answer", ["form", "field"])
    op.create_index("ix_answer_subject", "answer", ["subject_id", "form", "year"])
    make_record(
        "document",
        text="household_id",
        maybe_text="kind title dated original box note",
        maybe_number="present pages signed",
        refers={"household_id": "household"},
    )
    op.create_index("ix_document_household", "document", ["household_id"])
    make_record(
        "attachment",
        text="household_id hash name",
        number="size",
        maybe_text="person_id document_id media taken_on note",
        refers={"household_id": "household", "person_id": "person", "document_id": "document"},
    )
    op.create_index("ix_attachment_document", "attachment", ["document_id"])
    op.create_index("ix_attachment_hash", "attachment", ["hash"])
    op.create_index("ix_attachment_household", "attachment", ["household_id"])
    op.create_index("ix_attachment_person", "attachment", ["person_id"])
    make_record(
        "settled_doubt",
        text="rule household_id fingerprint reason",
        maybe_text="person_id field",
        maybe_number="year",
        refers={"household_id": "household", "person_id": "person"},
    )
    op.create_index("ix_settled_doubt_household", "settled_doubt", ["household_id"])
    op.create_index("ix_settled_doubt_person", "settled_doubt", ["person_id"])


def _log() -> None:
    op.create_table(
        "epoch",
        sa.Column("number", sa.Integer(), nullable=False),
        *columns("device epoch", sa.Text(), nullable=False),
        sa.Column("parent_epoch", sa.Text()),
        sa.Column("parent_dseq", sa.Integer()),
        sa.Column("parent_hash", sa.LargeBinary()),
        sa.PrimaryKeyConstraint("number", name="pk_epoch"),
        sqlite_strict=True,
    )
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        *columns("id txn record record_id action", sa.Text(), nullable=False),
        *columns("base_json set_json old_json actor at", sa.Text(), nullable=False),
        *columns("epoch_number dseq schema_number", sa.Integer(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        *columns("batch reason about", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name="pk_change"),
        sa.ForeignKeyConstraint(["epoch_number"], ["epoch.number"], name="fk_change_epoch_number"),
        sqlite_strict=True,
    )
    op.create_index("ux_change_id", "change", ["id"], unique=True)
    op.create_index("ux_change_dseq", "change", ["epoch_number", "dseq"], unique=True)
    op.create_index("ix_change_about", "change", ["about"])
    op.create_index("ix_change_batch", "change", ["batch"])
    op.create_index("ix_change_record", "change", ["record_id"], sqlite_where=sa.text("action != 'create'"))
    op.create_table(
        "guard",
        *columns("id open", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guard"),
        sqlite_strict=True,
    )
    op.execute("INSERT INTO guard (id, open) VALUES (1, 0)")


def _notes() -> None:
    op.create_table(
        "draft",
        *columns("key user body saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "user", name="pk_draft"),
        sqlite_strict=True,
    )
    op.create_table(
        "shape",
        *columns("fingerprint columns saved_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", name="pk_shape"),
        sqlite_strict=True,
    )
