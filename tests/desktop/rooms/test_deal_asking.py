"""What can be asked and answered in the panel of a deal, where what is on screen is not what the file says by now."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.actions import asking
from desktop.actions.desk import read_desk
from desktop.actions.intake import move_deal
from desktop.dialogs.date_moved import DateMoved
from desktop.rooms.deal_asking import asking_actions
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.agreement import Zone
from framework.asking import Conditions, Kind, Seat
from framework.deal import Stage
from framework.standing import State
from storage.book import Author
from storage.intake import read_deal_by_ref
from tests.desktop.conftest import TODAY
from tests.desktop.rooms.agreement_screen import dialog, no_dialog, settle, texts_in

InFile = Callable[..., list[tuple[Any, ...]]]
LATER = date(2026, 12, 14)


@pytest.fixture
def asked(sample_window: Window, intake: IntakeRoom) -> IntakeRoom:
    """Intake with the dentist's deal, whose date is too near; Ben has been asked."""
    sample_window.show_room("intake")
    book = intake.session.book
    deal = read_deal_by_ref(book, "B-057", digits=2)
    assert deal is not None
    intake.list.choose(deal.id)
    desk = read_desk(book, TODAY)
    ana = next(each for each in desk.business.people if each.name == "Ana")
    asking.ask(book=book, who=Author(ana.id, ana.name), desk=desk, deal_id=deal.id)
    intake.finish_background_work()
    return intake


def state(room: IntakeRoom) -> State:
    assert room.panel is not None and room.panel.judged is not None
    return room.panel.judged.standing.state


def keys(room: IntakeRoom) -> list[str]:
    assert room.panel is not None and room.panel.judged is not None
    return [key for key, _, _ in asking_actions(room.panel.judged, room.session)]


def test_conditions_on_an_offer_are_taken_over_once_it_is_said_who_moves_the_date(
    asked: IntakeRoom, in_file: InFile
) -> None:
    session = asked.session
    assert asked.panel is not None and asked.panel.judged is not None
    judged = asked.panel.judged
    assert judged.standing.request is not None
    asking.answer(
        book=session.book,
        who=next(each for each in session.business.people if each.name == "Ben"),
        desk=session.desk,
        request=judged.standing.request,
        seat=Seat.OPERATIONS,
        kind=Kind.CONDITIONS,
        conditions=Conditions(promised_on=LATER),
    )
    move_deal(
        book=session.book,
        who=session.author,
        today=TODAY,
        digits=2,
        deal=judged.deal,
        stage=Stage.OFFERED,
        zone=Zone.ASK,
        reason="They would not wait",
    )
    settle()
    assert state(asked) is State.CONDITIONS
    asked.panel.verdict_card.action_requested.emit("take_over")
    form = dialog(asked, DateMoved)
    assert form.day_edit.value() == LATER and not form.day_edit.isEnabled(), "the day is that of the answer"
    assert "As the answer says" in texts_in(form)
    form.reject()
    settle()
    assert state(asked) is State.CONDITIONS
    asked.panel.verdict_card.action_requested.emit("take_over")
    form = dialog(asked, DateMoved)
    form.moved_form.mover_choice.button("operations").click()
    form.moved_form.told_choice.button("no").click()
    form.save_button.click()
    settle()
    assert no_dialog() and state(asked) is State.ACCEPTED
    moves = in_file("SELECT to_on, moved_by, told_first FROM promise_move WHERE deal_id = ?", judged.deal.id)
    assert moves == [(str(LATER), "operations", 0)]
    session.book.undo()
    settle()
    assert state(asked) is State.CONDITIONS, "the date and the yes are one step"


def test_what_somebody_asked_who_has_left_anybody_may_take_back(asked: IntakeRoom) -> None:
    book = asked.session.book
    assert keys(asked) == ["take_back"]
    with book.change("Dora follows Ana") as change:
        ((ana,),) = book.rows("SELECT id FROM person WHERE name = 'Ana'")
        change.update("person", ana, {"left_on": TODAY})
        change.add("person", {"name": "Dora", "sells": True, "delivers": False, "leads": True, "owner": True})
    settle()
    asked.finish_background_work()
    person = asked.session.person
    assert person is not None and person.name != "Ana"
    expected = ["yes", "conditions", "no"] if person.name == "Ben" else ["take_back"]
    assert keys(asked) == expected


def test_the_list_forgets_a_question_that_was_undone_while_another_deal_is_shown(asked: IntakeRoom) -> None:
    assert asked.panel is not None and asked.panel.judged is not None
    deal_id = asked.panel.judged.deal.id
    assert deal_id in asked.pipeline.waiting()
    other = next(card for card in asked.pipeline.to_ask() if card != deal_id)
    asked.list.choose(other)
    settle()
    asked.finish_background_work()
    asked.session.book.undo()
    # At once, not when all verdicts are worked out anew some time.
    assert deal_id not in asked.pipeline.waiting()
