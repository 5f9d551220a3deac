"""Capacity: how full the weeks are and the earliest date that fits (framework.md section 5).

All figures are exact fractions of hours.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Agreement, Measure, Zone, effective_rules
from framework.catalogue import Crew, Offering
from framework.deal import Deal, estimated_hours, promise_day
from framework.placing import FULL, Shares, Window, share_left, shares, window
from framework.placing import spread as spread
from framework.week_loads import WeekLoad as WeekLoad
from framework.week_loads import week_loads as week_loads
from framework.working_time import monday_of

if TYPE_CHECKING:
    from framework.business import Business

SEARCH_DAYS = 364
_NOTHING = Fraction(0)


class PeakLoad(NamedTuple):
    """The fullest week and crew a deal touches: `load` is (sold + this deal) / capacity, 1 is full.

    `load` None: there is no capacity in that week, which is over any limit. A deal that puts nothing anywhere
    (no hours left) has load 0 and no week.
    """

    load: Fraction | None
    week: date | None = None
    crew_id: str | None = None


def week_capacity(business: "Business", crew: Crew, monday: date) -> Fraction:
    """Return the hours of `crew` in the week of `monday`: as set for that week, else its share of working days."""
    own = business.week_hours.get((crew.id, monday))
    return Fraction(own) if own is not None else usual_capacity(business, crew, monday)


def usual_capacity(business: "Business", crew: Crew, monday: date) -> Fraction:
    """Return the hours of `crew` in the week of `monday` by its share of working days, whatever is set for it."""
    calendar = business.calendar
    return Fraction(crew.weekly_hours) * calendar.working_days_in_week(monday) / len(calendar.weekdays)


class Workload:
    """What is sold, by crew and week, as seen from `today`. Built once, then asked often: it keeps what it worked out.

    Takes the sold deals (won or in delivery; others are passed over). Hours are those still to be worked.
    """

    def __init__(self, business: "Business", sold_deals: Iterable[Deal], today: date) -> None:
        self.business, self.today = business, today
        self.undated_hours = _NOTHING
        self._crews = {crew.id: crew for crew in business.crews}
        self._sold: dict[tuple[str, date], Fraction] = {}
        self._deals: dict[str, Deal] = {}
        self._capacity: dict[tuple[str, date], Fraction] = {}
        self._shares: dict[Window, Shares] = {}
        self._limits: dict[tuple[int, str | None, Zone], tuple[Fraction, int | None]] = {}
        self._rooms: dict[tuple[str, int | None, Fraction], dict[int, tuple[int, int]]] = {}
        self._found: dict[tuple[object, ...], int | None] = {}
        for deal in sold_deals:
            if deal.is_sold:
                self._deals[deal.id] = deal
                self._add(deal, 1)

    def sold(self, crew_id: str, monday: date) -> Fraction:
        """Return the sold hours of a crew in the week of `monday`."""
        return self._sold.get((crew_id, monday), _NOTHING)

    def capacity(self, crew_id: str, monday: date) -> Fraction:
        """Return the hours a crew has in the week of `monday`; 0 for a crew the business does not have."""
        key = (crew_id, monday)
        known = self._capacity.get(key)
        if known is None:
            crew = self._crews.get(crew_id)
            known = self._capacity[key] = week_capacity(self.business, crew, monday) if crew else _NOTHING
        return known

    def holds(self, deal_id: str) -> bool:
        """Say whether a deal is among the sold ones this workload was built from."""
        return deal_id in self._deals

    def without(self, deal_id: str) -> "Workload":
        """Return the workload less one sold deal, so that the deal is not counted twice when it is judged again."""
        deal = self._deals.get(deal_id)
        if deal is None:
            return self
        rest = self._copy()
        del rest._deals[deal_id]
        rest._add(deal, -1)
        return rest

    def plus(self, deal: Deal) -> "Workload":
        """Return the workload with one more sold deal in it; nothing changes for a deal that is not sold."""
        more = self._copy()
        if deal.is_sold:
            more._deals[deal.id] = deal
            more._add(deal, 1)
        return more

    def _copy(self) -> "Workload":
        copy = Workload(self.business, (), self.today)
        copy._deals, copy._sold, copy.undated_hours = dict(self._deals), dict(self._sold), self.undated_hours
        # What does not depend on the deals stays shared.
        copy._capacity, copy._shares, copy._limits = self._capacity, self._shares, self._limits
        return copy

    def offering(self, deal: Deal) -> Offering | None:
        """Return the offering of `deal` as of its day, None when it is not in the catalogue."""
        return self.business.offering_of(deal, self.today)

    def hours_left(self, deal: Deal) -> dict[str, Fraction] | None:
        """Return the hours of `deal` still to be worked by crew id, crews without any left out; None if not known."""
        hours = estimated_hours(deal, self.offering(deal))
        if hours is None:
            return None
        left = share_left(deal, sum(hours.values(), start=Decimal(0)))
        return {crew: Fraction(own) * left for crew, own in hours.items() if own and left}

    def weeks_of(self, deal: Deal, since: date | None = None) -> Shares | None:
        """Return which share of the hours left of `deal` falls in which week; None without a promised date.

        With `since` as it was on that earlier day, without the weeks that are over by now.
        """
        if since is None or since >= self.today:
            place = self.window_of(deal)
            return None if place is None else self.shares(place)
        place = window(deal, self.offering(deal), self.business.calendar, since)
        this_week = monday_of(self.today)
        return None if place is None else tuple(share for share in self.shares(place) if share[0] >= this_week)

    def window_of(self, deal: Deal) -> Window | None:
        """Return the days on which the hours left of `deal` fall; None without a promised date."""
        return window(deal, self.offering(deal), self.business.calendar, self.today)

    def placed(self, deal: Deal) -> Iterator[tuple[str, date, Fraction]]:
        """Give the hours left of `deal` by crew and Monday; nothing while its hours or its date are not known."""
        weeks = self.weeks_of(deal) or ()
        for crew_id, hours in (self.hours_left(deal) or {}).items():
            for week, share in weeks:
                yield crew_id, week, hours * share

    def likely(self, deal: Deal) -> Iterator[tuple[str, date, Fraction]]:
        """Give the hours an open deal may bring, by crew and Monday: its hours times its probability, if it has one."""
        if deal.probability_percent and deal.is_open:
            probability = Fraction(deal.probability_percent) / 100
            for crew_id, week, hours in self.placed(deal):
                yield crew_id, week, hours * probability

    def shares(self, place: Window) -> Shares:
        """Return by Monday which share of the hours in `place` falls in that week."""
        known = self._shares.get(place)
        if known is None:
            known = self._shares[place] = shares(place, self.business.calendar)
        return known

    def limits(self, deal: Deal | None, zone: Zone) -> tuple[Fraction, int | None]:
        """Return the week load (1 is full) that `zone` allows, and the least lead time in days that is not OFF.

        By the version that judges `deal`; None: by the one in force today, for what is not in the catalogue. `zone`
        is PROMISE or ASK, else ValueError. Without such a limit a week may be full; None: any lead time.
        """
        agreement = self.business.agreement if deal is None else self.business.agreement_for(deal, self.today)
        key = (agreement.number, None if deal is None else deal.offering_id, zone)
        known = self._limits.get(key)
        if known is None:
            known = self._limits[key] = _limits(agreement, key[1], zone)
        return known

    def room(self, crew_id: str, place: Window, limit: Fraction) -> Fraction:
        """Return the most hours a deal in `place` may have so that no week passes `limit`; below 0 where one has."""
        return min(
            (
                (limit * self.capacity(crew_id, week) - self.sold(crew_id, week)) / share
                for week, share in self.shares(place)
            ),
            default=_NOTHING,
        )

    def first_fit(
        self, needed: dict[str, Fraction], lead: int | None, limit: Fraction, first: int, last: int
    ) -> int | None:
        """Return the first n in `first` to `last` such that an open deal fits that is due n working days after today.

        The days such a deal is spread over depend on n and its standard lead time alone, not on its hours: the
        most hours that fit are worked out once for all deals.
        """
        asked = (lead, limit, first, last, *sorted(needed.items()))
        if asked not in self._found:
            self._found[asked] = self._search(needed, lead, limit, range(first, last + 1))
        return self._found[asked]

    def _search(
        self, needed: dict[str, Fraction], lead: int | None, limit: Fraction, days: Iterable[int]
    ) -> int | None:
        rooms = [
            (hours.numerator, hours.denominator, crew, self._rooms.setdefault((crew, lead, limit), {}))
            for crew, hours in needed.items()
        ]
        for n in days:
            for numerator, denominator, crew, known in rooms:
                room = known.get(n)
                if room is None:
                    room = known[n] = self._room_in(crew, lead, limit, n)
                # hours > room, without the cost of making fractions: this runs millions of times.
                if numerator * room[1] > room[0] * denominator:
                    break
            else:
                return n
        return None

    def _room_in(self, crew_id: str, lead: int | None, limit: Fraction, days: int) -> tuple[int, int]:
        calendar = self.business.calendar
        end = calendar.add_working_days(self.today, days)
        start = self.today if lead is None or days <= lead else calendar.add_working_days(end, -lead)
        room = self.room(crew_id, Window(start, end, calendar.working_days_in(start, end)), limit)
        return room.numerator, room.denominator

    def _add(self, deal: Deal, sign: int) -> None:
        needed, weeks = self.hours_left(deal), self.weeks_of(deal)
        for crew, hours in (needed or {}).items():
            if weeks is None:
                self.undated_hours += sign * hours
            for week, share in weeks or ():
                key = (crew, week)
                self._sold[key] = self._sold.get(key, _NOTHING) + sign * hours * share


def deal_week_load(
    deal: Deal, business: "Business", workload: Workload, today: date, since: date | None = None
) -> PeakLoad | None:
    """Return the fullest week `deal` touches, with the deal in it; None when its hours or promised date are not known.

    A sold deal is taken out of the workload first. With `since` its hours lie where they lay on that earlier day, and
    the weeks that are over by now are left out. Raises ValueError for a workload of another day.
    """
    _same_day(workload, today)
    rest = workload.without(deal.id)
    needed, weeks = rest.hours_left(deal), rest.weeks_of(deal, since)
    if needed is None or deal.promised_on is None:
        return None
    where: tuple[date, str] | None = None
    top, bottom = 0, 1
    for crew_id, hours in needed.items():
        for week, share in weeks or ():
            sold, capacity = rest.sold(crew_id, week), rest.capacity(crew_id, week)
            if capacity <= 0:
                return PeakLoad(None, week, crew_id)
            # (sold + hours * share) / capacity, made a fraction only once it is known to be the highest: lists of
            # thousands of deals are judged.
            scale = hours.denominator * share.denominator
            over = sold.numerator * scale + hours.numerator * share.numerator * sold.denominator
            over, under = over * capacity.denominator, sold.denominator * scale * capacity.numerator
            if over * bottom > top * under:
                top, bottom, where = over, under, (week, crew_id)
    return PeakLoad(Fraction(top, bottom), *where) if where else PeakLoad(_NOTHING)


def earliest_date(
    deal: Deal, business: "Business", workload: Workload, today: date, limit: Zone = Zone.PROMISE
) -> date | None:
    """Return the earliest working day that can be promised, from the asked date (or today) on, within 364 days of it.

    Every week touched stays at or under the week load that `limit` (PROMISE, or ASK) allows, 100 % where no rule
    says so, and lead time is not OFF. None when there is no such day, when the hours are not known, and when
    nothing is left to do. Raises ValueError for another zone and for a workload of another day.
    """
    _same_day(workload, today)
    most, least_days = workload.limits(deal, limit)
    needed = workload.hours_left(deal)
    if needed is None or not (deal.is_open or deal.is_sold):
        return None
    calendar = business.calendar
    asked = max(deal.promised_on or today, today)
    end = date.fromordinal(min(asked.toordinal() + SEARCH_DAYS, date.max.toordinal()))
    try:
        # Days are counted from today: 0 is today, n the n-th working day after it.
        first = calendar.working_days_between(today, calendar.next_working_day(asked))
    except OverflowError:
        return None
    last = calendar.working_days_between(today, end)
    if least_days is not None:
        first = max(first, least_days + calendar.working_days_between(today, promise_day(deal, today)))
    offering = workload.offering(deal)
    lead = None if offering is None else offering.lead_time_days
    if deal.is_open:
        found = workload.first_fit(needed, lead, most, first, last)
        return None if found is None else calendar.add_working_days(today, found)
    rest = workload.without(deal.id)
    for n in range(first, last + 1):
        day = calendar.add_working_days(today, n)
        place = window(deal._replace(promised_on=day), offering, calendar, today)
        if place is not None and all(hours <= rest.room(crew, place, most) for crew, hours in needed.items()):
            return day
    return None


def _limits(agreement: Agreement, offering_id: str | None, zone: Zone) -> tuple[Fraction, int | None]:
    if zone not in (Zone.PROMISE, Zone.ASK):
        raise ValueError("the limit to keep is that of PROMISE or of ASK")
    rules = effective_rules(agreement, offering_id)
    loads = [r.promise_limit if zone is Zone.PROMISE else r.stop_limit for r in rules if r.measure is Measure.WEEK_LOAD]
    stops = [r.stop_limit for r in rules if r.measure is Measure.LEAD_TIME and r.stop_limit is not None]
    most = min((Fraction(limit) / 100 for limit in loads if limit is not None), default=FULL)
    return most, ceil(max(stops)) if stops else None


def _same_day(workload: Workload, today: date) -> None:
    if workload.today != today:
        raise ValueError("the workload was worked out for another day")
