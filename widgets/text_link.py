"""Words that open what they speak of: they wrap like a paragraph, and are a button to the keyboard."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from widgets.card import colour_named
from widgets.face_button import FaceButton
from widgets.text_paint import Paragraph
from widgets.theme import metrics

PAD = 4
_LETTERS, _LEAST_LETTERS = 34, 10


class TextLink(FaceButton):
    """A paragraph in the type of `role` and a `colour` of the theme. `opened(key)` on a click, Enter or Space.

    One that opens nothing only says its words, and Tab passes it over.
    """

    other_keys_pass = True

    opened = Signal(str)

    def __init__(self, role: str = "body", colour: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._role, self._colour = role, colour
        self._key = ""
        self._opens = False
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

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, under them the ring of the keyboard or the ground under the pointer."""
        painter = QPainter(self)
        self.paint_under(painter, over=self.underMouse() and self._opens)
        self._paragraph(self.width()).draw(painter, PAD, 1, colour_named(self._colour))

    def _paragraph(self, width: int) -> Paragraph:
        return Paragraph(self.text(), self._role, width - 2 * PAD, self.layoutDirection())

    def _open(self) -> None:
        if self._opens:
            self.opened.emit(self._key)
