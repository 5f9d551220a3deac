"""The days of the week to choose from: seven small keys, pressed or not."""

from PySide6.QtCore import QEvent, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from widgets.flow import FlowLayout
from widgets.text_paint import CENTRE, draw_line
from widgets.theme import metrics, theme
from widgets.tokens import RADIUS_S, SPACE_S, SPACE_XS

MONDAY_TO_FRIDAY = "01234"


class WeekdaysEdit(QWidget):
    """Monday to Sunday by the short names of the locale. `value_changed(digits)` by a person; 0 is Monday."""

    value_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.days = [DayKey(day) for day in range(7)]
        flow = FlowLayout(self, SPACE_XS)
        for key in self.days:
            flow.addWidget(key)
            key.clicked.connect(self._tell)
        self.setFocusProxy(self.days[0])
        self.set_value(MONDAY_TO_FRIDAY)

    def value(self) -> str:
        """The digits of the chosen days in order, such as "01234"."""
        return "".join(str(key.day) for key in self.days if key.isChecked())

    def set_value(self, digits: str) -> None:
        """Choose the days of `digits`, silently."""
        for key in self.days:
            key.setChecked(str(key.day) in digits)

    def _tell(self) -> None:
        self.value_changed.emit(self.value())


class DayKey(QCheckBox):
    """One day of the week, 0 is Monday: a check box that looks like a key."""

    def __init__(self, day: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def sizeHint(self) -> QSize:
        """Room for the short name, chosen or not."""
        measure = metrics("small-strong")
        wide = max(measure.horizontalAdvance(self._short), 2 * measure.averageCharWidth())
        # As high as a line to write in.
        return QSize(wide + 2 * SPACE_S + 2, metrics("body").height() + 10)

    def minimumSizeHint(self) -> QSize:
        """It does not shrink."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(pos)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange and hasattr(self, "day"):
            self._name()
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the key."""
        tokens = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        thick = 2 if self.hasFocus() else 1
        painter.setPen(QPen(tokens.accent_ink if chosen or self.hasFocus() else tokens.button_line, thick))
        painter.setBrush(tokens.select if chosen else tokens.hover if self.underMouse() else tokens.card)
        inside = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(inside, RADIUS_S, RADIUS_S)
        role, colour = ("small-strong", tokens.accent_ink) if chosen else ("small", tokens.muted)
        draw_line(painter, self.rect(), self._short, role, colour, CENTRE)

    def _name(self) -> None:
        self._short = self.locale().standaloneDayName(self.day + 1, QLocale.FormatType.ShortFormat)
        self.setAccessibleName(self.locale().standaloneDayName(self.day + 1, QLocale.FormatType.LongFormat))
