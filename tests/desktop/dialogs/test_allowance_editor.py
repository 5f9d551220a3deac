"""A one-off exception: what is asked for, what is refused with everything typed kept, looking at one, ending it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.allowances import LONGEST_REASON, grant
from desktop.dialogs.allowance_editor import AllowanceEditor
from desktop.rooms.agreement import AgreementRoom
from framework.agreement import Measure
from storage.book import Author
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import (
    dialog,
    focused,
    general,
    no_dialog,
    plain,
    press,
    rules_page,
    settle,
    standing,
    texts_in,
    write,
)

InFile = Callable[..., list[tuple[Any, ...]]]
COUNT = "SELECT count(*) FROM allowance"


@pytest.fixture
def editor(agreement: AgreementRoom) -> AllowanceEditor:
    rules_page(agreement).allow()
    return dialog(agreement, AllowanceEditor)


def choose_rule(editor: AllowanceEditor, name: str) -> None:
    editor.rule_box.setCurrentIndex(editor.rule_box.findText(name))
    assert editor.rule_box.currentText() == name


def give_reason(editor: AllowanceEditor, text: str) -> None:
    editor.reason_edit.setPlainText(text)


def refused(editor: AllowanceEditor) -> str:
    editor.save_button.click()
    settle()
    assert editor.isVisible()
    return " ".join(texts_in(editor))


def test_it_offers_the_rules_in_force_and_the_clients_there_are(editor: AllowanceEditor, sample: Path) -> None:
    now = standing(sample).in_force
    assert now is not None
    assert [editor.rule_box.itemData(n) for n in range(editor.rule_box.count())] == [r.id for r in now.agreement.rules]
    clients = [editor.client_box.itemText(n) for n in range(editor.client_box.count())]
    assert clients[0] == ""
    assert "Town Library" in clients
    assert focused() is editor.rule_box
    editor.close()


# The names of clients that come up while one types.
@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")
def test_it_is_filled_in_by_keyboard_alone(qtbot: QtBot, editor: AllowanceEditor, in_file: InFile) -> None:
    editor.rule_box.setFocus()
    while editor.rule_box.currentText() != "Margin":
        press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "Nook Caf")
    settle()
    editor.client_box.setCurrentText("Nook Café")
    press(Qt.Key.Key_Tab)
    assert focused() is editor.limit_edit
    qtbot.keyClicks(focused(), "22")
    press(Qt.Key.Key_Tab)
    assert focused() is editor.until_edit
    qtbot.keyClicks(focused(), "+30")
    press(Qt.Key.Key_Tab)
    qtbot.keyClicks(focused(), "A fair & <b>two</b> evenings")
    press(Qt.Key.Key_Tab)
    assert focused() is editor.save_button
    press(Qt.Key.Key_Space)
    assert no_dialog()
    assert in_file(
        "SELECT c.name, a.limit_hundredths, a.from_day, a.until, a.reason, p.name FROM allowance a "
        "JOIN client c ON c.id = a.client_id JOIN person p ON p.id = a.granted_by WHERE a.reason LIKE 'A fair%'"
    ) == [("Nook Café", 2200, "2026-11-23", "2026-12-23", "A fair & <b>two</b> evenings", "Ana")]


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        ({}, "Write why this exception is right."),
        ({"reason": "So"}, "An exception needs a day on which it ends."),
        ({"reason": "So", "until": "2026-11-22"}, "The last day of an exception can't be in the past."),
        ({"reason": "So", "until": "2028-01-01"}, "An exception of more than a year is a rule."),
        ({"reason": "So", "until": "+9", "limit": "31"}, "Sales may promise that without an exception."),
        ({"reason": "So", "until": "+9", "client": "Nobody & Sons"}, "No deal is with “Nobody & Sons” yet."),
        ({"reason": "So", "until": "soon"}, "Please write a day, such as"),
        ({"reason": "So", "until": "+9", "limit": "a lot"}, "Please write a number, such as"),
        ({"reason": "x" * (LONGEST_REASON + 1), "until": "+9"}, "Say it shorter."),
    ],
)
def test_what_can_not_be_is_said_and_everything_typed_stays(
    editor: AllowanceEditor, in_file: InFile, fill: dict[str, str], said: str
) -> None:
    before = in_file(COUNT)
    choose_rule(editor, "Margin")
    give_reason(editor, fill.get("reason", ""))
    write(editor.until_edit, fill.get("until", ""))
    write(editor.limit_edit, fill.get("limit", ""))
    editor.client_box.setCurrentText(fill.get("client", ""))
    assert said in refused(editor)
    assert editor.rule_box.currentText() == "Margin"
    assert editor.reason_edit.toPlainText() == fill.get("reason", "")
    assert editor.client_box.currentText() == fill.get("client", "")
    if "limit" in fill:
        assert editor.limit_edit.text() == fill["limit"]
    if fill.get("until") == "soon":
        assert editor.until_edit.text() == "soon"
    assert in_file(COUNT) == before
    editor.close()


def test_how_far_is_asked_in_the_unit_of_the_rule(editor: AllowanceEditor, sample: Path) -> None:
    choose_rule(editor, "Lead time")
    assert editor.limit_edit.placeholderText() == "at least …"
    assert editor.limit_edit._unit == "days"
    assert plain(editor.by_label.text()) == (
        "By the rule, exceptions are granted by: Lead printer and sales lead together."
    )
    choose_rule(editor, "Discount")
    assert editor.limit_edit.placeholderText() == "at most …"
    assert editor.limit_edit._unit == "%"
    editor.rule_box.setCurrentIndex(editor.rule_box.count() - 1)
    assert editor.rule() is not None
    assert editor.rule().measure is None  # type: ignore[union-attr]
    assert not editor.limit_edit.isEnabled(), "a sentence has no more or less"
    editor.close()


def test_a_sentence_is_excepted_whole(editor: AllowanceEditor, in_file: InFile) -> None:
    editor.rule_box.setCurrentIndex(editor.rule_box.count() - 1)
    write(editor.until_edit, "+5")
    give_reason(editor, "They signed a waiver")
    editor.save_button.click()
    assert no_dialog()
    assert in_file("SELECT limit_hundredths, client_id FROM allowance WHERE reason = 'They signed a waiver'") == [
        (None, None)
    ]


def test_one_that_holds_is_only_looked_at_or_ended(agreement: AgreementRoom, sample: Path, in_file: InFile) -> None:
    with open_book(sample) as book:
        now = standing(sample).in_force
        assert now is not None
        key = grant(
            book=book,
            who=Author("", "Ben"),
            today=date(2026, 11, 20),
            rule=general(now, Measure.MARGIN),
            reason="Begun on Friday",
            until=date(2026, 12, 20),
            limit=Decimal(15),
        )
    agreement.session.catch_up()
    settle()
    page = rules_page(agreement)
    page.edit_allowance(key)
    editor = dialog(agreement, AllowanceEditor)
    assert editor.windowTitle() == "An exception"
    assert not editor.save_button.isVisible()
    assert editor.reason_edit.isReadOnly()
    fields: tuple[QWidget, ...] = (editor.rule_box, editor.client_box, editor.limit_edit, editor.until_edit)
    assert not any(field.isEnabled() for field in fields)
    assert editor.limit_edit.value() == 15
    assert plain(editor.by_label.text()) == "Granted by somebody on Fri 20 Nov 2026."
    assert editor.buttons.button(editor.buttons.StandardButton.Cancel).text() == "Close"
    assert editor.remove_button is not None
    editor.remove_button.click()
    assert no_dialog()
    assert in_file("SELECT until FROM allowance WHERE id = ?", key) == [("2026-11-22",)]
    assert key not in {row.key for row in page.allowance_card.rows()}


def test_it_is_freed_when_it_is_closed(qtbot: QtBot, agreement: AgreementRoom) -> None:
    page = rules_page(agreement)
    for key in (None, page.allowance_card.rows()[0].key):
        if key is None:
            page.allow()
        else:
            page.edit_allowance(key)
        opened = dialog(agreement, AllowanceEditor)
        with qtbot.waitSignal(opened.destroyed):
            opened.close()
    assert agreement.findChildren(AllowanceEditor) == []
