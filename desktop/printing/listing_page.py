"""Lists under their headings on paper: the saves wall, the price of a yes and of a no, all about a client."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.printing.page import Page, bound, render
from resources.words import tr

ROOMY_MM, TIGHT_MM = 1.2, 0.6


class Line(NamedTuple):
    """One line: its words, what stands at its end, and quiet words beneath."""

    say: str
    amount: str = ""
    beneath: str = ""


class Listed(NamedTuple):
    """Lines under their heading; `note` stands at its end, `empty` is said where there are no lines."""

    title: str
    lines: tuple[Line, ...]
    note: str = ""
    empty: str = ""


class _Section(NamedTuple):
    title: str
    continued: str
    note: str
    rows: tuple[Line, ...]
    empty: str


def listing_page(
    *, business: str, title: str, about: Sequence[str], sections: Sequence[Listed], words: str = "", footer: str = ""
) -> Page:
    """Return a page of lists. `about` stands at the head on the far side, `words` beneath it across the page."""
    given = {
        "business": business,
        "title": title,
        "about": [said for said in about if said],
        "words": words,
        "sections": [
            _Section(
                each.title,
                tr("{title}, continued").format(title=each.title),
                each.note,
                tuple(Line(bound(line.say), line.amount, bound(line.beneath)) for line in each.lines),
                each.empty,
            )
            for each in sections
        ],
    }
    units, tight = (render("listing.html", white=white, **given) for white in (ROOMY_MM, TIGHT_MM))
    first = next((said for said in about if said), "")
    name = tr("{title}, {day}").format(title=title, day=first) if first else title
    return Page(
        title=name,
        units=units,
        tight=tight,
        running=" · ".join(part for part in (business, title, first) if part),
        footer=footer,
    )
