"""One question: a note to an item of the checklist."""

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from resources.words import tr
from widgets.card import Heading, Muted

LONGEST = 10_000


class NoteDialog(QDialog):
    """Asks for the note under one item. Plain text, however it was pasted."""

    keeps_words = True

    def __init__(self, item: str, note: str, say: str = "", theirs: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Note"))
        self.note_edit = QPlainTextEdit(note)
        self.note_edit.setAccessibleName(tr("Note"))
        self.note_edit.setTabChangesFocus(True)
        self.say_label = Muted()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Save).setProperty("primary", True)
        column = QVBoxLayout(self)
        column.addWidget(Heading(item))
        if theirs:
            column.addWidget(Muted(tr("There now: {note}").format(note=theirs)))
        column.addWidget(self.note_edit)
        column.addWidget(self.say_label)
        column.addWidget(buttons)
        self.say_label.setText(say)
        self.say_label.setVisible(bool(say))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.resize(420, 240)

    def note(self) -> str:
        """Return what was written."""
        return self.note_edit.toPlainText().strip()

    def accept(self) -> None:
        """Take the note, unless it is too long to keep."""
        if len(self.note()) > LONGEST:
            say = tr("A note may have {most} characters; this one has {count}.")
            self.say_label.setText(say.format(most=LONGEST, count=len(self.note())))
            self.say_label.show()
            return
        super().accept()


def ask_note(parent: QWidget, item: str, note: str, say: str = "", theirs: str = "") -> str | None:
    """Ask for a note, saying `say` and showing `theirs` beside it; None when it was left as it is."""
    dialog = NoteDialog(item, note, say, theirs, parent)
    taken = dialog.exec()
    found = dialog.note()
    dialog.deleteLater()
    return found if taken and (found != note or say) else None
