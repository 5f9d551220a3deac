"""Actions on the crews and their hours: in a usual week, and in a single one."""

from datetime import date
from decimal import Decimal

from framework.working_time import monday_of
from resources.words import tr
from storage.amounts import to_units
from storage.book import Author, Book
from storage.days_off import CrewLine, naming_crew, read_crews
from storage.sheet.text import clean_text, one_line
from storage.trouble import Trouble

LONGEST_NAME = 200
MOST_HOURS = Decimal(100_000)


def save_crew(*, book: Book, who: Author, line: CrewLine | None, name: str, weekly_hours: Decimal | None) -> str:
    """Change a crew, or add one (None), and return its key.

    Raises Trouble for a name that is missing, too long or taken, and for hours that are missing or out of range;
    Conflict when somebody changed the crew since.
    """
    called = one_line(clean_text(name)[0])
    if not called:
        raise Trouble(tr("A crew needs a name, such as “Workshop”."))
    if len(called) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    if weekly_hours is None:
        raise Trouble(tr("How many hours does it have in a usual week?"))
    _check_hours(weekly_hours)
    label = tr("Crew: {name}") if line is not None else tr("New crew: {name}")
    with book.change(label.format(name=called), who=who) as change:
        others = [each.crew for each in read_crews(book) if line is None or each.crew.id != line.crew.id]
        if any(other.name.casefold() == called.casefold() for other in others):
            raise Trouble(tr("There is a crew called “{name}” already.").format(name=called))
        columns = {"name": called, "weekly_hundredths": to_units(weekly_hours)}
        if line is None:
            last = book.row("SELECT max(position) + 1 FROM crew")
            return change.add("crew", {**columns, "position": int(last[0] or 0) if last else 0})
        change.update("crew", line.crew.id, columns, seen=line.version)
        return line.crew.id


def remove_crew(*, book: Book, who: Author, line: CrewLine) -> None:
    """Delete a crew that nothing names, with the single weeks set for it.

    Raises Trouble for the last crew and where deals or offerings name it; Conflict when somebody changed it since.
    """
    crew = line.crew
    with book.change(tr("Delete: {name}").format(name=crew.name), who=who) as change:
        change.update("crew", crew.id, {}, seen=line.version)
        deals, offerings = naming_crew(book, crew.id)
        if deals or offerings:
            say = tr("{name} can't be deleted: {what}. Give it 0 hours a week if it works no more.")
            raise Trouble(say.format(name=crew.name, what=_named_by(deals, offerings)))
        if len(read_crews(book)) == 1:
            raise Trouble(tr("Somebody has to do the work: a business keeps at least one crew."))
        for (key,) in book.rows("SELECT id FROM crew_week WHERE crew_id = ?", (crew.id,)):
            change.remove("crew_week", key)
        change.remove("crew", crew.id)


def set_week_hours(*, book: Book, who: Author, crew_id: str, name: str, day: date, hours: Decimal | None) -> None:
    """Give a crew its own hours in the week of `day`; None: as usual again. 0 hours: nobody works that week.

    `name` is that of the crew, for Undo. Raises Trouble for hours out of range, and when the crew is gone.
    """
    if hours is not None:
        _check_hours(hours)
    monday = monday_of(day)
    label = tr("Hours of {name} in one week") if hours is not None else tr("Usual hours of {name} in one week")
    with book.change(label.format(name=name), who=who) as change:
        change.update("crew", crew_id, {})
        found = book.row("SELECT id FROM crew_week WHERE crew_id = ? AND monday = ?", (crew_id, monday.isoformat()))
        if hours is None:
            if found is not None:
                change.remove("crew_week", found[0])
        elif found is None:
            change.add("crew_week", {"crew_id": crew_id, "monday": monday, "hundredths": to_units(hours)})
        else:
            change.update("crew_week", found[0], {"hundredths": to_units(hours)})


def _named_by(deals: int, offerings: int) -> str:
    parts = []
    if deals:
        parts.append((tr("1 deal names it") if deals == 1 else tr("{count} deals name it")).format(count=deals))
    if offerings:
        say = tr("1 offering names it") if offerings == 1 else tr("{count} offerings name it")
        parts.append(say.format(count=offerings))
    return ", ".join(parts)


def _check_hours(hours: Decimal) -> None:
    if not 0 <= hours <= MOST_HOURS:
        raise Trouble(tr("Hours a week are between 0 and 100,000."))
