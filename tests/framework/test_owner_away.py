"""The test without the owner: when it runs, and what its report counts."""

from datetime import date, timedelta

from framework.agreement import Decider, Silence
from framework.asking import Facts, GivenAnswer, Kind, Point, Request, Seat
from framework.deal import Stage
from framework.owner_away import AwayReport, AwayTest, current, last_over, report
from framework.owner_meter import settled
from framework.precedents import Case
from framework.questions import Arrival, DecisionKind
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, FINE
from tests.framework.question_shop import case, instant, shop

FIRST = date(2026, 11, 2)
LAST = date(2026, 11, 15)
TEST = AwayTest("t", FIRST, LAST)


def day(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


def told(*cases: Case, requests: tuple[Request, ...] = (), now: date = day(20), test: AwayTest = TEST) -> AwayReport:
    questions = [each.question for each in cases]
    deals = {each.deal.id: each.deal for each in cases if each.deal is not None}
    decisions = settled(questions, requests, shop(), (ANA, BEN), AMSTERDAM)
    return report(test, questions, requests, decisions, deals, shop(), (ANA, BEN), instant(now), AMSTERDAM)


def test_when_it_runs() -> None:
    assert [TEST.is_running(day(n)) for n in (0, 1, 14, 15)] == [False, True, True, False]
    assert (TEST.day_number(day(5)), TEST.days) == (5, 14)
    cut = TEST._replace(ended_on=day(5))
    assert [cut.is_running(day(n)) for n in (4, 5)] == [True, False] and cut.days == 4
    later = AwayTest("u", day(40), day(53))
    assert current([TEST, later], day(3)) is TEST
    assert current([TEST, later], day(15)) is later
    assert current([TEST], day(15)) is None
    assert last_over([TEST, later], day(15)) is TEST and last_over([TEST], day(14)) is None
    assert last_over([TEST._replace(ended_on=FIRST)], day(15)) is None, "a test of no day is none"


def test_what_was_decided_and_what_waited() -> None:
    before = case("before", day=day(-1), decided=day(0))
    without = case("without", day=day(1), decided=day(3))
    owner = case("owner", day=day(-3), decided=day(4), step="owner")
    waits = case("waits", None, day=day(-5), step="owner")
    after = case("after", None, day=day(17), step="owner")
    gone = case("gone", day=day(-5), decided=day(-2), step="owner")
    found = told(before, without, owner, waits, after, gone)
    assert [each.question_id for each in found.without] == ["without"]
    assert [each.question_id for each in found.by_owner] == ["owner"]
    assert found.waited == ("owner", "waits")


def test_overdue_is_what_ran_out_on_its_step_meanwhile() -> None:
    # Step 1 has 4 working hours: raised at 10:00 it is due at 14:00.
    in_time = case("in time", day=day(1), decided=day(1), clock="13:59", step="alone")
    late = case("late", day=day(1), decided=day(1), clock="14:01", step="alone")
    open_one = case("open", None, day=day(12), step="alone")
    earlier = case("earlier", None, day=day(-3), step="alone")
    moved = case("moved", None, day=day(2), step="alone")
    by_clock = Arrival("together", instant(day(2), "14:00"), by_clock=True)
    moved = moved._replace(
        question=moved.question._replace(
            arrivals=(*moved.question.arrivals, by_clock), dropped_at=instant(day(2), "15:00")
        )
    )
    found = told(in_time, late, open_one, earlier, moved, now=day(12))
    # The one of today was raised at 10:00, and now is 10:00.
    assert found.overdue == ("late", "moved")
    assert told(open_one).overdue == ("open",)


def test_lapsed_are_requests_that_nobody_answered_in_time() -> None:
    def asked(ref: str, on: date, clock: str | None) -> Request:
        given = (
            ()
            if clock is None
            else (GivenAnswer(ref, ref, "ben", Seat.OPERATIONS, Kind.ACCEPT, instant(on, clock), date.max, Facts(on)),)
        )
        points = (Point("rule:x", shop().agreement.ladder[0].answer_hours, Silence.NO),)
        return Request(ref, ref, "ana", instant(on), Decider.OPERATIONS, Facts(on), points, answers=given)

    found = told(
        requests=(
            asked("in time", day(1), "14:00"),
            asked("late", day(1), "14:30"),
            asked("never", day(3), None),
            asked("before", day(-3), None),
            asked("back", day(3), None)._replace(withdrawn=True),
        )
    )
    assert found.lapsed == ("late", "never")
    assert [each.request_id for each in found.without] == ["in time", "late"]


def test_how_it_went() -> None:
    lost = FINE._replace(id="lost", stage=Stage.LOST, lost_on=day(9))
    lost_before = FINE._replace(id="old", stage=Stage.LOST, lost_on=day(0))
    cases = (
        case("a", DecisionKind.REFUSE, deal=lost, day=day(2), right=False),
        case("b", deal=lost_before, day=day(2), right=True),
        case("c", deal=FINE, day=day(2)),
        case("d", day=day(-9), decided=day(-8), right=True),
    )
    found = told(*cases)
    assert found.lost == ("lost",)
    assert (found.right, found.looked_back) == (1, 2)


def test_so_far_and_cut_short() -> None:
    cases = (case("a", day=day(2)), case("b", day=day(6)))
    assert len(told(*cases, now=day(4)).without) == 1
    assert len(told(*cases, test=TEST._replace(ended_on=day(6))).without) == 1
    assert len(told(*cases).without) == 2
