"""Actions that read cause and cost: why questions came up, and the price of a yes and of a no (section 7)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from desktop.actions.desk import Desk
from framework.deal import Deal
from framework.exception_cost import (
    Group,
    NoPrice,
    YesPrice,
    by_cause,
    by_offering,
    by_rule,
    price_of_no,
    price_of_yes,
    raised_in,
    was_exception,
)
from framework.precedents import Case
from framework.questions import DecisionKind
from storage.book import Book
from storage.question_cases import all_cases, promised_deals, read_deals, refusals


class CauseAndCost(NamedTuple):
    """A period, both days included: the questions raised in it by cause, rule and offering, and what they have cost."""

    first: date
    last: date
    cases: tuple[Case, ...]
    causes: tuple[Group, ...]
    rules: tuple[Group, ...]
    offerings: tuple[Group, ...]
    yes: YesPrice
    no: NoPrice


def read_cause_and_cost(book: Book, desk: Desk, first: date, last: date) -> CauseAndCost:
    """Return cause and cost from `first` to `last`.

    A yes: deals promised in the period that the rules would have had asked, or that a decision of the period accepted.
    A no: deals whose last no fell in the period.
    """
    cases = all_cases(book, digits=desk.digits)
    raised = raised_in(cases, first, last, desk.zone)
    accepted = accepted_deals(book, desk, cases, first, last)
    refused = {key: day for key, day in refusals(book, desk.zone).items() if first <= day <= last}
    return CauseAndCost(
        first,
        last,
        raised,
        by_cause(raised),
        by_rule(raised),
        by_offering(raised),
        price_of_yes(accepted, desk.business, desk.today),
        price_of_no(refused, read_deals(book, refused, digits=desk.digits).values()),
    )


def accepted_deals(book: Book, desk: Desk, cases: Iterable[Case], first: date, last: date) -> tuple[Deal, ...]:
    """Return the exceptions of a period: promised in it against the rules, or accepted by one of its decisions."""
    accepted = {deal.id: deal for deal in promised_deals(book, first, last, digits=desk.digits) if was_exception(deal)}
    for case in cases:
        decision, deal = case.question.decision, case.deal
        if decision is None or deal is None or decision.kind is DecisionKind.REFUSE:
            continue
        if first <= decision.at.astimezone(desk.zone).date() <= last:
            accepted.setdefault(deal.id, deal)
    return tuple(accepted.values())
