"""What was asked and answered: read back exactly as written, undone and done again, gone and back with its deal."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from framework.agreement import Decider, Silence, Zone
from framework.asking import Conditions, Facts, GivenAnswer, Kind, Point, Request, Seat
from storage.asking import (
    add_answer,
    add_request,
    open_requests,
    read_request,
    refused_deals,
    requests_by_deal,
    requests_of,
)
from storage.book import Author, Book, News
from storage.intake import deals_of_rows, open_deal_ids, read_deal
from storage.intake_writing import remove_deal
from storage.verify import check

FULL = Facts(
    day=date(2026, 11, 24),
    offering_id="o" * 32,
    promised_on=date(2026, 12, 11),
    quantity=Decimal("2.50"),
    hours=(("crew", Decimal("34.25")), ("van", Decimal("0.10"))),
    value=Decimal("6800.10"),
    discount=Fraction(1, 3),
    margin=Fraction(-700, 17),
    custom_parts=3,
    payment_days=45,
    load=Zone.ASK,
    points=frozenset({"rule:a", "item:“quoted”", "rule:ü"}),
)
BARE = Facts(day=date(2026, 11, 24))
POINTS = (
    Point("rule:b", Decimal("2.50"), Silence.YES),
    Point("rule:a", Decimal(8), Silence.NO),
    Point("item:site", None, Silence.OPEN),
)
ASKED_AT, ANSWERED_AT = datetime(2026, 11, 24, 9, 15, 30, 123456, UTC), datetime(2026, 11, 24, 10, tzinfo=UTC)


@pytest.fixture
def ana(sample_book: Book) -> Author:
    (row,) = sample_book.rows("SELECT id, name FROM person WHERE name = 'Ana'")
    return Author(*row)


@pytest.fixture
def ben(sample_book: Book) -> Author:
    (row,) = sample_book.rows("SELECT id, name FROM person WHERE name = 'Ben'")
    return Author(*row)


@pytest.fixture
def deal_id(sample_book: Book) -> str:
    """An open deal about which nothing was asked."""
    asked = open_requests(sample_book, digits=2)
    return next(each for each in open_deal_ids(sample_book) if each not in asked)


def ask(book: Book, who: Author, deal_id: str, facts: Facts = FULL, say: str = "May we?") -> str:
    with book.change("Ask", who=who) as change:
        return add_request(change, deal_id, decides=Decider.LEADS, points=POINTS, facts=facts, say=say)


def answer(
    book: Book,
    who: Author,
    request_id: str,
    conditions: Conditions = Conditions(),
    digits: int = 2,
    kind: Kind = Kind.CONDITIONS,
) -> str:
    with book.change("Answer", who=who) as change:
        return add_answer(
            change,
            request_id,
            seat=Seat.OPERATIONS,
            kind=kind,
            say="Only if “so”\nand not otherwise",
            valid_until=date(2026, 12, 8),
            conditions=conditions,
            own=True,
            facts=BARE,
            digits=digits,
        )


@pytest.mark.parametrize("facts", [FULL, BARE, BARE._replace(hours=(), custom_parts=0, payment_days=0)])
def test_a_question_is_read_back_exactly(
    sample_book: Book, ana: Author, deal_id: str, facts: Facts, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(ASKED_AT)
    key = ask(sample_book, ana, deal_id, facts)
    wanted = Request(key, deal_id, ana.id, ASKED_AT, Decider.LEADS, facts, POINTS, "May we?")
    found = read_request(sample_book, key, digits=2)
    assert found == wanted
    assert found is not None
    kinds = [type(value) for value in found.facts]
    assert kinds == [type(value) for value in facts], "a Fraction comes back as a Fraction, a Decimal as a Decimal"
    assert requests_of(sample_book, deal_id, digits=2) == (wanted,)
    assert requests_by_deal(sample_book, [deal_id, "nobody"], digits=2) == {deal_id: (wanted,)}
    assert open_requests(sample_book, digits=2)[deal_id] == (wanted,)


@pytest.mark.parametrize(
    ("conditions", "digits"),
    [
        (Conditions(), 2),
        (Conditions(date(2027, 1, 15), Decimal("7000.05"), Decimal("1.50"), "sign first, “light” later"), 2),
        (Conditions(value=Decimal(7000)), 0),
        (Conditions(value=Decimal("7.125")), 3),
    ],
)
def test_an_answer_is_read_back_exactly(
    sample_book: Book,
    ana: Author,
    ben: Author,
    deal_id: str,
    conditions: Conditions,
    digits: int,
    set_clock: Callable[[datetime], None],
) -> None:
    key = ask(sample_book, ana, deal_id)
    set_clock(ANSWERED_AT)
    answer_id = answer(sample_book, ben, key, conditions, digits)
    found = read_request(sample_book, key, digits=digits)
    assert found is not None
    assert found.answers == (
        GivenAnswer(
            answer_id,
            key,
            ben.id,
            Seat.OPERATIONS,
            Kind.CONDITIONS,
            ANSWERED_AT,
            date(2026, 12, 8),
            BARE,
            "Only if “so”\nand not otherwise",
            conditions,
            True,
        ),
    )
    taken = datetime(2026, 11, 25, 8, tzinfo=UTC)
    with sample_book.change("Take over", who=ana) as change:
        change.update("answer", answer_id, {"taken_at": taken}, seen=1)
        change.update("request", key, {"withdrawn_at": taken})
    found = read_request(sample_book, key, digits=digits)
    assert found is not None
    assert (found.withdrawn, found.answers[0].taken_at, found.answers[0].version) == (True, taken, 2)


def test_questions_and_answers_come_in_the_order_in_which_they_were_given(
    sample_book: Book, ana: Author, ben: Author, deal_id: str
) -> None:
    """Also those of one and the same instant: by what was written first."""
    keys = [ask(sample_book, ana, deal_id, say=str(n)) for n in range(4)]
    answers = [answer(sample_book, ben, keys[1]) for _ in range(4)]
    instant = datetime(2026, 11, 24, 9, tzinfo=UTC)
    with sample_book.change("All at once") as change:
        for key in keys:
            change.update("request", key, {"asked_at": instant})
        for key in answers:
            change.update("answer", key, {"at": instant})
    found = requests_of(sample_book, deal_id, digits=2)
    assert [each.id for each in found] == keys
    assert [each.id for each in found[1].answers] == answers
    assert found[0].answers == ()
    with sample_book.change("The first of each was the last") as change:
        change.update("request", keys[0], {"asked_at": instant + timedelta(minutes=1)})
        change.update("answer", answers[0], {"at": instant + timedelta(minutes=1)})
    found = requests_of(sample_book, deal_id, digits=2)
    assert [each.id for each in found] == [*keys[1:], keys[0]]
    assert [each.id for each in found[0].answers] == [*answers[1:], answers[0]]


def test_asking_and_answering_are_undone_and_done_again(
    sample_book: Book, ana: Author, ben: Author, deal_id: str
) -> None:
    key = ask(sample_book, ana, deal_id)
    asked = read_request(sample_book, key, digits=2)
    answer(sample_book, ben, key, Conditions(date(2027, 1, 15), Decimal("7000.05"), Decimal("1.50"), "two"))
    answered = read_request(sample_book, key, digits=2)
    sample_book.undo(who=ben)
    assert read_request(sample_book, key, digits=2) == asked
    sample_book.undo(who=ana)
    assert read_request(sample_book, key, digits=2) is None
    assert sample_book.rows("SELECT * FROM request_point WHERE request_id = ?", (key,)) == []
    sample_book.redo(who=ana)
    assert read_request(sample_book, key, digits=2) == asked
    sample_book.redo(who=ben)
    assert read_request(sample_book, key, digits=2) == answered


def test_a_deleted_deal_takes_all_of_it_and_brings_all_of_it_back(
    sample_book: Book, ana: Author, ben: Author, deal_id: str
) -> None:
    keys = [ask(sample_book, ana, deal_id), ask(sample_book, ana, deal_id, BARE)]
    answer(sample_book, ben, keys[0], Conditions(phases="two"))
    before = requests_of(sample_book, deal_id, digits=2)
    counts = [sample_book.row(f"SELECT count(*) FROM {table}") for table in ("request", "request_point", "answer")]
    with sample_book.change("Delete", who=ana) as change:
        remove_deal(sample_book, change, deal_id)
    assert read_deal(sample_book, deal_id, digits=2) is None
    assert requests_of(sample_book, deal_id, digits=2) == ()
    now = [sample_book.row(f"SELECT count(*) FROM {table}") for table in ("request", "request_point", "answer")]
    assert [was[0] - is_now[0] for was, is_now in zip(counts, now, strict=True)] == [2, 6, 1]
    sample_book.undo(who=ana)
    assert requests_of(sample_book, deal_id, digits=2) == before
    sample_book.redo(who=ana)
    assert requests_of(sample_book, deal_id, digits=2) == ()


def test_news_of_any_of_its_rows_leads_to_the_deal(sample_book: Book, ana: Author, ben: Author, deal_id: str) -> None:
    heard: list[News] = []
    sample_book.subscribe(heard.append)
    key = ask(sample_book, ana, deal_id)
    answer(sample_book, ben, key)
    assert [set(news.topics) for news in heard] == [{"request", "request_point"}, {"answer"}]
    for news in heard:
        for topic, ids in news.topics.items():
            assert deals_of_rows(sample_book, {topic: ids}) == {deal_id}
    # Also when Undo takes the rows away, for who hears of it has the deal in a list.
    sample_book.undo(who=ben)
    sample_book.undo(who=ana)
    assert [set(news.topics) for news in heard[2:]] == [{"answer"}, {"request", "request_point"}]
    for news in heard[2:]:
        for topic, ids in news.topics.items():
            assert deals_of_rows(sample_book, {topic: ids}) == {deal_id}
    assert deals_of_rows(sample_book, {"request": frozenset({"gone"}), "deal": frozenset({deal_id})}) == set()


def test_a_no_stands_though_a_later_question_with_an_answer_was_taken_back(
    sample_book: Book, ana: Author, ben: Author, deal_id: str
) -> None:
    answer(sample_book, ben, ask(sample_book, ana, deal_id), kind=Kind.REFUSE)
    assert deal_id in refused_deals(sample_book)
    key = ask(sample_book, ana, deal_id)
    answer(sample_book, ben, key)
    assert deal_id not in refused_deals(sample_book)
    with sample_book.change("Take back") as change:
        change.update("request", key, {"withdrawn_at": change.at})
    assert deal_id in refused_deals(sample_book)


def test_a_file_in_which_was_asked_is_found_whole(sample_book: Book, ana: Author, deal_id: str) -> None:
    answer(sample_book, ana, ask(sample_book, ana, deal_id))
    assert check(sample_book.connection).findings == ()
