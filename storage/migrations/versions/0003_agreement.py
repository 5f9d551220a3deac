"""The agreement in versions: states, signatures, replies, terms of offerings, ladder, allowances, shared words."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# What is new.
TABLES = (
    """
CREATE TABLE offering_terms (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    offering_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    lead_time_days INTEGER,
    list_price_minor INTEGER,
    unit_cost_minor INTEGER,
    options VARCHAR NOT NULL,
    data_needed VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_offering_terms PRIMARY KEY (id),
    CONSTRAINT uq_offering_terms_agreement_id_offering_id UNIQUE (agreement_id, offering_id),
    CONSTRAINT ck_offering_terms_lead_time_days_range
        CHECK (lead_time_days IS NULL OR (lead_time_days BETWEEN 0 AND 10000)),
    CONSTRAINT ck_offering_terms_list_price_minor_range CHECK (list_price_minor IS NULL OR (list_price_minor >= 0)),
    CONSTRAINT ck_offering_terms_unit_cost_minor_range CHECK (unit_cost_minor IS NULL OR (unit_cost_minor >= 0)),
    CONSTRAINT fk_offering_terms_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offering_terms_offering_id
        FOREIGN KEY(offering_id) REFERENCES offering (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE ladder_step (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    first_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    name VARCHAR(200) NOT NULL,
    decides VARCHAR NOT NULL,
    answer_hundredths INTEGER NOT NULL,
    belongs VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_ladder_step PRIMARY KEY (id),
    CONSTRAINT ck_ladder_step_decides_known CHECK (decides IN ('each_alone', 'together', 'leads', 'owner')),
    CONSTRAINT ck_ladder_step_answer_hundredths_range CHECK (answer_hundredths IS NULL OR (answer_hundredths >= 0)),
    CONSTRAINT fk_ladder_step_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ladder_step_first_id FOREIGN KEY(first_id) REFERENCES ladder_step (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE signature (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    function VARCHAR NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_signature PRIMARY KEY (id),
    CONSTRAINT uq_signature_agreement_id_function UNIQUE (agreement_id, function),
    CONSTRAINT ck_signature_function_known CHECK (function IN ('sales', 'operations')),
    CONSTRAINT fk_signature_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_signature_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE reply (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    say VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_reply PRIMARY KEY (id),
    CONSTRAINT fk_reply_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_reply_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE draft_mark (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    rule VARCHAR(32) NOT NULL,
    side VARCHAR NOT NULL,
    mark VARCHAR NOT NULL,
    promise_limit INTEGER,
    stop_limit INTEGER,
    say VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_draft_mark PRIMARY KEY (id),
    CONSTRAINT uq_draft_mark_agreement_id_rule_side UNIQUE (agreement_id, rule, side),
    CONSTRAINT ck_draft_mark_side_known CHECK (side IN ('sales', 'operations', 'both')),
    CONSTRAINT ck_draft_mark_mark_known CHECK (mark IN ('keep', 'change', 'strike')),
    CONSTRAINT fk_draft_mark_agreement_id
        FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE allowance (
    id VARCHAR(32) NOT NULL,
    rule_id VARCHAR(32) NOT NULL,
    client_id VARCHAR(32),
    limit_hundredths INTEGER,
    reason VARCHAR NOT NULL,
    from_day DATE NOT NULL,
    until DATE NOT NULL,
    granted_by VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_allowance PRIMARY KEY (id),
    CONSTRAINT ck_allowance_ends_after_it_begins CHECK (until >= from_day),
    CONSTRAINT fk_allowance_rule_id FOREIGN KEY(rule_id) REFERENCES rule (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_allowance_client_id FOREIGN KEY(client_id) REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_allowance_granted_by FOREIGN KEY(granted_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
    """
CREATE TABLE word (
    id VARCHAR(32) NOT NULL,
    word VARCHAR(100) NOT NULL,
    sales_means VARCHAR NOT NULL,
    operations_means VARCHAR NOT NULL,
    agreed VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_word PRIMARY KEY (id),
    CONSTRAINT uq_word_word UNIQUE (word)
)
""",
)

# What is made anew: the new shape, and how it is filled from the old one.
REBUILT = {
    "agreement": (
        """
CREATE TABLE agreement_new (
    id VARCHAR(32) NOT NULL,
    number INTEGER,
    state VARCHAR NOT NULL,
    in_force_from DATE,
    starts_on DATE,
    based_on VARCHAR(32),
    apart BOOLEAN NOT NULL,
    why VARCHAR NOT NULL,
    veto VARCHAR NOT NULL,
    written_by VARCHAR(32),
    written_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_agreement PRIMARY KEY (id),
    CONSTRAINT uq_agreement_number UNIQUE (number),
    CONSTRAINT ck_agreement_state_known CHECK (state IN ('draft', 'proposed', 'signed', 'dropped')),
    CONSTRAINT ck_agreement_signed_has_a_number
        CHECK ((state = 'signed') = (number IS NOT NULL AND in_force_from IS NOT NULL)),
    CONSTRAINT fk_agreement_based_on FOREIGN KEY(based_on) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agreement_written_by FOREIGN KEY(written_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        "INSERT INTO agreement_new (id, number, state, in_force_from, apart, why, veto, version) "
        "SELECT id, number, 'signed', in_force_from, 0, '', '', version FROM agreement",
    ),
    "rule": (
        """
CREATE TABLE rule_new (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    first_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    measure VARCHAR,
    offering_id VARCHAR(32),
    promise_limit INTEGER,
    stop_limit INTEGER,
    zone VARCHAR,
    decides VARCHAR NOT NULL,
    answer_hundredths INTEGER NOT NULL,
    silence VARCHAR NOT NULL,
    exception_by VARCHAR NOT NULL,
    why VARCHAR NOT NULL,
    say VARCHAR NOT NULL,
    told VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_rule PRIMARY KEY (id),
    CONSTRAINT ck_rule_measure_known
        CHECK (measure IS NULL OR measure IN ('lead_time', 'margin', 'discount', 'week_load', 'deal_value',
        'custom_parts', 'payment_days')),
    CONSTRAINT ck_rule_zone_known CHECK (zone IS NULL OR zone IN ('ASK', 'OFF')),
    CONSTRAINT ck_rule_decides_known CHECK (decides IN ('operations', 'both', 'leads', 'owner')),
    CONSTRAINT ck_rule_silence_known CHECK (silence IN ('yes', 'no', 'open')),
    CONSTRAINT ck_rule_answer_hundredths_range CHECK (answer_hundredths IS NULL OR (answer_hundredths >= 0)),
    CONSTRAINT fk_rule_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rule_first_id FOREIGN KEY(first_id) REFERENCES rule (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rule_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        "INSERT INTO rule_new (id, agreement_id, first_id, position, measure, offering_id, "
        "promise_limit, stop_limit, zone, decides, answer_hundredths, silence, exception_by, why, "
        "say, told, version) "
        "SELECT id, agreement_id, id, position, measure, offering_id, promise_limit, stop_limit, "
        "zone, decides, answer_hundredths, silence, exception_by, why, say, '', version FROM rule",
    ),
    "offering_hours": (
        """
CREATE TABLE offering_hours_new (
    id VARCHAR(32) NOT NULL,
    terms_id VARCHAR(32) NOT NULL,
    crew_id VARCHAR(32) NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_offering_hours PRIMARY KEY (id),
    CONSTRAINT uq_offering_hours_terms_id_crew_id UNIQUE (terms_id, crew_id),
    CONSTRAINT ck_offering_hours_hundredths_range CHECK (hundredths IS NULL OR (hundredths BETWEEN 0 AND 10000000)),
    CONSTRAINT fk_offering_hours_terms_id
        FOREIGN KEY(terms_id) REFERENCES offering_terms (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offering_hours_crew_id FOREIGN KEY(crew_id) REFERENCES crew (id) DEFERRABLE INITIALLY DEFERRED
)
""",
        "INSERT INTO offering_hours_new (id, terms_id, crew_id, hundredths, version) "
        "SELECT h.id, t.id, h.crew_id, h.hundredths, h.version FROM offering_hours h JOIN "
        "offering_terms t ON t.offering_id = h.offering_id",
    ),
    "offering": (
        """
CREATE TABLE offering_new (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_offering PRIMARY KEY (id),
    CONSTRAINT uq_offering_name UNIQUE (name)
)
""",
        "INSERT INTO offering_new (id, name, position, version) SELECT id, name, position, version FROM offering",
    ),
}

INDEXES = (
    "CREATE INDEX ix_ladder_step_agreement_id ON ladder_step (agreement_id)",
    "CREATE INDEX ix_offering_hours_crew_id ON offering_hours (crew_id)",
    "CREATE INDEX ix_offering_terms_offering_id ON offering_terms (offering_id)",
    "CREATE INDEX ix_reply_agreement_id ON reply (agreement_id)",
    "CREATE INDEX ix_rule_agreement_id ON rule (agreement_id)",
    "CREATE INDEX ix_rule_first_id ON rule (first_id)",
    "CREATE INDEX ix_rule_offering_id ON rule (offering_id)",
)

NEW_ID = "lower(hex(randomblob(16)))"

STEPS = (
    ("Own desk", "each_alone", 400, "Settled inside our own rules. Written down only if it was close."),
    (
        "Both together",
        "together",
        800,
        "At once if the client waits, else in the next meeting. Try another date, phases, scope or price.",
    ),
    (
        "Leads of both sides",
        "leads",
        800,
        "One page: the facts, both views, the options, what each costs, and how the client sees it.",
    ),
    ("Owner", "owner", 1600, "Law and safety, over the agreed money limit, a red rule, or leads who stay split."),
)
WORDS = (
    "urgent", "standard", "custom", "confirmed", "capacity", "lead time",
    "promise", "estimate", "done", "exception", "available", "rework",
)  # fmt: skip


def upgrade() -> None:
    """Add the new tables, and move what is known of each offering into the terms of the version in force."""
    connection = op.get_bind()
    for statement in TABLES:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "INSERT INTO offering_terms (id, agreement_id, offering_id, position, lead_time_days, list_price_minor, "
        f"unit_cost_minor, options, data_needed, version) SELECT {NEW_ID}, a.id, o.id, o.position, o.lead_time_days, "
        "o.list_price_minor, o.unit_cost_minor, '', o.data_needed, 1 FROM offering o, agreement a WHERE o.draft = 0"
    )
    for table, (made, filled) in REBUILT.items():
        connection.exec_driver_sql(made)
        connection.exec_driver_sql(filled)
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in INDEXES:
        connection.exec_driver_sql(statement)
    _add_ladder_and_words(connection)


def _add_ladder_and_words(connection: object) -> None:
    """Give a business that has an agreement the usual ladder and the words to agree on first."""
    run = connection.exec_driver_sql  # type: ignore[attr-defined]
    for (agreement,) in run("SELECT id FROM agreement").fetchall():
        for position, (name, decides, hours, belongs) in enumerate(STEPS):
            (key,) = run(f"SELECT {NEW_ID}").fetchone()
            run(
                "INSERT INTO ladder_step (id, agreement_id, first_id, position, name, decides, answer_hundredths, "
                "belongs, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
                (key, agreement, key, position, name, decides, hours, belongs),
            )
    if run("SELECT count(*) FROM agreement").scalar():
        for position, word in enumerate(WORDS):
            run(
                "INSERT INTO word (id, word, sales_means, operations_means, agreed, position, version) "
                f"VALUES ({NEW_ID}, ?, '', '', '', ?, 1)",
                (word, position),
            )
