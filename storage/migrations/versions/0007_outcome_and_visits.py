"""What became of a deal: words, shortfalls, looks back and saves; targets; visits to each other's work."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE outcome (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    rework_note VARCHAR(1000) NOT NULL,
    client_comment VARCHAR(1000) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id),
    CONSTRAINT uq_outcome_deal_id UNIQUE (deal_id),
    CONSTRAINT fk_outcome_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE shortfall (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_shortfall PRIMARY KEY (id),
    CONSTRAINT uq_shortfall_deal_id_kind UNIQUE (deal_id, kind),
    CONSTRAINT ck_shortfall_kind_known CHECK (kind IN ('different', 'late', 'below')),
    CONSTRAINT fk_shortfall_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE look_back (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    days INTEGER NOT NULL,
    still_client BOOLEAN,
    client_score INTEGER,
    as_promised BOOLEAN,
    sell_again BOOLEAN,
    say VARCHAR(1000) NOT NULL,
    answered_at VARCHAR(27),
    who VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_look_back PRIMARY KEY (id),
    CONSTRAINT uq_look_back_deal_id_days UNIQUE (deal_id, days),
    CONSTRAINT ck_look_back_days_range CHECK (days IS NULL OR (days BETWEEN 1 AND 365)),
    CONSTRAINT ck_look_back_client_score_range CHECK (client_score IS NULL OR (client_score BETWEEN 1 AND 5)),
    CONSTRAINT fk_look_back_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_look_back_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE saved_failure (
    id VARCHAR(32) NOT NULL,
    say VARCHAR(1000) NOT NULL,
    saved_on DATE NOT NULL,
    value_minor INTEGER,
    deal_id VARCHAR(32),
    person_id VARCHAR(32),
    function VARCHAR,
    version INTEGER NOT NULL,
    CONSTRAINT pk_saved_failure PRIMARY KEY (id),
    CONSTRAINT ck_saved_failure_function_known CHECK (function IS NULL OR function IN ('sales', 'operations')),
    CONSTRAINT ck_saved_failure_value_minor_range CHECK (value_minor IS NULL OR (value_minor >= 0)),
    CONSTRAINT fk_saved_failure_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_saved_failure_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE target (
    id VARCHAR(32) NOT NULL,
    figure VARCHAR NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT uq_target_figure UNIQUE (figure),
    CONSTRAINT ck_target_figure_known
        CHECK (figure IN ('client_score', 'throughput_days', 'margin', 'first_time_right', 'on_time',
            'promises_kept', 'exceptions', 'against_rules', 'answers_in_time', 'owner_share',
            'retained_90_days', 'honest_wins', 'meetings_held', 'days_since_visit', 'load_ahead', 'saves')),
    CONSTRAINT ck_target_hundredths_range CHECK (hundredths IS NULL OR (hundredths >= 0))
)
""",
    """
CREATE TABLE visit (
    id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    what VARCHAR(300) NOT NULL,
    host_id VARCHAR(32),
    deal_id VARCHAR(32),
    planned_on DATE NOT NULL,
    starts VARCHAR(5),
    minutes INTEGER NOT NULL,
    done_on DATE,
    called_off_at VARCHAR(27),
    called_off_because VARCHAR(300) NOT NULL,
    guess VARCHAR(2000) NOT NULL,
    waiting VARCHAR(2000) NOT NULL,
    rework VARCHAR(2000) NOT NULL,
    surprise VARCHAR(2000) NOT NULL,
    client_words VARCHAR(2000) NOT NULL,
    wrong_about VARCHAR(2000) NOT NULL,
    differently VARCHAR(2000) NOT NULL,
    proposal VARCHAR(2000) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_visit PRIMARY KEY (id),
    CONSTRAINT ck_visit_kind_known CHECK (kind IN ('delivery', 'support', 'sales_call')),
    CONSTRAINT ck_visit_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 15 AND 1440)),
    CONSTRAINT fk_visit_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_visit_host_id FOREIGN KEY(host_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_visit_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE visit_learned (
    id VARCHAR(32) NOT NULL,
    visit_id VARCHAR(32) NOT NULL,
    became VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    target_id VARCHAR(32),
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_visit_learned PRIMARY KEY (id),
    CONSTRAINT ck_visit_learned_became_known CHECK (became IN ('agenda_item', 'word', 'rule')),
    CONSTRAINT fk_visit_learned_visit_id FOREIGN KEY(visit_id) REFERENCES visit (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE visit_rhythm (
    id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    every_days INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_visit_rhythm PRIMARY KEY (id),
    CONSTRAINT uq_visit_rhythm_person_id UNIQUE (person_id),
    CONSTRAINT ck_visit_rhythm_every_days_range CHECK (every_days IS NULL OR (every_days BETWEEN 0 AND 3650)),
    CONSTRAINT fk_visit_rhythm_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
)

INDEXES = (
    "CREATE INDEX ix_saved_failure_deal_id ON saved_failure (deal_id)",
    "CREATE INDEX ix_saved_failure_saved_on ON saved_failure (saved_on)",
    "CREATE INDEX ix_visit_deal_id ON visit (deal_id)",
    "CREATE INDEX ix_visit_learned_visit_id ON visit_learned (visit_id)",
    "CREATE INDEX ix_visit_person_id ON visit (person_id)",
    "CREATE INDEX ix_visit_planned_on ON visit (planned_on)",
)


def upgrade() -> None:
    """Add the new tables."""
    connection = op.get_bind()
    for statement in (*TABLES, *INDEXES):
        connection.exec_driver_sql(statement)
