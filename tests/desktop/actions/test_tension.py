"""The tension map of the sample business against plain SQL, of a new one, and read in small parts."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from desktop.actions.desk import Desk, read_desk
from desktop.actions.scorecard import figures_of, read_board
from desktop.actions.tension import gather_tension, read_tension
from framework.figure import Figure
from framework.periods import Step
from framework.promises import Way
from framework.tension import Lean, Pole, Sign, State, TensionMap, window
from storage.book import Author, Book
from storage.opening import open_book
from storage.promises import add_promise
from tests.desktop.conftest import TODAY
from tests.new_business import new_business


@pytest.fixture(scope="module")
def shop(sample_template: Path) -> Iterator[tuple[TensionMap, Book, Desk]]:
    """The map of the sample business, and its file to be read."""
    with open_book(sample_template, check_all=False) as book:
        desk = read_desk(book, TODAY)
        yield read_tension(book, desk), book, desk


@pytest.fixture
def plain(sample_template: Path) -> Callable[..., list[tuple[Any, ...]]]:
    """A function that reads the file past the program; the first two parameters are the days of a sign."""

    def read(sql: str, sign: Sign, *more: Any) -> list[tuple[Any, ...]]:
        period = window(sign, TODAY)
        with closing(sqlite3.connect(sample_template)) as connection:
            days = (period.first.isoformat(), period.last.isoformat())
            return connection.execute(sql, (*days, *more)).fetchall()

    return read


def test_promises_by_their_kept_verdict(
    shop: tuple[TensionMap, Book, Desk], plain: Callable[..., list[tuple[Any, ...]]]
) -> None:
    found = shop[0]
    rows = plain(
        "SELECT promised_zone, against_reason FROM deal WHERE promise_given_on BETWEEN ? AND ? "
        "AND promised_zone IS NOT NULL",
        Sign.UNASKED,
    )
    exceptions = [reason for zone, reason in rows if zone in ("ASK", "OFF")]
    unasked, unfinished = found.now(Sign.UNASKED), found.now(Sign.UNFINISHED)
    assert (unasked.count, unasked.of) == (sum(bool(reason) for reason in exceptions), len(exceptions))
    assert (unfinished.count, unfinished.of) == (sum(zone == "OPEN" for zone, _ in rows), len(rows))
    assert unfinished.of > 3


def test_details_after_the_win(
    shop: tuple[TensionMap, Book, Desk], plain: Callable[..., list[tuple[Any, ...]]]
) -> None:
    win = "coalesce(d.won_at, d.won_on || 'T99')"
    rows = plain(
        f"""
        SELECT d.id,
          EXISTS (SELECT 1 FROM checklist_answer a WHERE a.deal_id = d.id AND a.at > {win})
          OR EXISTS (SELECT 1 FROM promise p WHERE p.deal_id = d.id AND p.at > {win})
          OR EXISTS (SELECT 1 FROM promise_move m WHERE m.deal_id = d.id AND m.at > {win})
          OR EXISTS (SELECT 1 FROM handover h WHERE h.deal_id = d.id AND h.kind = 'returned'
                     AND (d.won_at IS NULL OR h.at >= d.won_at))
        FROM deal d WHERE d.won_on BETWEEN ? AND ? AND d.stage IN ('won', 'in delivery', 'delivered')
        """,
        Sign.LATE_DETAILS,
    )
    found = shop[0].now(Sign.LATE_DETAILS)
    assert {case.id for case in found.cases} == {key for key, _ in rows}
    assert {case.id for case in found.cases if case.counts} == {key for key, late in rows if late}
    assert 0 < found.count < found.of


def test_questions_of_four_weeks_and_those_straight_to_the_owner(
    shop: tuple[TensionMap, Book, Desk], plain: Callable[..., list[tuple[Any, ...]]]
) -> None:
    found = shop[0]
    asked = plain(
        "SELECT id FROM (SELECT id, asked_at AS at FROM request UNION ALL SELECT id, raised_at FROM question) "
        "WHERE date(at) BETWEEN ? AND ?",
        Sign.QUIET,
    )
    assert {case.id for case in found.now(Sign.QUIET).cases} == {key for (key,) in asked}
    assert found.now(Sign.QUIET).state is State.CLEAR
    raised = plain(
        "SELECT q.id, EXISTS (SELECT 1 FROM question_arrival a WHERE a.question_id = q.id AND a.jumped) "
        "FROM question q WHERE date(q.raised_at) BETWEEN ? AND ?",
        Sign.SKIPPED,
    )
    skipped = found.now(Sign.SKIPPED)
    assert {case.id for case in skipped.cases} == {key for key, _ in raised}
    assert skipped.count == sum(jumped for _, jumped in raised)


def test_lost_deals_and_deliveries(
    shop: tuple[TensionMap, Book, Desk], plain: Callable[..., list[tuple[Any, ...]]]
) -> None:
    found = shop[0]
    lost = plain("SELECT id FROM deal WHERE stage = 'lost' AND lost_on BETWEEN ? AND ?", Sign.LOST_TO_TIME)
    assert {case.id for case in found.now(Sign.LOST_TO_TIME).cases} == {key for (key,) in lost}
    rows = plain(
        "SELECT d.id, d.client_score, EXISTS (SELECT 1 FROM shortfall s WHERE s.deal_id = d.id AND s.kind = 'below') "
        "FROM deal d WHERE d.stage = 'delivered' AND d.delivered_on BETWEEN ? AND ? AND d.rework = 0 "
        "AND d.delivered_on <= coalesce(d.first_promised_on, d.promised_on) "
        "AND (d.client_score IS NOT NULL OR EXISTS (SELECT 1 FROM shortfall s WHERE s.deal_id = d.id))",
        Sign.LETTER_ONLY,
    )
    letter = found.now(Sign.LETTER_ONLY)
    assert {case.id for case in letter.cases} == {key for key, _, _ in rows}
    assert letter.count == sum(bool(below) or (score is not None and score <= 3) for _, score, below in rows)


def test_what_the_scorecard_counts_is_counted_alike(shop: tuple[TensionMap, Book, Desk]) -> None:
    found, book, desk = shop
    for number in (-1, -4):
        unasked = found.readings[Sign.UNASKED][number]
        scores = figures_of(book, desk, unasked.period.first, unasked.period.last)
        assert unasked.of == scores[Figure.EXCEPTIONS].count
        assert unasked.count == scores[Figure.AGAINST_RULES].count
        missed = found.readings[Sign.MISSED][number]
        assert (missed.of - missed.count, missed.of) == scores[Figure.MEETINGS_HELD][:2]


def test_the_weeks_are_those_of_operations_alone(shop: tuple[TensionMap, Book, Desk]) -> None:
    found, book, desk = shop
    alone = read_board(book, desk, Step.WEEK).sides.operations
    mondays = {case.day for case in found.now(Sign.OVERLOAD).cases if case.counts}
    first = window(Sign.OVERLOAD, TODAY).first
    assert mondays == {day for day in alone.full_weeks if day >= first}
    used = [case.value for case in found.now(Sign.LOW_LOAD).cases]
    assert len(used) == 8
    assert all(isinstance(value, Fraction) for value in used)


def test_readings_of_earlier_days_are_those_of_a_map_of_that_day(shop: tuple[TensionMap, Book, Desk]) -> None:
    found, book, _ = shop
    earlier = TODAY - timedelta(weeks=8)
    then = read_tension(book, read_desk(book, earlier))
    # What came of a thing later (a deal priced, an answer given) is known by now: only what was written then agrees.
    for sign in (Sign.UNASKED, Sign.UNFINISHED, Sign.SKIPPED, Sign.QUIET, Sign.NO_EXCEPTION, Sign.LOST_TO_TIME):
        one, other = found.readings[sign][-3], then.now(sign)
        assert (one.period, one.count, one.of, one.state) == (other.period, other.count, other.of, other.state), sign


def test_a_new_business_has_too_few_records_for_every_sign(tmp_path: Path) -> None:
    with new_business(
        tmp_path / "new.handshake", "Ana:sales,owner", "Ben:operations", name="New", kind="sign-shop", weekly_hours=80
    ) as book:
        found = read_tension(book, read_desk(book, TODAY))
    assert {each.state for pole in Pole for each in found.signs_of(pole)} == {State.TOO_FEW}
    assert found.leaning.lean is Lean.TOO_FEW


def test_a_detail_written_after_the_win_shows_at_once(sample: Path) -> None:
    with open_book(sample) as book:
        before = read_tension(book, read_desk(book, TODAY)).now(Sign.LATE_DETAILS)
        fine = next(case for case in before.cases if not case.counts)
        with book.change("Promise", who=Author()) as change:
            add_promise(change, fine.id, {"say": "Blue, not green", "said_on": TODAY, "way": Way.SPOKEN})
        after = read_tension(book, read_desk(book, TODAY)).now(Sign.LATE_DETAILS)
    assert after.count == before.count + 1
    assert next(case for case in after.cases if case.id == fine.id).counts


def test_it_is_read_in_many_small_parts(shop: tuple[TensionMap, Book, Desk]) -> None:
    found, book, desk = shop
    parts = gather_tension(book, desk)
    count = 0
    try:
        while True:
            next(parts)
            count += 1
    except StopIteration as end:
        assert end.value == found
    assert count > len(Sign) * 8


def test_the_first_days_of_the_calendar_trouble_nobody(shop: tuple[TensionMap, Book, Desk]) -> None:
    _, book, desk = shop
    early = desk._replace(today=date.min + timedelta(days=3))
    assert read_tension(book, early).leaning.lean is Lean.TOO_FEW
