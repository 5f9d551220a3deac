"""Steps side by side: which are done, which one it is now; said aloud, mirrored, elided where it is narrow."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from widgets import theme
from widgets.step_line import StepLine
from widgets.theme import metrics
from widgets.tokens import DARK, LIGHT

STEPS = ("Each side marks the draft", "Settle what differs", "Both sign & shake hands")


@pytest.fixture
def line(qtbot) -> StepLine:
    made = StepLine()
    qtbot.addWidget(made)
    made.set_steps(STEPS, 1)
    made.resize(900, made.sizeHint().height())
    made.show()
    return made


def picture(line: StepLine) -> QImage:
    return line.grab().toImage()


def columns(image: QImage, colour: QColor) -> list[int]:
    return [x for x in range(image.width()) if any(image.pixelColor(x, y) == colour for y in range(image.height()))]


def test_a_screen_reader_hears_where_it_stands(line: StepLine) -> None:
    assert line.accessibleName() == "Each side marks the draft, done, Settle what differs, now, Both sign & shake hands"
    line.set_steps(STEPS, 3)
    assert line.accessibleName().count(", done") == 3
    line.set_steps((), 0)
    assert line.accessibleName() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mirrored", [False, True], ids=["ltr", "rtl"])
def test_what_is_done_or_now_is_filled(line: StepLine, light: theme.Theme, scheme: str, mirrored: bool) -> None:
    light.set_scheme(scheme)
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
    tokens = DARK if scheme == "dark" else LIGHT
    filled = {}
    for current in range(4):
        line.set_steps(STEPS, current)
        filled[current] = len(columns(picture(line), tokens.accent))
    assert filled[0] < filled[1] < filled[2] == filled[3]
    line.set_steps(STEPS, 0)
    first = columns(picture(line), tokens.accent)
    assert (min(first) < 40) is not mirrored, "the first step stands at the leading edge"


def test_it_is_one_line_as_wide_as_its_words(line: StepLine) -> None:
    assert line.sizeHint().width() > sum(metrics("strong").horizontalAdvance(step) for step in STEPS)
    assert line.sizeHint().height() < 2 * metrics("strong").height()
    assert line.minimumSizeHint().width() < line.sizeHint().width() / 2


def test_in_a_narrow_place_nothing_is_painted_over_the_next(line: StepLine) -> None:
    line.resize(260, line.height())
    image = picture(line)
    # The three circles are still there: the words between them have made way.
    line.set_steps(STEPS, 3)
    circles = columns(picture(line), LIGHT.accent)
    groups = 1 + sum(after - before > 3 for before, after in pairwise(circles))
    assert groups >= 3
    assert image.width() == 260


def test_it_takes_no_focus(line: StepLine) -> None:
    assert line.focusPolicy() is Qt.FocusPolicy.NoFocus
