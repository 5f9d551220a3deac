"""The tabs of the window: a real tab bar, upright, painted with icon, title, badge and the headings of groups."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from resources.words import tr
from widgets.icons import paint_icon
from widgets.text_paint import CENTRE, LEADING, draw_line, mirrored
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_S

_HEADING_ABOVE = 8
_BADGE_PAD = 7


class RoomTabs(QTabBar):
    """Tabs by key. `chosen(key)` tells of a tab a person moved to, by mouse, by keyboard or by an assistive tool."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Rooms"))
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self._tabs: list[tuple[str, str, str | None, str]] = []
        self._badges: dict[str, int] = {}
        self._hovered = -1
        self._silent = False
        self._wanted: tuple[QFontMetrics, int] | None = None
        self.currentChanged.connect(self._tell)

    def set_tabs(self, tabs: Sequence[tuple[str, str, str | None, str]]) -> None:
        """Show `tabs`: key, title, group or None, icon."""
        self._silent = True
        while self.count():
            self.removeTab(0)
        self._tabs = list(tabs)
        self._badges = {}
        self._wanted = None
        for _key, title, _group, _icon in self._tabs:
            self.addTab(title.replace("&", "&&"))
        self._silent = False

    def set_current(self, key: str) -> None:
        """Move to a tab without telling of it. Raises KeyError for a tab that is not there."""
        self._silent = True
        try:
            self.setCurrentIndex(self._index_of(key))
        finally:
            self._silent = False

    def current(self) -> str | None:
        """The key of the current tab."""
        return self._tabs[self.currentIndex()][0] if self.currentIndex() >= 0 else None

    def set_badge(self, key: str, count: int) -> None:
        """Show `count` at the tab, and say it in its accessible name."""
        index = self._index_of(key)
        if self._badges.get(key, 0) != count:
            self._badges[key] = count
            title = self._tabs[index][1]
            words = tr("{title}, {count} waiting for you").format(title=title, count=count) if count else title
            self.setAccessibleTabName(index, words)
            self.update()

    def wanted_width(self) -> int:
        """Room for the longest title in bold, its icon and a badge of two digits."""
        # Asked for by every layout of every tab: measured once for each type size.
        if self._wanted is None or self._wanted[0] is not metrics("strong"):
            self._wanted = (metrics("strong"), self._measure_width())
        return self._wanted[1]

    def _measure_width(self) -> int:
        measure = metrics("strong")
        longest = max((measure.horizontalAdvance(title) for _k, title, _g, _i in self._tabs), default=0)
        caps = metrics("caps")
        heading = max(
            (caps.horizontalAdvance(_capitals(group)) for _k, _t, group, _i in self._tabs if group), default=0
        )
        badge = metrics("small-strong").horizontalAdvance("99") + 2 * _BADGE_PAD
        titles = 2 * SPACE_L + self._icon_size() + 9 + longest + SPACE_S + badge
        return max(titles, heading + 2 * SPACE_L, measure.averageCharWidth() * 27)

    def tabSizeHint(self, index: int) -> QSize:
        """A row, and the heading of the group above it."""
        return QSize(self.wanted_width(), self._row_height() + self._heading_height(index))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Rows do not shrink: in a window that is too low they scroll."""
        return self.tabSizeHint(index)

    def minimumSizeHint(self) -> QSize:
        """Low enough for a small window."""
        return QSize(self.wanted_width(), 4 * self._row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, Down, Home and End move."""
        last = self.count() - 1
        at = self.currentIndex()
        wanted = {
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Down: min(at + 1, last),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            self.setCurrentIndex(wanted)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A heading is not a tab."""
        if self._row_at(event.position().toPoint()) >= 0:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which tab a click would choose."""
        self._hover(self._row_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._hover(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel over the rail changes no tab."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint headings and tabs."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            if self._heading_height(index):
                heading = self.tabRect(index).adjusted(SPACE_L, _HEADING_ABOVE, -SPACE_L, 0)
                heading.setHeight(metrics("caps").height() + 4)
                draw_line(painter, heading, _capitals(self._tabs[index][2] or ""), "caps", theme().muted)
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        key, title, _group, icon = self._tabs[index]
        tokens = theme()
        row = self._row_rect(index).adjusted(SPACE_S, 0, -SPACE_S - 1, -1)
        current = index == self.currentIndex()
        if current:
            focused = self.hasFocus()
            painter.setPen(QPen(tokens.accent_ink, 1.6) if focused else QPen(tokens.line, 1))
            painter.setBrush(tokens.card)
            painter.drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        elif index == self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.hover if tokens.dark else tokens.track)
            painter.drawRoundedRect(QRectF(row), 6, 6)
        inner = row.adjusted(SPACE_S, 0, -SPACE_S, 0)
        size = self._icon_size()
        direction = self.layoutDirection()
        icon_rect = QRect(inner.left(), row.top() + (row.height() - size) // 2, size, size)
        colour = tokens.accent_ink if current else tokens.ink
        paint_icon(painter, icon, QRectF(mirrored(direction, row, icon_rect)), colour)
        words = inner.adjusted(size + 9, 0, 0, 0)
        count = self._badges.get(key, 0)
        if count:
            text = str(count) if count < 100 else "99+"
            measure = metrics("small-strong")
            width = max(measure.horizontalAdvance(text) + 2 * _BADGE_PAD, measure.height() + 2)
            height = measure.height() + 1
            badge = QRect(inner.right() + 1 - width, row.top() + (row.height() - height) // 2, width, height)
            place = mirrored(direction, row, badge)
            tone = tokens.zone("ASK")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone.fill)
            painter.drawRoundedRect(QRectF(place), height / 2, height / 2)
            draw_line(painter, place, text, "small-strong", tone.ink, CENTRE)
            words.setRight(badge.left() - 6)
        role = "strong" if current else "body"
        draw_line(painter, mirrored(direction, row, words), title, role, colour, LEADING)

    def _tell(self, index: int) -> None:
        if not self._silent and 0 <= index < len(self._tabs):
            self.chosen.emit(self._tabs[index][0])

    def _index_of(self, key: str) -> int:
        for index, tab in enumerate(self._tabs):
            if tab[0] == key:
                return index
        raise KeyError(key)

    def _heading_height(self, index: int) -> int:
        group = self._tabs[index][2] if index < len(self._tabs) else None
        before = self._tabs[index - 1][2] if 0 < index <= len(self._tabs) else None
        return metrics("caps").height() + 4 + _HEADING_ABOVE if group and group != before else 0

    def _row_height(self) -> int:
        return metrics("strong").height() + 15

    def _icon_size(self) -> int:
        return metrics("strong").height() + 1

    def _row_rect(self, index: int) -> QRect:
        rect = self.tabRect(index)
        return rect.adjusted(0, self._heading_height(index), 0, 0)

    def _row_at(self, place: QPoint) -> int:
        index = self.tabAt(place)
        return index if index >= 0 and self._row_rect(index).contains(place) else -1

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.update()


def _capitals(group: str) -> str:
    return group.upper()
