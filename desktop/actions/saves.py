"""Actions of the saves wall: failures that were prevented, beside the deals won (framework.md section 9)."""

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from framework.deal import Deal
from framework.outcome import Save, saved_sum
from framework.people import Function
from resources.words import tr
from storage import outcome as store
from storage.book import Author, Book
from storage.question_cases import read_deals
from storage.trouble import Trouble, short

LONGEST = 1000


def add_save(
    *,
    book: Book,
    who: Author,
    today: date,
    digits: int,
    say: str,
    saved_on: date | None = None,
    value: Decimal | None = None,
    deal_id: str | None = None,
    person_id: str | None = None,
    function: Function | None = None,
) -> str:
    """Write down a failure that was prevented, and return its key; `saved_on` None: today.

    Raises Trouble for no words, for too many, for a day to come and for money below nothing.
    """
    fields = _checked(today, say, saved_on or today, value, deal_id, person_id, function)
    with book.change(_label(tr("Prevented: {words}"), fields["say"]), who=who) as change:
        return store.add_save(change, fields, digits=digits)


def edit_save(
    *,
    book: Book,
    who: Author,
    today: date,
    digits: int,
    save: Save,
    say: str,
    saved_on: date | None,
    value: Decimal | None,
    deal_id: str | None,
    person_id: str | None,
    function: Function | None,
) -> None:
    """Change a prevented failure as it was read. Raises as `add_save` does; Conflict when somebody changed it since."""
    fields = _checked(today, say, saved_on or save.saved_on, value, deal_id, person_id, function)
    with book.change(_label(tr("Edit what was prevented: {words}"), fields["say"]), who=who) as change:
        store.update_save(change, save, fields, digits=digits)


def remove_save(*, book: Book, who: Author, save: Save) -> None:
    """Take a prevented failure off the wall. Raises Conflict when somebody changed it since it was read."""
    with book.change(_label(tr("Take off the wall: {words}"), save.say), who=who) as change:
        store.remove_save(change, save)


class Wall(NamedTuple):
    """A period, both days included: the deals won in it and the failures prevented in it, the newest first.

    `deals` are also those that the saves name, by key.
    """

    first: date
    last: date
    won: tuple[Deal, ...]
    saves: tuple[Save, ...]
    deals: dict[str, Deal]

    @property
    def won_value(self) -> Decimal | None:
        """What the deals won are worth together; None where of none the price is known."""
        values = [deal.value for deal in self.won if deal.value is not None]
        return sum(values, start=Decimal(0)) if values else None

    @property
    def saved_value(self) -> Decimal | None:
        """What the failures would have cost together; None where of none it was estimated."""
        return saved_sum(self.saves)


def read_wall(book: Book, first: date, last: date, *, digits: int) -> Wall:
    """Return the saves wall of a period."""
    won = read_deals(book, store.won_ids(book, first, last), digits=digits)
    saves = store.saves(book, digits=digits, first=first, last=last)
    named = read_deals(book, (save.deal_id for save in saves if save.deal_id is not None), digits=digits)
    in_order = sorted(won.values(), key=lambda deal: (deal.won_on or first, deal.ref), reverse=True)
    return Wall(first, last, tuple(in_order), saves, {**won, **named})


def _checked(
    today: date,
    say: str,
    saved_on: date,
    value: Decimal | None,
    deal_id: str | None,
    person_id: str | None,
    function: Function | None,
) -> dict[str, Any]:
    words = say.strip()
    if not words:
        raise Trouble(tr("Write what would have gone wrong."))
    if len(words) > LONGEST:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST))
    if saved_on > today:
        raise Trouble(tr("The day on which it was prevented can't be in the future."))
    if value is not None and value < 0:
        raise Trouble(tr("What it would have cost can't be less than nothing."))
    return {
        "say": words,
        "saved_on": saved_on,
        "value": value,
        "deal_id": deal_id,
        "person_id": person_id,
        "function": function,
    }


def _label(label: str, say: str) -> str:
    return label.format(words=short(" ".join(say.split())))
