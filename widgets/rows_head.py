"""What stands over the rows of a card: its heading with a note at the far end, and the headings of the columns."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.card import colour_named
from widgets.rows_grid import HEADING_ROLE, RowsGrid, indent, shape_size
from widgets.rows_model import Cell
from widgets.rows_paint import ROW_PAD
from widgets.text_paint import TRAILING, Paragraph, draw_line, mirrored, one_line
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_XS
from widgets.zone_badge import paint_shape

_NOTE_ROLE = "small"
_NOTE_GAP = 2


class _Wrapping(QWidget):
    """Painted text that is as high as it is at its width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def sizeHint(self) -> QSize:
        """As high as at the width there is."""
        width = metrics("body").averageCharWidth() * 60
        return QSize(width, self.heightForWidth(max(self.width(), self.minimumSizeHint().width())))

    def minimumSizeHint(self) -> QSize:
        """A few words wide."""
        return QSize(metrics("body").averageCharWidth() * 16, 0)


class CardHeading(_Wrapping):
    """A heading, with the shape of its zone and in its colour, and a quiet note: at the far end, or under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Cell("", "heading")
        self._note = ""

    def set_texts(self, heading: str, note: str = "", zone: str = "") -> None:
        """Say `heading` and `note`."""
        self._heading = Cell(one_line(heading), "heading", zone or "ink", zone)
        self._note = note
        self.setAccessibleName(", ".join(text for text in (heading, note) if text))
        self.updateGeometry()
        self.update()

    def note_is_beside(self, width: int) -> bool:
        """Whether heading and note have room on one line of a card's `width`."""
        heading = indent(self._heading) + metrics("heading").horizontalAdvance(self._heading.text)
        note = metrics(_NOTE_ROLE).horizontalAdvance(self._note)
        return "\n" not in self._note and heading + SPACE_L + note <= width - 2 * ROW_PAD

    def heightForWidth(self, width: int) -> int:
        """The height of the lines."""
        heading, note = self._paragraphs(width)
        return ceil(heading.height + (note.height + _NOTE_GAP if note is not None else 0)) + SPACE_XS

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint shape, heading and note."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        direction = self.layoutDirection()
        painter.setLayoutDirection(direction)
        inner = self.rect().adjusted(ROW_PAD, 0, -ROW_PAD, 0)
        heading, note = self._paragraphs(self.width())
        words = mirrored(direction, inner, inner.adjusted(indent(self._heading), 0, 0, 0))
        heading.draw(painter, words.left(), 0, colour_named(self._heading.colour))
        if self._heading.zone:
            size = shape_size("heading")
            shape = mirrored(direction, inner, QRect(inner.left(), 0, size, size))
            top = metrics("heading").height() / 2 + 0.5 - size / 2
            colour = colour_named(self._heading.zone)
            paint_shape(painter, QRectF(shape.left(), top, size, size), self._heading.zone, colour)
        if note is not None:
            note.draw(painter, inner.left(), heading.height + _NOTE_GAP, theme().muted)
        elif self._note:
            # On one line of writing with the heading, at its far end.
            drop = metrics("heading").ascent() - metrics(_NOTE_ROLE).ascent()
            place = QRect(inner.left(), drop, inner.width(), metrics(_NOTE_ROLE).height())
            draw_line(painter, place, self._note, _NOTE_ROLE, theme().muted, TRAILING)

    def _paragraphs(self, width: int) -> tuple[Paragraph, Paragraph | None]:
        """Lay out the heading, and the note where it stands under it."""
        direction, room = self.layoutDirection(), width - 2 * ROW_PAD
        heading = Paragraph(self._heading.text, "heading", room - indent(self._heading), direction)
        under = bool(self._note) and not self.note_is_beside(width)
        return heading, Paragraph(self._note, _NOTE_ROLE, room, direction) if under else None


class ColumnHeadings(_Wrapping):
    """The headings over the columns of `grid`, with a line under them; nothing where cells stand in lines."""

    def __init__(self, grid: RowsGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self._headings: tuple[str, ...] = ()
        self._colours: tuple[str, ...] = ()

    def set_texts(self, headings: Sequence[str], colours: Sequence[str] = ()) -> None:
        """Say `headings`, one for each column, in `colours` (muted where none is named)."""
        self._headings = tuple(headings)
        self._colours = tuple(colours)
        self.setAccessibleName(", ".join(heading for heading in headings if heading))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The height of the highest, and of the line."""
        placed = self._place(width)
        return ceil(max(text.height for text, _left, _wide in placed)) + SPACE_XS + 1 if placed else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the headings and the line."""
        placed = self._place(self.width())
        if not placed:
            return
        painter = QPainter(self)
        inner = self.rect().adjusted(ROW_PAD, 0, -ROW_PAD, 0)
        for number, (text, left, wide) in enumerate(placed):
            place = mirrored(self.layoutDirection(), inner, QRect(inner.left() + left, 0, wide, 1))
            colour = self._colours[number] if number < len(self._colours) else "muted"
            text.draw(painter, place.left(), 0, colour_named(colour))
        painter.fillRect(inner.left(), self.height() - 1, inner.width(), 1, theme().line)

    def _place(self, width: int) -> list[tuple[Paragraph, int, int]]:
        cells = width - 2 * ROW_PAD
        if not any(self._headings) or not self._grid.is_side_by_side(cells):
            return []
        return [
            (Paragraph(heading, HEADING_ROLE, span.width, self.layoutDirection()), span.left, span.width)
            for heading, span in zip(self._headings, self._grid.spans(cells), strict=False)
        ]
