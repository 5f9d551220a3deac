"""Reading the business whole: people, calendar, crews, catalogue, agreement, checklist and meeting series."""

from datetime import date, time

from framework.agreement import Agreement, Zone
from framework.business import Business, in_force_on
from framework.catalogue import Crew
from framework.checklist import ChecklistItem, Needed, Section
from framework.meeting import Series
from framework.people import Function, Person
from framework.working_time import WorkingCalendar
from resources.words import tr
from storage.agreement import read_agreements, read_allowances, read_offerings
from storage.amounts import exact, minor_digits
from storage.book import Book
from storage.trouble import Trouble

TOPICS = frozenset(
    {
        "business",
        "person",
        "day_off",
        "crew",
        "crew_week",
        "offering",
        "offering_terms",
        "offering_hours",
        "agreement",
        "rule",
        "ladder_step",
        "allowance",
        "checklist_template",
        "checklist_item",
        "meeting_series",
    }
)
"""News under these topics means that the business should be read again."""


def read_business(book: Book, on: date) -> Business:
    """Return the business with the agreement in force on `on`. Raises Trouble for a file without one."""
    head = book.row("SELECT name, currency, kind, country, weekdays, opens, closes FROM business LIMIT 1")
    if head is None:
        raise Trouble(tr("“{name}” holds no business yet.").format(name=book.path.name))
    name, currency, kind, country, weekdays, opens, closes = head
    calendar = WorkingCalendar(
        weekdays=frozenset(int(digit) for digit in weekdays),
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        days_off=frozenset(date.fromisoformat(day) for (day,) in book.rows("SELECT day FROM day_off")),
    )
    agreements = read_agreements(book, minor_digits(currency))
    agreement = in_force_on(agreements, on) or Agreement(0)
    return Business(
        name=name,
        currency=currency,
        kind=kind,
        country=country,
        people=read_people(book),
        calendar=calendar,
        crews=tuple(
            Crew(id, crew, exact(hundredths))
            for id, crew, hundredths in book.rows(
                "SELECT id, name, weekly_hundredths FROM crew ORDER BY position, name, id"
            )
        ),
        offerings=read_offerings(book, agreements, agreement),
        agreement=agreement,
        items=read_items(book),
        series=read_series(book),
        week_hours={
            (crew, date.fromisoformat(monday)): exact(hundredths)
            for crew, monday, hundredths in book.rows("SELECT crew_id, monday, hundredths FROM crew_week")
        },
        versions=agreements,
        allowances=read_allowances(book),
    )


def read_timezone(book: Book) -> str:
    """Return the name of the zone whose wall clock the business lives by, such as Europe/Amsterdam."""
    found = book.row("SELECT timezone FROM business LIMIT 1")
    return str(found[0]) if found else "UTC"


def read_series_id(book: Book) -> str:
    """Return the key of the meeting series, the same for ever; empty when none was planned."""
    found = book.row("SELECT id FROM meeting_series LIMIT 1")
    return str(found[0]) if found else ""


def read_people(book: Book) -> tuple[Person, ...]:
    """Return everybody who works here now, in their order."""
    found = book.rows(
        "SELECT id, name, sells, delivers, leads, owner FROM person WHERE left_on IS NULL ORDER BY position, name, id"
    )
    return tuple(person_of(*row) for row in found)


def person_of(id: str, name: str, sells: int, delivers: int, leads: int, owner: int) -> Person:
    """Return a person from the columns of their row."""
    functions = ((Function.SALES, sells), (Function.OPERATIONS, delivers))
    return Person(id, name, frozenset(each for each, held in functions if held), bool(leads), bool(owner))


def read_items(book: Book) -> tuple[ChecklistItem, ...]:
    """Return the questions of the newest checklist, in their order."""
    found = book.rows(
        "SELECT id, section, say, needed, no_means, yes_means, follows, rule_id, offerings FROM checklist_item "
        "WHERE template_id = (SELECT id FROM checklist_template ORDER BY number DESC LIMIT 1) ORDER BY position, id"
    )
    return tuple(
        ChecklistItem(
            id=id,
            section=Section(section),
            say=say,
            needed=Needed(needed),
            no_means=Zone(no_means) if no_means else None,
            yes_means=Zone(yes_means) if yes_means else None,
            follows=follows,
            rule_id=rule,
            offering_ids=frozenset(offerings.split()),
        )
        for id, section, say, needed, no_means, yes_means, follows, rule, offerings in found
    )


def read_series(book: Book) -> Series | None:
    """Return when the meeting takes place, or None when none was planned."""
    found = book.row(
        "SELECT weekday, starts, minutes, every_weeks, first_on, first_lead, second_lead FROM meeting_series LIMIT 1"
    )
    if found is None:
        return None
    weekday, starts, minutes, every_weeks, first_on, first, second = found
    return Series(
        weekday,
        time.fromisoformat(starts),
        minutes,
        every_weeks,
        date.fromisoformat(first_on),
        tuple(person for person in (first, second) if person),
    )
