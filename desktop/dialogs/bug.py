"""What is shown when Handshake itself made a mistake: that the work is safe, a text to pass on, and a way to go on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from resources.words import tr
from storage.trouble import Trouble
from widgets.card import Muted, PlainLabel, Title
from widgets.tokens import SPACE_L, SPACE_M, SPACE_S, SPACE_XL


class BugDialog(QDialog):
    """One mistake of the program. Show it with `open()`; it is freed when it is closed.

    `save_copy` writes a copy of the open business to the path it is given; None where nothing is open.
    """

    def __init__(
        self,
        text: str,
        log: Path | None,
        save_copy: Callable[[Path], Path] | None,
        suggested: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("A mistake of ours"))
        self._save_copy, self._suggested = save_copy, suggested
        self._more = 0
        self.say_label = PlainLabel(_safe_words(save_copy is not None), wrap=True)
        self.text_edit = QPlainTextEdit(text)
        self.text_edit.setReadOnly(True)
        self.text_edit.setAccessibleName(tr("What happened, to copy"))
        self.text_edit.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text_edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text_edit.setTabChangesFocus(True)
        self.log_label = Muted("", "small")
        self.done_label = Muted("", "small")
        self.done_label.hide()
        if log is not None:
            self.log_label.setText(tr("More is in {file}, which stays on this computer.").format(file=log))
        self.log_label.setVisible(log is not None)
        self.copy_button = QPushButton(tr("Copy the text"))
        self.save_button = QPushButton(tr("Save a copy of the business…"))
        self.save_button.setVisible(save_copy is not None)
        self.go_on_button = QPushButton(tr("Go on"))
        self.go_on_button.setProperty("primary", "true")
        self.go_on_button.setDefault(True)
        for button in (self.copy_button, self.save_button):
            button.setAutoDefault(False)
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.go_on_button.clicked.connect(self.accept)
        self.go_on_button.setFocus()
        self.resize(620, 460)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_L)
        column.setSpacing(SPACE_M)
        column.addWidget(Title(tr("Handshake made a mistake")))
        column.addWidget(self.say_label)
        column.addWidget(
            Muted(
                tr(
                    "If you want to report it, copy the text below. It says where in the program it happened; "
                    "no names, no words and no figures of your business are in it."
                )
            )
        )
        column.addWidget(self.text_edit, 1)
        column.addWidget(self.log_label)
        column.addWidget(self.done_label)
        row = QHBoxLayout()
        row.setSpacing(SPACE_S)
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        row.addStretch(1)
        row.addWidget(self.go_on_button)
        column.addLayout(row)

    def add_another(self) -> None:
        """Say that more went wrong while this was being read: one dialog for all of it."""
        self._more += 1
        say = tr("1 more went wrong meanwhile.") if self._more == 1 else tr("{count} more went wrong meanwhile.")
        self._tell(say.format(count=self._more))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text_edit.toPlainText())
        self._tell(tr("Copied."))

    def _save(self) -> None:
        if self._save_copy is None or self._suggested is None:
            return
        from desktop.file_work import ask_place

        chosen = ask_place(self, tr("Save a copy of the business"), self._suggested)
        if chosen is None:
            return
        try:
            written = self._save_copy(chosen)
        except Trouble as trouble:
            self._tell(trouble.say)
            return
        self._tell(tr("Saved and checked: {name}, in {folder}").format(name=written.name, folder=written.parent))

    def _tell(self, say: str) -> None:
        self.done_label.setText(say)
        self.done_label.show()


def _safe_words(has_file: bool) -> str:
    if not has_file:
        return tr("The last step was not done. You can go on.")
    return tr(
        "The last step was not done. Everything that was saved before it is safe in your file, and you can go on."
    )
