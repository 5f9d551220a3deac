"""A dialog that changes one thing: fields, what is wrong with them, Save, and Remove where it can be taken away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from resources.words import tr
from storage.trouble import Trouble
from widgets.card import PlainLabel, Title
from widgets.fit_screen import keep_on_screen
from widgets.form_grid import FormGrid
from widgets.tab_order import follow
from widgets.theme import metrics
from widgets.tokens import SPACE_L, SPACE_M, SPACE_XL

HIGHEST = 640
"""A dialog fits into a window of 700 pixels."""


class Editor(QDialog):
    """Show it with `open()`; it is freed when it is closed. `saved(text)` tells what was done, for a notice.

    Subclasses put their fields into `column`, name the forms in `forms`, and override `save` (and `remove`): these
    return what to say ("" when nothing was changed), and raise Trouble, which is said in the dialog while everything
    that was typed stays. One with much to lose overrides `unsaved`.
    """

    saved = Signal(str)
    keeps_words = True

    def __init__(self, title: str, parent: QWidget | None = None, *, remove: str = "", save: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.forms: list[FormGrid] = []
        self._asked = False
        self._asked_at: QWidget | None = None
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        self.say_label.hide()
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save_button = self.buttons.addButton(save or tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("primary", "true")
        self.remove_button: QPushButton | None = None
        if remove:
            self.remove_button = self.buttons.addButton(remove, QDialogButtonBox.ButtonRole.DestructiveRole)
            self.remove_button.setAutoDefault(False)
            self.remove_button.clicked.connect(self.take_away)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        # At the far end there is room for the scroll bar; Qt does not mirror margins by itself.
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        far = (SPACE_M, 0, 0, 0) if mirrored else (0, 0, SPACE_M, 0)
        self.column.setContentsMargins(*far)
        self.column.setSpacing(SPACE_M)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(SPACE_XL - far[0], SPACE_XL, SPACE_XL - far[2], SPACE_L)
        outer.setSpacing(SPACE_M)
        outer.addWidget(Title(title))
        outer.addWidget(scroll, 1)
        outer.addWidget(self.say_label)
        outer.addWidget(self.buttons)
        # Once it stands in the dialog: before that Qt forgets it, and Enter would press Cancel.
        self.save_button.setDefault(True)
        self.buttons.setContentsMargins(*far)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab go through the fields and then through the buttons as they stand, not as they were made."""
        super().showEvent(event)
        keep_on_screen(self)
        # Not by walking the chain with `nextInFocusChain`: PySide then takes the dialog for a child of its own field,
        # and collects it while somebody types.
        inside, layout = self.column.parentWidget(), self.buttons.layout()
        assert inside is not None and layout is not None
        places = [layout.itemAt(at) for at in range(layout.count())]
        stops = [place.widget() for place in places if place is not None]
        follow(self, [inside, *(stop for stop in stops if stop is not None)])

    def save(self) -> str:
        """Keep what the fields say and return what was done. Raises Trouble."""
        raise NotImplementedError

    def remove(self) -> str:
        """Take the thing away and return what was done. Raises Trouble."""
        raise NotImplementedError

    def unsaved(self) -> str:
        """Return what is asked before something that was typed is let go of; "" to close without a question."""
        return ""

    def fit(self, width: int) -> None:
        """Be `width` wide and as high as what is in it; what is higher than a small window scrolls."""
        around, inside = self.layout(), self.column.parentWidget()
        assert around is not None and inside is not None
        margins = around.contentsMargins()
        room = width - margins.left() - margins.right()
        fields = self.column.heightForWidth(room) if self.column.hasHeightForWidth() else inside.sizeHint().height()
        # Words that wrap ask for the room of their narrowest: less, and it would scroll.
        fields = max(fields, inside.minimumSizeHint().height())
        frame = margins.top() + margins.bottom() + 3 * around.spacing()
        height = frame + fields + metrics("title").height() + self.buttons.sizeHint().height()
        self.resize(width, min(height, HIGHEST))

    def say(self, text: str) -> None:
        """Say what is wrong; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))
        if text and self.isVisible():
            self._make_room()

    def _make_room(self) -> None:
        """Grow by what the fields have lost to a sentence that came up, as far as a small window lets it."""
        around, inside = self.layout(), self.column.parentWidget()
        assert around is not None and inside is not None
        around.activate()
        shown = inside.parentWidget()
        wanted = self.column.heightForWidth(inside.width()) if self.column.hasHeightForWidth() else 0
        wanted = max(wanted, inside.sizeHint().height())
        if shown is not None and wanted > shown.height():
            self.resize(self.width(), max(self.height(), min(self.height() + wanted - shown.height(), HIGHEST)))

    def ready(self) -> bool:
        """Take what is being typed; say whether every field can be read."""
        return all([form.finish() for form in self.forms])

    def accept(self) -> None:
        """Save and close, or say what is wrong and stay."""
        self.take_question_back()
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

    def reject(self) -> None:
        """Close; where something would be lost, ask first."""
        question = "" if self._asked else self.unsaved()
        if not question:
            super().reject()
            return
        self._asked, self._asked_at = True, self.focusWidget()
        self.say(question)
        self.cancel_button().setText(tr("Let it go"))
        self.save_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape asks, and takes the question back: it never throws away what was typed."""
        if event.key() == Qt.Key.Key_Escape and self._asked:
            at = self._asked_at
            self.take_question_back()
            if at is not None:
                at.setFocus()
        else:
            super().keyPressEvent(event)

    def take_question_back(self) -> None:
        """Go on with what was typed, where it was asked whether to let it go."""
        if self._asked:
            self._asked, self._asked_at = False, None
            self.say("")
            self.cancel_button().setText(tr("Cancel"))

    def cancel_button(self) -> QPushButton:
        """The button that closes without saving."""
        return self.buttons.button(QDialogButtonBox.StandardButton.Cancel)

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
