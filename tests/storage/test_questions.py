"""Questions and decisions: read back exactly as written, undone and done again, gone and back with their deal."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from framework.asking import Conditions
from framework.questions import Cause, DecisionKind, Option, Question
from storage.book import Author, Book
from storage.intake_writing import remove_deal
from storage.people import naming, read_members
from storage.questions import (
    add_arrival,
    add_decision,
    add_question,
    all_questions,
    open_questions,
    questions_by_deal,
    questions_of,
    read_question,
    save_options,
)
from storage.trouble import Refused
from storage.verify import verify
from tests.storage.test_asking import FULL

DAY = date(2026, 11, 24)
TABLES = ("question", "question_point", "question_option", "question_arrival", "decision")


@pytest.fixture
def ben(sample_book: Book) -> Author:
    (row,) = sample_book.rows("SELECT id, name FROM person WHERE name = 'Ben'")
    return Author(*row)


def deal_id(book: Book, ref: str = "B-057") -> str:
    ((found,),) = book.rows("SELECT id FROM deal WHERE ref = ?", (ref,))
    return str(found)


def write(book: Book, who: Author) -> Question:
    """A question with everything that can be said of one."""
    with book.change("Raise", who=who) as change:
        key = add_question(
            change,
            subject="Rush: “Größe” <b>",
            step_id="a" * 32,
            deal_id=deal_id(book),
            request_id=None,
            points=("rule:b", "rule:a", "item:ü"),
            jumped=True,
            reason="On the phone",
            words={"sales_say": "Now\nor never", "sales_by": who.id, "cause": "words", "client_view": "Yes"},
        )
        options = (Option("Wait"), Option("Two visits", Decimal("120.05")))
        save_options(book, change, key, options, digits=2)
    with book.change("Back", who=who) as change:
        add_arrival(change, key, "b" * 32, at=datetime(2027, 1, 1, 8, tzinfo=UTC), tried="Asked", by_clock=True)
    with book.change("Decide", who=who) as change:
        add_decision(
            change,
            key,
            kind=DecisionKind.PHASED,
            say="In two steps",
            step_id="b" * 32,
            client_view="Yes",
            precedent=True,
            conditions=Conditions(DAY, Decimal("1800.05"), Decimal("2.50"), "Letters first"),
            facts=FULL,
            owner_was_side=True,
            teller=who.id,
            tell_by=DAY,
            review_on=DAY,
            digits=2,
        )
    return read(book, key)


def read(book: Book, key: str) -> Question:
    found = read_question(book, key, digits=2)
    assert found is not None
    return found


def rows(book: Book) -> dict[str, list[tuple[object, ...]]]:
    return {table: sorted(book.rows(f"SELECT * FROM {table}"), key=repr) for table in TABLES}


def test_all_that_was_said_is_read_back(sample_book: Book, ben: Author) -> None:
    found = write(sample_book, ben)
    assert found.subject == "Rush: “Größe” <b>"
    assert (found.deal_id, found.raised_by, found.sales_by, found.operations_by) == (
        deal_id(sample_book),
        ben.id,
        ben.id,
        "",
    )
    assert (found.sales_say, found.cause, found.client_view) == ("Now\nor never", Cause.WORDS, "Yes")
    assert found.points == ("rule:b", "rule:a", "item:ü")
    assert found.options == (Option("Wait"), Option("Two visits", Decimal("120.05")))
    first, second = found.arrivals
    assert (first.step_id, first.who, first.jumped, first.reason, first.tried, first.at) == (
        "a" * 32,
        ben.id,
        True,
        "On the phone",
        "",
        found.raised_at,
    )
    assert (second.at, second.who, second.by_clock, second.tried) == (
        datetime(2027, 1, 1, 8, tzinfo=UTC),
        "",
        True,
        "Asked",
    )
    decision = found.decision
    assert decision is not None and not found.is_open
    assert decision.conditions == Conditions(DAY, Decimal("1800.05"), Decimal("2.50"), "Letters first")
    assert (decision.facts, decision.kind, decision.who, decision.step_id) == (
        FULL,
        DecisionKind.PHASED,
        ben.id,
        "b" * 32,
    )
    assert (decision.precedent, decision.owner_was_side, decision.teller, decision.tell_by, decision.review_on) == (
        True,
        True,
        ben.id,
        DAY,
        DAY,
    )
    assert (decision.told_on, decision.right, decision.reviewed_on, decision.taken_at) == (None, None, None, None)


def test_each_way_of_reading_finds_the_same(sample_book: Book, ben: Author) -> None:
    before = open_questions(sample_book, digits=2)
    found, deal = write(sample_book, ben), deal_id(sample_book)
    assert questions_of(sample_book, deal, digits=2) == [found]
    assert questions_by_deal(sample_book, [deal, "nobody"], digits=2) == {deal: [found]}
    assert found in all_questions(sample_book, digits=2)
    assert open_questions(sample_book, digits=2) == before, "it is decided"
    assert read_question(sample_book, "nobody", digits=2) is None


def test_options_are_made_what_they_are(sample_book: Book, ben: Author) -> None:
    found = write(sample_book, ben)
    for options in ((Option("Two visits"),), (), (Option("A", Decimal(1)), Option("B"), Option("C"))):
        with sample_book.change("Options") as change:
            save_options(sample_book, change, found.id, options, digits=2)
        assert read(sample_book, found.id).options == options


def test_undone_and_done_again_it_is_as_before(sample_book: Book, ben: Author) -> None:
    before = rows(sample_book)
    found = write(sample_book, ben)
    sample_book.undo()
    assert read(sample_book, found.id) == found._replace(decision=None)
    sample_book.undo()
    sample_book.undo()
    assert rows(sample_book) == before
    for _ in range(3):
        sample_book.redo()
    again = read(sample_book, found.id)
    assert set(again.points) == set(found.points)
    assert again._replace(points=found.points) == found


def test_a_deal_takes_its_questions_along_and_undo_brings_them_back(sample_book: Book, ben: Author) -> None:
    found = write(sample_book, ben)
    before = rows(sample_book)
    with sample_book.change("Delete") as change:
        remove_deal(sample_book, change, deal_id(sample_book))
    assert read_question(sample_book, found.id, digits=2) is None
    for table in TABLES[1:]:
        assert sample_book.rows(f"SELECT 1 FROM {table} WHERE question_id = ?", (found.id,)) == []
    assert rows(sample_book) != before
    sample_book.undo()
    assert rows(sample_book) == before
    assert verify(sample_book.path).ok


def test_a_question_is_decided_once_whoever_tries(sample_book: Book, ben: Author) -> None:
    found = write(sample_book, ben)
    with pytest.raises(Refused), sample_book.change("Again") as change:
        values = {"kind": "accept", "say": "Yes", "at": change.at, "step": "x", "client_view": "Yes"}
        change.add("decision", {"question_id": found.id, **values})
    assert read(sample_book, found.id) == found


def test_whoever_a_question_names_is_not_deleted(sample_book: Book) -> None:
    with sample_book.change("Cara and Dan") as change:
        cara, dan = (change.add("person", {"name": name, "sells": True, "position": 9}) for name in ("Cara", "Dan"))
    with sample_book.change("Named") as change:
        for (key,) in sample_book.rows("SELECT id FROM question WHERE deal_id IS NULL LIMIT 1"):
            change.update("question", key, {"operations_by": cara})
        for (key,) in sample_book.rows("SELECT id FROM ladder_step LIMIT 1"):
            change.update("ladder_step", key, {"people": dan})
    people = {member.person.name: member.person for member in read_members(sample_book)}
    assert naming(sample_book, people["Cara"]) == {"question": 1}
    assert naming(sample_book, people["Dan"]) == {"ladder_step": 1}
    assert naming(sample_book, people["Ben"])["decision"] > 0
