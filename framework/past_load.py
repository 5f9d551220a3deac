"""How full the weeks were on days that are over, worked out from the records as they are now (framework.md section 5).

The same figures as a `Workload` made for each of those days, but a year of thousands of deals is walked through once:
a deal comes when it is won and goes when it is delivered, and between two working days its hours are a rate.
"""

from collections.abc import Iterable, Mapping
from datetime import date
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

_NOTHING = Fraction(0)
_SOLD_ONCE = (*SOLD_STAGES, Stage.DELIVERED)
_LAST_ORDINAL = date.max.toordinal()


class _Sold(NamedTuple):
    """A deal that was sold, its days as ordinals: known from `comes` on, gone on `goes` (None: it is still there).

    Its hours by crew, exact as numerator and denominator, fall on the `days` working days from `first` to `last`;
    `days` 0: there is none, and all falls on `last`.
    """

    deal_id: str
    comes: int
    goes: int | None
    first: int
    last: int
    days: int
    hours: tuple[tuple[str, int, int], ...]


class _Placed(NamedTuple):
    """The same in whole units, by crew: on `each` working day (none without such a day), and the `whole` deal."""

    sold: _Sold
    each: tuple[tuple[str, int], ...]
    whole: tuple[tuple[str, int], ...]


class PastWorkload(Workload):
    """The workload of one past day after another: `move_to` a day, then ask as any workload.

    A deal counts as sold from the day after it was won until the day before it was delivered; its estimated hours
    count, since what was worked by then is not in the records. One that was delivered on a day nobody knows is left
    out. `terms` given: offerings that stand in for those of the version of each deal's day (a proposal that is tried).
    """

    def __init__(self, business: "Business", deals: Iterable[Deal], first: date) -> None:
        super().__init__(business, (), first)
        self.terms: Mapping[str, Offering] | None = None
        self._added: list[_Sold] = []
        self._events: list[tuple[int, int, bool, _Placed]] = []
        self._next = 0
        self._units = 1
        self._horizon = date.min
        self._present: dict[str, _Placed] = {}
        # Units on every working day from today on, and how that changes on later days.
        self._rate: dict[str, int] = {}
        self._steps: dict[str, dict[int, int]] = {}
        self._lumps: dict[tuple[str, int], int] = {}
        self._overdue: dict[str, int] = {}
        # What was added up for an earlier question, and up to where.
        self._weeks: dict[tuple[str, date], Fraction] = {}
        self._walked: dict[str, tuple[int, int]] = {}
        self._works: dict[int, bool] = {}
        for deal in deals:
            self.add(deal)
        self.move_to(first)

    def add(self, deal: Deal) -> None:
        """Take in another deal, before the first move to a later day; one that was never sold is passed over."""
        if deal.won_on is None or deal.promised_on is None or deal.stage not in _SOLD_ONCE:
            return
        comes = deal.won_on.toordinal() + 1
        goes = None if deal.delivered_on is None else deal.delivered_on.toordinal()
        if (goes is None and deal.stage is Stage.DELIVERED) or (goes is not None and goes <= comes):
            return
        offering = self.business.offering_of(deal, deal.won_on)
        hours = estimated_hours(deal, offering) or {}
        found = tuple((crew, *own.as_integer_ratio()) for crew, own in hours.items() if own)
        if not found:
            return
        calendar, first = self.business.calendar, deal.won_on
        if offering is not None and offering.lead_time_days is not None:
            first = max(first, days_before(calendar, deal.promised_on, offering.lead_time_days))
        days = calendar.working_days_in(first, deal.promised_on)
        last = deal.promised_on.toordinal()
        self._added.append(_Sold(deal.id, comes, goes, first.toordinal(), last, days, found))

    def move_to(self, day: date) -> None:
        """Look from `day` on; days are only moved forward."""
        if self._added:
            self._plan()
        today = day.toordinal()
        if day != self.today:
            self._forget()
            # What depends on the day is worked out anew; the capacity of a week and the shares of a window stay.
            self._rooms.clear()
            self._found.clear()
            for crew, steps in self._steps.items():
                for begun in [ordinal for ordinal in steps if ordinal <= today]:
                    self._rate[crew] = self._rate.get(crew, 0) + steps.pop(begun)
        self.today = day
        while self._next < len(self._events) and self._events[self._next][0] <= today:
            _, sign, is_late, placed = self._events[self._next]
            self._next += 1
            if is_late:
                for crew, units in placed.whole:
                    self._overdue[crew] = self._overdue.get(crew, 0) + sign * units
            else:
                self._lay(placed, sign)
            if sign > 0:
                self._present[placed.sold.deal_id] = placed
            else:
                del self._present[placed.sold.deal_id]

    def sold(self, crew_id: str, monday: date) -> Fraction:
        """Return the hours that were sold and still to be worked, of a crew in the week of `monday`."""
        key = (crew_id, monday)
        if key not in self._weeks and monday <= max(self._horizon, self.today):
            self._walk(crew_id, monday)
        return self._weeks.get(key, _NOTHING)

    def holds(self, deal_id: str) -> bool:
        """Say whether a deal is among those that were sold on that day, with a date and hours."""
        return deal_id in self._present

    def without(self, deal_id: str) -> Workload:
        """Return the workload less one deal that was sold by then, so that it is not counted twice when it is judged.

        Good for the same day and the same `terms` only.
        """
        placed = self._present.get(deal_id)
        return self if placed is None else _Rest(self, placed)

    def offering(self, deal: Deal) -> Offering | None:
        """Return the offering of `deal`, from `terms` where they are given."""
        if self.terms is not None and deal.offering_id is not None:
            return self.terms.get(deal.offering_id)
        return super().offering(deal)

    def own(self, placed: _Placed, crew_id: str, monday: date) -> Fraction:
        """Return the hours that one of its deals puts on a crew in the week of `monday`."""
        _, _, _, first, last, days, _ = placed.sold
        week, today = monday.toordinal(), self.today.toordinal()
        whole = dict(placed.whole).get(crew_id, 0)
        if last < today:
            return Fraction(whole, self._units) if monday == monday_of(self.today) else _NOTHING
        if not days:
            return Fraction(whole, self._units) if week <= last < week + DAYS_IN_WEEK else _NOTHING
        begin, end = max(first, today, week), min(last, week + DAYS_IN_WEEK - 1)
        worked = self.business.calendar.working_days_in(date.fromordinal(begin), date.fromordinal(end))
        return Fraction(whole // days * worked, self._units)

    def _plan(self) -> None:
        """Turn the deals that were added into events, each a day, +1 or -1, whether the deal is overdue, and the deal.

        Everything in whole units of one size: adding fractions would take most of the time.
        """
        parts = {denominator for sold in self._added for _, _, denominator in sold.hours}
        self._units = lcm(*parts) * lcm(*{sold.days or 1 for sold in self._added})
        for sold in self._added:
            whole = tuple((crew, top * (self._units // bottom)) for crew, top, bottom in sold.hours)
            each = tuple((crew, units // sold.days) for crew, units in whole) if sold.days else ()
            placed = _Placed(sold, each, whole)
            self._horizon = max(self._horizon, date.fromordinal(sold.last))
            late = max(sold.last + 1, sold.comes)
            self._events.append((sold.comes, 1, False, placed))
            if sold.goes is None or late < sold.goes:
                self._events.append((late, 1, True, placed))
            if sold.goes is not None:
                self._events.append((sold.goes, -1, late < sold.goes, placed))
        self._events.sort(key=lambda event: event[0])
        self._added = []
        self._forget()

    def _lay(self, placed: _Placed, sign: int) -> None:
        for crew, units in placed.each:
            self._step(crew, placed.sold.first, sign * units)
            self._step(crew, placed.sold.last + 1, -sign * units)
        if not placed.each:
            for crew, units in placed.whole:
                key = (crew, placed.sold.last)
                self._lumps[key] = self._lumps.get(key, 0) + sign * units

    def _step(self, crew: str, ordinal: int, units: int) -> None:
        steps = self._steps.setdefault(crew, {})
        if ordinal > self.today.toordinal():
            steps[ordinal] = steps.get(ordinal, 0) + units
        else:
            self._rate[crew] = self._rate.get(crew, 0) + units

    def _forget(self) -> None:
        self._weeks.clear()
        self._walked.clear()

    def _walk(self, crew: str, until: date) -> None:
        """Add up the weeks of a crew from today to that of `until`, each day once."""
        today = self.today.toordinal()
        begin, rate = self._walked.get(crew, (today, self._rate.get(crew, 0)))
        steps, end = self._steps.get(crew, {}), until.toordinal() + DAYS_IN_WEEK
        while begin < end:
            monday = monday_of(date.fromordinal(begin))
            following = monday.toordinal() + DAYS_IN_WEEK
            units = self._overdue.get(crew, 0) if begin == today else 0
            for ordinal in range(begin, min(following, _LAST_ORDINAL + 1)):
                rate += steps.get(ordinal, 0)
                if rate and self._is_working(ordinal):
                    units += rate
                if self._lumps:
                    units += self._lumps.get((crew, ordinal), 0)
            self._weeks[crew, monday] = Fraction(units, self._units)
            begin = following
        self._walked[crew] = begin, rate

    def _is_working(self, ordinal: int) -> bool:
        known = self._works.get(ordinal)
        if known is None:
            known = self._works[ordinal] = self.business.calendar.is_working(date.fromordinal(ordinal))
        return known


class _Rest(Workload):
    """A past workload less one deal, which is judged against the others."""

    def __init__(self, load: PastWorkload, placed: _Placed) -> None:
        super().__init__(load.business, (), load.today)
        self._load, self._placed = load, placed
        # What does not depend on the deals stays shared.
        self._capacity, self._shares, self._limits = load._capacity, load._shares, load._limits

    def sold(self, crew_id: str, monday: date) -> Fraction:
        return self._load.sold(crew_id, monday) - self._load.own(self._placed, crew_id, monday)

    def offering(self, deal: Deal) -> Offering | None:
        return self._load.offering(deal)
