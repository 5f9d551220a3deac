"""The desk: the business with today's workload, as every verdict and every date needs it."""

from datetime import date
from typing import NamedTuple

from framework.business import Business
from framework.capacity import Workload, earliest_date
from framework.checklist import ItemAnswer
from framework.deal import Deal
from framework.intake import Verdict, verdict
from storage.amounts import minor_digits
from storage.book import Book
from storage.business import read_business
from storage.intake import open_answers, open_deals, read_answers, sold_deals


class Desk(NamedTuple):
    """The business and its workload on one day. `digits` are the decimals of its money."""

    today: date
    business: Business
    workload: Workload
    digits: int


class Judged(NamedTuple):
    """A deal with its verdict, what was answered, and the earliest date that can be promised (None: there is none)."""

    deal: Deal
    answers: dict[str, ItemAnswer]
    verdict: Verdict
    earliest: date | None


def read_desk(book: Book, today: date, business: Business | None = None) -> Desk:
    """Read the business, unless it is given, and what is sold."""
    business = business or read_business(book, today)
    digits = minor_digits(business.currency)
    return Desk(today, business, Workload(business, sold_deals(book, digits=digits), today), digits)


def judge(book: Book, desk: Desk, deal: Deal) -> Judged:
    """Judge one deal with what was answered for it."""
    return judged(desk, deal, read_answers(book, deal.id))


def judge_open(book: Book, desk: Desk, *, earliest: bool = True) -> list[Judged]:
    """Judge all open deals, the earliest promised date first; `earliest` False leaves their earliest dates out."""
    answers = open_answers(book)
    deals = open_deals(book, digits=desk.digits)
    return [judged(desk, deal, answers.get(deal.id, {}), earliest=earliest) for deal in deals]


def judged(desk: Desk, deal: Deal, answers: dict[str, ItemAnswer], *, earliest: bool = True) -> Judged:
    """Return the verdict and the earliest date of one deal."""
    found = verdict(deal, answers, desk.business, desk.workload, desk.today)
    fits = earliest_date(deal, desk.business, desk.workload, desk.today) if earliest else None
    return Judged(deal, answers, found, fits)
