"""A sign shop in which is asked and answered, for the tests of asking, lapsing, standing and the ways out."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from framework.agreement import Agreement, Measure, Rule, Zone, effective_rules
from framework.asking import Conditions, GivenAnswer, Kind, Point, Request, Seat, valid_until
from framework.business import Business
from framework.capacity import Workload
from framework.catalogue import Crew, Offering
from framework.deal import Deal, Stage
from framework.intake import Verdict, verdict
from framework.lapse import facts_of, to_ask
from framework.people import Function, OwnAnswers, Person
from framework.standing import Clock, Standing, points_answered, question, settle
from framework.working_time import WorkingCalendar

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
TODAY = date(2026, 11, 24)  # a Tuesday
HOLIDAYS = (date(2026, 12, 25), date(2027, 1, 1))
CALENDAR = WorkingCalendar(days_off=HOLIDAYS)
SALES, OPERATIONS = frozenset({Function.SALES}), frozenset({Function.OPERATIONS})
ANA = Person("ana", "Ana", SALES, leads=True, owner=True)
BEN = Person("ben", "Ben", OPERATIONS, leads=True)
FASCIA = Offering("fascia", "Illuminated fascia", 15, {"shop": Decimal(34)}, Decimal(6800), Decimal(4000))
BANNER = Offering("banner", "Banner", 3, {"shop": Decimal(10)}, Decimal(900), Decimal(400))
LIMITS = {
    Measure.LEAD_TIME: ("15", "5"),
    Measure.MARGIN: ("30", "10"),
    Measure.DISCOUNT: ("5", "20"),
    Measure.WEEK_LOAD: ("85", "100"),
    Measure.DEAL_VALUE: ("9000", None),
    Measure.CUSTOM_PARTS: ("0", "5"),
    Measure.PAYMENT_DAYS: ("30", "60"),
}
RULES = tuple(
    Rule(str(measure), measure, "", promise_limit=Decimal(promise), stop_limit=None if stop is None else Decimal(stop))
    for measure, (promise, stop) in LIMITS.items()
)
FINE = Deal(
    "1",
    "1",
    "Lakeside Dental",
    offering_id="fascia",
    value=Decimal(6800),
    cost=Decimal(4000),
    discount_percent=Decimal(5),
    hours={"shop": Decimal(20), "van": Decimal(5)},
    custom_parts=0,
    payment_days=30,
    promised_on=date(2026, 12, 22),
)
"""Within every rule: 20 working days, 41 % margin."""


def business(
    rules: Sequence[Rule] = RULES, people: Sequence[Person] = (ANA, BEN), own: OwnAnswers = OwnAnswers.AFTER_A_NIGHT
) -> Business:
    return Business(
        name="Brightside Signs",
        currency="EUR",
        kind="sign shop",
        people=tuple(people),
        calendar=CALENDAR,
        crews=(Crew("shop", "Workshop", Decimal(40)), Crew("van", "Van", Decimal("22.5"))),
        offerings={"fascia": FASCIA, "banner": BANNER},
        agreement=Agreement(1, None, tuple(rules)),
        items=(),
        series=None,
        own_answers=own,
    )


def sold_deal(hours: object, due: date, ref: str = "sold", won: date = TODAY) -> Deal:
    """Work that is sold and lies between `won` and `due`."""
    return Deal(
        ref, ref, "Kite Bikes", stage=Stage.WON, won_on=won, promised_on=due, hours={"shop": Decimal(str(hours))}
    )


def at(day: date, clock: str = "10:00") -> datetime:
    """The instant of a time on the wall clock of the shop, in UTC as the file keeps it."""
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM).astimezone(UTC)


def rule(measure: Measure, **known: object) -> Rule:
    return next(each for each in RULES if each.measure is measure)._replace(**known)  # type: ignore[arg-type]


def ruled(deal: Deal, shop: Business, sold: Iterable[Deal] = (), today: date = TODAY) -> Verdict:
    return verdict(deal, {}, shop, Workload(shop, sold, today), today)


def asked(
    deal: Deal,
    shop: Business,
    sold: Iterable[Deal] = (),
    *,
    day: date = TODAY,
    clock: str = "10:00",
    by: str = "ana",
    ref: str = "q1",
) -> Request:
    """What is asked when somebody asks about `deal` on `day`."""
    workload = Workload(shop, sold, day)
    left = to_ask(verdict(deal, {}, shop, workload, day))
    rules = {each.id: each for each in effective_rules(shop.agreement, deal.offering_id)}
    decides, points = question(left, rules)
    facts = facts_of(deal, shop, workload, day, (point.key for point in points))
    return Request(ref, deal.id, by, at(day, clock), decides, facts, points)


def answered(
    request: Request,
    deal: Deal,
    shop: Business,
    sold: Iterable[Deal] = (),
    *,
    kind: Kind = Kind.ACCEPT,
    seat: Seat = Seat.OPERATIONS,
    who: str = "ben",
    day: date = TODAY,
    clock: str = "11:00",
    conditions: Conditions = Conditions(),
    until: date | None = None,
    taken: bool = False,
    points: Iterable[str] | None = None,
) -> Request:
    """`request` with one more answer, given on `deal` as it stands on `day`."""
    workload = Workload(shop, sold, day)
    if points is None:
        points = points_answered(request, to_ask(verdict(deal, {}, shop, workload, day)))
    given = GivenAnswer(
        f"a{len(request.answers) + 1}",
        request.id,
        who,
        seat,
        kind,
        at(day, clock),
        until or valid_until(day, shop.calendar),
        facts_of(deal, shop, workload, day, points),
        conditions=conditions,
        taken_at=at(day, clock) if taken else None,
    )
    return request._replace(answers=(*request.answers, given))


def settled(
    deal: Deal,
    requests: Sequence[Request],
    shop: Business,
    sold: Iterable[Deal] = (),
    *,
    day: date = TODAY,
    clock: str = "12:00",
) -> tuple[Verdict, Standing]:
    """The verdict and the standing of `deal` on `day` with what was asked and answered."""
    workload = Workload(shop, sold, day)
    found = verdict(deal, {}, shop, workload, day)
    return settle(found, deal, requests, shop, workload, Clock(at(day, clock), day, AMSTERDAM))


def measures(found: Verdict, *zones: Zone) -> list[Measure | None]:
    return [reason.measure for reason in found.reasons if not zones or reason.zone in zones]


def point(key: str, hours: str | None, silence: object) -> Point:
    return Point(key, None if hours is None else Decimal(hours), silence)  # type: ignore[arg-type]
