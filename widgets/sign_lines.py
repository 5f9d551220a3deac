"""Early signs line by line: a badge with its state, what it says, and how it read before; each opens what it counts."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from widgets.card import Muted, PlainLabel, tooltip
from widgets.face_button import WordsButton
from widgets.page_scroll import bring_into_view
from widgets.tab_order import follow
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_S, SPACE_XS, Tokens
from widgets.zone_badge import ZoneBadge, badge_size, paint_shape


class SignLine(NamedTuple):
    """One sign: the zone in whose shape it is marked and the words of the mark, its name and what it says.

    `past` are the zone and the words of each earlier reading, the oldest first, the last one that of today; `why` says
    from when on it shows.
    """

    key: str
    name: str
    say: str
    zone: str
    mark: str
    past: tuple[tuple[str, str], ...] = ()
    why: str = ""


class SignLines(QWidget):
    """Signs under each other; Up and Down go from one to the next. `sign_opened(key)` on a click, Enter or Space."""

    sign_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[SignButton] = []
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(2)

    def set_signs(self, signs: Sequence[SignLine]) -> None:
        """Show `signs`; those of the same place keep the keyboard."""
        while len(self._buttons) < len(signs):
            button = SignButton()
            button.opened.connect(self.sign_opened)
            button.installEventFilter(self)
            self._list.addWidget(button)
            self._buttons.append(button)
        for gone in self._buttons[len(signs) :]:
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        del self._buttons[len(signs) :]
        widest = max((badge_size(sign.mark).width() for sign in signs), default=0)
        for button, sign in zip(self._buttons, signs, strict=True):
            button.show_sign(sign, widest)
        follow(self, self._buttons)

    def buttons(self) -> tuple["SignButton", ...]:
        """All that are shown."""
        return tuple(self._buttons)

    def button(self, key: str) -> "SignButton":
        """Return the sign of `key`. Raises KeyError when it is not there."""
        for button in self._buttons:
            if button.sign.key == key:
                return button
        raise KeyError(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from sign to sign."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not event.modifiers():
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            at = next((number for number, button in enumerate(self._buttons) if button is watched), None)
            if step is not None and at is not None:
                if 0 <= at + step < len(self._buttons):
                    self._buttons[at + step].setFocus(Qt.FocusReason.TabFocusReason)
                    bring_into_view(self._buttons[at + step], 0)
                return True
        return False


class SignButton(WordsButton):
    """One sign as one button. `opened(key)`."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = SignLine("", "", "", "OPEN", "")
        self.badge = ZoneBadge()
        self.name_label = PlainLabel("", "strong", wrap=True)
        self.say_label = Muted("")
        self.past = PastMarks()
        self.carry(self.badge, self.name_label, self.say_label)
        words = QVBoxLayout()
        words.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(self.name_label, 1)
        head.addWidget(self.past, 0, Qt.AlignmentFlag.AlignTop)
        words.addLayout(head)
        words.addWidget(self.say_label)
        across = QHBoxLayout(self)
        across.setContentsMargins(SPACE_XS, SPACE_XS, SPACE_XS, SPACE_XS)
        across.setSpacing(SPACE_S)
        across.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        self.clicked.connect(self._open)

    def show_sign(self, sign: SignLine, badge_width: int) -> None:
        """Show `sign`; all badges of a list are as wide as the widest."""
        self.sign = sign
        self.badge.set_zone(sign.zone, sign.mark)
        self.badge.setFixedWidth(badge_width)
        self.name_label.setText(sign.name)
        self.say_label.setText(sign.say)
        self.past.set_marks(sign.past)
        self.setToolTip(tooltip(sign.why))
        self.setAccessibleName(f"{sign.mark}: {sign.name}. {sign.say}")
        self.setAccessibleDescription("\n".join((sign.why, *(words for _, words in reversed(sign.past[:-1])))))
        self.updateGeometry()

    def _open(self) -> None:
        self.opened.emit(self.sign.key)


class PastMarks(QWidget):
    """How a sign read before, as small shapes, the oldest where reading begins; the tooltip of each says it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_marks(self, marks: Sequence[tuple[str, str]]) -> None:
        """Show `marks`: a zone and words each."""
        self._marks = tuple(marks)
        self.updateGeometry()
        self.update()

    def marks(self) -> tuple[tuple[str, str], ...]:
        """What is shown."""
        return self._marks

    def sizeHint(self) -> QSize:
        """One line of text high."""
        return QSize(_step() * len(self._marks), metrics("body").height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shapes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint_marks(painter, QRectF(self.rect()), [zone for zone, _ in self._marks], mirrored=mirrored)

    def event(self, event: QEvent) -> bool:
        """Say the reading under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), tooltip(self.words_at(event.pos().x())), self)
            return True
        return super().event(event)

    def words_at(self, x: int) -> str:
        """Return what is said of the reading at the horizontal position `x`; nothing beside them."""
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            x = self.width() - 1 - x
        at = x // _step()
        return self._marks[at][1] if 0 <= at < len(self._marks) else ""


def paint_marks(
    painter: QPainter, rect: QRectF, zones: Sequence[str], *, tokens: Tokens | None = None, mirrored: bool = False
) -> None:
    """Paint the shapes of `zones` evenly over `rect`, in the colours of `tokens` (None: those now in force)."""
    if not zones:
        return
    tokens = tokens or theme()
    step = rect.width() / len(zones)
    size = min(step * 0.64, rect.height())
    for number, zone in enumerate(zones):
        at = len(zones) - 1 - number if mirrored else number
        left = rect.left() + at * step + (step - size) / 2
        place = QRectF(left, rect.center().y() - size / 2, size, size)
        paint_shape(painter, place, zone, tokens.zone(zone).ink)


def _step() -> int:
    return max(metrics("body").height() * 2 // 3, 9)
