"""The rules on screen: zones and marks; opened, changed, struck, put back by mouse and keyboard; exceptions, news."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import begin_proposal, read_standing, save_rule, strike_rule
from desktop.actions.allowances import grant
from desktop.dialogs.allowance_editor import AllowanceEditor
from desktop.dialogs.rule_editor import RuleEditor
from desktop.rooms.agreement import AgreementRoom
from desktop.window import Window
from framework.agreement import Measure, Rule, Zone
from storage.book import Author
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    TODAY,
    act_as,
    cells,
    dialog,
    elsewhere,
    focused,
    general,
    go_to,
    marks,
    no_dialog,
    plain,
    press,
    row_in,
    rule_named,
    rules_page,
    settle,
    shortcut,
    standing,
    texts_in,
    write,
    zone_card,
)
from widgets.rows_view import RowsView

InFile = Callable[..., list[tuple[Any, ...]]]
OpenWindow = Callable[[Path], Window]
ZONES = (Zone.PROMISE, Zone.ASK, Zone.OFF)
BEN = Author("", "Ben")
LONG = "A word that goes on " * 15


def room_of(window: Window) -> AgreementRoom:
    window.show_room("agreement")
    room = window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    room.finish_background_work()
    settle()
    return room


@pytest.fixture
def quiet(settled: Path, open_window: OpenWindow) -> AgreementRoom:
    """The room with nothing proposed."""
    return room_of(open_window(settled))


# What stands there


def test_every_rule_stands_in_each_zone_of_which_it_says_something(agreement: AgreementRoom) -> None:
    for zone in ZONES:
        assert len(cells(zone_card(agreement, zone))) > 5
    assert cells(zone_card(agreement, Zone.PROMISE))[0] == (
        "Lead time",
        "10 working days or more",
        "Sales",
        "A rush pushes somebody else's job; under five days two of three slip",
        "",
    )
    assert row_in(agreement, Zone.ASK, "Discount").cells[1].text.replace("\N{NO-BREAK SPACE}", " ") == (
        "over 10 %, up to 20 %"
    )
    assert [cell.text for cell in row_in(agreement, Zone.ASK, "Discount").cells[2:]] == [
        "Both together",
        "within 1 working day, no answer counts as yes",
    ]
    said = {plain(row.cells[0].text) for zone in (Zone.ASK, Zone.OFF) for row in zone_card(agreement, zone).rows()}
    assert agreement.version is not None
    assert {rule.say for rule in agreement.version.agreement.rules if rule.measure is None} <= said


def test_what_is_in_force_has_no_marks_and_the_proposal_marks_what_it_changes(
    qtbot: QtBot, agreement: AgreementRoom
) -> None:
    assert not any(marks(agreement, zone) for zone in ZONES)
    qtbot.mouseClick(agreement.head.buttons.button("show"), Qt.MouseButton.LeftButton)
    assert agreement.head.title_label.text() == "Agreement · Proposal"
    assert marks(agreement, Zone.PROMISE) == {"Discount": "was up to 10 %", "Week load": "was up to 85 %"}
    assert marks(agreement, Zone.ASK) == {
        "Discount": "was over 10 %, up to 20 %",
        "Week load": "was over 85 %, up to 95 %",
    }
    assert marks(agreement, Zone.OFF) == {}
    # A screen reader hears the mark with its row.
    assert plain(row_in(agreement, Zone.PROMISE, "Discount").say).endswith("was up to 10 %")
    qtbot.mouseClick(agreement.head.buttons.button("back"), Qt.MouseButton.LeftButton)
    assert agreement.head.title_label.text() == "Agreement"
    assert not any(marks(agreement, zone) for zone in ZONES)


def test_new_struck_moved_and_changed_lines_say_so(sample: Path, open_window: OpenWindow) -> None:
    with open_book(sample) as book:
        version = read_standing(book, 2, TODAY).open
        assert version is not None
        margin, lead = general(version, Measure.MARGIN), general(version, Measure.LEAD_TIME)
        save_rule(book=book, who=BEN, version=version, rule=margin._replace(stop_limit=None))
        save_rule(book=book, who=BEN, version=version, rule=lead._replace(why="Another reason"))
        strike_rule(book=book, who=BEN, version=version, rule=rule_named(version, "The client supplies"))
        new = Rule("", None, "It rains on the day", zone=Zone.ASK)
        save_rule(book=book, who=BEN, version=version, rule=new)
    room = room_of(open_window(sample))
    room.do("show")
    settle()
    assert marks(room, Zone.ASK)["It rains on the day"] == "new"
    assert marks(room, Zone.ASK)["The client supplies the stock"] == "struck"
    assert marks(room, Zone.ASK)["Margin"] == "was 0 % to under 30 %"
    assert marks(room, Zone.OFF)["Margin"] == "no longer here"
    assert [marks(room, zone).get("Lead time") for zone in ZONES] == ["changed"] * 3


def test_texts_are_shown_as_typed(sample: Path, open_window: OpenWindow) -> None:
    evil = [
        '<b>bold</b> & <img src="x">',
        "R&D signs && more",
        "\u05de\u05d7\u05d9\u05e8 \u05e1\u05d5\u05e4\u05d9",
        LONG.strip(),
    ]
    with open_book(sample) as book:
        version = read_standing(book, 2, TODAY).open
        assert version is not None
        for say in evil:
            rule = Rule("", None, say, zone=Zone.OFF, exception_by=say[:200].strip(), why=say)
            save_rule(book=book, who=BEN, version=version, rule=rule)
    room = room_of(open_window(sample))
    room.do("show")
    settle()
    shown = [tuple(plain(text) for text in row) for row in cells(zone_card(room, Zone.OFF))]
    for say in evil:
        assert (say, "", say[:200].strip(), say, "new") in shown
    card = zone_card(room, Zone.OFF)
    row = row_in(room, Zone.OFF, LONG.strip())
    place = card.view.visualRect(card.view.model_of_rows.index(card.view.model_of_rows.number_of(row.key)))
    assert place.height() > 4 * card.fontMetrics().height(), "it wraps, and is not cut"
    go_to(card.view, row.key)
    press(Qt.Key.Key_Return)
    editor = dialog(room, RuleEditor)
    assert editor.say_edit.toPlainText() == LONG.strip()
    assert editor.windowTitle() == LONG.strip()
    editor.close()


# By keyboard


def test_the_room_opens_with_the_keyboard_on_the_first_rule(agreement: AgreementRoom) -> None:
    view = zone_card(agreement, Zone.PROMISE).view
    assert focused() is view
    assert view.currentIndex().row() == 0


def test_the_arrows_go_through_all_zones(agreement: AgreementRoom) -> None:
    first = zone_card(agreement, Zone.PROMISE)
    for _ in first.rows():
        press(Qt.Key.Key_Down)
    assert focused() is zone_card(agreement, Zone.ASK).view
    press(Qt.Key.Key_Up)
    assert focused() is first.view
    assert first.current_key() == first.rows()[-1].key


def test_tab_goes_through_the_room_as_it_stands(sample_window: Window, agreement: AgreementRoom) -> None:
    sample_window.activateWindow()
    agreement.head.print_button.setFocus()
    names = []
    for _ in range(22):
        names.append(plain(focused().accessibleName() or getattr(focused(), "text", str)()))
        press(Qt.Key.Key_Tab)
    assert names == [
        "Print",
        "Compare with version 2",
        "Show the proposal",
        "Pages",
        "Sales may promise",
        "Ask Operations first",
        "Off the table",
        "Exceptions with an end",
        "Add a rule",
        "Allow an exception",
        "Would have changed 3 of 58 deals",
        "Sign for Sales",
        "Talk first",
        "Show it",
        "Offering",
        "Price",
        "Working days from now",
        "Discount",
        "Custom parts",
        "Show",
        "4 promised alone",
        "17 rules never fired",
    ]


def test_enter_opens_a_rule_and_escape_goes_back_to_it(agreement: AgreementRoom) -> None:
    row = row_in(agreement, Zone.ASK, "Discount")
    view = zone_card(agreement, Zone.ASK).view
    go_to(view, row.key)
    press(Qt.Key.Key_Return)
    editor = dialog(agreement, RuleEditor)
    assert editor.windowTitle() == "Discount"
    press(Qt.Key.Key_Escape)
    assert no_dialog()
    assert focused() is view
    assert view.current_key() == row.key


def test_a_limit_is_changed_by_keyboard_alone_and_the_proposal_is_begun_and_shown(
    qtbot: QtBot, quiet: AgreementRoom, settled: Path
) -> None:
    assert standing(settled).open is None
    view = zone_card(quiet, Zone.PROMISE).view
    go_to(view, row_in(quiet, Zone.PROMISE, "Discount").key)
    press(Qt.Key.Key_Return)
    editor = dialog(quiet, RuleEditor)
    assert focused() is editor.bands.promise_edit
    qtbot.keyClick(editor.bands.promise_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.bands.promise_edit, "7.5")
    press(Qt.Key.Key_Return)
    assert no_dialog()
    opened = standing(settled).open
    assert opened is not None
    assert general(opened, Measure.DISCOUNT).promise_limit == Decimal("7.5")
    assert quiet.version is not None
    assert quiet.version.id == opened.id, "the proposal is on screen"
    assert marks(quiet, Zone.PROMISE) == {"Discount": "was up to 10 %"}
    window = quiet.window()
    assert isinstance(window, Window)
    assert window.notice_bar.text() == "In the proposal: Discount"
    assert isinstance(focused(), RowsView)
    window.undo()
    assert marks(quiet, Zone.PROMISE) == {}
    window.undo()
    assert standing(settled).open is None
    assert quiet.head.title_label.text() == "Agreement"


@pytest.mark.parametrize("way", ["notice", "shortcut"])
def test_delete_strikes_a_rule_and_undo_brings_it_back(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom, way: str
) -> None:
    act_as(sample_window, "Ben")
    view = zone_card(agreement, Zone.PROMISE).view
    go_to(view, row_in(agreement, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    opened = standing(sample).open
    assert opened is not None
    assert not [rule for rule in opened.agreement.rules if rule.measure is Measure.MARGIN]
    for zone in ZONES:
        assert marks(agreement, zone)["Margin"] == "struck"
    assert sample_window.notice_bar.text() == (
        "In the proposal: Margin is struck. It was signed as it stood, so that signature is taken back."
    )
    assert opened.signatures == ()
    if way == "notice":
        qtbot.mouseClick(sample_window.notice_bar.action_button, Qt.MouseButton.LeftButton)
    else:
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    opened = standing(sample).open
    assert opened is not None
    assert general(opened, Measure.MARGIN)
    assert len(opened.signatures) == 1, "and with it the signature under the text as it stood"
    assert "Margin" not in marks(agreement, Zone.PROMISE)


def test_a_struck_rule_is_put_back_by_enter(sample: Path, sample_window: Window, agreement: AgreementRoom) -> None:
    agreement.do("show")
    settle()
    view = zone_card(agreement, Zone.PROMISE).view
    go_to(view, row_in(agreement, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    go_to(view, row_in(agreement, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Return)
    assert no_dialog(), "there is nothing to ask"
    assert "Margin" not in marks(agreement, Zone.PROMISE)
    assert sample_window.notice_bar.text() == "In the proposal: Margin is back"
    opened = standing(sample).open
    assert opened is not None
    assert general(opened, Measure.MARGIN).promise_limit == 30


@pytest.mark.parametrize("way", ["button", "shortcut"])
def test_a_sentence_is_added_by_keyboard_alone(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom, way: str
) -> None:
    if way == "button":
        rules_page(agreement).add_button.setFocus()
        press(Qt.Key.Key_Space)
    else:
        sample_window.show_room("intake")
        shortcut(sample_window, "add_rule")
        assert sample_window.room is agreement
    editor = dialog(agreement, RuleEditor)
    assert focused() is editor.measure_box
    press(Qt.Key.Key_End)
    assert editor.measure() is None
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    assert focused() is editor.say_edit
    qtbot.keyClicks(editor.say_edit, "The client wants to pay in goats & <b>hay</b>")
    press(Qt.Key.Key_Tab)
    assert focused() is editor.ask_radio
    press(Qt.Key.Key_Right)
    assert editor.off_radio.isChecked()
    press(Qt.Key.Key_Return)
    assert no_dialog()
    opened = standing(sample).open
    assert opened is not None
    assert rule_named(opened, "The client wants").zone is Zone.OFF
    assert marks(agreement, Zone.OFF)["The client wants to pay in goats & <b>hay</b>"] == "new"


# By mouse


def test_a_click_on_a_row_opens_the_rule(qtbot: QtBot, agreement: AgreementRoom) -> None:
    view = zone_card(agreement, Zone.PROMISE).view
    place = view.visualRect(view.model_of_rows.index(1)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = dialog(agreement, RuleEditor)
    assert editor.windowTitle() == "Lead time, Illuminated fascia"
    editor.close()
    assert no_dialog()


def test_pages_are_chosen_by_click_and_the_keyboard_follows(
    qtbot: QtBot, sample_window: Window, agreement: AgreementRoom
) -> None:
    tabs = agreement.tabs
    last = tabs.count() - 1
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(last).center())
    assert tabs.current() == "history"
    assert agreement.page.isVisible()
    assert not agreement.side.isVisible()
    assert agreement.isAncestorOf(focused())
    assert not isinstance(focused(), QAbstractButton), "Enter must not do what nobody meant"
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center() - QPoint(3, 0))
    assert agreement.side.isVisible()
    assert focused() is zone_card(agreement, Zone.PROMISE).view


# Exceptions


@pytest.mark.parametrize("way", ["button", "shortcut"])
def test_an_exception_is_allowed_shown_and_ended(
    qtbot: QtBot, sample_window: Window, agreement: AgreementRoom, in_file: InFile, way: str
) -> None:
    page = rules_page(agreement)
    before = cells(page.allowance_card)
    assert [row[:3] for row in before] == [("Discount", "Town Library, 15 %", "until Thu 7 Jan 2027")]
    if way == "button":
        page.allow_button.setFocus()
        press(Qt.Key.Key_Space)
    else:
        shortcut(sample_window, "allow")
    editor = dialog(agreement, AllowanceEditor)
    editor.rule_box.setCurrentIndex(editor.rule_box.findText("Margin"))
    write(editor.limit_edit, "22")
    write(editor.until_edit, "+10")
    qtbot.keyClicks(editor.reason_edit, "A trade fair & <b>two</b> evenings")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert no_dialog()
    assert ("Margin", "every client, 22 %", "until Thu 3 Dec 2026", "A trade fair & <b>two</b> evenings", "") in cells(
        page.allowance_card
    )
    assert sample_window.notice_bar.text() == "Allowed until Thu 3 Dec 2026: Margin"
    (row,) = [row for row in page.allowance_card.rows() if row.cells[0].text == "Margin"]
    go_to(page.allowance_card.view, row.key)
    press(Qt.Key.Key_Return)
    shown = dialog(agreement, AllowanceEditor)
    assert shown.remove_button is not None
    qtbot.mouseClick(shown.remove_button, Qt.MouseButton.LeftButton)
    assert no_dialog()
    assert cells(page.allowance_card) == before
    assert in_file("SELECT count(*) FROM allowance WHERE reason LIKE 'A trade fair%'") == [(0,)]
    sample_window.undo()
    assert len(cells(page.allowance_card)) == 2


def test_an_exception_that_is_over_is_no_longer_shown(sample: Path, open_window: OpenWindow) -> None:
    with open_book(sample) as book:
        version = read_standing(book, 2, TODAY).in_force
        assert version is not None
        grant(
            book=book,
            who=BEN,
            today=date(2026, 11, 1),
            rule=general(version, Measure.MARGIN),
            reason="It was worth it",
            until=date(2026, 11, 22),
        )
    room = room_of(open_window(sample))
    assert [row[0] for row in cells(rules_page(room).allowance_card)] == ["Discount"]


# Others, and files of another kind


def test_what_another_window_changes_appears(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    agreement.do("show")
    settle()
    assert sample_window.session is not None

    def change(book: Any, now: Any) -> None:
        rule = general(now.open, Measure.MARGIN)
        save_rule(book=book, who=BEN, version=now.open, rule=rule._replace(promise_limit=Decimal(33)))

    with qtbot.waitSignal(sample_window.session.news_came, timeout=2000):
        elsewhere(sample, change)
    assert marks(agreement, Zone.PROMISE)["Margin"] == "was 30 % or more"
    assert plain(row_in(agreement, Zone.PROMISE, "Margin").cells[1].text) == "33 % or more"
    assert "Ben has just changed something" in sample_window.notice_bar.text()


def test_a_rule_struck_elsewhere_while_it_is_open_here_is_not_lost_without_a_word(
    sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    agreement.do("show")
    settle()
    rules_page(agreement).edit_rule(row_in(agreement, Zone.PROMISE, "Margin").key)
    editor = dialog(agreement, RuleEditor)
    write(editor.why_edit, "Because of the price of film")

    def strike(book: Any, now: Any) -> None:
        strike_rule(book=book, who=BEN, version=now.open, rule=general(now.open, Measure.MARGIN))

    elsewhere(sample, strike)
    editor.save_button.click()
    assert editor.isVisible()
    assert "changed in the meantime" in editor.say_label.text()
    assert editor.why_edit.text() == "Because of the price of film"
    editor.close()


def test_a_file_that_may_only_be_read_is_shown_and_not_written(
    qtbot: QtBot, sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    assert sample_window.session is not None
    sample_window.session.book.read_only_because = "Only for looking."
    agreement.refresh()
    settle()
    page = rules_page(agreement)
    assert not page.add_button.isVisible()
    assert not page.allow_button.isVisible()
    assert [text for text in texts_in(page) if "propose a change" in text and page._hint.isVisible()] == []
    before = standing(sample)
    view = zone_card(agreement, Zone.PROMISE).view
    go_to(view, row_in(agreement, Zone.PROMISE, "Discount").key)
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    editor = dialog(agreement, RuleEditor)
    assert not editor.save_button.isVisible()
    assert editor.remove_button is None
    assert editor.say_edit.isReadOnly()
    assert editor.bands.promise_edit.isReadOnly()
    assert not editor.bands.slider.isEnabled()
    assert not editor.decides_box.isEnabled()
    press(Qt.Key.Key_Return)
    assert no_dialog(), "Enter closes what can only be read"
    page.edit_allowance(page.allowance_card.rows()[0].key)
    shown = dialog(agreement, AllowanceEditor)
    assert shown.remove_button is None
    assert not shown.save_button.isVisible()
    shown.close()
    assert standing(sample) == before


def test_an_old_version_is_read_as_it_was_and_not_written(
    sample: Path, sample_window: Window, agreement: AgreementRoom
) -> None:
    first = next(version for version in standing(sample).versions if version.agreement.number == 1)
    agreement.show_version(first.id)
    settle()
    page = rules_page(agreement)
    assert agreement.head.title_label.text() == "Agreement · Version 1"
    assert not page.add_button.isVisible()
    key = row_in(agreement, Zone.PROMISE, "Week load").key
    page.edit_rule(key)
    editor = dialog(agreement, RuleEditor)
    old = next(rule for rule in first.agreement.rules if rule.id == key)
    proposed = standing(sample).open
    assert proposed is not None
    assert general(proposed, Measure.WEEK_LOAD).promise_limit != old.promise_limit
    assert editor.bands.limits() == (old.promise_limit, old.stop_limit), "as it was, not as it is proposed"
    assert not editor.save_button.isVisible()
    editor.close()
    before = standing(sample)
    go_to(zone_card(agreement, Zone.PROMISE).view, key)
    press(Qt.Key.Key_Delete)
    assert standing(sample) == before
    # From the menu, a rule is written where rules are written.
    shortcut(sample_window, "add_rule")
    assert dialog(agreement, RuleEditor).save_button.isVisible()
    dialog(agreement, RuleEditor).close()
    assert agreement.version is not None
    assert agreement.version.id != first.id


def test_a_blank_business_has_its_four_rules_and_offers_the_first_when_there_is_none(
    qtbot: QtBot, blank: Path, open_window: OpenWindow
) -> None:
    window = open_window(blank)
    room = room_of(window)
    page = rules_page(room)
    assert len(cells(zone_card(room, Zone.PROMISE))) == 4
    assert not page.empty.isVisible()
    assert not page.allowance_card.isVisible()
    for _ in range(4):
        go_to(zone_card(room, Zone.PROMISE).view, zone_card(room, Zone.PROMISE).rows()[0].key)
        press(Qt.Key.Key_Delete)
    opened = standing(blank).open
    assert opened is not None
    assert opened.agreement.rules == ()
    assert page.empty.isVisible()
    assert all(not card.isVisible() for card in page.cards.values()) or marks(room, Zone.PROMISE)
    qtbot.mouseClick(page.empty.buttons.button("add"), Qt.MouseButton.LeftButton)
    dialog(room, RuleEditor).close()


def test_closed_dialogs_are_freed(qtbot: QtBot, agreement: AgreementRoom) -> None:
    page = rules_page(agreement)
    key = row_in(agreement, Zone.PROMISE, "Margin").key
    for show, kind in (
        (lambda: page.edit_rule(key), RuleEditor),
        (page.add_rule, RuleEditor),
        (page.allow, AllowanceEditor),
    ):
        show()
        opened = dialog(agreement, kind)
        with qtbot.waitSignal(opened.destroyed):
            opened.close()
        assert agreement.findChildren(kind) == []


def test_begin_from_the_menu_begins_once(sample_window: Window, settled: Path, open_window: OpenWindow) -> None:
    window = open_window(settled)
    shortcut(window, "begin")
    room = window.room
    assert isinstance(room, AgreementRoom)
    first = standing(settled).open
    assert first is not None
    assert room.version is not None
    assert room.version.id == first.id
    assert "Nothing differs yet" in " ".join(texts_in(room.proposal_card))
    shortcut(window, "begin")
    again = standing(settled).open
    assert again is not None
    assert again.id == first.id


def test_a_proposal_begun_elsewhere_meanwhile_is_the_one_that_is_written_on(
    quiet: AgreementRoom, settled: Path
) -> None:
    elsewhere(settled, lambda book, now: begin_proposal(book=book, who=BEN, standing=now))
    go_to(zone_card(quiet, Zone.PROMISE).view, row_in(quiet, Zone.PROMISE, "Margin").key)
    press(Qt.Key.Key_Delete)
    assert len([version for version in standing(settled).versions if version.is_open]) == 1
    assert marks(quiet, Zone.PROMISE)["Margin"] == "struck"
