"""Promises on a real file: what is kept of them, the day that is never overwritten, the deal's own date, Undo."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.business import create_business, read_founder
from desktop.actions.intake import create_deal, delete_deal, move_deal
from desktop.actions.promises import (
    LONGEST,
    add_promise,
    edit_promise,
    keep_promise,
    move_deal_date,
    move_promise,
    remove_promise,
)
from framework.agreement import Zone
from framework.deal import Deal, Stage
from framework.promises import Exists, Mover, Promise, Told, Way
from storage.book import Author, Book
from storage.intake import read_deal, row_ids_of
from storage.people import names_of
from storage.promises import due_promises, moves_of, promises_of
from storage.trouble import Conflict, Trouble

MONDAY, FRIDAY, LATER = date(2026, 11, 23), date(2026, 12, 4), date(2026, 12, 11)
TOLD = Told(Mover.OPERATIONS, True, "Rain all week")


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
        today=MONDAY,
    ) as made:
        yield made


@pytest.fixture
def ana(book: Book) -> Author:
    return next(Author(id, name) for id, name in names_of(book).items() if name == "Ana")


@pytest.fixture
def deal(book: Book, ana: Author) -> Deal:
    """A deal that is not promised yet, asked for on Friday."""
    fields = {"client": "Town Library", "promised_on": FRIDAY}
    return read(book, create_deal(book=book, who=ana, today=MONDAY, digits=2, fields=fields))


def read(book: Book, deal_id: str) -> Deal:
    found = read_deal(book, deal_id, digits=2)
    assert found is not None
    return found


def offered(book: Book, ana: Author, deal: Deal) -> Deal:
    move_deal(book=book, who=ana, today=MONDAY, digits=2, deal=deal, stage=Stage.OFFERED, zone=Zone.PROMISE)
    return read(book, deal.id)


def promise(book: Book, ana: Author, deal: Deal, **fields: Any) -> Promise:
    given = {"say": "Braille on the doors", "due_on": FRIDAY, **fields}
    key = add_promise(book=book, who=ana, today=MONDAY, deal=deal, **given)
    return next(each for each in promises_of(book, deal.id) if each.id == key)


def again(book: Book, one: Promise) -> Promise:
    (found,) = [each for each in promises_of(book, one.deal_id) if each.id == one.id]
    return found


def edit(book: Book, ana: Author, one: Promise, **fields: Any) -> None:
    given = {
        name: getattr(one, name) for name in ("say", "said_on", "said_by", "way", "due_on", "exists_today", "kept")
    }
    edit_promise(book=book, who=ana, today=MONDAY, promise=one, **{**given, **fields})


def test_all_of_a_promise_is_kept(book: Book, ana: Author, deal: Deal) -> None:
    before = datetime.now(UTC)
    one = promise(
        book,
        ana,
        deal,
        say="  Braille on the doors ",
        said_on=date(2026, 11, 20),
        said_by=ana.id,
        way=Way.WRITTEN,
        exists_today=Exists.NO,
    )
    assert one.at is not None
    assert before <= one.at <= datetime.now(UTC)
    assert one._replace(id="", at=None) == Promise(
        id="",
        deal_id=deal.id,
        say="Braille on the doors",
        said_on=date(2026, 11, 20),
        way=Way.WRITTEN,
        said_by=ana.id,
        due_on=FRIDAY,
        first_due_on=FRIDAY,
        exists_today=Exists.NO,
    )
    assert book.undo_label == "Promised: Braille on the doors"
    book.undo()
    assert promises_of(book, deal.id) == ()


@pytest.mark.parametrize(
    ("fields", "say"),
    [
        ({"say": " \n "}, "Write what the client was told."),
        ({"say": "x" * (LONGEST + 1)}, "1000 characters fit here."),
        ({"said_on": date(2026, 11, 24)}, "can't be in the future"),
    ],
)
def test_what_can_not_be_kept_says_so(book: Book, ana: Author, deal: Deal, fields: dict[str, Any], say: str) -> None:
    with pytest.raises(Trouble, match=say):
        promise(book, ana, deal, **fields)
    assert promises_of(book, deal.id) == ()


def test_a_day_moved_twice_keeps_the_first_and_both_moves(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    move_promise(book=book, who=ana, promise=one, to_on=LATER, told=TOLD)
    last = date(2026, 12, 18)
    edit(book, ana, again(book, one), say="Braille on all doors", due_on=last, told=Told(Mover.CLIENT, False))
    now = again(book, one)
    assert (now.say, now.due_on, now.first_due_on, now.version) == ("Braille on all doors", last, FRIDAY, 3)
    kept = [(m.promise_id, m.from_on, m.to_on, m.moved_by, m.told_first, m.why, m.who) for m in moves_of(book, deal.id)]
    assert kept == [
        (one.id, FRIDAY, LATER, Mover.OPERATIONS, True, "Rain all week", ana.id),
        (one.id, LATER, last, Mover.CLIENT, False, "", ana.id),
    ]
    book.undo()
    assert again(book, one).due_on == LATER
    assert len(moves_of(book, deal.id)) == 1


def test_a_first_day_is_no_move_and_another_day_is_none_without_who_moved_it(
    book: Book, ana: Author, deal: Deal
) -> None:
    one = promise(book, ana, deal, due_on=None)
    edit(book, ana, one, due_on=FRIDAY)
    dated = again(book, one)
    assert (dated.due_on, dated.first_due_on) == (FRIDAY, FRIDAY)
    assert moves_of(book, deal.id) == ()
    with pytest.raises(Trouble, match="who moved the day"):
        edit(book, ana, dated, due_on=LATER)
    assert again(book, one) == dated
    move_promise(book=book, who=ana, promise=dated, to_on=FRIDAY, told=TOLD)
    assert again(book, one) == dated, "the same day is no move"


def test_kept_not_kept_and_open_again(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    for kept, label in ((True, "Kept"), (False, "Not kept"), (None, "Open again")):
        keep_promise(book=book, who=ana, today=MONDAY, promise=again(book, one), kept=kept)
        assert book.undo_label == f"{label}: Braille on the doors"
        assert (again(book, one).kept, again(book, one).ended_on) == (kept, MONDAY if kept is not None else None)
    edit(book, ana, again(book, one), kept=True)
    assert again(book, one).ended_on == MONDAY
    tuesday = date(2026, 11, 24)
    edit_promise(
        book=book,
        who=ana,
        today=tuesday,
        promise=again(book, one),
        say="Braille",
        said_on=MONDAY,
        said_by="",
        way=Way.SPOKEN,
        due_on=FRIDAY,
        exists_today=None,
        kept=True,
    )
    assert again(book, one).ended_on == MONDAY, "other words do not keep it anew"


def test_one_that_was_never_made_goes_with_its_moves_and_comes_back(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    move_promise(book=book, who=ana, promise=one, to_on=LATER, told=TOLD)
    with pytest.raises(Conflict):
        remove_promise(book=book, who=ana, promise=one)
    moved = again(book, one)
    remove_promise(book=book, who=ana, promise=moved)
    assert promises_of(book, deal.id) == moves_of(book, deal.id) == ()
    book.undo()
    assert again(book, one).due_on == LATER
    assert len(moves_of(book, deal.id)) == 1


def test_two_people_do_not_overwrite_each_other(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    keep_promise(book=book, who=ana, today=MONDAY, promise=one, kept=True)
    with pytest.raises(Conflict, match="Ana has changed this"):
        move_promise(book=book, who=ana, promise=one, to_on=LATER, told=TOLD)
    assert moves_of(book, deal.id) == ()


def test_the_date_of_the_deal_is_moved_with_who_and_why_in_one_change(book: Book, ana: Author, deal: Deal) -> None:
    promised = offered(book, ana, deal)
    move_deal_date(book=book, who=ana, digits=2, deal=promised, to_on=LATER, told=TOLD, fields={"note": "Two visits"})
    now = read(book, deal.id)
    assert (now.promised_on, now.first_promised_on, now.note) == (LATER, FRIDAY, "Two visits")
    (move,) = moves_of(book, deal.id)
    assert (move.promise_id, move.from_on, move.to_on, move.told_first) == (None, FRIDAY, LATER, True)
    assert book.undo_label == "Move the date: Town Library"
    with pytest.raises(Conflict):
        move_deal_date(book=book, who=ana, digits=2, deal=promised, to_on=FRIDAY, told=TOLD)
    book.undo()
    assert read(book, deal.id).promised_on == FRIDAY
    assert moves_of(book, deal.id) == ()


def test_a_date_that_nobody_was_told_is_changed_without_a_move(book: Book, ana: Author, deal: Deal) -> None:
    move_deal_date(book=book, who=ana, digits=2, deal=deal, to_on=LATER, told=TOLD)
    assert (read(book, deal.id).promised_on, read(book, deal.id).first_promised_on) == (LATER, None)
    assert moves_of(book, deal.id) == ()


def test_what_is_due_in_a_span_is_found_over_all_deals(book: Book, ana: Author, deal: Deal) -> None:
    other = read(book, create_deal(book=book, who=ana, today=MONDAY, digits=2, fields={"client": "Acme"}))
    late = promise(book, ana, deal, say="late", due_on=LATER)
    early = promise(book, ana, other, say="early")
    promise(book, ana, deal, say="never", due_on=None)
    dayless = promise(book, ana, deal, say="some day", due_on=None)
    keep_promise(book=book, who=ana, today=FRIDAY, promise=dayless, kept=True)
    found = [(each.client, each.promise.say) for each in due_promises(book, FRIDAY, LATER)]
    assert found == [("Acme", "early"), ("Town Library", "some day"), ("Town Library", "late")]
    assert [each.promise for each in due_promises(book, LATER, LATER)] == [late]
    assert [each.promise for each in due_promises(book, MONDAY, date(2026, 12, 3))] == []
    assert early.deal_id == other.id


def test_the_history_of_a_deal_holds_what_was_promised_and_moved(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    move_promise(book=book, who=ana, promise=one, to_on=LATER, told=TOLD)
    (move,) = moves_of(book, deal.id)
    remove_promise(book=book, who=ana, promise=again(book, one))
    assert {deal.id, one.id, move.id} <= set(row_ids_of(book, deal.id))
    labels = [each.label for each in book.history(row_ids=row_ids_of(book, deal.id))]
    assert labels[:3] == [
        "Remove promise: Braille on the doors",
        "Move the day: Braille on the doors",
        "Promised: Braille on the doors",
    ]


def test_a_deal_goes_with_its_promises(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    move_promise(book=book, who=ana, promise=one, to_on=LATER, told=TOLD)
    delete_deal(book=book, who=ana, deal=deal)
    assert promises_of(book, deal.id) == moves_of(book, deal.id) == ()
    book.undo()
    assert again(book, one).due_on == LATER


@pytest.mark.parametrize(
    ("due_on", "match"),
    [(date(2026, 11, 22), "before it was said"), (date(2226, 12, 4), "Is the year right")],
)
def test_a_day_that_cannot_be_meant_is_told(book: Book, ana: Author, deal: Deal, due_on: date, match: str) -> None:
    with pytest.raises(Trouble, match=match):
        promise(book, ana, deal, due_on=due_on)
    assert promises_of(book, deal.id) == ()
    one = promise(book, ana, deal)
    with pytest.raises(Trouble, match=match):
        edit(book, ana, one, due_on=due_on, told=TOLD)
    with pytest.raises(Trouble, match=match):
        move_promise(book=book, who=ana, promise=one, to_on=due_on, told=TOLD)
    assert again(book, one) == one


def test_an_odd_day_that_stands_there_already_keeps_nobody_from_the_words(book: Book, ana: Author, deal: Deal) -> None:
    one = promise(book, ana, deal)
    with book.change("From elsewhere") as change:
        change.update("promise", one.id, {"due_on": date(2026, 1, 1), "first_due_on": date(2026, 1, 1)})
    edit(book, ana, again(book, one), say="Raised letters")
    assert again(book, one).say == "Raised letters"
