"""The editor of a step of the ladder: a name, who decides, by when; and a word where the step would be skipped."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import begin_proposal, remove_step, save_step
from desktop.actions.escalation import raise_question
from desktop.dialogs.step_editor import StepEditor
from desktop.rooms.agreement_rights import RightsPage
from framework.escalation import StepDecider
from storage.questions import open_questions
from tests.desktop.ladder_shop import clear_ladder


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def host(show_page: Callable[..., Any], settled: Path) -> Any:
    """The page of who decides in version 3, with nothing proposed."""
    return show_page(RightsPage, settled)


@pytest.fixture
def opened(host: Any, qtbot: QtBot) -> Callable[[int], StepEditor]:
    """Open the editor of a step by its place in the ladder."""

    def open_editor(place: int) -> StepEditor:
        editor = StepEditor(host.page, host.standing.shown.agreement.ladder[place])
        editor.saved.connect(host.notices.append)
        editor.open()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    return open_editor


def save(qtbot: QtBot, editor: StepEditor) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)


def test_it_shows_the_step_with_a_sentence_to_each_choice(opened: Any) -> None:
    editor = opened(1)
    assert editor.windowTitle() == "Step 2 of the ladder"
    assert (editor.name_edit.text(), editor.hours_edit.text()) == ("Both together", "8")
    assert editor.decides_choice.value() == "together"
    assert editor.belongs_edit.toPlainText().startswith("At once if the client waits")
    radios = editor.findChildren(QRadioButton)
    assert [radio.text() for radio in radios] == ["Each function alone", "Both together", "Both leads", "Owner"]
    assert all(len(radio.accessibleDescription()) > 30 for radio in radios)
    editor.reject()


def test_a_change_goes_into_a_proposal_and_not_into_what_is_in_force(host: Any, opened: Any, qtbot: QtBot) -> None:
    before = host.in_force
    editor = opened(0)
    editor.name_edit.setText("  Own   corner ")
    editor.hours_edit.setFocus()
    editor.hours_edit.selectAll()
    qtbot.keyClicks(editor.hours_edit, "2.5")
    editor.belongs_edit.setPlainText("Small things.")
    with qtbot.waitSignal(host.page.proposal_begun, timeout=2000):
        save(qtbot, editor)
    step = host.open_one.agreement.ladder[0]
    assert (step.name, step.answer_hours, step.belongs) == ("Own corner", Decimal("2.5"), "Small things.")
    assert step.id == before.agreement.ladder[0].id
    assert host.in_force == before
    assert host.notices == ["In the proposal: Own corner"]
    assert host.session.book.undo_label == "Ladder: Own corner"


def test_a_click_on_the_sentence_chooses_and_the_keyboard_moves(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(0)
    sentences = [child for child in editor.decides_choice.children() if type(child).__name__ == "_Sentence"]
    qtbot.mouseClick(sentences[3], Qt.MouseButton.LeftButton)
    assert editor.decides_choice.value() == "owner"
    assert editor.focusWidget() is editor.decides_choice.button("owner")
    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Up)
    assert editor.decides_choice.value() == "leads"
    save(qtbot, editor)
    assert host.open_one.agreement.ladder[0].decides is StepDecider.LEADS


def test_it_says_at_once_where_the_step_would_be_skipped(opened: Any, qtbot: QtBot) -> None:
    editor = opened(2)
    assert editor.skip_label.text() == (
        "With your people this step is skipped here: the same two people decide as on step 2."
    )
    qtbot.mouseClick(editor.decides_choice.button("owner"), Qt.MouseButton.LeftButton)
    assert editor.skip_label.isHidden()
    qtbot.mouseClick(editor.decides_choice.button("together"), Qt.MouseButton.LeftButton)
    assert not editor.skip_label.isHidden()
    editor.reject()


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("", "Write how many working hours an answer may take."),
        ("soon", "Please write a number, such as 12.5."),
        ("0", "This cannot be less than 0.25."),
    ],
)
def test_a_wrong_time_keeps_what_was_typed(host: Any, opened: Any, qtbot: QtBot, typed: str, say: str) -> None:
    editor = opened(0)
    editor.hours_edit.setFocus()
    editor.hours_edit.selectAll()
    qtbot.keyClick(editor.hours_edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor.hours_edit, typed)
    save(qtbot, editor)
    assert editor.isVisible() and editor.hours_edit.text() == typed
    assert editor.hours_edit.error() == say
    assert host.standing.open is None
    qtbot.keyClick(editor.hours_edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(editor.hours_edit, "3")
    save(qtbot, editor)
    assert host.open_one.agreement.ladder[0].answer_hours == 3


def test_a_step_needs_a_name(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(0)
    editor.name_edit.setText("  ")
    save(qtbot, editor)
    assert editor.form.error(editor.name_edit) == "A step needs a name."
    assert host.standing.open is None
    editor.reject()


def test_nothing_changed_begins_nothing(host: Any, opened: Any, qtbot: QtBot) -> None:
    save(qtbot, opened(3))
    assert host.standing.open is None and host.notices == []


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(0)
    editor.name_edit.setText("Mine")
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    theirs = host.open_one.agreement.ladder[0]._replace(name="Theirs")
    save_step(book=session.book, who=session.author, version=host.open_one, step=theirs)
    save(qtbot, editor)
    assert "changed in the meantime" in editor.say_label.text()
    assert host.open_one.agreement.ladder[0].name == "Theirs"
    save(qtbot, editor)
    assert host.open_one.agreement.ladder[0].name == "Mine"


def test_another_step_that_changed_meanwhile_is_no_reason_to_ask(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(0)
    editor.name_edit.setText("Mine")
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    theirs = host.open_one.agreement.ladder[1]._replace(name="Theirs")
    save_step(book=session.book, who=session.author, version=host.open_one, step=theirs)
    save(qtbot, editor)
    assert [step.name for step in host.open_one.agreement.ladder[:2]] == ["Mine", "Theirs"]


def test_a_file_that_may_only_be_read_can_be_looked_at(host: Any, opened: Any, qtbot: QtBot) -> None:
    host.session.book.read_only_because = "Somebody else has it."
    editor = opened(0)
    assert not editor.save_button.isVisible()
    assert not any(radio.isEnabled() for radio in editor.findChildren(QRadioButton))
    assert editor.hours_edit.isReadOnly() and editor.belongs_edit.isReadOnly()
    editor.reject()


# People, a limit, and a place


def test_people_a_limit_and_a_place_are_one_change(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(0)
    ben = next(person.id for person in host.session.business.people if person.name == "Ben")
    assert editor.people_ticks.ticked() == [] and editor.place_box.currentText() == "1, at the bottom"
    qtbot.mouseClick(editor.people_ticks.box(ben), Qt.MouseButton.LeftButton)
    editor.limit_edit.setFocus()
    qtbot.keyClicks(editor.limit_edit, "5,000")
    editor.place_box.setCurrentIndex(2)
    assert editor.place_box.currentText() == "3, above Leads of both sides"
    save(qtbot, editor)
    ladder = host.open_one.agreement.ladder
    assert [step.name for step in ladder] == ["Both together", "Leads of both sides", "Own desk", "Owner"]
    assert (ladder[2].people, ladder[2].money_limit) == ({ben}, Decimal(5000))
    assert ladder[2].id == host.in_force.agreement.ladder[0].id
    host.session.book.undo()
    assert host.open_one.agreement.ladder == host.in_force.agreement.ladder


def test_somebody_who_left_is_still_named_and_can_be_taken_out(host: Any, opened: Any, qtbot: QtBot) -> None:
    session = host.session
    with session.book.change("Cara was here", who=session.author) as changing:
        cara = changing.add("person", {"name": "Cara", "sells": True, "position": 9, "left_on": date(2026, 1, 5)})
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    step = host.open_one.agreement.ladder[3]._replace(people=frozenset({cara}))
    save_step(book=session.book, who=session.author, version=host.open_one, step=step)
    host.take_news()
    editor = StepEditor(host.page, host.open_one.agreement.ladder[3])
    editor.open()
    assert editor.people_ticks.box(cara).accessibleName() == "Cara, no longer works here"
    assert editor.missing_label.text() == ("Cara no longer works here. Until somebody is named, it is decided by Ana.")
    editor.people_ticks.box(cara).click()
    assert editor.missing_label.isHidden()
    save(qtbot, editor)
    assert host.open_one.agreement.ladder[3].people == frozenset()


def test_the_owners_step_goes_only_after_a_sentence(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(3)
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert editor.isVisible() and "nobody above the two sides decides" in editor.say_label.text()
    assert host.standing.open is None
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert [step.name for step in host.open_one.agreement.ladder][-1] == "Leads of both sides"
    assert host.notices == ["In the proposal: Owner is taken off"]


def test_a_question_on_the_step_is_named_before_the_step_goes(host: Any, opened: Any, qtbot: QtBot) -> None:
    session = host.session
    raise_question(book=session.book, who=session.author, desk=session.desk, subject="Who sweeps?")
    editor = opened(0)
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert "1 question stands here. It waits until somebody moves it up." in editor.say_label.text()
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert len(host.open_one.agreement.ladder) == 3
    (question,) = open_questions(session.book, digits=2)
    assert question.here.step_id == host.in_force.agreement.ladder[0].id


def test_the_last_step_stays(host: Any, opened: Any, qtbot: QtBot) -> None:
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    for step in host.open_one.agreement.ladder[1:]:
        remove_step(book=session.book, who=session.author, version=host.open_one, step=step)
    host.take_news()
    editor = opened(0)
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert editor.say_label.text() == "A ladder needs one step at least. Change this one instead."
    assert len(host.open_one.agreement.ladder) == 1
    editor.reject()


def test_a_step_taken_off_meanwhile_comes_back_where_it_is_kept(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened(1)
    editor.name_edit.setText("Mine")
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    step = host.open_one.agreement.ladder[1]
    remove_step(book=session.book, who=session.author, version=host.open_one, step=step)
    save(qtbot, editor)
    assert "changed in the meantime" in editor.say_label.text() and editor.name_edit.text() == "Mine"
    save(qtbot, editor)
    kept = next(each for each in host.open_one.agreement.ladder if each.name == "Mine")
    assert kept.id == step.id
