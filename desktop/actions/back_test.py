"""Actions that judge the past: what a proposal would have changed, and how the rules did. Read a part at a time."""

from collections.abc import Generator
from datetime import date

from framework.agreement import Agreement
from framework.agreement_record import YEAR, Answers, BackTest, RulesRecord, back_test, rules_record
from framework.business import Business
from framework.checklist import ItemAnswer
from framework.deal import Deal
from storage.amounts import minor_digits
from storage.asking import refused_deals
from storage.book import Book
from storage.intake import deal_ids_since, deals_by_id, statement_answers

AT_ONCE = 100
"""So many deals are read at once while somebody waits for the window: some milliseconds."""


def try_proposal(book: Book, business: Business, proposal: Agreement, today: date) -> Generator[None, None, BackTest]:
    """Run a proposal over the deals of the past 12 months; yields now and then, so that a window can answer."""
    deals, answers = yield from _read(book, business, today - YEAR)
    found = yield from back_test(business, deals, answers, proposal, today)
    return found


def record_of_rules(book: Book, business: Business, first: date, today: date) -> Generator[None, None, RulesRecord]:
    """Return how the rules did from `first` on; yields now and then, so that a window can answer."""
    deals, answers = yield from _read(book, business, first)
    found = yield from rules_record(business, deals, answers, first, today, frozenset(refused_deals(book)))
    return found


def _read(book: Book, business: Business, first: date) -> Generator[None, None, tuple[list[Deal], Answers]]:
    """Read what is judged, and what filled the weeks from `first` on: that was sold then, so it ended later or not."""
    ids, digits = deal_ids_since(book, first), minor_digits(business.currency)
    deals: list[Deal] = []
    answers: dict[str, dict[str, ItemAnswer]] = {}
    for begin in range(0, len(ids), AT_ONCE):
        yield
        part = ids[begin : begin + AT_ONCE]
        deals += deals_by_id(book, part, digits=digits)
        answers |= statement_answers(book, part)
    yield
    return deals, answers
