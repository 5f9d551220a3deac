"""Every icon file can be read, stays on its grid, and is painted in the colour asked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

import resources
from widgets.icons import icon, icon_path, read_svg

NAMES = sorted(path.stem for path in (Path(resources.__file__).parent / "icons").glob("*.svg"))


@pytest.mark.parametrize("name", NAMES)
def test_an_icon_stays_on_its_grid(name: str) -> None:
    bounds = icon_path(name).boundingRect()
    assert bounds.width() > 8 and bounds.height() > 5
    assert bounds.left() >= 2 and bounds.right() <= 22 and bounds.top() >= 2 and bounds.bottom() <= 22


def test_each_tab_has_its_icon() -> None:
    tabs = "today agreement intake capacity escalation meetings scorecard visibility health".split()
    assert set(tabs) <= set(NAMES)


def test_an_icon_is_painted_in_the_colour_asked_for(qapp) -> None:
    image = icon("plus", QColor("#ff0000")).pixmap(QSize(16, 16), 1.0).toImage()
    assert image.pixelColor(8, 8).red() > 240 and image.pixelColor(8, 8).alpha() > 200
    assert image.pixelColor(1, 1).alpha() == 0


def test_other_drawings_are_refused() -> None:
    with pytest.raises(ValueError, match="rect"):
        read_svg('<svg viewBox="0 0 24 24"><rect width="3"/></svg>')
    with pytest.raises(ValueError, match="not m"):
        read_svg('<svg viewBox="0 0 24 24"><path d="m 1 2"/></svg>')
    with pytest.raises(FileNotFoundError):
        icon_path("no-such-icon")
