"""A new version of the checklist is written, a deal is moved to it, and Undo brings all back; in a real file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.actions.checklist import move_deal_to_newest, save_checklist
from desktop.actions.intake import answer_item, create_deal
from framework.agreement import Zone
from framework.checklist import Answer, ChecklistItem, Needed, Section
from framework.checklist_versions import Moving
from storage.book import Author, Book
from storage.business import read_business
from storage.checklist import read_newest, version_numbers
from storage.intake import read_answers, read_deal, read_deal_by_ref
from storage.opening import open_book
from storage.trouble import Conflict, Refused, Trouble
from storage.undo import put_back
from storage.verify import verify
from tests.desktop.conftest import TODAY

ANA, BEN = Author("", "Ana"), Author("", "Ben")
NEW = ChecklistItem("", Section.DATA, "Is there a lift?", Needed.BEFORE_HANDOVER, unknown_means=Zone.ASK)


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    """The sample business, open."""
    with open_book(sample) as opened:
        yield opened


def items_of(book: Book) -> tuple[ChecklistItem, ...]:
    return read_newest(book).items


def save(book: Book, *items: ChecklistItem, who: Author = ANA) -> int:
    return save_checklist(book=book, who=who, items=items, seen=items_of(book))


def some_deal(book: Book):
    (ref,) = book.row("SELECT ref FROM deal WHERE stage = 'intake' ORDER BY ref LIMIT 1") or ("",)
    deal = read_deal_by_ref(book, ref, digits=2)
    assert deal is not None
    return deal


def test_a_used_version_stays_and_a_new_one_begins(book: Book) -> None:
    before = items_of(book)
    deal = some_deal(book)
    assert save(book, *before[1:], NEW) == 2
    now = items_of(book)
    assert {item.id for item in before[1:]} < {item.id for item in now}, "questions keep their keys"
    (added,) = (item for item in now if item.say == NEW.say)
    assert added == NEW._replace(id=added.id)
    business = read_business(book, TODAY)
    assert business.items == now
    assert business.checklist_of(deal) == before, "the deal keeps the version it began with"
    assert book.undo_label == "Checklist, version 2: 1 new, 1 taken out"
    assert book.history(limit=1)[0].label == book.undo_label
    book.undo(who=ANA)
    assert (items_of(book), list(version_numbers(book).values())) == (before, [1])
    book.redo(who=ANA)
    assert items_of(book) == now
    assert verify(book.path).findings == ()


def test_a_version_without_deals_is_changed_in_place(book: Book) -> None:
    before = items_of(book)
    save(book, *before, NEW)
    (added,) = (item for item in items_of(book) if item.say == NEW.say)
    stricter = [item._replace(needed=Needed.NOT) if item.id == added.id else item for item in items_of(book)]
    assert save(book, *stricter) == 2
    assert book.undo_label == "Checklist, version 2: 1 changed"
    assert next(item for item in items_of(book) if item.id == added.id).needed is Needed.NOT
    assert save(book, *before) == 2, "what was added is taken out again"
    assert items_of(book) == tuple(sorted(before, key=lambda item: list(Section).index(item.section)))
    assert list(version_numbers(book).values()) == [1, 2]
    deal = create_deal(book=book, who=ANA, today=TODAY, digits=2, fields={"client": "Van Dyke"})
    assert read_newest(book).used
    assert save(book, *before[:5]) == 3
    found = read_deal(book, deal, digits=2)
    assert found is not None
    assert version_numbers(book)[str(found.template_id)] == 2
    assert verify(book.path).findings == ()


def test_nothing_changed_writes_nothing(book: Book) -> None:
    seq = book.last_seq
    assert save(book, *items_of(book)) == 1
    assert book.last_seq == seq


@pytest.mark.parametrize("say", ["", "  ", "x" * 501])
def test_a_question_without_words_is_refused_and_nothing_is_written(book: Book, say: str) -> None:
    before = items_of(book)
    with pytest.raises(Trouble):
        save(book, *before, NEW._replace(say=say))
    with pytest.raises(Trouble, match="asked already"):
        save(book, *before, before[2]._replace(id="other"))
    assert (items_of(book), book.last_seq) == (before, None)


def test_who_saves_second_is_told_and_may_save_again(book: Book) -> None:
    seen = items_of(book)
    save(book, *seen, NEW, who=BEN)
    with pytest.raises(Refused, match="saved in the meantime, as version 2"):
        save_checklist(book=book, who=ANA, items=seen[:4], seen=seen)
    assert len(items_of(book)) == len(seen) + 1
    assert save_checklist(book=book, who=ANA, items=seen[:4], seen=items_of(book)) == 2


def test_a_deal_is_moved_with_its_answers_and_back_by_undo(book: Book) -> None:
    deal = some_deal(book)
    old = items_of(book)
    business = read_business(book, TODAY)
    with pytest.raises(Refused, match="newest checklist already"):
        move_deal_to_newest(book=book, who=ANA, business=business, deal=deal)
    answered = [item for item in old if item.follows is None and not item.offering_ids and item.rule_id is None][:3]
    for item in answered:
        answer_item(book=book, who=ANA, deal_id=deal.id, item=item.id, say=item.say, answer=Answer.YES)
    given = read_answers(book, deal.id)
    reworded = answered[1]._replace(say="Said in another way")
    save(book, *(reworded if item.id == reworded.id else item for item in old if item.id != answered[0].id), NEW)
    business = read_business(book, TODAY)
    found = move_deal_to_newest(book=book, who=ANA, business=business, deal=deal)
    assert isinstance(found, Moving)
    assert (found.reworded, found.dropped, [item.say for item in found.new]) == ((reworded,), 1, [NEW.say])
    assert read_answers(book, deal.id) == given, "also the answer to what is asked no longer"
    moved = read_deal(book, deal.id, digits=2)
    assert moved is not None and moved.template_id == read_newest(book).template_id
    assert book.undo_label == f"Checklist version 2: {deal.client}"
    with pytest.raises(Conflict):
        move_deal_to_newest(book=book, who=BEN, business=business, deal=deal)
    book.undo(who=ANA)
    back = read_deal(book, deal.id, digits=2)
    assert back is not None and back.template_id == deal.template_id


def test_a_version_that_a_deal_began_with_can_not_be_undone(book: Book) -> None:
    save(book, *items_of(book), NEW)
    seq = book.last_seq
    create_deal(book=book, who=BEN, today=TODAY, digits=2, fields={"client": "Van Dyke"})
    assert seq is not None
    with pytest.raises(Trouble) as met, book.change("Undo", who=ANA, undoes=seq) as change:
        put_back(book, change, seq)
    assert "nothing was changed" in met.value.say
    assert list(version_numbers(book).values()) == [1, 2]
    assert verify(book.path).findings == ()
