"""A dialog that only shows something: a title, what there is to see, and Close."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from widgets.card import Title
from widgets.fit_screen import keep_on_screen
from widgets.page_scroll import PageScroll
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


class Page(QDialog):
    """A page to read. Show it with `open()`; it is freed when it is closed. What there is to see goes into `column`."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACE_M)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Title(title))
        outer.addLayout(self.column, 1)
        outer.addWidget(self.buttons)
        self.buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep Close on the screen."""
        super().showEvent(event)
        keep_on_screen(self)

    def add_reading_column(self) -> QVBoxLayout:
        """Return a column for text of any length: it scrolls where the screen is too low."""
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.windowTitle())
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, SPACE_M, 0)
        column.setSpacing(SPACE_M)
        scroll.setWidget(inside)
        self.column.addWidget(scroll, 1)
        return column

    def add_list_beside(self, search: QWidget, listed: QWidget, right: QWidget, share: int) -> None:
        """Show a list with its search field at the left, and `right`, which takes `share` parts to the list's two."""
        left = QVBoxLayout()
        left.setSpacing(SPACE_M)
        left.addWidget(search)
        left.addWidget(PageScroll(listed), 1)
        across = QHBoxLayout()
        across.setSpacing(SPACE_L)
        across.addLayout(left, 2)
        across.addWidget(right, share)
        self.column.addLayout(across, 1)


def stacked(cards: Sequence[QWidget]) -> PageScroll:
    """Return cards one under the other, at the top of what scrolls."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_M)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return PageScroll(inside)
