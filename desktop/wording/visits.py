"""The words of the visits to each other's work: who goes along where, the card, what came of it (section 10)."""

from collections.abc import Mapping
from datetime import time

from desktop.wording import figures
from desktop.wording.people import name_of
from desktop.wording.typed import typed
from framework.business import Business
from framework.people import Function
from framework.visits import (
    AFTER,
    BEFORE,
    CARD_FIELDS,
    DURING,
    Became,
    DueStep,
    DueVisit,
    Learned,
    Turn,
    Visit,
    VisitKind,
    VisitNews,
    function_visited,
)
from resources.words import tr

DOT = " · "


def kind_words(kind: VisitKind) -> str:
    """Return what is visited: "a delivery day"."""
    return {
        VisitKind.DELIVERY: tr("a delivery day"),
        VisitKind.SUPPORT: tr("a support day"),
        VisitKind.SALES_CALL: tr("a sales call"),
    }[kind]


def kind_choice(kind: VisitKind) -> str:
    """Return what is visited as a choice: "Delivery day"."""
    return {
        VisitKind.DELIVERY: tr("Delivery day"),
        VisitKind.SUPPORT: tr("Support day"),
        VisitKind.SALES_CALL: tr("Sales call"),
    }[kind]


def side_visited(kind: VisitKind) -> str:
    """Return the voice of the side whose work is seen: sales or operations."""
    return "sales" if function_visited(kind) is Function.SALES else "operations"


def visit_title(visit: Visit, business: Business) -> str:
    """Return a visit in a line: "Ana: a delivery day with Ben"."""
    name, what = name_of(visit.person_id, business), kind_words(visit.kind)
    if visit.host_id is None:
        return tr("{name}: {what}").format(name=name, what=what)
    return tr("{name}: {what} with {host}").format(name=name, what=what, host=name_of(visit.host_id, business))


def visit_when(visit: Visit) -> str:
    """Return the planned day and hour of a visit, and how long it takes: "Tue 1 Dec 2026 · 09:00 · 2 h"."""
    parts = [figures.day_year(visit.planned_on)]
    if visit.starts is not None:
        parts.append(figures.clock(time.fromisoformat(visit.starts)))
    parts.append(length_words(visit.minutes))
    return DOT.join(parts)


def length_words(minutes: int) -> str:
    """Return how long a visit takes: "2 h", "45 min", "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    short = tr("{minutes} min").format(minutes=figures.number(rest))
    if not hours:
        return short
    return figures.hours(hours) if not rest else f"{figures.hours(hours)} {short}"


def visit_state(visit: Visit) -> str:
    """Return how a visit ended: "done on 12 Nov", "called off: ill"; empty while it is to come."""
    if visit.called_off_at is not None:
        return tr("called off: {reason}").format(reason=typed(visit.called_off_because))
    return "" if visit.done_on is None else tr("done on {day}").format(day=figures.day_year(visit.done_on))


def visit_line(visit: Visit) -> str:
    """Return what stands under the title of a visit: when, or how it ended, and where."""
    parts = (visit_state(visit) or visit_when(visit), typed(visit.what))
    return DOT.join(part for part in parts if part)


# The card


def card_title() -> str:
    """Return the name of the card."""
    return tr("Visit card")


def part_title(fields: tuple[str, ...]) -> str:
    """Return the heading over a part of the card: before, during or after."""
    return {BEFORE: tr("Before"), DURING: tr("During"), AFTER: tr("After")}[fields]


def card_number(field: str) -> str:
    """Return the number of a line of the card, on paper and on the screen: 1 to 8."""
    return figures.number(CARD_FIELDS.index(field) + 1)


def card_question(field: str, kind: VisitKind | None = None) -> str:
    """Return what a field of the card asks; where the kind is known, of the side that is visited."""
    them = tr("them")
    if kind is not None:
        them = tr("Sales") if function_visited(kind) is Function.SALES else tr("Operations")
    return {
        "guess": tr("What do I think is hardest for {them}?").format(them=them),
        "waiting": tr("Where did somebody have to wait, and what for?"),
        "rework": tr("What was done twice, or put right?"),
        "surprise": tr("What surprised me?"),
        "client_words": tr("What did the client say, in their words?"),
        "wrong_about": tr("What did I have wrong?"),
        "differently": tr("What is the one thing I will do differently?"),
        "proposal": tr("A rule, a checklist question or a word I propose"),
    }[field]


def card_words(visit: Visit) -> Mapping[str, str]:
    """Return what is written on the card, by field."""
    return {field: getattr(visit, field) for field in CARD_FIELDS}


# What waits


def due_words(due: DueVisit, business: Business) -> str:
    """Return what waits of a visit: "Ana: a visit is due", "Ben: write up a sales call"."""
    name = name_of(due.person_id, business)
    if due.visit is None:
        return tr("{name}: a visit is due").format(name=name)
    what = kind_words(due.visit.kind)
    if due.step is DueStep.TODAY:
        return tr("{name}: {what} today").format(name=name, what=what)
    return tr("{name}: write up {what}").format(name=name, what=what)


def since_words(due: DueVisit) -> str:
    """Return since when it waits, and when the last visit was."""
    if due.visit is not None:
        return visit_when(due.visit) if due.step is DueStep.TODAY else _since(due)
    last = tr("none yet") if due.last_on is None else tr("last one {day}").format(day=figures.day_year(due.last_on))
    return DOT.join((_since(due), last))


def _since(due: DueVisit) -> str:
    day = figures.day_year(due.due_on)
    return tr("since {day}").format(day=day) if due.late_by else tr("from today")


def turn_words(turn: Turn) -> str:
    """Return when somebody's visit is due again: "due again on 3 Feb 2027", "never due"."""
    if turn.due_on is None:
        return tr("never due")
    due = figures.day_year(turn.due_on)
    if turn.last_on is None:
        return DOT.join((tr("none yet"), tr("due on {day}").format(day=due)))
    last = tr("last one {day}").format(day=figures.day_year(turn.last_on))
    return DOT.join((last, tr("due again on {day}").format(day=due)))


def rhythm_words(every_days: int) -> str:
    """Return a rhythm: "every 91 days"."""
    return tr("every {days}").format(days=figures.days(every_days)) if every_days else tr("never")


# What came of it


def became_words(became: Became) -> str:
    """Return what something learned became, as a mark beside it."""
    return {
        Became.AGENDA_ITEM: tr("on the agenda"),
        Became.WORD: tr("a shared word"),
        Became.RULE: tr("a proposed rule"),
    }[became]


def learned_line(learned: Learned) -> str:
    """Return something learned with what became of it, also where that is gone by now."""
    what = became_words(learned.became)
    if learned.target_id is None:
        what = tr("{what}, taken back since").format(what=what)
    return DOT.join((what, figures.day_year(learned.at.date())))


def news_words(news: VisitNews, business: Business) -> str:
    """Return what a meeting hears of a visit: done with what surprised, planned, or due."""
    visit, name = news.visit, name_of(news.person_id, business)
    if visit is None:
        if not news.late_by:
            return DOT.join((name, tr("a visit is due")))
        return DOT.join((name, tr("a visit is due since {day}").format(day=figures.day(news.day))))
    head = DOT.join((name, kind_words(visit.kind)))
    if visit.done_on is None:
        when = tr("not written up yet, {day}") if news.late_by else tr("planned for {day}")
        return DOT.join((head, when.format(day=figures.day(visit.planned_on))))
    said = visit.surprise or visit.differently or visit.wrong_about
    led = [became_words(became) for became in dict.fromkeys(news.became)]
    parts = (tr("seen on {day}").format(day=figures.day(visit.done_on)), typed(" ".join(said.split())), *led)
    return DOT.join((head, *(part for part in parts if part)))
