"""What the Today tab reads: every source of the sample business, two hats, the owner, and the figures beside it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop.actions.desk import Desk, read_desk
from desktop.actions.health import begin_check, choose_word, keep_answers, last_opened_on
from desktop.actions.parts import finish
from desktop.actions.scorecard import read_scorecard
from desktop.actions.today import (
    SOURCES,
    Held,
    gather_agenda,
    gather_ahead,
    gather_waiting,
    gather_weeks,
    gather_working,
    health_checks,
    is_new,
    next_handshake,
)
from framework.today import Kind
from storage.book import Author, Book
from storage.health import read_check
from storage.opening import open_book

TODAY = date(2026, 11, 23)
MONDAY_TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture
def book(sample: Path, set_clock: Callable[[datetime], None]) -> Iterator[Book]:
    set_clock(MONDAY_TEN)
    with open_book(sample) as opened:
        yield opened


@pytest.fixture
def desk(book: Book) -> Desk:
    return read_desk(book, TODAY)


def waits(book: Book, desk: Desk, name: str) -> list[tuple[Kind, str]]:
    held = finish(gather_waiting(book, desk))
    person = next(each for each in desk.business.people if each.name == name)
    return [(one.kind, one.client or one.say) for one in held.waits_for(person)]


def test_every_source_speaks_in_the_sample_business(book: Book, desk: Desk) -> None:
    for source in SOURCES:
        found = finish(source(book, desk))
        if source.__name__ not in ("promises_to_end", "outcomes_to_say", "health_checks"):
            assert any(list(found(person)) for person in desk.business.people), source.__name__


def test_each_waits_for_their_own_side(book: Book, desk: Desk) -> None:
    assert {kind for kind, _ in waits(book, desk, "Ben")} == {
        Kind.DELIVER,
        Kind.ANSWER,
        Kind.ACCEPT,
        Kind.DECIDE,
        Kind.VISIT,
        Kind.ACTION,
    }
    assert {kind for kind, _ in waits(book, desk, "Ana")} == {
        Kind.TELL,
        Kind.ACTION,
        Kind.SPEAK,
        Kind.GIVE_AGAIN,
        Kind.SIGN,
        Kind.DECIDE,
        Kind.LOOK_BACK,
    }


@pytest.mark.usefixtures("quick_key")
def test_a_health_check_is_due_a_quarter_after_the_last_and_then_waits_for_each(book: Book) -> None:
    opened = last_opened_on(book)
    assert opened is not None

    def health(away: int) -> dict[str, list[str]]:
        on = read_desk(book, opened + timedelta(days=away))
        held = finish(health_checks(book, on))
        return {person.name: [one.say for one in held(person)] for person in on.business.people}

    assert health(90) == {"Ana": [], "Ben": []}
    assert health(91) == {"Ana": ["begin"], "Ben": ["begin"]}
    people = read_desk(book, TODAY).business.people
    key = begin_check(book=book, who=Author(), people=people, short=True)
    assert health(91) == {"Ana": ["answer"], "Ben": ["answer"]}
    for person, left in zip(people, ({"Ana": [], "Ben": ["answer"]}, {"Ana": ["open"], "Ben": ["open"]}), strict=True):
        check = read_check(book, key)
        assert check is not None
        asked = next(each for each in check.asked if each.person.id == person.id)
        unlocked = choose_word(book=book, asked=asked, word="Blauer Hund")
        assert health(91)[person.name] == ["go_on"]
        answers = {each.id: 3 for each in check.statements}
        keep_answers(book=book, unlocked=unlocked, answers=answers, finished=True)
        assert health(91) == left


def test_a_delivery_of_which_nobody_spoke_waits_for_operations(sample: Path, book: Book, desk: Desk) -> None:
    with closing(sqlite3.connect(sample)) as connection, connection:
        ((client,),) = connection.execute(
            "SELECT c.name FROM deal d JOIN client c ON c.id = d.client_id WHERE d.stage = 'delivered' "
            "ORDER BY d.delivered_on DESC LIMIT 1"
        )
        connection.execute(
            "UPDATE deal SET rework = NULL WHERE id = (SELECT id FROM deal WHERE stage = 'delivered' "
            "ORDER BY delivered_on DESC LIMIT 1)"
        )
    assert (Kind.OUTCOME, client) in waits(book, desk, "Ben")
    assert Kind.OUTCOME not in {kind for kind, _ in waits(book, desk, "Ana")}


def test_who_holds_both_functions_sees_each_thing_once(sample: Path, book: Book) -> None:
    with closing(sqlite3.connect(sample)) as connection, connection:
        connection.execute("UPDATE person SET sells = 1, delivers = 1 WHERE name = 'Ben'")
    desk = read_desk(book, TODAY)
    found = waits(book, desk, "Ben")
    assert len(found) == len(set(found))
    assert {Kind.ACCEPT, Kind.SPEAK} <= {kind for kind, _ in found}


def test_what_needs_the_owner_is_counted_for_everybody(sample: Path, book: Book, desk: Desk) -> None:
    assert finish(gather_waiting(book, desk)).to_owner == 0
    top = desk.business.agreement.ladder[-1].id
    with closing(sqlite3.connect(sample)) as connection, connection:
        connection.execute(
            "UPDATE question_arrival SET step = ? WHERE question_id IN "
            "(SELECT id FROM question WHERE subject LIKE 'Hartley Gym%')",
            (top,),
        )
    held = finish(gather_waiting(book, desk))
    assert held.to_owner == 1
    ana, ben = desk.business.people
    assert [one.say[:11] for one in held.waits_for(ana) if one.as_owner] == ["Hartley Gym"]
    assert not [one for one in held.waits_for(ben) if one.kind is Kind.DECIDE]


def test_nobody_is_waited_for_without_a_person() -> None:
    assert Held((), 0).waits_for(None) == ()


def test_promises_ahead_are_those_of_two_weeks_and_not_of_lost_deals(sample: Path, book: Book, desk: Desk) -> None:
    found = finish(gather_ahead(book, desk))
    with closing(sqlite3.connect(sample)) as connection:
        deals = connection.execute(
            "SELECT count(*) FROM deal WHERE stage IN ('won', 'in delivery') "
            "AND promised_on BETWEEN '2026-11-23' AND '2026-12-07'"
        ).fetchone()[0]
        promises = connection.execute(
            "SELECT count(*) FROM promise p JOIN deal d ON d.id = p.deal_id WHERE p.kept IS NULL "
            "AND p.due_on BETWEEN '2026-11-23' AND '2026-12-07' AND d.stage <> 'lost'"
        ).fetchone()[0]
    assert (sum(one.promise_id is None for one in found), sum(one.promise_id is not None for one in found)) == (
        deals,
        promises,
    )
    assert deals and promises


def test_what_stands_beside_comes_from_the_same_records(book: Book, desk: Desk) -> None:
    meeting = next_handshake(book, desk)
    assert meeting is not None
    assert finish(gather_agenda(book, desk)).meeting == meeting
    weeks = finish(gather_weeks(book, desk))
    assert [load.week for load in weeks] == sorted(load.week for load in weeks)
    assert (weeks[0].week, len({load.week for load in weeks})) == (TODAY, 7)
    working = finish(gather_working(book, desk))
    # What a figure counts is what it opens.
    now = read_scorecard(book, desk, date(2026, 10, 1), TODAY)
    assert working.on_time == now.scores["on_time"]
    assert len(working.delivered) == working.on_time.of
    assert len(working.against) == now.against_rules


def test_a_business_is_new_until_it_has_a_deal(book: Book, blank: Path) -> None:
    assert not is_new(book)
    with open_book(blank) as new:
        assert is_new(new)
