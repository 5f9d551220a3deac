"""Actions on the people of a business: somebody comes, does something else, leaves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from framework.people import Function, Person, holders
from resources.words import tr
from storage.book import Author, Book
from storage.people import Member, naming, read_members
from storage.sheet.text import one_line
from storage.trouble import Trouble

LONGEST_NAME = 200


class PersonFields(NamedTuple):
    """What is written down about a person."""

    name: str
    sells: bool
    delivers: bool
    leads: bool = False
    owner: bool = False


def save_person(*, book: Book, who: Author, member: Member | None, fields: PersonFields) -> str:
    """Change what is written down about somebody, or add them (None), and return their key.

    A new name goes into their deals as well. Raises Trouble for a name that is missing or taken, and when nobody
    would be left for a function or as owner; Conflict when somebody changed the person since.
    """
    name = one_line(fields.name).strip()
    if not name:
        raise Trouble(tr("A person needs a name."))
    if len(name) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    everybody = read_members(book)
    key = member.person.id if member is not None else ""
    if any(m.person.name.casefold() == name.casefold() and m.person.id != key and m.left_on is None for m in everybody):
        raise Trouble(tr("There are two people called {name}. Tell them apart, such as “Ana K.”.").format(name=name))
    others = [m.person for m in everybody if m.person.id != key and m.left_on is None]
    functions = frozenset(
        f for f, held in ((Function.SALES, fields.sells), (Function.OPERATIONS, fields.delivers)) if held
    )
    _check_left([*others, Person(key, name, functions, fields.leads, fields.owner)])
    columns = {**fields._asdict(), "name": name}
    label = tr("Person: {name}") if member is not None else tr("New person: {name}")
    with book.change(label.format(name=name), who=who) as change:
        if member is None:
            return change.add("person", {**columns, "position": len(everybody)})
        change.update("person", key, columns, seen=member.version)
        if name != member.person.name:
            ids = [id for (id,) in book.rows("SELECT id FROM deal WHERE salesperson = ?", (member.person.name,))]
            change.preload("deal", ids)
            for deal_id in ids:
                change.update("deal", deal_id, {"salesperson": name})
        return key


def let_leave(*, book: Book, who: Author, member: Member, on: date) -> int:
    """Note that somebody has left; what they did stays readable. Returns how many open actions are still theirs.

    Whoever led the meeting is followed by somebody of the same function. Raises Trouble when nobody would be left for
    a function or as owner.
    """
    rest = [m.person for m in read_members(book) if m.person.id != member.person.id and m.left_on is None]
    _check_left(rest)
    with book.change(tr("{name} has left").format(name=member.person.name), who=who) as change:
        change.update("person", member.person.id, {"left_on": on}, seen=member.version)
        for series, first, second in book.rows("SELECT id, first_lead, second_lead FROM meeting_series"):
            leads = {"first_lead": first, "second_lead": second}
            for place, lead in leads.items():
                if lead == member.person.id:
                    other = _follower(member.person, rest, taken=set(leads.values()))
                    change.update("meeting_series", series, {place: other})
    found = book.row("SELECT count(*) FROM action WHERE person_id = ? AND done_on IS NULL", (member.person.id,))
    return int(found[0]) if found else 0


def come_back(*, book: Book, who: Author, member: Member) -> None:
    """Note that somebody who had left works here again."""
    with book.change(tr("{name} is back").format(name=member.person.name), who=who) as change:
        change.update("person", member.person.id, {"left_on": None}, seen=member.version)


def remove_person(*, book: Book, who: Author, member: Member) -> None:
    """Delete somebody whom nothing names. Raises Trouble when something does, saying what to do instead."""
    named = naming(book, member.person)
    if named:
        raise Trouble(
            tr(
                "{name} can't be deleted: {what}. Say that {name} has left instead; what they did stays readable."
            ).format(name=member.person.name, what=", ".join(_counted(table, count) for table, count in named.items()))
        )
    _check_left([m.person for m in read_members(book) if m.person.id != member.person.id and m.left_on is None])
    with book.change(tr("Delete: {name}").format(name=member.person.name), who=who) as change:
        change.remove("person", member.person.id)


def _counted(table: str, count: int) -> str:
    one, many = {
        "deal": (tr("1 deal names them"), tr("{count} deals name them")),
        "action": (tr("1 action is theirs"), tr("{count} actions are theirs")),
        "signature": (tr("they signed 1 version"), tr("they signed {count} versions")),
        "meeting_series": (tr("they lead the meeting"), tr("they lead the meeting")),
    }.get(table, (tr("they wrote 1 thing down"), tr("they wrote {count} things down")))
    return (one if count == 1 else many).format(count=count)


def _check_left(people: Sequence[Person]) -> None:
    for held, say in (
        (holders(tuple(people), Function.SALES), tr("Somebody has to sell: tick Sales for one of you first.")),
        (
            holders(tuple(people), Function.OPERATIONS),
            tr("Somebody has to deliver: tick Operations for one of you first."),
        ),
        ([p for p in people if p.owner], tr("Somebody has to own the business: tick Owner for one of you first.")),
    ):
        if not held:
            raise Trouble(say)


def _follower(person: Person, rest: Sequence[Person], taken: Iterable[str]) -> str | None:
    free = [p for p in rest if p.id not in taken]
    same = [p for p in free if p.functions & person.functions]
    found = sorted(same or free, key=lambda p: not p.leads)
    return found[0].id if found else None
