"""Actions that read the shared scorecard of a period (framework.md section 9)."""

from collections.abc import Generator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from desktop.actions import rhythm
from desktop.actions.desk import Desk
from desktop.actions.owner_meter import read_settled
from desktop.actions.parts import finish
from framework import scorecard
from framework.deal import Deal
from framework.figure import Figure
from framework.outcome import Save
from framework.owed_answers import owed_answers
from framework.past_load import PastWorkload
from framework.periods import SHOWN, Period, Step, periods
from framework.scorecard import Score
from framework.scorecard_figures import STILL_THERE_AFTER, Case, Records, cases, cut, figure
from framework.scorecard_sides import OperationsAlone, SalesAlone, operations_alone, sales_alone
from framework.scorecard_spread import Spreads, spreads
from framework.scorecard_trend import Trend, trend
from framework.week_loads import week_loads
from framework.working_time import monday_of
from resources.words import tr
from storage.book import Book
from storage.intake import delivered_deals, sold_deals
from storage.outcome import saves, won_ids
from storage.people import read_members
from storage.promises import due_promises
from storage.question_cases import all_requests, promised_deals, read_deals
from storage.questions import all_questions
from storage.scorecard import (
    Target,
    first_won_days,
    own_answered,
    read_targets,
    still_clients,
)
from storage.trouble import Trouble
from storage.visits import visit_days

DAYS = 91
"""So many days the period has that is shown unless another one is asked for: a quarter of a year."""
WEEKS_AHEAD = 4
TOPICS = frozenset(
    "deal offering_terms promise answer request question question_arrival decision meeting meeting_move look_back "
    "saved_failure visit target crew crew_week day_off business person agreement".split()
)
"""News under these topics may move a figure."""


class Scorecard(NamedTuple):
    """The figures of a period, both days included, by their names in command-line.md; and the targets by figure."""

    first: date
    last: date
    scores: dict[str, Score]
    against_rules: int
    targets: dict[Figure, Target]


class Sides(NamedTuple):
    """What each function did alone."""

    sales: SalesAlone
    operations: OperationsAlone


class Board(NamedTuple):
    """All that the tab and the page show: `period` is the time of all periods together, `before` the same time before.

    `scores` and `was` are the figures of both, `trends` the figures from period to period.
    """

    step: Step
    period: Period
    before: Period
    records: Records
    scores: dict[Figure, Score]
    was: dict[Figure, Score]
    trends: dict[Figure, Trend]
    spreads: Spreads
    sides: Sides
    targets: dict[Figure, Target]
    won: int
    saves: tuple[Save, ...]


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
    records = finish(gather_records(book, desk, first, last))
    found = scores_of(records, Period(first, last))
    shown = Period(first, last)
    delivered = [deal for deal in records.delivered if shown.holds(deal.delivered_on)]
    offerings = desk.business.offerings
    scores = {
        "on_time": found[Figure.ON_TIME],
        "first_time_right": found[Figure.FIRST_TIME_RIGHT],
        "client_score": found[Figure.CLIENT_SCORE],
        "throughput_days": found[Figure.THROUGHPUT_DAYS],
        "margin": found[Figure.MARGIN],
        "margin_planned": scorecard.margin_planned(delivered, offerings),
        "margin_actual": scorecard.margin_actual(delivered),
        "promises_kept": found[Figure.PROMISES_KEPT],
        "retained_90_days": found[Figure.RETAINED_90_DAYS],
        "honest_wins": found[Figure.HONEST_WINS],
        "exceptions": found[Figure.EXCEPTIONS],
        "owner_share": found[Figure.OWNER_SHARE],
        "answers_in_time": found[Figure.ANSWERS_IN_TIME],
        "meetings_held": found[Figure.MEETINGS_HELD],
        "days_since_visit": found[Figure.DAYS_SINCE_VISIT],
        "load_ahead": found[Figure.LOAD_AHEAD],
        "saves": found[Figure.SAVES],
    }
    return Scorecard(first, last, scores, found[Figure.AGAINST_RULES].count, read_targets(book))


def scores_of(records: Records, shown: Period) -> dict[Figure, Score]:
    """Return every figure of a period."""
    return {each: figure(records, each, shown) for each in Figure}


def figures_of(book: Book, desk: Desk, first: date, last: date) -> dict[Figure, Score]:
    """Return every figure from `first` to `last`, both included."""
    return scores_of(finish(gather_records(book, desk, first, last)), Period(first, last))


def cases_of(records: Records, which: Figure, first: date, last: date) -> tuple[Case, ...]:
    """Return what a figure counts from `first` to `last`, both included, the latest first."""
    return cases(records, which, Period(first, last))


def read_trends(book: Book, desk: Desk, step: Step, today: date) -> dict[Figure, Trend]:
    """Return every figure over the last twelve weeks, months or quarters up to `today`; the file is read once."""
    shown = periods(step, today, SHOWN)
    records = finish(gather_records(book, desk, shown[0].first, today))
    cuts = [cut(records, each) for each in shown]
    return {each: trend(records, each, shown, cuts) for each in Figure}


def read_board(book: Book, desk: Desk, step: Step) -> Board:
    """Return what the tab shows, at once."""
    return finish(gather_board(book, desk, step))


def gather_board(book: Book, desk: Desk, step: Step) -> Generator[None, None, Board]:
    """Return what the tab shows of the last twelve weeks, months or quarters, worked out in parts."""
    shown = periods(step, desk.today, SHOWN)
    whole = Period(shown[0].first, desk.today)
    earlier = _before(whole)
    records = yield from gather_records(book, desk, earlier.first, whole.last)
    scores = scores_of(records, whole)
    yield
    was = scores_of(records, earlier)
    yield
    cuts = []
    for part in shown:
        cuts.append(cut(records, part))
        yield
    trends = {}
    for each in Figure:
        trends[each] = trend(records, each, shown, cuts)
        yield
    delivered = [deal for deal in records.delivered if whole.holds(deal.delivered_on)]
    own, asked = own_answered(book)
    spread = spreads(delivered, desk.business.offerings, own, asked)
    yield
    won = tuple(read_deals(book, won_ids(book, whole.first, whole.last), digits=desk.digits).values())
    prevented = [each for each in records.saves if whole.holds(each.saved_on)]
    yield
    sides = _sides(book, desk, whole, won, prevented)
    return Board(
        step,
        whole,
        earlier,
        records,
        scores,
        was,
        trends,
        spread,
        sides,
        read_targets(book),
        len(won),
        tuple(prevented),
    )


def gather_records(book: Book, desk: Desk, first: date, last: date) -> Generator[None, None, Records]:
    """Return what the figures of any days from `first` to `last` are worked out from, read in parts."""
    digits = desk.digits
    since = first - STILL_THERE_AFTER if first - date.min > STILL_THERE_AFTER else date.min
    found = delivered_deals(book, since, digits=digits)
    delivered = [deal for deal in found if deal.delivered_on is not None and deal.delivered_on <= last]
    yield
    promised = promised_deals(book, first, last, digits=digits)
    yield
    questions, requests = all_questions(book, digits=digits), all_requests(book, digits=digits)
    yield
    settled = read_settled(book, desk, questions, requests)
    people = [member.person for member in read_members(book)]
    owed = owed_answers(requests, questions, desk.business, people, desk.clock().now, desk.zone)
    yield
    turns, meetings = rhythm.read_turns(book, desk, first, last)
    yield
    ahead = week_loads(desk.business, desk.workload, (), monday_of(desk.today), WEEKS_AHEAD)
    return Records(
        today=desk.today,
        offerings=desk.business.offerings,
        delivered=delivered,
        promised=promised,
        still_clients=still_clients(book),
        promises=[due.promise for due in due_promises(book, first, last)],
        owed=owed,
        settled=settled,
        turns=turns,
        meetings=meetings,
        visits=visit_days(book, last),
        saves=saves(book, digits=digits, first=first, last=last),
        loads=ahead,
    )


def _sides(book: Book, desk: Desk, shown: Period, won: Sequence[Deal], saves: Sequence[Save]) -> Sides:
    found = delivered_deals(book, shown.first, digits=desk.digits) + sold_deals(book, digits=desk.digits)
    load = PastWorkload(desk.business, found, shown.first)
    return Sides(sales_alone(won, first_won_days(book), shown), operations_alone(load, saves, shown, desk.today))


def _before(shown: Period) -> Period:
    """Return as many days that end the day before a period begins."""
    days = (shown.last - shown.first).days + 1
    end = shown.first - timedelta(days=1)
    return Period(end - timedelta(days=days - 1), end)
