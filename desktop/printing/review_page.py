"""One side's review on a sheet: the other side's news first, for the table of that side's own meeting (section 10)."""

from datetime import date
from typing import NamedTuple

from desktop.printing.page import Page, bound, render
from desktop.wording import figures
from desktop.wording.visibility import Block, Review
from framework.business import Business
from resources.words import tr

SETTINGS = ((8, 0.9), (8, 0.5), (6, 0.5), (5, 0.4), (4, 0.3), (3, 0.2))
"""How many lines of a block there are at most, and the white between them in millimetres; the first that fits."""


class Part(NamedTuple):
    """A block of the review; `more` says how many lines are left out."""

    title: str
    lines: tuple[tuple[str, str], ...]
    empty: str
    more: str


def review_page(review: Review, business: Business, today: date) -> Page:
    """Return a review as it is on `today`, on one sheet."""
    day = figures.day_long(today)
    given = {
        "business": business.name,
        "title": review.title,
        "day": day,
        "lead": review.lead,
        "figures": [(each.name, each.value) for each in review.figures],
        "notes": tr("Our questions to the other side, for the next meeting"),
    }
    units, *more = (
        render("review.html", parts=[_part(block, most) for block in review.blocks], white=white, **given)
        for most, white in SETTINGS
    )
    return Page(
        title=tr("{title}, {day}").format(title=review.title, day=day),
        units=units,
        tight=more[0],
        tighter=tuple(more[1:]),
        running=tr("{business} · {title} · {day}").format(business=business.name, title=review.title, day=day),
        footer=tr("Worked out from the records on {day}.").format(day=figures.day_year(today)),
        spare=render("note_line.html")[0],
        spare_most=5,
    )


def _part(block: Block, most: int) -> Part:
    shown = tuple((bound(line.head), bound(line.said)) for line in block.lines[:most])
    left = len(block.lines) - len(shown)
    more = tr("and {count} more").format(count=figures.number(left)) if left else ""
    return Part(block.title, shown, block.empty, more)
