"""The backups of a business: what each holds, whether it is whole, and bringing one back, in place or as a copy."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QPushButton, QWidget

from desktop import settings
from desktop.actions.backups import check_backup, list_file_backups, look_at_backup
from desktop.dialogs.page import Page
from desktop.file_work import ask_place, business_files, documents_folder
from desktop.long_work import Job, LongWork
from desktop.wording import backups as words
from desktop.wording import figures
from resources.words import tr
from storage.backup_list import Backup
from storage.opening import SUFFIX
from storage.trouble import Trouble
from widgets.action_buttons import main_button
from widgets.card import Muted, PlainLabel
from widgets.choice_box import ChoiceBox
from widgets.page_scroll import PageScroll
from widgets.rows_card import Cell, Row, RowsCard


class RestoreBackup(Page):
    """A list of backups, read and checked behind the window.

    Signal: `restore_requested(backup, goal)` with paths; the goal is the business, or the name of a copy. Whoever hears
    it says how it went: `finish()`, or `fail(sentence)`.
    """

    restore_requested = Signal(object, object)

    def __init__(self, path: Path | None, known: Sequence[Path], today: date, parent: QWidget | None = None) -> None:
        super().__init__(tr("Restore from a backup"), parent)
        self._today = today
        self._found: list[Backup] = []
        self._added: list[Backup] = []
        self._wrong: dict[Path, str] = {}
        self._chosen: Path | None = None
        self._reading = False
        self._busy = False
        self._works: list[LongWork] = []
        self._listing: LongWork | None = None
        self._checking = False
        self.business_box = ChoiceBox(tr("Whose backups"))
        self.list_card = RowsCard()
        self.where_label = Muted("")
        self.say_label = PlainLabel("", "body", "OFF", wrap=True)
        role = QDialogButtonBox.ButtonRole
        self.choose_button = self.buttons.addButton(tr("Choose a file…"), role.ResetRole)
        self.copy_button = self.buttons.addButton(tr("Restore as a copy…"), role.ActionRole)
        self.restore_button = main_button(tr("Restore"))
        self.buttons.addButton(self.restore_button, role.ActionRole)
        self._lay_out()
        self._connect()
        files = list(dict.fromkeys(([] if path is None else [path]) + list(known)))
        self.business_box.set_choices([(file, _business_words(file)) for file in files], files[0] if files else None)
        self.business_box.setVisible(len(files) > 1)
        self.resize(860, 560)
        self.read()

    def _lay_out(self) -> None:
        self.say_label.hide()
        for button in self.buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self.column.addWidget(
            Muted(
                tr(
                    "Restoring brings the whole business back as it was at that moment. "
                    "What is there now is kept as a backup first, so there is a way back."
                )
            )
        )
        self.column.addWidget(self.business_box)
        self.column.addWidget(PageScroll(self.list_card), 1)
        self.column.addWidget(self.where_label)
        self.column.addWidget(self.say_label)

    def _connect(self) -> None:
        self.business_box.activated.connect(self.read)
        self.list_card.row_activated.connect(self._choose_row)
        self.list_card.row_changed.connect(self._choose_row)
        self.choose_button.clicked.connect(self.choose_file)
        self.copy_button.clicked.connect(self.choose_copy)
        self.restore_button.clicked.connect(self.restore)

    # Reading

    @property
    def business(self) -> Path | None:
        """The business file whose backups are shown."""
        found = self.business_box.currentData()
        return found if isinstance(found, Path) else None

    @property
    def shown(self) -> list[Backup]:
        """The backups in the list: those from elsewhere first."""
        return self._added + self._found

    @property
    def chosen(self) -> Backup | None:
        """The backup that would be restored."""
        return next((backup for backup in self.shown if backup.path == self._chosen), None)

    def read(self) -> None:
        """Read the list of backups of the chosen business, behind the window."""
        self.say("")
        self._found, self._chosen = [], None
        business = self.business
        self._reading = business is not None
        if business is not None:
            job = partial(list_file_backups, business, settings.backup_place(), settings.business_id(business))
            self._listing = self._start(job, self._take_list)
        self._show()

    def _start(self, job: Job, tell: object) -> LongWork:
        work = LongWork(job)
        self._works.append(work)
        work.succeeded.connect(tell)
        work.troubled.connect(self._take_trouble)
        work.start()
        return work

    def _take_list(self, found: list[Backup]) -> None:
        if self.sender() is not self._listing:
            return  # meanwhile another business was chosen
        self._reading = False
        added = {backup.path for backup in self._added}
        self._found = [backup for backup in found if backup.path not in added]
        self.list_card.view.setFocus()
        if self._chosen is None:
            self._chosen = next((backup.path for backup in self.shown if not backup.trouble), None)
        self._show()
        self._check_next()

    def _check_next(self) -> None:
        """Check one more backup, the chosen one before the others."""
        order = sorted(self.shown, key=lambda backup: backup.path != self._chosen)
        waiting = next((each for each in order if not each.trouble and each.path not in self._wrong), None)
        if waiting is not None and not self._busy and not self._checking:
            self._checking = True
            self._start(partial(check_backup, waiting.path), self._take_check)

    def _take_check(self, checked: tuple[Path, str]) -> None:
        path, wrong = checked
        self._checking = False
        self._wrong[path] = wrong
        self._show()
        self._check_next()

    def _take_trouble(self, trouble: Trouble) -> None:
        if self.sender() is self._listing:
            self._reading = False
        self._show()
        self.say(trouble.say)

    # Showing

    def _show(self) -> None:
        rows = [self._row(backup) for backup in self.shown]
        empty = (
            tr("The backups are being read…") if self._reading else tr("There are no backups of this business here.")
        )
        if self.business is None:
            empty = tr("Choose the file of a backup, such as one on a stick.")
        self.list_card.set_content(
            tr("Backups"),
            rows,
            note=self._count_words(),
            headings=(tr("Made"), tr("Holds"), tr("Last change"), tr("State")) if rows else (),
            columns=(1.4, 0.8, 3, 1),
            empty_text=empty,
        )
        self.list_card.set_current(None if self._chosen is None else str(self._chosen))
        backup = self.chosen
        can = backup is not None and not backup.trouble and not self._wrong.get(backup.path) and not self._busy
        self.restore_button.setEnabled(can and self.business is not None)
        self.copy_button.setEnabled(can)
        if backup is None:
            self.where_label.setText("")
        elif backup.trouble or self._wrong.get(backup.path):
            self.where_label.setText(backup.trouble or self._wrong[backup.path])
        else:
            self.where_label.setText(tr("{name}, in {folder}").format(name=backup.path.name, folder=backup.path.parent))

    def _count_words(self) -> str:
        count = len(self.shown)
        said = tr("{count} backup") if count == 1 else tr("{count} backups")
        return said.format(count=figures.number(count)) if count else ""

    def _row(self, backup: Backup) -> Row:
        made = Cell(words.when_words(backup.written_at, self._today), "strong")
        kind = words.kind_words(backup)
        if backup.trouble:
            cells = (made, Cell("", "small", "muted"), Cell(kind, "small", "muted"))
        else:
            change = words.change_words(backup, self._today)
            cells = (made, Cell(words.deals_words(backup)), Cell(f"{change} ({kind})", "small", "muted"))
        return Row(str(backup.path), (*cells, self._state(backup)))

    def _state(self, backup: Backup) -> Cell:
        if backup.trouble or self._wrong.get(backup.path):
            return Cell(tr("can't be used"), "small-strong", "OFF", "OFF")
        if backup.path in self._wrong:
            return Cell(tr("whole"), "small-strong", "PROMISE", "PROMISE")
        return Cell(tr("being checked…"), "small", "muted")

    def say(self, text: str) -> None:
        """Say what went wrong; nothing for an empty text."""
        self.say_label.setText(text)
        self.say_label.setVisible(bool(text))

    # Doing

    def _choose_row(self, key: str) -> None:
        self._chosen = Path(key)
        self.say("")
        self._show()

    def choose_file(self) -> None:
        """Ask for a backup that lies somewhere else, and look at it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("Choose a backup"), str(documents_folder()), business_files() + ";;" + tr("All files (*)")
        )
        if chosen:
            self.add_file(Path(chosen))

    def add_file(self, path: Path) -> None:
        """Put one more file at the top of the list, as far as it is a business file."""
        self.say("")
        self._start(partial(look_at_backup, path), self._take_file)

    def _take_file(self, backup: Backup) -> None:
        self._added = [backup, *(each for each in self._added if each.path != backup.path)]
        self._found = [each for each in self._found if each.path != backup.path]
        self._chosen = backup.path
        self._show()
        self._check_next()

    def choose_copy(self) -> None:
        """Ask under which name the chosen backup is to be restored as a copy."""
        backup = self.chosen
        if backup is None:
            return
        name = backup.business or backup.path.stem
        when = backup.changed_at.astimezone().date().isoformat() if backup.changed_at else ""
        proposed = documents_folder() / (f"{_file_name(name)} {when}".strip() + SUFFIX)
        out = ask_place(self, tr("Restore as a copy"), proposed, replaces=True)
        if out is not None:
            self._begin()
            self.restore_requested.emit(backup.path, out)

    def restore(self) -> None:
        """Ask for the chosen backup in the place of the business."""
        backup, business = self.chosen, self.business
        if backup is not None and business is not None:
            self._begin()
            self.restore_requested.emit(backup.path, business)

    def _begin(self) -> None:
        self.say("")
        self._busy = True
        self.buttons.setEnabled(False)
        self.list_card.setEnabled(False)
        self._show()
        self.where_label.setText(tr("Restoring…"))

    @property
    def is_busy(self) -> bool:
        """Say whether a restore is under way."""
        return self._busy

    def finish(self) -> None:
        """Go away: it is restored."""
        self._busy = False
        self.accept()

    def fail(self, say: str) -> None:
        """Say why nothing was restored, and go on."""
        self._busy = False
        self.buttons.setEnabled(True)
        self.list_card.setEnabled(True)
        self._show()
        self.say(say)
        self._check_next()

    def reject(self) -> None:
        """Close, but not in the midst of restoring."""
        if not self._busy:
            super().reject()


def _business_words(path: Path) -> str:
    if path.exists():
        return tr("{name}, in {folder}").format(name=path.stem, folder=path.parent)
    return tr("{name}, which is no longer in {folder}").format(name=path.stem, folder=path.parent)


def _file_name(text: str) -> str:
    """Return the name of a business as a file can have it."""
    return "".join(letter if letter.isalnum() or letter in " -_&'." else " " for letter in text).strip(" .")[:60]
