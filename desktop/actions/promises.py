"""Actions on promises: something was said to the client, its day was moved, it was kept or not."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from framework.deal import Deal
from framework.deal_fields import is_far
from framework.promises import Exists, Promise, Told, Way, due_fields, ended_fields, is_move
from framework.stages import moves_the_date, with_first_promise
from resources.words import tr
from storage import promises
from storage.book import Author, Book
from storage.intake_writing import update_deal
from storage.trouble import Trouble, short

if TYPE_CHECKING:
    from storage.writing import Change

LONGEST = 1000


def add_promise(
    *,
    book: Book,
    who: Author,
    today: date,
    deal: Deal,
    say: str,
    said_on: date | None = None,
    said_by: str = "",
    way: Way = Way.SPOKEN,
    due_on: date | None = None,
    exists_today: Exists | None = None,
) -> str:
    """Write down what the client of `deal` was told, and return its key.

    `said_by` is a person id, "" where nobody knows; `said_on` None: today. Raises Trouble for no words, for too many,
    for what is said to have been said in days to come, and for a day that can't be meant.
    """
    fields = _said(say, said_on or today, said_by, way, exists_today, today)
    _check_due(due_on, fields["said_on"], None)
    with book.change(_label(tr("Promised: {promise}"), fields["say"]), who=who) as change:
        return promises.add_promise(change, deal.id, {**fields, "due_on": due_on, "first_due_on": due_on})


def edit_promise(
    *,
    book: Book,
    who: Author,
    today: date,
    promise: Promise,
    say: str,
    said_on: date | None,
    said_by: str,
    way: Way,
    due_on: date | None,
    exists_today: Exists | None,
    kept: bool | None,
    told: Told | None = None,
) -> None:
    """Change a promise as it was read, all in one. Another day needs `told`: who moved it, and whether the client knew.

    Raises Trouble without it, and as `add_promise` does; Conflict when somebody changed the promise since.
    """
    fields = _said(say, said_on or promise.said_on, said_by, way, exists_today, today)
    _check_due(due_on, fields["said_on"], promise.due_on)
    fields |= due_fields(promise, due_on)
    if kept is not promise.kept:
        fields |= ended_fields(kept, today)
    moved = is_move(promise, due_on)
    if moved:
        _checked(told)
    with book.change(_label(tr("Edit promise: {promise}"), fields["say"]), who=who) as change:
        promises.update_promise(change, promise, fields)
        if moved and told is not None:
            promises.add_move(change, promise.deal_id, promise.id, promise.due_on, due_on, told)


def move_promise(*, book: Book, who: Author, promise: Promise, to_on: date | None, told: Told) -> None:
    """Move the day of a promise; the first one stays with it. Raises Conflict when somebody changed it since."""
    if to_on == promise.due_on:
        return
    _check_due(to_on, promise.said_on, promise.due_on)
    _checked(told)
    with book.change(_label(tr("Move the day: {promise}"), promise.say), who=who) as change:
        promises.update_promise(change, promise, due_fields(promise, to_on))
        if is_move(promise, to_on):
            promises.add_move(change, promise.deal_id, promise.id, promise.due_on, to_on, told)


def keep_promise(*, book: Book, who: Author, today: date, promise: Promise, kept: bool | None) -> None:
    """Say that a promise was kept today, or was not; None: it is open again. Raises Conflict as the others do."""
    label = {True: tr("Kept: {promise}"), False: tr("Not kept: {promise}"), None: tr("Open again: {promise}")}[kept]
    with book.change(_label(label, promise.say), who=who) as change:
        promises.update_promise(change, promise, ended_fields(kept, today))


def remove_promise(*, book: Book, who: Author, promise: Promise) -> None:
    """Take away a promise that was never made, with its moves. Raises Conflict when somebody changed it since."""
    with book.change(_label(tr("Remove promise: {promise}"), promise.say), who=who) as change:
        promises.remove_promise(book, change, promise)


def move_deal_date(
    *,
    book: Book,
    who: Author,
    digits: int,
    deal: Deal,
    to_on: date | None,
    told: Told,
    fields: Mapping[str, Any] | None = None,
) -> None:
    """Move the date that the client of `deal` was promised, and keep who moved it and whether the client was told.

    `fields` are others that are changed with it. The first promise is never overwritten. Raises Conflict when somebody
    changed the deal since it was read.
    """
    _checked(told)
    label = tr("Move the date: {client}").format(client=deal.client)
    with book.change(label, who=who) as change:
        kept = with_first_promise(deal, {**(fields or {}), "promised_on": to_on})
        update_deal(book, change, deal.id, kept, digits=digits, seen=deal.version)
        if moves_the_date(deal, to_on):
            record_move(change, deal, to_on, told)


def record_move(change: "Change", deal: Deal, to_on: date | None, told: Told | None) -> None:
    """Keep, inside a change, that the promised date of `deal` moves. Raises Trouble without who moved it."""
    promises.add_move(change, deal.id, None, deal.promised_on, to_on, _checked(told))


def _said(say: str, said_on: date, said_by: str, way: Way, exists_today: Exists | None, today: date) -> dict[str, Any]:
    words = say.strip()
    if not words:
        raise Trouble(tr("Write what the client was told."))
    _fits(words)
    if said_on > today:
        raise Trouble(tr("The day on which it was said can't be in the future."))
    return {"say": words, "said_on": said_on, "said_by": said_by, "way": way, "exists_today": exists_today}


def _check_due(due_on: date | None, said_on: date, before: date | None) -> None:
    """Raise Trouble for a day that can't be meant; one that stands there already is not held against anybody."""
    if due_on is None or due_on == before:
        return
    if due_on < said_on:
        raise Trouble(tr("It would be due before it was said. Which day is meant?"))
    if is_far(due_on, said_on):
        raise Trouble(tr("That is more than ten years away. Is the year right?"))


def _checked(told: Told | None) -> Told:
    if told is None:
        raise Trouble(tr("Say who moved the day, and whether the client was told first."))
    _fits(told.why)
    return told


def _fits(words: str) -> None:
    if len(words) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))


def _label(label: str, say: str) -> str:
    return label.format(promise=short(" ".join(say.split())))
