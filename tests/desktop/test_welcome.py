"""The first page: three ways to begin, and the files opened last, by mouse, keyboard and name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.welcome import Welcome, short_folder


@pytest.fixture
def welcome(qtbot: QtBot) -> Welcome:
    page = Welcome()
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("sample_button", "sample_requested"),
        ("new_button", "new_requested"),
        ("open_button", "open_requested"),
    ],
)
def test_each_button_asks_for_its_own_way_to_begin(qtbot: QtBot, welcome: Welcome, button: str, signal: str) -> None:
    asked: list[str] = []
    for name in ("sample_requested", "new_requested", "open_requested"):
        getattr(welcome, name).connect(lambda name=name: asked.append(name))
    qtbot.keyClick(getattr(welcome, button), Qt.Key.Key_Space)
    assert asked == [signal]


def test_without_recent_files_there_is_no_list_of_them(welcome: Welcome) -> None:
    welcome.set_recent([])
    assert not welcome.recent_card.isVisible()


def test_a_recent_file_is_opened_by_its_button(qtbot: QtBot, welcome: Welcome, tmp_path: Path) -> None:
    first, second = tmp_path / "Mill & Sons.handshake", tmp_path / "<b>Nook</b>.handshake"
    welcome.set_recent([first, second])
    assert welcome.recent_card.isVisible()
    with qtbot.waitSignal(welcome.file_chosen) as told:
        qtbot.mouseClick(welcome.recent_buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == [str(second)]
    assert welcome.recent_buttons[0].accessibleName() == f"Open Mill & Sons, in {short_folder(first)}"


def test_a_new_list_takes_the_place_of_the_old_one(welcome: Welcome, tmp_path: Path) -> None:
    welcome.set_recent([tmp_path / "a.handshake", tmp_path / "b.handshake"])
    welcome.set_recent([tmp_path / "c.handshake"])
    assert [button.path.stem for button in welcome.recent_buttons] == ["c"]
    welcome.set_recent([])
    assert welcome.recent_buttons == []
    assert not welcome.recent_card.isVisible()


def test_the_folder_is_written_as_people_write_it() -> None:
    assert short_folder(Path.home() / "Documents" / "a.handshake") == str(Path("~") / "Documents")
    assert short_folder(Path("/srv/shared/a.handshake")) == str(Path("/srv/shared"))


def test_it_fits_a_small_window_without_scrolling_sideways(welcome: Welcome) -> None:
    welcome.resize(900, 600)
    assert welcome.horizontalScrollBar().maximum() == 0
