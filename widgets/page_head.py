"""The head of a page: its title with a line beneath it, and what can be done on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.tokens import SPACE_S

TITLE_TO_LINE = 2


def page_head(title: QWidget, line: QWidget, *at_right: QWidget) -> QHBoxLayout:
    """Return a row of `title` over `line`, and `at_right` from left to right, on one middle line, at the top."""
    titles = QVBoxLayout()
    titles.setSpacing(TITLE_TO_LINE)
    titles.addWidget(title)
    titles.addWidget(line)
    right = QHBoxLayout()
    right.setSpacing(SPACE_S)
    for widget in at_right:
        right.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    head = QHBoxLayout()
    head.setContentsMargins(0, 0, 0, 0)
    head.setSpacing(SPACE_S)
    head.addLayout(titles, 1)
    head.addLayout(right)
    head.setAlignment(right, Qt.AlignmentFlag.AlignTop)
    return head
