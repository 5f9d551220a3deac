"""What is higher than its place scrolls, up and down only, on the paper of the page around it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from widgets.tokens import SPACE_S


class PageScroll(QScrollArea):
    """Shows `inside` without a frame; the keyboard goes straight to what is in it."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # One of our own: to hand out Qt's, PySide6 first makes every class that it might be, which takes 10 ms.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inside)
        # Not before: Qt has just told it to.
        inside.setAutoFillBackground(False)


def bring_into_view(widget: QWidget, across: int = SPACE_S) -> None:
    """Let the page around `widget` scroll to it, and so much `across` more: Qt does so for Tab alone."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    if parent is not None:
        parent.ensureWidgetVisible(widget, across, SPACE_S)
