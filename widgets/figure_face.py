"""A figure that opens what it counts: its value and a note, with or without its name above, as one button."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Muted, PlainLabel
from widgets.theme import theme
from widgets.tokens import RADIUS_S, SPACE_S, SPACE_XS


class FigureText(NamedTuple):
    """A figure in words: `key`, its name, its value, what is to be said of it, and its target ("" for none)."""

    key: str
    name: str
    value: str
    note: str = ""
    target: str = ""


class FigureFace(QAbstractButton):
    """Shows one figure; `large` for the head of a card, where the name stands elsewhere.

    `figure_opened(key)` on a click, Enter or Space.
    """

    figure_opened = Signal(str)

    def __init__(self, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._over = False
        self.name_label = Muted("", "small")
        self.value_label = PlainLabel("", "figure" if large else "heading", wrap=not large)
        self.note_label = Muted("", "small")
        for label in (self.name_label, self.value_label, self.note_label):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            # Else they would write in the colour of a button.
            label.setForegroundRole(QPalette.ColorRole.WindowText)
        box: QBoxLayout
        if large:
            self.name_label.hide()
            box = QHBoxLayout(self)
            box.setSpacing(SPACE_S)
            box.addWidget(self.value_label, 0, Qt.AlignmentFlag.AlignBottom)
            box.addWidget(self.note_label, 1, Qt.AlignmentFlag.AlignBottom)
        else:
            box = QVBoxLayout(self)
            box.setSpacing(1)
            for label in (self.name_label, self.value_label, self.note_label):
                box.addWidget(label)
            box.addStretch(1)
        box.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._open)

    def set_figure(self, figure: FigureText) -> None:
        """Show `figure`."""
        self._key = figure.key
        self.name_label.setText(figure.name)
        self.value_label.setText(figure.value)
        self.note_label.setText(figure.note)
        said = tr("{name}: {value}").format(name=figure.name, value=figure.value)
        self.setAccessibleName(said)
        self.setAccessibleDescription(". ".join(part for part in (figure.note, figure.target) if part))
        self.updateGeometry()

    def key(self) -> str:
        """The key of the figure."""
        return self._key

    def texts(self) -> tuple[str, str, str]:
        """What is shown: name, value and note."""
        return self.name_label.text(), self.value_label.text(), self.note_label.text()

    def sizeHint(self) -> QSize:
        """As its words need."""
        return QWidget.sizeHint(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens it as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self._over = True
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
        """Paint what lies under the words: the ring of the keyboard, and the ground under the pointer."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().accent_ink, 1.4) if self.hasFocus() else Qt.PenStyle.NoPen)
        if self._over:
            painter.setBrush(theme().hover)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.7, 0.7, -0.7, -0.7), RADIUS_S, RADIUS_S)

    def _open(self) -> None:
        self.figure_opened.emit(self._key)
