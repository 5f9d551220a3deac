"""The Escalation room: the ladder from the records, one question beside it, what can be done, Intake, the clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.actions import asking
from desktop.actions.escalation import decide, straight_up
from desktop.dialogs.decide_question import DecideQuestion
from desktop.dialogs.question_words import QuestionWords
from desktop.dialogs.raise_question import RaiseQuestion
from desktop.printing.page import Page
from desktop.rooms.escalation import EscalationRoom
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.asking import Conditions
from framework.questions import DecisionKind
from framework.standing import State
from storage.questions import open_questions
from tests.desktop.ladder_shop import MONDAY_TEN, again, author, clear_ladder, judged, person, raise_it, speak
from widgets.card import LeadLabel, PlainLabel

Choose = Callable[[IntakeRoom, str], str]
SetClock = Callable[[datetime], None]


@pytest.fixture
def sample(sample: Path) -> Path:
    """The sample business with an empty ladder."""
    return clear_ladder(sample)


@pytest.fixture
def room(set_clock: SetClock, sample_window: Window) -> EscalationRoom:
    """The Escalation room of the sample business on screen, on Monday at ten; Ana is acting."""
    set_clock(MONDAY_TEN)
    sample_window.show_room("escalation")
    found = sample_window.rooms["escalation"]
    assert isinstance(found, EscalationRoom)
    return found


def cards(room: EscalationRoom) -> dict[str, list[tuple[str, str]]]:
    """Return the titles and badges of the questions on each step, by its number."""
    return {
        step.number: [
            (card.title, card.badge.replace("\N{NO-BREAK SPACE}", " ")) for card in step.cards if ":" not in card.key
        ]
        for step in room.ladder.steps()
    }


def said(room: EscalationRoom) -> list[str]:
    """Return every line about the question that is shown."""
    QApplication.sendPostedEvents(None, 52)  # DeferredDelete: what stood there before
    inside = room.panel.area
    lines = [each.text() for each in inside.findChildren(PlainLabel)]
    lines += [each.text() for each in inside.findChildren(LeadLabel)]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def offered(room: EscalationRoom) -> list[str]:
    """Return what can be done, the buttons first and then what is under More."""
    QApplication.processEvents()
    shown = [button.text() for button in room.panel.buttons.findChildren(QPushButton) if not button.isHidden()]
    return shown + ([each.text() for each in room.panel.more_menu.actions()] if room.panel.question else [])


def dialog(room: EscalationRoom, kind: type[QDialog]) -> Any:
    (found,) = [each for each in room.window().findChildren(kind) if each.isVisible()]
    return found


def test_an_empty_ladder_shows_its_steps_and_offers_to_raise(qtbot: QtBot, room: EscalationRoom) -> None:
    steps = room.ladder.steps()
    assert [(step.number, step.name) for step in steps] == [
        ("1", "Own desk"),
        ("2", "Both together"),
        ("3", "Leads of both sides"),
        ("4", "Owner"),
    ]
    assert steps[3].who == "Ana decides · 2 working days"
    assert steps[2].skip == "Same two people as step 2 here: this step is skipped"
    assert room.panel.empty.accessibleName() == "Nothing to settle"
    assert room.panel.empty.accessibleDescription().startswith("That is how it should be mostly.")
    qtbot.mouseClick(room.panel.empty.buttons.button("raise"), Qt.MouseButton.LeftButton)
    dialog(room, RaiseQuestion).reject()


def test_decided_says_what_it_is_for_before_anything_is(qtbot: QtBot, room: EscalationRoom) -> None:
    room.chips.setFocus()
    qtbot.keyClick(room.chips, Qt.Key.Key_Right)
    assert room.panel.empty.accessibleName() == "Nothing decided yet"
    assert "what both sides said" in room.panel.empty.accessibleDescription()


def test_questions_stand_on_their_steps_with_the_time_that_is_left(room: EscalationRoom) -> None:
    raise_it(room.session, "Hartley Gym")
    raise_it(room.session, subject="Saturdays")
    raise_it(room.session, subject="90 days to pay", straight="The bank asks today")
    assert cards(room) == {
        "1": [("Saturdays", "4 h left")],
        "2": [("Hartley Gym", "on the agenda of Mon 30 Nov")],
        "3": [],
        "4": [("90 days to pay", "16 h left")],
    }


def test_the_keyboard_begins_at_the_question_that_is_shown(
    set_clock: SetClock, sample_window: Window, intake: IntakeRoom
) -> None:
    set_clock(MONDAY_TEN)
    shown = raise_it(intake.session, subject="Saturdays")
    raise_it(intake.session, subject="90 days to pay", straight="The bank asks today")
    sample_window.show_room("escalation")
    room = sample_window.room
    assert isinstance(room, EscalationRoom) and room.panel.question is not None
    assert room.panel.question.id == shown.id
    assert QApplication.focusWidget() is room.ladder.card(shown.id), "not at the one that stands higher"


def test_a_question_that_was_moved_is_followed_to_its_step(
    qtbot: QtBot, room: EscalationRoom, sample_window: Window
) -> None:
    sample_window.resize(1024, 700)
    question = raise_it(room.session, subject="Saturdays")
    room.show_question(question.id)
    bar = room.ladder_area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=2000)
    straight_up(
        book=room.session.book,
        who=author(room.session, "Ana"),
        desk=room.session.desk,
        question=question,
        reason="The bank asks today",
    )
    card = room.ladder.card(question.id)
    top = room.ladder_area.viewport()
    qtbot.waitUntil(lambda: card.mapTo(top, card.rect().topLeft()).y() >= 0, timeout=2000)
    bar.setValue(bar.maximum())
    room._look_at_the_clock()
    QApplication.processEvents()
    assert bar.value() == bar.maximum(), "where somebody has scrolled to stays"


def test_overdue_is_said_on_the_card_and_at_the_question(room: EscalationRoom, set_clock: SetClock) -> None:
    question = raise_it(room.session, subject="Saturdays")
    set_clock(datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    room._look_at_the_clock()
    assert cards(room)["1"] == [("Saturdays", "overdue")]
    assert any(line.startswith("It is overdue since Mon 23 Nov") for line in said(room)), said(room)
    assert room.panel.question is not None
    assert room.panel.question.id == question.id


def test_the_other_side_of_the_owner_speaks_first(room: EscalationRoom) -> None:
    speak(room.session, raise_it(room.session, "Hartley Gym"))
    lines = said(room)
    assert lines.index("Operations · Ben") < lines.index("Sales · Ana (the owner’s own side)")
    assert "The week is full." in lines
    assert "One sign in time is better than three late." in lines


def test_what_waits_in_intake_stands_on_the_first_step_and_opens_there(
    qtbot: QtBot, room: EscalationRoom, sample_window: Window
) -> None:
    deal = judged(room.session, "Finch & Co").deal
    asking.ask(book=room.session.book, who=author(room.session, "Ana"), desk=room.session.desk, deal_id=deal.id)
    (card,) = [each for each in room.ladder.steps()[0].cards if each.title.startswith("Finch & Co")]
    assert card.line == "Waiting on Ben"
    room.ladder.card(card.key).reached.emit(card.key)
    assert any(line.startswith("Ana asked Ben on Mon 23 Nov, 10:00.") for line in said(room)), said(room)
    with qtbot.waitSignal(room.deal_requested) as asked:
        qtbot.keyClick(room.ladder.card(card.key), Qt.Key.Key_Return)
    assert asked.args == [deal.id]
    intake = sample_window.room
    assert isinstance(intake, IntakeRoom)
    assert intake.list.current_id == deal.id


def test_what_is_on_the_ladder_does_not_wait_in_intake_as_well(room: EscalationRoom) -> None:
    raise_it(room.session, "Finch & Co")
    titles = [card.title for step in room.ladder.steps() for card in step.cards]
    assert [title for title in titles if title.startswith("Finch & Co")] == ["Finch & Co"]


def test_the_badge_counts_for_whom_it_waits(room: EscalationRoom, sample_window: Window) -> None:
    counts: list[int] = []
    room.badge_changed.connect(counts.append)
    question = raise_it(room.session, "Hartley Gym")
    assert counts[-1] == 0, "Ana has spoken, and waits for Ben"
    sample_window._act_as(person(room.session, "Ben").id)
    assert counts[-1] == 1
    sample_window.show_room("meetings")
    speak(room.session, question)
    assert counts[-1] == 1, "Ben may decide it now, also while the room is out of sight"
    sample_window._act_as(person(room.session, "Ana").id)
    assert counts[-1] == 1


# Doing


def test_a_question_is_decided_by_keyboard(qtbot: QtBot, room: EscalationRoom) -> None:
    question = speak(room.session, raise_it(room.session, subject="Saturdays"))
    room.ladder.focus_first()
    qtbot.keyClick(room.ladder.card(question.id), Qt.Key.Key_Return)
    decide_button = room.panel.buttons.button("decide")
    assert QApplication.focusWidget() is decide_button
    qtbot.keyClick(decide_button, Qt.Key.Key_Space)
    editor = dialog(room, DecideQuestion)
    editor.say_edit.setPlainText("Every second Saturday.")
    editor.accept()
    assert again(room.session, question.id).decision is not None
    assert cards(room)["1"] == []
    room.show_question(question.id)
    lines = said(room)
    assert "Ana decided on Mon 23 Nov, 10:00: yes." in lines
    assert "Every second Saturday." in lines
    assert "It is for this case alone." in lines


def test_who_does_not_decide_here_is_not_offered_to(room: EscalationRoom, sample_window: Window) -> None:
    speak(room.session, raise_it(room.session, subject="90 days", straight="The bank asks"))
    assert "Decide" in offered(room)
    assert "Send back" in offered(room)
    assert "Move up…" not in offered(room), "there is nothing above the owner"
    sample_window._act_as(person(room.session, "Ben").id)
    assert "Decide" not in offered(room)


def test_a_silent_side_is_asked_to_speak(qtbot: QtBot, room: EscalationRoom, sample_window: Window) -> None:
    question = raise_it(room.session, subject="Saturdays")
    sample_window._act_as(person(room.session, "Ben").id)
    assert "Speak for Operations…" in offered(room)
    qtbot.mouseClick(room.panel.buttons.button("words"), Qt.MouseButton.LeftButton)
    editor = dialog(room, QuestionWords)
    editor.operations_edit.setPlainText("We are three, and tired.")
    editor.accept()
    assert again(room.session, question.id).operations_by == person(room.session, "Ben").id
    assert "Operations · Ben" in said(room)


def test_sent_back_it_stands_where_the_two_sit_together(room: EscalationRoom) -> None:
    raise_it(room.session, subject="90 days", straight="The bank asks")
    room._do("send_back")
    assert cards(room)["2"] == [("90 days", "on the agenda of Mon 30 Nov")]
    assert any("sent it back to step 2, Both together" in line for line in said(room)), said(room)
    assert any("The bank asks" in line for line in said(room)), "why it went straight up stays to be read"


def test_taken_off_it_is_found_among_the_decided_and_undone_it_is_back(
    room: EscalationRoom, sample_window: Window
) -> None:
    question = raise_it(room.session, subject="Saturdays")
    room._do("drop")
    assert cards(room)["1"] == []
    room.show_question(question.id)
    assert room.chips.current() == "decided"
    assert "Taken off the ladder without a decision." in said(room)
    sample_window.undo()
    assert open_questions(room.session.book, digits=2)


def test_decided_questions_are_found_by_words(room: EscalationRoom) -> None:
    for subject, say in (("Saturdays", "Every second one"), ("Pylons", "Only with a crane")):
        question = speak(room.session, raise_it(room.session, subject=subject))
        decide(
            book=room.session.book,
            who=person(room.session, "Ana"),
            desk=room.session.desk,
            question=question,
            kind=DecisionKind.REFUSE,
            say=say,
        )
    room._show_page("decided")
    room.chips.set_current("decided")
    room.refresh()
    keys = {row.cells[0].text for row in room.decided_card.rows()}
    assert keys == {"Saturdays", "Pylons"}
    room.search_edit.setText("crane")
    room._find("crane")
    assert [row.cells[0].text for row in room.decided_card.rows()] == ["Pylons"]
    assert "Only with a crane" in said(room), "the one that is left is shown"


def test_after_a_decision_the_client_is_told_and_it_is_looked_at_again(
    room: EscalationRoom, open_window: Callable[[Path], Window]
) -> None:
    question = speak(room.session, raise_it(room.session, subject="Saturdays"))
    ana = person(room.session, "Ana")
    decide(
        book=room.session.book,
        who=ana,
        desk=room.session.desk,
        question=question,
        kind=DecisionKind.ACCEPT,
        say="Yes",
        teller=ana.id,
        tell_by=room.session.today,
    )
    room.show_question(question.id)
    assert "Ana tells the client by Mon 23 Nov." in said(room)
    assert "It is looked at again on Wed 23 Dec." in said(room)
    assert "Yes, it was right" not in offered(room), "not before its day"
    room._do("tell")
    assert "The client was told on Mon 23 Nov." in said(room)
    room.session._today = room.session.today.replace(month=12)
    room.session._desk = None
    room.refresh()
    assert "Yes, it was right" in offered(room)
    room._do("wrong")
    assert again(room.session, question.id).decision.right is False  # type: ignore[union-attr]
    assert "Looking back on Wed 23 Dec: it was not." in said(room)


def test_a_question_is_printed_as_a_page_to_decide_from(room: EscalationRoom, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: pages.append(page))
    speak(room.session, raise_it(room.session, "Hartley Gym"))
    assert "Print" in offered(room)
    room.print_page()
    (page,) = pages
    assert "The week is full." in "".join(page.units)
    assert "They will go elsewhere." in "".join(page.units)


def test_the_decisions_of_a_period_are_printed_where_they_are_listed(
    qtbot: QtBot, room: EscalationRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[Page] = []
    monkeypatch.setattr("desktop.printing.preview.preview", lambda _parent, page: pages.append(page))
    question = speak(room.session, raise_it(room.session, subject="Saturdays"))
    decide(
        book=room.session.book,
        who=person(room.session, "Ana"),
        desk=room.session.desk,
        question=question,
        kind=DecisionKind.REFUSE,
        say="Not on Saturdays.",
    )
    assert room.print_button.isHidden(), "on the ladder, the question is what prints"
    room.chips.setFocus()
    qtbot.keyClick(room.chips, Qt.Key.Key_Right)
    assert room.print_button.isVisible()
    assert room.print_button.menu() is room.print_menu
    room.print_menu.aboutToShow.emit()
    entries = {each.text(): each for each in room.print_menu.actions()}
    assert list(entries) == ["This month…", "Last month…", "This quarter…", "The last 12 months…"]
    for text in ("This month…", "Last month…"):
        entries[text].trigger()
    month, before = pages
    assert month.title == "Decisions, Sun 1 Nov 2026 to Mon 23 Nov 2026"
    assert "Not on Saturdays." in "".join(month.units)
    assert "Not on Saturdays." not in "".join(before.units)


def test_on_the_ladder_the_two_change_the_deal_by_a_way_out(qtbot: QtBot, intake: IntakeRoom, choose: Choose) -> None:
    question = raise_it(intake.session, "Hartley Gym")
    choose(intake, "Hartley Gym")
    intake.finish_background_work()
    panel = intake.panel
    assert panel is not None and panel.judged is not None
    assert panel.judged.standing.state is State.WAITING and panel.ways_card.isVisible()
    before = panel.judged.deal.promised_on
    assert before is not None
    (way, *_) = [key for key, _text, words in panel.way_lines.lines() if words]
    assert way == "date"
    qtbot.mouseClick(panel.way_lines.button(way), Qt.MouseButton.LeftButton)
    intake.finish_background_work()
    assert panel.judged.deal.promised_on is not None and panel.judged.deal.promised_on > before
    assert again(intake.session, question.id).is_open, "what the two settled is still for them to write down"


# The clock


def test_what_is_overdue_moves_up_while_the_window_is_open(
    room: EscalationRoom, sample_window: Window, set_clock: SetClock, qtbot: QtBot
) -> None:
    raise_it(room.session, subject="Saturdays")
    before = room.session.book.undo_label
    qtbot.waitUntil(sample_window._warm_up.isFinished)
    set_clock(datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    sample_window._let_the_clock_speak()
    assert cards(room)["1"] == []
    assert cards(room)["2"] == [("Saturdays", "on the agenda of Mon 30 Nov")]
    assert any("Its time was over: it moved up to step 2" in line for line in said(room))
    assert room.session.book.undo_label == before, "Undo is for what a person did"


# Intake


def shown_actions(intake: IntakeRoom) -> list[str]:
    assert intake.panel is not None
    QApplication.processEvents()
    buttons = intake.panel.verdict_card.findChildren(QPushButton)
    return [button.text() for button in buttons if not button.isHidden()]


def verdict_says(intake: IntakeRoom) -> str:
    assert intake.panel is not None
    labels = intake.panel.verdict_card.findChildren(PlainLabel)
    return " ".join(label.text() for label in labels).replace("\N{NO-BREAK SPACE}", " ")


def test_a_deal_off_the_table_goes_on_the_ladder_and_back(
    intake: IntakeRoom, sample_window: Window, choose: Choose, set_clock: SetClock
) -> None:
    set_clock(MONDAY_TEN)
    choose(intake, "Hartley Gym")
    assert "Raise a question…" in shown_actions(intake)
    intake._do("raise_question")
    (editor,) = [each for each in sample_window.findChildren(RaiseQuestion) if each.isVisible()]
    assert editor.subject_edit.text().startswith("Hartley Gym: ")
    editor.accept()
    assert "Show on the ladder" in shown_actions(intake)
    assert "Raise a question…" not in shown_actions(intake)
    assert "stands on step 2, Both together" in verdict_says(intake)
    assert "To be settled by Mon 30 Nov, 09:00." in verdict_says(intake)
    intake._do("show_question")
    room = sample_window.room
    assert isinstance(room, EscalationRoom)
    assert room.panel.question is not None
    assert room.panel.question.subject.startswith("Hartley Gym: ")


def test_the_card_of_a_deal_names_the_decision_and_takes_it_over(
    intake: IntakeRoom, sample_window: Window, choose: Choose, set_clock: SetClock
) -> None:
    set_clock(MONDAY_TEN)
    session = intake.session
    deal_id = choose(intake, "Finch & Co")
    deal = judged(session, "Finch & Co").deal
    assert deal.promised_on is not None
    later = session.business.calendar.add_working_days(deal.promised_on, 3)
    question = speak(session, raise_it(session, "Finch & Co"))
    decide(
        book=session.book,
        who=person(session, "Ana"),
        desk=session.desk,
        question=question,
        kind=DecisionKind.CONDITIONS,
        say="Three days later",
        conditions=Conditions(later),
    )
    choose(intake, "Finch & Co")
    assert "Ana decided on Mon 23 Nov, 10:00: yes, if it is due" in verdict_says(intake)
    assert "9999" not in verdict_says(intake)
    intake._do("take_over")
    assert judged(session, "Finch & Co").deal.promised_on == later
    assert again(session, question.id).decision.taken_at is not None  # type: ignore[union-attr]
    assert intake.list.current_id == deal_id


def test_a_question_on_the_ladder_is_not_taken_back_in_intake(
    intake: IntakeRoom, choose: Choose, set_clock: SetClock
) -> None:
    set_clock(MONDAY_TEN)
    raise_it(intake.session, "Finch & Co")
    choose(intake, "Finch & Co")
    assert "Take the question back" not in shown_actions(intake)
    assert "On the ladder" in [card.zone_text for card in _cards(intake)]


def _cards(intake: IntakeRoom) -> list[Any]:
    deals = intake.list.deal_view.deals
    return [deals.card_at(row) for row in range(deals.rowCount())]
