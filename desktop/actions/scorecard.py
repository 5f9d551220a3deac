"""Actions that read the shared scorecard of a period (framework.md section 9)."""

from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from desktop.actions.desk import Desk
from desktop.actions.owner_meter import read_meters
from framework import scorecard
from framework.deal import Deal
from framework.exception_cost import was_exception
from framework.promises import promises_kept
from framework.scorecard import Score
from resources.words import tr
from storage.book import Book
from storage.intake import delivered_deals
from storage.promises import due_promises
from storage.question_cases import promised_deals
from storage.trouble import Trouble

DAYS = 91
"""So many days the period has that is shown unless another one is asked for: a quarter of a year."""


class Scorecard(NamedTuple):
    """The figures of a period, both days included, by their names in command-line.md."""

    first: date
    last: date
    scores: dict[str, Score]
    against_rules: int


def period(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Return the first and the last day of a period: by default the 91 days up to `last`, and that today.

    Raises Trouble for a period that ends before it begins.
    """
    end = last or today
    begin = first or end - timedelta(days=DAYS - 1)
    if begin > end:
        raise Trouble(tr("The period ends before it begins. Turn the two days round."))
    return begin, end


def read_scorecard(book: Book, desk: Desk, first: date, last: date) -> Scorecard:
    """Return the shared figures from `first` to `last`.

    Results count deals delivered in the period, exceptions those promised in it with a verdict kept (section 4).
    """
    found = delivered_deals(book, first, digits=desk.digits)
    delivered = [deal for deal in found if deal.delivered_on is not None and deal.delivered_on <= last]
    promised = promised_deals(book, first, last, digits=desk.digits)
    told = [deal for deal in promised if deal.promised_zone is not None]
    kept = promises_kept((due.promise for due in due_promises(book, first, last)), first, last, desk.today)
    (meter,) = read_meters(book, desk, (first, last))
    offerings = desk.business.offerings
    scores = {
        "on_time": scorecard.on_time(delivered),
        "first_time_right": scorecard.first_time_right(delivered),
        "client_score": scorecard.client_score(delivered),
        "throughput_days": scorecard.throughput_days(delivered),
        "margin_planned": scorecard.margin_planned(delivered, offerings),
        "margin_actual": scorecard.margin_actual(delivered),
        "promises_kept": _share(kept.kept, kept.due),
        # Nobody is asked yet whether they are still a client after 90 days.
        "retained_90_days": _share(0, 0),
        "exceptions": _share(sum(map(was_exception, told)), len(told)),
        "owner_share": _share(meter.owner, meter.all),
    }
    return Scorecard(first, last, scores, sum(map(is_against, promised)))


def is_against(deal: Deal) -> bool:
    """Say whether a deal was promised against a rule, which asks for a reason; what was decided asks for none."""
    return was_exception(deal) and bool(deal.against_reason)


def _share(count: int, of: int) -> Score:
    return Score(count, of, Fraction(count, of) if of else None)
