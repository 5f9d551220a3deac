"""What the Capacity tab shows, gathered from a real file: the deals, the earliest dates, and how long it takes."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import pytest

from desktop.actions.capacity import CapacityFacts, gather
from desktop.actions.crews import save_crew, set_week_hours
from desktop.actions.desk import read_desk
from desktop.actions.intake import create_deal
from desktop.actions.parts import finish
from framework.agreement import Measure, Zone
from framework.capacity import week_loads
from framework.intake import verdict
from storage.book import Author, Book
from storage.days_off import read_crews
from storage.intake import open_deals
from storage.opening import open_book
from tests.bench.big_business import Mix, write_big
from tests.desktop.conftest import TODAY

WHO = Author("", "Ana")


@pytest.fixture
def book(sample: Path) -> Iterator[Book]:
    with open_book(sample) as opened:
        yield opened


def facts(book: Book, weeks: int = 12, today: date = TODAY) -> CapacityFacts:
    return finish(gather(book, read_desk(book, today), weeks))


def test_the_weeks_are_those_of_the_command(book: Book) -> None:
    found, desk = facts(book), read_desk(book, TODAY)
    loads = week_loads(desk.business, desk.workload, open_deals(book, digits=2), found.plan.mondays[0], 12)
    assert found.plan.loads() == loads
    assert any(load.sold for load in loads) and any(load.likely for load in loads)
    days = [deal.promised_on for deal in found.deals if deal.promised_on is not None]
    assert days == sorted(days)


def test_the_earliest_date_alone_is_one_that_sales_may_promise(book: Book) -> None:
    """Judged as a deal of that date: neither week load nor lead time asks anybody; a day earlier one of them does."""
    desk, checked = read_desk(book, TODAY), 0
    measures = (Measure.WEEK_LOAD, Measure.LEAD_TIME)
    for found in facts(book).lead_times:
        assert found.alone is not None and found.earliest is not None and found.hours_known
        assert found.earliest <= found.alone

        def zones(day: date, offering: str = found.offering.id) -> set[Zone]:
            fields = {"client": "Try", "offering_id": offering, "promised_on": day}
            key = create_deal(book=book, who=WHO, today=TODAY, digits=2, fields=fields)
            (deal,) = [each for each in open_deals(book, digits=2) if each.id == key]
            given = verdict(deal, {}, desk.business, desk.workload, TODAY)
            return {reason.zone for reason in (*given.reasons, *given.passed) if reason.measure in measures}

        assert zones(found.alone) == {Zone.PROMISE}
        before = desk.business.calendar.add_working_days(found.alone, -1)
        assert zones(before) != {Zone.PROMISE}
        assert Zone.OFF not in zones(found.earliest)
        checked += 1
    assert checked > 3


def test_an_offering_without_hours_and_a_year_without_room_are_told_apart(book: Book) -> None:
    (line,) = read_crews(book)
    save_crew(book=book, who=WHO, line=line, name=line.crew.name, weekly_hours=Decimal(0))
    full = facts(book).lead_times
    assert all(found.earliest is None and found.alone is None and found.hours_known for found in full)
    desk = read_desk(book, TODAY)
    bare = {key: offering._replace(hours={}) for key, offering in desk.business.agreement.offerings.items()}
    agreement = desk.business.agreement._replace(offerings=bare)
    business = desk.business._replace(agreement=agreement, offerings=bare, versions=(agreement,))
    unknown = finish(gather(book, read_desk(book, TODAY, business), 12)).lead_times
    assert not any(found.hours_known for found in unknown)


def test_a_week_of_no_hours_moves_the_earliest_dates(book: Book) -> None:
    (line,) = read_crews(book)
    before = {found.offering.name: found.earliest for found in facts(book).lead_times}
    for week in range(10):
        day = TODAY + timedelta(days=7 * week)
        set_week_hours(book=book, who=WHO, crew_id=line.crew.id, name="C", day=day, hours=Decimal(0))
    after = {found.offering.name: found.earliest for found in facts(book).lead_times}
    for name, day in after.items():
        assert day is not None and day >= TODAY + timedelta(days=70) > (before[name] or TODAY)


def test_a_year_of_2000_open_deals_comes_in_short_parts(tmp_path: Path) -> None:
    """The bounds are several times what it takes: 80 ms in all and 12 ms a part on the machine it was written on."""
    path, today = tmp_path / "big.handshake", date(2026, 8, 3)
    write_big(path, Mix(2000, 60, 200, 100), today)
    with open_book(path, check_all=False) as big:
        desk = read_desk(big, today)
        whole, parts = [], []
        for _ in range(3):
            work, slices = gather(big, desk, 52), []
            begun = perf_counter()
            try:
                while True:
                    started = perf_counter()
                    next(work)
                    slices.append(perf_counter() - started)
            except StopIteration as end:
                found: CapacityFacts = end.value
            whole.append(perf_counter() - begun)
            parts.append(sorted(slices)[-2])
        assert len(found.deals) == 2060
        assert min(whole) < 0.5, f"{min(whole) * 1000:.0f} ms"
        assert min(parts) < 0.06, f"{min(parts) * 1000:.0f} ms in one part"
