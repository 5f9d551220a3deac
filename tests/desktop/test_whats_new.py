"""What is new is told once after an upgrade, never at the first start, never after a step back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from desktop import settings, whats_new
from desktop.dialogs.whats_new import WhatsNew
from desktop.version import VERSION
from desktop.whats_new import tell_whats_new
from desktop.window import Window
from widgets.theme import apply


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the test's own, as of somebody who never started Handshake."""
    monkeypatch.setattr(settings, "_instead", str(tmp_path / "own.ini"))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    apply(qapp, "light")
    made = Window(remembers=False)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def told(window: Window) -> WhatsNew | None:
    """The page that a start shows, if it shows one."""
    tell_whats_new(window)
    return window.findChild(WhatsNew)


def close(qtbot: QtBot, page: WhatsNew | None) -> None:
    assert page is not None
    with qtbot.waitSignal(page.destroyed):
        page.close()


def test_the_first_start_of_all_says_nothing(window: Window) -> None:
    assert told(window) is None
    assert settings.used_version() == VERSION
    settings.remember_geometry(window.saveGeometry())
    assert told(window) is None, "nor does the second"


def test_a_newer_version_tells_once_what_has_come(qtbot: QtBot, window: Window) -> None:
    settings.remember_used_version("0.8.5")
    page = told(window)
    assert page is not None and page.isVisible() and not page.isModal()
    assert VERSION in page.prose.toPlainText() and "0.1.0" not in page.prose.toPlainText()
    close(qtbot, page)
    assert settings.used_version() == VERSION
    assert told(window) is None


def test_the_version_that_wrote_nothing_down_is_known_by_what_it_left(qtbot: QtBot, window: Window) -> None:
    settings.remember_geometry(window.saveGeometry())
    close(qtbot, told(window))
    assert told(window) is None


def test_a_step_back_and_forth_again_says_nothing(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.remember_used_version(VERSION)
    monkeypatch.setattr(whats_new, "VERSION", "0.8.5")
    assert told(window) is None
    assert settings.used_version() == VERSION
    monkeypatch.setattr(whats_new, "VERSION", VERSION)
    assert told(window) is None


def test_where_it_can_not_be_written_down_it_is_not_told_every_time(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.remember_used_version("0.1.0")
    monkeypatch.setattr(settings, "can_be_kept", lambda: False)
    assert told(window) is None


def test_a_question_comes_first_and_it_is_told_at_the_next_start(qtbot: QtBot, window: Window) -> None:
    settings.remember_used_version("0.1.0")
    question = QDialog(window)
    question.open()
    assert told(window) is None
    question.close()
    close(qtbot, told(window))


def test_a_version_without_a_word_is_passed_over(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.remember_used_version("0.8.5")
    monkeypatch.setattr(whats_new, "read_releases", tuple)
    assert told(window) is None
    assert settings.used_version() == VERSION
