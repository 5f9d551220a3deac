"""The areas of the health check under each other: where Sales, Operations and the owner stand, and how far apart."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from resources.words import tr
from widgets.gap_paint import MARK, gap_colours, paint_gap_mark
from widgets.gap_row import Columns, GapLine, GapRecord, GapRow, columns
from widgets.page_scroll import bring_into_view
from widgets.tab_order import ARROWS, rove
from widgets.text_link import PAD
from widgets.text_paint import CENTRE, LEADING, TRAILING, Paragraph, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_S, SPACE_XS

__all__ = ["GapChart", "GapRecord", "GapRow"]


class GapChart(QWidget):
    """A head with the legend, and a row for each area. It is as high as its rows; a page around it scrolls.

    The whole is one stop for Tab: arrows, Home and End move between areas and what the records say of them.
    Signals: `area_opened(key)` and `record_opened(area, record)` on a click, Enter or Space.
    """

    area_opened = Signal(str)
    record_opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = _Head()
        self._lines: list[GapLine] = []
        self._stop: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("What both sides say, by area"))

    def set_rows(self, rows: Sequence[GapRow], heading: str) -> None:
        """Show `rows` with `heading` over the records; the keyboard stays where it is."""
        while len(self._lines) < len(rows):
            line = GapLine(self)
            line.area_opened.connect(self.area_opened)
            line.record_opened.connect(self.record_opened)
            self._column.addWidget(line)
            line.show()
            self._lines.append(line)
        for line in self._lines[len(rows) :]:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        del self._lines[len(rows) :]
        for line, row in zip(self._lines, rows, strict=True):
            line.set_row(row)
        gaps = [gap for row in rows for gap in (row.gap, row.before) if gap is not None]
        self.head.set_content(heading, has_owner=any(gap.owner is not None for gap in gaps))
        stops = self._stops()
        self._rove(self._stop if self._stop in stops else next(iter(stops), None))
        self.updateGeometry()

    def rows(self) -> tuple[GapRow, ...]:
        """What is shown."""
        return tuple(line.row() for line in self._lines)

    def line(self, key: str) -> GapLine:
        """Return the row of an area. Raises KeyError when it is not there."""
        for line in self._lines:
            if line.row().key == key:
                return line
        raise KeyError(key)

    def focus_first(self) -> None:
        """Give the keyboard to the row where it was, at first the topmost."""
        if self._stop is not None:
            self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move between areas, and to what the records say."""
        key = Qt.Key(event.key())
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self._lines:
            super().keyPressEvent(event)
        elif key in ARROWS:
            down, across = ARROWS[key]
            self._move(down, -across if self._mirrored else across)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(self._lines[0 if key == Qt.Key.Key_Home else -1].face)
        else:
            super().keyPressEvent(event)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _move(self, down: int, across: int) -> None:
        rows = [list[QWidget](line.stops()) for line in self._lines]
        focused = self.window().focusWidget()
        here = [(row, stops.index(focused)) for row, stops in enumerate(rows) if focused in stops]
        row, at = here[0] if here else (0, 0)
        row = max(0, min(row + down, len(rows) - 1))
        self._go(rows[row][max(0, min(at + across, len(rows[row]) - 1))])

    def _go(self, stop: QWidget) -> None:
        self._rove(stop)
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
        bring_into_view(stop)

    def _stops(self) -> list[QWidget]:
        return [stop for line in self._lines for stop in line.stops()]

    def _rove(self, stop: QWidget | None) -> None:
        """Let Tab stop at `stop` and nowhere else in here."""
        self._stop = stop
        rove(self, self._stops(), stop)


class _Head(QWidget):
    """Names the columns: the ends of the scale, and the three marks between them or under them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = ""
        self._has_owner = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_content(self, heading: str, *, has_owner: bool) -> None:
        """Name the column of the records, and the marks that there are."""
        self._heading, self._has_owner = heading, has_owner
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """The legend comes under the scale where there is no room between its ends."""
        return True

    def heightForWidth(self, width: int) -> int:
        """One line, or as many as the words need."""
        places = columns(width, 0)
        legend = 1 if self._fits(places.line.width()) else 1 + len(self._legend_lines(places.line.width()))
        words = Paragraph(self._heading, "small", places.records.width() - 2 * PAD).lines if self._heading else 1
        return max(legend, words) * self._line + SPACE_S

    def sizeHint(self) -> QSize:
        """As the rows."""
        width = metrics("body").averageCharWidth() * 96
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """As the rows."""
        return QSize(0, self._line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the names of the columns."""
        painter, tokens = QPainter(self), theme()
        painter.setLayoutDirection(self.layoutDirection())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        places: Columns = columns(self.width(), self._line, mirrored=mirrored)
        draw_line(painter, places.name, tr("Area"), "small", tokens.muted)
        draw_line(painter, places.line, self._ends[0], "small", tokens.muted, LEADING)
        draw_line(painter, places.line, self._ends[1], "small", tokens.muted, TRAILING)
        beside = Paragraph(self._heading, "small", places.records.width() - 2 * PAD, self.layoutDirection())
        beside.draw(painter, places.records.left() + PAD, 2, tokens.muted)
        if self._fits(places.line.width()):
            self._paint_legend(painter, places.line, self._entries)
            return
        for number, entries in enumerate(self._legend_lines(places.line.width()), start=1):
            self._paint_legend(painter, places.line.translated(0, number * self._line), entries)

    @property
    def _line(self) -> int:
        return metrics("small").height() + 3

    @property
    def _ends(self) -> tuple[str, str]:
        return tr("1 disagree"), tr("5 agree")

    @property
    def _entries(self) -> list[tuple[str, str]]:
        found = [("sales", tr("Sales")), ("operations", tr("Operations"))]
        return [*found, ("owner", tr("Owner"))] if self._has_owner else found

    def _fits(self, width: int) -> bool:
        ends = sum(metrics("small").horizontalAdvance(end) for end in self._ends)
        return self._wide(self._entries) + ends + 4 * SPACE_S <= width

    def _wide(self, entries: Sequence[tuple[str, str]]) -> int:
        return sum(_entry_width(said) for _voice, said in entries) + SPACE_S * (len(entries) - 1)

    def _legend_lines(self, width: int) -> list[list[tuple[str, str]]]:
        lines: list[list[tuple[str, str]]] = []
        for entry in self._entries:
            if lines and self._wide([*lines[-1], entry]) <= width:
                lines[-1].append(entry)
            else:
                lines.append([entry])
        return lines

    def _paint_legend(self, painter: QPainter, rect: QRect, entries: Sequence[tuple[str, str]]) -> None:
        mirrored = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        along = (rect.width() - self._wide(entries)) // 2
        for voice, said in entries:
            width = _entry_width(said)
            left = rect.right() + 1 - along - width if mirrored else rect.left() + along
            place = QRect(left, rect.top(), width, rect.height())
            at = place.right() - MARK / 2 if mirrored else place.left() + MARK / 2
            paint_gap_mark(painter, QPointF(at, place.center().y() + 1), voice, gap_colours(theme()), 0.85)
            room = round(MARK) + SPACE_XS
            words = place.adjusted(0, 0, -room, 0) if mirrored else place.adjusted(room, 0, 0, 0)
            draw_line(painter, words, said, "small", theme().muted, CENTRE)
            along += width + SPACE_S


def _entry_width(said: str) -> int:
    return round(MARK) + SPACE_XS + metrics("small").horizontalAdvance(said) + 2
