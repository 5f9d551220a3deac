"""The tour: every tab of a business as a picture, without a screen."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from resources.words import tr
from storage.trouble import Trouble

if TYPE_CHECKING:
    from desktop.window import Window

LAYOUT_ROUNDS = 5


def draw_tour(
    file: Path, folder: Path, *, dark: bool = False, size: tuple[int, int] = (1280, 800), today: date | None = None
) -> list[Path]:
    """Draw the welcome page and every tab of the business in `file` into `folder` as PNG; returns the paths.

    Raises Trouble when the file can't be opened or a picture can't be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.start import make_application
    from desktop.window import Window
    from widgets.theme import apply

    application = make_application()
    apply(application, "dark" if dark else "light")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(tr("The folder “{folder}” can't be made.").format(folder=folder)) from error
    window = Window(today=today, remembers=False)
    window.resize(*size)
    window.show()
    drawn = [_draw(window, folder / "welcome.png")]
    if not window.open_file(file):
        say = window.notice_bar.text()
        _free(window)
        raise Trouble(say)
    for key in window.rooms:
        window.show_room(key)
        window.finish_background_work()
        drawn.append(_draw(window, folder / f"{key}.png"))
    _free(window)
    return drawn


def _free(window: "object") -> None:
    """Close the window and free it now: left to Python's collector, it would go in the midst of another one's work."""
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QWidget

    assert isinstance(window, QWidget)
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _draw(window: "Window", path: Path) -> Path:
    from PySide6.QtWidgets import QApplication

    # What is higher than its place is laid out from within, a floor at a time.
    for _ in range(LAYOUT_ROUNDS):
        QApplication.processEvents()
    # Charts are drawn for the size that they have by now.
    window.finish_background_work()
    if not window.grab().save(str(path)):
        raise Trouble(tr("“{path}” can't be written.").format(path=path))
    return path
