"""How full the weeks were on days that are over, worked out from the records as they are now (framework.md section 5).

The same figures as a `Workload` made for each of those days, but a year of thousands of deals is walked through once:
hours lie on days, a deal comes when it is won and goes when it is delivered.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from framework.capacity import Workload
from framework.catalogue import Offering
from framework.deal import SOLD_STAGES, Deal, Stage, estimated_hours
from framework.placing import days_before
from framework.working_time import DAYS_IN_WEEK, monday_of

if TYPE_CHECKING:
    from framework.business import Business

_ONE_DAY = timedelta(days=1)
_SOLD_ONCE = (*SOLD_STAGES, Stage.DELIVERED)
_COMES, _IS_LATE, _GOES, _GOES_LATE = range(4)


class _Placed(NamedTuple):
    """A deal that was sold: its working days, and its hours by crew on each of them and in all, in units."""

    days: tuple[date, ...]
    each: tuple[tuple[str, int], ...]
    whole: tuple[tuple[str, int], ...]


class PastWorkload(Workload):
    """The workload of one past day after another: `move_to` a day, then ask as any workload.

    A deal counts as sold from the day after it was won until the day before it was delivered; its estimated hours
    count, since what was worked by then is not in the records. `terms` given: offerings that stand in for those of
    the version of each deal's day (a proposal that is tried).
    """

    def __init__(self, business: "Business", deals: Iterable[Deal], first: date) -> None:
        super().__init__(business, (), first)
        self.terms: Mapping[str, Offering] | None = None
        self._units = 1
        self._by_day: dict[tuple[str, date], int] = {}
        self._overdue: dict[str, int] = {}
        self._weeks: dict[tuple[str, date], Fraction] = {}
        self._events = self._plan(deals)
        self._next = 0
        self.move_to(first)

    def move_to(self, day: date) -> None:
        """Look from `day` on; days are only moved forward."""
        if day != self.today:
            self._weeks.clear()
            # What depends on the day is worked out anew; the capacity of a week and the shares of a window stay.
            self._rooms.clear()
            self._found.clear()
        self.today = day
        while self._next < len(self._events) and self._events[self._next][0] <= day:
            _, kind, placed = self._events[self._next]
            self._next += 1
            self._weeks.clear()
            sign = -1 if kind >= _GOES else 1
            if kind != _IS_LATE:
                for crew, units in placed.each:
                    for each in placed.days:
                        self._by_day[crew, each] = self._by_day.get((crew, each), 0) + sign * units
            if kind in (_IS_LATE, _GOES_LATE):
                for crew, units in placed.whole:
                    self._overdue[crew] = self._overdue.get(crew, 0) + sign * units

    def sold(self, crew_id: str, monday: date) -> Fraction:
        """Return the hours that were sold and still to be worked, of a crew in the week of `monday`."""
        known = self._weeks.get((crew_id, monday))
        if known is None:
            first = max(monday, self.today).toordinal()
            days = range(first, monday.toordinal() + DAYS_IN_WEEK)
            units = sum(self._by_day.get((crew_id, date.fromordinal(day)), 0) for day in days)
            if monday == monday_of(self.today):
                units += self._overdue.get(crew_id, 0)
            known = self._weeks[crew_id, monday] = Fraction(units, self._units)
        return known

    def offering(self, deal: Deal) -> Offering | None:
        """Return the offering of `deal`, from `terms` where they are given."""
        if self.terms is not None and deal.offering_id is not None:
            return self.terms.get(deal.offering_id)
        return super().offering(deal)

    def _plan(self, deals: Iterable[Deal]) -> list[tuple[date, int, _Placed]]:
        found = []
        for deal in deals:
            if deal.won_on is None or deal.promised_on is None or deal.stage not in _SOLD_ONCE:
                continue
            if deal.stage is Stage.DELIVERED and deal.delivered_on is None:
                continue
            offering = self.business.offering_of(deal, deal.won_on)
            hours = {crew: own for crew, own in (estimated_hours(deal, offering) or {}).items() if own}
            if hours:
                found.append((deal, self._days(deal, offering), hours))
        # Everything in whole units of one size: adding fractions would take most of the time.
        parts = [Fraction(own).denominator for _, _, hours in found for own in hours.values()]
        self._units = lcm(*parts) * lcm(*{len(days) for _, days, _ in found})
        events: list[tuple[date, int, _Placed]] = []
        for deal, days, hours in found:
            whole = tuple((crew, int(Fraction(own) * self._units)) for crew, own in hours.items())
            placed = _Placed(days, tuple((crew, units // len(days)) for crew, units in whole), whole)
            assert deal.won_on is not None and deal.promised_on is not None
            comes = deal.won_on + _ONE_DAY
            if deal.delivered_on is not None and deal.delivered_on <= comes:
                continue
            events.append((comes, _COMES, placed))
            late = max(deal.promised_on + _ONE_DAY, comes)
            was_late = deal.delivered_on is None or late < deal.delivered_on
            if was_late:
                events.append((late, _IS_LATE, placed))
            if deal.delivered_on is not None:
                events.append((deal.delivered_on, _GOES_LATE if was_late else _GOES, placed))
        return sorted(events, key=lambda event: event[:2])

    def _days(self, deal: Deal, offering: Offering | None) -> tuple[date, ...]:
        assert deal.won_on is not None and deal.promised_on is not None
        start = deal.won_on
        if offering is not None and offering.lead_time_days is not None:
            start = max(start, days_before(self.business.calendar, deal.promised_on, offering.lead_time_days))
        days = tuple(self.business.calendar.each_working_day(start, deal.promised_on))
        # A window without a working day puts all on the promised day.
        return days or (deal.promised_on,)
