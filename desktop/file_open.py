"""A double click on macOS: the file comes as an event to the program, at its start and while it runs.

On the other systems it comes as a word of the command line, and none of this is loaded.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop.window import Window

ASK_AGAIN_MILLISECONDS = 250


class Application(QApplication):
    """The application, told of files. `file_asked()` when one is to be opened; `take_file()` says which.

    Not an event filter: on the application that would call Python for every event of every widget.
    """

    file_asked = Signal()

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._asked: Path | None = None

    def event(self, event: QEvent) -> bool:
        """Keep the file that is to be opened until somebody takes it; the last one, where several come at once."""
        if isinstance(event, QFileOpenEvent):
            if event.file():
                self._asked = Path(event.file())
                self.file_asked.emit()
            return True
        return super().event(event)

    def take_file(self) -> Path | None:
        """Return the file that is to be opened, once."""
        asked, self._asked = self._asked, None
        return asked


def first_file() -> Path | None:
    """Return the file by whose double click the program was started, if it has come by now."""
    QCoreApplication.processEvents()
    application = QCoreApplication.instance()
    return application.take_file() if isinstance(application, Application) else None


class FileOpener(QObject):
    """Opens in a window what is double-clicked while the program runs, as File > Open does with a chosen file."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(ASK_AGAIN_MILLISECONDS)
        self._again.timeout.connect(self.open)
        application = QCoreApplication.instance()
        assert isinstance(application, Application)
        self._application = application
        application.file_asked.connect(self.open)
        # What came while the window was made.
        self._again.start()

    def open(self) -> None:
        """Open the file that is asked for; under a dialog, which File > Open waits for too, once that is answered."""
        if QApplication.activeModalWidget() is not None:
            self._again.start()
            return
        path = self._application.take_file()
        if path is None:
            return
        from desktop.one_window import bring_forward

        bring_forward(self._window)
        session = self._window.session
        if session is None or not _is_same(session.book.path, path):
            self._window.open_file(path)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
