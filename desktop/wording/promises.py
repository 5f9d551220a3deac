"""What the client was told, in words: by whom, due when, how it moved, and whether it was kept."""

from collections.abc import Sequence
from datetime import date, tzinfo

from desktop.wording import figures
from desktop.wording.agreement import local_day
from desktop.wording.typed import typed
from framework.business import Business
from framework.deal import Deal
from framework.handover import is_after_the_win
from framework.promises import Exists, Move, Mover, Promise, PromiseState, Way, is_late
from resources.words import tr

DOT = " · "
_ZONES = {
    PromiseState.OPEN: "OPEN",
    PromiseState.OVERDUE: "ASK",
    PromiseState.KEPT: "PROMISE",
    PromiseState.BROKEN: "OFF",
}


def way_words(way: Way) -> str:
    """Return how something was said, as a choice."""
    return {Way.SPOKEN: tr("Spoken"), Way.WRITTEN: tr("Written")}[way]


def exists_words(exists: Exists | None) -> str:
    """Return the answer to "does it exist today?", as a choice; None: nobody has asked."""
    return {
        Exists.YES: tr("Yes, it exists"),
        Exists.NO: tr("No, not yet"),
        Exists.UNKNOWN: tr("Nobody knows"),
        None: tr("Not asked yet"),
    }[exists]


def mover_words(mover: Mover) -> str:
    """Return who moved a day, as a choice."""
    return {Mover.SALES: tr("Sales"), Mover.OPERATIONS: tr("Operations"), Mover.CLIENT: tr("The client")}[mover]


def kept_words(kept: bool | None) -> str:
    """Return whether a promise was kept, as a choice."""
    return {True: tr("Kept"), False: tr("Not kept"), None: tr("Not known yet")}[kept]


def shape_of(promise: Promise, today: date) -> str:
    """Return the shape and colour that a promise is shown with: a zone's, for its state."""
    return _ZONES[promise.state(today)]


def promise_line(
    promise: Promise, moves: Sequence[Move], deal: Deal, business: Business, today: date, zone: tzinfo
) -> str:
    """Return all about a promise but its words. `moves` are those of this promise.

    "Spoken by Ana on 24 Nov · due Fri 11 Dec · first 4 Dec · does not exist today · after the win"
    """
    parts = [_said(promise, business)]
    if promise.due_on is not None:
        parts.append(tr("due {day}").format(day=figures.day(promise.due_on)))
    if promise.first_due_on is not None and promise.was_moved:
        parts.append(tr("first {day}").format(day=figures.day_month(promise.first_due_on)))
    parts.append(moves_words(moves))
    if promise.exists_today is Exists.NO:
        parts.append(tr("does not exist today"))
    elif promise.exists_today is Exists.UNKNOWN:
        parts.append(tr("nobody knows whether it exists"))
    parts.append(_state(promise, today))
    if is_after_the_win(deal, promise.at, zone):
        parts.append(after_the_win())
    return DOT.join(part for part in parts if part)


def after_the_win() -> str:
    """Return the mark of what was written down only after the deal was won."""
    return tr("after the win")


def date_line(deal: Deal, moves: Sequence[Move]) -> str:
    """Return how the date of a deal came about: "first promised Fri 4 Dec · moved by Operations, client told first".

    `moves` are those of the deal itself.
    """
    parts = []
    if deal.first_promised_on is not None and deal.first_promised_on != deal.promised_on:
        parts.append(tr("first promised {day}").format(day=figures.day(deal.first_promised_on)))
    elif deal.promise_given_on is not None:
        parts.append(tr("promised on {day}").format(day=figures.day_month(deal.promise_given_on)))
    parts.append(moves_words(moves))
    return DOT.join(part for part in parts if part)


def moves_words(moves: Sequence[Move]) -> str:
    """Return how often a day was moved, by whom last, and whether the client was told first; "" for never."""
    if not moves:
        return ""
    last = moves[-1]
    who = {Mover.SALES: tr("Sales"), Mover.OPERATIONS: tr("Operations"), Mover.CLIENT: tr("the client")}[last.moved_by]
    if len(moves) == 1:
        said = tr("moved by {who}, {told}")
    elif len(moves) == 2:
        said = tr("moved twice, last by {who}, {told}")
    else:
        said = tr("moved {count} times, last by {who}, {told}")
    return said.format(count=figures.number(len(moves)), who=who, told=_told(last))


def move_line(move: Move, zone: tzinfo) -> tuple[str, str]:
    """Return one move as a lead and the rest: "Tue 24 Nov", "Fri 4 Dec became Fri 11 Dec. Moved by Operations …"."""
    lead = "" if move.at is None else figures.day(local_day(move.at, zone))
    before = tr("no day") if move.from_on is None else figures.day(move.from_on)
    after = tr("no day") if move.to_on is None else figures.day(move.to_on)
    said = tr("{before} became {after}. Moved by {who}, {told}.")
    who = {Mover.SALES: tr("Sales"), Mover.OPERATIONS: tr("Operations"), Mover.CLIENT: tr("the client")}[move.moved_by]
    words = said.format(before=before, after=after, who=who, told=_told(move))
    return lead, f"{words} {tr('“{words}”').format(words=typed(move.why))}" if move.why else words


def _said(promise: Promise, business: Business) -> str:
    who = typed(business.names.get(promise.said_by, ""))
    spoken = promise.way is Way.SPOKEN
    if who:
        said = tr("Spoken by {who} on {day}") if spoken else tr("Written by {who} on {day}")
    else:
        said = tr("Spoken on {day}") if spoken else tr("Written on {day}")
    return said.format(who=who, day=figures.day_month(promise.said_on))


def _state(promise: Promise, today: date) -> str:
    match promise.state(today):
        case PromiseState.KEPT:
            if is_late(promise) and promise.ended_on is not None and promise.due_on is not None:
                late = (promise.ended_on - promise.due_on).days
                return tr("kept {days} late").format(days=figures.days(late))
            return tr("kept")
        case PromiseState.BROKEN:
            return tr("not kept")
        case PromiseState.OVERDUE:
            return tr("the day is over: was it kept?")
    return ""


def _told(move: Move) -> str:
    return tr("client told first") if move.told_first else tr("client not told first")
