"""The card of a visit on paper: numbered lines, filled from the records or to be written on (framework.md section 10).

The numbers are those of the screen, so that what was written by hand is typed in line by line.
"""

from collections.abc import Mapping
from datetime import time
from typing import NamedTuple

from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording import visits as words
from desktop.wording.people import name_of
from desktop.wording.typed import typed
from framework.business import Business
from framework.visits import AFTER, BEFORE, CARD_FIELDS, DURING, Visit, VisitKind
from resources.words import tr

SETTINGS = ((2.0, 8.0), (0.8, 8.0), (0.6, 7.2), (0.4, 6.6))
"""The white between lines, and the height of a line for handwriting, in millimetres; the first that saves a sheet."""

RULED = {"waiting": 3, "surprise": 4}
USUAL_LINES = 2


class Line(NamedTuple):
    """One numbered line of the card: what is asked, what was written, and how many ruled lines there are instead."""

    number: str
    ask: str
    said: tuple[str, ...]
    ruled: int


class Part(NamedTuple):
    """Before, during, or after."""

    title: str
    continued: str
    lines: tuple[Line, ...]


def visit_page(visit: Visit, business: Business) -> Page:
    """Return the card of a visit with what is written on it; where nothing is, there are lines to write on."""
    given = words.card_words(visit)
    facts = (
        (tr("Who"), name_of(visit.person_id, business)),
        (tr("What"), words.kind_choice(visit.kind)),
        (tr("With"), name_of(visit.host_id, business) if visit.host_id is not None else ""),
        (tr("Planned for"), _when(visit)),
        (tr("To see"), typed(visit.what)),
        (tr("Took place on"), figures.day_year(visit.done_on) if visit.done_on is not None else ""),
    )
    title = tr("{card}: {visit}").format(card=words.card_title(), visit=words.visit_title(visit, business))
    return _page(
        title, business, facts, visit.kind, given, note=words.visit_state(visit) if visit.called_off_at else ""
    )


def blank_visit_page(business: Business) -> Page:
    """Return a card to be written by hand, for a visit of anybody."""
    names = (tr("Who"), tr("What"), tr("With"), tr("Planned for"), tr("To see"), tr("Took place on"))
    title = tr("{card}, to fill in").format(card=words.card_title())
    return _page(title, business, tuple((name, "") for name in names), None, {})


def _when(visit: Visit) -> str:
    day = figures.day_year(visit.planned_on)
    if visit.starts is None:
        return day
    return tr("{day}, {time}").format(day=day, time=figures.clock(time.fromisoformat(visit.starts)))


def _page(
    title: str,
    business: Business,
    facts: tuple[tuple[str, str], ...],
    kind: VisitKind | None,
    given: Mapping[str, str],
    note: str = "",
) -> Page:
    parts = [
        Part(
            words.part_title(fields),
            tr("{title}, continued").format(title=words.part_title(fields)),
            tuple(_line(field, kind, given.get(field, "")) for field in fields),
        )
        for fields in (BEFORE, DURING, AFTER)
    ]
    content = {
        "business": business.name,
        "title": words.card_title(),
        "lead": note or tr("Two hours at the other side's work. Watch, ask, and do not help too soon."),
        "facts": [facts[at : at + 2] for at in range(0, len(facts), 2)],
        "parts": parts,
        "foot": tr("Type it in with Business, Type in a visit card from paper: the numbers are the same."),
    }
    units, tight, *tighter = (
        render("visit.html", white=white, line_mm=height, **content) for white, height in SETTINGS
    )
    return Page(
        title=title,
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title}").format(business=business.name, title=title),
        footer=tr("What surprised you becomes a point for the next meeting, a shared word, or a rule."),
    )


def _line(field: str, kind: VisitKind | None, said: str) -> Line:
    assert field in CARD_FIELDS
    paragraphs = tuple(line.strip() for line in said.splitlines() if line.strip())
    ruled = 0 if paragraphs else RULED.get(field, USUAL_LINES)
    return Line(words.card_number(field), words.card_question(field, kind), paragraphs, ruled)
