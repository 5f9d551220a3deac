"""Actions of intake on a real file: what they keep, and that Undo takes them back."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.business import create_business, read_founder
from desktop.actions.desk import judge, read_desk
from desktop.actions.intake import answer_item, copy_deal, create_deal, delete_deal, edit_deal, move_deal
from framework.agreement import Zone
from framework.checklist import Answer
from framework.deal import Deal, Stage
from storage.book import Author, Book
from storage.intake import read_answers, read_deal
from storage.trouble import Conflict, Trouble

MONDAY = date(2026, 11, 23)
ANA = Author("", "Ana")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business without deals."""
    with create_business(
        path=tmp_path / "Mine.handshake",
        name="Mine",
        kind="sign-shop",
        founders=(read_founder("Ana:sales,operations"),),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=MONDAY,
    ) as made:
        yield made


@pytest.fixture
def make(book: Book) -> Callable[..., Deal]:
    """Add a deal and read it back."""

    def add(**fields: Any) -> Deal:
        given = {"client": "Acme", **fields}
        return read(book, create_deal(book=book, who=ANA, today=MONDAY, digits=2, fields=given))

    return add


def read(book: Book, deal_id: str) -> Deal:
    deal = read_deal(book, deal_id, digits=2)
    assert deal is not None
    return deal


def test_a_new_deal_is_in_intake_with_the_next_number(book: Book, make: Any) -> None:
    assert [make().ref, make().ref] == ["2026-001", "2026-002"]
    deal = make(ref="", client="  Bolt   &  Co ", value=Decimal("12.34"))
    assert (deal.ref, deal.client, deal.stage, deal.created_on, deal.value) == (
        "2026-003",
        "Bolt & Co",
        Stage.INTAKE,
        MONDAY,
        Decimal("12.34"),
    )
    assert book.undo_label is not None and book.undo_label.startswith("New deal: ") and "Bolt" in book.undo_label
    with pytest.raises(Trouble):
        make(client="   ")


def test_the_first_promise_is_kept_through_every_edit(book: Book, make: Any) -> None:
    deal = make(promised_on=date(2026, 12, 18))
    move_deal(book=book, who=ANA, today=MONDAY, digits=2, deal=deal, stage=Stage.WON, zone=Zone.PROMISE)
    deal = read(book, deal.id)
    edit_deal(book=book, who=ANA, digits=2, deal=deal, fields={"promised_on": date(2027, 1, 8)})
    deal = read(book, deal.id)
    assert (deal.first_promised_on, deal.promised_on) == (date(2026, 12, 18), date(2027, 1, 8))
    assert (deal.promise_given_on, deal.won_on) == (MONDAY, MONDAY)


def test_an_edit_on_an_old_page_is_a_conflict(book: Book, make: Any) -> None:
    deal = make()
    edit_deal(book=book, who=ANA, digits=2, deal=deal, fields={"value": Decimal(5)})
    with pytest.raises(Conflict):
        edit_deal(book=book, who=ANA, digits=2, deal=deal, fields={"value": Decimal(6)})
    assert read(book, deal.id).value == 5


def test_a_copy_takes_no_answers_and_no_promise(book: Book, make: Any) -> None:
    deal = make(promised_on=date(2026, 12, 18), value=Decimal(9), note="as before")
    item = read_desk(book, MONDAY).business.items[0].id
    answer_item(book=book, who=ANA, deal_id=deal.id, item=item, say="first", answer=Answer.YES)
    move_deal(book=book, who=ANA, today=MONDAY, digits=2, deal=deal, stage=Stage.OFFERED, zone=Zone.ASK, reason="why")
    copied = read(book, copy_deal(book=book, who=ANA, today=MONDAY, digits=2, deal=read(book, deal.id)))
    assert copied.ref != deal.ref and copied.stage is Stage.INTAKE
    assert copied.first_promised_on is copied.promise_given_on is None
    assert (copied.value, copied.note) == (Decimal(9), "as before")
    assert read_answers(book, copied.id) == {}
    assert read_answers(book, deal.id)[item].answer is Answer.YES


def test_deleting_takes_the_answers_and_undo_brings_all_back(book: Book, make: Any) -> None:
    desk = read_desk(book, MONDAY)
    deal = make(hours={desk.business.crews[0].id: Decimal("7.25")}, promised_on=date(2026, 12, 18))
    item = desk.business.items[0].id
    answer_item(book=book, who=ANA, deal_id=deal.id, item=item, say="first", answer=Answer.NO, note="too high")
    before = judge(book, desk, deal)
    delete_deal(book=book, who=ANA, deal=deal)
    assert read_deal(book, deal.id, digits=2) is None and read_answers(book, deal.id) == {}
    book.undo(who=ANA)
    assert read(book, deal.id).hours == deal.hours
    assert judge(book, desk, read(book, deal.id)).verdict == before.verdict
    assert read_answers(book, deal.id)[item].note == "too high"


def test_an_answer_can_be_opened_again(book: Book, make: Any) -> None:
    deal = make()
    item = read_desk(book, MONDAY).business.items[0].id
    for answer in (Answer.YES, Answer.UNKNOWN, None, None):
        answer_item(book=book, who=ANA, deal_id=deal.id, item=item, say="first", answer=answer)
        found = read_answers(book, deal.id)
        assert (found[item].answer if found else None) is answer


@pytest.mark.parametrize("back", [Stage.LEAD, Stage.INTAKE, Stage.OFFERED])
def test_going_back_takes_away_what_did_not_happen(book: Book, make: Any, back: Stage) -> None:
    deal = make(promised_on=date(2026, 12, 18))
    for stage in (Stage.WON, Stage.DELIVERED, Stage.LOST, back):
        deal = read(book, deal.id)
        move_deal(book=book, who=ANA, today=MONDAY, digits=2, deal=deal, stage=stage, zone=Zone.PROMISE)
    deal = read(book, deal.id)
    assert (deal.stage, deal.won_on, deal.lost_on, deal.delivered_on) == (back, None, None, None)
    assert deal.first_promised_on == date(2026, 12, 18)
