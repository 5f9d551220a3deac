"""Actions of the meeting: its agenda worked out from the records, and the actions agreed in it."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from desktop.actions.desk import Desk, asked_about, judged
from desktop.actions.parts import finish
from desktop.actions.visits import visit_news
from framework.agenda import FORECAST_WEEKS, Agenda, MeetingFacts, agenda
from framework.capacity import week_loads
from framework.checklist import Answer, ChecklistItem, ItemAnswer, Needed
from framework.deal import Deal
from framework.escalation import StepDecider
from framework.intake import Verdict, items_for
from framework.meeting import SCORECARD_EVERY, Action, Meeting, SectionKind, Series, next_meeting, section_kinds
from framework.minutes import put_off_in_a_row
from framework.questions import Question
from framework.scorecard import figures
from framework.standing import State
from framework.visits import VisitNews
from framework.working_time import monday_of
from resources.words import tr
from storage.book import Author, Book
from storage.held_meetings import added_items, held_on, last_held_day, outcomes
from storage.intake import answers_by_deal, deals_by_id, delivered_deals, open_deal_ids, sold_deals
from storage.meeting import add_action, mark_action, read_actions, remove_action
from storage.questions import decided_since, open_questions
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

SOON = timedelta(days=21)
MOST_SOON = 500
PART = 20
"""So many deals are judged at once while somebody waits for the window: some milliseconds."""
SCORE_PERIOD = timedelta(days=91)
YEAR_AND_A_MONTH = timedelta(days=400)


def coming_meeting(book: Book, desk: Desk) -> Meeting:
    """Return the next meeting on or after today that was not held yet, on its own day or on an earlier one.

    The one before it is the last that was held, where one was. Raises Trouble when none is planned.
    """
    series = desk.business.series
    if series is None:
        raise Trouble(tr("No meeting is planned in this business yet."))
    meeting = next(meetings_ahead(book, desk, series, over=True))
    before = last_held_day(book, desk.today)
    return meeting if before is None else meeting._replace(previous_on=before)


def meetings_ahead(book: Book, desk: Desk, series: Series, *, over: bool = False) -> Iterator[Meeting]:
    """Yield the meetings of `series` from today on that have not begun (`over`: that are not over) yet, on their own
    day or on an earlier one. Raises OverflowError after 9999."""
    on = desk.today
    while True:
        meeting = next_meeting(series, desk.business.calendar, on)
        if not held_on(book, meeting.day, meeting.planned_on, over=over):
            yield meeting
        on = meeting.day + timedelta(days=1)


def meeting_today(book: Book, desk: Desk) -> Meeting:
    """Return the coming meeting as it is held today, whatever day it is planned for. Raises Trouble without one."""
    return coming_meeting(book, desk)._replace(day=desk.today)


def work_out_agenda(book: Book, desk: Desk, meeting: Meeting | None = None) -> Agenda:
    """Return the agenda of the next meeting, or of `meeting`. Raises Trouble when none is planned."""
    return agenda(*finish(gather_facts(book, desk, meeting)))


def gather_facts(
    book: Book, desk: Desk, meeting: Meeting | None = None
) -> Generator[None, None, tuple[MeetingFacts, Meeting]]:
    """Return what the agenda of the next meeting, or of `meeting`, is worked out from, and the meeting.

    Thousands of open deals take a while to judge: it yields now and then, so that a window can answer in between.
    Raises Trouble when no meeting is planned.
    """
    meeting = meeting or coming_meeting(book, desk)
    open_deals: list[tuple[Deal, Verdict]] = []
    decided: set[str] = set()
    ids = open_deal_ids(book)
    for start in range(0, len(ids), PART):
        chunk = ids[start : start + PART]
        answers = answers_by_deal(book, chunk)
        requests = asked_about(book, desk, chunk)
        for deal in deals_by_id(book, chunk, digits=desk.digits):
            found = judged(desk, deal, answers.get(deal.id, {}), requests.get(deal.id, ()), earliest=False)
            open_deals.append((deal, found.verdict))
            if found.standing.state in (State.REFUSED, State.CONDITIONS):
                decided.add(deal.id)
        yield
    sold = sold_deals(book, digits=desk.digits)
    open_items = _open_items(book, desk, sold)
    yield
    delivered = delivered_deals(book, desk.today - YEAR_AND_A_MONTH, digits=desk.digits)
    yield
    scores = figures(delivered, desk.business.offerings, desk.today - SCORE_PERIOD, desk.today)
    yield
    deals = [deal for deal, _ in open_deals]
    loads = week_loads(desk.business, desk.workload, deals, monday_of(meeting.day), FORECAST_WEEKS)
    yield
    on_step, on_ladder = _questions(book, desk)
    yield
    news: tuple[VisitNews, ...] = ()
    if SectionKind.SCORECARD in section_kinds(meeting.number):
        series = desk.business.series
        weeks = SCORECARD_EVERY * (series.every_weeks if series is not None else 1)
        news = visit_news(book, desk.business, desk.today - timedelta(weeks=weeks), desk.today)
    facts = MeetingFacts(
        business=desk.business,
        today=desk.today,
        workload=desk.workload,
        open_deals=open_deals,
        sold_deals=sold,
        actions=coming_actions(book, desk.today, meeting),
        week_loads=loads,
        figures=scores,
        open_items=open_items,
        answered=frozenset(decided),
        added=added_items(book),
        questions=on_step,
        decided=_decided(book, desk, meeting),
        on_ladder=on_ladder,
        put_off=put_off_in_a_row(outcomes(book)),
        visits=news,
    )
    return facts, meeting


def _questions(book: Book, desk: Desk) -> tuple[list[Question], frozenset[str]]:
    """Return the open questions on the step where both sit together, and the deals of all open questions."""
    together = {step.id for step in desk.business.agreement.ladder if step.decides is StepDecider.TOGETHER}
    standing = open_questions(book, digits=desk.digits)
    here = [question for question in standing if question.here.step_id in together]
    return here, frozenset(question.deal_id for question in standing if question.deal_id is not None)


def _decided(book: Book, desk: Desk, meeting: Meeting) -> list[Question]:
    """Return what was decided since the meeting before, the latest first."""
    since = meeting.previous_on or desk.today - timedelta(days=30)
    start = datetime.combine(since, time(), desk.zone).astimezone(UTC)
    return decided_since(book, start, digits=desk.digits)


def coming_actions(book: Book, today: date, meeting: Meeting) -> list[Action]:
    """Return the actions that `meeting` looks at: those still to do, and those done since the one before."""
    return read_actions(book, meeting.previous_on or today - timedelta(days=30))


def _open_items(book: Book, desk: Desk, sold: Sequence[Deal]) -> dict[str, int]:
    """Return how many items that are needed before handover are still open, for the sold deals due soon."""
    end = desk.today + SOON
    dated = (deal for deal in sold if deal.promised_on is not None)
    soon = [deal for deal in dated if deal.promised_on is not None and deal.promised_on <= end][:MOST_SOON]
    answers = answers_by_deal(book, [deal.id for deal in soon])
    return {deal.id: unanswered(deal, answers.get(deal.id, {}), desk) for deal in soon}


def unanswered(deal: Deal, answers: Mapping[str, ItemAnswer], desk: Desk) -> int:
    """Return how many items that are needed before the handover of `deal` are still open."""
    items = (item for item in items_for(deal, desk.business, desk.today) if item.needed is Needed.BEFORE_HANDOVER)
    return sum(1 for item in items if item.follows is None and not _is_ready(item, answers.get(item.id)))


def _is_ready(item: ChecklistItem, given: ItemAnswer | None) -> bool:
    """Say whether an item stands in the way no more; of an item that asks about trouble, a "no" is the good answer."""
    if given is None or given.answer is Answer.UNKNOWN:
        return False
    return given.answer is not Answer.NO or item.yes_means is not None


def agree_action(*, book: Book, who: Author, today: date, say: str, person_id: str | None, due_on: date | None) -> str:
    """Write down who does what by when. Raises Trouble without words."""
    words = " ".join(say.split())
    with book.change(tr("Action: {say}").format(say=words[:80]), who=who) as change:
        return agree_action_in(change, today, words, person_id, due_on)


def agree_action_in(
    change: "Change",
    today: date,
    say: str,
    person_id: str | None,
    due_on: date | None,
    *,
    meeting_id: str | None = None,
    deal_id: str | None = None,
) -> str:
    """Write down an action inside a change and return its key. Raises Trouble without words, or with too many."""
    words = " ".join(say.split())
    if not words:
        raise Trouble(tr("Write what will be done."))
    if len(words) > 1000:
        raise Trouble(tr("An action may have 1,000 characters. Put the rest into the deal's notes."))
    return add_action(
        change,
        say=words,
        person_id=person_id,
        due_on=due_on,
        agreed_on=today,
        meeting_id=meeting_id,
        deal_id=deal_id,
    )


def move_action(*, book: Book, who: Author, action: Action, due_on: date | None) -> None:
    """Give an action another day; the first one stays readable. Raises Conflict when somebody changed it since."""
    with book.change(tr("Another day: {say}").format(say=action.say[:80]), who=who) as change:
        change.update("action", action.id, {"due_on": due_on}, seen=action.version)


def tick_action(*, book: Book, who: Author, today: date, action: Action, done: bool) -> None:
    """Mark an action as done today, or as still to do. Raises Conflict when somebody changed it since."""
    label = tr("Done: {say}") if done else tr("Still to do: {say}")
    with book.change(label.format(say=action.say[:80]), who=who) as change:
        mark_action(change, action.id, done_on=today if done else None, seen=action.version)


def drop_action(*, book: Book, who: Author, action: Action) -> None:
    """Take an action off the list; Undo brings it back. Raises Refused when it is gone already."""
    with book.change(tr("Off the list: {say}").format(say=action.say[:80]), who=who) as change:
        remove_action(change, action.id)
