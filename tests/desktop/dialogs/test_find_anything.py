"""Find anything in the window: by keyboard and mouse, what it says, and where each kind leads."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions.intake import create_deal
from desktop.dialogs.clients import Clients
from desktop.dialogs.find_anything import FindAnything
from desktop.dialogs.held_meetings import HeldMeetings
from desktop.rooms.agreement import RULES, WORDS, AgreementRoom
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from storage.finding import Kind
from tests.desktop.conftest import TODAY
from widgets.found_list import RowKind

Ask = Callable[[str], FindAnything]


@pytest.fixture
def ask(qtbot: QtBot, sample_window: Window) -> Ask:
    """A function that presses Ctrl+K and types."""

    def ask(query: str) -> FindAnything:
        sample_window.menus.edit_menu.actions()
        (action,) = sample_window.findChildren(QAction, "find_anything")
        assert action.shortcut().toString() == "Ctrl+K"
        action.trigger()
        palette = sample_window.findChildren(FindAnything)[-1]
        assert sample_window._finder is not None
        sample_window._finder.finish()
        QTest.keyClicks(palette.search_edit, query)
        return palette

    return ask


def texts(palette: FindAnything) -> list[str]:
    return [row.text for row in palette.list.found.rows]


def choose(palette: FindAnything, kind: str) -> None:
    """Walk down with the arrow to the first row of a kind, and press Enter."""
    for _ in range(len(palette.list.found.rows)):
        row = palette.list.current_row()
        assert row is not None
        if row.key.startswith(f"{kind}/"):
            QTest.keyClick(palette.search_edit, Qt.Key.Key_Return)
            return
        QTest.keyClick(palette.search_edit, Qt.Key.Key_Down)
    raise AssertionError(f"no {kind} among {texts(palette)}")


def test_the_first_result_is_chosen_and_enter_opens_it(ask: Ask, sample_window: Window) -> None:
    palette = ask("nook menu")
    assert texts(palette)[:2] == ["Deals", "Nook Café · Menu boards"]
    sample_window.show_room("meetings")
    QTest.keyClick(palette.search_edit, Qt.Key.Key_Return)
    room = sample_window.room
    assert isinstance(room, IntakeRoom)
    assert room.deal is not None
    assert room.deal.client == "Nook Café"
    assert "Menu boards" in palette_line(room)


def palette_line(room: IntakeRoom) -> str:
    key = room.list.current_id
    return next(card.offering for card in room.list.deal_view.deals._cards if card.id == key)


def test_matched_words_are_marked_and_html_stays_text(ask: Ask, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    create_deal(book=session.book, who=session.author, today=TODAY, digits=2, fields={"client": "<b>Bold</b> & Co"})
    palette = ask("bold")
    row = palette.list.current_row()
    assert row is not None
    assert row.text == "<b>Bold</b> & Co"
    assert row.marks == ((3, 4),)
    palette.reject()


def test_a_client_opens_their_page(ask: Ask, sample_window: Window) -> None:
    choose(ask("mill bakery"), Kind.CLIENT)
    (page,) = sample_window.findChildren(Clients)
    assert page.name_label.text() == "Mill Bakery"
    page.reject()


def test_a_question_and_a_decision_open_on_the_ladder(ask: Ask, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    question, subject = session.book.rows("SELECT id, subject FROM question WHERE subject <> '' LIMIT 1")[0]
    choose(ask(subject), Kind.QUESTION)
    room = sample_window.room
    assert isinstance(room, EscalationRoom)
    assert room._chosen == question
    decided, say = session.book.rows("SELECT question_id, say FROM decision WHERE say <> '' LIMIT 1")[0]
    choose(ask(say), Kind.DECISION)
    assert room._chosen == decided


def test_a_rule_and_a_word_open_in_the_agreement(ask: Ask, sample_window: Window) -> None:
    choose(ask("lead time window"), Kind.RULE)
    room = sample_window.room
    assert isinstance(room, AgreementRoom)
    assert room.page is room.pages[RULES]
    current = [card.current_key() for card in room.page.cards.values() if card.current_key()]
    assert len(current) == 1
    choose(ask("urgent"), Kind.WORD)
    assert room.page is room.pages[WORDS]
    assert any(card.current_key() for card in room.page.cards)


def test_a_line_of_the_minutes_opens_them_there(ask: Ask, sample_window: Window) -> None:
    choose(ask("gold leaf"), Kind.MINUTES)
    (held,) = sample_window.findChildren(HeldMeetings)
    key = held.written_card.current_key()
    said = next(row for row in held.written_card.rows() if row.key == key).cells[1].text
    assert "gold leaf" in said
    held.reject()


def test_an_action_without_a_deal_opens_the_meetings(ask: Ask, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    (say,) = session.book.rows("SELECT say FROM action WHERE deal_id IS NULL LIMIT 1")[0]
    choose(ask(say), Kind.ACTION)
    assert sample_window.room is not None
    assert sample_window.room.key == "meetings"


def test_a_promise_opens_its_deal(ask: Ask, sample_window: Window) -> None:
    choose(ask("gold old shop front"), Kind.PROMISE)
    room = sample_window.room
    assert isinstance(room, IntakeRoom)
    assert room.deal is not None
    assert room.deal.client == "Mill Bakery"


def test_menus_are_offered_below_with_their_keys(ask: Ask, sample_window: Window) -> None:
    palette = ask("backup")
    rows = palette.list.found.rows
    assert [(row.text, row.trailing) for row in rows if row.key] == [
        ("Back up now", "Ctrl+Shift+B"),
        ("Restore from a backup", "F6"),
        ("Where backups go", "Shift+F6"),
    ]
    palette.reject()
    palette = ask("history")
    choose(palette, "command")
    (dialog,) = [each for each in sample_window.findChildren(QDialog) if each.isVisible()]
    assert dialog.windowTitle() == "History"
    dialog.reject()


def test_what_can_not_be_done_now_is_not_offered(ask: Ask, sample_window: Window) -> None:
    palette = ask("delete deal")
    assert "Delete deal" in texts(palette)
    palette.reject()
    sample_window.show_room("meetings")
    palette = ask("delete deal")
    assert "Delete deal" not in texts(palette)
    palette.reject()


def test_more_of_a_kind_is_shown_on_demand(ask: Ask) -> None:
    palette = ask("b")
    rows = palette.list.found.rows
    deals = [row for row in rows if row.key.startswith("deal/")]
    assert len(deals) == 8
    more = next(row for row in rows if row.kind is RowKind.MORE)
    assert more.text == "56 more"
    palette.open_row(more.key)
    wider = [row for row in palette.list.found.rows if row.key.startswith("deal/")]
    assert len(wider) == 48
    current = palette.list.current_row()
    assert current is not None
    assert current.key == wider[8].key, "the first of those that came"
    palette.reject()


def test_arrows_stop_at_both_ends_and_pass_over_headings(ask: Ask) -> None:
    palette = ask("bakery")
    first = palette.list.current_row()
    QTest.keyClick(palette.search_edit, Qt.Key.Key_Up)
    assert palette.list.current_row() == first
    for _ in range(60):
        QTest.keyClick(palette.search_edit, Qt.Key.Key_Down)
        row = palette.list.current_row()
        assert row is not None
        assert row.kind is not RowKind.HEADING
    assert palette.list.current_row() == palette.list.found.rows[-1]
    palette.reject()


def test_a_click_opens_what_is_under_the_pointer(ask: Ask, sample_window: Window) -> None:
    palette = ask("lakeside")
    at = next(n for n, row in enumerate(palette.list.found.rows) if row.key.startswith("deal/"))
    place = palette.list.visualRect(palette.list.found.index(at)).center()
    sample_window.show_room("meetings")
    QTest.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    room = sample_window.room
    assert isinstance(room, IntakeRoom)
    assert room.deal is not None
    assert room.deal.client == "Lakeside Dental"


def test_it_says_what_it_is_doing(ask: Ask, sample_window: Window) -> None:
    sample_window.find_anything()
    (palette,) = sample_window.findChildren(FindAnything)
    assert "Still reading the file" in palette.say_label.text()
    assert sample_window._finder is not None
    sample_window._finder.finish()
    assert "Still reading" not in palette.say_label.text()
    assert "Type the beginning" in palette.say_label.text()
    palette.search_edit.setText("qqqq")
    assert palette.say_label.text() == "Nothing has these words: qqqq"
    assert palette.search_edit.accessibleName() == "Find anything"
    palette.search_edit.setText("nook")
    assert palette.search_edit.accessibleDescription().startswith("Deal. Nook Café")
    palette.reject()


@pytest.mark.parametrize("query", ['" OR * ( : ^ -', "x" * 10_000, "\u202e\u2066", "🎉", "看板", "NEAR(a b)", "a\x00b"])
def test_strange_input_only_finds_nothing(ask: Ask, query: str) -> None:
    palette = ask("")
    palette.search_edit.setText(query)
    assert palette.isVisible()
    palette.reject()


def test_escape_closes_it_and_it_is_freed(qtbot: QtBot, ask: Ask) -> None:
    palette = ask("nook")
    QTest.keyClick(palette.search_edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(palette))


def test_it_keeps_up_with_changes_while_it_is_open(ask: Ask, sample_window: Window) -> None:
    session = sample_window.session
    assert session is not None
    palette = ask("quagga")
    assert texts(palette) == []
    create_deal(book=session.book, who=session.author, today=TODAY, digits=2, fields={"client": "Quagga Zoo"})
    assert "Quagga Zoo" in texts(palette)
    palette.reject()


def test_the_button_in_the_menu_bar_asks_too(sample_window: Window) -> None:
    button = sample_window.menus.find_button
    assert button.text() == "Find anything  Ctrl+K"
    button.click()
    assert sample_window.findChildren(FindAnything)
    sample_window.findChildren(FindAnything)[0].reject()
    sample_window.close_file()
    assert button.isHidden()
    assert sample_window._finder is None
