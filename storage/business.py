"""Reading the business whole: people, calendar, crews, catalogue, agreement, checklist and meeting series."""

from datetime import date, time

from framework.agreement import Agreement, Zone
from framework.business import Business, in_force_on
from framework.catalogue import Crew
from framework.checklist import ChecklistItem, Needed, Section
from framework.meeting import Move, Series
from framework.people import Function, OwnAnswers, Person
from framework.working_time import WorkingCalendar
from resources.words import tr
from storage.agreement import read_agreements, read_allowances, read_offerings
from storage.amounts import exact, minor_digits
from storage.book import Book
from storage.days import read_day
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
        "meeting_move",
    }
)
"""News under these topics means that the business should be read again."""


def read_business(book: Book, on: date) -> Business:
    """Return the business with the agreement in force on `on`. Raises Trouble for a file without one."""
    head = book.row(
        "SELECT name, currency, kind, country, weekdays, opens, closes, own_answers, climbs_by_itself "
        "FROM business LIMIT 1"
    )
    if head is None:
        raise Trouble(tr("“{name}” holds no business yet.").format(name=book.path.name))
    name, currency, kind, country, weekdays, opens, closes, own_answers, climbs = head
    calendar = WorkingCalendar(
        weekdays=frozenset(int(digit) for digit in weekdays),
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        days_off=frozenset(date.fromisoformat(day) for (day,) in book.rows("SELECT day FROM day_off")),
    )
    checklists = read_checklists(book)
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
        items=next(reversed(checklists.values()), ()),
        series=read_series(book),
        week_hours={
            (crew, date.fromisoformat(monday)): exact(hundredths)
            for crew, monday, hundredths in book.rows("SELECT crew_id, monday, hundredths FROM crew_week")
        },
        versions=agreements,
        allowances=read_allowances(book),
        checklists=checklists,
        own_answers=OwnAnswers(own_answers),
        climbs_by_itself=bool(climbs),
        names=dict(book.rows("SELECT id, name FROM person")),
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


def read_checklists(book: Book) -> dict[str, tuple[ChecklistItem, ...]]:
    """Return the questions of every version of the checklist, in their order, by its key; the newest version last."""
    found = book.rows(
        "SELECT t.id, i.first_id, i.section, i.say, i.needed, i.no_means, i.yes_means, i.unknown_means, i.follows, "
        "i.rule_id, i.offerings FROM checklist_template t LEFT JOIN checklist_item i ON i.template_id = t.id "
        "ORDER BY t.number, i.position, i.id"
    )
    checklists: dict[str, list[ChecklistItem]] = {}
    for template, id, section, say, needed, no_means, yes_means, unknown_means, follows, rule, offerings in found:
        items = checklists.setdefault(template, [])
        if id is not None:
            items.append(
                ChecklistItem(
                    id=id,
                    section=Section(section),
                    say=say,
                    needed=Needed(needed),
                    no_means=Zone(no_means) if no_means else None,
                    yes_means=Zone(yes_means) if yes_means else None,
                    unknown_means=Zone(unknown_means) if unknown_means else None,
                    follows=follows,
                    rule_id=rule,
                    offering_ids=frozenset(offerings.split()),
                )
            )
    return {template: tuple(items) for template, items in checklists.items()}


def read_series(book: Book) -> Series | None:
    """Return when the meeting takes place, or None when none was planned."""
    found = book.row(
        "SELECT weekday, starts, minutes, every_weeks, first_on, first_lead, second_lead, first_number "
        "FROM meeting_series LIMIT 1"
    )
    if found is None:
        return None
    weekday, starts, minutes, every_weeks, first_on, first, second, first_number = found
    return Series(
        weekday,
        time.fromisoformat(starts),
        minutes,
        every_weeks,
        date.fromisoformat(first_on),
        tuple(person for person in (first, second) if person),
        first_number,
        read_moves(book),
    )


def read_moves(book: Book) -> tuple[Move, ...]:
    """Return the meetings that are not on their planned day, the earliest first."""
    found = book.rows("SELECT planned_on, day, starts, reason, id, version FROM meeting_move ORDER BY planned_on")
    return tuple(
        Move(date.fromisoformat(planned), read_day(day), time.fromisoformat(starts) if starts else None, *rest)
        for planned, day, starts, *rest in found
    )
