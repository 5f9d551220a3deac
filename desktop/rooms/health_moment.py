"""A page of its own for one moment of a health check: little on it, in the middle, and nothing of the business."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from widgets.card import PlainLabel
from widgets.page_scroll import PageScroll
from widgets.theme import metrics
from widgets.tokens import SPACE_M, SPACE_XL

LETTERS = 84


class Moment(QWidget):
    """What there is goes into `column`; what is higher than the window scrolls. `say_label` says what is wrong."""

    def __init__(self, parent: QWidget | None = None, *, letters: int = LETTERS) -> None:
        super().__init__(parent)
        block = QWidget()
        block.setMaximumWidth(metrics("body").averageCharWidth() * letters)
        self.column = QVBoxLayout(block)
        self.column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        self.column.setSpacing(SPACE_M)
        inside = QWidget()
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block, 1000)
        middle.addStretch(1)
        around = QVBoxLayout(inside)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(1)
        around.addLayout(middle)
        around.addStretch(2)
        self.area = PageScroll(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.area)
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.say_label.hide()

    def say(self, text: str) -> None:
        """Say what is wrong; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))


def secret_edit(name: str) -> QLineEdit:
    """Return a field for a word that nobody else is to read."""
    edit = QLineEdit()
    edit.setAccessibleName(name)
    edit.setMaxLength(200)
    hide_word(edit, hidden=True)
    return edit


def hide_word(edit: QLineEdit, *, hidden: bool) -> None:
    """Show what is typed as dots, or as it is."""
    edit.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
    # Qt takes a word that is shown for no secret any more; drafts and keyboards that learn are to leave it alone.
    edit.setInputMethodHints(
        Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhHiddenText
    )
