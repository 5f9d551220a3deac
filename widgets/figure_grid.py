"""The lesser figures side by side, in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from widgets.card import Card
from widgets.figure_face import FigureFace, FigureText
from widgets.tab_order import follow
from widgets.theme import metrics
from widgets.tokens import SPACE_M

__all__ = ["FigureGrid", "FigureText"]

MOST_COLUMNS = 4
_LETTERS = 22
"""So many letters of body text are the least width of a column."""


class FigureGrid(Card):
    """Figures by name, value and note. `figure_opened(key)` asks for what one counts."""

    figure_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._faces: list[FigureFace] = []
        self._columns = 0
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_M)
        self.column.addLayout(self._grid)

    def set_figures(self, figures: Sequence[FigureText]) -> None:
        """Show `figures` in their order; those of the same place keep the keyboard."""
        while len(self._faces) < len(figures):
            face = FigureFace()
            face.figure_opened.connect(self.figure_opened)
            self._faces.append(face)
            self._columns = 0
        for face in self._faces[len(figures) :]:
            self._grid.removeWidget(face)
            face.hide()
            face.deleteLater()
            self._columns = 0
        del self._faces[len(figures) :]
        for face, figure in zip(self._faces, figures, strict=True):
            face.set_figure(figure)
        self._place()

    def face(self, key: str) -> FigureFace:
        """Return the figure of `key`. Raises KeyError when it is not there."""
        for face in self._faces:
            if face.key() == key:
                return face
        raise KeyError(key)

    def faces(self) -> tuple[FigureFace, ...]:
        """All that are shown."""
        return tuple(self._faces)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place them anew where there is room for another column, or no longer."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        least = metrics("body").averageCharWidth() * _LETTERS
        columns = min(max(self.width() // max(least, 1), 1), MOST_COLUMNS)
        if columns == self._columns or not self._faces:
            return
        for at in range(MOST_COLUMNS):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        had = self._columns
        self._columns = columns
        for number, face in enumerate(self._faces):
            self._grid.removeWidget(face)
            self._grid.addWidget(face, number // columns, number % columns)
        if not had:
            follow(self, self._faces)
        self.updateGeometry()
