"""Actions on crews and on days off, on a real file: what is written, what is refused, and that Undo brings it back."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.actions.crews import remove_crew, save_crew, set_week_hours
from desktop.actions.days_off import put_back_holiday, remove_days_off, save_days_off
from desktop.actions.intake import create_deal
from framework.days_off import DayOff, spans
from storage.book import Author, Book
from storage.business import read_business
from storage.days_off import CrewLine, read_crews, read_days_off
from storage.opening import open_book
from storage.trouble import Conflict, Trouble
from storage.verify import verify
from tests.new_business import new_business

MONDAY = date(2026, 11, 23)
WHO = Author("", "Ana")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A new business in the Netherlands with one crew of 40 hours."""
    with new_business(
        tmp_path / "Mine.handshake", "Ana:sales,leads,owner", "Ben:operations,leads", country="NL", weekly_hours=40
    ) as made:
        yield made


def crews(book: Book) -> list[tuple[str, Decimal]]:
    return [(line.crew.name, line.crew.weekly_hours) for line in read_crews(book)]


def crew(book: Book, name: str = "") -> CrewLine:
    return next(line for line in read_crews(book) if not name or line.crew.name == name)


def own(book: Book) -> list[DayOff]:
    return [day for day in read_days_off(book, date.min) if not day.public]


def take_off(book: Book, first: date, last: date, name: str = "Break", before: list[DayOff] | None = None) -> int:
    return save_days_off(book=book, who=WHO, today=MONDAY, before=before or (), first=first, last=last, name=name)


# Crews


def test_a_crew_is_added_changed_and_deleted_and_undo_walks_back(book: Book) -> None:
    before = crews(book)
    key = save_crew(book=book, who=WHO, line=None, name="  The\nyard ", weekly_hours=Decimal("37.5"))
    assert crews(book) == [*before, ("The yard", Decimal("37.5"))]
    save_crew(book=book, who=WHO, line=crew(book, "The yard"), name="Yard", weekly_hours=Decimal(0))
    assert crews(book)[-1] == ("Yard", Decimal(0))
    set_week_hours(book=book, who=WHO, crew_id=key, name="Yard", day=MONDAY, hours=Decimal(8))
    remove_crew(book=book, who=WHO, line=crew(book, "Yard"))
    assert crews(book) == before
    assert book.undo_label == "Delete: Yard"
    book.undo(who=WHO)
    assert read_business(book, MONDAY).week_hours == {(key, MONDAY): Decimal(8)}
    for _ in range(3):
        book.undo(who=WHO)
    assert crews(book) == before
    assert verify(book.path).findings == ()


@pytest.mark.parametrize(
    ("name", "hours", "said"),
    [
        (" ", Decimal(1), "A crew needs a name"),
        ("x" * 201, Decimal(1), "too long"),
        ("Yard", None, "How many hours"),
        ("Yard", Decimal(-1), "between 0 and"),
        ("Yard", Decimal(100_001), "between 0 and"),
    ],
)
def test_what_is_no_crew_is_refused_and_nothing_is_written(
    book: Book, name: str, hours: Decimal | None, said: str
) -> None:
    before = book.last_seq
    with pytest.raises(Trouble, match=said):
        save_crew(book=book, who=WHO, line=None, name=name, weekly_hours=hours)
    assert book.last_seq == before


def test_two_crews_have_two_names(book: Book) -> None:
    taken = crew(book).crew.name
    with pytest.raises(Trouble, match="already"):
        save_crew(book=book, who=WHO, line=None, name=taken.upper(), weekly_hours=Decimal(1))


def test_the_last_crew_stays(book: Book) -> None:
    with pytest.raises(Trouble, match="at least one crew"):
        remove_crew(book=book, who=WHO, line=crew(book))


def test_a_crew_that_a_deal_names_stays(book: Book) -> None:
    key = save_crew(book=book, who=WHO, line=None, name="Yard", weekly_hours=Decimal(40))
    create_deal(book=book, who=WHO, today=MONDAY, digits=2, fields={"client": "Mill", "hours": {key: Decimal(3)}})
    with pytest.raises(Trouble, match=r"Yard can't be deleted: 1 deal names it\. Give it 0 hours"):
        remove_crew(book=book, who=WHO, line=crew(book, "Yard"))
    assert ("Yard", Decimal(40)) in crews(book)


def test_two_people_at_one_crew_do_not_overwrite_each_other(book: Book) -> None:
    seen = crew(book)
    save_crew(book=book, who=Author("", "Ben"), line=seen, name=seen.crew.name, weekly_hours=Decimal(30))
    with pytest.raises(Conflict):
        save_crew(book=book, who=WHO, line=seen, name=seen.crew.name, weekly_hours=Decimal(50))
    with pytest.raises(Conflict):
        remove_crew(book=book, who=WHO, line=seen)
    assert crews(book)[0][1] == 30


# The hours of one week


def test_a_week_has_its_own_hours_until_it_is_as_usual_again(book: Book) -> None:
    key = crew(book).crew.id

    def hours(value: Decimal | None) -> dict[tuple[str, date], Decimal]:
        # Any day of the week means its Monday.
        day = MONDAY + timedelta(days=3)
        set_week_hours(book=book, who=WHO, crew_id=key, name="Crew", day=day, hours=value)
        return dict(read_business(book, MONDAY).week_hours)

    assert hours(Decimal("12.5")) == {(key, MONDAY): Decimal("12.5")}
    assert hours(Decimal(0)) == {(key, MONDAY): Decimal(0)}
    assert hours(None) == {}
    before = book.last_seq
    assert hours(None) == {}
    assert book.last_seq == before
    with pytest.raises(Trouble):
        hours(Decimal(-1))


def test_the_hours_of_a_crew_that_is_gone_are_not_written(book: Book) -> None:
    with pytest.raises(Trouble, match="deleted in the meantime"):
        set_week_hours(book=book, who=WHO, crew_id="gone", name="Gone", day=MONDAY, hours=Decimal(1))


# Days off


def test_a_row_of_days_is_taken_off_and_changed(book: Book) -> None:
    first, last = date(2026, 12, 21), date(2026, 12, 31)
    assert take_off(book, first, last) == 11
    calendar = read_business(book, MONDAY).calendar
    assert not any(calendar.is_working(first + timedelta(days=n)) for n in range(11))
    (span,) = spans(own(book), calendar)
    assert (span.first, span.last) == (first, last)
    assert take_off(book, date(2026, 12, 28), date(2027, 1, 2), "Winter", own(book)) == 6
    assert [(day.day, day.name) for day in own(book)] == [
        (date(2026, 12, 28) + timedelta(days=n), "Winter") for n in range(6)
    ]
    book.undo(who=WHO)
    assert [day.name for day in own(book)] == ["Break"] * 11
    book.undo(who=WHO)
    assert own(book) == []
    assert verify(book.path).findings == ()


def test_a_day_that_is_off_already_takes_the_new_name(book: Book) -> None:
    take_off(book, MONDAY, MONDAY, "Stock")
    take_off(book, MONDAY, MONDAY + timedelta(days=1), "Yard")
    assert [day.name for day in own(book)] == ["Yard", "Yard"]


@pytest.mark.parametrize(
    ("first", "last", "name", "said"),
    [
        (MONDAY, MONDAY, "  ", "Give the days off a name"),
        (MONDAY, MONDAY, "x" * 201, "too long"),
        (MONDAY, MONDAY - timedelta(days=1), "Break", "comes before the first"),
        (MONDAY, MONDAY + timedelta(days=366), "Break", "At most a year"),
        (date(1926, 11, 23), date(1926, 11, 24), "Break", "too far from today"),
        (date(2226, 11, 23), date(2226, 11, 24), "Break", "too far from today"),
    ],
)
def test_what_are_no_days_off_is_refused(book: Book, first: date, last: date, name: str, said: str) -> None:
    before = book.last_seq
    with pytest.raises(Trouble, match=said):
        take_off(book, first, last, name)
    assert book.last_seq == before


def test_a_public_holiday_is_worked_and_kept_again(book: Book) -> None:
    christmas = date(2026, 12, 25)

    def is_off() -> bool:
        return not read_business(book, MONDAY).calendar.is_working(christmas)

    (day,) = [each for each in read_days_off(book, MONDAY) if each.day == christmas]
    assert day.public and is_off()
    remove_days_off(book=book, who=WHO, days=[day])
    assert not is_off()
    put_back_holiday(book=book, who=WHO, day=christmas, name=day.name)
    assert is_off()
    before = book.last_seq
    put_back_holiday(book=book, who=WHO, day=christmas, name=day.name)
    assert book.last_seq == before


def test_two_people_at_one_day_off_do_not_overwrite_each_other(book: Book) -> None:
    take_off(book, MONDAY, MONDAY)
    seen = own(book)
    take_off(book, MONDAY, MONDAY, "Stock", seen)
    with pytest.raises(Conflict):
        take_off(book, MONDAY, MONDAY, "Yard", seen)
    with pytest.raises(Conflict):
        remove_days_off(book=book, who=WHO, days=seen)
    assert [day.name for day in own(book)] == ["Stock"]


def test_a_second_window_hears_of_it(book: Book) -> None:
    with open_book(book.path) as other:
        heard: list[set[str]] = []
        other.subscribe(lambda news: heard.append(set(news.topics)))
        take_off(book, MONDAY, MONDAY)
        set_week_hours(book=book, who=WHO, crew_id=crew(book).crew.id, name="C", day=MONDAY, hours=Decimal(1))
        other.catch_up()
        assert set().union(*heard) == {"day_off", "crew_week"}
