"""The history of the agreement: every version and what was said; a day looked back at; any two compared."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing, reply, take_back
from desktop.dialogs.compare import Compare
from desktop.rooms.agreement import HISTORY, AgreementRoom
from desktop.rooms.agreement_history import HistoryPage
from desktop.window import Window
from framework.agreement import Zone
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    act_as,
    actions,
    author,
    cells,
    dialog,
    elsewhere,
    focused,
    go_to,
    plain,
    press,
    row_of,
    rules_page,
    settle,
    shortcut,
    standing,
    write,
    zone_card,
)

OpenWindow = Callable[[Path], Window]


@pytest.fixture
def page(agreement: AgreementRoom) -> HistoryPage:
    agreement.show_page(HISTORY)
    settle()
    found = agreement.pages[HISTORY]
    assert isinstance(found, HistoryPage)
    return found


def title(room: AgreementRoom) -> str:
    settle()
    return room.head.title_label.text()


def test_every_version_stands_there_the_newest_first(page: HistoryPage) -> None:
    assert [row[0] for row in cells(page.versions_card)] == ["Proposal", "Version 3", "Version 2", "Version 1"]
    assert [row[-1] for row in cells(page.versions_card)] == ["open", "", "", ""]
    assert row_of(page.versions_card, "Version 3").cells[0].colour == "accent"
    assert cells(page.versions_card)[1][1] == "in force since 2 Nov · signed by Ana for Sales and Ben for Operations"
    assert cells(page.versions_card)[0][2].startswith("In December two of us are off")
    assert not page.words_card.isVisible()


def test_the_keyboard_begins_at_the_newest(agreement: AgreementRoom) -> None:
    agreement.tabs.setFocus()
    for _ in range(agreement.tabs.count()):
        press(Qt.Key.Key_Right)
    page = agreement.page
    assert isinstance(page, HistoryPage)
    assert focused() is agreement.tabs, "somebody who goes through the pages stays there"
    agreement.focus_first()
    assert focused() is page.versions_card.view


def test_enter_looks_at_a_version_and_back_returns(
    sample_window: Window, agreement: AgreementRoom, page: HistoryPage
) -> None:
    go_to(page.versions_card.view, row_of(page.versions_card, "Version 2").key)
    press(Qt.Key.Key_Return)
    assert title(agreement) == "Agreement · Version 2"
    assert agreement.tabs.current() == "rules"
    assert actions(agreement.head.buttons) == ["Compare", "Back to what is in force"]
    assert not rules_page(agreement).add_button.isVisible()
    # It stays while one looks elsewhere.
    sample_window.show_room("meetings")
    sample_window.show_room("agreement")
    assert title(agreement) == "Agreement · Version 2"
    agreement.head.buttons.button("back").click()
    assert title(agreement) == "Agreement"
    assert rules_page(agreement).add_button.isVisible()


@pytest.mark.parametrize(
    ("day", "version"),
    [("2026-11-01", 2), ("2026-11-02", 3), ("2026-03-27", 1), ("2025-09-19", 1), ("", 3), ("2027-01-01", 3)],
)
def test_a_day_shows_the_rules_that_were_in_force(
    agreement: AgreementRoom, page: HistoryPage, day: str, version: int
) -> None:
    write(page.day_edit, day)
    press(Qt.Key.Key_Return)
    expected = "Agreement" if version == 3 else f"Agreement · Version {version}"
    assert title(agreement) == expected
    assert agreement.version is not None
    assert agreement.version.agreement.number == version
    assert agreement.tabs.current() == "rules"


def test_a_day_before_the_first_version_says_so(agreement: AgreementRoom, page: HistoryPage) -> None:
    write(page.day_edit, "2025-09-18")
    page.day_button.click()
    assert page.wrong_label.isVisible()
    assert plain(page.wrong_label.text()) == (
        "Nothing was agreed on that day. The first version is in force from Fri 19 Sept 2025."
    )
    assert title(agreement) == "Agreement"
    assert agreement.tabs.current() == HISTORY


def test_a_day_that_can_not_be_read_stays_and_says_what_to_do(agreement: AgreementRoom, page: HistoryPage) -> None:
    write(page.day_edit, "last spring")
    page.day_button.click()
    settle()
    assert page.day_edit.text() == "last spring"
    assert page.wrong_label.isVisible()
    assert page.wrong_label.text().startswith("Please write a day, such as")
    assert focused() is page.day_edit
    assert agreement.tabs.current() == HISTORY
    write(page.day_edit, "+1")
    assert not page.wrong_label.isVisible(), "put right, nothing is wrong"


def test_words_about_proposals_stand_with_who_and_when(
    sample: Path, sample_window: Window, agreement: AgreementRoom, page: HistoryPage
) -> None:
    ben, ana = author(sample_window, "Ben"), author(sample_window, "Ana")
    evil = "<b>No</b> & never " + "again " * 40
    for who, say in ((ana, "Is 8 % enough?"), (ben, evil)):
        elsewhere(sample, lambda book, now: reply(book=book, who=who, version=now.open, say=say))  # noqa: B023
    assert sample_window.session is not None
    sample_window.session.catch_up()
    settle()
    assert page.words_card.isVisible()
    assert [(row[0], row[2]) for row in cells(page.words_card)] == [("Ben", evil.strip()), ("Ana", "Is 8 % enough?")]
    act_as(sample_window, "Ben")
    agreement.do("take_back")
    settle()
    agreement.show_page(HISTORY)
    assert [row[0] for row in cells(page.versions_card)][:2] == ["Taken back", "Version 3"]
    assert len(cells(page.words_card)) == 2, "what was said is not taken back"


def test_a_proposal_that_was_taken_back_can_be_read(
    sample: Path, sample_window: Window, agreement: AgreementRoom, page: HistoryPage
) -> None:
    elsewhere(
        sample, lambda book, now: take_back(book=book, who=author(sample_window, "Ben"), standing=now, version=now.open)
    )
    assert sample_window.session is not None
    sample_window.session.catch_up()
    settle()
    go_to(page.versions_card.view, row_of(page.versions_card, "Taken back").key)
    press(Qt.Key.Key_Return)
    assert title(agreement) == "Agreement · Taken back"
    assert plain(agreement.head.line_label.text()) == "Taken back, was never in force"
    discount = row_of(zone_card(agreement, Zone.PROMISE), "Discount")
    assert plain(discount.cells[1].text) == "up to 8 %"
    assert not rules_page(agreement).add_button.isVisible()


# Comparing


def test_any_two_are_compared_by_keyboard(agreement: AgreementRoom, page: HistoryPage) -> None:
    page.compare_button.setFocus()
    press(Qt.Key.Key_Space)
    shown = dialog(agreement, Compare)
    assert plain(shown.old_box.currentText()).startswith("Version 3")
    assert plain(shown.new_box.currentText()).startswith("Proposal")
    assert ("Discount · Sales may promise", "up to 10 %", "up to 8 %", "") in cells(shown.card)
    shown.old_box.setFocus()
    press(Qt.Key.Key_End)
    assert plain(shown.old_box.currentText()).startswith("Version 1")
    assert len(cells(shown.card)) > 4
    press(Qt.Key.Key_Escape)


@pytest.mark.parametrize("way", ["head", "shortcut"])
def test_the_head_compares_with_the_version_before(sample_window: Window, agreement: AgreementRoom, way: str) -> None:
    if way == "head":
        agreement.head.buttons.button("compare").click()
    else:
        shortcut(sample_window, "compare")
    shown = dialog(agreement, Compare)
    assert plain(shown.old_box.currentText()) == "Version 2, Sat 28 Mar 2026"
    assert plain(shown.new_box.currentText()) == "Version 3, Mon 2 Nov 2026"
    assert [row[:3] for row in cells(shown.card)] == [
        ("Discount · Answer", "within 2 working days", "within 1 working day"),
        ("Discount · No answer", "stays open", "counts as yes"),
        ("Vehicle wrap · Hours per unit", "12 h", "14 h"),
    ]
    shown.close()


def test_a_single_version_has_nothing_to_compare_with(blank: Path, open_window: OpenWindow) -> None:
    window = open_window(blank)
    shortcut(window, "compare")
    room = window.room
    assert isinstance(room, AgreementRoom)
    assert window.notice_bar.text() == "There is only one version yet, so there is nothing to compare it with."
    room.show_page(HISTORY)
    page = room.pages[HISTORY]
    assert isinstance(page, HistoryPage)
    assert not page.compare_button.isVisible()
    assert len(cells(page.versions_card)) == 1
    assert not isinstance(focused(), QAbstractButton)
    shortcut(window, "print_changes")
    assert window.notice_bar.text() == "There is no version before this one, so nothing has changed."


def test_the_history_follows_a_second_window(
    qtbot: QtBot, sample: Path, open_window: OpenWindow, agreement: AgreementRoom, page: HistoryPage
) -> None:
    with open_book(sample) as book:
        now = read_standing(book, 2, TODAY)
        assert now.open is not None
        take_back(book=book, who=author(agreement.window(), "Ben"), standing=now, version=now.open)  # type: ignore[arg-type]
    agreement.session.catch_up()
    settle()
    assert cells(page.versions_card)[0][0] == "Taken back"
    assert standing(sample).open is None
