"""What each page of the Health check tab has, and how it speaks to the tab."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.session import Session

if TYPE_CHECKING:
    from desktop.dialogs.figure_cases import FigureCases


class HealthPage(QWidget):
    """One page of the tab.

    `told(text, can_undo)` what was done, `troubled(Trouble)` what went wrong, `settled()` when all of it is on screen;
    `deal_requested(id)`, `question_requested(id)` and `room_requested(key, what)` as in `Room`.
    """

    topics: frozenset[str] = frozenset()

    told = Signal(str, bool)
    troubled = Signal(object)
    settled = Signal()
    deal_requested = Signal(str)
    question_requested = Signal(str)
    room_requested = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session

    def refresh(self) -> None:
        """Show the records as they are now."""
        raise NotImplementedError

    def open_cases(self, page: "FigureCases") -> None:
        """Open the cases that a figure or a sign counts; one of them leads to where it is seen."""
        page.deal_chosen.connect(self.deal_requested)
        page.question_chosen.connect(self.question_requested)
        page.place_chosen.connect(self.room_requested)
        page.open()

    def finish_background_work(self) -> None:
        """Do now what would be done behind the window (for pictures, paper and tests)."""

    def focus_first(self) -> None:
        """Give the keyboard to where work on this page begins."""

    def print_page(self) -> None:
        """Print this page."""

    def do(self, what: str) -> None:
        """Do what a menu asks for, by its word."""
