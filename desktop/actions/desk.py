"""The desk: the business with today's workload, as every verdict and every date needs it."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desktop.clock import now_on
from framework.asking import Request
from framework.business import Business
from framework.capacity import Workload, earliest_date
from framework.checklist import ItemAnswer
from framework.deal import Deal
from framework.intake import Verdict, verdict
from framework.lapse import to_ask
from framework.standing import Clock, Standing, State, settle
from storage.amounts import minor_digits
from storage.asking import open_requests, requests_of
from storage.book import Book
from storage.business import read_business, read_timezone
from storage.intake import open_answers, open_deals, read_answers, sold_deals


class Desk(NamedTuple):
    """The business and its workload on one day. `digits` are the decimals of its money, `zone` is its time zone."""

    today: date
    business: Business
    workload: Workload
    digits: int
    zone: tzinfo

    def clock(self) -> Clock:
        """Return what time it is for the business."""
        return Clock(now_on(self.today, self.zone), self.today, self.zone)


class Judged(NamedTuple):
    """A deal with its verdict, what was answered, and the earliest date that can be promised (None: there is none).

    `verdict` counts what somebody has said yes to, `ruled` is what the rules alone say; `standing` is where the deal
    stands with what was asked, `requests` are all questions about it, oldest first.
    """

    deal: Deal
    answers: dict[str, ItemAnswer]
    verdict: Verdict
    earliest: date | None
    ruled: Verdict
    standing: Standing
    requests: tuple[Request, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """True while somebody has been asked and has not answered."""
        return self.standing.state is State.WAITING


def read_desk(book: Book, today: date, business: Business | None = None) -> Desk:
    """Read the business, unless it is given, and what is sold."""
    business = business or read_business(book, today)
    digits = minor_digits(business.currency)
    workload = Workload(business, sold_deals(book, digits=digits), today)
    return Desk(today, business, workload, digits, business_zone(book))


def business_zone(book: Book) -> tzinfo:
    """Return the time zone by whose wall clock the business lives; UTC where this computer does not know it."""
    try:
        return ZoneInfo(read_timezone(book))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


def judge(book: Book, desk: Desk, deal: Deal) -> Judged:
    """Judge one deal with what was answered for it."""
    return judged(desk, deal, read_answers(book, deal.id), requests_of(book, deal.id, digits=desk.digits))


def judge_open(book: Book, desk: Desk, *, earliest: bool = True) -> list[Judged]:
    """Judge all open deals, the earliest promised date first; `earliest` False leaves their earliest dates out."""
    answers, requests = open_answers(book), open_requests(book, digits=desk.digits)
    deals = open_deals(book, digits=desk.digits)
    return [
        judged(desk, deal, answers.get(deal.id, {}), requests.get(deal.id, ()), earliest=earliest) for deal in deals
    ]


def judged(
    desk: Desk,
    deal: Deal,
    answers: dict[str, ItemAnswer],
    requests: Sequence[Request] = (),
    *,
    earliest: bool = True,
) -> Judged:
    """Return the verdict and the earliest date of one deal."""
    ruled = verdict(deal, answers, desk.business, desk.workload, desk.today)
    found, standing = ruled, Standing(State.NONE, uncovered=to_ask(ruled))
    if requests:
        found, standing = settle(ruled, deal, requests, desk.business, desk.workload, desk.clock())
    fits = earliest_date(deal, desk.business, desk.workload, desk.today) if earliest else None
    return Judged(deal, answers, found, fits, ruled, standing, tuple(requests))


def judge_again(desk: Desk, one: Judged, fields: Mapping[str, Any]) -> Verdict:
    """Return the verdict by the rules alone of a judged deal with some of its fields changed."""
    return verdict(one.deal._replace(**fields), one.answers, desk.business, desk.workload, desk.today)
