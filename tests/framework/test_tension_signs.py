"""Every sign of the tension map by hand: what counts for it, what is looked at, and what is not."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from framework.agreement import Decider, Zone
from framework.allowance import Allowance
from framework.asking import Facts as AskedFacts
from framework.asking import GivenAnswer, Kind, Request, Seat
from framework.deal import Deal, Stage
from framework.escalation import StepDecider
from framework.meeting import SectionKind, Turn
from framework.minutes import HeldMeeting
from framework.owed_answers import Owed
from framework.owner_meter import Settled
from framework.periods import Period
from framework.questions import DecisionKind
from framework.scorecard_figures import Case, CaseKind, Records
from framework.scorecard_sides import OperationsAlone
from framework.tension import Lean, Sign, State
from framework.tension_signs import (
    Came,
    Challenge,
    Facts,
    challenges,
    priced,
    raised_by_operations,
    reading,
    refused,
    tension_map,
)
from tests.framework.asking_shop import AMSTERDAM, ANA, BEN, FINE
from tests.framework.question_shop import case as asked_on_ladder
from tests.framework.question_shop import instant, shop

TODAY = date(2026, 11, 23)
NOTHING = Facts(Records(TODAY, {}))


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def promised(ref: str, day: date, zone: Zone | None, reason: str = "") -> Deal:
    return Deal(ref, ref, ref, promise_given_on=day, promised_zone=zone, against_reason=reason, stage=Stage.WON)


def delivered(ref: str, day: date, **known: object) -> Deal:
    plain = Deal(ref, ref, ref, stage=Stage.DELIVERED, delivered_on=day, promised_on=day, rework=False)
    return plain._replace(**known)  # type: ignore[arg-type]


def with_records(**known: object) -> Facts:
    return NOTHING._replace(records=NOTHING.records._replace(**known))  # type: ignore[arg-type]


def counted(facts: Facts, sign: Sign) -> tuple[list[str], list[str]]:
    """Return the cases of a sign that count, and the others, and see that they are those of its figure."""
    found = reading(facts, sign, TODAY)
    yes = [case.id for case in found.cases if case.counts]
    no = [case.id for case in found.cases if not case.counts]
    assert (len(yes), len(yes) + len(no)) == (found.count, found.of)
    return yes, no


def test_nothing_is_too_little_everywhere() -> None:
    found = tension_map(NOTHING, TODAY)
    assert {reading.state for own in found.readings.values() for reading in own} == {State.TOO_FEW}
    assert {reading.of for own in found.readings.values() for reading in own} == {0}
    assert {each.lean for each in found.leanings} == {Lean.TOO_FEW}


def test_promised_before_the_answer() -> None:
    facts = with_records(
        promised=[
            promised("unasked", ago(1), Zone.ASK, "They would have gone"),
            promised("off", ago(90), Zone.OFF, "A name we wanted"),
            promised("before", ago(91), Zone.OFF, "Too long ago"),
            promised("asked", ago(5), Zone.ASK),
            promised("green", ago(6), Zone.PROMISE),
            promised("unknown", ago(7), None),
        ]
    )
    assert counted(facts, Sign.UNASKED) == (["unasked", "off"], ["asked"])
    assert reading(facts, Sign.UNASKED, TODAY).state is State.SIGN


def test_promised_with_facts_missing() -> None:
    facts = with_records(
        promised=[
            promised("open", ago(1), Zone.OPEN),
            promised("green", ago(6), Zone.PROMISE),
            promised("unknown", ago(7), None),
        ]
    )
    assert counted(facts, Sign.UNFINISHED) == (["open"], ["green"])


def test_exceptions_that_cost_margin() -> None:
    """Our rules ask 30 %: of 1000 that is 300; 700 of cost leaves it, a cent more does not."""
    thin = FINE._replace(
        id="thin", value=Decimal(1000), cost=Decimal("700.01"), promised_zone=Zone.ASK, stage=Stage.WON
    )._replace(promise_given_on=ago(3))
    enough = thin._replace(id="enough", cost=Decimal(700))
    unpriced = thin._replace(id="unpriced", value=None)
    lost = thin._replace(id="lost", stage=Stage.LOST)
    known, less = priced([thin, enough, unpriced, lost], shop(), TODAY)
    assert (known, less) == ({"thin", "enough"}, {"thin"})
    facts = with_records(promised=[thin, enough, unpriced, lost])._replace(known_price=known, thin=less)
    assert counted(facts, Sign.THIN) == (["thin"], ["enough"])


def test_details_after_the_win_and_deals_lost_to_time() -> None:
    won = [Deal(key, key, key, won_on=ago(at)) for at, key in enumerate(("a", "b", "c"))]
    lost = [Deal(key, key, key, lost_on=ago(at), stage=Stage.LOST) for at, key in ((0, "d"), (91, "e"))]
    facts = NOTHING._replace(won=won, late=frozenset("bz"), lost=lost, too_soon=frozenset("de"))
    assert counted(facts, Sign.LATE_DETAILS) == (["b"], ["a", "c"])
    assert counted(facts, Sign.LOST_TO_TIME) == (["d"], [])


def week(back: int, used: Fraction | None, *, full: bool = False) -> tuple[date, OperationsAlone]:
    monday = TODAY - timedelta(weeks=back)
    return monday, OperationsAlone(used, 1, (monday,) if full else (), (), Decimal(0))


def test_weeks_over_and_under_the_limits() -> None:
    facts = NOTHING._replace(
        weeks=[
            week(8, Fraction(1, 10)),  # 56 days ago: not one of the last eight weeks
            week(7, Fraction(7, 10)),  # 70 % is not under 70 %
            week(2, Fraction(69, 100)),
            week(1, None),  # nobody worked: neither full nor quiet
            week(0, Fraction(4, 5), full=True),
        ]
    )
    over, under = reading(facts, Sign.OVERLOAD, TODAY), reading(facts, Sign.LOW_LOAD, TODAY)
    assert [case.day for case in over.cases if case.counts] == [TODAY]
    assert (over.count, over.of, over.state) == (1, 4, State.CLEAR)
    assert [case.day for case in under.cases if case.counts] == [ago(14)]
    assert (under.count, under.of, under.state) == (1, 3, State.TOO_FEW)


def test_answers_that_sales_waited_for() -> None:
    facts = with_records(
        owed=[
            Owed(ago(1), False, "deal", request_id="late"),
            Owed(ago(2), True, "deal", request_id="in time"),
            Owed(ago(3), False, None, question_id="of Sales"),
            Owed(ago(4), False, None, question_id="of Operations"),
        ]
    )._replace(not_waited_for=frozenset({"of Operations"}))
    assert counted(facts, Sign.LATE_ANSWERS) == (["late", "of Sales"], ["in time"])


def test_who_waits_for_a_question() -> None:
    found = [asked_on_ladder("a", by="ana").question, asked_on_ladder("b", by="ben").question]
    assert raised_by_operations(found, (ANA, BEN)) == {"b"}
    both = BEN._replace(functions=ANA.functions | BEN.functions)
    assert raised_by_operations(found, (ANA, both)) == frozenset()


def answered(ref: str, *kinds: Kind) -> Request:
    at = instant(ago(10))
    seats = (Seat.SALES, Seat.OPERATIONS)
    answers = tuple(
        GivenAnswer(f"{ref}{number}", ref, "ben", seat, kind, at, TODAY, AskedFacts(ago(10)))
        for number, (seat, kind) in enumerate(zip(seats[-len(kinds) :], kinds, strict=True))
    )
    return Request(ref, f"deal {ref}", "ana", at, Decider.OPERATIONS, AskedFacts(ago(10)), (), answers=answers)


def test_a_no_in_intake_and_on_the_ladder() -> None:
    requests = [answered("no", Kind.REFUSE), answered("yes", Kind.ACCEPT), answered("half", Kind.ACCEPT, Kind.REFUSE)]
    ladder = [asked_on_ladder("q1", DecisionKind.REFUSE).question, asked_on_ladder("q2").question]
    ladder.append(asked_on_ladder("q3", None).question)
    assert refused(requests, ladder) == {"no", "half", "q1"}


def settled(ref: str, day: date, deal_id: str | None = "deal") -> Settled:
    at = datetime.combine(day, time(12), AMSTERDAM)
    return Settled(day, at, StepDecider.TOGETHER, None, Decimal(1), deal_id, request_id=ref)


def test_no_exception_granted_in_six_weeks() -> None:
    found = [
        settled("no", ago(41)),
        settled("also no", ago(1)),
        settled("yes", ago(42)),
        settled("other", ago(2), None),
    ]
    facts = with_records(settled=found)._replace(refused=frozenset({"no", "also no", "other"}))
    assert counted(facts, Sign.NO_EXCEPTION) == (["also no", "no"], [])
    assert reading(facts, Sign.NO_EXCEPTION, TODAY).state is State.SIGN
    # A day earlier, the yes was still within six weeks.
    assert reading(facts, Sign.NO_EXCEPTION, ago(1)).state is State.CLEAR
    granted = Allowance("a", "rule", "A trial", ago(60), ago(41))
    assert reading(facts._replace(allowances=[granted]), Sign.NO_EXCEPTION, TODAY).state is State.CLEAR
    over = granted._replace(until=ago(42))
    assert reading(facts._replace(allowances=[over]), Sign.NO_EXCEPTION, TODAY).state is State.SIGN


def test_delivered_to_the_letter_only() -> None:
    facts = with_records(
        delivered=[
            delivered("happy", ago(1), client_score=4),
            delivered("unhappy", ago(2), client_score=3),
            delivered("below", ago(3)),
            delivered("different", ago(4)),
            delivered("not heard", ago(5)),
            delivered("late", ago(6), client_score=1, promised_on=ago(7)),
            delivered("rework", ago(7), client_score=1, rework=True),
        ]
    )._replace(below=frozenset({"below"}), said=frozenset({"below", "different"}))
    assert counted(facts, Sign.LETTER_ONLY) == (["unhappy", "below"], ["happy", "different"])
    assert reading(facts, Sign.LETTER_ONLY, TODAY).state is State.SIGN


def held(ref: str, day: date) -> HeldMeeting:
    at = datetime.combine(day, time(9), AMSTERDAM)
    return HeldMeeting(ref, 1, day, time(9), 30, at, (), SectionKind.CLOSE, ended_at=at)


def test_missed_meetings() -> None:
    plan = [ago(back) for back in (0, 7, 14, 21)]
    facts = with_records(
        turns=[Turn(number, day, day, time(9)) for number, day in enumerate(plan)],
        meetings=[held("m7", ago(7)), held("m21", ago(21))],
    )
    found = reading(facts, Sign.MISSED, TODAY)
    assert [(case.id, case.day) for case in found.cases if case.counts] == [("", ago(14))]
    assert [case.id for case in found.cases if not case.counts] == ["m7", "m21"]


def questions_asked(*found: tuple[str, int, bool]) -> Iterable[Challenge]:
    for ref, back, jumped in found:
        yield Challenge(ago(back), Case(CaseKind.QUESTION, ref, ago(back)), jumped)


def test_straight_to_the_owner() -> None:
    request = Challenge(ago(1), Case(CaseKind.REQUEST, "r", ago(1), "deal"))
    facts = NOTHING._replace(challenges=[*questions_asked(("a", 3, True), ("b", 2, False)), request])
    assert counted(facts, Sign.SKIPPED) == (["a"], ["b"])


def test_everything_that_was_asked_is_a_challenge() -> None:
    ladder = [asked_on_ladder("q", day=ago(3)).question, asked_on_ladder("j", day=ago(2)).question]
    found = challenges([answered("r", Kind.REFUSE)._replace(withdrawn=True)], ladder, {"j"}, AMSTERDAM)
    assert [(each.case.kind, each.case.id, each.day, each.jumped) for each in found] == [
        (CaseKind.REQUEST, "r", ago(10), False),
        (CaseKind.QUESTION, "q", ago(3), False),
        (CaseKind.QUESTION, "j", ago(2), True),
    ]


def test_too_quiet_when_nobody_asks_about_the_deals_that_come() -> None:
    came = [Came("a", ago(27)), Came("b", ago(9)), Came("b", ago(2)), Came("c", ago(0)), Came("old", ago(28))]
    facts = NOTHING._replace(came=came, in_use_since=ago(27))
    found = reading(facts, Sign.QUIET, TODAY)
    assert (found.count, found.of, found.state) == (3, 3, State.SIGN)
    assert [(case.id, case.day) for case in found.cases] == [("c", TODAY), ("b", ago(2)), ("a", ago(27))]
    # Two deals are too few to miss a question, and so is a business that began less than four weeks ago.
    assert reading(facts._replace(came=came[2:]), Sign.QUIET, TODAY).state is State.TOO_FEW
    assert reading(facts._replace(in_use_since=ago(26)), Sign.QUIET, TODAY).state is State.TOO_FEW
    assert reading(facts._replace(in_use_since=None), Sign.QUIET, TODAY).state is State.TOO_FEW


@pytest.mark.parametrize(("back", "state"), [(28, State.SIGN), (27, State.CLEAR), (0, State.CLEAR)])
def test_one_question_in_four_weeks_breaks_the_silence(back: int, state: State) -> None:
    came = [Came(key, ago(1)) for key in "abc"]
    facts = NOTHING._replace(came=came, in_use_since=ago(300), challenges=list(questions_asked(("q", back, False))))
    found = reading(facts, Sign.QUIET, TODAY)
    assert found.state is state
    assert found.cases[0].kind is (CaseKind.DEAL if state is State.SIGN else CaseKind.QUESTION)


def test_the_history_is_the_same_sign_on_earlier_days() -> None:
    facts = with_records(promised=[promised(str(at), ago(84 + at), Zone.ASK, "because") for at in range(4)])
    found = tension_map(facts, TODAY)
    assert found.readings[Sign.UNASKED][-1] == reading(facts, Sign.UNASKED, TODAY)
    # Four weeks apart, the latest last: in sight for 13 weeks, not yet there four readings ago.
    states = [each.state for each in found.readings[Sign.UNASKED]]
    assert states == [State.TOO_FEW] * 4 + [State.STRONG] * 4
    assert [each.period.last for each in found.readings[Sign.UNASKED]][-2:] == [ago(28), TODAY]
    assert found.now(Sign.UNASKED).period == Period(ago(90), TODAY)
