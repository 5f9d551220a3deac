"""After delivery in words: what was received, looks back, failures prevented (framework.md sections 3 and 9)."""

from collections.abc import Sequence
from datetime import date, tzinfo
from decimal import Decimal

from desktop.wording import figures
from desktop.wording.promises import DOT
from desktop.wording.typed import typed
from framework.business import Business
from framework.deal import Deal, estimated_cost, estimated_hours
from framework.outcome import LookBack, LookBackState, Received, Save, Shortfall, look_back_day, look_back_state
from framework.people import Function
from resources.words import tr


def shortfall_words(kind: Shortfall) -> str:
    """Return how what was received differed, as a choice."""
    return {
        Shortfall.DIFFERENT: tr("Different from what was promised"),
        Shortfall.LATE: tr("Late"),
        Shortfall.BELOW: tr("Below what they expected"),
    }[kind]


def shortfall_line(kind: Shortfall, say: str) -> str:
    """Return one shortfall with its words: "Late: three days"."""
    words = shortfall_words(kind)
    return tr("{kind}: {words}").format(kind=words, words=typed(say)) if say else words


def received_words(deal: Deal, received: Received) -> str:
    """Return whether a delivered deal was received as promised."""
    if received.shortfalls:
        return DOT.join(shortfall_line(kind, say) for kind, say in received.shortfalls)
    said = deal.rework is not None or deal.client_score is not None
    return tr("received as promised") if said else ""


def deal_line(deal: Deal, business: Business) -> str:
    """Return what a deal is in a line: "Monument sign · first promised Fri 28 Aug · $6,000"."""
    offering = business.offerings.get(deal.offering_id) if deal.offering_id is not None else None
    parts = [typed(offering.name) if offering is not None else tr("Not in the catalogue")]
    first = deal.first_promised_on or deal.promised_on
    if first is not None:
        parts.append(tr("first promised {day}").format(day=figures.day_year(first)))
    if deal.value is not None:
        parts.append(figures.money(deal.value, business.currency))
    return DOT.join(parts)


def planned_hours(deal: Deal, business: Business, today: date) -> str:
    """Return what was planned beside the hours it took; "" where nothing was."""
    hours = estimated_hours(deal, business.offering_of(deal, today))
    if not hours:
        return ""
    return tr("Planned: {hours}").format(hours=figures.hours(sum(hours.values(), start=Decimal(0))))


def planned_cost(deal: Deal, business: Business, today: date) -> str:
    """Return what was planned beside the cost; "" where nothing was."""
    cost = estimated_cost(deal, business.offering_of(deal, today))
    return "" if cost is None else tr("Planned: {money}").format(money=figures.money(cost, business.currency))


def late_words(deal: Deal, delivered_on: date | None) -> str:
    """Return what the dates say of a delivery: "3 days after the first promise"; "" where they say nothing."""
    first = deal.first_promised_on or deal.promised_on
    if first is None or delivered_on is None:
        return ""
    late = (delivered_on - first).days
    if late > 0:
        return tr("By the dates: {days} after the first promise").format(days=figures.days(late))
    return tr("By the dates: in time")


def delivered_words(deal: Deal) -> str:
    """Return when a deal was delivered, beside the first promise: "Delivered Mon 31 Aug 2026, 3 days late"."""
    if deal.delivered_on is None:
        return tr("Not delivered yet")
    day = figures.day_year(deal.delivered_on)
    first = deal.first_promised_on or deal.promised_on
    if first is None:
        return tr("Delivered {day}").format(day=day)
    late = (deal.delivered_on - first).days
    if late > 0:
        return tr("Delivered {day}, {days} late").format(day=day, days=figures.days(late))
    return tr("Delivered {day}, in time").format(day=day)


def rework_words(deal: Deal, received: Received) -> str:
    """Return whether rework was needed, with its words; "" while nobody has said."""
    if deal.rework is None:
        return ""
    if not deal.rework:
        return tr("right the first time")
    note = received.rework_note
    return tr("rework: {words}").format(words=typed(note)) if note else tr("rework needed")


def score_words(score: int | None) -> str:
    """Return the client's score: "4 of 5"; "" for none."""
    return "" if score is None else tr("client score {score} of 5").format(score=figures.number(score))


def result_line(deal: Deal, received: Received, business: Business) -> str:
    """Return how a deal went, all but its day: rework, score with the client's words, what was received, money."""
    comment = tr("“{words}”").format(words=typed(received.client_comment)) if received.client_comment else ""
    parts = [
        rework_words(deal, received),
        score_words(deal.client_score),
        comment,
        received_words(deal, received),
        spent_words(deal, business),
    ]
    return DOT.join(part for part in parts if part)


def spent_words(deal: Deal, business: Business) -> str:
    """Return hours and cost of a deal: "36 h, cost $4,100"; "" where neither is known."""
    parts = []
    if deal.actual_hours is not None:
        parts.append(figures.hours(deal.actual_hours))
    if deal.actual_cost is not None:
        parts.append(tr("cost {money}").format(money=figures.money(deal.actual_cost, business.currency)))
    return tr(", ").join(parts)


def look_back_name(look: LookBack) -> str:
    """Return what a look back is called: "After 30 days"."""
    return tr("After {days}").format(days=figures.days(look.days))


def looks_ahead(looks: Sequence[LookBack]) -> str:
    """Return when a deal that is not delivered will be looked back at; "" where it will not."""
    if not looks:
        return ""
    days = tr(", ").join(figures.number(look.days) for look in looks)
    return tr("looked back at {days} days after delivery").format(days=days)


def look_back_line(look: LookBack, deal: Deal, business: Business, today: date) -> str:
    """Return where a look back stands, or what was answered."""
    day = look_back_day(deal.delivered_on, look.days)
    shown = "" if day is None else figures.day_year(day)
    match look_back_state(look, deal.delivered_on, today):
        case LookBackState.WAITING:
            return tr("counts from the day of delivery")
        case LookBackState.AHEAD:
            return tr("on {day}").format(day=shown)
        case LookBackState.DUE:
            said = tr("due since {day}").format(day=shown) if day != today else tr("due today")
            return DOT.join(part for part in (said, quoted(look.say)) if part)
        case LookBackState.OVERDUE:
            said = tr("overdue since {day}").format(day=shown)
            return DOT.join(part for part in (said, quoted(look.say)) if part)
    who = business.names.get(look.who or "", "")
    parts = [
        still_words(look.still_client),
        score_words(look.client_score),
        as_promised_words(look.as_promised),
        sell_again_words(look.sell_again),
        quoted(look.say),
        tr("said by {who}").format(who=typed(who)) if who else "",
    ]
    return DOT.join(part for part in parts if part)


def look_back_zone(look: LookBack, deal: Deal, today: date) -> str:
    """Return the shape and colour that a look back is shown with."""
    state = look_back_state(look, deal.delivered_on, today)
    if state is LookBackState.ANSWERED:
        return "OFF" if look.still_client is False else "PROMISE"
    return {LookBackState.OVERDUE: "OFF", LookBackState.DUE: "ASK"}.get(state, "OPEN")


def still_words(still: bool | None) -> str:
    """Return whether the client is still there."""
    return {True: tr("still a client"), False: tr("no longer a client"), None: tr("not known whether still a client")}[
        still
    ]


def still_title(asked: LookBack | None, has_delivered: bool, zone: tzinfo) -> str:
    """Return the sentence of a client's page: still a client? `asked` is the look back that was answered last."""
    if asked is not None and asked.answered_at is not None:
        day = figures.day_year(asked.answered_at.astimezone(zone).date())
        said = tr("Still a client, as of {day}") if asked.still_client else tr("No longer a client, since {day}")
        return said.format(day=day)
    return tr("Still a client? Nobody has asked yet.") if has_delivered else tr("Nothing was delivered yet")


def as_promised_words(as_promised: bool | None) -> str:
    """Return whether it was as promised; "" where nobody knows."""
    return {True: tr("as promised"), False: tr("not as promised"), None: ""}[as_promised]


def sell_again_words(sell_again: bool | None) -> str:
    """Return whether we would sell it again; "" where nobody knows."""
    return {True: tr("we would sell it again"), False: tr("we would not sell it again"), None: ""}[sell_again]


def quoted(say: str) -> str:
    """Return somebody's words in quotation marks, "" for none."""
    return tr("“{words}”").format(words=typed(say)) if say else ""


def function_words(function: Function | None) -> str:
    """Return which side prevented something, as a choice."""
    return {Function.SALES: tr("Sales"), Function.OPERATIONS: tr("Operations"), None: tr("Both together")}[function]


def save_line(save: Save, client: str, business: Business) -> str:
    """Return who prevented what in which deal: "Ben, Operations · Town Library"."""
    who = business.names.get(save.person_id or "", "")
    side = "" if save.function is None else function_words(save.function)
    named = tr(", ").join(part for part in (typed(who), side) if part)
    return DOT.join(part for part in (named, typed(client)) if part)


def save_value(save: Save, business: Business) -> str:
    """Return what a prevented failure would have cost."""
    return tr("not estimated") if save.value is None else figures.money(save.value, business.currency)


def sum_words(value: Decimal | None, count: int, business: Business) -> str:
    """Return a sum with its count: "3 · $12,400"; "none" of nothing."""
    if not count:
        return tr("none")
    if value is None:
        return figures.number(count)
    return DOT.join((figures.number(count), figures.money(value, business.currency)))


def unknown_words(unknown: int) -> str:
    """Return how many are in no sum; "" where all are."""
    if not unknown:
        return ""
    said = tr("1 without a value") if unknown == 1 else tr("{count} without a value")
    return said.format(count=figures.number(unknown))


def scores_words(scores: Sequence[int]) -> str:
    """Return the scores of a client: "4, 5, 3 of 5"; "none"."""
    if not scores:
        return tr("none")
    return tr("{scores} of 5").format(scores=tr(", ").join(figures.number(score) for score in scores))
