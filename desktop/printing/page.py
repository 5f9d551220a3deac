"""A page before it meets paper: units of HTML out of a template, with what stands at the head and foot of each sheet.

Templates hold no words and no rules: words come in translated, figures come in written. Everything put into a
template is escaped, and a name that is not given is an error, not a gap.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QLocale, QRectF, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QPageSize, QPainter

import resources
from desktop.wording.typed import closed_off

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(resources.__file__).parent / "pages"
UNIT = "<!-- unit -->"
CARRIED = re.compile(r"<!-- carried -->(.*?)<!-- /carried -->", re.DOTALL)
"""What a unit wants above it where it begins a sheet: the heading under which it stands, once more."""
MM_PER_INCH = 25.4
PIXEL = MM_PER_INCH / 96
"""A pixel as Qt lays out text on paper, in millimetres: white in whole ones is as wide as it was asked for."""

ROOM = "<!-- room -->"
FROM_RIGHT = "\u200f"
"""A mark without width that stands between two words as a letter written from the right would."""

# Where people print on Letter (CLDR); everywhere else on A4.
LETTER_COUNTRIES = frozenset("BZ CA CL CO CR GT MX NI PA PH PR SV US VE".split())


class Paper(NamedTuple):
    """A sheet, upright. `width` and `height` in millimetres, `margin` the same on all four sides."""

    name: str
    width: float
    height: float
    margin: float = 15.0


A4 = Paper("A4", 210.0, 297.0)
LETTER = Paper("Letter", 215.9, 279.4)
PAPERS = (A4, LETTER)


class Drawing(NamedTuple):
    """A picture that a template names by `<img src="name">`: painted as lines, never loaded from anywhere.

    `share` is its width as a share of the text's, `height` is in millimetres. `paint` gets the rectangle in pixels
    of 96 to the inch, whatever the paper is.
    """

    share: float
    height: float
    paint: Callable[[QPainter, QRectF, QFont], None]


class Cards(NamedTuple):
    """What four cards on one sheet say, each the same: `html(0)` is the fullest, `html(settings - 1)` the shortest.

    Each says no more than the one before it. The first that fits is taken.
    """

    html: Callable[[int], str]
    settings: int


class Page(NamedTuple):
    """Something to print. `units` are pieces of HTML in their order; none of them is split between two sheets.

    A unit may hold a part between `<!-- carried -->` and `<!-- /carried -->`, which is shown only where the unit
    begins a sheet. One with `<!-- room -->` in it is mere room, and is left out there.

    `tight` is the same with less white between the lines, taken where it saves a sheet; `tighter` are further
    settings, each with less white or smaller type than the one before, tried while there is more than one sheet.
    `running` stands at the head of every sheet but the first, `footer` at the foot of all. `spare` is a unit that is
    repeated at the end while the last sheet has room, at most `spare_most` times: lines to write on.

    With `cards` the page is one sheet of them to cut out: it has no units, no head and no foot.
    """

    title: str
    units: tuple[str, ...]
    tight: tuple[str, ...] = ()
    tighter: tuple[tuple[str, ...], ...] = ()
    running: str = ""
    footer: str = ""
    drawings: Mapping[str, Drawing] = {}
    spare: str = ""
    spare_most: int = 0
    cards: Cards | None = None


def usual_paper() -> Paper:
    """Return the paper that is used where the person is."""
    code = QLocale.territoryToCode(QLocale().territory())
    return LETTER if code in LETTER_COUNTRIES else A4


def qt_page_size(paper: Paper) -> QPageSize:
    """Return `paper` as Qt calls it."""
    known = {A4: QPageSize.PageSizeId.A4, LETTER: QPageSize.PageSizeId.Letter}
    if paper in known:
        return QPageSize(known[paper])
    return QPageSize(QSizeF(paper.width, paper.height), QPageSize.Unit.Millimeter, paper.name)


def render(template: str, **given: Any) -> tuple[str, ...]:
    """Fill resources/pages/`template` and return its units. Raises jinja2.UndefinedError when a name is not given."""
    html = _environment().get_template(template).render(**given)
    return tuple(unit for unit in (part.strip() for part in html.split(UNIT)) if unit)


def mm(length: float) -> str:
    """Return `length` millimetres in the pixels that style sheets of Qt count in on this screen, as "12.3px"."""
    screen = QGuiApplication.primaryScreen()
    dots = screen.logicalDotsPerInch() if screen is not None else 96.0
    return f"{length / MM_PER_INCH * dots:.1f}px"


def mirrored(html: str) -> str:
    """Return `html` with the cells of every row turned round, for who reads from the right: Qt turns no tables.

    Words put into a page are escaped, so that every tag there is is one of a template.
    """
    sides = {"left": "right", "right": "left"}
    # A number behind a name written from the left would be drawn along with it, to the wrong side of the dot.
    html = html.replace(" \u00b7 ", f" \u00b7{FROM_RIGHT} ")
    turned = re.sub(r'align="(left|right)"', lambda found: f'align="{sides[found[1]]}"', html)
    return re.sub(r"<tr>(.*?)</tr>", _turned_row, turned, flags=re.DOTALL)


def _turned_row(row: re.Match[str]) -> str:
    cells = re.findall(r"<td\b.*?</td>", row[1], flags=re.DOTALL)
    return f"<tr>{''.join(reversed(cells))}</tr>"


def bound(text: str) -> str:
    """Return `text` in which a number is not parted from its sign or from the word before it at the end of a line."""
    return re.sub(r" (?=\d[\d.,]*[\u00a0\u202f ]?%)", "\u00a0", text)


def printable(text: str) -> str:
    """Return `text` as paper can hold it: no controls, no half characters, and no way to turn round what follows it.

    Line ends become spaces.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    kept = "".join(" " if letter in "\n\r\t\u2028\u2029" else letter for letter in whole)
    return closed_off("".join(letter for letter in kept if unicodedata.category(letter) != "Cc"))


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalized,
    )
    environment.globals["mm"] = mm
    return environment


def _finalized(value: Any) -> Any:
    return printable(value) if type(value) is str else value
