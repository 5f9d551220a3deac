"""An editor lets go of nothing without a question, and Escape never answers it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.dialogs.editor import Editor
from storage.trouble import Trouble
from tests.desktop.focus import wait_for_focus

ASKS = "Save it, or let it go."


class Note(Editor):
    """One line, which is saved unless it says "no"."""

    def __init__(self) -> None:
        super().__init__("Note")
        self.edit = QLineEdit()
        self.column.addWidget(self.edit)

    def save(self) -> str:
        """Refuse "no"."""
        if self.edit.text() == "no":
            raise Trouble("That is no note.")
        return "Saved."

    def unsaved(self) -> str:
        """Ask where there is a text."""
        return ASKS if self.edit.text() else ""


def opened(qtbot: QtBot, text: str) -> Note:
    """Return a note on screen with `text` typed."""
    note = Note()
    qtbot.addWidget(note)
    note.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    note.open()
    wait_for_focus(note.edit, qtbot)
    note.edit.setText(text)
    return note


def test_nothing_typed_closes_without_a_question(qtbot: QtBot) -> None:
    """Escape is enough."""
    note = opened(qtbot, "")
    qtbot.keyClick(note, Qt.Key.Key_Escape)
    assert not note.isVisible()


def test_escape_asks_and_takes_the_question_back_however_often(qtbot: QtBot) -> None:
    """The keyboard is where it was, and the words are still there."""
    note = opened(qtbot, "Blue, not green")
    for _ in range(3):
        qtbot.keyClick(note, Qt.Key.Key_Escape)
        assert note.isVisible()
        assert note.say_label.text() == ASKS
        assert note.cancel_button().text() == "Let it go"
        wait_for_focus(note.save_button, qtbot)
        qtbot.keyClick(note, Qt.Key.Key_Escape)
        assert note.isVisible()
        assert note.say_label.text() == ""
        assert note.cancel_button().text() == "Cancel"
        wait_for_focus(note.edit, qtbot)
    assert note.edit.text() == "Blue, not green"


def test_closing_the_window_asks_too(qtbot: QtBot) -> None:
    """By its cross."""
    note = opened(qtbot, "Blue, not green")
    note.close()
    assert note.isVisible()
    assert note.say_label.text() == ASKS
    note.cancel_button().click()
    assert not note.isVisible()


def test_a_save_that_is_refused_takes_the_question_back(qtbot: QtBot) -> None:
    """What is said then is why; the next Cancel asks again."""
    note = opened(qtbot, "no")
    note.cancel_button().click()
    note.save_button.click()
    assert note.say_label.text() == "That is no note."
    assert note.cancel_button().text() == "Cancel"
    note.cancel_button().click()
    assert note.isVisible()
    assert note.say_label.text() == ASKS
