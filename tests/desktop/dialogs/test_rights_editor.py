"""The editor of who decides on one rule, and the small one of what Operations may refuse."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QRadioButton
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import begin_proposal, save_rule
from desktop.dialogs.rights_editor import RightsEditor
from desktop.dialogs.veto_editor import VetoEditor
from desktop.rooms.agreement_rights import RightsPage
from framework.agreement import Decider, Role, Rule, Zone
from widgets.card import PlainLabel


@pytest.fixture
def host(show_page: Callable[..., Any], settled: Path) -> Any:
    """The page of who decides in version 3, with nothing proposed."""
    return show_page(RightsPage, settled)


@pytest.fixture
def opened(host: Any, qtbot: QtBot) -> Callable[[Rule], RightsEditor]:
    """Open the editor of a rule."""

    def open_editor(rule: Rule) -> RightsEditor:
        editor = RightsEditor(host.page, rule)
        editor.saved.connect(host.notices.append)
        editor.open()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    return open_editor


@pytest.fixture
def lead_time(host: Any) -> Rule:
    """The general rule for the lead time."""
    found: Rule = host.in_force.agreement.rules[0]
    assert found.say.startswith("Usual lead time")
    return found


def in_proposal(host: Any, rule: Rule) -> Rule:
    return next(each for each in host.open_one.agreement.rules if each.id == rule.id)


def save(qtbot: QtBot, editor: RightsEditor | VetoEditor) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)


def boxes(editor: RightsEditor) -> list[str]:
    return [box.text() for box in editor.findChildren(QCheckBox) if not box.isHidden()]


def test_each_choice_has_a_sentence(opened: Any, lead_time: Rule) -> None:
    editor = opened(lead_time)
    radios = editor.findChildren(QRadioButton)
    assert [radio.text() for radio in radios] == [
        "Operations, and may refuse",
        "Sales and Operations together",
        "The leads of both together",
        "The owner",
    ]
    assert all(radio.accessibleDescription().endswith(".") for radio in radios)
    assert editor.decides_choice.value() == "operations"
    editor.reject()


def test_who_decides_goes_into_a_proposal_and_the_rest_of_the_rule_stays(
    host: Any, opened: Any, lead_time: Rule, qtbot: QtBot
) -> None:
    before = host.in_force
    editor = opened(lead_time)
    qtbot.mouseClick(editor.decides_choice.button("leads"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(editor.told_boxes[Role.OWNER], Qt.Key.Key_Space)
    with qtbot.waitSignal(host.page.proposal_begun, timeout=2000):
        save(qtbot, editor)
    wanted = lead_time._replace(decides=Decider.LEADS, told=frozenset({Role.OWNER}))
    assert in_proposal(host, lead_time) == wanted
    assert host.in_force == before
    assert host.notices == ["In the proposal: Lead time"]


def test_only_those_without_a_word_in_it_can_be_told(opened: Any, lead_time: Rule, qtbot: QtBot) -> None:
    editor = opened(lead_time)
    assert boxes(editor) == ["The owner is told"]
    qtbot.mouseClick(editor.decides_choice.button("owner"), Qt.MouseButton.LeftButton)
    assert boxes(editor) == []
    qtbot.mouseClick(editor.decides_choice.button("both"), Qt.MouseButton.LeftButton)
    assert boxes(editor) == ["The owner is told"]
    editor.reject()


def test_whoever_decides_is_not_told_as_well(host: Any, opened: Any, lead_time: Rule, qtbot: QtBot) -> None:
    editor = opened(lead_time)
    qtbot.keyClick(editor.told_boxes[Role.OWNER], Qt.Key.Key_Space)
    qtbot.mouseClick(editor.decides_choice.button("owner"), Qt.MouseButton.LeftButton)
    save(qtbot, editor)
    assert in_proposal(host, lead_time).told == frozenset()


def test_what_lies_past_the_stop_is_said(opened: Any, host: Any, lead_time: Rule) -> None:
    def says(editor: RightsEditor) -> bool:
        found = any("Past its stop" in label.text() for label in editor.findChildren(PlainLabel))
        editor.reject()
        return found

    parts = next(rule for rule in host.in_force.agreement.rules if rule.stop_limit is None and rule.measure)
    assert says(opened(lead_time))
    assert not says(opened(parts))


def test_what_is_off_the_table_can_only_be_looked_at(host: Any, opened: Any) -> None:
    rule = next(rule for rule in host.in_force.agreement.rules if rule.zone is Zone.OFF)
    editor = opened(rule)
    assert not editor.save_button.isVisible()
    assert not any(radio.isVisible() for radio in editor.findChildren(QRadioButton))
    assert boxes(editor) == []
    editor.reject()


def test_nothing_changed_begins_nothing(host: Any, opened: Any, lead_time: Rule, qtbot: QtBot) -> None:
    save(qtbot, opened(lead_time))
    assert host.standing.open is None and host.notices == []


def test_a_limit_that_changed_meanwhile_is_kept(host: Any, opened: Any, lead_time: Rule, qtbot: QtBot) -> None:
    editor = opened(lead_time)
    qtbot.mouseClick(editor.decides_choice.button("both"), Qt.MouseButton.LeftButton)
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    theirs = lead_time._replace(promise_limit=lead_time.promise_limit + 5)  # type: ignore[operator]
    save_rule(book=session.book, who=session.author, version=host.open_one, rule=theirs)
    save(qtbot, editor)
    assert in_proposal(host, lead_time) == theirs._replace(decides=Decider.BOTH)


def test_another_decider_that_was_chosen_meanwhile_is_not_overwritten_unseen(
    host: Any, opened: Any, lead_time: Rule, qtbot: QtBot
) -> None:
    editor = opened(lead_time)
    qtbot.mouseClick(editor.decides_choice.button("both"), Qt.MouseButton.LeftButton)
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    theirs = lead_time._replace(decides=Decider.OWNER)
    save_rule(book=session.book, who=session.author, version=host.open_one, rule=theirs)
    save(qtbot, editor)
    assert "changed in the meantime" in editor.say_label.text()
    assert in_proposal(host, lead_time).decides is Decider.OWNER
    save(qtbot, editor)
    assert in_proposal(host, lead_time).decides is Decider.BOTH


# What Operations may refuse


def test_the_veto_goes_into_a_proposal(host: Any, qtbot: QtBot) -> None:
    before = host.in_force
    editor = VetoEditor(host.page, before.agreement.veto)
    editor.open()
    assert editor.veto_edit.toPlainText() == before.agreement.veto
    editor.veto_edit.setPlainText("  Safety \n and   structure ")
    save(qtbot, editor)
    assert host.open_one.agreement.veto == "Safety\nand structure"
    assert host.in_force == before
    assert host.session.book.undo_label == "What Operations may refuse"


def test_a_veto_that_is_too_long_is_said_and_kept_in_the_field(host: Any, qtbot: QtBot) -> None:
    editor = VetoEditor(host.page, host.in_force.agreement.veto)
    editor.open()
    editor.veto_edit.setPlainText("x" * 1001)
    save(qtbot, editor)
    assert editor.say_label.text() == "1000 characters fit here. Say it shorter."
    assert len(editor.veto_edit.toPlainText()) == 1001
    assert host.standing.open is None
    editor.reject()


def test_an_unchanged_veto_begins_nothing(host: Any, qtbot: QtBot) -> None:
    editor = VetoEditor(host.page, host.in_force.agreement.veto)
    editor.open()
    editor.veto_edit.setPlainText(host.in_force.agreement.veto + "  ")
    save(qtbot, editor)
    assert host.standing.open is None and not editor.isVisible()
