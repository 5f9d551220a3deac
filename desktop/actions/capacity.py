"""What the Capacity tab shows, gathered a part at a time; and the earliest honest dates of the offerings."""

from collections.abc import Generator
from datetime import date
from decimal import Decimal
from math import ceil
from typing import NamedTuple

from desktop.actions.desk import Desk
from framework.agreement import Measure, Zone, effective_rules
from framework.capacity import earliest_date
from framework.catalogue import Offering
from framework.deal import Deal, Stage
from framework.week_loads import WeekPlan
from framework.working_time import monday_of
from storage.book import Book
from storage.intake import deals_by_id, open_deal_ids, sold_deals

PART = 100
"""So many deals are placed at once while somebody waits for the window: some milliseconds."""
SOME_WEEKS = 4


class LeadTime(NamedTuple):
    """The earliest days for one unit of an offering, asked for today (framework.md section 5).

    `earliest` fits the weeks and is not off the table; `alone` is also late enough for Sales to promise it without
    asking. None: there is none in 52 weeks, or not even the hours of a unit are known.
    """

    offering: Offering
    alone: date | None
    earliest: date | None
    hours_known: bool


class CapacityFacts(NamedTuple):
    """The weeks with all deals in them, the deals in the order of their dates, and the earliest honest dates."""

    plan: WeekPlan
    deals: tuple[Deal, ...]
    lead_times: tuple[LeadTime, ...]


def gather(book: Book, desk: Desk, weeks: int) -> Generator[None, None, CapacityFacts]:
    """Return what the tab shows of `weeks` weeks from this one on. It yields now and then, so that a window answers."""
    plan = WeekPlan(desk.workload, monday_of(desk.today), weeks)
    deals = sold_deals(book, digits=desk.digits)
    plan.take(deals)
    yield
    ids = open_deal_ids(book)
    for start in range(0, len(ids), PART):
        chunk = deals_by_id(book, ids[start : start + PART], digits=desk.digits)
        plan.take(chunk)
        deals += chunk
        yield
    for at, monday in enumerate(plan.mondays):
        for crew in desk.business.crews:
            plan.load(crew.id, monday)
        if at % SOME_WEEKS == SOME_WEEKS - 1:
            yield
    found = []
    for offering in desk.business.agreement.offerings.values():
        found.append(lead_time(desk, offering))
        yield
    deals.sort(key=_by_date)
    return CapacityFacts(plan, tuple(deals), tuple(found))


def lead_time(desk: Desk, offering: Offering) -> LeadTime:
    """Return the earliest days for one unit of an offering that is asked for today."""
    wish = Deal(id="", ref="", client="", offering_id=offering.id, quantity=Decimal(1), stage=Stage.INTAKE)
    business, workload, today = desk.business, desk.workload, desk.today
    earliest = earliest_date(wish, business, workload, today, Zone.PROMISE)
    rules = effective_rules(business.agreement, offering.id)
    limits = [rule.promise_limit for rule in rules if rule.measure is Measure.LEAD_TIME]
    least = max((ceil(limit) for limit in limits if limit is not None), default=0)
    later = wish._replace(promised_on=business.calendar.add_working_days(today, max(least, 0)))
    alone = earliest_date(later, business, workload, today, Zone.PROMISE)
    return LeadTime(offering, alone, earliest, bool(offering.hours))


def _by_date(deal: Deal) -> tuple[bool, date, bool, str]:
    return deal.promised_on is None, deal.promised_on or date.max, deal.is_open, deal.client.casefold()
