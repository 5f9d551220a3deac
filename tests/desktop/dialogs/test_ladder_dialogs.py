"""Raising, speaking, moving up and deciding: what is lacking is said at once, and nothing typed is lost."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions.escalation import save_words
from desktop.actions.intake import edit_deal
from desktop.dialogs.decide_question import DecideQuestion
from desktop.dialogs.editor import Editor
from desktop.dialogs.move_up import MoveUp
from desktop.dialogs.question_words import QuestionWords
from desktop.dialogs.raise_question import RaiseQuestion
from desktop.session import Session
from framework.asking import Conditions
from framework.questions import Cause, DecisionKind, Option, Question
from storage.opening import open_book
from storage.questions import open_questions
from tests.desktop.ladder_shop import MONDAY_TEN, again, author, clear_ladder, judged, person, raise_it, speak

TODAY = date(2026, 11, 23)


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def session(sample: Path, qtbot: QtBot, light: None, set_clock: Callable[[datetime], None]) -> Iterator[Session]:
    """The sample business on Monday at ten; Ana is acting."""
    set_clock(MONDAY_TEN)
    made = Session(open_book(sample), today=TODAY)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot: QtBot) -> Iterator[Callable[[Editor], None]]:
    """A function that opens a dialog; what is still open when the test ends is closed, and freed."""
    made: list[Editor] = []

    def show(editor: Editor) -> None:
        made.append(editor)
        editor.open()

    yield show
    for editor in made:
        if isValid(editor):
            editor.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


Open = Callable[[Editor], None]


def only(session: Session) -> Question:
    (found,) = open_questions(session.book, digits=session.digits)
    return found


# Raising


def test_about_a_deal_it_is_filled_in_from_the_verdict(session: Session, opened: Open) -> None:
    editor = RaiseQuestion(session, judged(session, "Hartley Gym"))
    opened(editor)
    assert editor.subject_edit.text().startswith("Hartley Gym: ")
    assert editor.start_label.text() == "It starts on step 2, Both together."
    editor.words_edit.setPlainText("Opening day is fixed.")
    editor.accept()
    question = only(session)
    assert question.sales_say == "Opening day is fixed."
    assert question.sales_by == person(session, "Ana").id
    assert question.points, "the rules it concerns are kept"


def test_without_a_subject_it_stays_open_with_what_was_typed(session: Session, opened: Open) -> None:
    editor = RaiseQuestion(session)
    opened(editor)
    assert editor.start_label.text() == "It starts on step 1, Own desk."
    editor.words_edit.setPlainText("We sell on Saturdays")
    editor.accept()
    assert editor.isVisible()
    assert editor.say_label.text() == "Say in a few words what the question is about."
    assert editor.words_edit.toPlainText() == "We sell on Saturdays"
    editor.subject_edit.setText("Saturdays")
    editor.accept()
    assert only(session).sales_say == "We sell on Saturdays"


def test_straight_to_the_owner_needs_a_reason(session: Session, opened: Open) -> None:
    editor = RaiseQuestion(session)
    opened(editor)
    editor.subject_edit.setText("90 days to pay")
    editor.owner_box.setChecked(True)
    assert editor.start_label.text() == "It starts on step 4, Owner."
    editor.accept()
    assert editor.say_label.text() == "Straight to the owner needs a reason. It is counted."
    editor.reason_edit.setPlainText("The bank asks today")
    editor.accept()
    assert only(session).here.jumped
    assert only(session).here.reason == "The bank asks today"


def test_whoever_holds_both_sides_says_for_which_one(session: Session, opened: Open) -> None:
    ana = person(session, "Ana")
    with session.book.change("Ana delivers as well") as change:
        change.update("person", ana.id, {"delivers": True})
    editor = RaiseQuestion(session)
    opened(editor)
    assert [editor.side_box.itemText(at) for at in range(editor.side_box.count())] == ["Sales", "Operations"]
    editor.subject_edit.setText("Saturdays")
    editor.side_box.setCurrentIndex(1)
    editor.words_edit.setPlainText("We are tired")
    editor.accept()
    assert only(session).operations_say == "We are tired"


# Speaking


def test_words_options_cause_and_the_clients_view_are_kept(session: Session, opened: Open) -> None:
    question = raise_it(session, "Hartley Gym")
    editor = QuestionWords(session, question)
    opened(editor)
    editor.operations_edit.setPlainText("One unit fits.")
    editor.client_edit.setPlainText("Front sign for opening day")
    editor.cause_box.choose(Cause.TIME_HORIZON)
    editor.option_edits[0][0].setText("Front sign first")
    editor.option_edits[0][1].set_value(Decimal(400))
    editor.add_button.click()
    editor.option_edits[2][0].setText("Say no")
    editor.accept()
    now = again(session, question.id)
    assert (now.operations_say, now.client_view, now.cause) == (
        "One unit fits.",
        "Front sign for opening day",
        Cause.TIME_HORIZON,
    )
    assert now.options == (Option("Front sign first", Decimal(400)), Option("Say no"))
    assert now.sales_by == person(session, "Ana").id, "who has not changed their words stays their author"


def test_the_other_side_of_the_owner_comes_first(session: Session, opened: Open) -> None:
    editor = QuestionWords(session, raise_it(session, subject="Saturdays"))
    opened(editor)
    QApplication.processEvents()
    tops = [edit.mapTo(editor, edit.rect().topLeft()).y() for edit in (editor.operations_edit, editor.sales_edit)]
    assert tops == sorted(tops)


def test_the_same_words_of_two_people_stand_side_by_side(session: Session, opened: Open) -> None:
    question = raise_it(session, subject="Saturdays")
    editor = QuestionWords(session, question)
    opened(editor)
    editor.client_edit.setPlainText("They are open then")
    ben = author(session, "Ben")
    save_words(
        book=session.book, who=ben, digits=2, question=question, operations_say="We are tired", client_view="Hardly"
    )
    editor.accept()
    said = editor.say_label.text()
    assert "“Does this decision serve the client well?” by Ben: Hardly" in said and "Saved on " in said
    assert "Save again to keep yours." in said
    assert editor.operations_edit.toPlainText() == "We are tired", "nothing was typed there: theirs is taken"
    assert editor.client_edit.toPlainText() == "They are open then"
    editor.accept()
    now = again(session, question.id)
    assert (now.operations_say, now.client_view) == ("We are tired", "They are open then")


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(session: Session, opened: Open) -> None:
    question = raise_it(session, subject="Saturdays")
    editor = QuestionWords(session, question)
    opened(editor)
    editor.client_edit.setPlainText("They are open then")
    save_words(
        book=session.book, who=author(session, "Ben"), digits=2, question=question, operations_say="We are tired"
    )
    editor.accept()
    assert "in the meantime" in editor.say_label.text()
    assert editor.client_edit.toPlainText() == "They are open then"
    editor.accept()
    now = again(session, question.id)
    assert (now.operations_say, now.client_view) == ("We are tired", "They are open then")


# Moving up


def test_moving_up_asks_what_was_tried_and_says_where_it_goes(session: Session, opened: Open) -> None:
    question = raise_it(session, "Hartley Gym")
    editor = MoveUp(session, question)
    opened(editor)
    editor.accept()
    assert editor.say_label.text() == "Write what was tried on this step, so that nobody starts again."
    editor.words_edit.setPlainText("Two dates, and one unit first")
    said: list[str] = []
    editor.saved.connect(said.append)
    editor.accept()
    assert said == ["Moved to step 4, Owner."], "step 3 is skipped where two people are"
    assert again(session, question.id).here.tried == "Two dates, and one unit first"


# Deciding


def test_what_is_lacking_is_said_at_once_and_can_be_written_down(session: Session, opened: Open) -> None:
    question = raise_it(session, subject="Saturdays")
    editor = DecideQuestion(session, question, person(session, "Ana"), None)
    opened(editor)
    assert editor.lack_label.text().splitlines() == [
        "Operations has not spoken yet. Write down what Operations says first.",
        "Does this decision serve the client well? Answer that first.",
    ]
    assert not editor.save_button.isEnabled()
    editor.say_edit.setPlainText("Every second one")
    editor.lack_button.click()
    (words,) = editor.findChildren(QuestionWords)
    words.operations_edit.setPlainText("We are tired")
    words.client_edit.setPlainText("They are open then")
    words.accept()
    assert editor.lack_label.isHidden()
    assert editor.say_edit.toPlainText() == "Every second one"
    editor.accept()
    decision = again(session, question.id).decision
    assert decision is not None
    assert decision.say == "Every second one"


def test_a_yes_under_conditions_as_a_precedent_with_who_tells_the_client(session: Session, opened: Open) -> None:
    question = speak(session, raise_it(session, "Hartley Gym"))
    deal = judged(session, "Hartley Gym").deal
    editor = DecideQuestion(session, question, person(session, "Ana"), deal)
    opened(editor)
    assert editor.conditions_form.isHidden()
    editor.kind_choice.button(DecisionKind.PHASED.value).click()
    assert not editor.conditions_form.isHidden()
    editor.say_edit.setPlainText("Front sign first")
    editor.accept()
    assert editor.say_label.text().startswith("Say under which condition")
    editor.phases_edit.setText("front sign 7 Dec, the rest in January")
    editor.reach_choice.button("precedent").click()
    editor.accept()
    decision = again(session, question.id).decision
    assert decision is not None
    assert (decision.kind, decision.precedent) == (DecisionKind.PHASED, True)
    assert decision.conditions == Conditions(phases="front sign 7 Dec, the rest in January")
    assert (decision.teller, decision.tell_by) == (person(session, "Ana").id, date(2026, 11, 24))
    assert not decision.owner_was_side, "on step 2 the owner sits as one of two"


def test_a_deal_changed_meanwhile_is_a_sentence_and_nothing_is_lost(session: Session, opened: Open) -> None:
    question = speak(session, raise_it(session, "Hartley Gym"))
    deal = judged(session, "Hartley Gym").deal
    editor = DecideQuestion(session, question, person(session, "Ana"), deal)
    opened(editor)
    editor.say_edit.setPlainText("Yes, all three")
    edit_deal(book=session.book, who=author(session, "Ben"), digits=2, deal=deal, fields={"note": "A fourth sign"})
    editor.accept()
    assert "Ben has changed this in the meantime" in editor.say_label.text()
    assert editor.say_edit.toPlainText() == "Yes, all three"
    assert again(session, question.id).decision is None
    editor.accept()
    assert again(session, question.id).decision is not None


def test_somebody_who_does_not_decide_here_is_told_so(session: Session, opened: Open) -> None:
    question = speak(session, raise_it(session, subject="90 days", straight="The bank asks"))
    editor = DecideQuestion(session, question, person(session, "Ben"), None)
    opened(editor)
    editor.say_edit.setPlainText("Yes")
    editor.accept()
    assert editor.say_label.text() == "Ben does not decide on this step."
    assert editor.isVisible()
