"""Figures with their cases, trends, spreads and each side alone: by hand, and cases that add up to their figure."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framework.agreement import Zone
from framework.deal import Deal, Stage
from framework.figure import Figure
from framework.natural_limits import Direction
from framework.outcome import Save
from framework.past_load import PastWorkload
from framework.periods import Period, Step, periods
from framework.promises import Promise, Way
from framework.scorecard_figures import NOTHING, Case, CaseKind, Records, cases, cut, figure
from framework.scorecard_sides import operations_alone, sales_alone
from framework.scorecard_spread import spreads
from framework.scorecard_trend import trend
from framework.week_loads import WeekLoad
from tests.framework.asking_shop import business

TODAY = date(2026, 11, 23)
YEAR = Period(date(2025, 12, 1), TODAY)


def deal(ref: str, delivered: date | None, **known: object) -> Deal:
    plain = Deal(ref, ref, f"Client {ref}", stage=Stage.DELIVERED if delivered else Stage.WON, delivered_on=delivered)
    return plain._replace(**known)  # type: ignore[arg-type]


def records(*delivered: Deal, **known: object) -> Records:
    return Records(TODAY, {}, delivered)._replace(**known)  # type: ignore[arg-type]


def test_ninety_days_on() -> None:
    """Delivered 90, 91, 92 and 93 days ago, and one 89 days ago that nobody can know yet."""
    deals = [deal(str(ago), TODAY - timedelta(days=ago)) for ago in (89, 90, 91, 92, 93)]
    found = records(*deals, still_clients={"90": True, "91": False, "92": None, "89": True})
    assert figure(found, Figure.RETAINED_90_DAYS, YEAR) == (1, 2, Fraction(1, 2), None, Direction.TOO_FEW)
    assert figure(found, Figure.HONEST_WINS, YEAR)[:3] == (1, 4, 1)
    assert [(case.id, case.counts, case.day) for case in cases(found, Figure.HONEST_WINS, YEAR)] == [
        ("90", True, TODAY),
        ("91", False, TODAY - timedelta(days=1)),
        ("92", None, TODAY - timedelta(days=2)),
        ("93", None, TODAY - timedelta(days=3)),
    ]


def test_nothing_is_none_everywhere() -> None:
    assert {figure(records(), each, YEAR).value for each in Figure} == {None}
    assert {figure(records(), each, YEAR).of for each in Figure} == {0}
    assert not [case for each in Figure for case in cases(records(), each, YEAR)]


def test_days_since_the_last_visit_are_counted_to_the_end_of_the_period() -> None:
    found = records(visits=[("b", date(2026, 10, 1)), ("a", date(2026, 3, 1))])
    assert figure(found, Figure.DAYS_SINCE_VISIT, YEAR).value == (TODAY - date(2026, 10, 1)).days
    march = Period(date(2026, 3, 1), date(2026, 3, 31))
    assert figure(found, Figure.DAYS_SINCE_VISIT, march).value == 30
    assert figure(found, Figure.DAYS_SINCE_VISIT, Period(date(2026, 1, 1), date(2026, 1, 31))) == NOTHING


def test_the_load_ahead_belongs_to_the_period_of_today() -> None:
    def week(sold: int, capacity: int, number: int = 0, crew: str = "shop") -> WeekLoad:
        use = Fraction(sold, capacity) if capacity else None
        return WeekLoad(
            TODAY + timedelta(weeks=number),
            crew,
            Fraction(capacity),
            Fraction(sold),
            Fraction(0),
            use,
            0,
            sold > capacity,
        )

    found = records(loads=[week(38, 40), week(39, 40, 1), week(0, 40, 2), week(5, 0, 3, "van")])
    assert figure(found, Figure.LOAD_AHEAD, YEAR)[:3] == (2, 4, Fraction(82, 120))
    assert figure(found, Figure.LOAD_AHEAD, Period(date(2026, 1, 1), date(2026, 10, 31))) == NOTHING


def test_saves_are_counted_and_their_worth_added_up() -> None:
    saves = [Save("a", "x", TODAY, Decimal("4100.50")), Save("b", "y", TODAY), Save("c", "z", date(2020, 1, 1))]
    found = figure(records(saves=saves), Figure.SAVES, YEAR)
    assert (found.count, found.of, found.value, found.mean) == (2, 2, 2, Fraction("4100.5"))


DELIVERED = st.lists(
    st.builds(
        lambda ago, took, late, rework, score, zone, price, cost: (ago, took, late, rework, score, zone, price, cost),
        st.integers(0, 400),
        st.integers(0, 60),
        st.integers(-9, 9) | st.none(),
        st.booleans() | st.none(),
        st.integers(1, 5) | st.none(),
        st.sampled_from([*Zone, None]),
        st.integers(0, 9) | st.none(),
        st.integers(0, 9) | st.none(),
    ),
    max_size=8,
)


Drawn = tuple[int, int, int | None, bool | None, int | None, Zone | None, int | None, int | None]


def drawn_records(drawn: list[Drawn]) -> Records:
    deals = []
    for at, (ago, took, late, rework, score, zone, price, cost) in enumerate(drawn):
        done = TODAY - timedelta(days=ago)
        deals.append(
            deal(
                str(at),
                done,
                won_on=done - timedelta(days=took),
                first_promised_on=None if late is None else done - timedelta(days=late),
                promise_given_on=done,
                promised_zone=zone,
                rework=rework,
                client_score=score,
                value=None if price is None else Decimal(price),
                actual_cost=None if cost is None else Decimal(cost),
            )
        )
    return records(*deals, promised=deals, still_clients={each.id: each.rework for each in deals})


@given(DELIVERED)
def test_cases_add_up_to_their_figure(drawn: list[Drawn]) -> None:
    found = drawn_records(drawn)
    for which in (Figure.ON_TIME, Figure.FIRST_TIME_RIGHT, Figure.CLIENT_SCORE, Figure.EXCEPTIONS, Figure.HONEST_WINS):
        score_, listed = figure(found, which, YEAR), cases(found, which, YEAR)
        assert (score_.count, score_.of) == (sum(case.counts is True for case in listed), len(listed))
    values = [case.value for case in cases(found, Figure.CLIENT_SCORE, YEAR) if case.value is not None]
    mean = figure(found, Figure.CLIENT_SCORE, YEAR).value
    assert mean == (sum(values) / len(values) if values else None)
    assert len(cases(found, Figure.THROUGHPUT_DAYS, YEAR)) == figure(found, Figure.THROUGHPUT_DAYS, YEAR).of


@given(DELIVERED)
def test_records_cut_to_a_period_give_the_same_figures(drawn: list[Drawn]) -> None:
    found = drawn_records(drawn)
    for period in periods(Step.MONTH, TODAY, 5):
        part = cut(found, period)
        assert all(figure(part, each, period) == figure(found, each, period) for each in Figure)


def test_a_promise_is_a_case_of_its_deal() -> None:
    kept = Promise("p", "1", "By Friday", TODAY, Way.SPOKEN, due_on=TODAY, kept=True, ended_on=TODAY)
    broken = kept._replace(id="q", kept=False)
    found = records(promises=[kept, broken])
    assert figure(found, Figure.PROMISES_KEPT, YEAR)[:3] == (1, 2, Fraction(1, 2))
    assert cases(found, Figure.PROMISES_KEPT, YEAR) == (
        Case(CaseKind.PROMISE, "p", TODAY, "1", True),
        Case(CaseKind.PROMISE, "q", TODAY, "1", False),
    )


def monthly(days: list[int]) -> Records:
    """A deal in each month up to October that took so many days."""
    shown = periods(Step.MONTH, TODAY, len(days) + 1)
    return records(
        *(
            deal(str(at), period.first + timedelta(days=14), won_on=period.first + timedelta(days=14 - took))
            for at, (period, took) in enumerate(zip(shown, days, strict=False))
        )
    )


@pytest.mark.parametrize(
    ("days", "found", "outside"),
    [
        ([20, 22, 20, 22, 20, 12], Direction.BETTER, [5]),
        ([20, 22, 20, 22, 20, 30], Direction.WORSE, [5]),
        ([20, 22, 20, 22, 20, 24], Direction.NO_CLEAR_CHANGE, []),
        ([20, 22, 20, 22, 12], Direction.TOO_FEW, []),
    ],
)
def test_a_trend_judges_the_last_month_that_is_over(days: list[int], found: Direction, outside: list[int]) -> None:
    shown = periods(Step.MONTH, TODAY, len(days) + 1)
    one = trend(monthly(days), Figure.THROUGHPUT_DAYS, shown)
    assert one.direction is found
    assert [at for at, point in enumerate(one.points) if point.outside] == outside
    assert [point.running for point in one.points] == [False] * len(days) + [True]
    assert one.since == (shown[-2] if outside else None)


def test_the_running_month_is_shown_and_never_judged() -> None:
    found = monthly([20, 22, 20, 22, 20, 21])
    late = deal("late", TODAY, won_on=TODAY - timedelta(days=99))
    one = trend(
        found._replace(delivered=(*found.delivered, late)), Figure.THROUGHPUT_DAYS, periods(Step.MONTH, TODAY, 7)
    )
    assert one.points[-1].score.value == 99 and not one.points[-1].outside
    assert one.direction is Direction.NO_CLEAR_CHANGE


def test_spreads_put_standard_beside_exceptions_and_own_answers_beside_the_rest() -> None:
    def one(ref: str, zone: Zone | None, cost: int, score: int | None) -> Deal:
        return deal(
            ref,
            TODAY,
            won_on=TODAY - timedelta(days=cost),
            promised_zone=zone,
            value=Decimal(100),
            actual_cost=Decimal(cost),
            client_score=score,
            rework=score == 1,
        )

    deals = [
        one("a", Zone.PROMISE, 60, 5),
        one("b", Zone.ASK, 90, 1),
        one("c", Zone.OFF, 80, 5),
        one("d", None, 10, None),
    ]
    found = spreads(deals, {}, frozenset("b"), frozenset("bc"))
    assert found.scores == {1: 1, 2: 0, 3: 0, 4: 0, 5: 2}
    assert found.standard == ((("a", Fraction(40, 100)),), Fraction(40, 100))
    assert found.exceptions == ((("b", Fraction(1, 10)), ("c", Fraction(1, 5))), Fraction(15, 100))
    assert (found.throughput.median, len(found.throughput.deals)) == (70, 4)
    assert (found.own.first_time_right[:2], found.joint.first_time_right[:2]) == ((0, 1), (1, 1))
    assert found.joint.client_score.value == 5
    empty = spreads([], {}, frozenset(), frozenset())
    assert empty.throughput == ((), None) and empty.own.margin.value is None


def test_sales_alone_counts_clients_in_the_period_of_their_first_deal() -> None:
    won = [
        deal("1", None, client="Nook", won_on=TODAY, value=Decimal("6800.50")),
        deal("2", None, client="Nook", won_on=TODAY),
        deal("3", None, client="Old", won_on=TODAY, value=Decimal(100)),
        deal("4", None, client="Then", won_on=date(2020, 1, 1), value=Decimal(9)),
    ]
    found = sales_alone(won, {"Nook": TODAY, "Old": date(2019, 1, 1), "Then": date(2020, 1, 1)}, YEAR)
    assert (len(found.deals), found.value, found.unpriced, found.new_clients) == (3, Decimal("6900.50"), 1, ("Nook",))


def test_operations_alone_looks_at_each_week_from_its_monday() -> None:
    """Two crews, 40 and 22.5 hours; one deal of 39 workshop hours, won before and due in the first of two weeks."""
    monday = date(2026, 11, 9)
    work = Deal(
        "1", "1", "Nook", stage=Stage.DELIVERED, won_on=date(2026, 11, 8), promised_on=date(2026, 11, 13),
        delivered_on=date(2026, 11, 13), hours={"shop": Decimal(39)},
    )  # fmt: skip
    shown = Period(monday, date(2026, 11, 22))
    load = PastWorkload(business(), [work], monday)
    found = operations_alone(
        load, [Save("a", "x", TODAY, Decimal(5)), Save("b", "y", monday, Decimal(7))], shown, TODAY
    )
    assert (found.used, found.weeks, found.full_weeks) == (Fraction(39) / 125, 2, (monday,))
    assert (len(found.saves), found.saved) == (1, 7)
