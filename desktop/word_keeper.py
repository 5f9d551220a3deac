"""Keeps what somebody is writing, every few seconds and when the program is ended, and offers it at the next start."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop.being_written import being_written
from desktop.drafts import Draft, keep, left_behind, put_away
from resources.words import tr

if TYPE_CHECKING:
    from desktop.window import Window

SECONDS = 3
WORDS = "kept words"


class WordKeeper(QObject):
    """Keeps the words of one window. `restores`: offer what was left behind."""

    def __init__(self, window: "Window", *, restores: bool = True) -> None:
        super().__init__(window)
        self._window = window
        self._restores = restores
        self._kept: tuple[Path | None, list[Draft]] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.keep)
        window.file_opened.connect(self._offer_here)
        window.bars.more_requested.connect(self._show_more)

    def start(self) -> None:
        """Keep what is written from now on."""
        self._timer.start()

    def stop(self) -> None:
        """Leave what is kept as it is."""
        self._timer.stop()

    def finish(self) -> None:
        """Let the field that is typed into save its text; where that goes wrong, keep the text."""
        self.keep()
        before = self._window.bars.warnings
        field = QApplication.focusWidget()
        if field is not None and self._window.isAncestorOf(field):
            field.clearFocus()
        if self._window.bars.warnings == before:
            self._drop()
        self.stop()

    @property
    def _business(self) -> Path | None:
        session = self._window.session
        return session.book.path if session is not None else None

    def keep(self) -> None:
        """Keep what is being written now, in place of what was being written before."""
        business = self._business
        words = (business, being_written(self._window))
        if words == self._kept:
            return
        if self._kept is not None and (not words[1] or business != self._kept[0]):
            self._drop()
        if words[1] and keep(*words):
            self._kept = words

    def _drop(self) -> None:
        if self._kept is not None:
            keep(self._kept[0], [])
            self._kept = None

    def offer(self, first: str = "") -> None:
        """Say `first`, and offer what was being written in this business when an earlier program ended."""
        if self._restores and self._timer.isActive() and left_behind(self._business):
            say = tr("What you were writing when Handshake was ended is kept.")
            self._window.notice_bar.show_notice(
                f"{first} {say}".strip(),
                more=tr("Show it"),
                more_key=WORDS,
                kind="warning" if first else "info",
                sticky=True,
            )
        elif first:
            self._window.tell(first)

    def _offer_here(self) -> None:
        self.offer()

    def _show_more(self, key: str) -> None:
        if key != WORDS:
            return
        from desktop.dialogs.kept_words import KeptWords

        page = KeptWords(left_behind(self._business), self._window)
        page.put_away.connect(self._put_away)
        page.open()

    def _put_away(self) -> None:
        put_away(self._business)
        self._window.bars.dismiss_notice()
