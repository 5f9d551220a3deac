"""What an export holds: every table in words and numbers that a person reads, with names in place of keys.

The sheet "deals" has the field names of an import as its headings, so that it can be taken in again as it is.
"""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

from storage import sqlite
from storage.amounts import minor_digits


class Kind(Enum):
    """What a column holds, and so how it is stored: money in minor units, the others as their names say."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"
    HUNDREDTHS = "hundredths"
    DAY = "day"
    INSTANT = "instant"
    YES_NO = "yes or no"


class Column(NamedTuple):
    """One column of a sheet."""

    heading: str
    kind: Kind = Kind.TEXT


class Sheet(NamedTuple):
    """One sheet: its columns, and the query that gives them in that order."""

    name: str
    columns: tuple[Column, ...]
    sql: str


def _columns(text: str) -> tuple[Column, ...]:
    """Read columns written as "heading" or "heading:KIND"."""
    found = []
    for word in text.split():
        heading, _, kind = word.partition(":")
        found.append(Column(heading.replace("~", " "), Kind[kind] if kind else Kind.TEXT))
    return tuple(found)


DEALS = Sheet(
    "deals",
    _columns(
        "ref client offering quantity:HUNDREDTHS value:MONEY discount_percent:HUNDREDTHS cost:MONEY hours:HUNDREDTHS "
        "crew custom_parts:COUNT payment_days:COUNT probability_percent:HUNDREDTHS salesperson stage created_on:DAY "
        "promised_on:DAY expected_close_on:DAY won_on:DAY lost_on:DAY delivered_on:DAY rework:YES_NO "
        "client_score:COUNT actual_cost:MONEY actual_hours:HUNDREDTHS note"
    ),
    "SELECT d.ref, c.name, o.name, d.quantity_hundredths, d.value_minor, d.discount_bp, d.cost_minor, "
    "(SELECT sum(h.hundredths) FROM deal_hours h WHERE h.deal_id = d.id), "
    "(SELECT min(w.name) FROM deal_hours h JOIN crew w ON w.id = h.crew_id WHERE h.deal_id = d.id "
    "HAVING count(*) = 1), "
    "d.custom_parts, d.payment_days, d.probability_bp, d.salesperson, d.stage, d.created_on, d.promised_on, "
    "d.expected_close_on, d.won_on, d.lost_on, d.delivered_on, d.rework, d.client_score, d.actual_cost_minor, "
    "d.actual_hundredths, d.note FROM deal d JOIN client c ON c.id = d.client_id "
    "LEFT JOIN offering o ON o.id = d.offering_id ORDER BY d.created_on, d.ref",
)

SHEETS = (
    DEALS,
    Sheet(
        "deal hours",
        _columns("ref crew hours:HUNDREDTHS"),
        "SELECT d.ref, w.name, h.hundredths FROM deal_hours h JOIN deal d ON d.id = h.deal_id "
        "JOIN crew w ON w.id = h.crew_id ORDER BY d.created_on, d.ref, w.position, w.name",
    ),
    Sheet(
        "promises",
        _columns("ref client promise_given_on:DAY first_promised_on:DAY promised_on:DAY zone against_rule_because"),
        "SELECT d.ref, c.name, d.promise_given_on, d.first_promised_on, d.promised_on, d.promised_zone, "
        "d.against_reason FROM deal d JOIN client c ON c.id = d.client_id WHERE d.promise_given_on IS NOT NULL "
        "OR d.first_promised_on IS NOT NULL OR d.promised_zone IS NOT NULL ORDER BY d.created_on, d.ref",
    ),
    Sheet(
        "checklist answers",
        _columns("ref question answer note who at:INSTANT"),
        "SELECT d.ref, coalesce(i.say, r.say, a.item), a.answer, a.note, coalesce(p.name, ''), a.at "
        "FROM checklist_answer a JOIN deal d ON d.id = a.deal_id LEFT JOIN checklist_item i ON i.id = a.item "
        "LEFT JOIN rule r ON 'rule:' || r.id = a.item LEFT JOIN person p ON p.id = a.who "
        "ORDER BY d.created_on, d.ref, i.position, a.item",
    ),
    Sheet(
        "questions asked",
        _columns(
            "ref asked_at:INSTANT asked_by decides about silence answer_hours:HUNDREDTHS words taken_back:INSTANT"
        ),
        "SELECT d.ref, q.asked_at, p.name, q.decides, coalesce(r.say, i.say, t.point), t.silence, "
        "t.answer_hundredths, q.say, q.withdrawn_at FROM request q JOIN deal d ON d.id = q.deal_id "
        "JOIN request_point t ON t.request_id = q.id LEFT JOIN person p ON p.id = q.asked_by "
        "LEFT JOIN rule r ON 'rule:' || r.id = t.point LEFT JOIN checklist_item i ON 'item:' || i.id = t.point "
        "ORDER BY q.asked_at, t.rowid",
    ),
    Sheet(
        "answers given",
        _columns(
            "ref asked_at:INSTANT answered_at:INSTANT answered_by for answer words valid_until:DAY date:DAY "
            "price:MONEY quantity:HUNDREDTHS phases own_answer:YES_NO taken_over:INSTANT"
        ),
        "SELECT d.ref, q.asked_at, a.at, p.name, a.seat, a.kind, a.say, a.valid_until, a.promised_on, a.value_minor, "
        "a.quantity_hundredths, a.phases, a.own, a.taken_at FROM answer a JOIN request q ON q.id = a.request_id "
        "JOIN deal d ON d.id = q.deal_id LEFT JOIN person p ON p.id = a.person_id ORDER BY a.at, a.rowid",
    ),
    Sheet(
        "said to the client",
        _columns(
            "ref client said promised_by said_on:DAY way due_on:DAY first_due_on:DAY exists_today kept:YES_NO "
            "ended_on:DAY written_down:INSTANT"
        ),
        "SELECT d.ref, c.name, s.say, p.name, s.said_on, s.way, s.due_on, s.first_due_on, s.exists_today, s.kept, "
        "s.ended_on, s.at FROM promise s JOIN deal d ON d.id = s.deal_id JOIN client c ON c.id = d.client_id "
        "LEFT JOIN person p ON p.id = s.said_by ORDER BY s.at, s.rowid",
    ),
    Sheet(
        "dates moved",
        _columns("ref promise from:DAY to:DAY moved_by client_told_first:YES_NO why who at:INSTANT"),
        "SELECT d.ref, s.say, m.from_on, m.to_on, m.moved_by, m.told_first, m.why, p.name, m.at FROM promise_move m "
        "JOIN deal d ON d.id = m.deal_id LEFT JOIN promise s ON s.id = m.promise_id "
        "LEFT JOIN person p ON p.id = m.who ORDER BY m.at, m.rowid",
    ),
    Sheet(
        "handovers",
        _columns("ref what missing who at:INSTANT"),
        "SELECT d.ref, h.kind, h.say, p.name, h.at FROM handover h JOIN deal d ON d.id = h.deal_id "
        "LEFT JOIN person p ON p.id = h.who ORDER BY h.at, h.rowid",
    ),
    Sheet(
        "after delivery",
        _columns("ref client rework_note client_comment"),
        "SELECT d.ref, c.name, o.rework_note, o.client_comment FROM outcome o JOIN deal d ON d.id = o.deal_id "
        "JOIN client c ON c.id = d.client_id ORDER BY d.delivered_on, d.ref",
    ),
    Sheet(
        "received otherwise",
        _columns("ref client kind words"),
        "SELECT d.ref, c.name, s.kind, s.say FROM shortfall s JOIN deal d ON d.id = s.deal_id "
        "JOIN client c ON c.id = d.client_id ORDER BY d.delivered_on, d.ref, s.kind",
    ),
    Sheet(
        "looks back",
        _columns(
            "ref client delivered_on:DAY days:COUNT still_a_client:YES_NO client_score:COUNT as_promised:YES_NO "
            "sell_again:YES_NO words answered_at:INSTANT who"
        ),
        "SELECT d.ref, c.name, d.delivered_on, l.days, l.still_client, l.client_score, l.as_promised, l.sell_again, "
        "l.say, l.answered_at, p.name FROM look_back l JOIN deal d ON d.id = l.deal_id "
        "JOIN client c ON c.id = d.client_id LEFT JOIN person p ON p.id = l.who ORDER BY d.delivered_on, d.ref, l.days",
    ),
    Sheet(
        "saves",
        _columns("saved_on:DAY prevented would_have_cost:MONEY ref side who"),
        "SELECT s.saved_on, s.say, s.value_minor, d.ref, s.function, p.name FROM saved_failure s "
        "LEFT JOIN deal d ON d.id = s.deal_id LEFT JOIN person p ON p.id = s.person_id ORDER BY s.saved_on, s.rowid",
    ),
    Sheet(
        "questions on the ladder",
        _columns(
            "ref subject raised_by raised_at:INSTANT sales_say operations_say client_view cause dropped_at:INSTANT"
        ),
        "SELECT d.ref, q.subject, p.name, q.raised_at, q.sales_say, q.operations_say, q.client_view, q.cause, "
        "q.dropped_at FROM question q LEFT JOIN deal d ON d.id = q.deal_id LEFT JOIN person p ON p.id = q.raised_by "
        "ORDER BY q.raised_at, q.rowid",
    ),
    Sheet(
        "options of questions",
        _columns("subject option cost:MONEY"),
        "SELECT q.subject, o.say, o.cost_minor FROM question_option o JOIN question q ON q.id = o.question_id "
        "ORDER BY q.raised_at, o.position",
    ),
    Sheet(
        "rules of questions",
        _columns("subject rule"),
        "SELECT q.subject, coalesce(r.say, i.say, t.point) FROM question_point t JOIN question q "
        "ON q.id = t.question_id LEFT JOIN rule r ON 'rule:' || r.id = t.point "
        "LEFT JOIN checklist_item i ON 'item:' || i.id = t.point ORDER BY q.raised_at, t.rowid",
    ),
    Sheet(
        "steps of questions",
        _columns("subject step at:INSTANT who tried straight_up:YES_NO reason by_clock:YES_NO"),
        "SELECT q.subject, l.name, a.at, p.name, a.tried, a.jumped, a.reason, a.by_clock FROM question_arrival a "
        "JOIN question q ON q.id = a.question_id LEFT JOIN ladder_step l ON l.id = a.step "
        "LEFT JOIN person p ON p.id = a.who ORDER BY q.raised_at, a.at, a.rowid",
    ),
    Sheet(
        "decisions",
        _columns(
            "ref subject decision words decided_by at:INSTANT step client_view precedent:YES_NO date:DAY price:MONEY "
            "quantity:HUNDREDTHS phases owner_was_a_side:YES_NO tells_the_client tell_by:DAY told_on:DAY "
            "review_on:DAY was_right:YES_NO reviewed_on:DAY"
        ),
        "SELECT d.ref, q.subject, x.kind, x.say, p.name, x.at, l.name, x.client_view, x.precedent, x.promised_on, "
        "x.value_minor, x.quantity_hundredths, x.phases, x.owner_was_side, t.name, x.tell_by, x.told_on, x.review_on, "
        "x.was_right, x.reviewed_on FROM decision x JOIN question q ON q.id = x.question_id "
        "LEFT JOIN deal d ON d.id = q.deal_id LEFT JOIN person p ON p.id = x.who LEFT JOIN ladder_step l "
        "ON l.id = x.step LEFT JOIN person t ON t.id = x.teller ORDER BY x.at, x.rowid",
    ),
    Sheet(
        "tests without the owner",
        _columns("from:DAY until:DAY ended_on:DAY"),
        "SELECT from_day, until, ended_on FROM owner_away ORDER BY from_day",
    ),
    Sheet(
        "import sources",
        _columns("name headings columns date_order stages used_at:INSTANT"),
        "SELECT name, headers, columns, date_order, stages, used_at FROM import_source ORDER BY used_at",
    ),
    Sheet("clients", _columns("client note"), "SELECT name, note FROM client ORDER BY name"),
    Sheet(
        "offerings",
        _columns("version:COUNT offering lead_time_days:COUNT list_price:MONEY unit_cost:MONEY options data_needed"),
        "SELECT a.number, o.name, t.lead_time_days, t.list_price_minor, t.unit_cost_minor, t.options, t.data_needed "
        "FROM offering o LEFT JOIN offering_terms t ON t.offering_id = o.id LEFT JOIN agreement a "
        "ON a.id = t.agreement_id ORDER BY a.number, t.position, o.position, o.name",
    ),
    Sheet(
        "offering hours",
        _columns("version:COUNT offering crew hours_per_unit:HUNDREDTHS"),
        "SELECT a.number, o.name, w.name, h.hundredths FROM offering_hours h JOIN offering_terms t "
        "ON t.id = h.terms_id JOIN agreement a ON a.id = t.agreement_id JOIN offering o ON o.id = t.offering_id "
        "JOIN crew w ON w.id = h.crew_id ORDER BY a.number, t.position, o.name, w.position, w.name",
    ),
    Sheet(
        "agreement",
        _columns(
            "version:COUNT state in_force_from:DAY based_on:COUNT why operations_may_refuse written_by "
            "signed_for_sales signed_for_operations"
        ),
        "SELECT a.number, a.state, a.in_force_from, b.number, a.why, a.veto, p.name, "
        "(SELECT q.name FROM signature s JOIN person q ON q.id = s.person_id WHERE s.agreement_id = a.id "
        "AND s.function = 'sales'), (SELECT q.name FROM signature s JOIN person q ON q.id = s.person_id "
        "WHERE s.agreement_id = a.id AND s.function = 'operations') FROM agreement a LEFT JOIN agreement b "
        "ON b.id = a.based_on LEFT JOIN person p ON p.id = a.written_by ORDER BY a.rowid",
    ),
    Sheet(
        "rules",
        _columns(
            "version:COUNT in_force_from:DAY rule measure offering promise_limit:HUNDREDTHS stop_limit:HUNDREDTHS "
            "zone decides answer_hours:HUNDREDTHS silence exception_by told why"
        ),
        "SELECT a.number, a.in_force_from, r.say, r.measure, o.name, r.promise_limit, r.stop_limit, r.zone, "
        "r.decides, r.answer_hundredths, r.silence, r.exception_by, r.told, r.why FROM rule r "
        "JOIN agreement a ON a.id = r.agreement_id LEFT JOIN offering o ON o.id = r.offering_id "
        "ORDER BY a.number, r.position",
    ),
    Sheet(
        "ladder",
        _columns("version:COUNT step decides people money_limit:MONEY answer_hours:HUNDREDTHS belongs"),
        "SELECT a.number, l.name, l.decides, "
        "(SELECT group_concat(p.name, ', ') FROM person p WHERE instr(l.people, p.id)), l.money_limit_minor, "
        " l.answer_hundredths, l.belongs FROM ladder_step l "
        "JOIN agreement a ON a.id = l.agreement_id ORDER BY a.number, l.position",
    ),
    Sheet(
        "words about the agreement",
        _columns("version:COUNT at:INSTANT who words"),
        "SELECT a.number, y.at, p.name, y.say FROM reply y JOIN agreement a ON a.id = y.agreement_id "
        "JOIN person p ON p.id = y.person_id ORDER BY y.rowid",
    ),
    Sheet(
        "marks of the draft",
        _columns("rule side mark promise_limit:HUNDREDTHS stop_limit:HUNDREDTHS words"),
        "SELECT coalesce(r.say, m.rule), m.side, m.mark, m.promise_limit, m.stop_limit, m.say FROM draft_mark m "
        "LEFT JOIN rule r ON r.id = m.rule ORDER BY m.rowid",
    ),
    Sheet(
        "exceptions",
        _columns("rule client limit:HUNDREDTHS reason from:DAY until:DAY granted_by"),
        "SELECT r.say, c.name, x.limit_hundredths, x.reason, x.from_day, x.until, p.name FROM allowance x "
        "JOIN rule r ON r.id = x.rule_id LEFT JOIN client c ON c.id = x.client_id "
        "LEFT JOIN person p ON p.id = x.granted_by ORDER BY x.until, x.rowid",
    ),
    Sheet(
        "shared words",
        _columns("word sales_means operations_means agreed"),
        "SELECT word, sales_means, operations_means, agreed FROM word ORDER BY lower(word)",
    ),
    Sheet(
        "checklist",
        _columns("version:COUNT section question needed no_means yes_means unknown_means follows"),
        "SELECT t.number, i.section, i.say, i.needed, i.no_means, i.yes_means, i.unknown_means, i.follows "
        "FROM checklist_item i JOIN checklist_template t ON t.id = i.template_id ORDER BY t.number, i.position",
    ),
    Sheet(
        "people",
        _columns("name sells:YES_NO delivers:YES_NO leads:YES_NO owner:YES_NO left_on:DAY"),
        "SELECT name, sells, delivers, leads, owner, left_on FROM person ORDER BY position, name",
    ),
    Sheet(
        "crews",
        _columns("crew weekly_hours:HUNDREDTHS"),
        "SELECT name, weekly_hundredths FROM crew ORDER BY position, name",
    ),
    Sheet(
        "crew weeks",
        _columns("crew monday:DAY hours:HUNDREDTHS"),
        "SELECT w.name, k.monday, k.hundredths FROM crew_week k JOIN crew w ON w.id = k.crew_id "
        "ORDER BY k.monday, w.position, w.name",
    ),
    Sheet("days off", _columns("day:DAY kind name"), "SELECT day, kind, name FROM day_off ORDER BY day, kind"),
    Sheet(
        "actions",
        _columns("action who agreed_on:DAY first_due_on:DAY due_on:DAY done_on:DAY meeting:COUNT deal"),
        "SELECT a.say, p.name, a.agreed_on, a.first_due_on, a.due_on, a.done_on, m.number, d.ref FROM action a "
        "LEFT JOIN person p ON p.id = a.person_id LEFT JOIN meeting m ON m.id = a.meeting_id "
        "LEFT JOIN deal d ON d.id = a.deal_id ORDER BY a.agreed_on, a.due_on, a.id",
    ),
    Sheet(
        "meeting",
        _columns(
            "weekday:COUNT starts minutes:COUNT every_weeks:COUNT first_on:DAY first_lead second_lead number:COUNT"
        ),
        "SELECT s.weekday + 1, s.starts, s.minutes, s.every_weeks, s.first_on, a.name, b.name, s.first_number "
        "FROM meeting_series s LEFT JOIN person a ON a.id = s.first_lead LEFT JOIN person b ON b.id = s.second_lead "
        "ORDER BY s.id",
    ),
    Sheet(
        "moved meetings",
        _columns("planned_on:DAY day:DAY starts reason"),
        "SELECT planned_on, day, starts, reason FROM meeting_move ORDER BY planned_on",
    ),
    Sheet(
        "meetings held",
        _columns(
            "number:COUNT day:DAY starts minutes:COUNT leads keeps_time started:INSTANT ended:INSTANT paper:YES_NO"
        ),
        "SELECT m.number, m.day, m.starts, m.minutes, a.name, b.name, m.started_at, m.ended_at, m.on_paper "
        "FROM meeting m LEFT JOIN person a ON a.id = m.leads LEFT JOIN person b ON b.id = m.keeps_time "
        "ORDER BY m.day, m.started_at",
    ),
    Sheet(
        "meeting sections",
        _columns("meeting:COUNT day:DAY section minutes:COUNT used_seconds:COUNT"),
        "SELECT m.number, m.day, s.kind, s.minutes, s.used_seconds FROM meeting_section s "
        "JOIN meeting m ON m.id = s.meeting_id ORDER BY m.day, m.started_at, s.position",
    ),
    Sheet(
        "meeting items",
        _columns("meeting:COUNT day:DAY section kind item outcome put_off:COUNT"),
        "SELECT m.number, m.day, i.section, i.kind, i.say, i.outcome, i.put_off FROM meeting_item i "
        "JOIN meeting m ON m.id = i.meeting_id ORDER BY m.day, m.started_at, i.position",
    ),
    Sheet(
        "minutes",
        _columns("meeting:COUNT day:DAY section kind text who due_on:DAY at:INSTANT"),
        "SELECT m.number, m.day, e.section, e.kind, e.say, p.name, e.due_on, e.at FROM meeting_entry e "
        "JOIN meeting m ON m.id = e.meeting_id LEFT JOIN person p ON p.id = e.person_id "
        "ORDER BY m.day, m.started_at, e.at, e.rowid",
    ),
    Sheet(
        "meeting ratings",
        _columns("meeting:COUNT day:DAY who rating:COUNT"),
        "SELECT m.number, m.day, p.name, r.rating FROM meeting_rating r JOIN meeting m ON m.id = r.meeting_id "
        "JOIN person p ON p.id = r.person_id ORDER BY m.day, m.started_at, p.name",
    ),
    Sheet(
        "put on the agenda",
        _columns("section item why who added_on:DAY settled_on:DAY deal"),
        "SELECT i.section, i.say, i.why, p.name, i.added_on, i.settled_on, d.ref FROM agenda_item i "
        "LEFT JOIN person p ON p.id = i.person_id LEFT JOIN deal d ON d.id = i.deal_id ORDER BY i.added_on, i.rowid",
    ),
    Sheet(
        "targets",
        _columns("figure target:HUNDREDTHS"),
        "SELECT figure, hundredths FROM target ORDER BY figure",
    ),
    Sheet(
        "visits",
        _columns(
            "who visits whom what deal planned_on:DAY starts minutes:COUNT done_on:DAY called_off:INSTANT because "
            "hardest_for_them waiting rework surprise client_words wrong_about differently proposal"
        ),
        "SELECT p.name, v.kind, h.name, v.what, d.ref, v.planned_on, v.starts, v.minutes, v.done_on, v.called_off_at, "
        "v.called_off_because, v.guess, v.waiting, v.rework, v.surprise, v.client_words, v.wrong_about, "
        "v.differently, v.proposal FROM visit v JOIN person p ON p.id = v.person_id "
        "LEFT JOIN person h ON h.id = v.host_id LEFT JOIN deal d ON d.id = v.deal_id ORDER BY v.planned_on, v.rowid",
    ),
    Sheet(
        "learned on visits",
        _columns("who visits planned_on:DAY became text at:INSTANT"),
        "SELECT p.name, v.kind, v.planned_on, l.became, l.say, l.at FROM visit_learned l "
        "JOIN visit v ON v.id = l.visit_id JOIN person p ON p.id = v.person_id ORDER BY l.at, l.rowid",
    ),
    Sheet(
        "visits due again",
        _columns("who after_days:COUNT"),
        "SELECT p.name, r.every_days FROM visit_rhythm r JOIN person p ON p.id = r.person_id "
        "ORDER BY p.position, p.name",
    ),
    Sheet(
        "health checks",
        _columns("begun:INSTANT short_form:YES_NO opened:INSTANT called_off:INSTANT repair area"),
        "SELECT c.begun_at, c.short, c.opened_at, c.called_off_at, r.say, r.area FROM health_check c "
        "LEFT JOIN health_repair r ON r.check_id = c.id ORDER BY c.begun_at, c.rowid",
    ),
    Sheet(
        "health check people",
        _columns("check_begun:INSTANT who sells:YES_NO delivers:YES_NO owner:YES_NO answered:INSTANT"),
        "SELECT c.begun_at, p.name, a.sells, a.delivers, a.owner, a.finished_at FROM health_asked a "
        "JOIN health_check c ON c.id = a.check_id JOIN person p ON p.id = a.person_id "
        "ORDER BY c.begun_at, c.rowid, a.position",
    ),
    Sheet(
        "health check statements",
        _columns("check_begun:INSTANT code area statement reversed:YES_NO own:YES_NO"),
        "SELECT c.begun_at, s.code, s.area, s.say, s.reversed, s.own FROM health_statement s "
        "JOIN health_check c ON c.id = s.check_id ORDER BY c.begun_at, c.rowid, s.position",
    ),
    Sheet(
        "health check answers",
        _columns("check_begun:INSTANT who code answer:COUNT"),
        "SELECT c.begun_at, p.name, s.code, h.answer FROM health_answer h JOIN health_asked a ON a.id = h.asked_id "
        "JOIN health_statement s ON s.id = h.statement_id JOIN health_check c ON c.id = a.check_id "
        "JOIN person p ON p.id = a.person_id ORDER BY c.begun_at, c.rowid, a.position, s.position",
    ),
    Sheet(
        "health check guesses",
        _columns("check_begun:INSTANT area guessed_by guess:COUNT"),
        "SELECT c.begun_at, g.area, g.function, g.guess FROM health_guess g "
        "JOIN health_check c ON c.id = g.check_id ORDER BY c.begun_at, c.rowid, g.area, g.function",
    ),
    Sheet(
        "two views",
        _columns("topic function own_words"),
        "SELECT topic, function, say FROM perspective ORDER BY topic, function",
    ),
    Sheet(
        "business",
        _columns("name kind currency country time_zone days_worked opens closes own_answers climbs_by_itself:YES_NO"),
        "SELECT name, kind, currency, country, timezone, weekdays, opens, closes, own_answers, climbs_by_itself "
        "FROM business",
    ),
    Sheet(
        "history",
        _columns("number:COUNT at:INSTANT who change rows:COUNT undoes:COUNT"),
        "SELECT c.seq, c.at, c.who_name, c.label, (SELECT count(*) FROM changed_row r WHERE r.change_seq = c.seq), "
        "c.undoes FROM change c ORDER BY c.seq",
    ),
)


def rows_of(connection: sqlite.Connection, sheet: Sheet) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet as they are stored."""
    yield from connection.execute(sheet.sql)


def money_digits(connection: sqlite.Connection) -> int:
    """Return how many decimals the money of the business has; 2 in a file without a business."""
    found = connection.execute("SELECT currency FROM business LIMIT 1").fetchone()
    return minor_digits(str(found[0])) if found else 2
