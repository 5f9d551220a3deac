"""A field for a few sentences. Plain text, however it was pasted; Tab goes on to the next field."""

from PySide6.QtWidgets import QPlainTextEdit

from widgets.tokens import SPACE_M


def words_edit(text: str = "", lines: int = 3) -> QPlainTextEdit:
    """Return a field with `text` in it, `lines` high."""
    edit = QPlainTextEdit(text)
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(lines * edit.fontMetrics().lineSpacing() + SPACE_M)
    return edit
