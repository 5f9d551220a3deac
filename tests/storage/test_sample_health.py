"""The health checks of the sample business, on any day it is made: two opened ones and what was mended after each."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from framework.health import Area, Voice, area_results, overall, widest_gap
from framework.people import Function
from storage.book import Book
from storage.business import read_business
from storage.health import read_opened, running_check
from storage.meeting import read_action
from storage.opening import create_book
from storage.sample import write_sample
from storage.verify import verify
from tests.storage.conftest import TODAY


@pytest.fixture(scope="module", params=[TODAY, TODAY + timedelta(days=5), date(2027, 1, 4)], ids=str)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Book, date]]:
    file = tmp_path_factory.mktemp("health") / "Any.handshake"
    with create_book(file) as book:
        write_sample(book, request.param, "Europe/Amsterdam")
        yield book, request.param
    assert verify(file).ok


def test_two_checks_were_opened_on_working_days(made: tuple[Book, date]) -> None:
    book, today = made
    calendar = read_business(book, today).calendar
    latest, first = read_opened(book)
    assert running_check(book) is None
    assert (today - latest.opened_at.date()).days <= 9 and (today - first.opened_at.date()).days in range(90, 101)
    for opened in (latest, first):
        assert not opened.check.short and len(opened.check.statements) == 39 and opened.check.is_complete
        assert opened.check.begun_at < opened.opened_at and opened.opened_at.date() < today
        assert all(
            calendar.next_working_day(each.date()) == each.date() for each in (opened.check.begun_at, opened.opened_at)
        )
        assert all(each.finished_at and each.finished_at < opened.opened_at for each in opened.check.asked)
        assert all((each.salt, each.sealed) == ("", "") for each in opened.check.asked)


def test_every_statement_is_answered_by_both(made: tuple[Book, date]) -> None:
    book, _ = made
    for opened in read_opened(book):
        assert [sheet.person.name for sheet in opened.sheets] == ["Ana", "Ben"]
        for sheet in opened.sheets:
            assert set(sheet.answers) == {each.id for each in opened.check.statements}
        assert any(answer is None for sheet in opened.sheets for answer in sheet.answers.values())
        (own,) = (each for each in opened.check.statements if each.own)
        assert own.area is Area.RULES


def test_it_tells_a_story(made: tuple[Book, date]) -> None:
    latest, first = (area_results(each.check.statements, each.sheets) for each in read_opened(made[0]))
    rules = latest[0].by_voice
    assert rules[Voice.SALES].mean == rules[Voice.OWNER].mean and float(rules[Voice.SALES].mean or 0) == 3.8
    assert float(rules[Voice.OPERATIONS].mean or 0) == 2.4
    assert [each.area for each in latest if each.talk_first] == [Area.INTAKE]
    before, now = widest_gap(first), widest_gap(latest)
    assert before is not None and before.gap == 2 and now is not None and now.area is Area.INTAKE
    assert (overall(first) or 0) < (overall(latest) or 0)
    assert {side for _, side in read_opened(made[0])[0].guesses} == set(Function)
    assert not read_opened(made[0])[1].guesses


def test_the_first_repair_is_done_and_helped_and_the_second_is_open(made: tuple[Book, date]) -> None:
    book, today = made
    latest, first = read_opened(book)
    assert first.repair is not None and first.repair.action_id and latest.repair is not None and latest.repair.action_id
    done, still = read_action(book, first.repair.action_id), read_action(book, latest.repair.action_id)
    assert done is not None and done.done_on is not None and done.due_on is not None and done.done_on <= done.due_on
    assert still is not None and still.done_on is None and still.due_on is not None and still.due_on > today
    means = [
        {each.area: each.mean for each in area_results(opened.check.statements, opened.sheets)}[first.repair.area]
        for opened in (first, latest)
    ]
    assert means[0] is not None and means[1] is not None and means[1] - means[0] > 1
