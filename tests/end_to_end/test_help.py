"""In the user's words: "What is this tab for? Where does it say rework? I take it home to read." """

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.help import HelpWindow
from desktop.rooms.listed import tabs
from desktop.window import Window
from widgets.theme import apply

TODAY = date(2026, 11, 23)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    apply(qapp, "light")
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=TODAY).close()
    made = Window(today=TODAY, remembers=False)
    made.resize(1280, 800)
    made.show()
    assert made.open_file(path)
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isActiveWindow() and "menus" in made.__dict__)
    made.finish_background_work()
    yield made
    made.close()
    made.deleteLater()


def squeezed(text: str) -> str:
    """Words without what parts them: a PDF keeps no space where the weight of the type changes."""
    return "".join(text.split())


def ask_for_help(window: Window, qtbot: QtBot) -> HelpWindow:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_F1)
    found = window.menus.help_desk.help
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    return found


def test_help_from_every_tab_to_paper(
    qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "help.pdf"
    monkeypatch.setattr("desktop.printing.pdf_file.choose_pdf", lambda parent, page: wanted)
    for tab in tabs():
        window.show_room(tab.key)
        found = ask_for_help(window, qtbot)
        assert found.page.title == tab.title
        assert found.browser.toPlainText().startswith(f"{tab.title}\n")

    QTest.keyClick(found, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(found.search_edit.hasFocus)
    QTest.keyClicks(found.search_edit, "rework")
    titles = [found.list.item(row).text() for row in range(found.list.count()) if not found.list.item(row).isHidden()]
    assert any(title.startswith("After delivery (") for title in titles)
    while found.page.key != "after":
        QTest.keyClick(found.search_edit, Qt.Key.Key_Return)
    assert found.browser.textCursor().selectedText().casefold() == "rework"

    found.pdf_button.click()
    one = PdfReader(wanted)
    assert one.metadata is not None and one.metadata.title == "Help: After delivery"
    assert "Rework is anything done again" in " ".join(one.pages[0].extract_text().split())

    QTest.keyClick(found.what_box, Qt.Key.Key_End)
    found.pdf_button.click()
    whole = PdfReader(wanted)
    said = squeezed(" ".join(sheet.extract_text() for sheet in whole.pages))
    assert 8 <= len(whole.pages) <= 14
    for page in found.pages:
        assert squeezed(page.title + page.lines[1].plain.split(".")[0]) in said, page.title
        assert squeezed(page.lines[-1].plain) in said, page.title
    assert "Edit>Newdeal(Ctrl+N)" in said

    QTest.keyClick(found.browser, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: window.menus.help_desk.help is None)
    assert window.isVisible()
