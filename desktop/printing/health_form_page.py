"""The form of a health check on paper: numbered statements with a box for each answer (framework.md section 12).

The numbers are those of the screen, so that what was ticked by hand is typed in line by line.
"""

from collections.abc import Sequence
from typing import NamedTuple

from desktop.actions.health import area_titles
from desktop.printing.page import Page, render
from desktop.wording import figures
from desktop.wording import health_check as words
from desktop.wording.typed import typed
from framework.business import Business
from framework.health import HIGHEST, LOWEST, Statement
from resources.words import tr

WHITES = (1.7, 1.1, 0.7, 0.4)
"""The white above and below a line, in millimetres; the first that saves a sheet."""


class Line(NamedTuple):
    """One numbered statement."""

    number: str
    say: str


class Part(NamedTuple):
    """An area with its statements."""

    title: str
    continued: str
    lines: tuple[Line, ...]


def health_form_page(business: Business, statements: Sequence[Statement], *, short: bool, name: str = "") -> Page:
    """Return the form with `statements` in their order, for the person called `name`; "": for anybody."""
    title = tr("Health check, form to fill in")
    content = {
        "business": business.name,
        "title": tr("Health check"),
        "lead": tr("{form}, {minutes}").format(form=words.form_words(short), minutes=words.minutes_words(short)),
        "name_word": tr("For"),
        "name": typed(name),
        "how": tr(
            "Answer alone and as it is today, one box in each line: 1 is not at all, 5 is fully. “Can't say” is an "
            "answer too. Show it to nobody: you open it together when all have answered."
        ),
        "answers": [*(figures.number(each) for each in range(LOWEST, HIGHEST + 1)), words.cannot_say()],
        "parts": _parts(statements),
        "foot": tr(
            "Type it in yourself under a word that only you know: in Health check, beside your name, “From paper…”. "
            "The numbers are the same, and one key answers a line. Then take this sheet with you."
        ),
    }
    units, tight, *tighter = (render("health_form.html", white=white, **content) for white in WHITES)
    return Page(
        title=tr("{title}: {name}").format(title=title, name=name) if name else title,
        units=units,
        tight=tight,
        tighter=tuple(tighter),
        running=tr("{business} · {title}").format(business=business.name, title=tr("Health check")),
        footer=tr("1 not at all, 5 fully. Nobody but you sees this sheet."),
    )


def _parts(statements: Sequence[Statement]) -> list[Part]:
    titles = area_titles()
    numbered = list(enumerate(statements, 1))
    found = []
    for area in words.areas_asked(statements):
        name = words.area_name(area, titles)
        lines = tuple(Line(figures.number(number), typed(each.say)) for number, each in numbered if each.area is area)
        found.append(Part(name, tr("{title}, continued").format(title=name), lines))
    return found
