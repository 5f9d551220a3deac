"""Cards (rounded panels) and the labels on them, which show every text as it was typed."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from widgets.text_paint import Paragraph, one_line
from widgets.theme import font, metrics, theme
from widgets.tokens import RADIUS, SPACE_M, SPACE_S

_TONES = {"amber": "ASK", "red": "OFF", "green": "PROMISE", "open": "OPEN"}


class Card(QFrame):
    """A rounded panel with a column layout (`column`). `tone` is plain, amber, red, green or open."""

    def __init__(self, tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = tone
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_M + 2, SPACE_M, SPACE_M + 2, SPACE_M)
        self.column.setSpacing(SPACE_S)

    def tone(self) -> str:
        """The tone that is shown."""
        return self._tone

    def set_tone(self, tone: str) -> None:
        """Show the panel in `tone`."""
        if tone != self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel under its children."""
        painter = QPainter(self)
        paint_panel(painter, QRectF(self.rect()), self._tone)


def paint_panel(painter: QPainter, rect: QRectF, tone: str = "plain") -> None:
    """Paint a rounded panel with a thin line around it over the whole of `rect`."""
    tokens = theme()
    fill, line = tokens.card, tokens.line
    if tone in _TONES:
        fill, line = tokens.zone(_TONES[tone]).card, tokens.zone(_TONES[tone]).line
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line, 1))
    painter.setBrush(fill)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


class PlainLabel(QLabel):
    """A label that never reads HTML, set in the type of `role` (`widgets.tokens.TYPE`).

    `colour` is "ink", "muted", a voice ("sales", "operations", "owner") or a zone. It wraps, or with `elide` stays on
    one line and shows the whole text as a tooltip when there is no room for it.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str = "ink",
        *,
        wrap: bool = False,
        elide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._colour = colour
        self._elide = elide
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self._dress()
        self._align()
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show `text` as it was typed."""
        self._whole = one_line(text) if self._elide else text
        if self._elide:
            self.setAccessibleName(self._whole)
            self.updateGeometry()
            self._shorten()
        else:
            super().setText(text)

    def text(self) -> str:
        """The whole text, also where it is shown elided."""
        return self._whole

    def set_colour(self, colour: str) -> None:
        """Speak in another colour."""
        if colour != self._colour:
            self._colour = colour
            self._dress()

    def sizeHint(self) -> QSize:
        """Room for the whole text."""
        if not self._elide:
            return super().sizeHint()
        measure = metrics(self._role)
        return self._around(measure.horizontalAdvance(self._whole) + 2)

    def minimumSizeHint(self) -> QSize:
        """An elided label may become narrow."""
        if not self._elide:
            return super().minimumSizeHint()
        measure = metrics(self._role)
        wanted = measure.horizontalAdvance(self._whole) + 2
        return self._around(min(wanted, 6 * measure.averageCharWidth()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        if self._elide:
            self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours and the text size of the application."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._dress()

    def foreground(self) -> QColor:
        """The colour of the text."""
        return self.palette().color(QPalette.ColorRole.WindowText)

    def _given(self) -> QColor:
        return colour_named(self._colour)

    def _dress(self) -> None:
        wanted = font(self._role)
        if self.font() != wanted:
            self.setFont(wanted)
        if self.foreground() != self._given():
            dressed = self.palette()
            dressed.setColor(QPalette.ColorRole.WindowText, self._given())
            self.setPalette(dressed)

    def _around(self, width: int) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            width + margins.left() + margins.right(),
            metrics(self._role).height() + margins.top() + margins.bottom(),
        )

    def _align(self) -> None:
        # A QLabel goes by the direction of its text: a Latin name would stand on the wrong side of a mirrored column.
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)

    def _shorten(self) -> None:
        room = self.contentsRect().width()
        shown = metrics(self._role).elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != super().text():
            super().setText(shown)
        self.setToolTip(tooltip(self._whole) if shown != self._whole else "")


class Heading(PlainLabel):
    """The heading of a card."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", wrap=True, parent=parent)


class Title(PlainLabel):
    """The title of a room."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "title", elide=True, parent=parent)


class Muted(PlainLabel):
    """What is said under one's breath: a wrapping paragraph in grey."""

    def __init__(self, text: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(text, role, "muted", wrap=True, parent=parent)


class LeadLabel(QWidget):
    """A wrapping paragraph whose beginning is bold: "Lead time" 10 days, ours is 15. Plain text only."""

    def __init__(self, lead: str, rest: str = "", role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lead = ""
        self._text = ""
        self._role = role
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_texts(lead, rest)

    def set_texts(self, lead: str, rest: str = "") -> None:
        """Say `lead` in bold and `rest` after it."""
        self._lead = lead
        self._text = f"{lead} {rest}".strip()
        self.setAccessibleName(self._text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """All of it."""
        return self._text

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at `width`."""
        return round(self._paragraph(width).height + 0.49)

    def sizeHint(self) -> QSize:
        """About forty characters a line."""
        wanted = metrics(self._role).averageCharWidth() * 40
        return QSize(min(wanted, metrics(self._role).horizontalAdvance(self._text) + 8), self.heightForWidth(wanted))

    def minimumSizeHint(self) -> QSize:
        """At least a word a line."""
        return QSize(metrics(self._role).averageCharWidth() * 12, metrics(self._role).height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        self._paragraph(self.width()).draw(QPainter(self), 0, 0, theme().ink)

    def _paragraph(self, width: int) -> Paragraph:
        return Paragraph(self._text, self._role, width, self.layoutDirection(), len(self._lead))


def colour_named(name: str) -> QColor:
    """Return the text colour called `name`: ink, muted, accent, a voice or a zone."""
    tokens = theme()
    if name == "muted":
        return tokens.muted
    if name == "accent":
        return tokens.accent_ink
    if name in tokens.zones:
        return tokens.zones[name].ink
    return tokens.voice(name)


def tooltip(text: str) -> str:
    """Return `text` so that a tooltip shows it as typed, wrapped, whatever it looks like: Qt would read HTML in it."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return "<qt>" + escaped.replace("\n", "<br>") + "</qt>" if text else ""
