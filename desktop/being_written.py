"""What is being written right now: the texts of open dialogs that somebody has typed into, and of the field in use."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from desktop.drafts import Draft
from resources.words import tr

Field = QLineEdit | QPlainTextEdit | QTextEdit


def being_written(window: QWidget) -> list[Draft]:
    """Return what has been typed and not been saved: in each dialog that writes, and in the field of the keyboard."""
    drafts = [
        Draft(one.windowTitle(), tuple(_texts(one)))
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible() and getattr(one, "keeps_words", False)
    ]
    focused = QApplication.focusWidget()
    if focused is not None and window.isAncestorOf(focused) and isinstance(focused, Field) and _is_typed(focused):
        drafts.append(Draft(tr("On the page"), ((focused.accessibleName(), _text(focused)),)))
    return [draft for draft in drafts if draft.texts]


def _texts(within: QWidget) -> Iterator[tuple[str, str]]:
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        for field in within.findChildren(kind):
            if isinstance(field, Field) and _is_typed(field):
                yield field.accessibleName(), _text(field)


def _is_typed(field: Field) -> bool:
    """Say whether somebody has changed the text of a field: not the program, not to look for something.

    A secret word never counts, shown or hidden: what is written is kept on the disk as it stands.
    """
    if field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData:
        return False
    if field.isReadOnly() or not _text(field).strip():
        return False
    if isinstance(field, QLineEdit):
        # A field with a cross to empty it is one to search by.
        return field.isModified() and not field.isClearButtonEnabled()
    return field.document().isModified()


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
