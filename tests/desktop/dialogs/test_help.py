"""The window of help: pages, links, the search, paper, the keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.dialogs.help import HelpWindow
from resources.help import PAGES
from widgets.theme import apply, theme

KEYS = {"Edit > New deal": "Ctrl+N"}


@pytest.fixture
def window(qtbot: QtBot, light: None) -> Iterator[HelpWindow]:
    made = HelpWindow(KEYS, remembers=False)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def shown_rows(window: HelpWindow) -> list[str]:
    items = [window.list.item(row) for row in range(window.list.count())]
    return [item.text() for item in items if not item.isHidden()]


def marked(window: HelpWindow) -> list[str]:
    return [selection.cursor.selectedText() for selection in window.browser.extraSelections()]


def test_what_is_shown_is_what_is_searched(window: HelpWindow) -> None:
    for page in window.pages:
        window.go_to(page.key)
        assert window.browser.document().toPlainText() == page.plain.replace("\u00a0", " ")
        assert window.browser.accessibleName() == page.title
        assert window.list.currentItem().text() == page.title
    assert window.browser.document().begin().blockFormat().headingLevel() == 1
    assert len(window.pages) == len(PAGES)


def test_links_and_the_way_back(window: HelpWindow) -> None:
    window.go_to("after")
    assert not window.forward_button.isEnabled()
    window.browser.anchorClicked.emit(QUrl("intake"))
    assert window.page.key == "intake"
    window.browser.verticalScrollBar().setValue(70)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "after"
    QTest.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.page.key == "intake"
    assert window.browser.verticalScrollBar().value() == 70, "where it was left"
    window.go_back()
    window.go_back()
    assert window.page.key == "start" and not window.back_button.isEnabled()


def test_keys_that_come_with_a_file_are_named_then(window: HelpWindow) -> None:
    window.go_to("start")
    window.search_edit.setText("bring them up")
    assert "Today to Health check bring them up" in window.browser.toPlainText()
    window.take_keys({**KEYS, "View > Today": "Ctrl+1", "View > Health check": "Ctrl+9"})
    assert "Ctrl+1 to Ctrl+9 bring them up" in window.browser.toPlainText()
    assert marked(window) == ["bring them up"]
    assert not window.back_button.isEnabled()


def test_a_page_begins_at_its_top(qtbot: QtBot, light: None) -> None:
    made = HelpWindow(KEYS, remembers=False)
    made.go_to("intake")
    made.show()
    qtbot.waitExposed(made)
    made.resize(made.width() - 60, made.height() - 80)
    QApplication.processEvents()
    assert made.browser.verticalScrollBar().maximum() > 0
    assert made.browser.verticalScrollBar().value() == 0
    made.close()


def test_the_list_goes_to_a_page(window: HelpWindow) -> None:
    window.list.setCurrentRow(PAGES.index("capacity"))
    assert window.page.key == "capacity"


def test_typing_anywhere_looks_for_it_and_enter_goes_on(window: HelpWindow, qtbot: QtBot) -> None:
    window.go_to("today")
    window.activateWindow()
    window.browser.setFocus()
    qtbot.waitUntil(window.browser.hasFocus)
    QTest.keyClick(window.browser, Qt.Key.Key_H)
    QTest.keyClicks(window.search_edit, "onest win")
    assert window.search_edit.text() == "honest win"
    assert shown_rows(window) == ["After delivery (1)", "Scorecard (1)"]
    assert window.page.key == "after", "the first page that has it"
    assert window.browser.textCursor().selectedText() == "honest win"
    assert window.found_label.text() == "2 hits on 2 pages; this is number 1."
    QTest.keyClick(window.search_edit, Qt.Key.Key_Return)
    assert window.page.key == "scorecard" and window.browser.textCursor().selectedText() == "Honest win"
    assert window.found_label.text() == "2 hits on 2 pages; this is number 2."
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert window.page.key == "after", "round again"
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert window.page.key == "scorecard"
    assert window.isVisible(), "Enter in the field closes nothing"


def test_all_hits_of_a_page_are_marked(window: HelpWindow) -> None:
    window.go_to("agreement")
    window.search_edit.setText("OFFERIN")
    assert window.page.key == "agreement"
    hits = [hit.casefold() for hit in marked(window)]
    assert len(hits) == window.page.plain.casefold().count("offerin") and set(hits) == {"offerin"}
    window.next_hit()
    assert "this is number 2." in window.found_label.text()
    window.search_edit.clear()
    assert marked(window) == [] and not window.found_label.isVisible()
    assert len(shown_rows(window)) == len(PAGES)


def test_nothing_found_is_said_plainly(window: HelpWindow) -> None:
    window.go_to("file")
    window.search_edit.setText("giraffe")
    assert window.found_label.isVisible()
    assert window.found_label.text() == "Nothing in help has these words: giraffe. Try one word, or only its beginning."
    assert window.page.key == "file" and len(shown_rows(window)) == len(PAGES)
    assert not window.next_button.isEnabled()
    window.next_hit()
    assert window.page.key == "file"


def test_it_follows_the_colours(window: HelpWindow, qapp: QApplication) -> None:
    def ink() -> str:
        cursor = window.browser.textCursor()
        cursor.setPosition(2)
        return cursor.charFormat().foreground().color().name()

    assert ink() == theme().ink.name()
    before = ink()
    window.browser.verticalScrollBar().setValue(40)
    apply(qapp, "dark")
    try:
        assert ink() == theme().ink.name() != before
        assert window.browser.verticalScrollBar().value() == 40
    finally:
        apply(qapp, "light")


def test_one_page_or_all_of_them_on_paper(window: HelpWindow) -> None:
    window.go_to("capacity")
    assert window.paper().title == "Help: Capacity"
    window.what_box.setCurrentText("All pages")
    page = window.paper()
    assert page.title == "Help: All of help"
    assert len(page.units) > 150


def test_escape_closes_and_the_size_is_kept(qtbot: QtBot, light: None, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[QByteArray] = []
    monkeypatch.setattr(settings, "remember_help_geometry", kept.append)
    monkeypatch.setattr(settings, "help_geometry", lambda: kept[-1] if kept else None)
    first = HelpWindow(KEYS)
    first.resize(740, 560)
    first.show()
    with qtbot.waitSignal(first.destroyed):
        QTest.keyClick(first.browser, Qt.Key.Key_Escape)
    second = HelpWindow(KEYS)
    assert (second.width(), second.height()) == (740, 560)
    with qtbot.waitSignal(second.destroyed):
        second.close()


def test_geometry_is_kept_in_the_settings(tmp_path: Path) -> None:
    assert settings.help_geometry() is None
    settings.remember_help_geometry(QByteArray(b"here"))
    assert settings.help_geometry() == QByteArray(b"here")
    settings.settings().remove("help_geometry")
