"""Meetings as they were held: moved days, sections with their clock, items, minutes, ratings, what was put on ahead."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What is new.
TABLES = (
    """
CREATE TABLE meeting_move (
    id VARCHAR(32) NOT NULL,
    planned_on DATE NOT NULL,
    day DATE,
    starts VARCHAR(5),
    reason VARCHAR(300) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_move PRIMARY KEY (id),
    CONSTRAINT uq_meeting_move_planned_on UNIQUE (planned_on)
)
""",
    """
CREATE TABLE meeting (
    id VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    planned_on DATE,
    day DATE NOT NULL,
    starts VARCHAR(5) NOT NULL,
    minutes INTEGER NOT NULL,
    leads VARCHAR(32),
    keeps_time VARCHAR(32),
    started_at VARCHAR(27) NOT NULL,
    ended_at VARCHAR(27),
    section VARCHAR NOT NULL,
    clock_since VARCHAR(27),
    last_at VARCHAR(27) NOT NULL,
    on_paper BOOLEAN NOT NULL,
    figures VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting PRIMARY KEY (id),
    CONSTRAINT ck_meeting_section_known
        CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast',
            'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 1 AND 480)),
    CONSTRAINT fk_meeting_leads FOREIGN KEY(leads) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_keeps_time FOREIGN KEY(keeps_time) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE meeting_section (
    id VARCHAR(32) NOT NULL,
    meeting_id VARCHAR(32) NOT NULL,
    kind VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    used_seconds INTEGER NOT NULL,
    counted VARCHAR(300) NOT NULL,
    more INTEGER NOT NULL,
    chart VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_section PRIMARY KEY (id),
    CONSTRAINT uq_meeting_section_meeting_id_kind UNIQUE (meeting_id, kind),
    CONSTRAINT ck_meeting_section_kind_known
        CHECK (kind IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast',
            'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_section_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 0 AND 480)),
    CONSTRAINT ck_meeting_section_used_seconds_range CHECK (used_seconds IS NULL OR (used_seconds >= 0)),
    CONSTRAINT ck_meeting_section_more_range CHECK (more IS NULL OR (more >= 0)),
    CONSTRAINT fk_meeting_section_meeting_id
        FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE meeting_item (
    id VARCHAR(32) NOT NULL,
    meeting_id VARCHAR(32) NOT NULL,
    section VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    item_key VARCHAR(80) NOT NULL,
    say VARCHAR(2000) NOT NULL,
    deal_id VARCHAR(32),
    action_id VARCHAR(32),
    question_id VARCHAR(32),
    added_id VARCHAR(32),
    done BOOLEAN NOT NULL,
    late_by INTEGER NOT NULL,
    put_off INTEGER NOT NULL,
    outcome VARCHAR,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_item PRIMARY KEY (id),
    CONSTRAINT uq_meeting_item_meeting_id_item_key UNIQUE (meeting_id, item_key),
    CONSTRAINT ck_meeting_item_section_known
        CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast',
            'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_item_kind_known
        CHECK (kind IN ('action', 'deal', 'late', 'not_ready', 'full_week', 'week', 'decide', 'question', 'decided',
            'scorecard', 'visits', 'closing', 'written')),
    CONSTRAINT ck_meeting_item_outcome_known
        CHECK (outcome IS NULL OR outcome IN ('settled', 'put_off', 'moved_up', 'dropped')),
    CONSTRAINT ck_meeting_item_put_off_range CHECK (put_off IS NULL OR (put_off >= 0)),
    CONSTRAINT fk_meeting_item_meeting_id
        FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE meeting_entry (
    id VARCHAR(32) NOT NULL,
    meeting_id VARCHAR(32) NOT NULL,
    section VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    at VARCHAR(27) NOT NULL,
    person_id VARCHAR(32),
    due_on DATE,
    action_id VARCHAR(32),
    deal_id VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_entry PRIMARY KEY (id),
    CONSTRAINT ck_meeting_entry_section_known
        CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast',
            'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_entry_kind_known
        CHECK (kind IN ('decision', 'action', 'client', 'looking_back', 'note')),
    CONSTRAINT fk_meeting_entry_meeting_id
        FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_entry_person_id
        FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE meeting_rating (
    id VARCHAR(32) NOT NULL,
    meeting_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    rating INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_rating PRIMARY KEY (id),
    CONSTRAINT uq_meeting_rating_meeting_id_person_id UNIQUE (meeting_id, person_id),
    CONSTRAINT ck_meeting_rating_rating_range CHECK (rating IS NULL OR (rating BETWEEN 1 AND 10)),
    CONSTRAINT fk_meeting_rating_meeting_id
        FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_rating_person_id
        FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE agenda_item (
    id VARCHAR(32) NOT NULL,
    section VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    why VARCHAR(1000) NOT NULL,
    person_id VARCHAR(32),
    deal_id VARCHAR(32),
    question_id VARCHAR(32),
    added_on DATE NOT NULL,
    settled_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT pk_agenda_item PRIMARY KEY (id),
    CONSTRAINT ck_agenda_item_section_known
        CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast',
            'exceptions', 'scorecard', 'close')),
    CONSTRAINT fk_agenda_item_person_id
        FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agenda_item_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agenda_item_question_id
        FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
)
""",
)

# What is made anew: the new shape, and what fills the columns that the old one does not have.
REBUILT = {
    "meeting_series": (
        """
CREATE TABLE meeting_series_new (
    id VARCHAR(32) NOT NULL,
    weekday INTEGER NOT NULL,
    starts VARCHAR(5) NOT NULL,
    minutes INTEGER NOT NULL,
    every_weeks INTEGER NOT NULL,
    first_on DATE NOT NULL,
    first_lead VARCHAR(32),
    second_lead VARCHAR(32),
    first_number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_series PRIMARY KEY (id),
    CONSTRAINT ck_meeting_series_weekday_range CHECK (weekday IS NULL OR (weekday BETWEEN 0 AND 6)),
    CONSTRAINT ck_meeting_series_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 5 AND 480)),
    CONSTRAINT ck_meeting_series_every_weeks_range CHECK (every_weeks IS NULL OR (every_weeks BETWEEN 1 AND 52)),
    CONSTRAINT fk_meeting_series_first_lead
        FOREIGN KEY(first_lead) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_series_second_lead
        FOREIGN KEY(second_lead) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        {"first_number": "1"},
    ),
    "action": (
        """
CREATE TABLE action_new (
    id VARCHAR(32) NOT NULL,
    say VARCHAR(1000) NOT NULL,
    person_id VARCHAR(32),
    due_on DATE,
    agreed_on DATE NOT NULL,
    done_on DATE,
    first_due_on DATE,
    meeting_id VARCHAR(32),
    deal_id VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_action PRIMARY KEY (id),
    CONSTRAINT fk_action_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_action_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        {"first_due_on": "due_on", "meeting_id": "NULL", "deal_id": "NULL"},
    ),
}

INDEXES = (
    "CREATE INDEX ix_action_deal_id ON action (deal_id)",
    "CREATE INDEX ix_action_done_on ON action (done_on)",
    "CREATE INDEX ix_agenda_item_deal_id ON agenda_item (deal_id)",
    "CREATE INDEX ix_meeting_day ON meeting (day)",
    "CREATE INDEX ix_meeting_entry_meeting_id ON meeting_entry (meeting_id)",
)


def upgrade() -> None:
    """Add the new tables, and give actions and the series what they lacked."""
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
