"""Actions of asking and answering: a question goes out, is answered or taken back, and its conditions taken over."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from desktop.actions.desk import Desk, judge
from desktop.actions.promises import record_move
from framework.agreement import effective_rules
from framework.asking import (
    Conditions,
    GivenAnswer,
    Kind,
    Permission,
    Request,
    Seat,
    latest,
    open_seats,
    permission,
    valid_until,
)
from framework.deal import Deal
from framework.deal_fields import is_far
from framework.lapse import facts_of, to_ask
from framework.people import Person
from framework.promises import Told
from framework.stages import moves_the_date, with_first_promise
from framework.standing import Standing, State, points_answered, question
from resources.words import tr
from storage.asking import add_answer, add_request, facts_text, read_request
from storage.book import Author, Book
from storage.intake import read_deal
from storage.intake_writing import update_deal
from storage.trouble import Refused, Trouble

LONGEST = 2000


def ask(*, book: Book, who: Author, desk: Desk, deal_id: str, say: str = "") -> str:
    """Ask about everything that keeps a deal back and may be asked about; return the key of the question.

    Raises Trouble where nothing has to be asked, and where the question is out already.
    """
    words = _words(say)
    client = _read_again(book, desk, deal_id).client
    with book.change(tr("Ask: {client}").format(client=client), who=who) as change:
        # Judged here, where nobody else can write: two windows do not ask the same twice.
        judged = judge(book, desk, _read_again(book, desk, deal_id))
        left = to_ask(judged.verdict)
        if not left or not judged.deal.is_open:
            raise Refused(tr("There is nothing to ask about {client}.").format(client=client))
        if judged.standing.state is State.WAITING:
            raise Refused(tr("This has been asked already, and waits for an answer."))
        rules = effective_rules(desk.business.agreement_for(judged.deal, desk.today), judged.deal.offering_id)
        decides, points = question(left, {rule.id: rule for rule in rules})
        facts = facts_of(judged.deal, desk.business, desk.workload, desk.today, (point.key for point in points))
        return add_request(change, deal_id, decides=decides, points=points, facts=facts, say=words)


def take_back(*, book: Book, who: Author, desk: Desk, request: Request, client: str) -> None:
    """Take a question back; it stays in the history. Raises Refused once everybody has answered it."""
    with book.change(tr("Take the question back: {client}").format(client=client), who=who) as change:
        now = read_request(book, request.id, digits=desk.digits)
        if now is None or not open_seats(now, desk.business.people):
            raise Refused(tr("This was answered or taken back in the meantime."))
        change.update("request", request.id, {"withdrawn_at": change.at}, seen=request.version)


def answer(
    *,
    book: Book,
    who: Person,
    desk: Desk,
    request: Request,
    seat: Seat,
    kind: Kind,
    say: str = "",
    conditions: Conditions = Conditions(),
    until: date | None = None,
    seen: int | None = None,
) -> str:
    """Answer a question on the deal as it stands now, and return the key of the answer.

    `seen` is the version of the deal that the person was looking at; `until` None: ten working days. Raises Trouble for
    a refusal without a reason, for conditions that say nothing, for a day that is over, where this person may not
    answer, and once somebody has; Conflict when the deal was changed since.
    """
    words = _words(say)
    label = {
        Kind.ACCEPT: tr("Yes: {client}"),
        Kind.CONDITIONS: tr("Yes, with conditions: {client}"),
        Kind.REFUSE: tr("No: {client}"),
    }[kind]
    client = _read_again(book, desk, request.deal_id).client
    with book.change(label.format(client=client), who=Author(who.id, who.name)) as change:
        # Judged here, where nobody else can write: no answer takes the place of one that was not seen.
        judged = judge(book, desk, _read_again(book, desk, request.deal_id))
        now = next((each for each in judged.requests if each.id == request.id), None)
        if now is None or now.withdrawn:
            raise Refused(tr("The question was taken back in the meantime."))
        may = permission(now, seat, who, desk.business.people, desk.business.own_answers, desk.today, desk.zone)
        if may not in (Permission.YES, Permission.OWN):
            raise Refused(refusal_words(may))
        before = latest(now).get(seat)
        # Whoever answered may change their mind; nobody else takes the answer away unseen.
        if before.person_id != who.id if before is not None else seat not in open_seats(now, desk.business.people):
            raise Refused(tr("This was answered in the meantime."))
        _check(kind, words, conditions, until, judged.deal, desk.today)
        change.update("deal", request.deal_id, {}, seen=judged.deal.version if seen is None else seen)
        points = points_answered(now, to_ask(judged.verdict))
        return add_answer(
            change,
            request.id,
            seat=seat,
            kind=kind,
            say=words,
            valid_until=until or valid_until(desk.today, desk.business.calendar),
            conditions=conditions if kind is Kind.CONDITIONS else Conditions(),
            own=may is Permission.OWN,
            facts=facts_of(judged.deal, desk.business, desk.workload, desk.today, points),
            digits=desk.digits,
        )


def take_over(*, book: Book, who: Author, desk: Desk, deal: Deal, given: GivenAnswer, told: Told | None = None) -> None:
    """Make a deal what the conditions of a yes ask for; the yes rests on the deal as it is from then on.

    Price, cost and hours follow a smaller quantity where nothing else is said of them. Where the client was promised
    another date, `told` says who moves it and whether they know; Trouble without it. Raises Conflict when the deal was
    changed since.
    """
    fields = condition_fields(deal, given.conditions, desk.digits)
    to_on = fields.get("promised_on", deal.promised_on)
    facts = facts_of(deal._replace(**fields), desk.business, desk.workload, desk.today, given.facts.points)
    with book.change(tr("Take over the conditions: {client}").format(client=deal.client), who=who) as change:
        update_deal(book, change, deal.id, with_first_promise(deal, fields), digits=desk.digits, seen=deal.version)
        if moves_the_date(deal, to_on):
            record_move(change, deal, to_on, told)
        change.update("answer", given.id, {"taken_at": change.at, "facts": facts_text(facts)}, seen=given.version)


def condition_fields(deal: Deal, wanted: Conditions, digits: int) -> dict[str, Any]:
    """Return the fields of a deal that must change for the conditions to be met.

    What is rounded is rounded so that the margin is never less than it was: a price up, a cost down.
    """
    fields: dict[str, Any] = {}
    value = deal.value
    if wanted.promised_on is not None and (deal.promised_on is None or deal.promised_on < wanted.promised_on):
        fields["promised_on"] = wanted.promised_on
    if wanted.quantity is not None and deal.quantity > wanted.quantity:
        fields["quantity"] = wanted.quantity
        share = Fraction(wanted.quantity) / Fraction(deal.quantity)
        if value is not None:
            value = fields["value"] = Decimal(ceil(Fraction(value) * share * 10**digits)).scaleb(-digits)
        if deal.cost is not None:
            fields["cost"] = Decimal(floor(Fraction(deal.cost) * share * 10**digits)).scaleb(-digits)
        if deal.hours:
            fields["hours"] = {
                crew: round(own * wanted.quantity / deal.quantity, 2) for crew, own in deal.hours.items()
            }
    if wanted.value is not None and (value is None or value < wanted.value):
        fields["value"] = wanted.value
        if deal.discount_percent is not None:
            fields["discount_percent"] = _discount_at(wanted.value, value, deal.discount_percent)
    return fields


def _discount_at(price: Decimal, before: Decimal | None, percent: Decimal) -> Decimal | None:
    """Return the discount at `price`, where it was `percent` at the price `before`; None where that says nothing."""
    if not before or percent >= 100:
        return None
    return round(100 - (100 - percent) * price / before, 2)


def seats_open_to(standing: Standing, person: Person | None, desk: Desk) -> tuple[Seat, ...]:
    """Return the seats on which `person` may answer now what a deal waits for; none where it waits for others."""
    request = standing.request
    if standing.state is not State.WAITING or request is None or request.question_id or person is None:
        return ()
    people, own = desk.business.people, desk.business.own_answers
    return tuple(
        seat
        for seat in open_seats(request, people)
        if permission(request, seat, person, people, own, desk.today, desk.zone) in (Permission.YES, Permission.OWN)
    )


def why_not(standing: Standing, person: Person | None, desk: Desk) -> str:
    """Return why `person` may not answer what they are asked: their own question, mostly; nothing for others."""
    request = standing.request
    if standing.state is not State.WAITING or request is None or person is None:
        return ""
    people, own = desk.business.people, desk.business.own_answers
    for seat in open_seats(request, people):
        may = permission(request, seat, person, people, own, desk.today, desk.zone)
        if may in (Permission.AFTER_A_NIGHT, Permission.NOT_OWN):
            return refusal_words(may)
    return ""


def refusal_words(may: Permission) -> str:
    """Return why somebody may not answer; nothing where they may."""
    return {
        Permission.NOT_ASKED: tr("This question is for somebody else to answer."),
        Permission.AFTER_A_NIGHT: tr("You asked this yourself. Sleep on it, and answer tomorrow."),
        Permission.NOT_OWN: tr("You asked this yourself. Here nobody answers their own question."),
        Permission.YES: "",
        Permission.OWN: "",
    }[may]


def _read_again(book: Book, desk: Desk, deal_id: str) -> Deal:
    deal = read_deal(book, deal_id, digits=desk.digits)
    if deal is None:
        raise Refused(tr("This deal was deleted in the meantime."))
    return deal


def _words(say: str) -> str:
    words = say.strip()
    if len(words) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))
    return words


def _check(kind: Kind, words: str, conditions: Conditions, until: date | None, deal: Deal, today: date) -> None:
    if kind is Kind.REFUSE and not words:
        raise Trouble(tr("Write why not, so that the client can be told and the next one comes with it."))
    if until is not None and until < today:
        raise Trouble(tr("An answer can't end in the past."))
    if until is not None and is_far(until, today):
        raise Trouble(tr("An answer can't hold for more than ten years. Is the year right?"))
    if kind is not Kind.CONDITIONS:
        return
    if conditions == Conditions() and not words:
        raise Trouble(tr("Say under which condition: another date, in parts, smaller, or at another price."))
    check_conditions(conditions, deal, today)


def check_conditions(conditions: Conditions, deal: Deal | None, today: date) -> None:
    """Raise Trouble for a condition that nobody can meet: a day that is over, or as much as was asked for."""
    if conditions.promised_on is not None and conditions.promised_on < today:
        raise Trouble(tr("A date in the past can't be promised."))
    if conditions.promised_on is not None and is_far(conditions.promised_on, today):
        raise Trouble(tr("The date is more than ten years away. Is the year right?"))
    if conditions.quantity is None:
        return
    if conditions.quantity <= 0 or (deal is not None and conditions.quantity >= deal.quantity):
        raise Trouble(tr("Smaller means less than what is asked for, and more than nothing."))
