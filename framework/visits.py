"""Visits to each other's work: planned, done, due again, and what they led to (framework.md section 10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from framework.people import Function, Person

EVERY_DAYS = 91
"""A visit is due again after so many days, a quarter of a year, for everybody who has not chosen other ones."""

NEVER = 0
LEAST_MINUTES, MOST_MINUTES = 15, 1440


class VisitKind(StrEnum):
    """What is visited: by Sales a delivery or a support day, by Operations a sales call."""

    DELIVERY = "delivery"
    SUPPORT = "support"
    SALES_CALL = "sales_call"


class Became(StrEnum):
    """What something learned became."""

    AGENDA_ITEM = "agenda_item"
    WORD = "word"
    RULE = "rule"


class Learned(NamedTuple):
    """Something learned, and the row it became (None: that is gone). `at` is the aware UTC instant."""

    id: str
    visit_id: str
    became: Became
    say: str
    target_id: str | None
    at: datetime
    version: int = 1


class Visit(NamedTuple):
    """One visit and its card: before (`guess`), during, and after. `starts` is HH:MM, `minutes` its length.

    `person_id` visits; `host_id` is who is visited. `done_on` None: not yet; `called_off_at` is an aware UTC instant.
    """

    id: str
    person_id: str
    kind: VisitKind
    planned_on: date
    what: str = ""
    host_id: str | None = None
    deal_id: str | None = None
    starts: str | None = None
    minutes: int = 120
    done_on: date | None = None
    called_off_at: datetime | None = None
    called_off_because: str = ""
    guess: str = ""
    waiting: str = ""
    rework: str = ""
    surprise: str = ""
    client_words: str = ""
    wrong_about: str = ""
    differently: str = ""
    proposal: str = ""
    version: int = 1


CARD_FIELDS = ("guess", "waiting", "rework", "surprise", "client_words", "wrong_about", "differently", "proposal")
"""What is written on the card of a visit, in its order: before (1), during (4), after (3)."""

BEFORE, DURING, AFTER = CARD_FIELDS[:1], CARD_FIELDS[1:5], CARD_FIELDS[5:]


class VisitState(StrEnum):
    """Where a visit stands: still to come, its day has come or is past, done, or called off."""

    PLANNED = "planned"
    TO_WRITE = "to_write"
    DONE = "done"
    CALLED_OFF = "called_off"


class DueStep(StrEnum):
    """What a visit that waits asks for: to be planned, to be prepared (it is today), or to be written up."""

    PLAN = "plan"
    TODAY = "today"
    WRITE_UP = "write_up"


class DueVisit(NamedTuple):
    """A visit that waits for a person. `due_on` is the day since which it does, `late_by` the calendar days since then.

    `last_on` is the day of their last visit (None: none yet). `visit` is the one that is planned, None for PLAN.
    """

    person_id: str
    step: DueStep
    due_on: date
    late_by: int
    last_on: date | None
    every_days: int
    visit: Visit | None = None


class Turn(NamedTuple):
    """When a visit of a person is due again: None where it never is. `planned` is the next that is planned."""

    person: Person
    every_days: int
    last_on: date | None
    due_on: date | None
    planned: Visit | None


class VisitNews(NamedTuple):
    """A line about visits for the meeting: `visit` None for somebody whose visit is due and not planned.

    `became` is what its learning led to, one for each thing, in the order it was written.
    """

    person_id: str
    day: date
    visit: Visit | None = None
    late_by: int = 0
    became: tuple[Became, ...] = ()


def kinds_for(person: Person) -> tuple[VisitKind, ...]:
    """Return what a person may visit: Sales a delivery or a support day, Operations a sales call.

    The owner, and somebody who holds both functions, may visit either (framework.md section 10).
    """
    sells, delivers = Function.SALES in person.functions, Function.OPERATIONS in person.functions
    if person.owner or sells == delivers:
        return (VisitKind.DELIVERY, VisitKind.SUPPORT, VisitKind.SALES_CALL)
    return (VisitKind.DELIVERY, VisitKind.SUPPORT) if sells else (VisitKind.SALES_CALL,)


def function_visited(kind: VisitKind) -> Function:
    """Return whose work a visit of that kind sees."""
    return Function.SALES if kind is VisitKind.SALES_CALL else Function.OPERATIONS


def hosts_for(people: Iterable[Person], person_id: str, kind: VisitKind) -> tuple[Person, ...]:
    """Return who can be visited: everybody else whose work it is."""
    wanted = function_visited(kind)
    return tuple(person for person in people if person.id != person_id and wanted in person.functions)


def state_of(visit: Visit, today: date) -> VisitState:
    """Return where a visit stands on `today`."""
    if visit.called_off_at is not None:
        return VisitState.CALLED_OFF
    if visit.done_on is not None:
        return VisitState.DONE
    return VisitState.PLANNED if visit.planned_on > today else VisitState.TO_WRITE


def last_visit_on(visits: Iterable[Visit], until: date, person_id: str | None = None) -> date | None:
    """Return the day of the last visit that was done by the end of `until`, of one person or of anybody."""
    days = (
        visit.done_on
        for visit in visits
        if visit.done_on is not None
        and visit.called_off_at is None
        and visit.done_on <= until
        and person_id in (None, visit.person_id)
    )
    return max(days, default=None)


def turns(
    people: Sequence[Person],
    visits: Sequence[Visit],
    rhythms: Mapping[str, int],
    began: Mapping[str, date],
    today: date,
) -> tuple[Turn, ...]:
    """Return for each person when a visit is due again: so many days after the last one, else after they began here.

    `rhythms` are days by person id (0: never; not named: EVERY_DAYS), `began` their first days. Whoever works alone has
    nobody to visit.
    """
    found = []
    for person in people:
        every = rhythms.get(person.id, EVERY_DAYS)
        last = last_visit_on(visits, today, person.id)
        since = last or began.get(person.id, today)
        asked = every != NEVER and len(people) > 1
        open_ones = [visit for visit in visits if visit.person_id == person.id and state_of(visit, today) in _WAITING]
        planned = min(open_ones, key=lambda visit: (visit.planned_on, visit.starts or "", visit.id), default=None)
        found.append(Turn(person, every, last, _after(since, every) if asked else None, planned))
    return tuple(found)


def due_visits(
    people: Sequence[Person],
    visits: Sequence[Visit],
    rhythms: Mapping[str, int],
    began: Mapping[str, date],
    today: date,
) -> tuple[DueVisit, ...]:
    """Return what waits of everybody's visits, the longest first.

    A visit whose day has come waits to be gone to, one whose day is past to be written up. Whoever is due and has
    nothing planned has a visit to plan; with one planned for later nothing waits.
    """
    here = {turn.person.id: turn for turn in turns(people, visits, rhythms, began, today)}
    found = []
    for visit in visits:
        turn = here.get(visit.person_id)
        if turn is not None and state_of(visit, today) is VisitState.TO_WRITE:
            step = DueStep.TODAY if visit.planned_on == today else DueStep.WRITE_UP
            late = (today - visit.planned_on).days
            found.append(DueVisit(visit.person_id, step, visit.planned_on, late, turn.last_on, turn.every_days, visit))
    for turn in here.values():
        if turn.due_on is not None and turn.due_on <= today and turn.planned is None:
            late = (today - turn.due_on).days
            found.append(DueVisit(turn.person.id, DueStep.PLAN, turn.due_on, late, turn.last_on, turn.every_days))
    return tuple(sorted(found, key=lambda due: (due.due_on, due.person_id)))


def meeting_news(
    visits: Sequence[Visit],
    learned: Iterable[Learned],
    due: Iterable[DueVisit],
    since: date,
    today: date,
) -> tuple[VisitNews, ...]:
    """Return what a meeting hears of the visits: those done since a day, those to come, and who is due (section 8)."""
    led_to: dict[str, list[Became]] = {}
    for each in learned:
        led_to.setdefault(each.visit_id, []).append(each.became)
    done = [
        VisitNews(visit.person_id, visit.done_on, visit, became=tuple(led_to.get(visit.id, ())))
        for visit in visits
        if visit.done_on is not None and visit.called_off_at is None and since <= visit.done_on <= today
    ]
    waiting = [
        VisitNews(visit.person_id, visit.planned_on, visit, max(0, (today - visit.planned_on).days))
        for visit in visits
        if state_of(visit, today) in _WAITING
    ]
    missing = [VisitNews(each.person_id, each.due_on, None, each.late_by) for each in due if each.visit is None]
    return (
        *sorted(done, key=lambda news: news.day),
        *sorted(waiting, key=lambda news: news.day),
        *sorted(missing, key=lambda news: news.day),
    )


_WAITING = (VisitState.PLANNED, VisitState.TO_WRITE)


def _after(day: date, days: int) -> date:
    """Return the day so many days after `day`, the last of all days where there is none."""
    return date.max if days > (date.max - day).days else day + timedelta(days=days)
