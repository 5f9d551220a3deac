"""Writing the health checks of the sample business: two that were opened, the repair of the first one done."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from framework.health import Area, Statement
from framework.people import Function
from resources.health import health_statements
from resources.sample_health import SampleCheck, SampleRepair, sample_checks
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_business, read_people, read_timezone
from storage.health import add_answers, add_check, add_guesses, read_check
from storage.meeting import add_action, mark_action
from storage.writing import Change

BEGUN, FIRST_DONE, OPENED = time(9), time(10), time(15)


def write_sample_health(book: Book, authors: dict[str, Author], today: date) -> None:
    """Add them to the sample, the oldest first, each a change of its own by who opened it."""
    for content in sample_checks():
        with book.change(tr("Health check opened"), who=authors[content.by], for_good=True) as change:
            _Writer(book, change, content, authors, today).write()


class _Writer:
    """One check on its way into the file."""

    def __init__(
        self, book: Book, change: Change, content: SampleCheck, authors: dict[str, Author], today: date
    ) -> None:
        self.book, self.change, self.content, self.authors, self.today = book, change, content, authors, today
        self.calendar = read_business(book, today).calendar
        self.zone = ZoneInfo(read_timezone(book))

    def write(self) -> None:
        begun, opened = self._day(self.content.begun), self._day(self.content.opened)
        by_id = {person.id: person for person in read_people(self.book)}
        people = [by_id[self.authors[key].id] for key in self.content.answers]
        statements = self._statements()
        check_id = add_check(self.change, self._at(begun, BEGUN), people, statements, short=False)
        self.change.flush()
        check = read_check(self.book, check_id)
        assert check is not None
        done_at = self._at(begun, FIRST_DONE)
        for asked, answers in zip(check.asked, self.content.answers.values(), strict=True):
            self.change.update("health_asked", asked.id, {"finished_at": done_at})
            add_answers(self.book, self.change, asked, _by_statement(statements, answers))
            done_at += timedelta(hours=1)
        guesses = {(Area(area), Function(side)): guess for (area, side), guess in self.content.guesses.items()}
        add_guesses(self.change, check_id, guesses)
        self.change.update("health_check", check_id, {"opened_at": self._at(opened, OPENED)})
        self._repair(check_id, self.content.repair, opened)

    def _statements(self) -> tuple[Statement, ...]:
        known = [Statement(t.key, Area(t.area), t.say, t.reversed, t.short) for t in health_statements()]
        own = [Statement(each.key, Area(each.area), each.say, own=True) for each in self.content.own]
        order = {area: number for number, area in enumerate(Area)}
        return tuple(sorted(known + own, key=lambda each: order[Area(each.area)] if each.area else len(order)))

    def _repair(self, check_id: str, repair: SampleRepair, opened: date) -> None:
        action = add_action(
            self.change,
            say=repair.say,
            person_id=self.authors[repair.person].id,
            due_on=self._day(repair.due),
            agreed_on=opened,
        )
        self.change.flush()
        if repair.done is not None:
            mark_action(self.change, action, done_on=self._day(repair.done), seen=None)
        values = {"check_id": check_id, "area": repair.area, "say": repair.say, "action_id": action}
        self.change.add("health_repair", values)

    def _day(self, offset: int) -> date:
        return self.calendar.next_working_day(self.today + timedelta(days=offset))

    def _at(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=self.zone)


def _by_statement(
    statements: tuple[Statement, ...], answers: dict[str, tuple[int | None, ...]]
) -> dict[str, int | None]:
    given: dict[str, int | None] = {}
    for area, in_order in answers.items():
        of_area = [each.id for each in statements if each.area == area]
        given |= dict(zip(of_area, in_order, strict=True))
    return given
