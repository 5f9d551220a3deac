"""Actions after delivery: what became of a deal is said, and it is looked back at (framework.md sections 3 and 9)."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from framework.deal import Deal, Stage
from framework.outcome import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    OUTCOME_STAGES,
    LookBack,
    Received,
    Said,
    Shortfall,
    may_answer,
)
from framework.promises import Promise, ended_fields
from framework.stages import moved
from resources.words import tr
from storage import outcome as store
from storage import promises
from storage.book import Author, Book
from storage.intake_writing import update_deal
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST = 1000


class Entry(NamedTuple):
    """What is said of one deal as it was read: `received` as it was read too, `kept` are promises with their end."""

    deal: Deal
    received: Received
    said: Said
    kept: tuple[tuple[Promise, bool | None], ...] = ()


def record_outcome(
    *,
    book: Book,
    who: Author,
    today: date,
    digits: int,
    deal: Deal,
    received: Received,
    said: Said,
    kept: Sequence[tuple[Promise, bool | None]] = (),
) -> None:
    """Keep what became of a deal, all in one; with a delivered date a deal that was sold is delivered.

    `kept` are promises of the deal with True (kept), False (not kept) or None (open again). Raises Trouble for a deal
    that was not won, and for what can't be; Conflict when somebody said something since `deal` and `received` were
    read.
    """
    entry = Entry(deal, received, said, tuple(kept))
    label = tr("Delivered: {client}") if becomes_delivered(entry) else tr("How it went: {client}")
    check_said(deal, said, today, digits)
    with book.change(label.format(client=deal.client), who=who) as change:
        _keep(book, change, entry, today, digits)


def record_outcomes(*, book: Book, who: Author, today: date, digits: int, entries: Sequence[Entry]) -> None:
    """Keep what became of many deals in one change. Raises as `record_outcome` does, with the client's name."""
    if len(entries) == 1:
        deal, received, said, kept = entries[0]
        record_outcome(
            book=book, who=who, today=today, digits=digits, deal=deal, received=received, said=said, kept=kept
        )
        return
    for entry in entries:
        try:
            check_said(entry.deal, entry.said, today, digits)
        except Trouble as trouble:
            raise Trouble(tr("{client}: {trouble}").format(client=entry.deal.client, trouble=trouble.say)) from trouble
    label = tr("How it went: {count} deals").format(count=len(entries))
    with book.change(label, who=who) as change:
        for entry in entries:
            _keep(book, change, entry, today, digits)


def becomes_delivered(entry: Entry) -> bool:
    """Say whether the deal is delivered by what is said."""
    return entry.deal.is_sold and entry.said.delivered_on is not None


def check_said(deal: Deal, said: Said, today: date, digits: int) -> None:
    """Raise Trouble for what can't be said of `deal`."""
    _check_days(deal, said.delivered_on, today)
    if said.client_score is not None and not LOWEST_SCORE <= said.client_score <= HIGHEST_SCORE:
        raise Trouble(tr("The client's score goes from 1 to 5."))
    if said.actual_hours is not None and said.actual_hours < 0:
        raise Trouble(tr("The hours it took can't be less than none."))
    if said.actual_cost is not None and said.actual_cost < 0:
        raise Trouble(tr("What it cost can't be less than nothing."))
    for words in (said.rework_note, said.client_comment, *(say for _kind, say in said.shortfalls)):
        _fits(words)


def _check_days(deal: Deal, delivered_on: date | None, today: date) -> None:
    if deal.stage not in OUTCOME_STAGES:
        raise Trouble(tr("This deal was not won, so nothing was delivered."))
    if delivered_on is None:
        if deal.stage is Stage.DELIVERED:
            raise Trouble(tr("Say on which day it was delivered. If it was not, move the deal back to in delivery."))
        return
    if delivered_on == deal.delivered_on:
        return
    if delivered_on > today:
        raise Trouble(tr("The day of delivery can't be in the future."))
    if deal.won_on is not None and delivered_on < deal.won_on:
        raise Trouble(tr("It would be delivered before it was won. Which day is meant?"))


def _keep(book: Book, change: "Change", entry: Entry, today: date, digits: int) -> None:
    deal, said = entry.deal, entry.said
    fields: dict[str, Any] = {
        "delivered_on": said.delivered_on,
        "rework": said.rework,
        "client_score": said.client_score,
        "actual_cost": said.actual_cost,
        "actual_hours": said.actual_hours,
    }
    if becomes_delivered(entry):
        fields = {**moved(deal, Stage.DELIVERED, today, change.at), **fields}
    update_deal(book, change, deal.id, fields, digits=digits, seen=deal.version)
    note = said.rework_note.strip() if said.rework is not False else ""
    words = Received(note, said.client_comment.strip(), _trimmed(said), entry.received.version)
    store.save_received(book, change, deal.id, words)
    for promise, is_kept in entry.kept:
        if is_kept is not promise.kept:
            promises.update_promise(change, promise, _ended(is_kept, said.delivered_on, today))
    if said.delivered_on is not None:
        store.make_look_backs(book, change, deal.id)


def _ended(kept: bool | None, delivered_on: date | None, today: date) -> dict[str, Any]:
    """Return the fields of a promise that ended with the delivery, else today."""
    return ended_fields(kept, delivered_on or today)


def _trimmed(said: Said) -> tuple[tuple[Shortfall, str], ...]:
    return tuple((kind, say.strip()) for kind, say in said.shortfalls)


def answer_look_back(
    *,
    book: Book,
    who: Author,
    today: date,
    deal: Deal,
    look: LookBack,
    still_client: bool | None,
    client_score: int | None = None,
    as_promised: bool | None = None,
    sell_again: bool | None = None,
    say: str = "",
) -> None:
    """Answer a look back at `deal`. While nobody knows whether the client is still there, it stays due.

    Raises Trouble before its day (except when the client has left already), for a score outside 1 to 5 and for too
    many words; Conflict when somebody answered since it was read.
    """
    if deal.stage is not Stage.DELIVERED:
        raise Trouble(tr("This deal is not delivered, so there is nothing to look back at."))
    if not may_answer(look, deal.delivered_on, today, still_client):
        raise Trouble(tr("Its day has not come. Before it, only that the client has left can be said."))
    if client_score is not None and not LOWEST_SCORE <= client_score <= HIGHEST_SCORE:
        raise Trouble(tr("The client's score goes from 1 to 5."))
    _fits(say)
    label = tr("Looked back: {client}").format(client=deal.client)
    with book.change(label, who=who) as change:
        known = still_client is not None
        fields = {
            "still_client": still_client,
            "client_score": client_score,
            "as_promised": as_promised,
            "sell_again": sell_again,
            "say": say.strip(),
            "answered_at": (look.answered_at or change.at) if known else None,
            "who": (who.id or None) if known else None,
        }
        store.update_look_back(change, look, fields)


def _fits(words: str) -> None:
    if len(words.strip()) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))
