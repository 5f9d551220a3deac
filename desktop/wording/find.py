"""What is found, in words: the headline and the one line of facts of each kind."""

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from functools import partial

from desktop.wording import figures
from desktop.wording.escalation import kind_words as decision_words
from desktop.wording.intake import stage_words
from desktop.wording.minutes import kind_words as minutes_words
from desktop.wording.typed import typed
from framework.deal import Stage
from framework.minutes import EntryKind
from framework.questions import DecisionKind
from resources.words import tr
from storage.amounts import from_units, minor_digits
from storage.finding import Kind, Record

LONGEST = 300


def kind_title(kind: Kind) -> str:
    """Return the heading over what was found of a kind."""
    return {
        Kind.DEAL: tr("Deals"),
        Kind.CLIENT: tr("Clients"),
        Kind.QUESTION: tr("Questions of the ladder"),
        Kind.DECISION: tr("Decisions"),
        Kind.RULE: tr("Rules of engagement"),
        Kind.WORD: tr("Shared words"),
        Kind.PROMISE: tr("Promised to clients"),
        Kind.ACTION: tr("Actions"),
        Kind.MINUTES: tr("Minutes"),
    }[kind]


def kind_name(kind: Kind) -> str:
    """Return what one of a kind is called, for a screen reader."""
    return {
        Kind.DEAL: tr("Deal"),
        Kind.CLIENT: tr("Client"),
        Kind.QUESTION: tr("Question"),
        Kind.DECISION: tr("Decision"),
        Kind.RULE: tr("Rule"),
        Kind.WORD: tr("Shared word"),
        Kind.PROMISE: tr("Promise"),
        Kind.ACTION: tr("Action"),
        Kind.MINUTES: tr("Minutes"),
    }[kind]


def more_words(count: int) -> str:
    """Return the line that shows more of a kind: "12 more"."""
    return tr("{count} more").format(count=figures.number(count))


def headline(kind: Kind, record: Record) -> str:
    """Return what a record is called, on one line."""
    name = _line(record.name)
    if kind is Kind.DEAL:
        return _joined(typed(name), typed(_line(record.about)))
    return name or _line(record.about) or kind_name(kind)


def facts(kind: Kind, record: Record, currency: str, zone: tzinfo) -> str:
    """Return the line of facts under the headline; days are those of `zone`."""
    said = {
        Kind.DEAL: partial(_deal, record, currency),
        Kind.CLIENT: partial(_client, record),
        Kind.QUESTION: partial(_question, record, zone),
        Kind.DECISION: partial(_decision, record, zone),
        Kind.RULE: partial(_rule, record),
        Kind.WORD: partial(_word, record),
        Kind.PROMISE: partial(_promise, record),
        Kind.ACTION: partial(_action, record),
        Kind.MINUTES: partial(_minutes, record),
    }
    return said[kind]()


def _line(text: str) -> str:
    return " ".join(text[:LONGEST].split())


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _day(iso: str) -> str:
    return figures.day_year(date.fromisoformat(iso)) if iso else ""


def _at(iso: str, zone: tzinfo) -> str:
    at = datetime.fromisoformat(iso)
    return figures.day_year((at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(zone).date())


def _deal(record: Record, currency: str) -> str:
    promised = tr("promised {day}").format(day=_day(record.due)) if record.due else ""
    value: Decimal | None = from_units(record.value_minor, minor_digits(currency))
    money = "" if value is None else figures.money(value, currency)
    return _joined(typed(record.ref), stage_words(Stage(record.state)), promised, money, typed(_line(record.who)))


def _client(record: Record) -> str:
    count = int(record.state)
    if count == 0:
        return tr("no deals yet")
    if count == 1:
        return tr("1 deal, of {day}").format(day=_day(record.day))
    return tr("{count} deals, the newest of {day}").format(count=figures.number(count), day=_day(record.day))


def _question(record: Record, zone: tzinfo) -> str:
    state = {"open": tr("open"), "decided": tr("decided"), "dropped": tr("taken back")}[record.state]
    raised = tr("raised on {day}").format(day=_at(record.day, zone))
    if record.who:
        raised = tr("raised by {who} on {day}").format(who=typed(_line(record.who)), day=_at(record.day, zone))
    client = typed(_line(record.about)) if _line(record.name) else ""
    return _joined(state, client, raised)


def _decision(record: Record, zone: tzinfo) -> str:
    decided = tr("decided on {day}").format(day=_at(record.day, zone))
    if record.who:
        decided = tr("{who} decided on {day}").format(who=typed(_line(record.who)), day=_at(record.day, zone))
    about = typed(_line(record.about)) if _line(record.name) else ""
    return _joined(decision_words(DecisionKind(record.state)), decided, about)


def _rule(record: Record) -> str:
    state = tr("in force") if record.state == "in_force" else tr("proposed")
    return _joined(state, typed(_line(record.about)))


def _word(record: Record) -> str:
    return typed(_line(record.about)) if record.state == "agreed" else tr("still to agree")


def _promise(record: Record) -> str:
    told = tr("told {client} on {day}").format(client=typed(_line(record.about)), day=_day(record.day))
    due = tr("due {day}").format(day=_day(record.due)) if record.due else ""
    state = {"kept": tr("kept"), "not_kept": tr("not kept"), "ended": tr("no longer promised")}.get(record.state, "")
    return _joined(told, typed(_line(record.who)), due, state)


def _action(record: Record) -> str:
    if record.state == "open":
        due = tr("by {day}").format(day=_day(record.due)) if record.due else tr("open")
    else:
        due = tr("done on {day}").format(day=_day(record.state))
    return _joined(typed(_line(record.who)), due, typed(_line(record.about)))


def _minutes(record: Record) -> str:
    meeting = tr("meeting of {day}").format(day=_day(record.day))
    return _joined(minutes_words(EntryKind(record.state)), typed(_line(record.who)), meeting)
