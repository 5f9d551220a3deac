"""Today in words: the greeting, the days as people say them, honest small numbers."""

from datetime import date, datetime, time, timedelta, timezone
from fractions import Fraction

import pytest

from desktop.wording import today as words
from framework.agreement import Agreement
from framework.business import Business
from framework.deal import Deal, Stage
from framework.health_check import DueStep as HealthStep
from framework.meeting import Meeting
from framework.people import Function, Person
from framework.scorecard import Score
from framework.standing import Clock
from framework.today import Ahead, Kind, Pressing, Risk, Waiting
from framework.visits import DueStep
from framework.working_time import WorkingCalendar

FRIDAY = date(2026, 11, 27)
ZONE = timezone(timedelta(hours=1))
CLOCK = Clock(datetime(2026, 11, 27, 10, 0, tzinfo=ZONE), FRIDAY, ZONE)
ANA = Person("ana", "Ana", frozenset({Function.SALES}))
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}))
OLGA = Person("olga", "Olga", owner=True)


def business(*people: Person) -> Business:
    return Business(
        "Shop", "EUR", "blank", people, WorkingCalendar(), (), {}, Agreement(1), (), None, names={"ana": "Ana"}
    )


@pytest.mark.parametrize(
    ("count", "to_owner", "said"),
    [
        (0, 0, "Nothing waits for you, Ben. Nothing waits for the owner."),
        (1, 1, "One thing waits for you, Ben. One thing waits for the owner."),
        (3, 2, "Three things wait for you, Ben. Two things wait for the owner."),
        (12, 0, "12 things wait for you, Ben. Nothing waits for the owner."),
    ],
)
def test_the_greeting_says_what_waits_and_what_waits_for_the_owner(count: int, to_owner: int, said: str) -> None:
    assert words.greeting(count, BEN, to_owner, business(ANA, BEN, OLGA)) == said


def test_without_an_owner_none_is_spoken_of() -> None:
    assert words.greeting(0, BEN, 0, business(ANA, BEN)) == "Nothing waits for you, Ben."
    assert words.greeting(3, None, 0, business()) == ""


@pytest.mark.parametrize(
    ("count", "to_owner", "said"),
    [
        (0, 0, "Nothing needs you, Olga. The business runs by its rules today."),
        (1, 0, "One thing waits for you, Olga. Nothing needs you as the owner."),
        (1, 1, "One thing waits for you, Olga, as the owner."),
        (3, 1, "Three things wait for you, Olga, one of them as the owner."),
        (4, 2, "Four things wait for you, Olga, 2 of them as the owner."),
    ],
)
def test_the_owner_is_told_what_needs_them_as_such(count: int, to_owner: int, said: str) -> None:
    assert words.greeting(count, OLGA, to_owner, business(ANA, BEN, OLGA)) == said


def waiting(kind: Kind, away: int | None = None, **fields: object) -> Waiting:
    due = None if away is None else FRIDAY + timedelta(days=away)
    return Waiting(kind, "k", Pressing.LATE, due=due, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "headline", "facts"),
    [
        (
            waiting(Kind.DELIVER, -1, client="Mill Bakery", say="Menu boards"),
            "Mill Bakery: Menu boards, promised for yesterday",
            "1 day late",
        ),
        (waiting(Kind.DELIVER, -4, client="Mill"), "Mill: a custom order, promised for Mon 23 Nov", "4 days late"),
        (waiting(Kind.ACTION, 1, say="Call  them\nnow"), "Call them now", "was due tomorrow"),
        (waiting(Kind.ACTION, client="Deli", say="Call"), "Deli: Call", ""),
        (
            waiting(Kind.PROMISE, 0, client="Deli", say="Gold", by="ana", since_on=FRIDAY),
            "Deli: was it kept? Gold",
            "Ana promised it, Fri 27 Nov · was due today",
        ),
        (
            waiting(Kind.ANSWER, client="Finch & Co", by="ana", since=CLOCK.now.replace(hour=9, minute=40)),
            "Finch & Co: can we promise this?",
            "Ana asked, 09:40",
        ),
        (
            waiting(Kind.LOOK_BACK, 7, client="Deli", say="Fascia", since_on=FRIDAY, days=90),
            "Deli: still a client, 90 days on?",
            "delivered Fri 27 Nov · was due Fri 4 Dec · Fascia",
        ),
        (
            waiting(Kind.OUTCOME, client="Deli", since_on=FRIDAY),
            "Deli: how did it go? a custom order",
            "delivered Fri 27 Nov",
        ),
        (waiting(Kind.VISIT, say="plan"), "Your next visit to the other side's work", "no visit yet"),
        (
            waiting(Kind.VISIT, say="write_up", since_on=FRIDAY),
            "What did you see on your visit?",
            "last visit Fri 27 Nov",
        ),
        (waiting(Kind.HEALTH, 14, say="begin"), "A health check is due", "the first one · was due Fri 11 Dec"),
        (
            waiting(Kind.HEALTH, say="begin", since_on=FRIDAY),
            "A health check is due",
            "the last one Fri 27 Nov",
        ),
        (
            waiting(Kind.HEALTH, say="answer", since_on=FRIDAY),
            "The health check waits for your answers",
            "begun Fri 27 Nov",
        ),
        (
            waiting(Kind.HEALTH, say="open", since_on=FRIDAY),
            "All have answered the health check: open it together",
            "all in since Fri 27 Nov",
        ),
        (waiting(Kind.SPEAK, say="Saturdays?"), "Saturdays?", "your side has not spoken yet"),
    ],
)
def test_a_line_puts_the_client_first_and_the_day_as_people_say_it(one: Waiting, headline: str, facts: str) -> None:
    assert words.headline(one, "", FRIDAY) == headline
    assert words.facts_line(one, business(ANA, BEN), CLOCK) == facts


def test_everything_that_can_wait_has_its_words() -> None:
    for kind in Kind:
        for say in {Kind.VISIT: DueStep, Kind.HEALTH: HealthStep}.get(kind, ("B",)):
            one = waiting(kind, client="A", say=say)
            assert words.button_words(one)
            assert words.headline(one, "", FRIDAY)
    for pressing in Pressing:
        assert words.pressing_words(pressing) and words.ZONES[pressing]
    assert words.pressing_words(Pressing.TODAY, FRIDAY, FRIDAY) == "today"
    assert words.pressing_words(Pressing.TODAY, FRIDAY + timedelta(days=3), FRIDAY) == "soon"
    assert words.pressing_words(Pressing.LATE, FRIDAY - timedelta(days=3), FRIDAY) == "late"


def test_small_numbers_are_told_as_they_are_and_nothing_as_none() -> None:
    def score(count: int, of: int) -> Score:
        return Score(count, of, Fraction(count, of) if of else None)

    assert words.on_time_line(score(0, 0), score(0, 0)) == "On time: nothing is delivered yet"
    assert words.on_time_line(score(3, 4), score(0, 0)) == "On time: 3 of 4 this quarter"
    assert words.on_time_line(score(9, 10), score(2, 3)) == "On time: 90\N{NO-BREAK SPACE}% this quarter, 2 of 3 before"
    assert words.against_line(0, 0) == "Promised against a rule: nothing is promised yet this quarter"
    assert words.against_line(0, 8) == "Promised against a rule: none of 8"
    assert words.against_line(2, 31) == "Promised against a rule: 2 of 31"


def test_the_next_meeting_is_near_or_in_days() -> None:
    for away, said in (
        (0, "Fri 27 Nov 09:00, today"),
        (1, "Sat 28 Nov 09:00, tomorrow"),
        (3, "Mon 30 Nov 09:00, in 3 days"),
    ):
        assert words.meeting_line(Meeting(1, FRIDAY + timedelta(days=away), time(9), 30), FRIDAY) == said


def test_a_promise_says_what_makes_it_risky() -> None:
    deal = Deal("d", "1", "Deli", stage=Stage.IN_DELIVERY)
    for risk, lacks, said in (
        (Risk.NONE, 0, "in delivery"),
        (Risk.DATA, 1, "waits for 1 detail"),
        (Risk.DATA, 3, "waits for 3 details"),
        (Risk.RETURNED, 0, "handover returned to Sales"),
    ):
        one = Ahead(deal, FRIDAY, "Gold", "p", risk, lacks)
        assert words.stands(one) == said
        assert words.risk_badge(one)[1] == ("on track" if risk is Risk.NONE else "at risk")
    assert all(words.stands(Ahead(deal, FRIDAY, risk=risk)) for risk in Risk)
