"""The head of a page: title over line, the rest on the right on one line."""

from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from widgets.card import Muted, Title
from widgets.page_head import page_head


def test_the_line_stands_under_the_title_and_the_buttons_on_the_right_on_one_line(qtbot: QtBot) -> None:
    """Whatever their own heights are."""
    page = QWidget()
    qtbot.addWidget(page)
    title, line = Title("Capacity"), Muted("12 weeks")
    one, two = QPushButton("One"), QPushButton("Two")
    two.setFixedHeight(60)
    page.setLayout(page_head(title, line, one, two))
    page.resize(600, 100)
    page.show()
    assert title.x() == line.x() == 0
    assert title.geometry().bottom() < line.y()
    assert title.geometry().right() < one.x() < two.x()
    assert two.y() == 0
    assert abs(one.geometry().center().y() - two.geometry().center().y()) <= 1
    assert two.geometry().right() == page.width() - 1
