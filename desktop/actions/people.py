"""Actions on the people of a business: somebody comes, does something else, leaves."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from framework.people import Function, OwnAnswers, Person
from resources.words import tr
from storage.book import Author, Book
from storage.people import Member, naming, read_members
from storage.sheet.text import clean_text, one_line
from storage.trouble import Trouble
from storage.visits import remove_rhythm

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

    A new name goes into their deals as well. Raises Trouble for a name that is missing or taken, also by somebody who
    has left, for somebody who does nothing here, and when a change would leave nobody for a function or as owner;
    Conflict when somebody changed the person since.
    """
    name = one_line(clean_text(fields.name)[0])
    if not name:
        raise Trouble(tr("A person needs a name."))
    if len(name) > LONGEST_NAME:
        raise Trouble(tr("The name is too long; {count} characters fit.").format(count=LONGEST_NAME))
    if not (fields.sells or fields.delivers or fields.owner):
        raise Trouble(tr("What does {name} do here? Tick Sales or Operations.").format(name=name))
    key = member.person.id if member is not None else ""
    columns = {**fields._asdict(), "name": name}
    label = tr("Person: {name}") if member is not None else tr("New person: {name}")
    with book.change(label.format(name=name), who=who) as change:
        everybody = read_members(book)
        if member is None or name.casefold() != member.person.name.casefold():
            _check_name(name, [m for m in everybody if m.person.id != key])
        if member is None:
            return change.add("person", {**columns, "position": len(everybody)})
        change.update("person", key, columns, seen=member.version)
        functions = frozenset(
            f for f, held in ((Function.SALES, fields.sells), (Function.OPERATIONS, fields.delivers)) if held
        )
        changed, before = Person(key, name, functions, fields.leads, fields.owner), _here(everybody)
        _check_left(before, [changed if person.id == key else person for person in before])
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
    with book.change(tr("{name} has left").format(name=member.person.name), who=who) as change:
        before = _here(read_members(book))
        rest = _without(member, before)
        _check_left(before, rest)
        change.update("person", member.person.id, {"left_on": on}, seen=member.version)
        for series, first, second in book.rows("SELECT id, first_lead, second_lead FROM meeting_series"):
            leads = {"first_lead": first, "second_lead": second}
            for place, lead in leads.items():
                if lead == member.person.id:
                    other = _follower(member.person, rest, taken=set(leads.values()))
                    change.update("meeting_series", series, {place: other})
    return open_actions(book, member)


def open_actions(book: Book, member: Member) -> int:
    """Return how many actions somebody still has to do."""
    found = book.row("SELECT count(*) FROM action WHERE person_id = ? AND done_on IS NULL", (member.person.id,))
    return int(found[0]) if found else 0


def come_back(*, book: Book, who: Author, member: Member) -> None:
    """Note that somebody who had left works here again. Raises Trouble when somebody here has the same name."""
    with book.change(tr("{name} is back").format(name=member.person.name), who=who) as change:
        _check_name(member.person.name, [m for m in read_members(book) if m.person.id != member.person.id])
        change.update("person", member.person.id, {"left_on": None}, seen=member.version)


def choose_own_answers(*, book: Book, who: Author, own: OwnAnswers) -> None:
    """Choose whether somebody may answer a question of their own; it holds for all from now on."""
    found = book.row("SELECT id FROM business LIMIT 1")
    if found is None:
        return
    with book.change(tr("Choose who may answer their own question"), who=who) as change:
        change.update("business", found[0], {"own_answers": str(own)})


def remove_person(*, book: Book, who: Author, member: Member) -> None:
    """Delete somebody whom nothing names. Raises Trouble when something does, saying what to do instead.

    Raises Conflict when somebody changed the person since, for then other things may name them.
    """
    with book.change(tr("Delete: {name}").format(name=member.person.name), who=who) as change:
        change.update("person", member.person.id, {}, seen=member.version)
        named = naming(book, member.person)
        if named:
            say = tr("{name} can't be deleted: {what}. What they did stays readable.")
            if member.left_on is None:
                say = tr(
                    "{name} can't be deleted: {what}. Say that {name} has left instead; what they did stays readable."
                )
            what = ", ".join(_counted(table, count) for table, count in named.items())
            raise Trouble(say.format(name=member.person.name, what=what))
        before = _here(read_members(book))
        _check_left(before, _without(member, before))
        remove_rhythm(book, change, member.person.id)
        change.remove("person", member.person.id)


def _counted(table: str, count: int) -> str:
    one, many = {
        "deal": (tr("1 deal names them"), tr("{count} deals name them")),
        "action": (tr("1 action is theirs"), tr("{count} actions are theirs")),
        "signature": (tr("they signed 1 version"), tr("they signed {count} versions")),
        "health_asked": (tr("1 health check asks them"), tr("{count} health checks ask them")),
        "meeting_series": (tr("they lead the meeting"), tr("they lead the meeting")),
    }.get(table, (tr("they wrote 1 thing down"), tr("they wrote {count} things down")))
    return (one if count == 1 else many).format(count=count)


def _here(members: Iterable[Member]) -> list[Person]:
    return [member.person for member in members if member.left_on is None]


def _without(member: Member, people: Iterable[Person]) -> list[Person]:
    return [person for person in people if person.id != member.person.id]


def _check_name(name: str, others: Iterable[Member]) -> None:
    # Deals know who sold them by name: also one that somebody left behind can't be had twice.
    if any(member.person.name.casefold() == name.casefold() for member in others):
        raise Trouble(tr("There are two people called {name}. Tell them apart, such as “Ana K.”.").format(name=name))


def _check_left(before: Sequence[Person], after: Sequence[Person]) -> None:
    """Raise Trouble when a change takes the last one away who sells, delivers or owns the business."""
    for held, say in (
        (_sells, tr("Somebody has to sell: tick Sales for one of you first.")),
        (_delivers, tr("Somebody has to deliver: tick Operations for one of you first.")),
        (_owns, tr("Somebody has to own the business: tick Owner for one of you first.")),
    ):
        if any(map(held, before)) and not any(map(held, after)):
            raise Trouble(say)


def _sells(person: Person) -> bool:
    return Function.SALES in person.functions


def _delivers(person: Person) -> bool:
    return Function.OPERATIONS in person.functions


def _owns(person: Person) -> bool:
    return person.owner


def _follower(person: Person, rest: Sequence[Person], taken: Iterable[str]) -> str | None:
    free = [p for p in rest if p.id not in taken]
    same = [p for p in free if p.functions & person.functions]
    found = sorted(same or free, key=lambda p: not p.leads)
    return found[0].id if found else None
