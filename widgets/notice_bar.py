"""A quiet bar for what just happened, with a way back; and the banner that stays, such as "read-only"."""

from PySide6.QtCore import QEvent, QRectF, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QWidget

from resources.words import tr
from widgets.card import PlainLabel, paint_panel
from widgets.icons import icon, paint_icon
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_M, SPACE_S, SPACE_XS


class NoticeBar(QFrame):
    """One notice at a time: text, a button if there is a way back, one if there is more to see, and a cross.

    Signals: `action_requested()`, `more_requested(key)`, `closed()`.

    It goes away by itself after some seconds, not while the pointer or the focus is on it, and never when it is sticky.
    """

    action_requested = Signal()
    more_requested = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = "info"
        self._sticky = False
        self._more_key = ""
        self._label = PlainLabel("", wrap=True)
        self.action_button = QPushButton()
        self.more_button = QPushButton()
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.setAccessibleName(tr("Close this notice"))
        self.close_button.setToolTip(tr("Close this notice"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        row = QHBoxLayout(self)
        size = metrics("body").height()
        row.setContentsMargins(SPACE_M, SPACE_XS + 1, SPACE_M, SPACE_XS + 1)
        row.setSpacing(SPACE_S)
        row.addSpacing(size + SPACE_S)
        row.addWidget(self._label, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.more_button)
        row.addWidget(self.close_button)
        self.setMinimumHeight(size + 2 * SPACE_S + 2)
        self.hide()
        self.action_button.clicked.connect(self._act)
        self.more_button.clicked.connect(self._show_more)
        self.close_button.clicked.connect(self.dismiss)
        self._timer.timeout.connect(self._time_out)

    def show_notice(
        self,
        text: str,
        action: str = "",
        *,
        more: str = "",
        more_key: str = "",
        kind: str = "info",
        sticky: bool | None = None,
        closable: bool = True,
        seconds: float = 8.0,
    ) -> None:
        """Say `text`, with a button `action` (a way back) and one `more` (details; the notice stays) if given.

        `more_key` tells whoever listens to `more_requested` what there is more of.
        `kind` is "info" or "warning", which is sticky by default. One that is not `closable` stays as long as it
        is true.
        """
        self._kind = kind
        self._more_key = more_key
        self._sticky = kind == "warning" if sticky is None else sticky
        self._label.setText(text)
        for button, words in ((self.action_button, action), (self.more_button, more)):
            button.setText(words.replace("&", "&&"))
            button.setAccessibleName(words)
            button.setVisible(bool(words))
        self.close_button.setVisible(closable)
        self.close_button.setIcon(icon("close", theme().muted))
        self.setAccessibleName(text)
        self.show()
        self.update()
        self._timer.setInterval(round(seconds * 1000))
        self._run()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """What is said."""
        return self._label.text()

    @property
    def is_held(self) -> bool:
        """Whether it is shown until somebody closes it."""
        return self._sticky and not self.isHidden()

    def dismiss(self) -> None:
        """Take the notice away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Who reads is given the time."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """The time runs again."""
        super().leaveEvent(event)
        self._run()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "close_button"):
            self.close_button.setIcon(icon("close", theme().muted))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar and the sign of its kind."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        warning = self._kind == "warning"
        paint_panel(painter, QRectF(self.rect()), "amber" if warning else "plain")
        size = metrics("body").height()
        left = self.width() - SPACE_M - size if self.isRightToLeft() else SPACE_M
        place = QRectF(left, (self.height() - size) / 2, size, size)
        colour = theme().zone("ASK").ink if warning else theme().accent_ink
        paint_icon(painter, "warning" if warning else "info", place, colour)

    def _act(self) -> None:
        self.dismiss()
        self.action_requested.emit()

    def _show_more(self) -> None:
        self.more_requested.emit(self._more_key)

    def _run(self) -> None:
        if self._sticky:
            self._timer.stop()
        elif self.isVisible() and not self.underMouse():
            self._timer.start()

    def _time_out(self) -> None:
        if any(button.hasFocus() for button in (self.action_button, self.more_button, self.close_button)):
            self._timer.start()
        else:
            self.dismiss()
