"""The first file: the business, its agreement, its deals, their checklists and the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

UNDATED = sa.text("(promised_on IS NULL)")


def upgrade() -> None:
    """Make every table of version 1."""
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreement"),
        sa.UniqueConstraint("number", name="uq_agreement_number"),
    )
    op.create_table(
        "business",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("weekdays", sa.String(length=7), nullable=False),
        sa.Column("opens", sa.String(length=5), nullable=False),
        sa.Column("closes", sa.String(length=5), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_business"),
    )
    op.create_table(
        "change",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("who_name", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("window", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_change"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "checklist_template",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_template"),
        sa.UniqueConstraint("number", name="uq_checklist_template_number"),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_client"),
        sa.UniqueConstraint("name", name="uq_client_name"),
    )
    op.create_table(
        "crew",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("weekly_hundredths", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "weekly_hundredths IS NULL OR (weekly_hundredths BETWEEN 0 AND 10000000)",
            name="ck_crew_weekly_hundredths_range",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_crew"),
    )
    op.create_table(
        "day_off",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('public', 'own')", name="ck_day_off_kind_known"),
        sa.PrimaryKeyConstraint("id", name="pk_day_off"),
        sa.UniqueConstraint("day", "kind", name="uq_day_off_day_kind"),
    )
    op.create_table(
        "file_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_file_state_single"),
        sa.PrimaryKeyConstraint("id", name="pk_file_state"),
    )
    op.create_table(
        "offering",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("lead_time_days", sa.Integer(), nullable=True),
        sa.Column("list_price_minor", sa.Integer(), nullable=True),
        sa.Column("unit_cost_minor", sa.Integer(), nullable=True),
        sa.Column("data_needed", sa.String(), nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "lead_time_days IS NULL OR (lead_time_days BETWEEN 0 AND 10000)", name="ck_offering_lead_time_days_range"
        ),
        sa.CheckConstraint(
            "list_price_minor IS NULL OR (list_price_minor >= 0)", name="ck_offering_list_price_minor_range"
        ),
        sa.CheckConstraint(
            "unit_cost_minor IS NULL OR (unit_cost_minor >= 0)", name="ck_offering_unit_cost_minor_range"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offering"),
        sa.UniqueConstraint("name", name="uq_offering_name"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sells", sa.Boolean(), nullable=False),
        sa.Column("delivers", sa.Boolean(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("owner", sa.Boolean(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )
    op.create_table(
        "changed_row",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("change_seq", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("row_id", sa.String(length=32), nullable=False),
        sa.Column("before", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_seq"], ["change.seq"], name="fk_changed_row_change_seq", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("seq", name="pk_changed_row"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changed_row_change_seq", "changed_row", ["change_seq"])
    op.create_index("ix_changed_row_row_id", "changed_row", ["row_id"])
    op.create_table(
        "crew_week",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("crew_id", sa.String(length=32), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "hundredths IS NULL OR (hundredths BETWEEN 0 AND 10000000)", name="ck_crew_week_hundredths_range"
        ),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name="fk_crew_week_crew_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_crew_week"),
        sa.UniqueConstraint("crew_id", "monday", name="uq_crew_week_crew_id_monday"),
    )
    op.create_table(
        "deal",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("ref", sa.String(length=100), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.String(length=32), nullable=True),
        sa.Column("quantity_hundredths", sa.Integer(), nullable=False),
        sa.Column("value_minor", sa.Integer(), nullable=True),
        sa.Column("discount_bp", sa.Integer(), nullable=True),
        sa.Column("cost_minor", sa.Integer(), nullable=True),
        sa.Column("custom_parts", sa.Integer(), nullable=True),
        sa.Column("payment_days", sa.Integer(), nullable=True),
        sa.Column("probability_bp", sa.Integer(), nullable=True),
        sa.Column("salesperson", sa.String(length=200), nullable=True),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("created_on", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("first_promised_on", sa.Date(), nullable=True),
        sa.Column("promise_given_on", sa.Date(), nullable=True),
        sa.Column("expected_close_on", sa.Date(), nullable=True),
        sa.Column("won_on", sa.Date(), nullable=True),
        sa.Column("lost_on", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("rework", sa.Boolean(), nullable=True),
        sa.Column("client_score", sa.Integer(), nullable=True),
        sa.Column("actual_cost_minor", sa.Integer(), nullable=True),
        sa.Column("actual_hundredths", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("promised_zone", sa.String(), nullable=True),
        sa.Column("against_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "promised_zone IS NULL OR promised_zone IN ('PROMISE', 'OPEN', 'ASK', 'OFF')",
            name="ck_deal_promised_zone_known",
        ),
        sa.CheckConstraint(
            "stage IN ('lead', 'intake', 'offered', 'won', 'in delivery', 'delivered', 'lost')",
            name="ck_deal_stage_known",
        ),
        sa.CheckConstraint(
            "actual_cost_minor IS NULL OR (actual_cost_minor >= 0)", name="ck_deal_actual_cost_minor_range"
        ),
        sa.CheckConstraint(
            "actual_hundredths IS NULL OR (actual_hundredths >= 0)", name="ck_deal_actual_hundredths_range"
        ),
        sa.CheckConstraint("client_score IS NULL OR (client_score BETWEEN 1 AND 5)", name="ck_deal_client_score_range"),
        sa.CheckConstraint("cost_minor IS NULL OR (cost_minor >= 0)", name="ck_deal_cost_minor_range"),
        sa.CheckConstraint("custom_parts IS NULL OR (custom_parts >= 0)", name="ck_deal_custom_parts_range"),
        sa.CheckConstraint(
            "discount_bp IS NULL OR (discount_bp BETWEEN -1000000 AND 10000)", name="ck_deal_discount_bp_range"
        ),
        sa.CheckConstraint("payment_days IS NULL OR (payment_days >= 0)", name="ck_deal_payment_days_range"),
        sa.CheckConstraint(
            "probability_bp IS NULL OR (probability_bp BETWEEN 0 AND 10000)", name="ck_deal_probability_bp_range"
        ),
        sa.CheckConstraint(
            "quantity_hundredths IS NULL OR (quantity_hundredths >= 0)", name="ck_deal_quantity_hundredths_range"
        ),
        sa.CheckConstraint("value_minor IS NULL OR (value_minor >= 0)", name="ck_deal_value_minor_range"),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name="fk_deal_client_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_deal_offering_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deal"),
        sa.UniqueConstraint("ref", name="uq_deal_ref"),
    )
    op.create_index("ix_deal_client_id", "deal", ["client_id"])
    op.create_index("ix_deal_created", "deal", ["created_on", "id"])
    op.create_index("ix_deal_delivered", "deal", ["stage", "delivered_on", "id"])
    op.create_index("ix_deal_lost", "deal", ["stage", "lost_on", "id"])
    op.create_index("ix_deal_offering_id", "deal", ["offering_id"])
    op.create_table(
        "meeting_series",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("first_lead", sa.String(length=32), nullable=True),
        sa.Column("second_lead", sa.String(length=32), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "every_weeks IS NULL OR (every_weeks BETWEEN 1 AND 52)", name="ck_meeting_series_every_weeks_range"
        ),
        sa.CheckConstraint("minutes IS NULL OR (minutes BETWEEN 5 AND 480)", name="ck_meeting_series_minutes_range"),
        sa.CheckConstraint("weekday IS NULL OR (weekday BETWEEN 0 AND 6)", name="ck_meeting_series_weekday_range"),
        sa.ForeignKeyConstraint(
            ["first_lead"], ["person.id"], name="fk_meeting_series_first_lead", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["second_lead"], ["person.id"], name="fk_meeting_series_second_lead", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_meeting_series"),
    )
    op.create_table(
        "offering_hours",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.String(length=32), nullable=False),
        sa.Column("crew_id", sa.String(length=32), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "hundredths IS NULL OR (hundredths BETWEEN 0 AND 10000000)", name="ck_offering_hours_hundredths_range"
        ),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name="fk_offering_hours_crew_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"],
            ["offering.id"],
            name="fk_offering_hours_offering_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offering_hours"),
        sa.UniqueConstraint("offering_id", "crew_id", name="uq_offering_hours_offering_id_crew_id"),
    )
    op.create_index("ix_offering_hours_crew_id", "offering_hours", ["crew_id"])
    op.create_table(
        "rule",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("agreement_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=True),
        sa.Column("offering_id", sa.String(length=32), nullable=True),
        sa.Column("promise_limit", sa.Integer(), nullable=True),
        sa.Column("stop_limit", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.Column("decides", sa.String(), nullable=False),
        sa.Column("answer_hundredths", sa.Integer(), nullable=False),
        sa.Column("silence", sa.String(), nullable=False),
        sa.Column("exception_by", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("decides IN ('operations', 'both', 'leads', 'owner')", name="ck_rule_decides_known"),
        sa.CheckConstraint(
            "measure IS NULL OR measure IN ('lead_time', 'margin', 'discount', 'week_load', "
            "'deal_value', 'custom_parts', 'payment_days')",
            name="ck_rule_measure_known",
        ),
        sa.CheckConstraint("silence IN ('yes', 'no', 'open')", name="ck_rule_silence_known"),
        sa.CheckConstraint("zone IS NULL OR zone IN ('ASK', 'OFF')", name="ck_rule_zone_known"),
        sa.CheckConstraint(
            "answer_hundredths IS NULL OR (answer_hundredths >= 0)", name="ck_rule_answer_hundredths_range"
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name="fk_rule_agreement_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["offering.id"], name="fk_rule_offering_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rule"),
    )
    op.create_index("ix_rule_agreement_id", "rule", ["agreement_id"])
    op.create_index("ix_rule_offering_id", "rule", ["offering_id"])
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("deal_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.String(length=37), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("who", sa.String(length=32), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "answer IN ('yes', 'no', 'not_applicable', 'unknown')", name="ck_checklist_answer_answer_known"
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name="fk_checklist_answer_deal_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_answer"),
        sa.UniqueConstraint("deal_id", "item", name="uq_checklist_answer_deal_id_item"),
    )
    op.create_table(
        "checklist_item",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("template_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(), nullable=False),
        sa.Column("say", sa.String(), nullable=False),
        sa.Column("needed", sa.String(), nullable=False),
        sa.Column("no_means", sa.String(), nullable=True),
        sa.Column("yes_means", sa.String(), nullable=True),
        sa.Column("follows", sa.String(), nullable=True),
        sa.Column("rule_id", sa.String(length=32), nullable=True),
        sa.Column("offerings", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "needed IN ('before_promise', 'before_handover', 'not')", name="ck_checklist_item_needed_known"
        ),
        sa.CheckConstraint("no_means IS NULL OR no_means IN ('ASK', 'OFF')", name="ck_checklist_item_no_means_known"),
        sa.CheckConstraint(
            "section IN ('capacity', 'feasibility', 'data', 'deviations')", name="ck_checklist_item_section_known"
        ),
        sa.CheckConstraint(
            "yes_means IS NULL OR yes_means IN ('ASK', 'OFF')", name="ck_checklist_item_yes_means_known"
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["rule.id"], name="fk_checklist_item_rule_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["template_id"],
            ["checklist_template.id"],
            name="fk_checklist_item_template_id",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_item"),
    )
    op.create_index("ix_checklist_item_template_id", "checklist_item", ["template_id"])
    op.create_table(
        "deal_hours",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("deal_id", sa.String(length=32), nullable=False),
        sa.Column("crew_id", sa.String(length=32), nullable=False),
        sa.Column("hundredths", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "hundredths IS NULL OR (hundredths BETWEEN 0 AND 100000000)", name="ck_deal_hours_hundredths_range"
        ),
        sa.ForeignKeyConstraint(
            ["crew_id"], ["crew.id"], name="fk_deal_hours_crew_id", initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name="fk_deal_hours_deal_id", initially="DEFERRED", deferrable=True
        ),
        sa.PrimaryKeyConstraint("id", name="pk_deal_hours"),
        sa.UniqueConstraint("deal_id", "crew_id", name="uq_deal_hours_deal_id_crew_id"),
    )

    op.create_index(
        "ix_deal_open",
        "deal",
        [UNDATED, "promised_on", "id"],
        sqlite_where=sa.text("stage IN ('lead', 'intake', 'offered')"),
    )
    op.create_index(
        "ix_deal_sold", "deal", [UNDATED, "promised_on", "id"], sqlite_where=sa.text("stage IN ('won', 'in delivery')")
    )
    op.execute("INSERT INTO file_state (id, digest) VALUES (1, '00000000000000000000000000000000')")
