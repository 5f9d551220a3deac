"""Gathering what each side hears of the other in its own review, from the records as they are (section 10)."""

from collections.abc import Generator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from desktop.actions.capacity import LeadTime, gather
from desktop.actions.desk import Desk
from framework.agreement import Zone
from framework.outcome import Received
from framework.visibility import LATELY, DeliveryNews, PipelineNews, delivery_news, pipeline_news
from framework.week_loads import WeekLoad
from storage.book import Book
from storage.intake import delivered_deals, lost_deals, won_deals
from storage.question_cases import refusals
from storage.visibility import client_words

WEEKS = 8


class Reviews(NamedTuple):
    """The news of both sides on one day, with the weeks ahead and the earliest honest dates.

    `words` are the client's words and notes on rework by deal id; `limit` is that of the week load, 1 is full.
    `deals_of` are the keys of the deals that fall on a week of a crew, open ones too, by crew id and Monday.
    """

    delivery: DeliveryNews
    pipeline: PipelineNews
    loads: tuple[WeekLoad, ...]
    lead_times: tuple[LeadTime, ...]
    limit: Fraction
    words: Mapping[str, Received]
    deals_of: Mapping[tuple[str, date], tuple[str, ...]]


def gather_reviews(book: Book, desk: Desk) -> Generator[None, None, Reviews]:
    """Return the news of both sides. It yields now and then, so that a window answers in between."""
    facts = yield from gather(book, desk, WEEKS)
    yield
    today, digits, business = desk.today, desk.digits, desk.business
    delivered = delivered_deals(book, today - LATELY, digits=digits)
    yield
    pipeline = pipeline_news(
        (deal for deal in facts.deals if deal.is_open),
        won_deals(book, today - LATELY, digits=digits),
        lost_deals(book, today - LATELY, digits=digits),
        refusals(book, desk.zone),
        business.offerings,
        business.calendar,
        today,
    )
    yield
    sold = (deal for deal in facts.deals if deal.is_sold)
    return Reviews(
        delivery_news(delivered, sold, business.calendar, today),
        pipeline,
        facts.plan.loads(),
        facts.lead_times,
        desk.workload.limits(None, Zone.PROMISE)[0],
        client_words(book, [deal.id for deal in delivered]),
        {
            (crew.id, monday): tuple(part.deal_id for part in facts.plan.parts(crew.id, monday))
            for monday in facts.plan.mondays
            for crew in business.crews
        },
    )
