"""The ladder of the sample: what stands on it, what was decided, and that it says the same on every weekday."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from desktop.actions.desk import judge_open, read_desk
from framework.agreement import Zone
from framework.business import Business
from framework.escalation import skipped
from framework.questions import DecisionKind, Question, climbed, due, lacks, owner_step
from framework.standing import State
from resources.sample_escalation import sample_escalation
from storage.book import Book
from storage.business import read_timezone
from storage.opening import create_book
from storage.questions import all_questions, open_questions
from storage.sample import write_sample
from tests.storage.conftest import TODAY


def decided(book: Book, first: int, last: int) -> list[Question]:
    """The questions decided from `first` to `last` days from today."""
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    found = [each for each in all_questions(book, digits=2) if each.decision is not None]
    return [each for each in found if each.decision and days[0] <= each.decision.at.date() <= days[1]]


def by_owner(book: Book, questions: list[Question]) -> int:
    top = owner_step(read_desk(book, TODAY).business.agreement.ladder)
    return sum(each.decision is not None and top is not None and each.decision.step_id == top.id for each in questions)


def end_of_working_day(book: Book, today: date, business: Business) -> datetime:
    """When the sample's newest question was raised, whatever the clock of the computer says."""
    return datetime.combine(today, business.calendar.closes, ZoneInfo(read_timezone(book)))


@pytest.mark.parametrize("today", [TODAY + timedelta(days=n) for n in range(7)])
def test_hartley_gym_stands_where_the_two_sit_together_on_any_weekday(
    tmp_path: Path, today: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.sample_escalation.just_now", end_of_working_day)  # also when it is really that day
    with create_book(tmp_path / "Any.handshake") as book:
        write_sample(book, today, "Europe/Amsterdam")
        desk = read_desk(book, today)
        business, ladder = desk.business, desk.business.agreement.ladder
        found = {each.subject.split(":")[0]: each for each in open_questions(book, digits=2)}
        gym = found.pop("Hartley Gym")
        assert gym.here.step_id == ladder[1].id and lacks(gym, business.people) == ()
        assert len(gym.options) == 3 and gym.options[-1].cost is None
        (other,) = found.values()
        assert other.here.step_id == ladder[0].id and other.deal_id is None
        assert skipped(ladder, business.people) == {ladder[2].id: ladder[1].id}
        end_of_day = datetime.combine(today, business.calendar.closes, desk.zone)
        for each in (gym, other):
            step = next(step for step in ladder if step.id == each.here.step_id)
            over = due(each.here, step, business.calendar, business.series, desk.zone)
            assert over is not None and over > end_of_day, "nothing is overdue, nothing has climbed"
            assert not climbed(each, ladder, business.people, business.calendar, business.series, end_of_day, desk.zone)
        judged = next(each for each in judge_open(book, desk) if each.deal.ref == "B-059")
        assert judged.verdict.zone is Zone.OFF and judged.standing.state is State.WAITING
        held = {point for reason in judged.verdict.reasons for point in (f"rule:{reason.rule_id}",)}
        assert held & set(gym.points), "the question is about what holds the deal back"


def test_the_owner_has_become_the_exception(sample_book: Book) -> None:
    """Read as the quarters of the calendar on 23 November, or as 91 days and the 91 before: the same figures."""
    for before, now in (((-145, -54), (-53, 0)), ((-181, -92), (-90, 0))):
        then, lately = decided(sample_book, *before), decided(sample_book, *now)
        assert (by_owner(sample_book, then), len(then)) == (6, 11)
        assert (by_owner(sample_book, lately), len(lately)) == (1, 14)


def test_three_were_decided_the_same_way_about_the_same_rule_and_offering(sample_book: Book) -> None:
    offerings = dict(sample_book.rows("SELECT id, offering_id FROM deal"))
    alike = Counter(
        (offerings[each.deal_id], point, each.decision.kind)
        for each in decided(sample_book, -365, 0)
        if each.decision is not None and each.deal_id is not None
        for point in each.points
    )
    ((_, _, kind), count), *rest = alike.most_common()
    assert (kind, count) == (DecisionKind.PHASED, 3) and all(number < 3 for _, number in rest)


def test_every_question_is_whole(sample_book: Book) -> None:
    desk = read_desk(sample_book, TODAY)
    ladder, people = desk.business.agreement.ladder, {person.id: person for person in desk.business.people}
    found = all_questions(sample_book, digits=2)
    assert len(found) == len(sample_escalation()) and len({each.subject for each in found}) == len(found)
    assert {each.cause for each in found} >= {"incentives", "time_horizon", "words", "owner"}
    jumped = sum(arrival.jumped for each in found for arrival in each.arrivals)
    assert jumped == 2, "straight to the owner is counted, and rare"
    for each in found:
        assert each.raised_by in people
        assert [arrival.at for arrival in each.arrivals] == sorted(arrival.at for arrival in each.arrivals)
        passed = skipped(ladder, desk.business.people)
        for arrival, before in zip(each.arrivals[1:], each.arrivals, strict=False):
            assert arrival.tried and before.at < arrival.at
        assert not any(arrival.step_id in passed for arrival in each.arrivals)
        decision = each.decision
        if decision is None:
            continue
        assert lacks(each, desk.business.people) == () and decision.at > each.here.at
        assert (decision.facts is None) == (each.deal_id is None)
        top = owner_step(ladder)
        assert top is not None
        if decision.step_id == top.id:
            assert people[decision.who].owner and decision.owner_was_side
        assert decision.review_on is not None and (decision.right is None) == (decision.review_on > TODAY)
        assert decision.told_on is None or decision.at.date() <= decision.told_on <= TODAY
    assert any(each.decision is not None and each.decision.told_on is None for each in found), "one is still to be told"
