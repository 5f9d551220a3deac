"""Four cards on one sheet: a quarter of it each, and marks where it is cut. Lengths are millimetres."""

from collections.abc import Iterator

from PySide6.QtCore import QLineF

from desktop.printing.page import Paper

MARGIN = 9.0
"""White around each card; also as far as a printer leaves out at the edges of the sheet."""
# A mark begins where most printers can print, and ends before the text.
_EDGE, _LENGTH, _ARM = 4.0, 4.5, 3.0


def card_size(paper: Paper) -> tuple[float, float]:
    """Return the width and height of a card: two cuts through the middle leave four of them."""
    return paper.width / 2, paper.height / 2


def card_corners(paper: Paper) -> Iterator[tuple[float, float]]:
    """Give the left and top of each card, row by row."""
    width, height = card_size(paper)
    for row in range(2):
        for column in range(2):
            yield column * width, row * height


def crop_marks(paper: Paper) -> Iterator[QLineF]:
    """Give the lines that show where to cut: at the middle of every side, and a cross in the centre."""
    across, down = card_size(paper)
    end = _EDGE + _LENGTH
    for near, far in ((_EDGE, end), (paper.height - end, paper.height - _EDGE), (down - _ARM, down + _ARM)):
        yield QLineF(across, near, across, far)
    for near, far in ((_EDGE, end), (paper.width - end, paper.width - _EDGE), (across - _ARM, across + _ARM)):
        yield QLineF(near, down, far, down)
