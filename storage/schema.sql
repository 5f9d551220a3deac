CREATE TABLE action (
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
);
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
    CONSTRAINT ck_agenda_item_section_known CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast', 'exceptions', 'scorecard', 'close')),
    CONSTRAINT fk_agenda_item_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agenda_item_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agenda_item_question_id FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE agreement (
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
    CONSTRAINT ck_agreement_signed_has_a_number CHECK ((state = 'signed') = (number IS NOT NULL AND in_force_from IS NOT NULL)),
    CONSTRAINT fk_agreement_based_on FOREIGN KEY(based_on) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_agreement_written_by FOREIGN KEY(written_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
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
);
CREATE TABLE business (
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
);
CREATE TABLE change (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    at VARCHAR(27) NOT NULL,
    who VARCHAR(32) NOT NULL,
    who_name VARCHAR NOT NULL,
    label VARCHAR NOT NULL,
    undoes INTEGER,
    window VARCHAR(32) NOT NULL
);
CREATE TABLE changed_row (
    seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    change_seq INTEGER NOT NULL,
    topic VARCHAR NOT NULL,
    row_id VARCHAR(32) NOT NULL,
    "before" VARCHAR,
    "after" VARCHAR,
    CONSTRAINT fk_changed_row_change_seq FOREIGN KEY(change_seq) REFERENCES change (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE checklist_answer (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    item VARCHAR(37) NOT NULL,
    answer VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    who VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_checklist_answer PRIMARY KEY (id),
    CONSTRAINT uq_checklist_answer_deal_id_item UNIQUE (deal_id, item),
    CONSTRAINT ck_checklist_answer_answer_known CHECK (answer IN ('yes', 'no', 'not_applicable', 'unknown')),
    CONSTRAINT fk_checklist_answer_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE checklist_item (
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
    CONSTRAINT fk_checklist_item_template_id FOREIGN KEY(template_id) REFERENCES checklist_template (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_checklist_item_first_id FOREIGN KEY(first_id) REFERENCES checklist_item (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_checklist_item_rule_id FOREIGN KEY(rule_id) REFERENCES rule (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE checklist_template (
    id VARCHAR(32) NOT NULL,
    number INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_checklist_template PRIMARY KEY (id),
    CONSTRAINT uq_checklist_template_number UNIQUE (number)
);
CREATE TABLE client (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    note VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_client PRIMARY KEY (id),
    CONSTRAINT uq_client_name UNIQUE (name)
);
CREATE TABLE crew (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    weekly_hundredths INTEGER NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_crew PRIMARY KEY (id),
    CONSTRAINT ck_crew_weekly_hundredths_range CHECK (weekly_hundredths IS NULL OR (weekly_hundredths BETWEEN 0 AND 10000000))
);
CREATE TABLE crew_week (
    id VARCHAR(32) NOT NULL,
    crew_id VARCHAR(32) NOT NULL,
    monday DATE NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_crew_week PRIMARY KEY (id),
    CONSTRAINT uq_crew_week_crew_id_monday UNIQUE (crew_id, monday),
    CONSTRAINT ck_crew_week_hundredths_range CHECK (hundredths IS NULL OR (hundredths BETWEEN 0 AND 10000000)),
    CONSTRAINT fk_crew_week_crew_id FOREIGN KEY(crew_id) REFERENCES crew (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE day_off (
    id VARCHAR(32) NOT NULL,
    day DATE NOT NULL,
    kind VARCHAR NOT NULL,
    name VARCHAR(200) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_day_off PRIMARY KEY (id),
    CONSTRAINT uq_day_off_day_kind UNIQUE (day, kind),
    CONSTRAINT ck_day_off_kind_known CHECK (kind IN ('public', 'own'))
);
CREATE TABLE deal (
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
    CONSTRAINT ck_deal_stage_known CHECK (stage IN ('lead', 'intake', 'offered', 'won', 'in delivery', 'delivered', 'lost')),
    CONSTRAINT ck_deal_promised_zone_known CHECK (promised_zone IS NULL OR promised_zone IN ('PROMISE', 'OPEN', 'ASK', 'OFF')),
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
    CONSTRAINT fk_deal_template_id FOREIGN KEY(template_id) REFERENCES checklist_template (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE deal_hours (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    crew_id VARCHAR(32) NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_deal_hours PRIMARY KEY (id),
    CONSTRAINT uq_deal_hours_deal_id_crew_id UNIQUE (deal_id, crew_id),
    CONSTRAINT ck_deal_hours_hundredths_range CHECK (hundredths IS NULL OR (hundredths BETWEEN 0 AND 100000000)),
    CONSTRAINT fk_deal_hours_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_deal_hours_crew_id FOREIGN KEY(crew_id) REFERENCES crew (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_decision_quantity_hundredths_range CHECK (quantity_hundredths IS NULL OR (quantity_hundredths >= 0)),
    CONSTRAINT fk_decision_question_id FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_decision_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_decision_teller FOREIGN KEY(teller) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT fk_draft_mark_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE file_state (
    id INTEGER NOT NULL,
    digest VARCHAR(32) NOT NULL,
    CONSTRAINT pk_file_state PRIMARY KEY (id),
    CONSTRAINT ck_file_state_single CHECK (id = 1)
);
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
);
CREATE TABLE health_answer (
    id VARCHAR(32) NOT NULL,
    asked_id VARCHAR(32) NOT NULL,
    statement_id VARCHAR(32) NOT NULL,
    answer INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_answer PRIMARY KEY (id),
    CONSTRAINT uq_health_answer_asked_id_statement_id UNIQUE (asked_id, statement_id),
    CONSTRAINT ck_health_answer_answer_range CHECK (answer IS NULL OR (answer BETWEEN 1 AND 5)),
    CONSTRAINT fk_health_answer_asked_id FOREIGN KEY(asked_id) REFERENCES health_asked (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_health_answer_statement_id FOREIGN KEY(statement_id) REFERENCES health_statement (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT fk_health_asked_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_health_asked_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE health_check (
    id VARCHAR(32) NOT NULL,
    begun_at VARCHAR(27) NOT NULL,
    short BOOLEAN NOT NULL,
    opened_at VARCHAR(27),
    called_off_at VARCHAR(27),
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_check PRIMARY KEY (id)
);
CREATE TABLE health_guess (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    area VARCHAR NOT NULL,
    function VARCHAR NOT NULL,
    guess INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_guess PRIMARY KEY (id),
    CONSTRAINT uq_health_guess_check_id_area_function UNIQUE (check_id, area, function),
    CONSTRAINT ck_health_guess_area_known CHECK (area IN ('rules', 'intake', 'rhythm', 'ladder', 'results', 'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT ck_health_guess_function_known CHECK (function IN ('sales', 'operations')),
    CONSTRAINT ck_health_guess_guess_range CHECK (guess IS NULL OR (guess BETWEEN 1 AND 5)),
    CONSTRAINT fk_health_guess_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE health_repair (
    id VARCHAR(32) NOT NULL,
    check_id VARCHAR(32) NOT NULL,
    area VARCHAR NOT NULL,
    say VARCHAR(1000) NOT NULL,
    action_id VARCHAR(32),
    version INTEGER NOT NULL,
    CONSTRAINT pk_health_repair PRIMARY KEY (id),
    CONSTRAINT uq_health_repair_check_id UNIQUE (check_id),
    CONSTRAINT ck_health_repair_area_known CHECK (area IN ('rules', 'intake', 'rhythm', 'ladder', 'results', 'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT fk_health_repair_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_health_statement_area_known CHECK (area IS NULL OR area IN ('rules', 'intake', 'rhythm', 'ladder', 'results', 'seeing', 'capacity', 'client', 'standard', 'tone')),
    CONSTRAINT fk_health_statement_check_id FOREIGN KEY(check_id) REFERENCES health_check (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
CREATE TABLE ladder_step (
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
    CONSTRAINT fk_ladder_step_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_ladder_step_first_id FOREIGN KEY(first_id) REFERENCES ladder_step (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
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
    CONSTRAINT ck_meeting_section_known CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast', 'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 1 AND 480)),
    CONSTRAINT fk_meeting_leads FOREIGN KEY(leads) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_keeps_time FOREIGN KEY(keeps_time) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_meeting_entry_section_known CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast', 'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_entry_kind_known CHECK (kind IN ('decision', 'action', 'client', 'looking_back', 'note')),
    CONSTRAINT fk_meeting_entry_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_entry_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_meeting_item_section_known CHECK (section IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast', 'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_item_kind_known CHECK (kind IN ('action', 'deal', 'late', 'not_ready', 'full_week', 'week', 'decide', 'question', 'decided', 'scorecard', 'visits', 'closing', 'written')),
    CONSTRAINT ck_meeting_item_outcome_known CHECK (outcome IS NULL OR outcome IN ('settled', 'put_off', 'moved_up', 'dropped')),
    CONSTRAINT ck_meeting_item_put_off_range CHECK (put_off IS NULL OR (put_off >= 0)),
    CONSTRAINT fk_meeting_item_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE meeting_move (
    id VARCHAR(32) NOT NULL,
    planned_on DATE NOT NULL,
    day DATE,
    starts VARCHAR(5),
    reason VARCHAR(300) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_move PRIMARY KEY (id),
    CONSTRAINT uq_meeting_move_planned_on UNIQUE (planned_on)
);
CREATE TABLE meeting_rating (
    id VARCHAR(32) NOT NULL,
    meeting_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    rating INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_meeting_rating PRIMARY KEY (id),
    CONSTRAINT uq_meeting_rating_meeting_id_person_id UNIQUE (meeting_id, person_id),
    CONSTRAINT ck_meeting_rating_rating_range CHECK (rating IS NULL OR (rating BETWEEN 1 AND 10)),
    CONSTRAINT fk_meeting_rating_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_rating_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_meeting_section_kind_known CHECK (kind IN ('since_last_time', 'deals_ahead', 'bottlenecks', 'forecast', 'exceptions', 'scorecard', 'close')),
    CONSTRAINT ck_meeting_section_minutes_range CHECK (minutes IS NULL OR (minutes BETWEEN 0 AND 480)),
    CONSTRAINT ck_meeting_section_used_seconds_range CHECK (used_seconds IS NULL OR (used_seconds >= 0)),
    CONSTRAINT ck_meeting_section_more_range CHECK (more IS NULL OR (more >= 0)),
    CONSTRAINT fk_meeting_section_meeting_id FOREIGN KEY(meeting_id) REFERENCES meeting (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE meeting_series (
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
    CONSTRAINT fk_meeting_series_first_lead FOREIGN KEY(first_lead) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_meeting_series_second_lead FOREIGN KEY(second_lead) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE offering (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_offering PRIMARY KEY (id),
    CONSTRAINT uq_offering_name UNIQUE (name)
);
CREATE TABLE offering_hours (
    id VARCHAR(32) NOT NULL,
    terms_id VARCHAR(32) NOT NULL,
    crew_id VARCHAR(32) NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_offering_hours PRIMARY KEY (id),
    CONSTRAINT uq_offering_hours_terms_id_crew_id UNIQUE (terms_id, crew_id),
    CONSTRAINT ck_offering_hours_hundredths_range CHECK (hundredths IS NULL OR (hundredths BETWEEN 0 AND 10000000)),
    CONSTRAINT fk_offering_hours_terms_id FOREIGN KEY(terms_id) REFERENCES offering_terms (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offering_hours_crew_id FOREIGN KEY(crew_id) REFERENCES crew (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_offering_terms_lead_time_days_range CHECK (lead_time_days IS NULL OR (lead_time_days BETWEEN 0 AND 10000)),
    CONSTRAINT ck_offering_terms_list_price_minor_range CHECK (list_price_minor IS NULL OR (list_price_minor >= 0)),
    CONSTRAINT ck_offering_terms_unit_cost_minor_range CHECK (unit_cost_minor IS NULL OR (unit_cost_minor >= 0)),
    CONSTRAINT fk_offering_terms_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_offering_terms_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE outcome (
    id VARCHAR(32) NOT NULL,
    deal_id VARCHAR(32) NOT NULL,
    rework_note VARCHAR(1000) NOT NULL,
    client_comment VARCHAR(1000) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_outcome PRIMARY KEY (id),
    CONSTRAINT uq_outcome_deal_id UNIQUE (deal_id),
    CONSTRAINT fk_outcome_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE owner_away (
    id VARCHAR(32) NOT NULL,
    from_day DATE NOT NULL,
    until DATE NOT NULL,
    ended_on DATE,
    version INTEGER NOT NULL,
    CONSTRAINT pk_owner_away PRIMARY KEY (id),
    CONSTRAINT ck_owner_away_ends_after_it_begins CHECK (until >= from_day)
);
CREATE TABLE person (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(200) NOT NULL,
    sells BOOLEAN NOT NULL,
    delivers BOOLEAN NOT NULL,
    leads BOOLEAN NOT NULL,
    owner BOOLEAN NOT NULL,
    left_on DATE,
    position INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id)
);
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
);
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
);
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
    CONSTRAINT fk_promise_move_promise_id FOREIGN KEY(promise_id) REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_promise_move_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT ck_question_cause_known CHECK (cause IS NULL OR cause IN ('incentives', 'time_horizon', 'words', 'owner')),
    CONSTRAINT fk_question_deal_id FOREIGN KEY(deal_id) REFERENCES deal (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_request_id FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_raised_by FOREIGN KEY(raised_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_sales_by FOREIGN KEY(sales_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_operations_by FOREIGN KEY(operations_by) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
    CONSTRAINT fk_question_arrival_question_id FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_question_arrival_who FOREIGN KEY(who) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE question_option (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    position INTEGER NOT NULL,
    say VARCHAR(1000) NOT NULL,
    cost_minor INTEGER,
    version INTEGER NOT NULL,
    CONSTRAINT pk_question_option PRIMARY KEY (id),
    CONSTRAINT ck_question_option_cost_minor_range CHECK (cost_minor IS NULL OR (cost_minor >= 0)),
    CONSTRAINT fk_question_option_question_id FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE question_point (
    id VARCHAR(32) NOT NULL,
    question_id VARCHAR(32) NOT NULL,
    point VARCHAR(40) NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_question_point PRIMARY KEY (id),
    CONSTRAINT uq_question_point_question_id_point UNIQUE (question_id, point),
    CONSTRAINT fk_question_point_question_id FOREIGN KEY(question_id) REFERENCES question (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE reply (
    id VARCHAR(32) NOT NULL,
    agreement_id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    say VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_reply PRIMARY KEY (id),
    CONSTRAINT fk_reply_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_reply_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
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
    CONSTRAINT fk_request_point_request_id FOREIGN KEY(request_id) REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE rule (
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
    CONSTRAINT ck_rule_measure_known CHECK (measure IS NULL OR measure IN ('lead_time', 'margin', 'discount', 'week_load', 'deal_value', 'custom_parts', 'payment_days')),
    CONSTRAINT ck_rule_zone_known CHECK (zone IS NULL OR zone IN ('ASK', 'OFF')),
    CONSTRAINT ck_rule_decides_known CHECK (decides IN ('operations', 'both', 'leads', 'owner')),
    CONSTRAINT ck_rule_silence_known CHECK (silence IN ('yes', 'no', 'open')),
    CONSTRAINT ck_rule_answer_hundredths_range CHECK (answer_hundredths IS NULL OR (answer_hundredths >= 0)),
    CONSTRAINT fk_rule_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rule_first_id FOREIGN KEY(first_id) REFERENCES rule (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_rule_offering_id FOREIGN KEY(offering_id) REFERENCES offering (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
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
);
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
    CONSTRAINT fk_signature_agreement_id FOREIGN KEY(agreement_id) REFERENCES agreement (id) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT fk_signature_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE TABLE target (
    id VARCHAR(32) NOT NULL,
    figure VARCHAR NOT NULL,
    hundredths INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_target PRIMARY KEY (id),
    CONSTRAINT uq_target_figure UNIQUE (figure),
    CONSTRAINT ck_target_figure_known CHECK (figure IN ('client_score', 'throughput_days', 'margin', 'first_time_right', 'on_time', 'promises_kept', 'exceptions', 'against_rules', 'answers_in_time', 'owner_share', 'retained_90_days', 'honest_wins', 'meetings_held', 'days_since_visit', 'load_ahead', 'saves')),
    CONSTRAINT ck_target_hundredths_range CHECK (hundredths IS NULL OR (hundredths >= 0))
);
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
);
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
);
CREATE TABLE visit_rhythm (
    id VARCHAR(32) NOT NULL,
    person_id VARCHAR(32) NOT NULL,
    every_days INTEGER NOT NULL,
    version INTEGER NOT NULL,
    CONSTRAINT pk_visit_rhythm PRIMARY KEY (id),
    CONSTRAINT uq_visit_rhythm_person_id UNIQUE (person_id),
    CONSTRAINT ck_visit_rhythm_every_days_range CHECK (every_days IS NULL OR (every_days BETWEEN 0 AND 3650)),
    CONSTRAINT fk_visit_rhythm_person_id FOREIGN KEY(person_id) REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED
);
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
);
CREATE INDEX ix_action_deal_id ON action (deal_id);
CREATE INDEX ix_action_done_on ON action (done_on);
CREATE INDEX ix_agenda_item_deal_id ON agenda_item (deal_id);
CREATE INDEX ix_answer_request_id ON answer (request_id);
CREATE INDEX ix_changed_row_change_seq ON changed_row (change_seq);
CREATE INDEX ix_changed_row_row_id ON changed_row (row_id);
CREATE INDEX ix_checklist_item_template_id ON checklist_item (template_id);
CREATE INDEX ix_deal_client_id ON deal (client_id);
CREATE INDEX ix_deal_created ON deal (created_on, id);
CREATE INDEX ix_deal_delivered ON deal (stage, delivered_on, id);
CREATE INDEX ix_deal_lost ON deal (stage, lost_on, id);
CREATE INDEX ix_deal_offering_id ON deal (offering_id);
CREATE INDEX ix_deal_open ON deal ((promised_on IS NULL), promised_on, id) WHERE stage IN ('lead', 'intake', 'offered');
CREATE INDEX ix_deal_sold ON deal ((promised_on IS NULL), promised_on, id) WHERE stage IN ('won', 'in delivery');
CREATE INDEX ix_handover_deal_id ON handover (deal_id);
CREATE INDEX ix_ladder_step_agreement_id ON ladder_step (agreement_id);
CREATE INDEX ix_meeting_day ON meeting (day);
CREATE INDEX ix_meeting_entry_meeting_id ON meeting_entry (meeting_id);
CREATE INDEX ix_offering_hours_crew_id ON offering_hours (crew_id);
CREATE INDEX ix_offering_terms_offering_id ON offering_terms (offering_id);
CREATE INDEX ix_promise_deal_id ON promise (deal_id);
CREATE INDEX ix_promise_move_deal_id ON promise_move (deal_id);
CREATE INDEX ix_question_arrival_question_id ON question_arrival (question_id);
CREATE INDEX ix_question_deal_id ON question (deal_id);
CREATE INDEX ix_question_option_question_id ON question_option (question_id);
CREATE INDEX ix_reply_agreement_id ON reply (agreement_id);
CREATE INDEX ix_request_deal_id ON request (deal_id);
CREATE INDEX ix_rule_agreement_id ON rule (agreement_id);
CREATE INDEX ix_rule_first_id ON rule (first_id);
CREATE INDEX ix_rule_offering_id ON rule (offering_id);
CREATE INDEX ix_saved_failure_deal_id ON saved_failure (deal_id);
CREATE INDEX ix_saved_failure_saved_on ON saved_failure (saved_on);
CREATE INDEX ix_visit_deal_id ON visit (deal_id);
CREATE INDEX ix_visit_learned_visit_id ON visit_learned (visit_id);
CREATE INDEX ix_visit_person_id ON visit (person_id);
CREATE INDEX ix_visit_planned_on ON visit (planned_on);
INSERT INTO file_state (id, digest) VALUES (1, '00000000000000000000000000000000');
