"""A card with rows of cells under a heading: the zones of the agreement, the offerings, who decides, shared words."""

from collections.abc import Sequence
from itertools import zip_longest

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from widgets.card import Card, Muted
from widgets.rows_grid import RowsGrid
from widgets.rows_head import CardHeading, ColumnHeadings
from widgets.rows_model import Cell, Row
from widgets.rows_paint import ROW_PAD
from widgets.rows_view import RowsView
from widgets.theme import theme
from widgets.tokens import RADIUS, SPACE_M, SPACE_S, SPACE_XS

__all__ = ["Cell", "Row", "RowsCard", "line_up"]

_BAR = 4


class RowsCard(Card):
    """A heading with a note, and rows (`view`) in columns. It is as high as its rows; a page around it scrolls.

    Signals: `row_activated(key)` on a click, Enter or Space; `remove_requested(key)` on Delete; `row_changed(key)` when
    the keyboard has moved to another row, of this card or from the card above or below.
    """

    row_activated = Signal(str)
    remove_requested = Signal(str)
    row_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._zone = ""
        self._grid = RowsGrid()
        self._heading = CardHeading()
        self._headings = ColumnHeadings(self._grid)
        self._empty = Muted("")
        self.view = RowsView(self._grid)
        self.column.setSpacing(0)
        for widget in (self._heading, self._empty, self._headings, self.view):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._empty.setContentsMargins(ROW_PAD, SPACE_XS, ROW_PAD, SPACE_S)
        self._inset()
        self.set_content("", ())
        self.view.row_activated.connect(self.row_activated)
        self.view.remove_requested.connect(self.remove_requested)
        self.view.row_changed.connect(self._tell)

    def set_content(
        self,
        heading: str,
        rows: Sequence[Row],
        *,
        note: str = "",
        zone: str = "",
        headings: Sequence[str] = (),
        heading_colours: Sequence[str] = (),
        columns: Sequence[float] = (),
        empty_text: str = "",
        stacked: bool = False,
    ) -> None:
        """Show `rows` under `heading`; the current row and the focus stay where the keys are the same.

        `note` stands at the far end of the heading. `zone` (PROMISE, ASK, OFF, OPEN) gives the heading its shape and
        colour, and the card its bar. `headings` name the columns in `heading_colours` (muted by default), `columns`
        are their relative widths (1 each by default). `empty_text` is said when there are no rows. `stacked`: the
        cells of a row stand under each other, however wide the card is.
        """
        if zone != self._zone:
            self._zone = zone
            self._inset()
            self.update()
        self._heading.set_texts(heading, note, zone)
        self._heading.setVisible(bool(heading or note))
        self._grid.set_content(rows, headings, columns, stacked=stacked)
        self._headings.set_texts(headings, heading_colours)
        self._headings.setVisible(bool(rows) and any(headings))
        self._empty.setText(empty_text)
        self._empty.setVisible(bool(empty_text) and not rows)
        self.view.setAccessibleName(heading)
        self.view.setAccessibleDescription(note)
        self.view.set_rows(tuple(rows))
        self.view.setVisible(bool(rows))

    def rows(self) -> tuple[Row, ...]:
        """The rows that are shown."""
        return self.view.model_of_rows.rows()

    def current_key(self) -> str | None:
        """The key of the current row, or None."""
        return self.view.current_key()

    def set_current(self, key: str | None) -> bool:
        """Move to a row silently; say whether it is there (else no row is current)."""
        return self.view.set_current(key)

    def set_activatable(self, activatable: bool) -> None:
        """Let rows be clicked and removed (as at first), or let them only inform: the keyboard can still read them."""
        self.view.set_activatable(activatable)

    def text_at(self, place: QPoint) -> str:
        """Return the texts of the row under `place` (in coordinates of `view`); empty where there is none."""
        return self.view.text_at(place)

    def grid(self) -> RowsGrid:
        """The columns."""
        return self._grid

    def measure_anew(self) -> None:
        """Lay all out again, after a change of the columns."""
        self.view.measure_anew()
        self._headings.updateGeometry()
        self._headings.update()

    def changeEvent(self, event: QEvent) -> None:
        """The bar is at the leading edge, whichever that is."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange and hasattr(self, "view"):
            self._inset()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the panel, and the bar of its zone along the leading edge."""
        super().paintEvent(event)
        if not self._zone:
            return
        whole, cut = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), RADIUS, RADIUS)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cut.addRect(QRectF(self.width() - _BAR if mirrored else 0, 0, _BAR, self.height()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(whole.intersected(cut), theme().zone(self._zone).ink)

    def _inset(self) -> None:
        # Rows reach further out than the words over them, by the room for their frame.
        side = SPACE_M + 2 - ROW_PAD
        lead = side + (_BAR if self._zone else 0)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.column.setContentsMargins(side if mirrored else lead, SPACE_M, lead if mirrored else side, SPACE_XS)

    def _tell(self, key: str) -> None:
        self.show_current()
        self.row_changed.emit(key)

    def show_current(self) -> None:
        """Bring the current row into sight, with the first one the heading over it, with the last the end."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        page = area.widget() if area is not None else None
        if area is None or page is None:
            return
        rect = self.view.rect_of_current()
        row = QRect(self.view.mapTo(page, rect.topLeft()), rect.size())
        card = QRect(self.mapTo(page, QPoint(0, 0)), self.size())
        wanted = QRect(row)
        number, count = self.view.currentIndex().row(), len(self.rows())
        if number == 0:
            wanted.setTop(card.top())
        if number == count - 1:
            wanted.setBottom(card.bottom())
        if wanted.height() > area.viewport().height():
            wanted = row
        half = wanted.height() // 2 + 1
        area.ensureVisible(area.horizontalScrollBar().value(), wanted.center().y(), 0, half)


def line_up(cards: Sequence[RowsCard]) -> None:
    """Give the columns of `cards` that stand under each other the same widths: call it when their content is set.

    Every card makes its columns wide enough for the longest words of them all.
    """
    columns = [card.grid().cells() for card in cards]
    together = tuple(frozenset[Cell]().union(*cells) for cells in zip_longest(*columns, fillvalue=frozenset[Cell]()))
    for card in cards:
        card.grid().measure_with(together)
        card.measure_anew()
