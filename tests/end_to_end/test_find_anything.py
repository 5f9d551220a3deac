"""In the user's words: "Where was that café? What did we decide about it? And print me the agenda." """

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.actions.intake import create_deal
from desktop.dialogs.find_anything import FindAnything
from desktop.printing import preview
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from storage.book import Author
from storage.opening import open_book
from widgets.theme import apply

TODAY = date(2026, 11, 23)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=TODAY).close()
    return path


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, sample: Path) -> Iterator[Window]:
    apply(qapp, "light")
    made = Window(today=TODAY, remembers=False)
    made.resize(1280, 800)
    made.show()
    assert made.open_file(sample)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and "menus" in made.__dict__)
    made.finish_background_work()
    yield made
    made.close()
    made.deleteLater()


def test_a_day_with_ctrl_k(qtbot: QtBot, window: Window, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    printed: list[object] = []
    monkeypatch.setattr(preview, "print_page", lambda parent, page, tell: printed.append(page))
    window.show_room("meetings")

    def ask(query: str) -> FindAnything:
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: bool(window.findChildren(FindAnything)))
        (palette,) = window.findChildren(FindAnything)
        QTest.keyClicks(palette.search_edit, query)
        finder = window._finder
        assert finder is not None
        qtbot.waitUntil(lambda: not finder.is_reading)
        return palette

    def enter(palette: FindAnything) -> None:
        QTest.keyClick(palette.search_edit, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not window.findChildren(FindAnything))

    # "the café whose window we do, I have no accents on this keyboard"
    enter(ask("cafe window"))
    room = window.room
    assert isinstance(room, IntakeRoom)
    # The panel of a room that nobody has seen yet comes behind its first paint.
    qtbot.waitUntil(lambda: room.deal is not None)
    assert room.deal is not None
    assert (room.deal.client, room.deal.stage.value) == ("Café Zoë", "delivered")

    # "the one that is still open": the second in the list
    palette = ask("cafe window")
    QTest.keyClick(palette.search_edit, Qt.Key.Key_Down)
    enter(palette)
    assert room.deal is not None
    assert room.deal.client == "Nook Café"

    # "what Ana has put in at her desk just now"
    with open_book(sample) as other:
        fields = {"client": "Gärtnerei Weiß"}
        create_deal(book=other, who=Author("", "Ana"), today=TODAY, digits=2, fields=fields)
    assert window.session is not None
    window.session.catch_up()
    enter(ask("gaertnerei weiss"))
    assert room.deal is not None
    assert room.deal.client == "Gärtnerei Weiß"

    # "and print me the agenda"
    enter(ask("print agenda"))
    assert window.room is not None
    assert window.room.key == "meetings"
    assert len(printed) == 1
