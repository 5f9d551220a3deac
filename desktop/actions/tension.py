"""Actions that read the tension map: the early signs of both poles, worked out from the records (framework.md 13)."""

from collections.abc import Generator, Iterable, Sequence
from datetime import date, timedelta

from desktop.actions.desk import Desk
from desktop.actions.parts import finish
from desktop.actions.scorecard import TOPICS as SCORECARD_TOPICS
from desktop.actions.scorecard import gather_records
from framework.deal import Deal
from framework.exception_cost import lost_to_lead_time, was_exception
from framework.handover import late_details
from framework.owner_meter import jumps
from framework.past_load import PastWorkload
from framework.periods import Period
from framework.scorecard_sides import OperationsAlone, operations_alone
from framework.tension import Reading, Sign, TensionMap, ends, first_day, lean_of
from framework.tension_signs import Came, Challenge, Facts, challenges, priced, raised_by_operations, reading, refused
from framework.working_time import DAYS_IN_WEEK, monday_of
from storage.book import Book
from storage.intake import delivered_deals, sold_deals
from storage.outcome import won_ids
from storage.people import read_members
from storage.question_cases import all_requests, lost_ids, read_deals, refusals
from storage.questions import all_questions
from storage.tension import came_days, first_judged, first_won, returned_ids, shortfall_ids, written_after

AT_ONCE = 200
TOPICS = SCORECARD_TOPICS | frozenset(
    "outcome shortfall handover checklist_answer promise_move allowance meeting_series rule ladder_step".split()
)
"""News under these topics may move a sign."""


def read_tension(book: Book, desk: Desk) -> TensionMap:
    """Return the tension map as of today, at once."""
    return finish(gather_tension(book, desk))


def gather_tension(book: Book, desk: Desk) -> Generator[None, None, TensionMap]:
    """Return the tension map as of today, worked out in parts."""
    facts = yield from gather_facts(book, desk)
    found: dict[Sign, list[Reading]] = {sign: [] for sign in Sign}
    leanings = []
    for day in ends(desk.today):
        here = {}
        for sign in Sign:
            here[sign] = reading(facts, sign, day)
            found[sign].append(here[sign])
            yield
        leanings.append(lean_of(here))
    return TensionMap({sign: tuple(own) for sign, own in found.items()}, tuple(leanings))


def gather_facts(book: Book, desk: Desk) -> Generator[None, None, Facts]:
    """Return what every sign is worked out from, read in parts."""
    first, last = first_day(desk.today), desk.today
    records = yield from gather_records(book, desk, first, last)
    yield
    requests, questions = all_requests(book, digits=desk.digits), all_questions(book, digits=desk.digits)
    yield
    people = [member.person for member in read_members(book)]
    straight = {jump.question_id for jump in jumps(questions, people, desk.zone)}
    asked = challenges(requests, questions, straight, desk.zone)
    yield
    known, thin = yield from _priced(records.promised, desk)
    won = yield from _deals(book, desk, won_ids(book, first, last))
    late = yield from _late(book, desk, won)
    lost = yield from _deals(book, desk, lost_ids(book, first, last))
    too_soon = yield from _too_soon(book, desk, lost)
    weeks = yield from _weeks(book, desk, first)
    below, said = shortfall_ids(book)
    yield
    came = [Came(key, day) for key, day in came_days(book, first, last)]
    return Facts(
        records=records,
        not_waited_for=raised_by_operations(questions, people),
        refused=refused(requests, questions),
        known_price=known,
        thin=thin,
        won=won,
        late=late,
        lost=lost,
        too_soon=too_soon,
        weeks=weeks,
        below=below,
        said=said,
        challenges=asked,
        came=came,
        allowances=desk.business.allowances,
        in_use_since=_in_use_since(book, asked),
    )


def _in_use_since(book: Book, asked: Sequence[Challenge]) -> date | None:
    days = [day for day in (first_judged(book), *(each.day for each in asked[:1])) if day is not None]
    return min(days, default=None)


def _deals(book: Book, desk: Desk, ids: Sequence[str]) -> Generator[None, None, tuple[Deal, ...]]:
    found: list[Deal] = []
    for begin in range(0, len(ids), AT_ONCE):
        found += read_deals(book, ids[begin : begin + AT_ONCE], digits=desk.digits).values()
        yield
    return tuple(found)


def _priced(promised: Sequence[Deal], desk: Desk) -> Generator[None, None, tuple[frozenset[str], frozenset[str]]]:
    exceptions = [deal for deal in promised if was_exception(deal)]
    known: frozenset[str] = frozenset()
    thin: frozenset[str] = frozenset()
    for begin in range(0, len(exceptions), AT_ONCE):
        more = priced(exceptions[begin : begin + AT_ONCE], desk.business, desk.today)
        known, thin = known | more[0], thin | more[1]
        yield
    return known, thin


def _late(book: Book, desk: Desk, won: Sequence[Deal]) -> Generator[None, None, frozenset[str]]:
    """Return the deals of which something was written down only after the win, or whose handover was returned."""
    found = set(returned_ids(book))
    for begin in range(0, len(won), AT_ONCE):
        part = won[begin : begin + AT_ONCE]
        written = written_after(book, [deal.id for deal in part])
        for deal in part:
            key = deal.id
            details = late_details(
                deal,
                written.answers.get(key, ()),
                written.promises.get(key, ()),
                written.moves.get(key, ()),
                desk.zone,
            )
            if details.total:
                found.add(key)
        yield
    return frozenset(found)


def _too_soon(book: Book, desk: Desk, lost: Sequence[Deal]) -> Generator[None, None, frozenset[str]]:
    no = refusals(book, desk.zone)
    found: set[str] = set()
    for begin in range(0, len(lost), AT_ONCE):
        part = lost[begin : begin + AT_ONCE]
        price = lost_to_lead_time(part, no, desk.business, desk.workload, desk.today)
        found |= _keys(price.deals)
        yield
    return frozenset(found)


def _weeks(book: Book, desk: Desk, first: date) -> Generator[None, None, tuple[tuple[date, OperationsAlone], ...]]:
    """Return how full the weeks were on their Mondays, from the first deal that was ever won."""
    since = first_won(book)
    if since is None:
        return ()
    monday = monday_of(max(first, since))
    sold = delivered_deals(book, monday, digits=desk.digits) + sold_deals(book, digits=desk.digits)
    yield
    load = PastWorkload(desk.business, sold, monday)
    found = []
    while monday <= desk.today:
        yield
        last = date.fromordinal(min(monday.toordinal() + DAYS_IN_WEEK - 1, date.max.toordinal()))
        found.append((monday, operations_alone(load, (), Period(monday, last), desk.today)))
        if date.max - monday < timedelta(days=DAYS_IN_WEEK):
            break
        monday += timedelta(days=DAYS_IN_WEEK)
    return tuple(found)


def _keys(deals: Iterable[Deal]) -> set[str]:
    return {deal.id for deal in deals}
