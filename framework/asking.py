"""Asking before a promise, and answering: what was asked, by whom it is answered, and what silence means.

An answer is given on the facts as they stood (framework.md section 4); whether it still holds is in
`framework.standing`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from framework.agreement import Decider, Rule, Silence, Zone
from framework.deal import Deal
from framework.intake import Reason
from framework.people import Function, OwnAnswers, Person, holders
from framework.working_time import WorkingCalendar

VALID_DAYS = 10
"""So many working days an answer holds unless it says otherwise."""

_DECIDERS = (Decider.OPERATIONS, Decider.BOTH, Decider.LEADS, Decider.OWNER)


class Kind(StrEnum):
    """What was answered."""

    ACCEPT = "accept"
    CONDITIONS = "conditions"
    REFUSE = "refuse"


class Seat(StrEnum):
    """For whom somebody answers: a function, or the owner."""

    SALES = "sales"
    OPERATIONS = "operations"
    OWNER = "owner"


class Permission(StrEnum):
    """Whether somebody may answer a question now. OWN: yes, and it is marked as an own answer."""

    YES = "yes"
    OWN = "own"
    AFTER_A_NIGHT = "after_a_night"
    NOT_OWN = "not_own"
    NOT_ASKED = "not_asked"


class Facts(NamedTuple):
    """A deal as it stood on `day`, as far as an answer rests on it.

    `hours` are those of each crew, sorted by crew (None: not known); `discount` and `margin` are exact percentages;
    `load` is the zone the week load was in. `points` are what had to be asked about then.
    """

    day: date
    offering_id: str | None = None
    promised_on: date | None = None
    quantity: Decimal = Decimal(1)
    hours: tuple[tuple[str, Decimal], ...] | None = None
    value: Decimal | None = None
    discount: Fraction | None = None
    margin: Fraction | None = None
    custom_parts: int | None = None
    payment_days: int | None = None
    load: Zone = Zone.PROMISE
    points: frozenset[str] = frozenset()


class Point(NamedTuple):
    """One rule or item that is asked about. `answer_hours` are working hours; None: nobody has said how long."""

    key: str
    answer_hours: Decimal | None
    silence: Silence


class Conditions(NamedTuple):
    """What must be so for a yes to hold; None and empty: nothing said of it.

    A date not before `promised_on`, a price not under `value`, not more than `quantity`, delivered in `phases`.
    """

    promised_on: date | None = None
    value: Decimal | None = None
    quantity: Decimal | None = None
    phases: str = ""


class GivenAnswer(NamedTuple):
    """One answer. `at` and `taken_at` (conditions taken over) are aware UTC instants, `person_id` who gave it."""

    id: str
    request_id: str
    person_id: str
    seat: Seat
    kind: Kind
    at: datetime
    valid_until: date
    facts: Facts
    say: str = ""
    conditions: Conditions = Conditions()
    own: bool = False
    taken_at: datetime | None = None
    version: int = 1


class Request(NamedTuple):
    """A question whether a deal may be promised. `answers` are in the order in which they were given.

    `question_id`: it stands on the ladder, and is settled there. `lifts`: its yes also lifts what is off the table.
    """

    id: str
    deal_id: str
    asked_by: str
    asked_at: datetime
    decides: Decider
    facts: Facts
    points: tuple[Point, ...]
    say: str = ""
    withdrawn: bool = False
    answers: tuple[GivenAnswer, ...] = ()
    version: int = 1
    question_id: str = ""
    lifts: bool = False


class Outcome(NamedTuple):
    """What came of a request for one of its points.

    `kind` None: still waiting. `silent`: nobody answered, and the rule says what that means. `answer` is the one that
    decided it; `facts` and `valid_until` are those it rests on.
    """

    kind: Kind | None
    at: datetime | None = None
    silent: bool = False
    answer: GivenAnswer | None = None
    facts: Facts | None = None
    valid_until: date | None = None


def point_key(reason: Reason) -> str:
    """Return by what a reason is named in a question: its rule, else its item."""
    return f"rule:{reason.rule_id}" if reason.rule_id is not None else f"item:{reason.item_id}"


def point_of(reason: Reason, rule: Rule | None) -> Point:
    """Return a reason as a point of a question; an item without a rule has no time and stays open in silence."""
    if rule is None:
        return Point(point_key(reason), reason.answer_hours, Silence.OPEN)
    return Point(point_key(reason), rule.answer_hours or None, rule.silence)


def decider_of(reasons: Iterable[Reason]) -> Decider:
    """Return who decides over all of `reasons`: the one furthest from the deal answers for all of them."""
    return max((reason.decides or Decider.OPERATIONS for reason in reasons), key=_DECIDERS.index)


def seats(decides: Decider, asked_by: str, people: Sequence[Person]) -> tuple[Seat, ...]:
    """Return who has to answer. Whoever asks for Sales has spoken for Sales by asking.

    Where nobody holds the seat of the owner, Operations answers.
    """
    match decides:
        case Decider.OPERATIONS:
            return (Seat.OPERATIONS,)
        case Decider.OWNER:
            return (Seat.OWNER,) if any(person.owner for person in people) else (Seat.OPERATIONS,)
        case Decider.BOTH | Decider.LEADS:
            here = any(person.id == asked_by for person in people)
            # Who has left since has spoken all the same: else what was answered would wait for Sales again.
            gone = bool(asked_by) and not here
            spoken = gone or any(person.id == asked_by for person in on_seat(Seat.SALES, decides, people))
            return (Seat.OPERATIONS,) if spoken else (Seat.SALES, Seat.OPERATIONS)


def on_seat(seat: Seat, decides: Decider, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return who may answer on a seat: the owners, or those of the function; only its leads where the leads decide.

    A function without a lead is led by all who hold it.
    """
    if seat is Seat.OWNER:
        return tuple(person for person in people if person.owner)
    found = holders(tuple(people), Function(str(seat)))
    if decides is Decider.LEADS:
        return tuple(person for person in found if person.leads) or found
    return found


def open_seats(request: Request, people: Sequence[Person]) -> tuple[Seat, ...]:
    """Return the seats that have not answered a request yet; none once one has refused or it was taken back."""
    if request.withdrawn or any(answer.kind is Kind.REFUSE for answer in latest(request).values()):
        return ()
    given = latest(request)
    return tuple(seat for seat in _needed(request, people) if seat not in given)


def latest(request: Request) -> dict[Seat, GivenAnswer]:
    """Return the last answer of each seat."""
    return {answer.seat: answer for answer in request.answers}


def permission(
    request: Request, seat: Seat, person: Person, people: Sequence[Person], own: OwnAnswers, today: date, zone: tzinfo
) -> Permission:
    """Return whether `person` may answer `request` on `seat` today; `own` is what the business has chosen.

    "After a night" counts calendar days in the `zone` of the business.
    """
    if person not in on_seat(seat, request.decides, people):
        return Permission.NOT_ASKED
    if person.id != request.asked_by:
        return Permission.YES
    match own:
        case OwnAnswers.ALLOWED:
            return Permission.OWN
        case OwnAnswers.NEVER:
            return Permission.NOT_OWN
        case OwnAnswers.AFTER_A_NIGHT:
            slept = request.asked_at.astimezone(zone).date() < today
            return Permission.OWN if slept else Permission.AFTER_A_NIGHT


def point_due(request: Request, point: Point, calendar: WorkingCalendar, zone: tzinfo) -> datetime | None:
    """Return when silence begins to speak for a point, in the `zone` of the business; None where it never does."""
    if point.answer_hours is None:
        return None
    try:
        return calendar.add_working_hours(request.asked_at.astimezone(zone), point.answer_hours)
    except OverflowError:
        return None


def due(request: Request, calendar: WorkingCalendar, zone: tzinfo) -> datetime | None:
    """Return when a request should be answered: the shortest time of its points counts, one answer serves them all."""
    found = (point_due(request, point, calendar, zone) for point in request.points)
    return min((each for each in found if each is not None), default=None)


def outcomes(
    request: Request, people: Sequence[Person], calendar: WorkingCalendar, now: datetime, zone: tzinfo
) -> dict[str, Outcome]:
    """Return what came of a request at the aware instant `now`, for each point it was about.

    An answer speaks for all that had to be asked about when it was given. Where nobody has answered, each point has
    the time and the silence of its own rule (framework.md section 4).
    """
    if request.withdrawn:
        return {}
    spoken = _spoken(request, people)
    if spoken is not None and spoken.answer is not None:
        return dict.fromkeys({point.key for point in request.points} | spoken.answer.facts.points, spoken)
    found = {}
    for point in request.points:
        over = point_due(request, point, calendar, zone)
        if over is None or now < over or point.silence is Silence.OPEN:
            found[point.key] = Outcome(None)
            continue
        if point.silence is Silence.YES and request.answers:
            # The silence of one seat does not take away what another has said.
            found[point.key] = _decided(request)
            continue
        kind = Kind.ACCEPT if point.silence is Silence.YES else Kind.REFUSE
        until = valid_until(over.date(), calendar)
        found[point.key] = Outcome(kind, over, True, None, request.facts, until)
    return found


def valid_until(day: date, calendar: WorkingCalendar) -> date:
    """Return the last day on which an answer of `day` holds unless it says otherwise."""
    try:
        return calendar.add_working_days(day, VALID_DAYS)
    except OverflowError:
        return date.max


def is_met(answer: GivenAnswer, deal: Deal) -> bool:
    """Say whether the conditions of a yes are as they should be; words alone count once they were taken over."""
    if answer.kind is not Kind.CONDITIONS:
        return True
    wanted = answer.conditions
    if wanted.promised_on is not None and (deal.promised_on is None or deal.promised_on < wanted.promised_on):
        return False
    if wanted.value is not None and (deal.value is None or deal.value < wanted.value):
        return False
    if wanted.quantity is not None and deal.quantity > wanted.quantity:
        return False
    figures = (wanted.promised_on, wanted.value, wanted.quantity)
    only_figures = any(figure is not None for figure in figures) and not wanted.phases
    return only_figures or answer.taken_at is not None


def time_left(due_at: datetime, now: datetime, calendar: WorkingCalendar) -> Decimal:
    """Return the working hours from `now` to `due_at`, both aware; negative once it is over."""
    return calendar.working_hours_between(now.astimezone(due_at.tzinfo), due_at)


def _needed(request: Request, people: Sequence[Person]) -> tuple[Seat, ...]:
    """Return who has to answer a request; nobody more once somebody answered for the owner.

    Who sits on the owner's seat may have changed since: an owner who came or went takes no answer back.
    """
    if request.decides is Decider.OWNER and request.answers:
        return ()
    return seats(request.decides, request.asked_by, people)


def _spoken(request: Request, people: Sequence[Person]) -> Outcome | None:
    """Return what the people have answered; None while somebody has not."""
    given = latest(request)
    refused = any(answer.kind is Kind.REFUSE for answer in given.values())
    # What stands on the ladder is settled by its one decision, whoever has left since.
    needed = () if request.question_id else _needed(request, people)
    if not given or not (refused or set(needed) <= given.keys()):
        return None
    return _decided(request)


def _decided(request: Request) -> Outcome:
    """Return what the answers given so far come to: a no before conditions, conditions before a plain yes."""
    given = latest(request).values()
    for kind in (Kind.REFUSE, Kind.CONDITIONS, Kind.ACCEPT):
        of_weight = [answer for answer in given if answer.kind is kind]
        if of_weight:
            break
    # Ties are broken by the order in which they came.
    decisive = max(of_weight, key=lambda answer: (answer.at, request.answers.index(answer)))
    until = min(answer.valid_until for answer in given)
    return Outcome(decisive.kind, decisive.at, False, decisive, decisive.facts, until)
