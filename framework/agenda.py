"""The agenda of a meeting, worked out from the records (framework.md section 8). Figures, not sentences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from framework.agreement import Zone
from framework.capacity import WeekLoad, Workload
from framework.deal import Deal, Stage
from framework.intake import Reason, Verdict
from framework.meeting import Action, Meeting, SectionKind, section_kinds, section_minutes
from framework.questions import Question
from framework.scorecard import Result, Score
from framework.visits import VisitNews
from framework.working_time import DAYS_IN_WEEK, monday_of

if TYPE_CHECKING:
    from framework.business import Business

LOOK_AHEAD = timedelta(weeks=6)
FORECAST_WEEKS = 7
SOON_DAYS = 5
MOST_ITEMS = 8


class ItemKind(StrEnum):
    """What an item of an agenda is about; the words are made from it and the figures of the item."""

    ACTION = "action"
    DEAL = "deal"
    LATE = "late"
    NOT_READY = "not_ready"
    FULL_WEEK = "full_week"
    WEEK = "week"
    DECIDE = "decide"
    QUESTION = "question"
    DECIDED = "decided"
    SCORECARD = "scorecard"
    VISITS = "visits"
    CLOSING = "closing"
    WRITTEN = "written"


class AgendaItem(NamedTuple):
    """One line of an agenda; what it does not need is None.

    ACTION: `say`, `person_id`, `day` (due), `late_by`, `done`. DEAL and DECIDE: an open deal with its zone and
    reasons. LATE, NOT_READY (due soon with `open_items`) and FULL_WEEK (due in a week over its limit, `load`): a
    sold deal. WEEK: `load` and `share`, (sold + likely) / capacity, None without capacity. WRITTEN: `say`, `why`,
    and the person who put it there. QUESTION (open, on the step where both sit together) and DECIDED (since last
    time): a question with its subject as `say`. VISITS: a visit done, to come or due, with `day` and `late_by`;
    without `visit` the question that stands there where nothing is known of any. `day` is when a deal is due,
    `late_by` counts calendar days, `hours` those still to be worked. `put_off`: in so many meetings in a row before
    this one it was put off.
    """

    kind: ItemKind
    deal_id: str | None = None
    ref: str = ""
    client: str = ""
    offering: str | None = None
    quantity: Decimal | None = None
    day: date | None = None
    late_by: int = 0
    hours: Fraction | None = None
    zone: Zone | None = None
    reasons: tuple[Reason, ...] = ()
    person_id: str | None = None
    say: str = ""
    why: str = ""
    done: bool = False
    open_items: int = 0
    load: WeekLoad | None = None
    share: Fraction | None = None
    action_id: str | None = None
    question_id: str | None = None
    added_id: str | None = None
    put_off: int = 0
    visit: VisitNews | None = None
    frozen: str = ""
    """The words of it as they were when the meeting started; empty before."""


class Counts(NamedTuple):
    """The figures of a heading, over all items of the section, also those counted in `more`."""

    deals: int = 0
    hours: Fraction = Fraction(0)
    late: int = 0
    at_risk: int = 0
    actions: int = 0
    actions_done: int = 0
    weeks: int = 0
    to_decide: int = 0
    questions: int = 0
    decided: int = 0


class AgendaSection(NamedTuple):
    """One section. `more` items did not fit. `loads` and `limit` (1 is full) are the chart of the forecast."""

    kind: SectionKind
    minutes: int
    items: tuple[AgendaItem, ...] = ()
    more: int = 0
    counts: Counts = Counts()
    loads: tuple[WeekLoad, ...] = ()
    limit: Fraction | None = None
    frozen: str = ""
    """The words of its counts as they were when the meeting started; empty before."""


class Agenda(NamedTuple):
    """What one meeting is about, with the five figures at its head."""

    meeting: Meeting
    sections: tuple[AgendaSection, ...]
    figures: Mapping[Result, Score] = {}


class AddedItem(NamedTuple):
    """What somebody put on a section ahead of time."""

    section: SectionKind
    say: str
    person_id: str | None = None
    why: str = ""
    id: str = ""
    deal_id: str | None = None
    question_id: str | None = None
    added_on: date | None = None
    version: int = 1


class MeetingFacts(NamedTuple):
    """What an agenda is worked out from. `today` is the day of `workload` and `week_loads`.

    What is late is late on the day of the meeting.
    `open_items` are the checklist items needed before handover that are still open, by deal id. `answered` are ids
    of open deals whose exception is already decided. `added` is what people put on the agenda themselves.
    `questions` are the open ones on the step where both sit together, `decided` those decided since the meeting
    before; `on_ladder` are the ids of deals with an open question on any step. `put_off` says in how many meetings in
    a row something was put off, by `item_key`. `visits` is what every fourth meeting hears of the visits.
    """

    business: "Business"
    today: date
    workload: Workload
    open_deals: Sequence[tuple[Deal, Verdict]] = ()
    sold_deals: Sequence[Deal] = ()
    actions: Sequence[Action] = ()
    week_loads: Sequence[WeekLoad] = ()
    figures: Mapping[Result, Score] = {}
    open_items: Mapping[str, int] = {}
    answered: frozenset[str] = frozenset()
    added: Sequence[AddedItem] = ()
    questions: Sequence[Question] = ()
    decided: Sequence[Question] = ()
    on_ladder: frozenset[str] = frozenset()
    put_off: Mapping[str, int] = {}
    visits: Sequence[VisitNews] = ()


PUT_OFF_MOST = 3
"""What was put off in so many meetings in a row must be decided, moved up the ladder or dropped (section 8)."""

MINUTES_FOR: Mapping[ItemKind, Fraction] = {
    ItemKind.ACTION: Fraction(1, 2),
    ItemKind.DECIDED: Fraction(1, 2),
    ItemKind.DEAL: Fraction(1),
    ItemKind.LATE: Fraction(2),
    ItemKind.NOT_READY: Fraction(1),
    ItemKind.FULL_WEEK: Fraction(1),
    ItemKind.WEEK: Fraction(1),
    ItemKind.DECIDE: Fraction(3),
    ItemKind.QUESTION: Fraction(3),
    ItemKind.WRITTEN: Fraction(2),
}
"""How many minutes one item takes as a rule of thumb; what is not listed takes none of its own."""


def minutes_for(item: AgendaItem) -> Fraction:
    """Return how many minutes an item takes by rule of thumb; an action that is done takes none."""
    return Fraction(0) if item.done else MINUTES_FOR.get(item.kind, Fraction(0))


def item_key(item: AgendaItem) -> str:
    """Return what stands for the same thing in every meeting: "question:" and its key, "late:" and that of the deal."""
    about = item.added_id or item.question_id or item.action_id or item.deal_id
    if item.kind in (ItemKind.NOT_READY, ItemKind.FULL_WEEK, ItemKind.LATE):
        return f"bottleneck:{about}"
    if item.visit is not None:
        return f"visits:{item.visit.visit.id if item.visit.visit is not None else item.visit.person_id}"
    if item.kind is ItemKind.WEEK:
        crew = item.load.crew_id if item.load is not None else ""
        return f"week:{crew}:{item.day}"
    return f"{item.kind}:{about}" if about is not None else str(item.kind)


def listed(section: AgendaSection) -> tuple[tuple[int, AgendaItem], ...]:
    """Return the items of a section as they stand on paper, each with its number there: full weeks are drawn."""
    items = [item for item in section.items if not (section.loads and item.kind is ItemKind.WEEK)]
    return tuple(enumerate(items, start=1))


def minutes_needed(section: AgendaSection) -> Fraction:
    """Return how many minutes the items of a section take, also those that are not listed, by rule of thumb."""
    shown = sum((minutes_for(item) for item in section.items), start=Fraction(0))
    last = next((item.kind for item in reversed(section.items) if item.kind is not ItemKind.WRITTEN), None)
    return shown + section.more * (MINUTES_FOR.get(last, Fraction(0)) if last is not None else Fraction(0))


def fits(section: AgendaSection) -> int:
    """Return how many items of a section, from its first on, fit into its minutes; one always does."""
    left, count = Fraction(section.minutes), 0
    for item in section.items:
        left -= minutes_for(item)
        if left < 0 and count:
            break
        count += 1
    return count


def agenda(facts: MeetingFacts, meeting: Meeting) -> Agenda:
    """Return the agenda of `meeting`, worked out from the records (framework.md section 8)."""
    build: Mapping[SectionKind, Callable[[MeetingFacts, Meeting], AgendaSection]] = {
        SectionKind.SINCE_LAST_TIME: _since_last_time,
        SectionKind.DEALS_AHEAD: _deals_ahead,
        SectionKind.BOTTLENECKS: _bottlenecks,
        SectionKind.FORECAST: _forecast,
        SectionKind.EXCEPTIONS: _exceptions,
        SectionKind.SCORECARD: _scorecard,
        SectionKind.CLOSE: _close,
    }
    kinds = section_kinds(meeting.number)
    sections = []
    for kind, minutes in zip(kinds, section_minutes(meeting.minutes, kinds), strict=True):
        section = build[kind](facts, meeting)
        written = [
            AgendaItem(
                ItemKind.WRITTEN,
                deal_id=added.deal_id,
                day=added.added_on,
                person_id=added.person_id,
                say=added.say,
                why=added.why,
                question_id=added.question_id,
                added_id=added.id or None,
            )
            for added in facts.added
            if added.section is kind
        ]
        # What somebody wrote down is never left out for want of room.
        shown = _counted((*section.items[:MOST_ITEMS], *written), facts.put_off)
        sections.append(section._replace(minutes=minutes, items=shown, more=max(0, len(section.items) - MOST_ITEMS)))
    return Agenda(meeting, tuple(sections), facts.figures)


def _counted(items: Iterable[AgendaItem], put_off: Mapping[str, int]) -> tuple[AgendaItem, ...]:
    return tuple(item._replace(put_off=put_off.get(item_key(item), 0)) for item in items)


def _since_last_time(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    since = meeting.previous_on or date.min
    actions = [action for action in facts.actions if action.done_on is None or action.done_on >= since]
    actions.sort(key=lambda action: action.due_on or date.max)
    items = tuple(_action_item(action, meeting.day) for action in actions)
    decided = tuple(_question_item(ItemKind.DECIDED, question) for question in facts.decided)
    done, late = sum(item.done for item in items), sum(item.late_by > 0 for item in items)
    return AgendaSection(
        SectionKind.SINCE_LAST_TIME,
        0,
        (*items, *decided),
        counts=Counts(actions=len(items), actions_done=done, late=late, decided=len(decided)),
    )


def _deals_ahead(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    end = meeting.day + LOOK_AHEAD
    items = []
    for deal, verdict in _asked_for(facts):
        days = [day for day in (deal.promised_on, deal.expected_close_on) if day is not None]
        if any(meeting.day <= day <= end for day in days):
            items.append(_open_item(ItemKind.DEAL, facts, deal, verdict))
    items.sort(key=_by_day)
    hours = sum((item.hours for item in items if item.hours is not None), start=Fraction(0))
    return AgendaSection(SectionKind.DEALS_AHEAD, 0, tuple(items), counts=Counts(deals=len(items), hours=hours))


def _bottlenecks(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    items = sorted(
        (item for deal in facts.sold_deals if deal.is_sold and (item := _bottleneck(facts, deal, meeting.day))),
        key=lambda item: (item.kind is not ItemKind.LATE, _by_day(item)),
    )
    late = sum(item.kind is ItemKind.LATE for item in items)
    counts = Counts(deals=len(items), late=late, at_risk=len(items) - late)
    return AgendaSection(SectionKind.BOTTLENECKS, 0, tuple(items), counts=counts)


def _bottleneck(facts: MeetingFacts, deal: Deal, today: date) -> AgendaItem | None:
    due = deal.promised_on
    if due is None:
        return None
    if due < today:
        return _deal_item(ItemKind.LATE, facts, deal)._replace(late_by=(today - due).days)
    waiting = facts.open_items.get(deal.id, 0)
    if waiting and facts.business.calendar.working_days_between(today, due) <= SOON_DAYS:
        return _deal_item(ItemKind.NOT_READY, facts, deal)._replace(open_items=waiting)
    limit, _ = facts.workload.limits(deal, Zone.PROMISE)
    crews = facts.workload.hours_left(deal) or {}
    week = monday_of(today)
    for load in facts.week_loads if monday_of(due) == week else ():
        if load.week == week and load.crew_id in crews and load.sold > limit * load.capacity:
            return _deal_item(ItemKind.FULL_WEEK, facts, deal)._replace(load=load)
    return None


def _forecast(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    start = monday_of(meeting.day)
    loads = tuple(load for load in facts.week_loads if 0 <= (load.week - start).days < FORECAST_WEEKS * DAYS_IN_WEEK)
    limit, _ = facts.workload.limits(None, Zone.PROMISE)
    # Likely hours are never negative: what is sold over the limit is so with them as well.
    over = [load for load in loads if load.sold + load.likely > limit * load.capacity]
    items = tuple(
        AgendaItem(
            ItemKind.WEEK,
            day=load.week,
            load=load,
            share=(load.sold + load.likely) / load.capacity if load.capacity else None,
        )
        for load in over
    )
    counts = Counts(weeks=len({load.week for load in over}))
    return AgendaSection(SectionKind.FORECAST, 0, items, counts=counts, loads=loads, limit=limit)


def _exceptions(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    items = [
        _open_item(ItemKind.DECIDE, facts, deal, verdict)
        for deal, verdict in _asked_for(facts)
        if verdict.zone in (Zone.ASK, Zone.OFF) and deal.id not in facts.answered and deal.id not in facts.on_ladder
    ]
    items.sort(key=lambda item: (item.zone is not Zone.OFF, _by_day(item)))
    items = [*(_question_item(ItemKind.QUESTION, question) for question in facts.questions), *items]
    counts = Counts(deals=len(items), to_decide=len(items), questions=len(facts.questions))
    return AgendaSection(SectionKind.EXCEPTIONS, 0, tuple(items), counts=counts)


def _scorecard(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    visits = tuple(_visit_item(news) for news in facts.visits) or (AgendaItem(ItemKind.VISITS),)
    return AgendaSection(SectionKind.SCORECARD, 0, (AgendaItem(ItemKind.SCORECARD), *visits))


def _close(facts: MeetingFacts, meeting: Meeting) -> AgendaSection:
    return AgendaSection(SectionKind.CLOSE, 0, (AgendaItem(ItemKind.CLOSING),))


def _asked_for(facts: MeetingFacts) -> Iterable[tuple[Deal, Verdict]]:
    """Return the open deals that are more than a lead."""
    return ((deal, verdict) for deal, verdict in facts.open_deals if deal.stage in (Stage.INTAKE, Stage.OFFERED))


def _action_item(action: Action, today: date) -> AgendaItem:
    done = action.done_on is not None
    return AgendaItem(
        ItemKind.ACTION,
        day=action.due_on,
        late_by=max(0, (today - action.due_on).days) if action.due_on is not None and not done else 0,
        person_id=action.person_id,
        say=action.say,
        done=done,
        action_id=action.id,
    )


def _visit_item(news: VisitNews) -> AgendaItem:
    done = news.visit is not None and news.visit.done_on is not None
    return AgendaItem(
        ItemKind.VISITS, day=news.day, late_by=news.late_by, person_id=news.person_id, done=done, visit=news
    )


def _question_item(kind: ItemKind, question: Question) -> AgendaItem:
    return AgendaItem(kind, deal_id=question.deal_id, say=question.subject, question_id=question.id)


def _deal_item(kind: ItemKind, facts: MeetingFacts, deal: Deal) -> AgendaItem:
    offering, hours = facts.workload.offering(deal), facts.workload.hours_left(deal)
    return AgendaItem(
        kind,
        deal_id=deal.id,
        ref=deal.ref,
        client=deal.client,
        offering=offering.name if offering else None,
        quantity=deal.quantity,
        day=deal.promised_on,
        hours=None if hours is None else sum(hours.values(), start=Fraction(0)),
        person_id=deal.salesperson,
    )


def _open_item(kind: ItemKind, facts: MeetingFacts, deal: Deal, verdict: Verdict) -> AgendaItem:
    item = _deal_item(kind, facts, deal)
    return item._replace(day=deal.promised_on or deal.expected_close_on, zone=verdict.zone, reasons=verdict.reasons)


def _by_day(item: AgendaItem) -> tuple[date, str]:
    return item.day or date.max, item.ref
