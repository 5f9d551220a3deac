"""The health check with its sealed answers, and how each side sees the work in the business's own words."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

TABLES = (
    """
CREATE TABLE health_check (
    id VARCHAR(32) NOT NULL,
    begun_at VARCHAR(27) NOT NULL,
    short BOOLEAN NOT NULL,
    opened_at VARCHAR(27),
    called_off_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_check PRIMARY KEY (id)
)
""",
    """
CREATE TABLE health_asked (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    sells BOOLEAN NOT NULL,
    delivers BOOLEAN NOT NULL,
    owner BOOLEAN NOT NULL,
    salt VARCHAR(64) NOT NULL,
    sealed VARCHAR(20000) NOT NULL,
    finished_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_asked PRIMARY KEY (id),
    CONSTRAINT uq_health_asked_check_id_person_id UNIQUE (check_id, person_id),
    CONSTRAINT fk_health_asked_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE
        INITIALLY DEFERRED,
    CONSTRAINT fk_health_asked_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE health_statement (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    code VARCHAR(32) NOT NULL,
    area VARCHAR,
    say VARCHAR(300) NOT NULL,
    reversed BOOLEAN NOT NULL,
    short BOOLEAN NOT NULL,
    own BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_statement PRIMARY KEY (id),
    CONSTRAINT uq_health_statement_check_id_code UNIQUE (check_id, code),
    CONSTRAINT ck_health_statement_area_known CHECK (area IS NULL OR area IN ('rules', 'intake', 'rhythm',
        'ladder', 'results', 'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT fk_health_statement_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE
        INITIALLY DEFERRED
)
""",
    """
CREATE TABLE health_answer (
    id VARCHAR(32) NOT NULL,
    asked_id VARCHAR(32) NOT NULL,
    statement_id VARCHAR(32) NOT NULL,
    answer INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_answer PRIMARY KEY (id),
    CONSTRAINT uq_health_answer_asked_id_statement_id UNIQUE (asked_id, statement_id),
    CONSTRAINT ck_health_answer_answer_range CHECK (answer IS NULL OR (answer BETWEEN 1 AND 5)),
    CONSTRAINT fk_health_answer_asked_id FOREIGN KEY(asked_id) REFERENCES health_asked (id) DEFERRABLE
        INITIALLY DEFERRED,
    CONSTRAINT fk_health_answer_statement_id FOREIGN KEY(statement_id) REFERENCES health_statement (id)
        DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE health_guess (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    area VARCHAR NOT NULL,
    function VARCHAR NOT NULL,
    guess INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_guess PRIMARY KEY (id),
    CONSTRAINT uq_health_guess_check_id_area_function UNIQUE (check_id, area, function),
    CONSTRAINT ck_health_guess_area_known CHECK (area IN ('rules', 'intake', 'rhythm', 'ladder', 'results',
        'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT ck_health_guess_function_known CHECK (function IN ('sales', 'operations')),
    CONSTRAINT ck_health_guess_guess_range CHECK (guess IS NULL OR (guess BETWEEN 1 AND 5)),
    CONSTRAINT fk_health_guess_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE
        INITIALLY DEFERRED
)
""",
    """
CREATE TABLE health_repair (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    area VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    action_id VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_repair PRIMARY KEY (id),
    CONSTRAINT uq_health_repair_check_id UNIQUE (check_id),
    CONSTRAINT ck_health_repair_area_known CHECK (area IN ('rules', 'intake', 'rhythm', 'ladder', 'results',
        'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT fk_health_repair_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE
        INITIALLY DEFERRED
)
""",
    """
CREATE TABLE perspective (
    id VARCHAR(32) NOT NULL,
    topic VARCHAR NOT NULL,
    function VARCHAR NOT NULL,
    say VARCHAR(300) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_perspective PRIMARY KEY (id),
    CONSTRAINT uq_perspective_topic_function UNIQUE (topic, function),
    CONSTRAINT ck_perspective_topic_known CHECK (topic IN ('time', 'measure', 'need', 'answer', 'risk')),
    CONSTRAINT ck_perspective_function_known CHECK (function IN ('sales', 'operations'))
)
""",
)


def upgrade() -> None:
    """Add the new tables."""
    connection = op.get_bind()
    for statement in TABLES:
        connection.exec_driver_sql(statement)
