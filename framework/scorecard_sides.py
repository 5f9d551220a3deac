"""What each function can be proud of alone, shown in grey beside what both share (sources: each side's own measure)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from framework.deal import Deal
from framework.outcome import Save
from framework.past_load import PastWorkload
from framework.periods import Period
from framework.scorecard_figures import NEARLY_FULL
from framework.working_time import DAYS_IN_WEEK, monday_of


class SalesAlone(NamedTuple):
    """The deals won in a period, their price together (of `unpriced` none is known), and the clients new in it."""

    deals: tuple[Deal, ...]
    value: Decimal
    unpriced: int
    new_clients: tuple[str, ...]


class OperationsAlone(NamedTuple):
    """How full the weeks that began in a period were on their Mondays, and what failures prevented would have cost.

    `used` is sold hours / capacity, None without capacity; `full_weeks` are the Mondays on which a crew was over 95 %.
    """

    used: Fraction | None
    weeks: int
    full_weeks: tuple[date, ...]
    saves: tuple[Save, ...]
    saved: Decimal


def sales_alone(won: Iterable[Deal], first_won: Mapping[str, date], period: Period) -> SalesAlone:
    """Return what Sales sold in a period; `first_won` is the day of each client's first deal."""
    deals = tuple(deal for deal in won if period.holds(deal.won_on))
    prices = [deal.value for deal in deals if deal.value is not None]
    clients = dict.fromkeys(deal.client for deal in deals if period.holds(first_won.get(deal.client)))
    return SalesAlone(deals, sum(prices, start=Decimal(0)), len(deals) - len(prices), tuple(clients))


def operations_alone(load: PastWorkload, saves: Iterable[Save], period: Period, today: date) -> OperationsAlone:
    """Return how full the weeks of a period were, up to that of `today`. `load` is moved forward through them."""
    sold = capacity = Fraction(0)
    full: list[date] = []
    mondays = _mondays(period, today)
    for monday in mondays:
        load.move_to(monday)
        over = False
        for crew in load.business.crews:
            here, room = load.sold(crew.id, monday), load.capacity(crew.id, monday)
            sold, capacity = sold + here, capacity + room
            over = over or here > room * NEARLY_FULL
        if over:
            full.append(monday)
    own = tuple(each for each in saves if period.holds(each.saved_on))
    return OperationsAlone(
        sold / capacity if capacity else None,
        len(mondays),
        tuple(full),
        own,
        sum((each.value for each in own if each.value is not None), start=Decimal(0)),
    )


def _mondays(period: Period, today: date) -> Sequence[date]:
    monday = monday_of(period.first)
    found = []
    while monday <= min(period.last, today):
        if monday >= period.first:
            found.append(monday)
        if date.max - monday < timedelta(days=DAYS_IN_WEEK):
            break
        monday += timedelta(days=DAYS_IN_WEEK)
    return found
