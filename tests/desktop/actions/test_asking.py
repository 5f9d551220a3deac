"""Asking and answering on the sample's file, where two windows look at the same question."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.asking import answer, ask, condition_fields, take_back, take_over
from desktop.actions.desk import Desk, Judged, judge, read_desk
from desktop.actions.intake import edit_deal, move_deal
from framework.asking import Conditions, Kind, Seat
from framework.deal import Deal, Stage
from framework.people import Person
from framework.promises import Mover, Told
from framework.standing import State
from storage.asking import refused_deals
from storage.book import Author, Book
from storage.intake import deals_of_rows, read_deal_by_ref
from storage.opening import open_book
from storage.promises import moves_of
from storage.trouble import Conflict, Refused, Trouble
from tests.desktop.conftest import TODAY

LATER = date(2026, 12, 14)
TOLD = Told(Mover.OPERATIONS, True)


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    with open_book(sample) as opened:
        yield opened


@pytest.fixture
def desk(book: Book) -> Desk:
    return read_desk(book, TODAY)


def person(desk: Desk, name: str) -> Person:
    return next(each for each in desk.business.people if each.name == name)


def ana(desk: Desk) -> Author:
    found = person(desk, "Ana")
    return Author(found.id, found.name)


def dentist(book: Book, desk: Desk) -> Judged:
    """The deal whose date is too near, as it stands now."""
    deal = read_deal_by_ref(book, "B-057", digits=desk.digits)
    assert deal is not None
    return judge(book, desk, deal)


def asked(book: Book, desk: Desk) -> Judged:
    ask(book=book, who=ana(desk), desk=desk, deal_id=dentist(book, desk).deal.id)
    return dentist(book, desk)


def say(book: Book, desk: Desk, judged: Judged, kind: Kind, **more: Any) -> None:
    request = judged.standing.request or judged.requests[-1]
    answer(book=book, who=person(desk, "Ben"), desk=desk, request=request, seat=Seat.OPERATIONS, kind=kind, **more)


def conditional(book: Book, desk: Desk) -> Judged:
    say(book, desk, asked(book, desk), Kind.CONDITIONS, conditions=Conditions(promised_on=LATER))
    return dentist(book, desk)


def test_a_no_is_not_taken_away_by_a_yes_on_an_old_screen(book: Book, desk: Desk) -> None:
    seen = asked(book, desk)
    say(book, desk, seen, Kind.REFUSE, say="The press is broken")
    with pytest.raises(Refused, match="answered in the meantime"):
        say(book, desk, seen, Kind.ACCEPT)
    assert dentist(book, desk).standing.state is State.REFUSED


def test_what_was_answered_is_not_taken_back(book: Book, desk: Desk) -> None:
    seen = asked(book, desk)
    assert seen.standing.request is not None
    say(book, desk, seen, Kind.ACCEPT)
    with pytest.raises(Refused, match="in the meantime"):
        take_back(book=book, who=ana(desk), desk=desk, request=seen.standing.request, client="Lakeside Dental")
    assert dentist(book, desk).standing.state is State.ACCEPTED


def test_a_question_is_asked_once_and_can_be_taken_back(book: Book, desk: Desk) -> None:
    seen = asked(book, desk)
    assert seen.standing.request is not None
    with pytest.raises(Refused, match="asked already"):
        asked(book, desk)
    take_back(book=book, who=ana(desk), desk=desk, request=seen.standing.request, client="Lakeside Dental")
    assert dentist(book, desk).standing.state is State.NONE
    book.undo()
    assert dentist(book, desk).standing.state is State.WAITING


def test_conditions_taken_over_after_the_promise_keep_who_moved_the_date(book: Book, desk: Desk) -> None:
    seen = conditional(book, desk)
    move_deal(
        book=book,
        who=ana(desk),
        today=TODAY,
        digits=desk.digits,
        deal=seen.deal,
        stage=Stage.OFFERED,
        zone=seen.ruled.zone,
        reason="They would not wait",
    )
    seen = dentist(book, desk)
    given = seen.standing.answer
    assert given is not None
    with pytest.raises(Trouble, match="who moved the day"):
        take_over(book=book, who=ana(desk), desk=desk, deal=seen.deal, given=given)
    take_over(book=book, who=ana(desk), desk=desk, deal=seen.deal, given=given, told=TOLD)
    now = dentist(book, desk)
    (move,) = moves_of(book, now.deal.id)
    assert (move.from_on, move.to_on, move.moved_by) == (seen.deal.promised_on, LATER, Mover.OPERATIONS)
    assert now.deal.first_promised_on == seen.deal.promised_on
    assert now.standing.state is State.ACCEPTED
    book.undo()
    assert moves_of(book, now.deal.id) == ()
    assert dentist(book, desk).standing.state is State.CONDITIONS


def test_conditions_in_words_are_not_taken_over_on_a_deal_that_has_changed(book: Book, desk: Desk) -> None:
    say(book, desk, asked(book, desk), Kind.CONDITIONS, say="If they fetch it themselves")
    seen = dentist(book, desk)
    assert seen.standing.answer is not None
    edit_deal(book=book, who=ana(desk), digits=desk.digits, deal=seen.deal, fields={"value": Decimal(1)})
    with pytest.raises(Conflict):
        take_over(book=book, who=ana(desk), desk=desk, deal=seen.deal, given=seen.standing.answer)


def test_a_smaller_deal_costs_its_share_but_never_less_than_was_asked_for() -> None:
    deal = Deal("1", "1", "Inn", quantity=Decimal(10), value=Decimal(10_000), cost=Decimal(5_000))
    half = Conditions(quantity=Decimal(5))
    assert condition_fields(deal, half, 2)["value"] == 5_000
    assert condition_fields(deal, half._replace(value=Decimal(6_000)), 2)["value"] == 6_000
    assert condition_fields(deal, half._replace(value=Decimal(4_000)), 2)["value"] == 5_000


@pytest.mark.parametrize(
    ("conditions", "until"),
    [(Conditions(promised_on=date(2226, 12, 18)), None), (Conditions(promised_on=LATER), date(2226, 12, 18))],
)
def test_a_year_that_cannot_be_meant_is_told(
    book: Book, desk: Desk, conditions: Conditions, until: date | None
) -> None:
    seen = asked(book, desk)
    with pytest.raises(Trouble, match="Is the year right"):
        say(book, desk, seen, Kind.CONDITIONS, conditions=conditions, until=until)


def test_a_no_counts_though_another_question_was_taken_back(book: Book, desk: Desk) -> None:
    say(book, desk, asked(book, desk), Kind.REFUSE, say="Not this month")
    deal = dentist(book, desk).deal
    assert deal.id in refused_deals(book)
    with book.change("An answered question is taken back") as change:
        (old,) = book.rows("SELECT * FROM request WHERE deal_id = ?", (deal.id,))
        columns = [name for (_, name, *_rest) in book.rows("PRAGMA table_info(request)")]
        values = {name: value for name, value in zip(columns, old, strict=True) if name not in ("id", "version")}
        request_id = change.add("request", {**values, "withdrawn_at": change.at, "asked_at": change.at})
        (old,) = book.rows("SELECT * FROM answer LIMIT 1")
        columns = [name for (_, name, *_rest) in book.rows("PRAGMA table_info(answer)")]
        values = {name: value for name, value in zip(columns, old, strict=True) if name not in ("id", "version")}
        change.add("answer", {**values, "request_id": request_id, "kind": "accept", "at": change.at, "taken_at": None})
    assert deal.id in refused_deals(book)


def test_news_of_a_question_that_was_undone_still_finds_its_deal(book: Book, desk: Desk) -> None:
    heard: list[dict[str, frozenset[str]]] = []
    seen = asked(book, desk)
    book.subscribe(lambda news: heard.append(dict(news.topics)))
    book.undo()
    (topics,) = heard
    assert topics.keys() == {"request", "request_point"}
    assert deals_of_rows(book, topics) == {seen.deal.id}
    assert deals_of_rows(book, {"request_point": topics["request_point"]}) == {seen.deal.id}
