"""Tabs that are known by a key and may carry a count: what the chips of a filter and the pages of a room share."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from resources.words import tr


class KeyTabs(QTabBar):
    """A row of tabs by key, each with a count after its words or none. `chosen(key)` tells of a person's choice.

    Left and Right choose, the wheel does not, too many tabs scroll. A subclass paints them, and says in `tabSizeHint`
    how large they are.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tabs: list[tuple[str, str, int | None]] = []
        self._silent = False
        self.currentChanged.connect(self._tell)
        # The arrows that scroll are for the mouse: Left and Right go through all tabs.
        for arrow in self.findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_tabs(self, tabs: Sequence[tuple[str, str, int | None]]) -> None:
        """Show `tabs`: key, text, count (None: none is shown). The current one stays current."""
        current = self.current()
        keys = [key for key, _text, _count in tabs]
        self._silent = True
        if keys != [key for key, _text, _count in self._tabs]:
            while self.count():
                self.removeTab(0)
            self._tabs = list(tabs)
            for _each in tabs:
                self.addTab("")
            self.setCurrentIndex(keys.index(current) if current in keys else 0)
        self._tabs = list(tabs)
        for index, (_key, text, count) in enumerate(tabs):
            # Setting the text is what makes the bar measure the tab anew.
            self.setTabText(index, self.shown(index).replace("&", "&&"))
            self.setAccessibleTabName(
                index, text if count is None else tr("{text}, {count}").format(text=text, count=count)
            )
        self._silent = False
        self.update()

    def set_current(self, key: str) -> None:
        """Choose a tab, silently. Raises KeyError for one that is not there."""
        for index, each in enumerate(self._tabs):
            if each[0] == key:
                self._silent = True
                self.setCurrentIndex(index)
                self._silent = False
                return
        raise KeyError(key)

    def current(self) -> str | None:
        """The key of the chosen tab."""
        index = self.currentIndex()
        return self._tabs[index][0] if 0 <= index < len(self._tabs) else None

    def shown(self, index: int) -> str:
        """Return the words of a tab with its count, as they are painted; none for a tab that is not there."""
        if not 0 <= index < len(self._tabs):
            return ""
        _key, text, count = self._tabs[index]
        return text if count is None else f"{text} {count}"

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs do not shrink: too many of them scroll."""
        return self.tabSizeHint(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turning the wheel chooses nothing."""
        event.ignore()

    def _tell(self, _index: int) -> None:
        key = self.current()
        if not self._silent and key is not None:
            self.chosen.emit(key)
