"""Actions that judge the past: what a proposal would have changed, and how the rules did. Read a part at a time."""

from collections.abc import Generator
from datetime import date, timedelta

from framework.agreement import Agreement
from framework.agreement_record import YEAR, Answers, BackTest, RulesRecord, back_test, rules_record
from framework.business import Business
from framework.deal import Deal
from storage.amounts import minor_digits
from storage.book import Book
from storage.intake import deals_since, statement_answers

LOOK_BACK = timedelta(days=180)
"""Deals won so long before the period may still have filled its first weeks."""


def try_proposal(book: Book, business: Business, proposal: Agreement, today: date) -> Generator[None, None, BackTest]:
    """Run a proposal over the deals of the past 12 months; yields now and then, so that a window can answer."""
    deals, answers = _read(book, business, today - YEAR)
    yield
    found = yield from back_test(business, deals, answers, proposal, today)
    return found


def record_of_rules(book: Book, business: Business, first: date, today: date) -> Generator[None, None, RulesRecord]:
    """Return how the rules did from `first` on; yields now and then, so that a window can answer."""
    deals, answers = _read(book, business, first)
    yield
    found = yield from rules_record(business, deals, answers, first, today)
    return found


def _read(book: Book, business: Business, first: date) -> tuple[list[Deal], Answers]:
    deals = deals_since(book, first - LOOK_BACK, digits=minor_digits(business.currency))
    return deals, statement_answers(book)
