"""Days off as rows of days: what belongs together, and how many working days it costs."""

from datetime import date, timedelta

from framework.days_off import DayOff, in_span, spans, working_days_lost
from framework.working_time import WorkingCalendar

FRIDAY = date(2026, 12, 18)


def own(first: date, count: int, name: str = "Break") -> list[DayOff]:
    return [
        DayOff(f"{name}{n}", first + timedelta(days=n), name, public=False) for n in range(count)
    ]  # every day, weekends too


def calendar(days: list[DayOff]) -> WorkingCalendar:
    return WorkingCalendar(days_off=[day.day for day in days])


def test_days_in_a_row_are_one_line_also_over_a_weekend() -> None:
    days = [*own(FRIDAY, 1), *(day for day in own(FRIDAY, 6)[3:])]
    (found,) = spans(days, calendar(days))
    assert (found.first, found.last, found.name, found.public) == (FRIDAY, date(2026, 12, 23), "Break", False)
    assert len(found.days) == 4 and working_days_lost(found, calendar(days)) == 4


def test_a_worked_day_between_them_parts_two_rows() -> None:
    days = [*own(FRIDAY, 1), *own(FRIDAY, 7)[5:]]
    assert [len(span.days) for span in spans(days, calendar(days))] == [1, 2]


def test_a_public_holiday_stands_alone_and_parts_nothing() -> None:
    christmas = DayOff("p", date(2026, 12, 25), "Christmas", public=True)
    days = [*own(date(2026, 12, 24), 1), christmas, *own(date(2026, 12, 28), 2)]
    found = spans(days, calendar(days))
    assert [(span.name, len(span.days)) for span in found] == [("Break", 3), ("Christmas", 1)]


def test_another_name_is_another_row_and_the_first_day_comes_first() -> None:
    days = [*own(FRIDAY, 1, "Yard"), *own(FRIDAY - timedelta(days=1), 1, "Stock")]
    assert [span.name for span in spans(days, calendar(days))] == ["Stock", "Yard"]


def test_days_that_are_not_worked_anyway_cost_nothing() -> None:
    days = own(FRIDAY, 4)
    (found,) = spans(days, calendar(days))
    assert working_days_lost(found, calendar(days)) == 2


def test_a_day_is_found_by_its_date() -> None:
    days = own(FRIDAY, 2)
    assert in_span(days, FRIDAY) == days[0]
    assert in_span(days, FRIDAY - timedelta(days=1)) is None
