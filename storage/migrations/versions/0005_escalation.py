"""Questions on the ladder, decisions, steps with people and a money limit, tests without the owner."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# What is new.
TABLES = (
    """
CREATE TABLE question (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32),
    request_id VARCHAR(32),
    subject VARCHAR(300) NOT NULL,
    raised_by VARCHAR(32),
    raised_at VARCHAR(27) NOT NULL,
    sales_say VARCHAR NOT NULL,
    sales_by VARCHAR(32),
    operations_say VARCHAR NOT NULL,
    operations_by VARCHAR(32),
    client_view VARCHAR NOT NULL,
    cause VARCHAR,
    dropped_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_question PRIMARY KEY (id),
    CONSTRAINT ck_question_cause_known
        CHECK (cause IS NULL OR cause IN ('incentives', 'time_horizon', 'words', 'owner')),
    CONSTRAINT fk_question_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_request_id FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_raised_by FOREIGN KEY(raised_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_sales_by FOREIGN KEY(sales_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_operations_by
        FOREIGN KEY(operations_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE question_point (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    point VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_question_point PRIMARY KEY (id),
    CONSTRAINT uq_question_point_question_id_point UNIQUE (question_id, point),
    CONSTRAINT fk_question_point_question_id
        FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE question_option (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    say VARCHAR(1000) NOT NULL,
    cost_minor INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_question_option PRIMARY KEY (id),
    CONSTRAINT ck_question_option_cost_minor_range CHECK (cost_minor IS NULL OR (cost_minor >= 0)),
    CONSTRAINT fk_question_option_question_id
        FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE question_arrival (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    step VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    who VARCHAR(32),
    tried VARCHAR NOT NULL,
    jumped BOOLEAN NOT NULL,
    reason VARCHAR NOT NULL,
    by_clock BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_question_arrival PRIMARY KEY (id),
    CONSTRAINT fk_question_arrival_question_id
        FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_arrival_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE decision (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    who VARCHAR(32),
    at VARCHAR(27) NOT NULL,
    step VARCHAR(32) NOT NULL,
    client_view VARCHAR NOT NULL,
    precedent BOOLEAN NOT NULL,
    promised_on DATE,
    value_minor INTEGER,
    quantity_hundredths INTEGER,
    phases VARCHAR NOT NULL,
    facts VARCHAR,
    owner_was_side BOOLEAN NOT NULL,
    teller VARCHAR(32),
    tell_by DATE,
    told_on DATE,
    review_on DATE,
    was_right BOOLEAN,
    reviewed_on DATE,
    taken_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_decision PRIMARY KEY (id),
    CONSTRAINT uq_decision_question_id UNIQUE (question_id),
    CONSTRAINT ck_decision_kind_known CHECK (kind IN ('accept', 'conditions', 'phased', 'refuse')),
    CONSTRAINT ck_decision_value_minor_range CHECK (value_minor IS NULL OR (value_minor >= 0)),
    CONSTRAINT ck_decision_quantity_hundredths_range
        CHECK (quantity_hundredths IS NULL OR (quantity_hundredths >= 0)),
    CONSTRAINT fk_decision_question_id
        FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_decision_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_decision_teller FOREIGN KEY(teller) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE owner_away (
    id VARCHAR(32) NOT NULL,
    from_day DATE NOT NULL,
    until DATE NOT NULL,
    ended_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT pk_owner_away PRIMARY KEY (id),
    CONSTRAINT ck_owner_away_ends_after_it_begins CHECK (until >= from_day)
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
    climbs_by_itself BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_business PRIMARY KEY (id),
    CONSTRAINT ck_business_own_answers_known CHECK (own_answers IN ('allowed', 'after_a_night', 'never'))
)
""",
        {
            "climbs_by_itself": "1",
        },
    ),
    "ladder_step": (
        """
CREATE TABLE ladder_step_new (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    first_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    decides VARCHAR NOT NULL,
    answer_hundredths INTEGER NOT NULL,
    belongs VARCHAR NOT NULL,
    people VARCHAR NOT NULL,
    money_limit_minor INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_ladder_step PRIMARY KEY (id),
    CONSTRAINT ck_ladder_step_decides_known CHECK (decides IN ('each_alone', 'together', 'leads', 'owner')),
    CONSTRAINT ck_ladder_step_answer_hundredths_range CHECK (answer_hundredths IS NULL OR (answer_hundredths >= 0)),
    CONSTRAINT ck_ladder_step_money_limit_minor_range CHECK (money_limit_minor IS NULL OR (money_limit_minor >= 0)),
    CONSTRAINT fk_ladder_step_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ladder_step_first_id FOREIGN KEY(first_id) REFERENCES ladder_step (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        {
            "people": "''",
            "money_limit_minor": "NULL",
        },
    ),
}

INDEXES = (
    "CREATE INDEX ix_ladder_step_agreement_id ON ladder_step (agreement_id)",
    "CREATE INDEX ix_question_arrival_question_id ON question_arrival (question_id)",
    "CREATE INDEX ix_question_deal_id ON question (deal_id)",
    "CREATE INDEX ix_question_option_question_id ON question_option (question_id)",
)


def upgrade() -> None:
    """Add the new tables, and give steps and the business what they lacked."""
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
