"""When the meeting takes place, in words."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.meeting_series import meeting_line, rhythm, series_line, turn_leads, turn_when, turn_why
from framework.agreement import Agreement
from framework.business import Business
from framework.catalogue import Crew
from framework.meeting import Meeting, Series, Turn, Why
from framework.people import Person
from framework.working_time import WorkingCalendar

MONDAY = date(2026, 11, 30)
SERIES = Series(0, time(9), 30, 1, MONDAY, ("ana", "ben"))
BUSINESS = Business(
    name="Brightside Signs",
    currency="EUR",
    kind="sign-shop",
    people=(Person("ana", "Ana"), Person("ben", "Ben")),
    calendar=WorkingCalendar(),
    crews=(Crew("w", "Workshop", Decimal(40)),),
    offerings={},
    agreement=Agreement(1),
    items=(),
    series=SERIES,
)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def test_the_series_and_its_next_meeting() -> None:
    assert series_line(SERIES) == "Weekly · Monday · 09:00 · 30 min"
    assert [rhythm(weeks) for weeks in (1, 2, 4)] == ["Weekly", "Every two weeks", "Every 4 weeks"]
    assert meeting_line(Meeting(5, MONDAY, time(9), 30, "ana", "ben"), BUSINESS) == "Mon 30 Nov, 09:00, Ana leads"
    assert meeting_line(Meeting(5, MONDAY, time(9), 30), BUSINESS) == "Mon 30 Nov, 09:00"


@pytest.mark.parametrize(
    ("turn", "day_off", "said"),
    [
        (Turn(5, MONDAY, MONDAY, time(9)), "", ("Mon 30 Nov, 09:00", "Ana leads", "")),
        (
            Turn(6, MONDAY, date(2026, 12, 2), time(14), Why.MOVED, "Trade fair"),
            "",
            ("Wed 2 Dec, 14:00", "Ben leads", "moved from Mon 30 Nov: Trade fair"),
        ),
        (Turn(6, MONDAY, MONDAY, time(14), Why.MOVED), "", ("Mon 30 Nov, 14:00", "Ben leads", "at another time")),
        (Turn(5, MONDAY, None, time(9), Why.SKIPPED), "", ("Mon 30 Nov", "", "left out")),
        (Turn(5, MONDAY, None, time(9), Why.SKIPPED, "Flu <b>"), "", ("Mon 30 Nov", "", "left out: Flu <b>")),
        (
            Turn(5, MONDAY, date(2026, 12, 1), time(9), Why.HOLIDAY),
            "St Andrew's Day",
            ("Tue 1 Dec, 09:00", "Ana leads", "steps aside from Mon 30 Nov: St Andrew's Day"),
        ),
        (Turn(5, MONDAY, None, time(9), Why.DROPPED), "Stock-taking", ("Mon 30 Nov", "", "not held: Stock-taking")),
    ],
)
def test_a_turn_says_when_who_and_why(turn: Turn, day_off: str, said: tuple[str, str, str]) -> None:
    assert (turn_when(turn), turn_leads(turn, SERIES, BUSINESS), turn_why(turn, day_off)) == said
