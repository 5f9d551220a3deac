"""Answers in time: what was asked in Intake and every step of the ladder, by hand (working hours 9 to 17)."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from framework.agreement import Decider, Silence
from framework.asking import Facts, GivenAnswer, Kind, Point, Request, Seat
from framework.owed_answers import Owed, owed_answers
from framework.questions import Arrival, Decision, DecisionKind, Question
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, TODAY
from tests.framework.question_shop import instant, shop

MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 20)
NOW = datetime.combine(TODAY, time(12), AMSTERDAM).astimezone(UTC)


def request(day: date, clock: str, hours: str | None = "8", withdrawn: bool = False) -> Request:
    point = Point("rule:lead_time", None if hours is None else Decimal(hours), Silence.NO)
    return Request("r", "1", "ana", instant(day, clock), Decider.OPERATIONS, Facts(day), (point,), withdrawn=withdrawn)


def answered(asked: Request, day: date, clock: str) -> Request:
    answer = GivenAnswer("a", "r", "ben", Seat.OPERATIONS, Kind.ACCEPT, instant(day, clock), day, asked.facts)
    return asked._replace(answers=(answer,))


def owed(requests: list[Request], questions: list[Question]) -> list[tuple[date, bool]]:
    found = owed_answers(requests, questions, shop(), (ANA, BEN), NOW, AMSTERDAM)
    assert all(each.deal_id == "1" for each in found)
    return [(each.day, each.in_time) for each in found]


def test_what_was_asked_on_friday_afternoon_has_time_until_monday() -> None:
    """Asked at 15:00 with 8 hours: 2 on Friday and 6 on Monday, until 15:00."""
    asked = request(FRIDAY, "15:00")
    assert owed([answered(asked, MONDAY, "15:00")], []) == [(MONDAY, True)]
    assert owed([answered(asked, MONDAY, "15:01")], []) == [(MONDAY, False)]
    assert owed([answered(asked, FRIDAY, "15:30")], []) == [(FRIDAY, True)]
    assert owed([answered(asked, TODAY, "09:30")], []) == [(MONDAY, False)]
    assert owed([asked], []) == [(MONDAY, False)]


def test_what_is_not_due_yet_is_not_owed_and_what_has_no_time_never_is() -> None:
    assert owed([request(TODAY, "10:00")], []) == []
    assert owed([answered(request(TODAY, "10:00"), TODAY, "11:00")], []) == [(TODAY, True)]
    assert owed([request(FRIDAY, "15:00", hours=None)], []) == []
    assert owed([request(FRIDAY, "15:00", withdrawn=True)], []) == []


def question(*arrivals: Arrival, decided: datetime | None = None, dropped: datetime | None = None) -> Question:
    decision = None
    if decided is not None:
        decision = Decision("d", "q", DecisionKind.ACCEPT, "Yes", "ben", decided, arrivals[-1].step_id)
    return Question("q", "Nook", "ana", arrivals[0].at, arrivals, deal_id="1", decision=decision, dropped_at=dropped)


def test_each_step_of_the_ladder_owes_one() -> None:
    """4 hours alone, moved up by Ana in time; 8 hours for the leads from Friday 11:00, so until Monday 11:00."""
    first = Arrival("alone", instant(FRIDAY, "10:00"), "ana")
    second = Arrival("leads", instant(FRIDAY, "11:00"), "ana", tried="Asked for a week more")
    assert owed([], [question(first, second, decided=instant(MONDAY, "10:59"))]) == [(FRIDAY, True), (MONDAY, True)]
    assert owed([], [question(first, second, decided=instant(MONDAY, "11:01"))]) == [(FRIDAY, True), (MONDAY, False)]
    assert owed([], [question(first, second)]) == [(FRIDAY, True), (MONDAY, False)]


def test_what_the_clock_moved_up_was_late() -> None:
    first = Arrival("alone", instant(FRIDAY, "10:00"), "ana")
    second = Arrival("leads", instant(FRIDAY, "14:00"), by_clock=True)
    found = owed([], [question(first, second, decided=instant(FRIDAY, "15:00"))])
    assert found == [(FRIDAY, False), (FRIDAY, True)]


def test_what_was_dropped_before_its_time_was_never_owed() -> None:
    first = Arrival("leads", instant(FRIDAY, "10:00"), "ana")
    assert owed([], [question(first, dropped=instant(FRIDAY, "17:00"))]) == []
    assert owed([], [question(first, dropped=instant(MONDAY, "12:00"))]) == [(MONDAY, False)]


def test_a_step_that_no_version_knows_owes_nothing() -> None:
    gone = Arrival("gone", instant(FRIDAY, "10:00"), "ana")
    assert owed_answers([], [question(gone)], shop(), (ANA, BEN), NOW, AMSTERDAM) == ()
    (only,) = owed_answers(
        [answered(request(FRIDAY, "15:00"), FRIDAY, "16:00")], [], shop(), (ANA, BEN), NOW, AMSTERDAM
    )
    assert only == Owed(FRIDAY, True, "1", "r", None)
