"""The tension map on a sheet: both poles side by side with their signs, told apart without colour (framework.md 13)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QPainter

from desktop.printing.page import Drawing, Page, render
from desktop.wording import figures
from desktop.wording import tension as words
from desktop.wording import tension_lean as lean_words
from framework.business import Business
from framework.tension import Pole, Sign, TensionMap
from resources.tension import pole_text, reminder
from resources.words import tr
from widgets.sign_lines import paint_marks
from widgets.tension_line import paint_line
from widgets.tokens import LIGHT

SETTINGS = (1.2, 0.9, 0.6, 0.3)
"""The white between the lines in millimetres; the first that fits on one sheet."""
PAST_SHARE, PAST_MM = 0.115, 2.2
LINE_SHARE, LINE_MM = 0.48, 5.0


def tension_page(found: TensionMap, business: Business) -> Page:
    """Return the map as of its last day."""
    today = found.leaning.last
    day = figures.day_long(today)
    parts = [_part(found, pole) for pole in Pole]
    given = {
        "business": business.name,
        "title": words.title(),
        "day": day,
        "lean": lean_words.lean_title(found.leaning.lean),
        "why": lean_words.lean_why(found),
        "before": lean_words.lean_before(found),
        "reminder": reminder(),
        "parts": parts,
        "pairs": list(zip(parts[0]["signs"], parts[1]["signs"], strict=True)),
        "legend": words.paper_legend(),
    }
    units, *more = (render("tension.html", white=white, **given) for white in SETTINGS)
    return Page(
        title=tr("{title}, {day}").format(title=words.title(), day=day),
        units=units,
        tight=more[0],
        tighter=tuple(more[1:]),
        running=tr("{business} · {title} · {day}").format(business=business.name, title=words.title(), day=day),
        footer=tr("Worked out from the records on {day}.").format(day=figures.day_year(today)),
        drawings=_drawings(found),
    )


def _part(found: TensionMap, pole: Pole) -> dict[str, Any]:
    text = pole_text(str(pole))
    return {
        "title": words.pole_title(pole),
        "gives_name": words.gives_name(),
        "gives": text.gives,
        "costs_name": words.costs_name(pole),
        "costs": text.costs,
        "signs": [words.sign_text(found, reading.sign) for reading in found.signs_of(pole)],
        "helps": lean_words.helps_title(found, pole),
        "do": [words.bullet(line) for line in text.do],
    }


def _drawings(found: TensionMap) -> dict[str, Drawing]:
    drawn = {
        f"past-{sign}": Drawing(
            PAST_SHARE, PAST_MM, partial(_marks, [words.ZONES[each.state] for each in found.readings[sign]])
        )
        for sign in Sign
    }
    return {**drawn, "line": Drawing(LINE_SHARE, LINE_MM, partial(_line, *lean_words.places(found)))}


def _marks(zones: Sequence[str], painter: QPainter, area: QRectF, _font: QFont) -> None:
    paint_marks(painter, area, zones, tokens=LIGHT, mirrored=_mirrored())


def _line(now: float | None, before: float | None, painter: QPainter, area: QRectF, _font: QFont) -> None:
    paint_line(painter, area, now, before, tokens=LIGHT, mirrored=_mirrored())


def _mirrored() -> bool:
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
