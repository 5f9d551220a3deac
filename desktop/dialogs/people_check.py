"""What the people of a new business lack, in a sentence for each line where something does."""

from collections.abc import Sequence
from typing import NamedTuple

from resources.words import tr
from widgets.people_edit import PersonEntry


class Lack(NamedTuple):
    """What is wrong with one line, said to the person; `at` is the field of `PersonEntry` that it is about."""

    say: str
    at: str = "name"


def lacks(people: Sequence[PersonEntry]) -> dict[int, Lack]:
    """Return what is wrong by line, one thing a line. An empty line is fine once others do what it asks for."""
    named = {row: person for row, person in enumerate(people) if person.name}
    found: dict[int, Lack] = {}
    seen: set[str] = set()
    for row, person in named.items():
        if person.name.casefold() in seen:
            say = tr("Two of you are called {name}: tell them apart, such as “{name} K.”.")
            found[row] = Lack(say.format(name=person.name))
        elif not (person.sells or person.delivers or person.owner):
            say = tr("What does {name} do here? Tick Sales or Operations.")
            found[row] = Lack(say.format(name=person.name), "sells")
        seen.add(person.name.casefold())
    idle = next((row for row, lack in found.items() if lack.at == "sells"), None)
    for what in ("sells", "delivers"):
        if idle is None and not any(getattr(person, what) for person in named.values()):
            row, lack = _nobody(what, people, named)
            found.setdefault(row, lack)
    if named and not any(person.owner for person in named.values()):
        say = tr("Somebody has to own the business: tick Owner for one of you.")
        found.setdefault(next(iter(named)), Lack(say, "owner"))
    return found


def _nobody(what: str, people: Sequence[PersonEntry], named: dict[int, PersonEntry]) -> tuple[int, Lack]:
    """Return where to ask who does `what`, and how: the line left empty for it, or a tick that is missing."""
    sells = what == "sells"
    waiting = next((row for row, person in enumerate(people) if not person.name and getattr(person, what)), None)
    if not named:
        return waiting or 0, Lack(tr("Who sells here?") if sells else tr("Who delivers here?"))
    first, person = next(iter(named.items()))
    if waiting is None:
        if sells:
            return first, Lack(tr("Somebody has to sell: tick Sales for one of you."), what)
        return first, Lack(tr("Somebody has to deliver: tick Operations for one of you."), what)
    if sells:
        say = tr("Who sells here? If {name} does both, tick Sales beside that name.")
    else:
        say = tr("Who delivers here? If {name} does both, tick Operations beside that name.")
    return waiting, Lack(say.format(name=person.name))
