"""Words that open what they speak of: they wrap like a paragraph, and are a button to the keyboard."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from widgets.card import colour_named
from widgets.text_paint import Paragraph
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S

PAD = 4
_LETTERS, _LEAST_LETTERS = 34, 10


class TextLink(QAbstractButton):
    """A paragraph in the type of `role` and a `colour` of the theme. `opened(key)` on a click, Enter or Space.

    One that opens nothing only says its words, and Tab passes it over.
    """

    opened = Signal(str)

    def __init__(self, role: str = "body", colour: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._colour = role, colour
        self._key = ""
        self._opens = False
        self._over = False
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.clicked.connect(self._open)
        self.set_words("", "")

    def set_words(self, key: str, text: str, *, opens: bool = True) -> None:
        """Say `text`, which opens `key`."""
        self._key, self._opens = key, opens
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()
        self.updateGeometry()
        self.update()

    def key(self) -> str:
        """What it opens."""
        return self._key

    def opens(self) -> bool:
        """Say whether it opens anything."""
        return self._opens

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines at `width`."""
        return round(self._paragraph(width).height + 0.49) + 2

    def sizeHint(self) -> QSize:
        """A line of a side column at most."""
        measure = metrics(self._role)
        wanted = min(measure.averageCharWidth() * _LETTERS, measure.horizontalAdvance(self.text()) + 2 * PAD + 2)
        return QSize(wanted, self.heightForWidth(wanted))

    def minimumSizeHint(self) -> QSize:
        """At least a word a line."""
        return QSize(metrics(self._role).averageCharWidth() * _LEAST_LETTERS, metrics(self._role).height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it as Space does; the arrows are for what it stands in."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self._over = self._opens
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it as it was."""
        super().leaveEvent(event)
        self._over = False
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that it has gone on."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, under them the ring of the keyboard or the ground under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._over or self.hasFocus():
            painter.setPen(QPen(theme().accent_ink, 1.4) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(theme().hover if self._over else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), RADIUS_S, RADIUS_S)
        self._paragraph(self.width()).draw(painter, PAD, 1, colour_named(self._colour))

    def _paragraph(self, width: int) -> Paragraph:
        return Paragraph(self.text(), self._role, width - 2 * PAD, self.layoutDirection())

    def _open(self) -> None:
        if self._opens:
            self.opened.emit(self._key)
