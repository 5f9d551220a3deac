"""The icon is on every window and dialog; Windows and Linux know the program by its own name."""

from configparser import ConfigParser
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import task_bar
from desktop.dialogs.about import About
from desktop.start import make_bare_application
from desktop.task_bar import SIZES, WINDOWS_NAME, name_for_windows, program_icon
from desktop.window import Window
from widgets.theme import apply

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


class Shell:
    """Stands in for shell32 of Windows."""

    def __init__(self, answer: int = 0) -> None:
        self.answer = answer
        self.names: list[str] = []

    def SetCurrentProcessExplicitAppUserModelID(self, name: str) -> int:
        self.names.append(name)
        return self.answer


@pytest.fixture
def no_icon(qapp: QApplication) -> None:
    qapp.setWindowIcon(QIcon())


def test_the_icon_has_every_size_and_is_drawn(qapp: QApplication) -> None:
    icon = program_icon()
    assert [size.width() for size in icon.availableSizes()] == list(SIZES)
    for size in SIZES:
        picture = icon.pixmap(size, size).toImage()
        assert picture.pixelColor(0, 0).alpha() < 30, "round corners"
        middle = picture.pixelColor(size // 2, size // 8)
        assert abs(middle.hue() - QColor("#1f5f6b").hue()) < 12 and middle.alpha() > 200


def test_a_window_has_it_behind_its_first_paint_and_its_dialogs_too(
    qtbot: QtBot, qapp: QApplication, no_icon: None
) -> None:
    apply(qapp, "light")
    window = Window(remembers=False)
    qtbot.addWidget(window)
    assert window.windowIcon().isNull(), "nothing of it before somebody sees the window"
    window.show()
    qtbot.waitUntil(lambda: not qapp.windowIcon().isNull())
    assert not window.windowIcon().isNull()
    page = About(window)
    page.open()
    assert page.windowIcon().cacheKey() == qapp.windowIcon().cacheKey()
    page.close()
    window.close()


def test_in_the_dock_of_macos_the_bundle_has_its_own(
    qapp: QApplication, no_icon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_bar.sys, "platform", "darwin")
    monkeypatch.setattr(task_bar.sys, "frozen", True, raising=False)
    task_bar.show_icon()
    assert qapp.windowIcon().isNull()
    monkeypatch.setattr(task_bar.sys, "frozen", False)
    task_bar.show_icon()
    assert not qapp.windowIcon().isNull()


def test_windows_is_told_our_name() -> None:
    shell = Shell()
    assert name_for_windows(shell)
    assert shell.names == [WINDOWS_NAME]
    assert len(WINDOWS_NAME) <= 128 and " " not in WINDOWS_NAME


def test_a_windows_that_does_not_take_it_is_no_trouble() -> None:
    assert not name_for_windows(Shell(-2147467259))
    assert not name_for_windows(object()), "before Windows 7"


def test_it_is_told_before_the_first_window_on_windows_alone(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(task_bar, "name_for_windows", lambda: told.append("now"))
    make_bare_application()
    assert told == []
    monkeypatch.setattr("desktop.start.sys.platform", "win32")
    make_bare_application()
    assert told == ["now"]


def test_the_desktop_file_is_found_by_the_windows_class_and_on_wayland(qapp: QApplication) -> None:
    make_bare_application()
    entry = ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[method-assign, assignment]
    (file,) = (PACKAGING / "linux").glob("*.desktop")
    entry.read(file, encoding="utf-8")
    # What Qt makes of the name of an application: the class of its windows (xprop says WM_CLASS).
    assert entry["Desktop Entry"]["StartupWMClass"] == QCoreApplication.applicationName()
    assert QGuiApplication.desktopFileName() == file.stem
    assert entry["Desktop Entry"]["Icon"] == "handshake"
