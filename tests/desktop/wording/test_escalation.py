"""The ladder in words: who decides by name while they are few, who is missing, and when a question is due."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from desktop.wording.escalation import (
    cause_words,
    due_words,
    kind_words,
    missing_words,
    people_words,
    place_words,
    step_line,
    who_decides,
)
from framework.agreement import Agreement
from framework.business import Business
from framework.escalation import Step, StepDecider
from framework.meeting import Series
from framework.people import Function, Person
from framework.questions import Arrival, Cause, DecisionKind, Question
from framework.standing import Clock
from framework.working_time import WorkingCalendar

ANA = Person("ana", "Ana", frozenset({Function.SALES}), leads=True, owner=True)
BEN = Person("ben", "Ben", frozenset({Function.OPERATIONS}), leads=True)
MORE = tuple(Person(f"p{n}", f"P{n}", frozenset({Function.SALES})) for n in range(4))
STEPS = tuple(Step(str(at), f"S{at}", who, Decimal(4)) for at, who in enumerate(StepDecider, start=1))
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
SERIES = Series(0, time(9, 0), 30, 1, date(2026, 11, 16), ("ana", "ben"))


def business(*people: Person, series: Series | None = None, ladder: tuple[Step, ...] = STEPS) -> Business:
    names = {person.id: person.name for person in (ANA, BEN)} | {"cara": "Cara"}
    agreement = Agreement(1, ladder=ladder)
    return Business("Mine", "EUR", "blank", people, WorkingCalendar(), (), {}, agreement, (), series, names=names)


def test_few_are_told_by_name_and_many_by_what_they_do() -> None:
    assert [who_decides(step, business(ANA, BEN)) for step in STEPS] == [
        "Ana or Ben",
        "Ana and Ben together",
        "Ana and Ben together",
        "Ana",
    ]
    assert [who_decides(step, business(ANA, BEN, *MORE)) for step in STEPS] == [
        "Sales or Operations, each alone",
        "Sales and Operations together",
        "Ana and Ben together",
        "Ana",
    ]


def test_who_is_named_decides_and_who_left_is_missed() -> None:
    shop = business(ANA, BEN)
    named = STEPS[3]._replace(people=frozenset({"ben", "cara"}))
    assert (who_decides(named, shop), people_words(named, shop)) == ("Ben", "Ben and Cara")
    assert missing_words(named, shop) == "Cara no longer works here."
    gone = STEPS[3]._replace(people=frozenset({"cara"}))
    assert missing_words(gone, shop) == "Cara no longer works here. Until somebody is named, it is decided by Ana."
    assert missing_words(STEPS[3], business(BEN)) == "Nobody stands on this step, so questions pass it by."
    assert who_decides(STEPS[3], business(BEN)) == "nobody at the moment"
    assert missing_words(STEPS[3], shop) == "" and people_words(STEPS[3], shop) == "whoever the step means"


def test_a_step_in_one_line() -> None:
    limited = STEPS[1]._replace(money_limit=Decimal(5000))
    with_meeting, without = business(ANA, BEN, series=SERIES), business(ANA, BEN)
    assert step_line(2, limited, with_meeting).endswith(
        "S2 · Ana and Ben together · up to €5,000 · in the next meeting"
    )
    assert step_line(2, limited, without).endswith("within 4 working hours")


@pytest.mark.parametrize(
    ("step", "now", "said"),
    [
        ("1", MONDAY.replace(hour=10), "3\u00a0h left"),
        ("1", MONDAY.replace(hour=13), "overdue"),
        ("2", MONDAY.replace(hour=10), "in the meeting on Mon 30 Nov"),
        ("2", datetime(2026, 11, 30, 9, 0, tzinfo=UTC), "overdue"),
        ("gone", MONDAY, "waits to be moved up"),
    ],
)
def test_when_a_question_is_due(step: str, now: datetime, said: str) -> None:
    question = Question("q", "Subject", "ana", MONDAY, (Arrival(step, MONDAY, "ana"),))
    assert due_words(question, business(ANA, BEN, series=SERIES), Clock(now, now.date(), UTC)) == said
    assert due_words(question._replace(dropped_at=now), business(ANA, BEN), Clock(now, now.date(), UTC)) == ""


def test_a_step_that_is_gone_keeps_its_name_as_long_as_a_version_has_it() -> None:
    shop = business(ANA, BEN, ladder=STEPS[1:])
    assert place_words("1", shop) == "a step of before"
    assert place_words("1", shop._replace(versions=(Agreement(1, ladder=STEPS),))) == "S1 (a step of before)"
    assert place_words("2", shop) == "1 · S2"


def test_everything_has_words_of_its_own() -> None:
    assert len({kind_words(kind) for kind in DecisionKind}) == len(DecisionKind)
    assert len({cause_words(cause) for cause in Cause}) == len(Cause)
