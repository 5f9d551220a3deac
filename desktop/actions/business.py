"""Actions on a whole business: begin one, or write the sample."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from resources import starter
from resources.words import tr
from storage.book import Book
from storage.founding import Founder, found_business
from storage.opening import create_book
from storage.public_holidays import known_country
from storage.sample import write_sample
from storage.sheet.text import clean_text, one_line
from storage.trouble import Trouble, short

LONGEST_NAME = 200
ROLES = {
    "sales": "sells",
    "operations": "delivers",
    "lead": "leads",
    "leads": "leads",
    "owner": "owner",
}


def read_founder(text: str) -> Founder:
    """Read "Ana:sales,owner". Raises Trouble for words that are not understood."""
    name, _, roles = text.partition(":")
    held = {"sells": False, "delivers": False, "leads": False, "owner": False}
    for role in filter(None, (word.strip().lower() for word in roles.split(","))):
        if role not in ROLES:
            raise Trouble(
                tr("“{role}” is not something a person can be here. Use sales, operations, lead or owner.").format(
                    role=role
                )
            )
        held[ROLES[role]] = True
    if not _name(name):
        raise Trouble(tr("A person needs a name, as in “Ana:sales,owner”."))
    return Founder(name=_name(name), **held)


def _name(text: str) -> str:
    """Return `text` on one line and without characters that can't be stored. Raises Trouble when it is too long."""
    name = one_line(clean_text(text)[0])
    if len(name) > LONGEST_NAME:
        say = tr("The name “{name}” is too long; {count} characters fit.")
        raise Trouble(say.format(name=short(name), count=LONGEST_NAME))
    return name


def create_business(
    *,
    path: Path,
    name: str,
    kind: str,
    founders: tuple[Founder, ...],
    country: str | None,
    currency: str,
    weekly_hours: Decimal | None,
    today: date,
    weekdays: str = "01234",
    opens: str = "09:00",
    closes: str = "17:00",
    in_force: bool = True,
) -> Book:
    """Make a new file with the starter content of `kind`, and open it. Raises Trouble; then there is no file.

    `weekdays` are digits, 0 is Monday; `opens` and `closes` are HH:MM. Without `in_force` the agreement is a draft
    that is yet to be marked and signed.
    """
    founders = tuple(founder._replace(name=_name(founder.name)) for founder in founders)
    _check_founders(founders)
    title = _name(name)
    if not title:
        raise Trouble(tr("A business needs a name."))
    code = currency.strip().upper()
    if len(code) != 3 or not code.isalpha() or not code.isascii():
        raise Trouble(tr("“{code}” is not a currency. Use three letters, such as EUR.").format(code=currency))
    land = known_country(country) if country else None
    content = starter.business_type(kind)

    def fill(book: Book) -> None:
        found_business(
            book,
            content,
            name=title,
            founders=founders,
            currency=code,
            country=land,
            timezone=local_timezone(),
            weekly_hours=weekly_hours,
            today=today,
            weekdays=weekdays,
            opens=opens,
            closes=closes,
            in_force=in_force,
        )

    return create_book(path, fill)


def create_sample(*, path: Path, today: date) -> Book:
    """Make a new file with the sample business, dated from `today`, and open it."""
    return create_book(path, lambda book: write_sample(book, today, local_timezone()))


def _check_founders(founders: tuple[Founder, ...]) -> None:
    if not founders:
        raise Trouble(tr("A business needs somebody: add a person, as in “Ana:sales,owner”."))
    names = [founder.name.casefold() for founder in founders]
    twice = next((founder.name for founder in founders if names.count(founder.name.casefold()) > 1), None)
    if twice is not None:
        raise Trouble(tr("There are two people called {name}. Tell them apart, such as “Ana K.”.").format(name=twice))
    for word, held in (
        (tr("Sales"), any(founder.sells for founder in founders)),
        (tr("Operations"), any(founder.delivers for founder in founders)),
    ):
        if not held:
            raise Trouble(tr("Nobody here does {function}. One person may do both.").format(function=word))


def local_timezone() -> str:
    """Return the name of this computer's time zone, such as Europe/Amsterdam."""
    from tzlocal import get_localzone_name

    return str(get_localzone_name() or "UTC")
