"""Actions on clients: all that is known of one over all deals, and the note on it (framework.md section 3)."""

from collections.abc import Iterable
from typing import NamedTuple

from framework.asking import Request
from framework.deal import Deal, Stage
from framework.outcome import LookBack, Received
from framework.promises import Move, Promise
from framework.questions import Question
from resources.words import tr
from storage.asking import requests_by_deal
from storage.book import Author, Book
from storage.clients import Client, deal_ids_of_client, read_client, save_note
from storage.outcome import look_backs_of, read_received
from storage.promises import moves_of, promises_of
from storage.question_cases import read_deals
from storage.questions import questions_by_deal
from storage.trouble import Trouble

MOST_DEALS = 200
LONGEST_NOTE = 10_000


class Told(NamedTuple):
    """A deal with all that was said in it and of it."""

    deal: Deal
    promises: tuple[Promise, ...]
    moves: tuple[Move, ...]
    received: Received
    looks: tuple[LookBack, ...]
    requests: tuple[Request, ...]
    questions: tuple[Question, ...]


class ClientFile(NamedTuple):
    """A client with the newest deals, at most 200 of `count`, the newest first.

    `asked` is the look back that was answered last, over all deals: it says whether the client is still there.
    """

    client: Client
    deals: tuple[Told, ...]
    count: int  # type: ignore[assignment]  # hides the method of tuples, which nobody needs here
    asked: LookBack | None

    @property
    def scores(self) -> tuple[int, ...]:
        """The client's scores at delivery, the oldest first."""
        return tuple(told.deal.client_score for told in self.delivered if told.deal.client_score is not None)

    @property
    def delivered(self) -> tuple[Told, ...]:
        """The deals that were delivered, the oldest first."""
        return _delivered(self.deals)


def read_client_file(book: Book, client_id: str, *, digits: int) -> ClientFile | None:
    """Return all that is known of a client; None when it is gone."""
    client = read_client(book, client_id)
    if client is None:
        return None
    ids, count = deal_ids_of_client(book, client_id, MOST_DEALS)
    deals = read_deals(book, ids, digits=digits)
    requests = requests_by_deal(book, ids, digits=digits) if ids else {}
    questions = questions_by_deal(book, ids, digits=digits) if ids else {}
    told = tuple(
        Told(
            deals[key],
            promises_of(book, key),
            moves_of(book, key),
            read_received(book, key),
            look_backs_of(book, key),
            tuple(requests.get(key, ())),
            tuple(questions.get(key, ())),
        )
        for key in ids
        if key in deals
    )
    return ClientFile(client, told, count, _asked_last(told))


def _delivered(deals: Iterable[Told]) -> tuple[Told, ...]:
    dated = [(told.deal.delivered_on, told) for told in deals if told.deal.stage is Stage.DELIVERED]
    found = [(day, told) for day, told in dated if day is not None]
    return tuple(told for _day, told in sorted(found, key=lambda each: (each[0], each[1].deal.ref)))


def _asked_last(deals: Iterable[Told]) -> LookBack | None:
    answered = [(look.answered_at, look) for told in deals for look in told.looks if look.still_client is not None]
    found = [(at, look) for at, look in answered if at is not None]
    return max(found, key=lambda each: (each[0], each[1].days))[1] if found else None


def edit_client_note(*, book: Book, who: Author, client: Client, note: str) -> None:
    """Keep a note on a client. Raises Trouble for too many words, Conflict when somebody changed it since."""
    words = note.strip()
    if len(words) > LONGEST_NOTE:
        raise Trouble(tr("{count} characters fit here. Say it shorter.").format(count=LONGEST_NOTE))
    with book.change(tr("Note on {client}").format(client=client.name), who=who) as change:
        save_note(change, client, words)
