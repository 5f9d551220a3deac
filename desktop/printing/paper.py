"""Any page on any paper: laid out once, the same for the printer, the PDF and the preview.

The layout counts in its own dots, 600 to the inch, and a painter is scaled to them, so that a page breaks at the
same line wherever it is shown. Type is in points. Each unit of a page is a text document of its own.
"""

import math
import os
import sys
from bisect import bisect_left
from collections.abc import Generator, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QLineF, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPainter,
    QPalette,
    QPdfWriter,
    QPen,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from desktop.actions.parts import finish
from desktop.printing import cards
from desktop.printing.drawings import INK, Drawings
from desktop.printing.page import (
    CARRIED,
    MM_PER_INCH,
    ROOM,
    Cards,
    Page,
    Paper,
    mirrored,
    printable,
    qt_page_size,
    usual_paper,
)
from desktop.printing.pdf_language import with_language
from resources.words import language, tr
from storage.whole_file import write_whole

DOTS_PER_INCH = 600
DOTS = DOTS_PER_INCH / MM_PER_INCH
HALF_LINE = 40.0
TEXT_POINTS, SMALL_POINTS = 9.0, 8.0
# Millimetres: kept free for the foot and the running head, and how much less white there is above and below.
FOOT, HEAD, TRIM = 7.5, 9.0, 2.0
GAP = 4.0
LINE = QColor("#8a8d91")

STYLE = """
body { color: #1f2328; }
.small { font-size: 8pt; }
.quiet { color: #55585d; }
.title { font-size: 16pt; font-weight: 600; }
.heading { font-size: 11pt; font-weight: 600; }
b { font-weight: 600; }
p { margin: 0px; }
"""


class Piece(NamedTuple):
    """A document or a part of it at its place: `top` in dots from the top of the sheet, `start` and `height` in it.

    `left` is counted from the left of the first column.
    """

    document: QTextDocument
    top: float
    start: float
    height: float
    left: float = 0.0


class QuietDocument(QTextDocument):
    """A document that never fetches anything: whatever it asks for is one transparent dot."""

    def loadResource(self, kind: int, name: Any) -> Any:
        """Return a picture of one dot, since nothing returned would make Qt go and look."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)


class LaidOut:
    """A page laid out on `paper`: `count` sheets, each to be drawn on a painter that has the whole sheet."""

    def __init__(self, page: Page, paper: Paper) -> None:
        self._prepare(page, paper)
        for _ in self._place_page():
            pass

    @classmethod
    def in_parts(cls, page: Page, paper: Paper) -> Generator[None, None, "LaidOut"]:
        """Lay out a unit at a time, for a page that may have many, and return it."""
        laid_out = cls.__new__(cls)
        laid_out._prepare(page, paper)
        yield from laid_out._place_page()
        return laid_out

    def _prepare(self, page: Page, paper: Paper) -> None:
        ensure_application()
        self.page, self.paper = page, paper
        self._metrics = QImage(1, 1, QImage.Format.Format_Mono)
        self._metrics.setDotsPerMeterX(round(DOTS * 1000))
        self._metrics.setDotsPerMeterY(round(DOTS * 1000))
        self._drawings = Drawings(page.drawings, DOTS)
        self._left, self._top = paper.margin * DOTS, (paper.margin - TRIM) * DOTS
        self._width = (paper.width - 2 * paper.margin) * DOTS
        self._bottom = (paper.height - paper.margin + TRIM - FOOT) * DOTS
        self._sheets: list[list[Piece]] = []
        self._next = self._top

    def _place_page(self) -> Generator[None, None, None]:
        page = self.page
        if page.cards is not None:
            self._place_cards(page.cards)
            return
        yield from self._place_all(page.units)
        for setting in (page.tight, *page.tighter):
            if setting and self.count > 1:
                yield from self._place_tighter(setting)
        self._fill()

    @property
    def count(self) -> int:
        """How many sheets there are; at least one."""
        return len(self._sheets)

    def draw(self, painter: QPainter, number: int, dots_per_inch: float) -> None:
        """Paint sheet `number` (from 1) with the origin of `painter` at the corner of the paper."""
        painter.save()
        painter.scale(dots_per_inch / DOTS_PER_INCH, dots_per_inch / DOTS_PER_INCH)
        for piece in self._sheets[number - 1]:
            self._draw_piece(painter, piece)
        if self.page.cards is None:
            self._draw_edges(painter, number)
        else:
            self._draw_crop_marks(painter)
        painter.restore()

    def _document(self, html: str) -> QTextDocument:
        document = QuietDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setUseDesignMetrics(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(QGuiApplication.layoutDirection())
        document.setDefaultTextOption(option)
        layout = document.documentLayout()
        layout.registerHandler(QTextFormat.ObjectTypes.ImageObject, self._drawings)
        layout.setPaintDevice(self._metrics)
        document.setDefaultFont(_font(TEXT_POINTS))
        document.setDefaultStyleSheet(STYLE)
        document.setTextWidth(self._width)
        right_to_left = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        document.setHtml(f"<body>{mirrored(html) if right_to_left else html}</body>")
        return document

    def _place_all(self, units: tuple[str, ...]) -> Generator[None, None, None]:
        self._sheets, self._next = [[]], self._top
        for unit in units:
            carried = CARRIED.search(unit)
            document = self._document(CARRIED.sub("", unit))
            self._place(document, carried[1] if carried is not None else "", mere_room=ROOM in unit)
            yield

    def _place_tighter(self, units: tuple[str, ...]) -> Generator[None, None, None]:
        """Take another setting instead of the one that is placed, where it saves a sheet."""
        roomy, after = self._sheets, self._next
        yield from self._place_all(units)
        if self.count >= len(roomy):
            self._sheets, self._next = roomy, after

    def _place_cards(self, given: Cards) -> None:
        """Put four cards on one sheet, as full as there is room for; what is too long even so is cut off."""
        self._left = cards.MARGIN * DOTS
        width, height = cards.card_size(self.paper)
        self._width = (width - 2 * cards.MARGIN) * DOTS
        room = (height - 2 * cards.MARGIN) * DOTS
        settings = range(given.settings - 1)
        fits = bisect_left(settings, True, key=lambda at: self._document(given.html(at)).size().height() <= room)
        document = self._document(given.html(fits))
        tall = min(room, document.size().height())
        self._sheets = [
            [
                Piece(document, (top + cards.MARGIN) * DOTS, 0, tall, left * DOTS)
                for left, top in cards.card_corners(self.paper)
            ]
        ]

    def _start_sheet(self) -> None:
        self._sheets.append([])
        self._next = self._top + (HEAD * DOTS if self.page.running else 0)

    def _place(self, document: QTextDocument, carried: str = "", *, mere_room: bool = False) -> None:
        height = document.size().height()
        if self._next + height > self._bottom and self._sheets[-1]:
            if mere_room:
                return
            self._start_sheet()
            if carried:
                self._place(self._document(carried))
        if self._next + height > self._bottom:
            self._place_long(document)
            return
        self._sheets[-1].append(Piece(document, self._next, 0, height))
        self._next += height

    def _place_long(self, document: QTextDocument) -> None:
        """Place a unit that is longer than a sheet: it is cut between two lines of its text."""
        room = self._bottom - self._top - (HEAD * DOTS if self.page.running else 0)
        document.setPageSize(QSizeF(self._width, math.floor(room)))
        for number in range(document.pageCount()):
            if number:
                self._start_sheet()
            self._sheets[-1].append(Piece(document, self._next, number * math.floor(room), math.floor(room)))
        self._next = self._bottom

    def _fill(self) -> None:
        for _ in range(self.page.spare_most):
            document = self._document(self.page.spare)
            if self._next + document.size().height() > self._bottom:
                return
            self._place(document)

    def _draw_piece(self, painter: QPainter, piece: Piece) -> None:
        painter.save()
        painter.translate(self._left + piece.left, piece.top - piece.start)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        # Paper is white in dark mode too.
        palette.setColor(QPalette.ColorRole.Text, INK)
        context.palette = palette
        if piece.height < piece.document.size().height():
            # Qt draws one line more above what it is told to; the painter's own clip keeps it from sight.
            context.clip = QRectF(0, piece.start, self._width, piece.height - HALF_LINE)
            painter.setClipRect(QRectF(0, piece.start, self._width, piece.height))
        painter.setLayoutDirection(QGuiApplication.layoutDirection())
        piece.document.documentLayout().draw(painter, context)
        painter.restore()

    def _draw_edges(self, painter: QPainter, number: int) -> None:
        here = QLocale()
        of = tr("Page {number} of {count}").format(number=here.toString(number), count=here.toString(self.count))
        foot = self._edge(self.page.footer, of)
        bottom = (self.paper.height - self.paper.margin + TRIM) * DOTS
        self._draw_piece(painter, Piece(foot, bottom - foot.size().height(), 0, foot.size().height()))
        if number > 1 and self.page.running:
            head = self._edge(self.page.running, "")
            self._draw_piece(painter, Piece(head, self._top, 0, head.size().height()))
            line = self._top + head.size().height() + DOTS
            painter.setPen(QPen(LINE, 0.2 * DOTS))
            painter.drawLine(QPointF(self._left, line), QPointF(self._left + self._width, line))

    def _draw_crop_marks(self, painter: QPainter) -> None:
        painter.setPen(QPen(LINE, 0.2 * DOTS))
        for mark in cards.crop_marks(self.paper):
            painter.drawLine(QLineF(mark.p1() * DOTS, mark.p2() * DOTS))

    def _edge(self, near: str, far: str) -> QTextDocument:
        """Return what stands at the head or foot of a sheet: at most a line or two, shortened where it is longer."""
        metrics = QFontMetricsF(_font(SMALL_POINTS), self._metrics)
        share = 99 - math.ceil((metrics.horizontalAdvance(far) + GAP * DOTS) / self._width * 100) if far else 99
        room = self._width * (share - 1) / 100
        # The last word of a line may have to go to the next one.
        lines = 1.0 if metrics.horizontalAdvance(near) <= room or not far else 1.85
        near = metrics.elidedText(printable(near), Qt.TextElideMode.ElideRight, room * lines)
        return self._document(
            '<table width="100%" cellspacing="0" cellpadding="0" class="small quiet"><tr>'
            f'<td width="{share}%" valign="bottom">{escape(near)}</td>'
            f'<td width="{100 - share}%" valign="bottom" align="right">{escape(far)}</td></tr></table>'
        )


def pdf_bytes(page: Page, paper: Paper | None = None, numbers: Sequence[int] | None = None) -> bytes:
    """Return `page` as a PDF on `paper` (None: what is usual here), text selectable, fonts embedded, title
    and language set.

    `numbers` are the sheets that are wanted, from 1; None for all.
    """
    return finish(pdf_in_parts(page, paper, numbers))


def pdf_in_parts(
    page: Page, paper: Paper | None = None, numbers: Sequence[int] | None = None
) -> Generator[None, None, bytes]:
    """Return what `pdf_bytes` does, a unit or a sheet at a time."""
    laid_out = yield from LaidOut.in_parts(page, paper or usual_paper())
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(printable(page.title))
    writer.setCreator("Handshake")
    writer.setResolution(DOTS_PER_INCH)
    writer.setPageLayout(full_page(laid_out.paper))
    yield from paint_in_parts(writer, laid_out, range(1, laid_out.count + 1) if numbers is None else numbers)
    from_right = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return with_language(bytes(buffer.data().data()), language(), from_right=from_right)


def paint(device: QPagedPaintDevice, laid_out: LaidOut, numbers: Sequence[int]) -> bool:
    """Paint the sheets `numbers` on `device`, whose page is the whole sheet. Return False when it can't be used."""
    return finish(paint_in_parts(device, laid_out, numbers))


def paint_in_parts(device: QPagedPaintDevice, laid_out: LaidOut, numbers: Sequence[int]) -> Generator[None, None, bool]:
    """Do what `paint` does, a sheet at a time."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    try:
        for at, number in enumerate(numbers):
            if at and not device.newPage():
                return False
            laid_out.draw(painter, number, device.logicalDpiX())
            yield
    finally:
        done = painter.end()
    return done


def save_pdf(page: Page, path: Path, paper: Paper | None = None, numbers: Sequence[int] | None = None) -> None:
    """Write `page` as a PDF to `path`, whole or not at all. Raises Trouble with the old file untouched."""
    write_whole(path, pdf_bytes(page, paper, numbers))


def full_page(paper: Paper) -> QPageLayout:
    """Return `paper` without margins of Qt's: the page keeps its own."""
    return QPageLayout(qt_page_size(paper), QPageLayout.Orientation.Portrait, QMarginsF())


def ensure_application() -> QGuiApplication:
    """Return the application that fonts need, made without a screen where there is none (the command line)."""
    found = QGuiApplication.instance()
    if isinstance(found, QGuiApplication):
        return found
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _kept.append(QGuiApplication([]))
    return _kept[-1]


# An application nobody holds is gone at once.
_kept: list[QGuiApplication] = []


def _font(points: float) -> QFont:
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.Normal)
    # Screen grids mean nothing on paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A PDF hands out the ligature of "fi" as one strange letter, and a search for "first" finds nothing.
    font.setFeature(QFont.Tag("liga"), 0)
    return font
