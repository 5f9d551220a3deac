"""Asking and answering, promises, handovers, checklists in versions, remembered import sources."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What is new.
TABLES = (
    """
CREATE TABLE request (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    asked_by VARCHAR(32),
    asked_at VARCHAR(27) NOT NULL,
    decides VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    facts VARCHAR NOT NULL,
    withdrawn_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_request PRIMARY KEY (id),
    CONSTRAINT ck_request_decides_known CHECK (decides IN ('operations', 'both', 'leads', 'owner')),
    CONSTRAINT fk_request_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_request_asked_by FOREIGN KEY(asked_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE request_point (
    id VARCHAR(32) NOT NULL,
    request_id VARCHAR(32) NOT NULL,
    point VARCHAR(40) NOT NULL,
    answer_hundredths INTEGER,
    silence VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_request_point PRIMARY KEY (id),
    CONSTRAINT uq_request_point_request_id_point UNIQUE (request_id, point),
    CONSTRAINT ck_request_point_silence_known CHECK (silence IN ('yes', 'no', 'open')),
    CONSTRAINT ck_request_point_answer_hundredths_range CHECK (answer_hundredths IS NULL OR (answer_hundredths >= 0)),
    CONSTRAINT fk_request_point_request_id
        FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE answer (
    id VARCHAR(32) NOT NULL,
    request_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32),
    seat VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    at VARCHAR(27) NOT NULL,
    valid_until DATE NOT NULL,
    promised_on DATE,
    value_minor INTEGER,
    quantity_hundredths INTEGER,
    phases VARCHAR NOT NULL,
    own BOOLEAN NOT NULL,
    facts VARCHAR NOT NULL,
    taken_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_answer PRIMARY KEY (id),
    CONSTRAINT ck_answer_seat_known CHECK (seat IN ('sales', 'operations', 'owner')),
    CONSTRAINT ck_answer_kind_known CHECK (kind IN ('accept', 'conditions', 'refuse')),
    CONSTRAINT ck_answer_value_minor_range CHECK (value_minor IS NULL OR (value_minor >= 0)),
    CONSTRAINT ck_answer_quantity_hundredths_range CHECK (quantity_hundredths IS NULL OR (quantity_hundredths >= 0)),
    CONSTRAINT fk_answer_request_id FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_answer_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE promise (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    say VARCHAR(1000) NOT NULL,
    said_by VARCHAR(32),
    said_on DATE NOT NULL,
    way VARCHAR NOT NULL,
    due_on DATE,
    first_due_on DATE,
    exists_today VARCHAR,
    kept BOOLEAN,
    ended_on DATE,
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_promise PRIMARY KEY (id),
    CONSTRAINT ck_promise_way_known CHECK (way IN ('spoken', 'written')),
    CONSTRAINT ck_promise_exists_today_known CHECK (exists_today IS NULL OR exists_today IN ('yes', 'no', 'unknown')),
    CONSTRAINT fk_promise_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_said_by FOREIGN KEY(said_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE promise_move (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    promise_id VARCHAR(32),
    from_on DATE,
    to_on DATE,
    moved_by VARCHAR NOT NULL,
    told_first BOOLEAN NOT NULL,
    why VARCHAR NOT NULL,
    who VARCHAR(32),
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_promise_move PRIMARY KEY (id),
    CONSTRAINT ck_promise_move_moved_by_known CHECK (moved_by IN ('sales', 'operations', 'client')),
    CONSTRAINT fk_promise_move_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_move_promise_id
        FOREIGN KEY(promise_id) REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_move_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE handover (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    who VARCHAR(32),
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_handover PRIMARY KEY (id),
    CONSTRAINT ck_handover_kind_known CHECK (kind IN ('given', 'accepted', 'returned')),
    CONSTRAINT fk_handover_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_handover_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE import_source (
    id VARCHAR(32) NOT NULL,
    headers VARCHAR NOT NULL,
    name VARCHAR(200) NOT NULL,
    columns VARCHAR NOT NULL,
    date_order VARCHAR,
    stages VARCHAR NOT NULL,
    used_at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_import_source PRIMARY KEY (id),
    CONSTRAINT uq_import_source_headers UNIQUE (headers)
)
""",
)

# What is made anew: the new shape, and what fills the columns that the old one does not have.
REBUILT = {
    "business": (
        """
CREATE TABLE business_new (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    currency VARCHAR(3) NOT NULL,
    country VARCHAR(2),
    timezone VARCHAR(64) NOT NULL,
    weekdays VARCHAR(7) NOT NULL,
    opens VARCHAR(5) NOT NULL,
    closes VARCHAR(5) NOT NULL,
    own_answers VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_business PRIMARY KEY (id),
    CONSTRAINT ck_business_own_answers_known CHECK (own_answers IN ('allowed', 'after_a_night', 'never'))
)
""",
        {
            "own_answers": "'after_a_night'",
        },
    ),
    "checklist_item": (
        """
CREATE TABLE checklist_item_new (
    id VARCHAR(32) NOT NULL,
    template_id VARCHAR(32) NOT NULL,
    first_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    section VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    needed VARCHAR NOT NULL,
    no_means VARCHAR,
    yes_means VARCHAR,
    unknown_means VARCHAR,
    follows VARCHAR,
    rule_id VARCHAR(32),
    offerings VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_checklist_item PRIMARY KEY (id),
    CONSTRAINT ck_checklist_item_section_known CHECK (section IN ('capacity', 'feasibility', 'data', 'deviations')),
    CONSTRAINT ck_checklist_item_needed_known CHECK (needed IN ('before_promise', 'before_handover', 'not')),
    CONSTRAINT ck_checklist_item_no_means_known CHECK (no_means IS NULL OR no_means IN ('ASK', 'OFF')),
    CONSTRAINT ck_checklist_item_yes_means_known CHECK (yes_means IS NULL OR yes_means IN ('ASK', 'OFF')),
    CONSTRAINT ck_checklist_item_unknown_means_known CHECK (unknown_means IS NULL OR unknown_means IN ('ASK', 'OFF')),
    CONSTRAINT fk_checklist_item_template_id
        FOREIGN KEY(template_id) REFERENCES checklist_template (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_checklist_item_first_id
        FOREIGN KEY(first_id) REFERENCES checklist_item (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_checklist_item_rule_id FOREIGN KEY(rule_id) REFERENCES rule (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        {
            "first_id": "id",
            "unknown_means": "CASE needed WHEN 'before_promise' THEN 'ASK' END",
        },
    ),
    "deal": (
        """
CREATE TABLE deal_new (
    id VARCHAR(32) NOT NULL,
    ref VARCHAR(100) NOT NULL,
    client_id VARCHAR(32) NOT NULL,
    offering_id VARCHAR(32),
    quantity_hundredths INTEGER NOT NULL,
    value_minor INTEGER,
    discount_bp INTEGER,
    cost_minor INTEGER,
    custom_parts INTEGER,
    payment_days INTEGER,
    probability_bp INTEGER,
    salesperson VARCHAR(200),
    stage VARCHAR NOT NULL,
    created_on DATE NOT NULL,
    promised_on DATE,
    first_promised_on DATE,
    promise_given_on DATE,
    expected_close_on DATE,
    won_on DATE,
    lost_on DATE,
    delivered_on DATE,
    rework BOOLEAN,
    client_score INTEGER,
    actual_cost_minor INTEGER,
    actual_hundredths INTEGER,
    note VARCHAR NOT NULL,
    promised_zone VARCHAR,
    against_reason VARCHAR NOT NULL,
    template_id VARCHAR(32),
    won_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_deal PRIMARY KEY (id),
    CONSTRAINT uq_deal_ref UNIQUE (ref),
    CONSTRAINT ck_deal_stage_known
        CHECK (stage IN ('lead', 'intake', 'offered', 'won', 'in delivery', 'delivered', 'lost')),
    CONSTRAINT ck_deal_promised_zone_known
        CHECK (promised_zone IS NULL OR promised_zone IN ('PROMISE', 'OPEN', 'ASK', 'OFF')),
    CONSTRAINT ck_deal_quantity_hundredths_range CHECK (quantity_hundredths IS NULL OR (quantity_hundredths >= 0)),
    CONSTRAINT ck_deal_value_minor_range CHECK (value_minor IS NULL OR (value_minor >= 0)),
    CONSTRAINT ck_deal_discount_bp_range CHECK (discount_bp IS NULL OR (discount_bp BETWEEN -1000000 AND 10000)),
    CONSTRAINT ck_deal_cost_minor_range CHECK (cost_minor IS NULL OR (cost_minor >= 0)),
    CONSTRAINT ck_deal_custom_parts_range CHECK (custom_parts IS NULL OR (custom_parts >= 0)),
    CONSTRAINT ck_deal_payment_days_range CHECK (payment_days IS NULL OR (payment_days >= 0)),
    CONSTRAINT ck_deal_probability_bp_range CHECK (probability_bp IS NULL OR (probability_bp BETWEEN 0 AND 10000)),
    CONSTRAINT ck_deal_client_score_range CHECK (client_score IS NULL OR (client_score BETWEEN 1 AND 5)),
    CONSTRAINT ck_deal_actual_cost_minor_range CHECK (actual_cost_minor IS NULL OR (actual_cost_minor >= 0)),
    CONSTRAINT ck_deal_actual_hundredths_range CHECK (actual_hundredths IS NULL OR (actual_hundredths >= 0)),
    CONSTRAINT fk_deal_client_id FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deal_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deal_template_id
        FOREIGN KEY(template_id) REFERENCES checklist_template (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        {
            "template_id": "(SELECT id FROM checklist_template ORDER BY number DESC LIMIT 1)",
            "won_at": "NULL",
        },
    ),
}

INDEXES = (
    "CREATE INDEX ix_answer_request_id ON answer (request_id)",
    "CREATE INDEX ix_checklist_item_template_id ON checklist_item (template_id)",
    "CREATE INDEX ix_deal_client_id ON deal (client_id)",
    "CREATE INDEX ix_deal_created ON deal (created_on, id)",
    "CREATE INDEX ix_deal_delivered ON deal (stage, delivered_on, id)",
    "CREATE INDEX ix_deal_lost ON deal (stage, lost_on, id)",
    "CREATE INDEX ix_deal_offering_id ON deal (offering_id)",
    "CREATE INDEX ix_deal_open "
    "ON deal ((promised_on IS NULL), promised_on, id) WHERE stage IN ('lead', 'intake', 'offered')",
    "CREATE INDEX ix_deal_sold ON deal ((promised_on IS NULL), promised_on, id) WHERE stage IN ('won', 'in delivery')",
    "CREATE INDEX ix_handover_deal_id ON handover (deal_id)",
    "CREATE INDEX ix_promise_deal_id ON promise (deal_id)",
    "CREATE INDEX ix_promise_move_deal_id ON promise_move (deal_id)",
    "CREATE INDEX ix_request_deal_id ON request (deal_id)",
)


def upgrade() -> None:
    """Add the new tables, and give deals, questions and the business what they lacked."""
    connection = op.get_bind()
    for statement in TABLES:
        connection.exec_driver_sql(statement)
    for table, (made, fills) in REBUILT.items():
        old = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(
            f"INSERT INTO {table}_new ({', '.join([*old, *fills])}) "
            f"SELECT {', '.join([*old, *fills.values()])} FROM {table}"
        )
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in INDEXES:
        connection.exec_driver_sql(statement)
