"""A dialog that only shows something: a title, what there is to see, and Close."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from widgets.card import Title
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
