"""The clients: found by any part of the name, all about one, what its rows open, and the note."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import desktop.dialogs.note
from desktop.dialogs.clients import Clients
from desktop.dialogs.look_back import LookBackEditor
from desktop.window import Window
from tests.desktop.rooms.agreement_screen import cells, dialog, focused, no_dialog, plain, press, settle, texts_in


def clients(window: Window, name: str = "") -> Clients:
    if name:
        window.show_client_named(name)
    else:
        window.outcome_pages.show_client("")
    return dialog(window, Clients)


def search(page: Clients, words: str) -> None:
    page.search_edit.setFocus()
    QTest.keyClicks(page.search_edit, words)
    press(Qt.Key.Key_Return)


def test_all_about_a_client_stands_on_one_page(sample_window: Window) -> None:
    page = clients(sample_window, "Harbour Brewery")
    assert page.name_label.text() == "Harbour Brewery"
    said = plain(page.head_label.text())
    assert "Still a client, as of Sun 25 Oct 2026" in said
    assert "2 deals, 2 of them won · €8,120" in said and "Client scores: 3 of 5" in said
    (went,) = cells(page.went_card)
    assert "Illuminated fascia · B-045 · Delivered Mon 21 Sept 2026, 7 days late" in went[0]
    assert "Late: A week, after the festival" in went[1]
    looks = [row[0].split(" · ")[0] for row in cells(page.looks_card)]
    assert looks == ["After 30 days", "After 60 days", "After 90 days"]
    told = cells(page.told_card)
    assert any("first 18 Nov · moved by Operations, client told first" in row[1] for row in told)
    assert [row[0] for row in cells(page.deals_card)] == ["Projecting sign · B-051", "Illuminated fascia · B-045"]
    page.reject()


def test_a_client_that_left_and_one_nobody_asked(sample_window: Window) -> None:
    page = clients(sample_window, "The Old Forge")
    assert "No longer a client, since Mon 28 Sept 2026" in plain(page.head_label.text())
    search(page, "riverside")
    assert page.name_label.text() == "Riverside Nursery"
    assert "Nothing was delivered yet" in page.head_label.text()
    assert page.went_card.isHidden() and page.looks_card.isHidden()
    ((asked, answered, _mark),) = cells(page.questions_card)
    assert asked == "Asked about: A fixed date is promised before usable files exist"
    assert "Ben said no on Thu 30 Apr, 09:15. “There is no floor plan. A date now would be a guess.”" in answered
    page.reject()


def test_any_words_of_the_name_find_it(sample_window: Window) -> None:
    page = clients(sample_window)
    assert focused() is page.search_edit
    search(page, "brew HARB")
    assert [row[0] for row in cells(page.list_card)] == ["Harbour Brewery"]
    assert page.name_label.text() == "Harbour Brewery"
    search(page, "x")
    assert "No client is called so." in texts_in(page)
    assert page.right.isHidden() and not page.print_button.isEnabled()
    page.search_edit.clear()
    press(Qt.Key.Key_Return)
    assert len(page.list_card.rows()) == 45
    page.reject()


def test_rows_open_the_deal_and_the_question(sample_window: Window) -> None:
    page = clients(sample_window, "Harbour Brewery")
    page.told_card.row_activated.emit(page.told_card.rows()[-1].key)
    assert no_dialog()
    assert sample_window.room.deal.client == "Harbour Brewery"  # type: ignore[union-attr]
    assert sample_window.session is not None
    ((name, question),) = sample_window.session.book.rows(
        "SELECT c.name, q.id FROM question q JOIN deal d ON d.id = q.deal_id JOIN client c ON c.id = d.client_id "
        "WHERE q.dropped_at IS NULL LIMIT 1"
    )
    page = clients(sample_window, name)
    rows = [row.key for row in page.questions_card.rows()]
    page.questions_card.row_activated.emit(next(key for key in rows if question in key))
    assert no_dialog()
    assert sample_window.room is not None and sample_window.room.key == "escalation"


def test_a_look_back_is_answered_over_the_page_and_shown_at_once(sample_window: Window) -> None:
    page = clients(sample_window, "Harbour Brewery")
    page.looks_card.row_activated.emit(page.looks_card.rows()[1].key)
    settle()
    (card,) = [each for each in page.findChildren(LookBackEditor) if each.isVisible()]
    card.still_row.button("no").click()
    card.save_button.click()
    settle()
    assert "No longer a client" in page.head_label.text()
    page.reject()


def test_the_note_is_written_and_undone(sample_window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    page = clients(sample_window, "Corner Deli")
    asked: list[tuple[Any, ...]] = []

    def ask(_parent: object, *words: str) -> str:
        asked.append(words)
        return "Rings before nine"

    monkeypatch.setattr(desktop.dialogs.note, "ask_note", ask)
    page.note_button.click()
    assert asked == [("Corner Deli", "")]
    assert page.note_label.text() == "Rings before nine" and page.note_button.text() == "Change the note…"
    page.reject()
    assert "Note on Corner Deli saved." in sample_window.notice_bar.text()
    sample_window.undo()
    page = clients(sample_window, "Corner Deli")
    assert page.note_label.isHidden()
    page.reject()


def test_a_business_without_clients_says_where_they_come_from(open_window: Any, blank: Any) -> None:
    window = open_window(blank)
    page = clients(window)
    assert "Clients come with their first deal." in texts_in(page)
    page.reject()
