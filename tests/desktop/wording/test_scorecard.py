"""The scorecard in words: small numbers told honestly, and nothing called better that natural variation explains."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from desktop.wording import scorecard as words
from desktop.wording import scorecard_charts as charts
from desktop.wording import scorecard_periods as said_periods
from framework.figure import Figure, Unit, unit_of
from framework.natural_limits import Direction, Limits
from framework.periods import Period, Step, period_of, periods
from framework.scorecard import Score
from framework.scorecard_spread import Compared, Spreads, Values
from framework.scorecard_trend import Point, Trend
from storage.scorecard import Target

NONE = Score(0, 0, None)
TODAY = date(2026, 11, 23)
JUNE = period_of(Step.MONTH, date(2026, 6, 3))


@pytest.fixture(autouse=True)
def british(qapp: object) -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("figure", list(Figure))
def test_every_figure_has_a_name_a_meaning_and_none_without_a_case(figure: Figure) -> None:
    assert words.name_of(figure) and words.meaning_of(figure).endswith(".")
    assert words.value_words(figure, NONE) == "none"


@pytest.mark.parametrize(
    ("figure", "score", "said"),
    [
        (Figure.CLIENT_SCORE, Score(25, 31, Fraction(137, 31)), "4.4 of 5"),
        (Figure.THROUGHPUT_DAYS, Score(47, 47, Fraction(33, 2)), "16.5 days"),
        (Figure.THROUGHPUT_DAYS, Score(1, 1, Fraction(1)), "1 day"),
        (Figure.MARGIN, Score(47, 47, Fraction(34, 100)), "34 %"),
        (Figure.MARGIN, Score(2, 2, Fraction(-12, 100)), "-12 %"),
        (Figure.FIRST_TIME_RIGHT, Score(3, 4, Fraction(3, 4)), "3 of 4"),
        (Figure.FIRST_TIME_RIGHT, Score(3344, 3729, Fraction(3344, 3729)), "3,344 of 3,729"),
        (Figure.AGAINST_RULES, Score(0, 12, Fraction(0)), "0"),
        (Figure.LOAD_AHEAD, Score(1, 4, Fraction(82, 100)), "82 %"),
        (Figure.DAYS_SINCE_VISIT, Score(2, 2, Fraction(9)), "9 days"),
        (Figure.SAVES, Score(3, 3, Fraction(3)), "3"),
    ],
)
def test_values(figure: Figure, score: Score, said: str) -> None:
    assert plain(words.value_words(figure, score)) == said


def test_a_target_is_told_in_the_unit_of_its_figure() -> None:
    targets = {
        Figure.CLIENT_SCORE: Target("1", Fraction(9, 2), 1),
        Figure.THROUGHPUT_DAYS: Target("2", Fraction(15), 1),
        Figure.FIRST_TIME_RIGHT: Target("3", Fraction(875, 1000), 1),
    }
    said = [plain(words.target_words(figure, targets)) for figure in (*targets, Figure.MARGIN)]
    assert said == ["target 4.5", "target 15 days", "target 87.5 %", ""]


def trend(direction: Direction, since: Period | None = None, figure: Figure = Figure.THROUGHPUT_DAYS) -> Trend:
    points = tuple(
        Point(period, Score(2, 2, Fraction(at)), outside=since is not None and period >= since, running=at == 11)
        for at, period in enumerate(periods(Step.MONTH, TODAY))
    )
    return Trend(figure, points, Limits(Fraction(5), Fraction(1), Fraction(9)), direction, since)


@pytest.mark.parametrize(
    ("direction", "since", "said"),
    [
        (Direction.NO_CLEAR_CHANGE, None, "no clear change"),
        (Direction.TOO_FEW, None, "too few months to see a change"),
        (Direction.BETTER, JUNE, "better since June"),
        (Direction.WORSE, JUNE, "worse since June"),
        (Direction.WORSE, period_of(Step.MONTH, date(2026, 10, 1)), "worse in October"),
    ],
)
def test_a_change_is_named_only_beyond_natural_variation(direction: Direction, since: Period | None, said: str) -> None:
    assert said_periods.change_words(trend(direction, since), Step.MONTH) == said


@pytest.mark.parametrize(
    ("step", "label", "whole", "inside"),
    [
        (Step.WEEK, "1 Jun", "Week of 1 Jun 2026", "the week of 1 Jun"),
        (Step.MONTH, "Jun", "June 2026", "June"),
        (Step.QUARTER, "Q2 2026", "Quarter 2 of 2026", "Q2 2026"),
    ],
)
def test_periods(step: Step, label: str, whole: str, inside: str) -> None:
    period = period_of(step, date(2026, 6, 3))
    said = (
        said_periods.period_label(step, period),
        said_periods.period_words(step, period),
        said_periods.in_words(step, period),
    )
    assert said == (label, whole, inside)


def test_a_chart_in_words_says_each_period_and_what_is_outside() -> None:
    found = trend(Direction.WORSE, JUNE)
    targets: Mapping[Figure, Target] = {Figure.THROUGHPUT_DAYS: Target("1", Fraction(4), 1)}
    first, *lines = charts.trend_words(found, Step.MONTH, targets).splitlines()
    assert first == (
        "Days from won to done: worse since June. Mean 5 days, natural limits 1 day to 9 days. Target 4 days. "
        "Outside: June 2026, July 2026, August 2026, September 2026, October 2026, November 2026."
    )
    assert lines[0] == "December 2025: 0 days, 2 deals"
    assert lines[6] == "June 2026: 6 days, 2 deals, outside the natural limits"
    assert lines[-1].endswith("not over yet")
    assert len(lines) == 12


def test_a_figure_without_any_case_has_no_chart_to_tell() -> None:
    empty = Trend(
        Figure.MARGIN,
        tuple(Point(period, NONE, outside=False, running=False) for period in periods(Step.WEEK, TODAY)),
        None,
        Direction.TOO_FEW,
        None,
    )
    assert charts.trend_words(empty, Step.WEEK, {}) == "Margin per deal: no case in any of these periods."
    drawn = charts.trend_chart(empty, Step.WEEK, {})
    assert all(point.value is None for point in drawn.points) and drawn.limits is None and drawn.target is None


@pytest.mark.parametrize("figure", list(Figure))
def test_limits_are_drawn_within_what_a_figure_can_reach(figure: Figure) -> None:
    held = charts.within_reach(figure, Limits(Fraction(2), Fraction(-90), Fraction(90)))
    if unit_of(figure) is Unit.SHARE and figure is not Figure.LOAD_AHEAD:
        assert held.upper == 1
    if figure is Figure.CLIENT_SCORE:
        assert (held.lower, held.upper) == (1, 5)
    assert held.lower == (-90 if figure is Figure.MARGIN else 1 if figure is Figure.CLIENT_SCORE else 0)
    assert held.mean == 2


def test_limits_that_lie_close_are_still_told_apart() -> None:
    close = trend(Direction.NO_CLEAR_CHANGE, figure=Figure.MARGIN)._replace(
        limits=Limits(Fraction(320, 1000), Fraction(316, 1000), Fraction(324, 1000))
    )
    limits = charts.trend_chart(close, Step.MONTH, {}).limits
    assert limits is not None and [plain(text) for text in limits.texts] == ["32.4 %", "32 %", "31.6 %"]


# How cases spread


def values(*found: Any) -> Values:
    ordered = sorted(Fraction(each) for each in found)
    count = len(ordered)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2 if ordered else None
    return Values(tuple((str(at), value) for at, value in enumerate(ordered)), middle)


NOTHING = Compared(NONE, NONE, NONE, NONE)


def spreads(**given: Any) -> Spreads:
    found = {
        "scores": {1: 0, 2: 0, 3: 1, 4: 12, 5: 18},
        "throughput": values(),
        "standard": values(),
        "exceptions": values(),
        "own": NOTHING,
        "joint": NOTHING,
        **given,
    }
    return Spreads(**found)


def test_scores_in_words() -> None:
    said = charts.score_words(spreads()).splitlines()
    assert said == [
        "Score 1: no clients",
        "Score 2: no clients",
        "Score 3: 1 client",
        "Score 4: 12 clients",
        "Score 5: 18 clients",
    ]
    assert charts.score_words(spreads(scores=dict.fromkeys(range(1, 6), 0))) == (
        "No client has given a score in this time."
    )


def test_days_in_words_and_the_median_lies_in_its_bar() -> None:
    found = values(5, 6, 16, 16, 17, 18, 30)
    said = charts.throughput_words(found).splitlines()
    assert said[0] == "Median 16 days, 7 deals."
    assert sum(int(line.split(": ")[1].split()[0]) for line in said[1:]) == 7
    chart = charts.throughput_chart(found)
    assert chart.middle is not None
    bar = chart.bars[round(chart.middle)]
    first, last = (int(part) for part in bar.label.split("–"))
    assert first <= 16 <= last and chart.middle_text == "median 16 days"
    assert charts.throughput_words(values()) == "No deal was delivered in this time."
    assert charts.throughput_words(values(3)).startswith("Median 3 days, 1 deal.")


def test_margins_of_exceptions_stand_under_the_standard_ones() -> None:
    standard = values(*(Fraction(at, 100) for at in range(24, 44)))
    found = spreads(standard=standard, exceptions=values(Fraction(-3)))
    chart = charts.margin_chart(found)
    assert [plain(row.name) for row in chart.rows] == [
        "Standard: 20 deals, median 34 %",
        "Exceptions: 1 deal, -300 %",
    ]
    assert chart.rows[0].half is not None and chart.rows[1].half is None
    low, high = chart.scale[0][0], chart.scale[-1][0]
    assert low == -1 and high == 0.5
    assert plain(charts.margin_words(found)).splitlines()[0] == ("Standard: 20 deals, median 34 %, from 24 % to 43 %.")
    assert plain(charts.margin_words(spreads())).splitlines() == ["Standard: none.", "Exceptions: none."]


def test_own_answers_stand_beside_the_others_with_none_where_there_is_none() -> None:
    joint = Compared(Score(4, 4, Fraction(1)), Score(3, 4, Fraction(3, 4)), Score(4, 4, Fraction(21, 5)), NONE)
    lines = charts.own_lines(spreads(joint=joint))
    assert lines == [
        ("own", ("Answered by who had asked", "none", "none", "none", "none")),
        ("joint", ("Answered by somebody else", "4 of 4", "3 of 4", "4.2 of 5", "none")),
    ]
    assert len(charts.own_headings()) == 4


@pytest.mark.parametrize("figure", list(Figure))
def test_a_case_says_what_it_counts_for(figure: Figure) -> None:
    yes, no = words.counts_words(figure, True), words.counts_words(figure, False)
    assert bool(yes) == bool(no)
    assert not yes or yes != no
