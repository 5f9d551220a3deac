"""A row of buttons from plain values: key, words, and whether it is the main one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from widgets.flow import FlowLayout
from widgets.tab_order import follow


class ActionButtons(QWidget):
    """Buttons side by side, in the next line where there is no room. `action_requested(key)`.

    Tab goes through them where the whole stands, whenever they were made.
    """

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._row = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._actions: tuple[tuple[str, str, bool], ...] = ()
        self._group.idClicked.connect(self._request)

    def set_actions(self, actions: Sequence[tuple[str, str, bool]]) -> None:
        """Show `actions` (key, text, primary). Buttons of the same keys stay, with the focus they may have.

        When the button pressed is gone with what it did, the keyboard stays in the row instead of wandering off.
        """
        wanted = tuple(actions)
        if [(key, primary) for key, _text, primary in wanted] != [(key, main) for key, _text, main in self._actions]:
            left = self._key_in_hand()
            for button in self._group.buttons():
                self._group.removeButton(button)
                self._row.removeWidget(button)
                button.hide()
                button.deleteLater()
            for number, (_key, _text, primary) in enumerate(wanted):
                button = main_button("") if primary else QPushButton()
                # So that Enter presses it outside of a dialog, too.
                button.setAutoDefault(True)
                self._group.addButton(button, number)
                self._row.addWidget(button)
            follow(self, [self._group.button(number) for number in range(len(wanted))])
            if left is not None and wanted:
                keys = [key for key, _text, _primary in wanted]
                stays = self._group.button(keys.index(left) if left in keys else 0)
                # What is not shown yet takes no focus.
                stays.show()
                stays.setFocus()
        for number, (_key, text, _primary) in enumerate(wanted):
            # An ampersand is a letter of the sentence, not a shortcut.
            self._group.button(number).setText(text.replace("&", "&&"))
            self._group.button(number).setAccessibleName(text)
        self._actions = wanted
        self.setVisible(bool(wanted))
        self.updateGeometry()

    def _key_in_hand(self) -> str | None:
        """Return the key of the button that has the keyboard, or will have it again when a dialog closes."""
        focused = self.window().focusWidget()
        for number, (key, _text, _primary) in enumerate(self._actions):
            if self._group.button(number) is focused:
                return key
        return None

    def focus_first(self) -> bool:
        """Give the keyboard to the first button; say whether there is one."""
        if not self._actions:
            return False
        self._group.button(0).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def button(self, key: str) -> QPushButton:
        """Return the button of `key`. Raises KeyError when there is none."""
        for number, action in enumerate(self._actions):
            if action[0] == key:
                found = self._group.button(number)
                assert isinstance(found, QPushButton)
                return found
        raise KeyError(key)

    def _request(self, number: int) -> None:
        self.action_requested.emit(self._actions[number][0])


def main_button(text: str, parent: QWidget | None = None) -> QPushButton:
    """Return a button that stands out: the one next step of a card or a page."""
    button = QPushButton(text, parent)
    button.setProperty("primary", "true")
    return button
