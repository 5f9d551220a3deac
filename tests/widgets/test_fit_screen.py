"""A dialog higher than the screen comes up as high as the screen."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from widgets import fit_screen


def test_what_is_higher_than_the_screen_is_made_lower(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    """What fits stays as it is, and the width with it: what is too wide can be moved."""
    monkeypatch.setattr(fit_screen, "room_on_screen", lambda: QSize(1000, 560))
    for height, shown in ((640, 560), (560, 560), (300, 300)):
        page = QWidget()
        qtbot.addWidget(page)
        page.resize(940, height)
        fit_screen.keep_on_screen(page)
        assert (page.width(), page.height()) == (940, shown)
