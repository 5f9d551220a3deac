"""What was asked and answered, in sentences: who is waited for, what was said, why it no longer holds."""

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from fractions import Fraction

from desktop.actions.desk import Judged
from desktop.wording import figures
from desktop.wording.typed import typed
from desktop.wording.verdict import decider_names, zone_words
from framework.agreement import Decider, Silence, Zone
from framework.asking import Conditions, GivenAnswer, Kind, Outcome, Request, Seat, decider_of, on_seat, time_left
from framework.business import Business
from framework.lapse import Fact, Lapse
from framework.standing import Clock, Standing, State
from resources.words import tr

MOST_PLACES = 12
"""A share that got worse is written with as many places as tell it from what it was."""


def seat_name(seat: Seat, decides: Decider, business: Business) -> str:
    """Return who answers on a seat: by name where that is one person, else by function."""
    people = on_seat(seat, decides, business.people)
    if len(people) == 1:
        return people[0].name
    return {Seat.SALES: tr("Sales"), Seat.OPERATIONS: tr("Operations"), Seat.OWNER: tr("The owner")}[seat]


def waited_for(standing: Standing, business: Business) -> str:
    """Return who has not answered yet: "Ben", "Ana and Ben"."""
    if standing.request is None:
        return ""
    names = [seat_name(seat, standing.request.decides, business) for seat in standing.waiting_for]
    return tr("{one} and {other}").format(one=names[0], other=names[1]) if len(names) == 2 else "".join(names[:1])


def ask_words(standing: Standing, business: Business) -> str:
    """Return the words of the button that asks: "Ask Ben", "Ask Ben again"."""
    who = decider_names(decider_of(standing.uncovered), business) if standing.uncovered else tr("Operations")
    again = standing.state in (State.LAPSED, State.REFUSED)
    return (tr("Ask {who} again") if again else tr("Ask {who}")).format(who=who)


def badge_words(standing: Standing, zone: Zone, business: Business, clock: Clock) -> str:
    """Return a few words for a list: "Waiting on Ben · 5 h left"; nothing where the verdict says all."""
    match standing.state:
        case State.WAITING if standing.request is not None and standing.request.question_id:
            return tr("On the ladder")
        case State.WAITING:
            who = tr("Waiting on {who}").format(who=waited_for(standing, business))
            return f"{who} · {left_words(standing, business, clock)}" if standing.due is not None else who
        case State.CONDITIONS:
            return tr("{who}: yes, if…").format(who=_who(standing, business))
        case State.REFUSED:
            return tr("{who} said no").format(who=_who(standing, business))
        case State.LAPSED:
            return tr("To be asked again")
        case State.ACCEPTED if zone is Zone.PROMISE:
            return tr("{who} said yes").format(who=_who(standing, business))
    return ""


def left_words(standing: Standing, business: Business, clock: Clock) -> str:
    """Return how long there is to answer: "5 h left", "overdue"; whole hours up, minutes under one hour."""
    if standing.due is None:
        return ""
    return tr("overdue") if standing.overdue else left_until(standing.due, business, clock)


def left_until(due: datetime, business: Business, clock: Clock) -> str:
    """Return how long there is until `due`, an aware instant: "5 h left", "40 min left", "overdue"."""
    if due <= clock.now:
        return tr("overdue")
    hours = time_left(due, clock.now, business.calendar)
    if hours < 1:
        return tr("{minutes} min left").format(minutes=figures.number(max(1, round(hours * 60))))
    return tr("{hours} left").format(hours=figures.hours(round(hours)))


def moment(at: datetime, zone: tzinfo | None) -> str:
    """Return an instant on the wall clock of the business (None: of this computer): "Mon 23 Nov, 10:12"."""
    local = at.astimezone(zone)
    return tr("{day}, {time}").format(day=figures.day(local.date()), time=figures.clock(local.time()))


def standing_words(judged: Judged, business: Business, clock: Clock) -> list[str]:
    """Return where a deal stands, in full sentences, the one that matters first; none where nothing was asked."""
    standing = judged.standing
    match standing.state:
        case State.WAITING if standing.request is not None and standing.request.question_id:
            who, when = _name(standing.request.asked_by, business), moment(standing.request.asked_at, clock.zone)
            return [tr("{who} raised a question on {when}.").format(who=who, when=when)]
        case State.WAITING if standing.request is not None:
            said = [_asked(standing.request, business, clock.zone), _silence_ahead(standing, business, clock)]
            if standing.lapses:
                said.append(tr("Before that: {why}.").format(why=lapse_words(standing.lapses, business)))
            return [each for each in said if each]
        case State.LAPSED:
            who = _who(standing, business)
            why = lapse_words(standing.lapses, business)
            return [tr("The yes of {who} no longer holds: {why}.").format(who=who, why=why)]
        case State.NONE:
            return []
    if standing.outcome is None:
        return []
    return [outcome_words(standing.outcome, business, clock.zone)]


def outcome_words(outcome: Outcome, business: Business, zone: tzinfo) -> str:
    """Return what came of a question in one sentence, with the words of whoever answered."""
    if outcome.answer is not None:
        return answer_words(outcome.answer, business, zone)
    when = moment(outcome.at, zone) if outcome.at is not None else ""
    yes = outcome.kind is not Kind.REFUSE
    said = (
        tr("Nobody answered by {when}: that counts as yes.")
        if yes
        else tr("Nobody answered by {when}: that counts as no.")
    )
    return said.format(when=when)


def answer_words(given: GivenAnswer, business: Business, zone: tzinfo) -> str:
    """Return one answer in a sentence: "Ben said yes on Mon 23 Nov, 10:12, until Mon 7 Dec. “Words.”".

    One that holds without an end is a decision on the ladder: "Ana decided on Mon 30 Nov, 09:20: yes.".
    """
    decided = given.valid_until == date.max
    fields = {
        "who": _name(given.person_id, business),
        "when": moment(given.at, zone),
        "until": "" if decided else figures.day(given.valid_until),
        "conditions": conditions_words(given.conditions, business),
    }
    match given.kind:
        case Kind.ACCEPT if decided:
            said = tr("{who} decided on {when}: yes.")
        case Kind.CONDITIONS if decided:
            said = tr("{who} decided on {when}: yes, if {conditions}.")
        case Kind.REFUSE if decided:
            said = tr("{who} decided on {when}: no.")
        case Kind.ACCEPT:
            said = tr("{who} said yes on {when}. It holds until {until}.")
        case Kind.CONDITIONS if fields["conditions"]:
            said = tr("{who} said yes on {when}, if {conditions}. It holds until {until}.")
        case Kind.CONDITIONS:
            said = tr("{who} said yes on {when}, with a condition. It holds until {until}.")
        case Kind.REFUSE:
            said = tr("{who} said no on {when}.")
    parts = [said.format(**fields)]
    if given.own:
        parts.append(tr("An own answer: asked and answered by the same person."))
    if given.say:
        parts.append(tr("“{words}”").format(words=typed(given.say)))
    return " ".join(parts)


def conditions_words(wanted: Conditions, business: Business) -> str:
    """Return conditions as one run of words: "it is due Thu 17 Dec or later, and in parts: unlit sign first"."""
    said = []
    if wanted.promised_on is not None:
        said.append(tr("it is due {day} or later").format(day=figures.day(wanted.promised_on)))
    if wanted.quantity is not None:
        said.append(tr("it is not more than {quantity}").format(quantity=figures.number(wanted.quantity, 2)))
    if wanted.value is not None:
        said.append(tr("it costs {price} or more").format(price=figures.money(wanted.value, business.currency)))
    if wanted.phases:
        said.append(tr("it is delivered in parts ({parts})").format(parts=typed(wanted.phases)))
    return joined(said)


def joined(parts: Sequence[str]) -> str:
    """Return words one after another, with "and" before the last."""
    if len(parts) < 2:
        return "".join(parts)
    return tr("{several} and {last}").format(several=", ".join(parts[:-1]), last=parts[-1])


def lapse_words(lapses: Sequence[Lapse], business: Business) -> str:
    """Return why an answer no longer holds: "the date is earlier (Fri 11 Dec, was Thu 17 Dec)"."""
    return joined([_lapse(lapse, business) for lapse in lapses])


def history_lines(requests: Sequence[Request], business: Business, zone: tzinfo) -> list[tuple[str, str]]:
    """Return all that was asked and answered about a deal, the newest first: when and by whom, and what."""
    lines: list[tuple[datetime, str]] = []
    for request in requests:
        raised = tr("{who} raised a question.").format(who=_name(request.asked_by, business))
        asked = raised if request.question_id else _asked(request, business, zone, own_line=True)
        lines.append((request.asked_at, asked))
        lines += [(given.at, answer_words(given, business, zone)) for given in request.answers]
    return [(moment(at, zone), words) for at, words in sorted(lines, key=lambda line: line[0], reverse=True)]


def _asked(request: Request, business: Business, zone: tzinfo, *, own_line: bool = False) -> str:
    who, when = _name(request.asked_by, business), moment(request.asked_at, zone)
    whom = decider_names(request.decides, business)
    said = tr("{who} asked {whom}.") if own_line else tr("{who} asked {whom} on {when}.")
    parts = [said.format(who=who, whom=whom, when=when)]
    if request.say:
        parts.append(tr("“{words}”").format(words=typed(request.say)))
    if request.withdrawn:
        parts.append(tr("Taken back."))
    return " ".join(parts)


def _silence_ahead(standing: Standing, business: Business, clock: Clock) -> str:
    """Return when an answer is due, and what silence means then."""
    request = standing.request
    if request is None or standing.due is None:
        return ""
    when, left = moment(standing.due, clock.zone), left_words(standing, business, clock)
    said = tr("It is overdue since {when}.") if standing.overdue else tr("The answer is due {when} ({left}).")
    silences = {point.silence for point in request.points if point.answer_hours is not None}
    after = ""
    if not standing.overdue and silences == {Silence.YES}:
        after = tr("No answer by then counts as yes.")
    elif not standing.overdue and Silence.NO in silences:
        after = tr("No answer by then counts as no.")
    return " ".join(part for part in (said.format(when=when, left=left), after) if part)


def _who(standing: Standing, business: Business) -> str:
    if standing.answer is not None:
        return _name(standing.answer.person_id, business)
    return tr("Silence")


def _name(person_id: str, business: Business) -> str:
    return business.names.get(person_id) or tr("Somebody")


def _lapse(lapse: Lapse, business: Business) -> str:
    for places in range(1, MOST_PLACES):
        before, now = (_value(value, lapse.fact, business, places) for value in (lapse.before, lapse.now))
        if before != now:
            break
    said = {
        Fact.OFFERING: tr("it is another offering ({now}, was {before})"),
        Fact.DATE: tr("the date is earlier ({now}, was {before})"),
        Fact.HOURS: tr("it takes more hours ({now}, was {before})"),
        Fact.VALUE: tr("the price is lower ({now}, was {before})"),
        Fact.DISCOUNT: tr("the discount is bigger ({now}, was {before})"),
        Fact.MARGIN: tr("the margin is lower ({now}, was {before})"),
        Fact.PARTS: tr("more parts are not in the catalogue ({now}, was {before})"),
        Fact.PAYMENT: tr("the client pays later ({now}, was {before})"),
        Fact.LOAD: tr("the weeks have filled up since"),
        Fact.VALIDITY: tr("it was given until {before}"),
    }[lapse.fact]
    return said.format(before=before, now=now)


def _value(value: date | Decimal | Fraction | int | str | None, fact: Fact, business: Business, places: int) -> str:
    if fact is Fact.OFFERING:
        offering = business.offerings.get(str(value)) if value is not None else None
        return offering.name if offering is not None else tr("not in the catalogue")
    if isinstance(value, date):
        return figures.day(value)
    if value is None or isinstance(value, str):
        return zone_words(Zone(value)) if value else ""
    match fact:
        case Fact.HOURS:
            return figures.hours(value)
        case Fact.VALUE:
            return figures.money(Decimal(value) if not isinstance(value, Fraction) else Decimal(0), business.currency)
        case Fact.DISCOUNT | Fact.MARGIN:
            return figures.percent(value, places)
        case Fact.PAYMENT:
            return figures.days(value)
    return figures.number(value)
