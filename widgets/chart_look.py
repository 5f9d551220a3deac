"""The colours and the type of a chart: the window's own on the screen, black and safe greys on paper."""

from typing import NamedTuple

from PySide6.QtGui import QColor, QFont

from widgets.theme import font, theme
from widgets.tokens import LIGHT


class Look(NamedTuple):
    """`ink` draws, `muted` writes, `band` and `line` lie behind, `wrong` marks what is outside, `ground` is the paper.

    `strong` draws the target and the median. `mirrored`: time runs from the right.
    """

    ink: QColor
    muted: QColor
    band: QColor
    line: QColor
    wrong: QColor
    strong: QColor
    ground: QColor
    font: QFont
    mirrored: bool = False


def screen_look(*, mirrored: bool = False) -> Look:
    """Return the look in the colours that are in force now."""
    tokens = theme()
    return Look(
        ink=tokens.accent_ink,
        muted=tokens.muted,
        band=tokens.select,
        line=tokens.likely,
        wrong=tokens.limit,
        strong=tokens.ink,
        ground=tokens.card,
        font=font("tiny"),
        mirrored=mirrored,
    )


def paper_look(type_: QFont, *, mirrored: bool = False) -> Look:
    """Return the look on white paper, whatever the window shows; told apart in black and white as well."""
    return Look(
        ink=LIGHT.accent,
        muted=QColor("#55585d"),
        band=QColor("#e6e8e9"),
        line=QColor("#8a8d91"),
        wrong=LIGHT.limit,
        strong=QColor("#1f2328"),
        ground=QColor("#ffffff"),
        font=type_,
        mirrored=mirrored,
    )
