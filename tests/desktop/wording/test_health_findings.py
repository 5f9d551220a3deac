"""The words of the records, of the reading and of what to do next."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from desktop.wording import health_findings as words
from framework.figure import Figure
from framework.health import Area, AreaResult, Voice, VoiceScore
from framework.health_findings import Finding, Friction, NextStep, Tone
from framework.periods import Period
from framework.scorecard import Score
from framework.scorecard_figures import Case, CaseKind
from framework.tension import Reading, Sign, State

ON = date(2026, 11, 17)
PERIOD = Period(ON - timedelta(days=90), ON)
CASE = (Case(CaseKind.DEAL, "a", ON),)


def counted(figure: Figure, value: Fraction | None, count: int = 3, of: int = 4) -> Finding:
    return Finding(figure, PERIOD, CASE if of else (), score=Score(count, of, value))


def sign(which: Sign, state: State, count: int = 3, of: int = 12) -> Finding:
    return Finding(which, PERIOD, CASE, sign=Reading(which, PERIOD, count, of, state, CASE))


def result(area: Area, sales: int, operations: int) -> AreaResult:
    by_voice = {
        Voice.SALES: VoiceScore(Fraction(sales), 1, 0),
        Voice.OPERATIONS: VoiceScore(Fraction(operations), 1, 0),
        Voice.OWNER: VoiceScore(None, 0, 0),
    }
    mean = Fraction(sales + operations, 2)
    return AreaResult(area, by_voice, mean, Fraction(abs(sales - operations)), blind_spot=False)


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (counted(Figure.ON_TIME, Fraction(3, 4)), "On time, first promise: 3 of 4"),
        (counted(Figure.ON_TIME, None, 0, 0), "On time, first promise: none"),
        (counted(Figure.CLIENT_SCORE, Fraction(44, 10)), "Client score: 4.4 of 5"),
        (counted(Figure.DAYS_SINCE_VISIT, Fraction(94)), "Last visit 94 days ago"),
        (counted(Figure.DAYS_SINCE_VISIT, Fraction(1)), "Last visit 1 day ago"),
        (counted(Figure.DAYS_SINCE_VISIT, None, 0, 0), "No visit yet"),
        (sign(Sign.LATE_DETAILS, State.SIGN), "3 of 12 won deals had details that came after the win"),
        (sign(Sign.LATE_DETAILS, State.TOO_FEW, 1, 2), "Details after the deal was won: too few records"),
    ],
)
def test_what_the_records_say(finding: Finding, said: str) -> None:
    assert words.finding_words(finding) == said


def test_what_counts_nothing_opens_nothing() -> None:
    assert words.opens(counted(Figure.ON_TIME, Fraction(3, 4)))
    assert not words.opens(counted(Figure.ON_TIME, None, 0, 0))


def test_the_reading_in_words() -> None:
    one = (sign(Sign.LATE_DETAILS, State.SIGN),)
    assert words.reading_title(Tone(Friction.HEALTHY, (), (), ())) == "Healthy friction"
    assert words.reading_title(Tone(Friction.HEALTHY, (), (), one)) == "Mostly healthy friction"
    assert words.reading_words(Tone(Friction.HEALTHY, (), (), one)) == (
        "You disagree in the open, and a better plan comes of it. One sign of the other kind: "
        "3 of 12 won deals had details that came after the win."
    )
    said = {words.reading_words(Tone(friction, (), (), ())) for friction in Friction}
    assert len(said) == len(Friction)
    assert "Neither side is wrong" in words.reading_words(Tone(Friction.WAR, (), (), one))


def test_a_step_says_what_both_say_or_which_sign_shows() -> None:
    apart = NextStep(result(Area.RULES, 4, 2), ())
    assert (words.step_lead(apart), words.step_why(apart)) == (
        "Talk about it: Rules of engagement.",
        "Sales says 4.0, Operations says 2.0.",
    )
    shows = NextStep(result(Area.INTAKE, 3, 3), (sign(Sign.LATE_DETAILS, State.STRONG),))
    assert (words.step_lead(shows), words.step_why(shows)) == (
        "Fill the checklist before the promise.",
        "3 of 12 won deals had details that came after the win.",
    )
    quiet = NextStep(result(Area.INTAKE, 3, 3), (sign(Sign.LATE_DETAILS, State.CLEAR),))
    assert words.step_why(quiet) == "All together say 3.0."


def test_a_blind_spot_says_who_says_what() -> None:
    found = result(Area.RULES, 4, 4)
    seen = found._replace(by_voice={**found.by_voice, Voice.OWNER: VoiceScore(Fraction(5), 1, 0)}, blind_spot=True)
    step = NextStep(seen, ())
    assert (words.step_lead(step), words.step_why(step)) == (
        "Look at it together: Rules of engagement.",
        "The owner says 5.0, Sales 4.0, Operations 4.0.",
    )


@pytest.mark.parametrize(
    ("days", "said"),
    [(94, "Last visit 94 days ago."), (25, "All together say 2.0."), (None, "No visit yet.")],
)
def test_a_visit_is_the_reason_only_when_it_is_due(days: int | None, said: str) -> None:
    visit = counted(Figure.DAYS_SINCE_VISIT, None if days is None else Fraction(days))
    assert words.step_why(NextStep(result(Area.SEEING, 2, 2), (visit,))) == said


@pytest.mark.parametrize("area", list(Area))
def test_every_area_has_something_to_do_and_a_tab(area: Area) -> None:
    step = NextStep(result(area, 2, 2), ())
    assert words.step_lead(step).endswith(".")
    assert words.tab_words(area).casefold() == f"open {words.TABS[area]}"
