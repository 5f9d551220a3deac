"""Writing the visits of the sample business: one of each side that is done, and one that is planned."""

from datetime import date, timedelta

from framework.visits import Became
from framework.working_time import WorkingCalendar
from resources.sample_visits import SampleVisit, sample_visits
from resources.words import tr
from storage.book import Author, Book
from storage.business import read_business
from storage.visits import add_learned
from storage.writing import Change


def write_sample_visits(book: Book, authors: dict[str, Author], today: date) -> None:
    """Add them to the sample, each a change of its own by who went along."""
    calendar = read_business(book, today).calendar
    for visit in sample_visits():
        author = authors[visit.person]
        with book.change(tr("Plan a visit: {name}").format(name=author.name), who=author, for_good=True) as change:
            _write(book, change, visit, authors, calendar, today)


def _write(
    book: Book,
    change: Change,
    visit: SampleVisit,
    authors: dict[str, Author],
    calendar: WorkingCalendar,
    today: date,
) -> None:
    deal = book.row("SELECT id FROM deal WHERE ref = ?", (visit.deal,)) if visit.deal is not None else None
    visit_id = change.add(
        "visit",
        {
            "person_id": authors[visit.person].id,
            "kind": visit.kind,
            "host_id": authors[visit.host].id,
            "deal_id": deal[0] if deal is not None else None,
            "what": visit.what,
            "planned_on": _working(calendar, today, visit.planned),
            "done_on": None if visit.done is None else _working(calendar, today, visit.done),
            "starts": visit.starts,
            "minutes": visit.minutes,
            **visit.card,
        },
    )
    for each in visit.learned:
        item = change.add(
            "agenda_item",
            {
                "section": each.section,
                "say": each.say,
                "person_id": authors[visit.person].id,
                "added_on": _working(calendar, today, visit.done or visit.planned),
                "settled_on": _working(calendar, today, each.settled),
            },
        )
        add_learned(change, visit_id, Became(each.became), each.say, item)


def _working(calendar: WorkingCalendar, today: date, offset: int) -> date:
    return calendar.next_working_day(today + timedelta(days=offset))
