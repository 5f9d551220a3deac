"""What each side hears of the other in its own review: delivery for Sales, the pipeline for Operations (section 10)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from framework.catalogue import Offering
from framework.deal import Deal, estimated_hours
from framework.working_time import WorkingCalendar

LATELY = timedelta(days=91)
"""News is what happened in so many days up to today, a quarter."""

SOON_DAYS = 10
"""Sold deals due within so many working days are listed."""

_DIGITS = 60


class DeliveryNews(NamedTuple):
    """What Sales hears. `delivered` since `first` up to today, the latest first; `late_now` and `due_soon` are sold.

    Of those delivered, `on_time`, `late` (after the first promised date), `rework` and `scored` are the ones of which
    that is known. `score` is the mean of the scores, None without one.
    """

    first: date
    delivered: tuple[Deal, ...]
    on_time: tuple[Deal, ...]
    late: tuple[Deal, ...]
    rework: tuple[Deal, ...]
    known_rework: tuple[Deal, ...]
    scored: tuple[Deal, ...]
    score: Fraction | None
    late_now: tuple[Deal, ...]
    due_soon: tuple[Deal, ...]


class Coming(NamedTuple):
    """An open deal that may come. `hours` are those by crew id, None: not known; `day` is when it may be decided."""

    deal: Deal
    hours: Mapping[str, Decimal] | None
    day: date | None


class Asked(NamedTuple):
    """What clients asked for: an offering (None: outside the catalogue) and the deals; `early` wish less than the
    standard lead time."""

    offering_id: str | None
    deals: tuple[Deal, ...]
    early: tuple[Deal, ...]


class PipelineNews(NamedTuple):
    """What Operations hears: deals that may come, the likeliest first, what was won and lost, what clients ask for.

    `value` is the sum of the known prices, `weighted` that of price x probability, `hours` the likely ones of all crews
    (hours x probability); deals of which one of the two is not known are in neither `weighted` nor `hours`.
    `refused` are the keys of the lost deals after a no of ours.
    """

    first: date
    coming: tuple[Coming, ...]
    value: Decimal
    weighted: Decimal
    hours: Fraction
    won: tuple[Deal, ...]
    lost: tuple[Deal, ...]
    refused: frozenset[str]
    asked: tuple[Asked, ...]


def delivery_news(
    delivered: Iterable[Deal], sold: Iterable[Deal], calendar: WorkingCalendar, today: date
) -> DeliveryNews:
    """Return what Sales hears of delivery on `today`."""
    first = today - LATELY
    seen = [deal for deal in delivered if deal.delivered_on is not None and first <= deal.delivered_on <= today]
    seen.sort(key=lambda deal: (deal.delivered_on or date.min, deal.ref), reverse=True)
    dated = [deal for deal in seen if days_late(deal) is not None]
    scored = tuple(deal for deal in seen if deal.client_score is not None)
    points = sum(deal.client_score or 0 for deal in scored)
    waiting = sorted(
        (deal for deal in sold if deal.is_sold and deal.promised_on is not None),
        key=lambda deal: (deal.promised_on or date.max, deal.ref),
    )
    return DeliveryNews(
        first,
        tuple(seen),
        tuple(deal for deal in dated if not days_late(deal)),
        tuple(deal for deal in dated if days_late(deal)),
        tuple(deal for deal in seen if deal.rework),
        tuple(deal for deal in seen if deal.rework is not None),
        scored,
        Fraction(points, len(scored)) if scored else None,
        tuple(deal for deal in waiting if deal.promised_on is not None and deal.promised_on < today),
        tuple(
            deal
            for deal in waiting
            if deal.promised_on is not None
            and deal.promised_on >= today
            and calendar.working_days_between(today, deal.promised_on) <= SOON_DAYS
        ),
    )


def days_late(deal: Deal) -> int | None:
    """Return how many calendar days after its first promised date a deal was delivered; 0: on time, None: no date."""
    promised = deal.first_promised_on or deal.promised_on
    if promised is None or deal.delivered_on is None:
        return None
    return max(0, (deal.delivered_on - promised).days)


def pipeline_news(
    deals: Iterable[Deal],
    won: Iterable[Deal],
    lost: Iterable[Deal],
    refused: Iterable[str],
    offerings: Mapping[str, Offering],
    calendar: WorkingCalendar,
    today: date,
) -> PipelineNews:
    """Return what Operations hears of the pipeline on `today`: `deals` are the open ones, `won` and `lost` the rest."""
    deals, won, lost = list(deals), list(won), list(lost)
    first = today - LATELY
    coming = [
        Coming(deal, estimated_hours(deal, _offering(deal, offerings)), deal.expected_close_on or deal.promised_on)
        for deal in deals
        if deal.is_open
    ]
    coming.sort(key=lambda each: (-(each.deal.probability_percent or 0), each.day or date.max, each.deal.ref))
    value, weighted, hours = Decimal(0), Decimal(0), Fraction(0)
    with localcontext(prec=_DIGITS):
        for each in coming:
            chance = each.deal.probability_percent
            if each.deal.value is not None:
                value += each.deal.value
            if each.deal.value is not None and chance is not None:
                weighted += each.deal.value * chance / 100
            if each.hours is not None and chance is not None:
                hours += sum(map(Fraction, each.hours.values()), start=Fraction(0)) * Fraction(chance) / 100
    lately_lost = tuple(deal for deal in lost if deal.lost_on is not None and first <= deal.lost_on <= today)
    told_no = frozenset(refused)
    return PipelineNews(
        first,
        tuple(coming),
        value,
        weighted,
        hours,
        tuple(deal for deal in won if deal.won_on is not None and first <= deal.won_on <= today),
        lately_lost,
        frozenset(deal.id for deal in lately_lost if deal.id in told_no),
        _asked([*deals, *won, *lost], offerings, calendar, today),
    )


def _asked(
    deals: Iterable[Deal], offerings: Mapping[str, Offering], calendar: WorkingCalendar, today: date
) -> tuple[Asked, ...]:
    """Return what came in over a quarter by offering, the most asked for first."""
    found: dict[str | None, dict[str, Deal]] = {}
    for deal in deals:
        if deal.created_on is not None and today - LATELY <= deal.created_on <= today:
            found.setdefault(deal.offering_id, {})[deal.id] = deal

    def early(deal: Deal) -> bool:
        return _is_early(deal, offerings, calendar)

    asked = [
        Asked(
            key, tuple(those.values()), tuple(each for each in those.values() if _is_early(each, offerings, calendar))
        )
        for key, those in found.items()
    ]
    return tuple(sorted(asked, key=lambda each: (-len(each.deals), each.offering_id or "")))


def _is_early(deal: Deal, offerings: Mapping[str, Offering], calendar: WorkingCalendar) -> bool:
    offering = _offering(deal, offerings)
    wished = deal.first_promised_on or deal.promised_on
    if offering is None or offering.lead_time_days is None or wished is None or deal.created_on is None:
        return False
    return calendar.working_days_between(deal.created_on, wished) < offering.lead_time_days


def _offering(deal: Deal, offerings: Mapping[str, Offering]) -> Offering | None:
    return offerings.get(deal.offering_id) if deal.offering_id is not None else None
