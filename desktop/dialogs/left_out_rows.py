"""The rows that an import left out, to look through and to keep as a sheet."""

import csv
import io
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QWidget

from desktop.dialogs.page import Page
from desktop.dialogs.plain_list import PlainList
from desktop.file_work import documents_folder
from resources.words import tr
from storage.sheet.problem import Problem
from storage.sheet.text import guard_text
from storage.trouble import Trouble
from storage.whole_file import write_whole
from widgets.card import Muted


class LeftOutRows(Page):
    """The rows an import left out: row, column, what stands there, and why."""

    def __init__(self, problems: tuple[Problem, ...], parent: QWidget | None = None) -> None:
        super().__init__(tr("Rows left out"), parent)
        self._problems = problems
        self.column.addWidget(
            Muted(tr("Mend them in the sheet and import it again: deals that have a reference are not doubled."))
        )
        rows = [(str(one.row), one.column or "", one.value or "", one.say) for one in problems]
        self.list = PlainList((tr("Row"), tr("Column"), tr("Value"), tr("Why")), rows, self.windowTitle())
        self.say_label = Muted()
        self.say_label.hide()
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.say_label)
        self.save_button = self.buttons.addButton(tr("Save this list…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.save_button.clicked.connect(self._choose)
        self.resize(820, 520)

    def _choose(self) -> None:
        proposed = documents_folder() / (tr("Rows left out") + ".csv")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("Save this list"), str(proposed), "*.csv")
        if chosen:
            self.save(Path(chosen))

    def save(self, path: Path) -> None:
        """Write the list to `path` as CSV, whole or not at all, and say so."""
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow([tr("Row"), tr("Column"), tr("Value"), tr("Why")])
        for one in self._problems:
            writer.writerow([one.row, guard_text(one.column or ""), guard_text(one.value or ""), guard_text(one.say)])
        try:
            write_whole(path, b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace"))
            say = tr("Saved as {file}").format(file=path)
        except Trouble as trouble:
            say = trouble.say
        self.say_label.setText(say)
        self.say_label.show()
