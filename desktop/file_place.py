"""The place of the open file: it was moved or replaced, it lies where others have it too, copies lie beside it."""

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QProcess, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from desktop import settings
from desktop.long_work import LongWork
from desktop.stand import open_at, stand_in
from resources.words import tr
from storage.trouble import Moved, Trouble
from storage.whereabouts import goes_on

if TYPE_CHECKING:
    from desktop.long_work import Progress
    from desktop.window import Window
    from storage.surroundings import Copy, Place

SAVE_COPY, GO_ON, PLACE, COPIES = "save_copy", "go_on", "place", "copies"


class FilePlace(QObject):
    """Speaks for the window about where its file is, and does what the buttons of that say."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._copy: Path | None = None
        self._place: Place | None = None
        self._copies: tuple[Copy, ...] = ()
        self._this: Copy | None = None
        self._asked_for: Path | None = None
        window.bars.more_requested.connect(self._do)
        window.bars.held_requested.connect(self.open_again)
        window.bars.advice_taken.connect(self._open_other)

    # Moved, replaced, pulled out

    def tell_moved(self, moved: Moved) -> None:
        """Say that the file is not in its place, with a way out; open it again when it is there in another body."""
        window = self._window
        session = window.session
        if session is None:
            return
        window.saved_label.setText("")
        path = session.book.path
        comes_back = moved.replaced and goes_on(session.book.newest, path)
        if comes_back and not self._is_somebody_writing():
            # What opens it may be on its way out of the timer that found it.
            QTimer.singleShot(0, self, self.open_again)
            return
        say = moved.say
        if comes_back:
            say = tr("“{name}” was put in its place anew, with all that was saved here. Open it again to go on.")
            say = say.format(name=path.name)
        again = tr("Open it again") if moved.replaced else ""
        window.bars.hold(say, action=again, more=tr("Save a copy…"), more_key=SAVE_COPY)

    def _is_somebody_writing(self) -> bool:
        """Say whether something typed would be lost if the rooms were made anew."""
        if QApplication.activeModalWidget() is not None:
            return True
        edits = self._window.findChildren(QPlainTextEdit) + self._window.findChildren(QTextEdit)
        if any(edit.isVisible() and edit.document().isModified() for edit in edits):
            return True
        lines = self._window.findChildren(QLineEdit)
        return any(line.isVisible() and line.isModified() and bool(line.text()) for line in lines)

    def open_again(self) -> None:
        """Open the file that is in the place now, with the room and the person as they were."""
        session = self._window.session
        if session is not None:
            self.go_on_in(session.book.path)

    def go_on_in(self, path: Path) -> bool:
        """Open `path` in this window, with the room and the person as they were."""
        return open_at(self._window, path, stand_in(self._window))

    def ask_where(self) -> None:
        """Ask for a place and save a copy of the open file there."""
        session = self._window.session
        if session is None:
            return
        from desktop.file_work import ask_place, documents_folder

        name = tr("{name} (copy)").format(name=session.book.path.stem) + session.book.path.suffix
        chosen = ask_place(self._window, tr("Save a copy"), documents_folder() / name)
        if chosen is not None:
            self.save_copy(chosen)

    def save_copy(self, path: Path) -> None:
        """Save a checked copy of what the window shows to `path`; never in the place of another file."""
        session = self._window.session
        if session is None:
            return
        from storage.backup import back_up

        try:
            # Over the window's own connection: the file has no name any more under which another could open it.
            self._copy = back_up(session.book, path)
        except Trouble as trouble:
            self._window.tell(trouble.say)
            return
        self._window.notice_bar.show_notice(
            tr("Saved and checked: {name}, in {folder}").format(name=path.name, folder=path.parent),
            more=tr("Go on in the copy"),
            more_key=GO_ON,
            sticky=True,
        )

    # A place that others have too, and copies that came of it

    def look_around(self) -> None:
        """Look where the file lies, behind the paint and off the window's thread."""
        session = self._window.session
        if session is None or self._asked_for == session.book.path:
            return
        from storage.surroundings import this_file

        self._asked_for = session.book.path
        try:
            self._this, business_id = this_file(session.book)
        except Trouble:
            return
        work = LongWork(partial(_look, session.book.path, business_id), self)
        work.succeeded.connect(self._take_surroundings)
        work.finished.connect(work.deleteLater)
        work.start()

    def wait(self) -> None:
        """Let a look that is running come to its end: for a window that closes."""
        for work in self.findChildren(LongWork):
            work.wait()

    def _take_surroundings(self, found: "tuple[Path, Place | None, tuple[Copy, ...]]") -> None:
        path, self._place, self._copies = found
        session = self._window.session
        if session is None or session.book.path != path:
            return
        if self._copies:
            self._tell_copies()
        else:
            self._tell_place()

    def _tell_place(self) -> None:
        session = self._window.session
        if session is None or self._place is None or settings.place_told(session.book.path):
            return
        if self._window.bars.is_advising:  # of this file; what its place means is told at the next opening
            return
        from storage.surroundings import place_words

        say = place_words(session.book.path.name, self._place)
        self._window.bars.advice.show_notice(say, more=tr("Got it"), more_key=PLACE, sticky=True)

    def _tell_copies(self) -> None:
        one = self._copies[0].path.name
        if len(self._copies) == 1:
            say = tr("Beside this file is a second one of the same business: “{name}”. Work may be in either.")
        else:
            say = tr("Beside this file are {count} more of the same business, such as “{name}”. Work may be in each.")
        self._window.bars.advice.show_notice(
            say.format(name=one, count=len(self._copies)),
            tr("Open it in another window") if len(self._copies) == 1 else "",
            more=tr("Show both") if len(self._copies) == 1 else tr("Show all"),
            more_key=COPIES,
            kind="warning",
        )

    def _open_other(self) -> None:
        if self._copies:
            open_elsewhere(self._copies[0].path)

    def _open_path(self, path: str) -> None:
        open_elsewhere(Path(path))

    # Buttons

    def _do(self, key: str) -> None:
        window = self._window
        if key == SAVE_COPY:
            self.ask_where()
        elif key == GO_ON and self._copy is not None:
            self.go_on_in(self._copy)
        elif key == PLACE and window.session is not None:
            settings.remember_place_told(window.session.book.path)
            window.bars.advice.dismiss()
        elif key == COPIES and self._this is not None:
            from desktop.dialogs.copies import Copies

            dialog = Copies(self._this, self._copies, window)
            dialog.open_requested.connect(self._open_path)
            dialog.open()


def _look(path: Path, business_id: str, progress: "Progress") -> "tuple[Path, Place | None, tuple[Copy, ...]]":
    from storage.surroundings import copies_beside, place_of

    return path, place_of(path), tuple(copies_beside(path, business_id))


def open_elsewhere(path: Path) -> bool:
    """Open a file in a window of its own, in a process of its own."""
    words = [str(path)] if getattr(sys, "frozen", False) else ["-m", "desktop", str(path)]
    started: tuple[bool, int] | bool = QProcess.startDetached(sys.executable, words)
    return started[0] if isinstance(started, tuple) else started
