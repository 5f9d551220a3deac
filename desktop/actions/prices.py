"""Actions that read the price of a yes and of a no on one page (framework.md section 9)."""

from datetime import date
from typing import NamedTuple

from desktop.actions.cause_and_cost import accepted_deals
from desktop.actions.desk import Desk
from framework.exception_cost import (
    Kind,
    NoPrice,
    YesPrice,
    lost_to_lead_time,
    price_by_kind,
    price_of_no,
    price_of_yes,
)
from storage.book import Book
from storage.question_cases import all_cases, lost_ids, points_asked, read_deals, refusals


class Prices(NamedTuple):
    """A period, both days included: exceptions that were sold, by kind, and deals lost after a no or to lead time."""

    first: date
    last: date
    yes: YesPrice
    kinds: tuple[Kind, ...]
    refused: NoPrice
    lead_time: NoPrice


def read_prices(book: Book, desk: Desk, first: date, last: date) -> Prices:
    """Return what a yes and a no have cost from `first` to `last`, as `read_cause_and_cost` counts them.

    Deals lost to lead time are those lost in the period that nobody refused.
    """
    accepted = accepted_deals(book, desk, all_cases(book, digits=desk.digits), first, last)
    business, workload, today = desk.business, desk.workload, desk.today
    every_no = refusals(book, desk.zone)
    refused = {key: day for key, day in every_no.items() if first <= day <= last}
    lost = read_deals(book, lost_ids(book, first, last), digits=desk.digits).values()
    return Prices(
        first,
        last,
        price_of_yes(accepted, business, today),
        price_by_kind(accepted, points_asked(book), business, workload, today),
        price_of_no(refused, read_deals(book, refused, digits=desk.digits).values()),
        lost_to_lead_time(lost, every_no, business, workload, today),
    )
