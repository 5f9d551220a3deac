"""One area of the health check as a line: its name, where the three stand, and what the records say of it."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.card import tooltip
from widgets.face_button import FaceButton
from widgets.gap_paint import HIGHEST, Gap, faded, gap_colours, paint_gap
from widgets.text_link import TextLink
from widgets.text_paint import TRAILING, Paragraph, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_S, SPACE_XS

_PAD = 7
_NAME, _LINE = 0.265, 0.47
_NARROW = 84
"""Under so many letters of body text names get a little more of the width, so that fewer words are broken."""
_MORE = 0.03
_BEFORE = 0.78
"""How large the marks of before are beside those of now."""


class GapRecord(NamedTuple):
    """A sentence of what the records say. `opens`: there are cases to look at."""

    key: str
    text: str
    opens: bool = True


class GapRow(NamedTuple):
    """One area. `gap` None: nobody could judge, and `note` says so.

    `note` stands under the name in the colours of the zone `tone`, "" for quiet words; `say` is all of it in words.
    `before` is the same area in an earlier check, and `times` what now and before are called.
    """

    key: str
    name: str
    gap: Gap | None
    records: tuple[GapRecord, ...] = ()
    note: str = ""
    tone: str = ""
    say: str = ""
    before: Gap | None = None
    times: tuple[str, str] = ("", "")


class Columns(NamedTuple):
    """Where the columns of a chart stand, from left to right when reading begins at the left."""

    name: QRect
    line: QRect
    records: QRect


def columns(width: int, height: int, *, mirrored: bool = False) -> Columns:
    """Return the columns of a row of this size."""
    more = _MORE if width < _NARROW * metrics("body").averageCharWidth() else 0
    name, line = round(width * (_NAME + more)), round(width * (_LINE - more))
    places = (
        QRect(SPACE_XS, 0, name - SPACE_L, height),
        QRect(name, 0, line, height),
        QRect(name + line + SPACE_L - SPACE_XS, 0, width - name - line - SPACE_L + SPACE_XS, height),
    )
    if mirrored:
        places = tuple(QRect(width - each.right() - 1, 0, each.width(), height) for each in places)  # type: ignore[assignment]
    return Columns(*places)


class GapFace(FaceButton):
    """The name and the line of an area, which open its statements. `opened(key)` on a click, Enter or Space."""

    other_keys_pass = True

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = GapRow("", "", None)
        self.clicked.connect(self._open)

    def set_row(self, row: GapRow) -> None:
        """Show `row`."""
        self._row = row
        said = " ".join(part for part in (row.name, row.note) if part)
        self.setAccessibleName(row.say or said)
        self.setToolTip(tooltip(row.say))
        self.update()

    def row(self) -> GapRow:
        """What is shown."""
        return self._row

    def needed_height(self, width: int) -> int:
        """Return how high the words and the lines are at `width` of the name."""
        lines = HIGHEST * (1 + _BEFORE) if self._row.before is not None else HIGHEST
        words = sum(each.height for each, _colour in self._paragraphs(width))
        return round(max(lines, words + 2) + 0.49)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words and the marks, and the ring of the keyboard."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        self.paint_under(painter, over=self.underMouse() and not self.hasFocus())
        line_of_chart = self.parentWidget()
        assert line_of_chart is not None
        places = columns(line_of_chart.width(), self.height(), mirrored=self._mirrored)
        name, line = (each.translated(-self.x(), 0) for each in places[:2])
        found = self._paragraphs(name.width())
        top = (self.height() - sum(each.height for each, _colour in found)) / 2
        for paragraph, colour in found:
            paragraph.draw(painter, name.left(), top, colour)
            top += paragraph.height
        self._paint_lines(painter, line)

    def _paint_lines(self, painter: QPainter, line: QRect) -> None:
        row, colours, tokens = self._row, gap_colours(theme()), theme()
        if row.gap is None and row.before is None:
            return
        if not any(row.times):
            if row.gap is not None:
                paint_gap(painter, QRectF(line), row.gap, colours)
            return
        room = max(metrics("tiny").horizontalAdvance(said) for said in row.times) + SPACE_S
        mirrored = self._mirrored
        track = line.adjusted(0, 0, -room, 0) if mirrored else line.adjusted(room, 0, 0, 0)
        words = QRect(line.right() - room + 1 if mirrored else line.left(), 0, room - SPACE_S + 2, 0)
        upper = round(self.height() / (1 + _BEFORE)) if row.before is not None else self.height()
        for gap, said, (top, height), unit in (
            (row.gap, row.times[0], (0, upper), 1.0),
            (row.before, row.times[1], (upper, self.height() - upper), _BEFORE),
        ):
            if gap is None:
                continue
            place = QRect(track.left(), top, track.width(), height)
            shades = colours if unit == 1.0 else faded(colours)
            paint_gap(painter, QRectF(place), gap, shades, unit)
            beside = QRect(words.left(), top, words.width(), height)
            draw_line(painter, beside, said, "tiny", tokens.muted, TRAILING)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _paragraphs(self, width: int) -> list[tuple[Paragraph, QColor]]:
        tokens, row = theme(), self._row
        tone = tokens.zone(row.tone).ink if row.tone else tokens.muted
        texts = ((row.name, "strong", tokens.ink), (row.note, "small", tone))
        return [(Paragraph(text, role, width, self.layoutDirection()), colour) for text, role, colour in texts if text]

    def _open(self) -> None:
        self.opened.emit(self._row.key)


class GapLine(QWidget):
    """One row of the chart. `area_opened(key)`, `record_opened(area, record)`."""

    area_opened = Signal(str)
    record_opened = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = GapFace(self)
        self.links: list[TextLink] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.face.opened.connect(self.area_opened)

    def set_row(self, row: GapRow) -> None:
        """Show `row`; a record in hand keeps the keyboard while it is there."""
        self.face.set_row(row)
        while len(self.links) < len(row.records):
            link = TextLink("small", "muted", self)
            link.opened.connect(self._open_record)
            link.show()
            self.links.append(link)
        for link in self.links[len(row.records) :]:
            if link.hasFocus():
                self.face.setFocus(Qt.FocusReason.OtherFocusReason)
            link.hide()
            link.deleteLater()
        del self.links[len(row.records) :]
        for link, record in zip(self.links, row.records, strict=True):
            link.set_words(record.key, record.text, opens=record.opens)
        self._place()
        self.updateGeometry()

    def row(self) -> GapRow:
        """What is shown."""
        return self.face.row()

    def stops(self) -> list[QAbstractButton]:
        """Return what the keyboard goes through, from where reading begins."""
        return [self.face, *(link for link in self.links if link.opens())]

    def hasHeightForWidth(self) -> bool:
        """Words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of whatever is highest."""
        return self._inner(width) + 2 * _PAD + 1

    def sizeHint(self) -> QSize:
        """About as wide as the picture of the house."""
        width = metrics("body").averageCharWidth() * 96
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Half as wide in a small window; how high it must be there, its height for that width says."""
        return QSize(metrics("body").averageCharWidth() * 54, round(HIGHEST) + 2 * _PAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts anew."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Mirror the parts where reading begins at the other side."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line under the row."""
        painter = QPainter(self)
        painter.setPen(QPen(theme().line, 1))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def _inner(self, width: int) -> int:
        places = columns(width, 0)
        records = sum(link.heightForWidth(places.records.width()) for link in self.links)
        return max(self.face.needed_height(places.name.width()), records)

    def _place(self) -> None:
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        places = columns(self.width(), self.height(), mirrored=mirrored)
        both = places.name.united(places.line)
        ends = (-SPACE_XS, 2, SPACE_XS, -3)
        self.face.setGeometry(both.adjusted(*ends).intersected(self.rect()))
        heights = [link.heightForWidth(places.records.width()) for link in self.links]
        top = (self.height() - sum(heights)) // 2
        for link, height in zip(self.links, heights, strict=True):
            link.setGeometry(places.records.left(), top, places.records.width(), height)
            top += height
        self.face.update()

    def _open_record(self, key: str) -> None:
        self.record_opened.emit(self.face.row().key, key)
