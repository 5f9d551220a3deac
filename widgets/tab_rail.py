"""The rail at the left: the business, its tabs as real tabs, and who is acting."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import PlainLabel, colour_named, tooltip
from widgets.room_tabs import RoomTabs
from widgets.text_paint import draw_line
from widgets.theme import metrics, theme
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XS


class TabRail(QWidget):
    """The business's name, the tabs (`tabs`), and the person acting. `tab_chosen(key)`, `person_chosen(id)`.

    The signals tell what a person chose; `set_current` and `set_people` are silent.
    """

    tab_chosen = Signal(str)
    person_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = PlainLabel("", "heading", elide=True)
        self._line = PlainLabel("", "tiny", "muted", wrap=True)
        self.tabs = RoomTabs()
        self.acting_button = ActingButton()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_L - 2, 0, SPACE_S)
        column.setSpacing(0)
        for label in (self._name, self._line):
            label.setContentsMargins(SPACE_L, 0, SPACE_L, SPACE_XS // 2)
            column.addWidget(label)
        column.addSpacing(SPACE_S)
        column.addWidget(self.tabs)
        column.addStretch(1)
        column.addWidget(self.acting_button)
        self._fit()
        self.tabs.chosen.connect(self.tab_chosen)
        self.acting_button.person_chosen.connect(self.person_chosen)

    def set_tabs(self, tabs: Sequence[tuple[str, str, str | None, str]]) -> None:
        """Show `tabs`: key, title, the group whose heading stands above its first tab (None: no group), icon."""
        self.tabs.set_tabs(tabs)
        self._fit()

    def set_current(self, key: str) -> None:
        """Move to the tab `key`, silently. Raises KeyError for a tab that is not there."""
        self.tabs.set_current(key)

    def current(self) -> str | None:
        """The key of the current tab."""
        return self.tabs.current()

    def set_badge(self, key: str, count: int) -> None:
        """Show how many things wait for the person acting in the tab `key`; 0 shows nothing."""
        self.tabs.set_badge(key, count)

    def set_business(self, name: str, line: str) -> None:
        """Show the name of the business, and a line about it."""
        self._name.setText(name)
        self._line.setText(line)

    def set_people(self, people: Sequence[tuple[str, str, str, str]], current_id: str | None) -> None:
        """Offer `people` to act as: id, name, functions in words, colour role (a voice); `current_id` is acting."""
        self.acting_button.set_people(people, current_id)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the titles at every text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "tabs"):
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line towards the room."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().rail)
        edge = 0 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), theme().line)

    def _fit(self) -> None:
        self.setFixedWidth(self.tabs.wanted_width())


class ActingButton(QPushButton):
    """Who is acting, in the colour of their function, with a menu of everybody. `person_chosen(id)`."""

    person_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._people: list[tuple[str, str, str, str]] = []
        self._current: str | None = None
        self._menu: QMenu | None = None
        self.set_people((), None)
        self.clicked.connect(self.open_menu)

    def set_people(self, people: Sequence[tuple[str, str, str, str]], current_id: str | None) -> None:
        """See `TabRail.set_people`."""
        self._people = list(people)
        self._current = current_id
        self.setAccessibleName(tr("Acting as {person}").format(person=self._words()))
        self.setToolTip("")
        self.update()

    def open_menu(self) -> None:
        """Offer everybody, the one acting now marked."""
        if self._menu is None:
            self._menu = QMenu(self)
            self._menu.triggered.connect(self._choose)
        self._menu.clear()
        for person_id, name, functions, _role in self._people:
            # An ampersand in a name is a letter, not a shortcut.
            action = self._menu.addAction(_joined(name, functions).replace("&", "&&"))
            action.setData(person_id)
            action.setCheckable(True)
            action.setChecked(person_id == self._current)
        if self._people:
            self._menu.popup(self.mapToGlobal(QPoint(0, -self._menu.sizeHint().height())))

    def _choose(self, action: QAction) -> None:
        if action.data() != self._current:
            self.person_chosen.emit(action.data())

    def _words(self) -> str:
        for person_id, name, functions, _role in self._people:
            if person_id == self._current:
                return _joined(name, functions)
        return tr("nobody yet")

    def _colour(self) -> str:
        return next((role for person_id, _n, _f, role in self._people if person_id == self._current), "ink")

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(120, metrics("small").height() + metrics("strong").height() + 2 * SPACE_M)

    def minimumSizeHint(self) -> QSize:
        """Two lines; a long name is elided."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line above, the caption and the person."""
        tokens = theme()
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        inner = self.rect().adjusted(SPACE_S, 0, -SPACE_S, 0)
        painter.fillRect(inner.left(), 0, inner.width(), 1, tokens.line)
        if self.underMouse() or self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(tokens.accent_ink if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.hover)
            painter.drawRoundedRect(inner.adjusted(0, SPACE_XS + 1, -1, -2), 6, 6)
        words = inner.adjusted(SPACE_S, 0, -SPACE_S, 0)
        words.setTop(SPACE_M - 1)
        words.setHeight(metrics("small").height())
        draw_line(painter, words, tr("Acting as"), "small", tokens.muted)
        words.moveTop(words.bottom() + 2)
        words.setHeight(metrics("strong").height())
        who = self._words()
        draw_line(painter, words, f"{who} \u25be", "strong", colour_named(self._colour()))
        narrow = metrics("strong").horizontalAdvance(f"{who} \u25be") > words.width()
        if narrow and not self.toolTip():
            self.setToolTip(tooltip(who))


def _joined(name: str, functions: str) -> str:
    return f"{name} \u00b7 {functions}" if functions else name
