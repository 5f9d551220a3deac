"""Actions on the visits to each other's work (framework.md section 10)."""

from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from desktop.actions.agenda_items import checked_words, put_on_agenda_in
from desktop.actions.shared_words import checked_word, save_word_in
from framework import visits as rules
from framework.agreement import Rule, Zone
from framework.business import Business
from framework.meeting import SectionKind
from framework.people import Person
from framework.visits import Became, DueVisit, Turn, Visit, VisitKind, VisitNews
from framework.words import Word
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_business
from storage.trouble import Refused, Trouble
from storage.visits import (
    add_learned,
    first_days,
    read_learned,
    read_rhythms,
    read_visits,
    save_rhythm,
)

if TYPE_CHECKING:
    from storage.writing import Change

MOST_WORDS, MOST_LINE = 2000, 300
MOST_DAYS = 3650


class VisitFields(NamedTuple):
    """What is planned of a visit. `starts` None: at no fixed hour."""

    person_id: str
    kind: VisitKind
    planned_on: date | None
    what: str = ""
    host_id: str | None = None
    deal_id: str | None = None
    starts: time | None = None
    minutes: int | None = 120


# Reading


def visit_turns(book: Book, business: Business, today: date) -> tuple[Turn, ...]:
    """Return for everybody here when their next visit is due, and which one is planned."""
    return rules.turns(business.people, read_visits(book), read_rhythms(book), first_days(book), today)


def due_visits(book: Book, today: date, business: Business | None = None) -> tuple[DueVisit, ...]:
    """Return what waits of the visits on `today`, the longest first: to be planned, gone to, or written up."""
    people = (business or read_business(book, today)).people
    return rules.due_visits(people, read_visits(book), read_rhythms(book), first_days(book), today)


def visit_news(book: Book, business: Business, since: date, today: date) -> tuple[VisitNews, ...]:
    """Return what a meeting hears of the visits done since a day, of those to come, and of who is due."""
    due = due_visits(book, today, business)
    return rules.meeting_news(read_visits(book), read_learned(book), due, since, today)


# Planning


def plan_visit(*, book: Book, who: Author, business: Business, fields: VisitFields) -> str:
    """Plan a visit and return its key. Raises Trouble for what can't be visited, or without a day."""
    columns, person = _columns(business, fields)
    with book.change(tr("Plan a visit: {name}").format(name=person.name), who=who) as change:
        return change.add("visit", columns)


def change_visit(*, book: Book, who: Author, business: Business, visit: Visit, fields: VisitFields) -> None:
    """Change what is planned. Raises Trouble as `plan_visit` does, Conflict when somebody changed it since."""
    _check_open(visit)
    columns, person = _columns(business, fields, before=visit)
    with book.change(tr("Visit: {name}").format(name=person.name), who=who) as change:
        change.update("visit", visit.id, columns, seen=visit.version)


def move_visit(*, book: Book, who: Author, business: Business, visit: Visit, day: date | None) -> None:
    """Give a visit another day. Raises Trouble without one, Conflict when somebody changed it since."""
    _check_open(visit)
    if day is None:
        raise Trouble(tr("To which day does it move?"))
    label = tr("Another day for the visit: {name}").format(name=_name(visit.person_id, business))
    with book.change(label, who=who) as change:
        change.update("visit", visit.id, {"planned_on": day}, seen=visit.version)


def finish_visit(
    *, book: Book, who: Author, business: Business, today: date, visit: Visit, done_on: date | None
) -> None:
    """Write down that a visit took place. Raises Trouble without a day, or for one to come; Conflict as ever."""
    _check_open(visit)
    if done_on is None:
        raise Trouble(tr("On which day was it?"))
    if done_on > today:
        raise Trouble(tr("That day is still to come. A visit is done once it took place."))
    label = tr("Visit done: {name}").format(name=_name(visit.person_id, business))
    with book.change(label, who=who) as change:
        change.update("visit", visit.id, {"done_on": done_on}, seen=visit.version)


def call_off_visit(*, book: Book, who: Author, business: Business, visit: Visit, because: str) -> None:
    """Call a visit off, with the reason: it is due again as before. Raises Trouble without a reason."""
    _check_open(visit)
    reason = _line(because, MOST_LINE)
    if not reason:
        raise Trouble(tr("Write why it does not take place. The other one will want to know."))
    label = tr("Visit called off: {name}").format(name=_name(visit.person_id, business))
    with book.change(label, who=who) as change:
        values = {"called_off_at": change.at, "called_off_because": reason}
        change.update("visit", visit.id, values, seen=visit.version)


def set_rhythm(*, book: Book, who: Author, person: Person, every_days: int | None) -> None:
    """Choose after how many days a visit of a person is due again; 0: never.

    Raises Trouble for no number, and for more than ten years.
    """
    if every_days is None or not 0 <= every_days <= MOST_DAYS:
        raise Trouble(tr("After how many days, from 1 to 3,650? 91 is once a quarter; 0 is never."))
    label = tr("Visits of {name}: every {count} days") if every_days else tr("Visits of {name}: never due")
    with book.change(label.format(name=person.name, count=every_days), who=who) as change:
        save_rhythm(book, change, person.id, every_days)


# The card


def write_card(*, book: Book, who: Author, business: Business, visit: Visit, words: dict[str, str]) -> None:
    """Write what is said on the card, by the names of its fields, as one change; what is not named stays.

    Raises Trouble for what is too long, Conflict when somebody changed the visit since, Refused when it was called off.
    """
    if visit.called_off_at is not None:
        raise Refused(tr("This visit was called off."))
    columns = checked_card(words)
    label = tr("Card of the visit: {name}").format(name=_name(visit.person_id, business))
    with book.change(label, who=who) as change:
        change.update("visit", visit.id, columns, seen=visit.version)


def take_in_paper_card(
    *,
    book: Book,
    who: Author,
    business: Business,
    today: date,
    visit: Visit,
    done_on: date | None,
    words: dict[str, str],
) -> None:
    """Take in a card that was written by hand: every line of it, and the day it was done, as one change.

    `done_on` None: it is not over yet. Raises Trouble for a day to come, and as `write_card` does.
    """
    if visit.called_off_at is not None:
        raise Refused(tr("This visit was called off."))
    if done_on is not None and done_on > today:
        raise Trouble(tr("That day is still to come. A visit is done once it took place."))
    columns: dict[str, object] = {**checked_card(words), "done_on": done_on}
    label = tr("Card typed in: {name}").format(name=_name(visit.person_id, business))
    with book.change(label, who=who) as change:
        change.update("visit", visit.id, columns, seen=visit.version)


def checked_card(words: dict[str, str]) -> dict[str, str]:
    """Return the words of a card without blanks around them. Raises Trouble for what is too long."""
    found = {name: text.strip() for name, text in words.items()}
    unknown = set(found) - set(rules.CARD_FIELDS)
    if unknown:
        raise ValueError(f"no such field of the card: {sorted(unknown)}")
    if any(len(text) > MOST_WORDS for text in found.values()):
        raise Trouble(tr("There is room for 2,000 characters in each field of the card."))
    return found


# What was learned


def learned_agenda_item(
    *, book: Book, who: Author, today: date, visit: Visit, section: SectionKind, say: str, why: str = ""
) -> str:
    """Put something learned on the agenda of the next meeting, as one change; return the key of the item.

    Raises Trouble without words, or with too many.
    """
    words = checked_words(say)
    with book.change(tr("On the agenda: {say}").format(say=words[:80]), who=who) as change:
        _check_there(book, visit)
        item = put_on_agenda_in(change, today, section, words, why, deal_id=visit.deal_id)
        add_learned(change, visit.id, Became.AGENDA_ITEM, words, item)
        return item


def learned_word(*, book: Book, who: Author, visit: Visit, word: Word) -> str:
    """Add a shared word that a visit led to, as one change; return its key. Raises Trouble as `save_word` does."""
    text = checked_word(word)["word"]
    with book.change(tr("New word: {word}").format(word=text), who=who) as change:
        _check_there(book, visit)
        key = save_word_in(book, change, word)
        add_learned(change, visit.id, Became.WORD, text, key)
        return key


def learned_rule(*, book: Book, who: Author, visit: Visit, say: str, zone: Zone, why: str) -> bool:
    """Propose a sentence as a rule, in the open proposal or in one that begins now, as one change.

    Says whether a proposal was open. `zone` is where a deal leads of which the sentence is true: ASK or OFF. Raises
    Trouble without words and while nobody is acting, Refused while the agreement is still a draft that was never in
    force.
    """
    from desktop.actions.agreement import check_rule
    from storage import agreement_writing as writing
    from storage.agreement import read_rules

    if not who.id:
        raise Trouble(tr("Choose who is acting first, at the bottom left."))
    words = checked_words(say)
    rule = Rule(id="", measure=None, say=words, zone=zone, why=_line(why, MOST_WORDS))
    with book.change(tr("New rule: {rule}").format(rule=words[:80]), who=who) as change:
        _check_there(book, visit)
        version, was_open = _open_version(book, change)
        change.flush()
        there = read_rules(book, version)
        check_rule(rule, there)
        if any(each.measure is None and each.say.casefold() == words.casefold() for each in there):
            raise Trouble(tr("This sentence is among the rules already."))
        if was_open:
            # What was signed before was another text.
            writing.remove_signatures(book, change, version)
            writing.save_version(change, version, {"state": "draft", "written_at": change.at})
        key = writing.add_rule(book, change, version, rule)
        add_learned(change, visit.id, Became.RULE, words, key)
    return was_open


def _open_version(book: Book, change: "Change") -> tuple[str, bool]:
    from storage.agreement_writing import begin_version

    newest = book.row("SELECT id FROM agreement WHERE state = 'signed' ORDER BY number DESC LIMIT 1")
    if newest is None:
        raise Refused(tr("The agreement is still a draft. Write the rule there."))
    begun = book.row("SELECT id FROM agreement WHERE state IN ('draft', 'proposed')")
    return (str(begun[0]), True) if begun is not None else (begin_version(book, change, newest[0]), False)


# Checks


def _columns(business: Business, fields: VisitFields, before: Visit | None = None) -> tuple[dict[str, object], Person]:
    person = next((each for each in business.people if each.id == fields.person_id), None)
    if person is None:
        raise Trouble(tr("Who goes along?"))
    if fields.kind not in rules.kinds_for(person):
        if fields.kind is VisitKind.SALES_CALL:
            raise Trouble(tr("{name} sells: visit a delivery or a support day.").format(name=person.name))
        raise Trouble(tr("{name} delivers: visit a sales call.").format(name=person.name))
    hosts = {each.id for each in rules.hosts_for(business.people, person.id, fields.kind)}
    # Whoever was to be visited and has left since, or does something else now, stays on the card.
    if before is not None and before.host_id is not None:
        hosts.add(before.host_id)
    if fields.host_id is not None and (fields.host_id not in hosts or fields.host_id == person.id):
        raise Trouble(tr("Choose somebody else whose work that is, or nobody."))
    if fields.planned_on is None:
        raise Trouble(tr("On which day?"))
    if fields.minutes is None or not rules.LEAST_MINUTES <= fields.minutes <= rules.MOST_MINUTES:
        raise Trouble(tr("How long, from 15 minutes to a day? Two hours are usual."))
    columns: dict[str, object] = {
        "person_id": person.id,
        "kind": str(fields.kind),
        "planned_on": fields.planned_on,
        "what": _line(fields.what, MOST_LINE),
        "host_id": fields.host_id,
        "deal_id": fields.deal_id,
        "starts": None if fields.starts is None else fields.starts.strftime("%H:%M"),
        "minutes": fields.minutes,
    }
    return columns, person


def _check_open(visit: Visit) -> None:
    if visit.called_off_at is not None:
        raise Refused(tr("This visit was called off."))
    if visit.done_on is not None:
        raise Refused(tr("This visit is done already."))


def _check_there(book: Book, visit: Visit) -> None:
    if book.row("SELECT 1 FROM visit WHERE id = ?", (visit.id,)) is None:
        raise Refused(tr("This was deleted in the meantime, so nothing was changed."))


def _line(text: str, most: int) -> str:
    words = " ".join(text.split())
    if len(words) > most:
        raise Trouble(tr("There is room for {count} characters.").format(count=most))
    return words


def _name(person_id: str, business: Business) -> str:
    here = next((person.name for person in business.people if person.id == person_id), "")
    return here or business.names.get(person_id, "")
