"""Public holidays, written into the file as days so that it stays right without this program (framework.md 2)."""

from datetime import date
from typing import TYPE_CHECKING

from resources.words import tr
from storage.book import Author, Book
from storage.trouble import Trouble

if TYPE_CHECKING:
    from storage.writing import Change

YEARS_AHEAD = 2


def known_country(code: str) -> str:
    """Return the two-letter country code in capitals. Raises Trouble when its holidays are not known."""
    import holidays

    wanted = code.strip().upper()
    if wanted not in holidays.list_supported_countries():
        raise Trouble(
            tr("“{code}” is not a country whose public holidays are known. Use two letters, such as NL or DE.").format(
                code=code
            )
        )
    return wanted


def public_holidays(country: str, years: range) -> dict[date, str]:
    """Return the names of the public holidays of `years` by day, in their order; none for a country not known."""
    import holidays

    if country not in holidays.list_supported_countries():
        return {}
    found = holidays.country_holidays(country, years=years)
    return {day: str(found[day])[:200] for day in sorted(found)}


def add_public_holidays(change: "Change", country: str, years: range) -> int:
    """Write the public holidays of `years` into the file and return how many."""
    found = public_holidays(country, years)
    for day, name in found.items():
        change.add("day_off", {"day": day, "kind": "public", "name": name})
    return len(found)


def extend_public_holidays(book: Book, today: date) -> bool:
    """Add the years that have come within reach since the last look, and say whether there were any."""
    head = book.row("SELECT country FROM business LIMIT 1")
    if head is None or not head[0] or book.read_only_because:
        return False
    newest = book.row("SELECT max(day) FROM day_off WHERE kind = 'public'")
    last_year = int(newest[0][:4]) if newest and newest[0] else today.year - 1
    years = range(max(last_year + 1, today.year), today.year + YEARS_AHEAD + 1)
    if not years:
        return False
    label = tr("Public holidays up to {year}").format(year=years[-1])
    with book.change(label, who=Author(), for_good=True) as change:
        add_public_holidays(change, str(head[0]), years)
    return True
