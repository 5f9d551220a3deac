"""The words of a health check's result: when it was, who answered, and figures beside those of before."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from desktop.actions.health import known_statements
from desktop.wording import health_result as words
from framework.health import Area, Statement, area_results, spoken
from framework.health_check import Opened
from framework.people import Function, Person
from tests.desktop.health_shop import Answers, answer_all, opened_of

ALL = known_statements()
BOTH = frozenset(Function)
ANA = Person("a", "Ana", frozenset({Function.SALES}))
BEN = Person("b", "Ben", frozenset({Function.OPERATIONS}))
OLGA = Person("o", "Olga", frozenset(), owner=True)


def check(year: int, month: int, day: int) -> Opened:
    at = datetime(year, month, day, 12, tzinfo=UTC)
    return opened_of([(ANA, {}), (BEN, {})], ALL, at=at, check_id=f"{at:%F}")


def opened(*answered: tuple[Person, Answers]) -> Opened:
    return opened_of(answered, ALL)


def test_a_check_is_named_as_long_as_it_takes_to_tell_it_apart() -> None:
    november, august, last = check(2026, 11, 17), check(2026, 8, 4), check(2025, 8, 5)
    again = check(2026, 11, 2)
    assert words.when_words(november, (november, august)) == "November"
    assert words.when_words(august, (november, august, last)) == "August 2026"
    assert words.when_words(november, (november, again)) == "Tue 17 Nov 2026"
    assert words.short_when(november, august) == ("Nov", "Aug")
    assert words.short_when(august, last) == ("August 2026", "August 2025")
    assert words.short_when(november, again) == ("17 Nov", "2 Nov")


def test_more_than_four_people_are_counted_instead_of_named() -> None:
    people = [Person(str(at), name, BOTH) for at, name in enumerate(("Ada", "Bo", "Cy", "Di", "Ed"))]
    assert words.people_words(people[:4]) == "Ada, Bo, Cy and Di"
    assert words.people_words(people) == "5 people"


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (Fraction(32, 10), Fraction(28, 10), "3.2, up 0.4"),
        (Fraction(28, 10), Fraction(32, 10), "2.8, down 0.4"),
        (Fraction(3), Fraction(3), "3.0, as before"),
        (Fraction(301, 100), Fraction(3), "3.0, as before"),
        (Fraction(17, 4), Fraction(11, 4), "4.3, up 1.5"),
        (Fraction(3), None, "3.0, none before"),
        (None, Fraction(3), "none now, was 3.0"),
        (None, None, "none"),
    ],
)
def test_a_figure_beside_the_one_before(now: Fraction | None, before: Fraction | None, said: str) -> None:
    assert words.moved_words(now, before) == said


def test_a_blind_spot_is_told_beside_those_who_do_not_share_it() -> None:
    told = opened((OLGA, answer_all(ALL, 5)), (ANA, answer_all(ALL, 3)), (BEN, answer_all(ALL, 2)))
    rules = area_results(told.check.statements, told.sheets)[0]
    assert words.note_lines(rules) == ["Looks better to the owner"]
    assert words.blind_words(rules, told) == (
        "From the owner's chair this looks better (5.0) than from the others' (Sales 3.0, Operations 2.0)."
    )
    seen = opened((OLGA, answer_all(ALL, 3)), (ANA, answer_all(ALL, 3)), (BEN, answer_all(ALL, 2)))
    assert words.blind_words(area_results(seen.check.statements, seen.sheets)[0], seen) == ""


def test_an_area_only_one_of_them_could_judge() -> None:
    nothing = answer_all(ALL, None)
    owner_alone = opened((OLGA, answer_all(ALL, 5)), (ANA, nothing), (BEN, nothing))
    assert words.note_lines(area_results(ALL, owner_alone.sheets)[0]) == ["Only the owner could judge this"]
    sales_alone = opened((ANA, answer_all(ALL, 5)), (BEN, nothing))
    (rules, *_others) = area_results(ALL, sales_alone.sheets)
    assert words.note_lines(rules) == ["Only Sales could judge this"]
    assert words.area_words(rules, 4) == (
        "Rules of engagement: Sales 5.0. Only Sales could judge this. 4 answers “can't say”."
    )


def test_answers_without_a_judgement_are_counted_by_area() -> None:
    told = opened((ANA, answer_all(ALL, 4, A1=None, J1=None)), (BEN, answer_all(ALL, 4, A1=None)))
    assert words.cannot_say(told) == 3
    assert words.cannot_say(told, Area.RULES) == 2
    assert words.cannot_say(told, Area.CLIENT) == 0


def test_a_check_of_nothing_has_no_figures() -> None:
    nothing = opened((ANA, answer_all(ALL, None)), (BEN, answer_all(ALL, None)))
    results = area_results(ALL, nothing.sheets)
    assert words.widest(results) is None
    assert words.in_short(results) == "overall none, widest gap none"


def test_what_was_typed_from_the_right_does_not_turn_its_neighbours() -> None:
    own = Statement("own", None, "אבג", own=True)
    told = opened_of([(ANA, {"own": 4})], (own,))
    (each,) = spoken(told.check.statements, told.sheets)
    assert words.statement_words(each) == "\u2068אבג\u2069 (yours)"
