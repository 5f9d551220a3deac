"""A dialog that changes one thing: fields, what is wrong with them, Save, and Remove where it can be taken away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from resources.words import tr
from storage.trouble import Trouble
from widgets.card import PlainLabel, Title
from widgets.form_grid import FormGrid
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL


class Editor(QDialog):
    """Show it with `open()`; it is freed when it is closed. `saved(text)` tells what was done, for a notice.

    Subclasses put their fields into `column`, name the forms in `forms`, and override `save` (and `remove`): these
    return what to say ("" when nothing was changed), and raise Trouble, which is said in the dialog while everything
    that was typed stays.
    """

    saved = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None, *, remove: str = "", save: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.forms: list[FormGrid] = []
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.say_label.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.addButton(save or tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("primary", "true")
        self.save_button.setDefault(True)
        self.remove_button: QPushButton | None = None
        if remove:
            self.remove_button = self.buttons.addButton(remove, QDialogButtonBox.ButtonRole.DestructiveRole)
            self.remove_button.setAutoDefault(False)
            self.remove_button.clicked.connect(self.take_away)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, SPACE_M, 0)
        self.column.setSpacing(SPACE_M)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL - SPACE_M, SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Title(title))
        outer.addWidget(scroll, 1)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)
        self.buttons.setContentsMargins(0, 0, SPACE_M, 0)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def save(self) -> str:
        """Keep what the fields say and return what was done. Raises Trouble."""
        raise NotImplementedError

    def remove(self) -> str:
        """Take the thing away and return what was done. Raises Trouble."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say what is wrong; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))

    def ready(self) -> bool:
        """Take what is being typed; say whether every field can be read."""
        return all([form.finish() for form in self.forms])

    def accept(self) -> None:
        """Save and close, or say what is wrong and stay."""
        self.say("")
        if not self.ready():
            return
        try:
            done = self.save()
        except Trouble as trouble:
            self.say(trouble.say)
            return
        super().accept()
        if done:
            self.saved.emit(done)

    def take_away(self) -> None:
        """Remove and close, or say what stands against it and stay."""
        self.say("")
        try:
            done = self.remove()
        except Trouble as trouble:
            self.say(trouble.say)
            return
        super().accept()
        self.saved.emit(done)
