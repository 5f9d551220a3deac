"""After delivery on a real file: what became of deals, looks back made and answered, and Undo of all of it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.business import create_business, read_founder
from desktop.actions.intake import create_deal, delete_deal, move_deal
from desktop.actions.outcome import LONGEST, Entry, answer_look_back, record_outcome, record_outcomes
from desktop.actions.promises import add_promise
from framework.agreement import Zone
from framework.deal import Deal, Stage
from framework.outcome import LookBack, Received, Said, Shortfall, said_of
from storage.book import Author, Book
from storage.intake import read_deal, row_ids_of
from storage.outcome import due_look_backs, look_backs_of, read_received, without_outcome
from storage.people import names_of
from storage.promises import promises_of
from storage.trouble import Conflict, Trouble

WON, MONDAY = date(2026, 8, 3), date(2026, 8, 31)
DAY_30, DAY_90 = MONDAY + timedelta(30), MONDAY + timedelta(90)
ALL = Said(
    MONDAY,
    True,
    " The P came loose ",
    Decimal("36.25"),
    Decimal("4100.50"),
    4,
    "Friendly crew",
    ((Shortfall.LATE, " three days "), (Shortfall.BELOW, "")),
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business without deals."""
    with create_business(
        path=tmp_path / "Mine.handshake",
        name="Mine",
        kind="sign-shop",
        founders=(read_founder("Ana:sales"), read_founder("Ben:operations")),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=WON,
    ) as made:
        yield made


@pytest.fixture
def ben(book: Book) -> Author:
    return next(Author(id, name) for id, name in names_of(book).items() if name == "Ben")


@pytest.fixture
def deal(book: Book, ben: Author) -> Deal:
    """A deal won on 3 August, promised for the 28th."""
    return won(book, ben, "Town Library")


def won(book: Book, ben: Author, client: str) -> Deal:
    fields = {"client": client, "promised_on": date(2026, 8, 28), "value": Decimal(6000)}
    key = create_deal(book=book, who=ben, today=WON, digits=2, fields=fields)
    move(book, ben, read(book, key), Stage.WON)
    return read(book, key)


def read(book: Book, deal_id: str) -> Deal:
    found = read_deal(book, deal_id, digits=2)
    assert found is not None
    return found


def move(book: Book, ben: Author, deal: Deal, stage: Stage) -> None:
    move_deal(book=book, who=ben, today=WON, digits=2, deal=deal, stage=stage, zone=Zone.PROMISE)


def record(book: Book, ben: Author, deal: Deal, said: Said, today: date = MONDAY, **more: Any) -> Deal:
    given = {"received": read_received(book, deal.id), **more}
    record_outcome(book=book, who=ben, today=today, digits=2, deal=deal, said=said, **given)
    return read(book, deal.id)


def answer(book: Book, ben: Author, deal: Deal, days: int, today: date, **fields: Any) -> None:
    answer_look_back(book=book, who=ben, today=today, deal=deal, look=look(book, deal, days), **fields)


def look(book: Book, deal: Deal, days: int) -> LookBack:
    return next(each for each in look_backs_of(book, deal.id) if each.days == days)


def test_looks_back_are_made_when_a_deal_is_won_and_only_once(book: Book, ben: Author, deal: Deal) -> None:
    assert [each.days for each in look_backs_of(book, deal.id)] == [30, 60, 90]
    move(book, ben, deal, Stage.IN_DELIVERY)
    assert len(look_backs_of(book, deal.id)) == 3
    assert due_look_backs(book, date(2027, 8, 1)) == (), "nothing is delivered"
    book.undo()
    book.undo()
    assert book.undo_label == "New deal: Town Library"
    assert look_backs_of(book, deal.id) == ()


def test_all_that_is_said_is_kept_in_one_change(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    assert (now.stage, now.delivered_on, now.rework, now.client_score) == (Stage.DELIVERED, MONDAY, True, 4)
    assert (now.actual_hours, now.actual_cost) == (Decimal("36.25"), Decimal("4100.50"))
    assert now.first_promised_on == date(2026, 8, 28)
    received = read_received(book, deal.id)
    assert (received.rework_note, received.client_comment) == ("The P came loose", "Friendly crew")
    assert received.shortfalls == ((Shortfall.LATE, "three days"), (Shortfall.BELOW, ""))
    assert book.undo_label == "Delivered: Town Library"
    book.undo()
    assert read(book, deal.id)._replace(version=deal.version) == deal
    assert read_received(book, deal.id) == Received()
    book.redo()
    assert read(book, deal.id)._replace(version=now.version) == now
    assert read_received(book, deal.id).client_comment == "Friendly crew"


def test_it_is_delivered_once_and_can_be_put_right(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    again = ALL._replace(rework=False, shortfalls=((Shortfall.DIFFERENT, "Blue, not green"),), client_score=None)
    later = record(book, ben, now, again)
    assert book.undo_label == "How it went: Town Library"
    assert (later.rework, later.client_score, later.stage) == (False, None, Stage.DELIVERED)
    received = read_received(book, deal.id)
    assert received.rework_note == "", "without rework there is nothing to say of it"
    assert received.shortfalls == ((Shortfall.DIFFERENT, "Blue, not green"),)


def test_what_was_said_stays_when_the_deal_goes_back(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    move(book, ben, now, Stage.IN_DELIVERY)
    back = read(book, deal.id)
    assert (back.stage, back.delivered_on, back.rework, back.client_score) == (Stage.IN_DELIVERY, None, True, 4)
    assert read_received(book, deal.id).client_comment == "Friendly crew"
    assert due_look_backs(book, DAY_90) == ()


def test_hours_can_be_said_before_it_is_delivered(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, Said(actual_hours=Decimal(12)))
    assert (now.stage, now.actual_hours, now.delivered_on) == (Stage.WON, Decimal(12), None)
    assert book.undo_label == "How it went: Town Library"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (ALL._replace(delivered_on=date(2026, 9, 1)), "can't be in the future"),
        (ALL._replace(delivered_on=date(2026, 8, 2)), "before it was won"),
        (ALL._replace(client_score=0), "from 1 to 5"),
        (ALL._replace(client_score=6), "from 1 to 5"),
        (ALL._replace(actual_hours=Decimal("-0.01")), "less than none"),
        (ALL._replace(actual_cost=Decimal(-1)), "less than nothing"),
        (ALL._replace(client_comment="x" * (LONGEST + 1)), "1000 characters fit"),
        (ALL._replace(shortfalls=((Shortfall.LATE, "x" * (LONGEST + 1)),)), "1000 characters fit"),
    ],
)
def test_what_can_not_be_says_so_and_nothing_is_kept(
    book: Book, ben: Author, deal: Deal, said: Said, words: str
) -> None:
    with pytest.raises(Trouble, match=words):
        record(book, ben, deal, said)
    assert read(book, deal.id) == deal


def test_only_what_was_won_is_delivered_and_stays_so(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    with pytest.raises(Trouble, match="move the deal back"):
        record(book, ben, now, ALL._replace(delivered_on=None))
    move(book, ben, now, Stage.OFFERED)
    with pytest.raises(Trouble, match="not won"):
        record(book, ben, read(book, deal.id), ALL)


def test_two_people_do_not_overwrite_each_other(book: Book, ben: Author, deal: Deal) -> None:
    record(book, ben, deal, ALL)
    with pytest.raises(Conflict):
        record(book, ben, deal, ALL._replace(client_score=1))
    assert read(book, deal.id).client_score == 4


def test_promises_are_kept_or_broken_on_the_day_of_delivery(book: Book, ben: Author, deal: Deal) -> None:
    for say in ("Braille on the doors", "Sundays too"):
        add_promise(book=book, who=ben, today=WON, deal=deal, say=say)
    braille, sundays = promises_of(book, deal.id)
    record(book, ben, deal, ALL, kept=((braille, True), (sundays, False)))
    kept = {each.say: (each.kept, each.ended_on) for each in promises_of(book, deal.id)}
    assert kept == {"Braille on the doors": (True, MONDAY), "Sundays too": (False, MONDAY)}
    book.undo()
    assert [each.kept for each in promises_of(book, deal.id)] == [None, None]


def test_many_deals_are_one_change(book: Book, ben: Author, deal: Deal) -> None:
    other = won(book, ben, "Bakery")
    entries = [
        Entry(each, read_received(book, each.id), Said(delivered_on=MONDAY, client_score=score))
        for each, score in ((deal, 5), (other, 2))
    ]
    record_outcomes(book=book, who=ben, today=MONDAY, digits=2, entries=entries)
    assert book.undo_label == "How it went: 2 deals"
    assert [read(book, each.id).client_score for each in (deal, other)] == [5, 2]
    book.undo()
    assert [read(book, each.id).stage for each in (deal, other)] == [Stage.WON, Stage.WON]
    wrong = [entries[0], entries[1]._replace(said=Said(client_score=9))]
    with pytest.raises(Trouble, match="Bakery: The client's score"):
        record_outcomes(book=book, who=ben, today=MONDAY, digits=2, entries=wrong)
    assert read(book, deal.id).client_score is None, "all or nothing"


def test_looks_back_come_due_and_are_answered(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    assert due_look_backs(book, DAY_30 - timedelta(1)) == ()
    (due,) = due_look_backs(book, DAY_30)
    assert (due.look.days, due.deal_id, due.client, due.day) == (30, deal.id, "Town Library", DAY_30)
    assert [each.look.days for each in due_look_backs(book, DAY_90)] == [30, 60, 90]
    with pytest.raises(Trouble, match="Its day has not come"):
        answer(book, ben, now, 90, DAY_30, still_client=True)
    answer(book, ben, now, 30, DAY_30, still_client=True, as_promised=False, say=" Wants a second sign ")
    first = look(book, deal, 30)
    assert (first.still_client, first.as_promised, first.sell_again, first.say) == (
        True,
        False,
        None,
        "Wants a second sign",
    )
    assert first.answered_at is not None and first.answered_at <= datetime.now(UTC)
    assert first.who == ben.id
    assert book.undo_label == "Looked back: Town Library"
    assert due_look_backs(book, DAY_30) == ()
    book.undo()
    assert due_look_backs(book, DAY_30)[0].look.still_client is None


def test_what_was_due_long_ago_is_not_asked_any_more_and_stands_with_its_deal(
    book: Book, ben: Author, deal: Deal
) -> None:
    record(book, ben, deal, ALL)
    assert [each.look.days for each in due_look_backs(book, DAY_30 + timedelta(120))] == [30, 60, 90]
    assert [each.look.days for each in due_look_backs(book, DAY_30 + timedelta(121))] == [60, 90]
    assert due_look_backs(book, DAY_90 + timedelta(121)) == ()
    assert [each.answered_at for each in look_backs_of(book, deal.id)] == [None, None, None]


def test_not_known_yet_stays_due_with_its_words(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    answer(book, ben, now, 90, DAY_90, still_client=None, say="Nobody picks up", client_score=None)
    (due,) = [each for each in due_look_backs(book, DAY_90) if each.look.days == 90]
    assert due.look.say == "Nobody picks up"
    answer(book, ben, now, 90, DAY_90, still_client=True, client_score=5, sell_again=True)
    assert (look(book, deal, 90).client_score, look(book, deal, 90).say) == (5, "")
    with pytest.raises(Trouble, match="from 1 to 5"):
        answer(book, ben, now, 90, DAY_90, still_client=True, client_score=6)
    with pytest.raises(Conflict):
        answer_look_back(book=book, who=ben, today=DAY_90, deal=now, look=due.look, still_client=False)


def test_a_deal_that_is_not_delivered_is_not_looked_back_at(book: Book, ben: Author, deal: Deal) -> None:
    with pytest.raises(Trouble, match="not delivered"):
        answer(book, ben, deal, 30, DAY_90, still_client=False)


def test_a_deal_won_before_gets_its_looks_back_with_its_outcome(book: Book, ben: Author, deal: Deal) -> None:
    with book.change("As it was before looks back were kept") as change:
        for each in look_backs_of(book, deal.id):
            change.remove("look_back", each.id)
    record(book, ben, deal, ALL)
    assert [each.days for each in look_backs_of(book, deal.id)] == [30, 60, 90]


def test_deals_without_an_outcome_are_those_late_and_those_nobody_spoke_of(book: Book, ben: Author, deal: Deal) -> None:
    assert without_outcome(book, date(2026, 8, 28)) == (), "its day is not over"
    (late,) = without_outcome(book, date(2026, 8, 29))
    assert (late.deal_id, late.client, late.day, late.stage) == (deal.id, "Town Library", date(2026, 8, 28), Stage.WON)
    now = record(book, ben, deal, Said(delivered_on=MONDAY))
    (quiet,) = without_outcome(book, MONDAY)
    assert (quiet.day, quiet.stage) == (MONDAY, Stage.DELIVERED)
    assert without_outcome(book, MONDAY + timedelta(120)) != ()
    assert without_outcome(book, MONDAY + timedelta(121)) == ()
    record(book, ben, now, said_of(now, read_received(book, deal.id))._replace(rework=False))
    assert without_outcome(book, MONDAY) == ()


def test_a_deleted_deal_takes_all_of_it_along_and_undo_brings_it_back(book: Book, ben: Author, deal: Deal) -> None:
    now = record(book, ben, deal, ALL)
    answer(book, ben, now, 30, DAY_30, still_client=True)
    received, looks = read_received(book, deal.id), look_backs_of(book, deal.id)
    delete_deal(book=book, who=ben, deal=now)
    assert look_backs_of(book, deal.id) == ()
    assert book.row("SELECT (SELECT count(*) FROM outcome) + (SELECT count(*) FROM shortfall)") == (0,)
    assert {each.id for each in looks} <= set(row_ids_of(book, deal.id)), "its history still knows them"
    book.undo()
    assert read_received(book, deal.id)._replace(version=None) == received._replace(version=None)
    assert [each._replace(version=0) for each in look_backs_of(book, deal.id)] == [
        each._replace(version=0) for each in looks
    ]
