"""One window for a business: a second start on a file that a window of ours has open brings that window to the front.

Each window listens under the name of its file, for the same user on this computer only; nothing of it leaves the
computer. `desktop.start` asks; this is loaded behind the first paint.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.start import BEHIND_MILLISECONDS, FRONT, HERE, THERE, ask_window, is_taken, place_of

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

    from desktop.window import Window


class OneWindow(QObject):
    """Listens for a second start on the file that `window` has open. `asked()` when one came."""

    asked = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._server: QLocalServer | None = None
        self._behind = QTimer(self)
        self._behind.setSingleShot(True)
        self._behind.setInterval(BEHIND_MILLISECONDS)
        self._behind.timeout.connect(self.listen)
        window.file_opened.connect(self._behind.start)
        window.closing.connect(self.end)

    def listen(self) -> None:
        """Listen under the name of the file that is open now."""
        from PySide6.QtNetwork import QLocalServer

        self.end()
        session = self._window.session
        if session is None:
            return
        place = place_of(session.book.path)
        if is_taken(place):
            if ask_window(place, THERE):
                return  # another window of ours has the same file, and goes on listening
            QLocalServer.removeServer(place)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(place)

    def end(self) -> None:
        """Listen no more."""
        self._behind.stop()
        if self._server is not None:
            self._server.close()
            self._server = None

    def _answer(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable():
                self._hear(socket)

    def _read(self) -> None:
        from PySide6.QtNetwork import QLocalSocket

        socket = self.sender()
        assert isinstance(socket, QLocalSocket)
        self._hear(socket)

    def _hear(self, socket: "QLocalSocket") -> None:
        word = bytes(socket.readAll().data())
        if not word:
            return
        socket.write(HERE)
        socket.flush()
        if word == FRONT:
            bring_forward(self._window)
            self.asked.emit()


def bring_forward(window: "Window") -> None:
    """Bring a window to where it is seen and heard."""
    if window.isMinimized():
        window.showNormal()
    window.raise_()
    window.activateWindow()
