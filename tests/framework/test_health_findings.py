"""What the records say beside an area, the reading and the next steps: worked out a second time, and at the edges."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import pytest

from framework.deal import Deal
from framework.figure import Figure
from framework.health import Area, AreaResult, Sheet, Spoken, Statement, area_results, spoken
from framework.health_findings import SOURCES, Finding, Friction, finding, findings, next_steps, tone_of
from framework.people import Function, Person
from framework.periods import Period
from framework.scorecard_figures import Records
from framework.tension import Reading, Sign, State
from framework.tension_signs import Facts

ON = date(2026, 11, 17)
ANA, BEN = Person("a", "Ana", frozenset({Function.SALES})), Person("b", "Ben", frozenset({Function.OPERATIONS}))
OLGA = Person("o", "Olga", frozenset(), owner=True)
TONE = tuple(Statement(f"J{at}", Area.TONE, f"J{at}") for at in range(1, 5))
PERIOD = Period(ON - timedelta(days=90), ON)


def said(*answers: tuple[int | None, int | None]) -> tuple[Spoken, ...]:
    """The tone's statements as Ana and Ben answered them."""
    sheets = [
        Sheet(person, {each.id: pair[at] for each, pair in zip(TONE, answers, strict=False)})
        for at, person in enumerate((ANA, BEN))
    ]
    return spoken(TONE[: len(answers)], sheets)


def signs(*showing: Sign, state: State = State.SIGN, others: State = State.CLEAR) -> dict[Area, tuple[Finding, ...]]:
    """The signs of every area, of which `showing` show."""
    found: dict[Area, tuple[Finding, ...]] = {}
    for area, sources in SOURCES.items():
        found[area] = tuple(
            Finding(sign, PERIOD, (), sign=Reading(sign, PERIOD, 0, 0, state if sign in showing else others))
            for sign in sources
            if isinstance(sign, Sign)
        )
    return found


def results(*scores: tuple[Area, int | None, int | None]) -> tuple[AreaResult, ...]:
    """One statement an area, as Ana and Ben answered it."""
    statements = [Statement(area.value, area, area.value) for area, _ana, _ben in scores]
    sheets = [
        Sheet(ANA, {area.value: ana for area, ana, _ in scores}),
        Sheet(BEN, {a.value: ben for a, _, ben in scores}),
    ]
    return area_results(statements, sheets)


def deal(key: str, delivered: date, promised: date) -> Deal:
    return Deal(key, key, "Nook", delivered_on=delivered, promised_on=promised, first_promised_on=promised)


def test_every_area_has_something_that_the_records_say() -> None:
    assert set(SOURCES) == set(Area)
    found = findings(Facts(Records(ON, {})), ON)
    assert {area: [each.source for each in own] for area, own in found.items()} == {
        area: list(sources) for area, sources in SOURCES.items()
    }
    for own in found.values():
        for each in own:
            assert not each.cases and not each.shows, "nothing is said without a record"
            assert each.score is None or each.score.value is None or each.source is Figure.SAVES


def test_a_figure_looks_at_the_quarter_up_to_the_opening() -> None:
    deals = [
        deal("in", ON, ON),
        deal("late", ON - timedelta(days=90), ON - timedelta(days=91)),
        deal("before", ON - timedelta(days=91), ON),
        deal("after", ON + timedelta(days=1), ON),
    ]
    found = finding(Facts(Records(ON + timedelta(days=6), {}, delivered=deals)), Figure.ON_TIME, ON)
    assert found.period == PERIOD
    assert {case.id: case.counts for case in found.cases} == {"in": True, "late": False}
    assert found.score is not None and (found.score.count, found.score.of) == (1, 2)


def test_a_figure_counts_as_many_cases_as_it_has() -> None:
    visits = [("v1", ON - timedelta(days=94)), ("v2", ON + timedelta(days=1))]
    found = finding(Facts(Records(ON, {}, visits=visits)), Figure.DAYS_SINCE_VISIT, ON)
    assert found.score is not None and found.score.value == 94
    assert [case.id for case in found.cases] == ["v1"]


@pytest.mark.parametrize(
    ("answers", "showing", "friction"),
    [
        (((4, 4), (4, 5), (4, 4), (3, 3)), (), Friction.HEALTHY),
        (((4, 4), (4, 5), (4, 4), (3, 3)), (Sign.LATE_DETAILS,), Friction.HEALTHY),
        (((4, 4), (4, 5), (4, 4), (3, 3)), (Sign.LATE_DETAILS, Sign.QUIET), Friction.MIXED),
        (((4, 4), (4, 5), (4, 2), (3, 3)), (), Friction.MIXED),
        (((3, 3), (3, 3), (3, 3), (3, 3)), (), Friction.MIXED),
        (((4, 4), (4, 1), (4, 2), (3, 3)), (), Friction.MIXED),
        (((4, 4), (4, 1), (4, 2), (3, 3)), (Sign.LETTER_ONLY,), Friction.WAR),
        (((1, 1), (2, 2), (4, 2), (3, 3)), (), Friction.WAR),
        (((4, 4),), (), Friction.HEALTHY),
        (((4, 1),), (Sign.SKIPPED, Sign.LETTER_ONLY), Friction.WAR),
        (((4, 1),), (Sign.SKIPPED,), Friction.MIXED),
        (((None, None),) * 4, (Sign.SKIPPED, Sign.LETTER_ONLY, Sign.QUIET), Friction.MIXED),
        (((None, None),) * 4, (), Friction.UNKNOWN),
        (((4, None), (None, 4), (4, None), (None, None)), (), Friction.HEALTHY),
    ],
)
def test_friction_and_war_are_told_apart(
    answers: Sequence[tuple[int | None, int | None]], showing: tuple[Sign, ...], friction: Friction
) -> None:
    tone = tone_of(said(*answers), signs(*showing))
    assert tone.friction is friction
    assert [each.source for each in tone.signs] == [
        sign for sources in SOURCES.values() for sign in sources if sign in showing
    ]


def test_nothing_is_said_of_the_tone_without_answers_and_records() -> None:
    tone = tone_of(said(*((None, None),) * 4), signs(others=State.TOO_FEW))
    assert tone.friction is Friction.UNKNOWN and (tone.good, tone.bad, tone.signs) == ((), (), ())


def test_the_lower_function_decides_about_a_statement() -> None:
    tone = tone_of(said((5, 2), (4, 4), (3, 5), (None, 1)), {})
    assert [each.statement.id for each in tone.bad] == ["J1", "J4"]
    assert [each.statement.id for each in tone.good] == ["J2"]


def test_only_the_owner_answered_about_the_tone() -> None:
    sheet = Sheet(OLGA, {each.id: 5 for each in TONE})
    assert tone_of(spoken(TONE, [sheet]), signs()).friction is Friction.HEALTHY


def test_signs_of_other_things_say_nothing_of_the_tone() -> None:
    tone = tone_of(said((4, 4), (4, 4), (4, 4), (4, 4)), signs(Sign.OVERLOAD, Sign.THIN, Sign.MISSED))
    assert tone.friction is Friction.HEALTHY and tone.signs == ()


def test_the_most_pressing_comes_first() -> None:
    found = results(
        (Area.RULES, 4, 2), (Area.INTAKE, 2, 2), (Area.SEEING, 1, 1), (Area.CLIENT, 5, 5), (Area.TONE, 3, 3)
    )
    steps = next_steps(found, {})
    # Apart by 2 and half a point too low, 2.5 too low, 1.5 too low; 0.5 too low does not come in.
    assert [step.result.area for step in steps] == [Area.RULES, Area.SEEING, Area.INTAKE]
    assert [step.talk_first for step in steps] == [True, False, False]


def test_a_sign_that_shows_presses_by_half_a_point() -> None:
    found = results((Area.INTAKE, 3, 3), (Area.CAPACITY, 3, 3), (Area.TONE, 4, 4))
    steps = next_steps(found, signs(Sign.OVERLOAD))
    assert [step.result.area for step in steps] == [Area.CAPACITY, Area.INTAKE]
    assert [each.source for each in steps[0].findings] == [Sign.OVERLOAD]
    tone = next_steps(results((Area.TONE, 4, 4)), signs(Sign.QUIET))
    assert [step.result.area for step in tone] == [Area.TONE], "a sign speaks also where the answers are good"


def test_where_all_is_well_nothing_has_to_be_done() -> None:
    assert next_steps(results((Area.RULES, 4, 4), (Area.CLIENT, 5, 4)), {}) == ()
    assert next_steps(results((Area.RULES, None, None)), {}) == ()


def test_one_function_alone_is_never_apart() -> None:
    (step,) = next_steps(results((Area.RULES, 2, None)), {})
    assert not step.talk_first and step.result.mean == Fraction(2)


def test_a_blind_spot_alone_is_looked_at_after_all_that_presses() -> None:
    (apart,) = results((Area.RULES, 4, 4))
    blind = apart._replace(blind_spot=True)
    steps = next_steps((blind, *results((Area.INTAKE, 3, 3))), {})
    assert [(step.result.area, step.blind_spot) for step in steps] == [(Area.INTAKE, False), (Area.RULES, True)]
    (low,) = next_steps([results((Area.RULES, 2, 2))[0]._replace(blind_spot=True)], {})
    assert not low.blind_spot, "that it is low says more"
