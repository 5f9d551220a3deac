"""The weeks ahead, crew by crew, and what becomes of them when a deal counts or not, or moves (framework.md section 5).

All figures are exact fractions of hours, except the chance of overload, which is a float between 0 and 1.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, NamedTuple

from framework.deal import Deal
from framework.overload import chance_over, quarters
from framework.working_time import DAYS_IN_WEEK

if TYPE_CHECKING:
    from framework.business import Business
    from framework.capacity import Workload

_NOTHING = Fraction(0)
_Key = tuple[str, date]


class WeekLoad(NamedTuple):
    """One week of one crew, in hours. `week` is a Monday.

    `utilisation` is sold / capacity (1 is full); None where there is no capacity and something is sold. `over`
    says that more is sold than there is capacity. `overload_chance` counts the open deals by their probability.
    """

    week: date
    crew_id: str
    capacity: Fraction
    sold: Fraction
    likely: Fraction
    utilisation: Fraction | None
    overload_chance: float
    over: bool


class Part(NamedTuple):
    """What one deal puts on one crew in one week: whole hours, and how likely they are (1 once it is sold)."""

    deal_id: str
    hours: Fraction
    chance: Fraction


class _Hours(NamedTuple):
    """Hours as a plain quotient, which adds up a hundred times faster than a fraction, and how likely they are."""

    top: int
    bottom: int
    chance: Fraction


class WeekPlan:
    """The weeks from `first_monday` on with the deals taken into it: sold ones, and open ones by their probability.

    A deal can be counted out and in again, and stand in with another date; only the weeks it touches are worked out
    anew. Deals without hours, promised date or probability put nothing on any week.
    """

    def __init__(self, workload: "Workload", first_monday: date, weeks: int) -> None:
        self.workload = workload
        start = first_monday.toordinal()
        ordinals = range(start, min(start + DAYS_IN_WEEK * weeks, date.max.toordinal() + 1), DAYS_IN_WEEK)
        self.mondays = tuple(date.fromordinal(ordinal) for ordinal in ordinals)
        crews = workload.business.crews
        self._open: dict[_Key, dict[str, _Hours]] = {(crew.id, week): {} for week in self.mondays for crew in crews}
        self._moved: dict[_Key, Fraction] = {}
        self._placed: dict[str, list[tuple[_Key, _Hours]]] = {}
        self._starts: dict[str, date | None] = {}
        self._deals: dict[str, Deal] = {}
        self._out: set[str] = set()
        self._known: dict[_Key, WeekLoad] = {}

    def take(self, deals: Iterable[Deal]) -> None:
        """Take deals in, each once: open ones, and the sold ones of the workload, which count whether taken or not."""
        for deal in deals:
            self._deals[deal.id] = deal
            self._lay(deal)

    def move(self, deal: Deal) -> None:
        """Let a deal that was taken in stand there as it is given now, with another date."""
        before = self._placed.pop(deal.id, [])
        self._deals[deal.id] = deal
        self._lay(deal)
        for key, own in before:
            if self._open[key].get(deal.id) is own:
                del self._open[key][deal.id]
            self._known.pop(key, None)
        if deal.is_sold:
            for sign, placed in ((-1, before), (1, self._placed.get(deal.id, []))):
                for key, own in placed:
                    self._moved[key] = self._moved.get(key, _NOTHING) + sign * Fraction(own.top, own.bottom)

    def count(self, deal_id: str, counts: bool) -> None:
        """Count an open deal in or out; a sold one always counts."""
        if counts:
            self._out.discard(deal_id)
        else:
            self._out.add(deal_id)
        for key, _ in self._placed.get(deal_id, ()):
            self._known.pop(key, None)

    def counts(self, deal_id: str) -> bool:
        """Say whether a deal is counted."""
        return deal_id not in self._out

    def deal(self, deal_id: str) -> Deal | None:
        """Return a deal as it stands in the plan, None when it was not taken in."""
        return self._deals.get(deal_id)

    def start(self, deal_id: str) -> date | None:
        """Return the first day on which something is left to do for a deal; None without a date."""
        return self._starts.get(deal_id)

    def crews(self, deal_id: str) -> frozenset[str]:
        """Return the crews that have work of a deal in these weeks; none where its hours or its date are not known."""
        return frozenset(key[0] for key, _ in self._placed.get(deal_id, ()))

    def loads(self) -> tuple[WeekLoad, ...]:
        """Return all weeks, each with every crew in the order of the business."""
        return tuple(self.load(crew_id, week) for crew_id, week in self._open)

    def load(self, crew_id: str, week: date) -> WeekLoad:
        """Return one week of one crew. Raises KeyError for one that is not in the plan."""
        key = (crew_id, week)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._work_out(key)
        return known

    def parts(self, crew_id: str, week: date) -> list[Part]:
        """Return what is in one week of one crew, the most hours first; also deals that are counted out."""
        key = (crew_id, week)
        found = [(deal_id, own) for deal_id, placed in self._placed.items() for at, own in placed if at == key]
        found.sort(key=lambda one: (-one[1].top / one[1].bottom, one[0]))
        return [Part(deal_id, Fraction(own.top, own.bottom), own.chance) for deal_id, own in found]

    def _lay(self, deal: Deal) -> None:
        chance = Fraction(1)
        if deal.is_open:
            # No probability is a chance of nothing, but the hours are there to be seen.
            chance = Fraction(deal.probability_percent or 0) / 100
        place = self.workload.window_of(deal)
        self._starts[deal.id] = None if place is None else place.first
        weeks = () if place is None else self.workload.shares(place)
        if not weeks or weeks[0][0] > self.mondays[-1]:
            return
        hours_left = self.workload.hours_left(deal)
        if not hours_left:
            return
        placed = self._placed[deal.id] = []
        for crew_id, hours in hours_left.items():
            for week, share in weeks:
                key = (crew_id, week)
                here = self._open.get(key)
                if here is None:
                    continue
                own = _Hours(hours.numerator * share.numerator, hours.denominator * share.denominator, chance)
                placed.append((key, own))
                if deal.is_open and chance:
                    here[deal.id] = own
                self._known.pop(key, None)

    def _work_out(self, key: _Key) -> WeekLoad:
        crew_id, week = key
        sold = self.workload.sold(crew_id, week) + self._moved.get(key, _NOTHING)
        capacity = self.workload.capacity(crew_id, week)
        here: Mapping[str, _Hours] = self._open[key]
        counted = [own for deal_id, own in here.items() if deal_id not in self._out] if self._out else [*here.values()]
        # Half up: (8 top + bottom) / (2 bottom) is four times the hours and a half.
        sizes = [((8 * own.top + own.bottom) // (2 * own.bottom), own.chance) for own in counted]
        return WeekLoad(
            week=week,
            crew_id=crew_id,
            capacity=capacity,
            sold=sold,
            likely=_likely(counted),
            utilisation=sold / capacity if capacity else None if sold else _NOTHING,
            overload_chance=chance_over(quarters(capacity) - quarters(sold), sizes),
            over=sold > capacity,
        )


def week_loads(
    business: "Business", workload: "Workload", open_deals: Iterable[Deal], first_monday: date, weeks: int
) -> tuple[WeekLoad, ...]:
    """Return `weeks` weeks from `first_monday` on, each with every crew in the order of the business.

    Open deals without hours, promised date or probability put nothing on any week.
    """
    plan = WeekPlan(workload, first_monday, weeks)
    plan.take(open_deals)
    return plan.loads()


def _likely(counted: Iterable[_Hours]) -> Fraction:
    """Return the hours by their chance, added up by denominator: adding fractions would take most of the time."""
    sums: dict[int, int] = {}
    for own in counted:
        bottom = own.bottom * own.chance.denominator
        sums[bottom] = sums.get(bottom, 0) + own.top * own.chance.numerator
    whole = lcm(*sums)
    return Fraction(sum(top * (whole // bottom) for bottom, top in sums.items()), whole)
