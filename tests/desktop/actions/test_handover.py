"""The handover on a real file: who may do what when, what is kept of it, and the instant of the win."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.asking import ask
from desktop.actions.business import create_business, read_founder
from desktop.actions.desk import read_desk
from desktop.actions.handover import LONGEST, accept_handover, give_again, return_handover
from desktop.actions.intake import create_deal, delete_deal, move_deal
from framework.agreement import Zone
from framework.deal import Deal, Stage
from framework.handover import Handed, HandoverState, handover_state
from framework.people import Person
from storage.book import Author, Book
from storage.business import read_business
from storage.handover import steps_of
from storage.intake import read_deal, row_ids_of
from storage.trouble import Trouble

MONDAY = date(2026, 11, 23)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business: Ana sells, Ben delivers, Eve owns it and does neither."""
    with create_business(
        path=tmp_path / "Mine.handshake",
        name="Mine",
        kind="sign-shop",
        founders=(read_founder("Ana:sales"), read_founder("Ben:operations"), read_founder("Eve:owner")),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=MONDAY,
    ) as made:
        yield made


@pytest.fixture
def people(book: Book) -> dict[str, Person]:
    return {person.name: person for person in read_business(book, MONDAY).people}


@pytest.fixture
def won(book: Book) -> Deal:
    """A deal that has just been won."""
    key = create_deal(book=book, who=Author(), today=MONDAY, digits=2, fields={"client": "Town Library"})
    return stage(book, read(book, key), Stage.WON)


def read(book: Book, deal_id: str) -> Deal:
    found = read_deal(book, deal_id, digits=2)
    assert found is not None
    return found


def stage(book: Book, deal: Deal, wanted: Stage) -> Deal:
    move_deal(book=book, who=Author(), today=MONDAY, digits=2, deal=deal, stage=wanted, zone=Zone.PROMISE)
    return read(book, deal.id)


def state(book: Book, deal: Deal) -> HandoverState:
    return handover_state(read(book, deal.id), steps_of(book, deal.id))


def test_returned_given_again_and_accepted(book: Book, people: dict[str, Person], won: Deal) -> None:
    assert state(book, won) is HandoverState.WAITING
    return_handover(book=book, who=people["Ben"], digits=2, deal=won, say="  The artwork\n")
    assert (state(book, won), book.undo_label) == (HandoverState.RETURNED, "Handover returned: Town Library")
    give_again(book=book, who=people["Ana"], digits=2, deal=won, say="")
    assert (state(book, won), book.undo_label) == (HandoverState.WAITING, "Handed over again: Town Library")
    accept_handover(book=book, who=people["Ben"], digits=2, deal=won)
    assert (state(book, won), book.undo_label) == (HandoverState.ACCEPTED, "Handover accepted: Town Library")
    steps = steps_of(book, won.id)
    kept = [(step.kind, step.say, step.who) for step in steps]
    assert kept == [
        (Handed.RETURNED, "The artwork", people["Ben"].id),
        (Handed.GIVEN, "", people["Ana"].id),
        (Handed.ACCEPTED, "", people["Ben"].id),
    ]
    assert {step.id for step in steps} <= set(row_ids_of(book, won.id))
    book.undo()
    assert state(book, won) is HandoverState.WAITING


@pytest.mark.parametrize("name", ["Ana", "Eve"])
def test_neither_sales_nor_an_owner_who_does_neither_accepts_or_returns(
    book: Book, people: dict[str, Person], won: Deal, name: str
) -> None:
    with pytest.raises(Trouble, match="other side"):
        accept_handover(book=book, who=people[name], digits=2, deal=won)
    with pytest.raises(Trouble, match="other side"):
        return_handover(book=book, who=people[name], digits=2, deal=won, say="The artwork")
    assert steps_of(book, won.id) == ()


def test_what_was_done_meanwhile_is_not_done_twice(book: Book, people: dict[str, Person], won: Deal) -> None:
    accept_handover(book=book, who=people["Ben"], digits=2, deal=won)
    for again in (accept_handover, give_again):
        for person in people.values():
            with pytest.raises(Trouble, match="in the meantime"):
                again(book=book, who=person, digits=2, deal=won)
    assert len(steps_of(book, won.id)) == 1
    delete_deal(book=book, who=Author(), deal=won)
    with pytest.raises(Trouble, match="deleted in the meantime"):
        accept_handover(book=book, who=people["Ben"], digits=2, deal=won)


@pytest.mark.parametrize(("say", "told"), [(" ", "Write what is missing"), ("x" * (LONGEST + 1), "characters fit")])
def test_nothing_is_returned_without_words(
    book: Book, people: dict[str, Person], won: Deal, say: str, told: str
) -> None:
    with pytest.raises(Trouble, match=told):
        return_handover(book=book, who=people["Ben"], digits=2, deal=won, say=say)
    assert state(book, won) is HandoverState.WAITING


def test_the_instant_of_the_win_is_kept_and_goes_when_it_was_none(
    book: Book, people: dict[str, Person], won: Deal
) -> None:
    assert won.won_at is not None
    assert abs((datetime.now(UTC) - won.won_at).total_seconds()) < 60
    accept_handover(book=book, who=people["Ben"], digits=2, deal=won)
    in_delivery = stage(book, won, Stage.IN_DELIVERY)
    assert in_delivery.won_at == won.won_at
    back = stage(book, in_delivery, Stage.OFFERED)
    assert (back.won_at, state(book, back)) == (None, HandoverState.NONE)
    anew = stage(book, back, Stage.WON)
    assert state(book, anew) is HandoverState.WAITING, "what is won anew is handed over anew"


def test_the_history_of_a_deal_holds_its_questions(book: Book, people: dict[str, Person]) -> None:
    fields = {"client": "Acme", "promised_on": date(2026, 11, 25), "custom_parts": 3}
    key = create_deal(book=book, who=Author(), today=MONDAY, digits=2, fields=fields)
    ana = Author(people["Ana"].id, "Ana")
    request = ask(book=book, who=ana, desk=read_desk(book, MONDAY), deal_id=key)
    points = [row_id for (row_id,) in book.rows("SELECT id FROM request_point WHERE request_id = ?", (request,))]
    assert points
    assert {key, request, *points} <= set(row_ids_of(book, key))
    other = create_deal(book=book, who=ana, today=MONDAY, digits=2, fields={"client": "Bolt"})
    assert not {request, *points} & set(row_ids_of(book, other))
