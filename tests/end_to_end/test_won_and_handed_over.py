"""A deal is won and handed over, told from the shop: Ana sells and owns, Ben delivers, and something comes late."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_sample
from desktop.dialogs.date_moved import DateMoved
from desktop.dialogs.handover_return import HandoverReturn
from desktop.dialogs.promise_editor import PromiseEditor
from desktop.rooms.deal_panel import DealPanel
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.checklist import Answer
from framework.deal import Deal, Stage
from framework.handover import missing_items
from framework.intake import items_for
from storage.intake import row_ids_of
from storage.promises import moves_of
from tests.desktop.rooms.agreement_screen import cells, dialog, no_dialog, plain, settle
from widgets.theme import apply

MONDAY = date(2026, 11, 23)
CLIENT = "Nook Café"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Window]:
    """The window on the sample business on that Monday; Ana is acting."""
    apply(qapp, "light")
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=MONDAY).close()
    made = Window(today=MONDAY, remembers=False)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    assert made.open_file(path)
    made.show_room("intake")
    made.finish_background_work()
    yield made
    made.close()


@pytest.fixture
def intake(window: Window) -> IntakeRoom:
    """Its Intake room."""
    room = window.rooms["intake"]
    assert isinstance(room, IntakeRoom)
    return room


def act_as(window: Window, name: str) -> None:
    assert window.session is not None
    window.session.act_as(next(each.id for each in window.session.business.people if each.name == name))
    window.finish_background_work()


def panel_of(room: IntakeRoom) -> DealPanel:
    assert room.panel is not None
    return room.panel


def deal_of(room: IntakeRoom) -> Deal:
    assert room.deal is not None
    return room.deal


def says(room: IntakeRoom) -> str:
    return plain(panel_of(room).handover_card.state_label.text())


def move_date(window: Window, room: IntakeRoom, day: date, mover: str, told: str, why: str) -> None:
    """Enter on the date, and answer what is asked."""
    panel_of(room).promises_card.row_activated.emit("date")
    asked = dialog(window, DateMoved)
    asked.day_edit.set_value(day)
    asked.moved_form.mover_choice.button(mover).click()
    asked.moved_form.told_choice.button(told).click()
    asked.moved_form.why_edit.setPlainText(why)
    asked.save_button.click()
    assert no_dialog()


def test_won_returned_answered_handed_over_again_and_accepted(window: Window, intake: IntakeRoom) -> None:
    book = intake.session.book
    (found,) = book.rows(
        "SELECT d.id FROM deal d JOIN client c ON c.id = d.client_id WHERE c.name = ? AND d.stage = 'intake'", (CLIENT,)
    )
    deal_id = found[0]
    intake.list.choose(deal_id)
    intake.finish_background_work()
    panel = panel_of(intake)
    first = deal_of(intake).promised_on
    assert first is not None

    # The offer is made and the client says yes, while something that the handover needs is still open.
    assert panel.judged is not None
    items = items_for(deal_of(intake), intake.session.business, MONDAY)
    proof, *others = missing_items(items, panel.judged.answers)
    for item in others:
        panel.answer_requested.emit(item.id, str(Answer.NOT_APPLICABLE))
    for stage in (Stage.OFFERED, Stage.WON):
        panel.stage_requested.emit(stage)
        intake.list.choose(deal_id)
        intake.finish_background_work()
        assert deal_of(intake).stage is stage
    assert says(intake) == "Handed over. Ben has to look at it."
    assert panel.handover_card.open_label.text() == f"Open on the checklist: {proof.say}"

    # Ben looks at it: a question was never answered, and nobody says whom to call. He returns it.
    act_as(window, "Ben")
    panel.handover_card.buttons.button("returned").click()
    returning = dialog(window, HandoverReturn)
    assert returning.tick_list.ticked() == [proof.id]
    returning.say_edit.setPlainText("Whom do we call?")
    returning.save_button.click()
    assert no_dialog()
    assert says(intake).startswith("Returned by Ben, ")
    assert plain(panel.handover_card.missing_label.text()) == f"{proof.say}\nWhom do we call?"

    # Ana answers, which is a detail after the win and is marked as one, and hands it over again.
    act_as(window, "Ana")
    panel.answer_requested.emit(proof.id, str(Answer.NO))
    row = panel.checklist.items.item_at(panel.checklist.items.line_of(proof.id))
    assert row is not None
    assert row.note == "after the win"
    assert panel.handover_card.late_label.text() == "1 detail came after the win"
    panel.handover_card.buttons.button("given").click()
    assert says(intake).startswith("Handed over again by Ana, ")

    # "I told them the old sign goes away for free." Nobody had written that down.
    panel.promises_card.buttons.button("promised").click()
    editor = dialog(window, PromiseEditor)
    editor.say_edit.setPlainText("The old sign goes away for free")
    editor.exists_box.setCurrentText("No, not yet")
    editor.save_button.click()
    assert no_dialog()
    (row,) = [row for row in cells(panel.promises_card) if row[0] == "The old sign goes away for free"]
    assert row[1].startswith("Spoken by Ana on 23 Nov")
    assert row[1].endswith("does not exist today · after the win")
    assert panel.handover_card.late_label.text() == "2 details came after the win"

    # Ben accepts: it is complete now.
    act_as(window, "Ben")
    panel.handover_card.buttons.button("accepted").click()
    assert says(intake).startswith("Accepted as complete by Ben, ")
    assert panel.handover_card.own_label.isHidden(), "Ben did not sell it"

    # The date moves twice. The first promise stays, with who moved it and whether the client was told.
    move_date(window, intake, date(2026, 12, 16), "operations", "yes", "The van is needed")
    move_date(window, intake, date(2027, 1, 13), "client", "no", "They repaint first")
    settle()
    assert (deal_of(intake).promised_on, deal_of(intake).first_promised_on) == (date(2027, 1, 13), first)
    moves = moves_of(book, deal_id)
    kept = [(str(m.from_on), str(m.to_on), m.moved_by, m.told_first, m.why) for m in moves]
    assert kept == [
        (str(first), "2026-12-16", "operations", True, "The van is needed"),
        ("2026-12-16", "2027-01-13", "client", False, "They repaint first"),
    ]
    date_row = cells(panel.promises_card)[0]
    assert date_row[0] == "The date: Wed 13 Jan 2027"
    assert date_row[1].startswith("first promised Mon 7 Dec · moved twice, last by the client, client not told first")

    # All of it stands in the history of the deal, and Undo takes back the last step.
    labels = [each.label for each in book.history(row_ids=row_ids_of(book, deal_id))]
    for label in ("Handover returned", "Handed over again", "Handover accepted", "Move the date"):
        assert f"{label}: {CLIENT}" in labels
    assert "Promised: The old sign goes away for free" in labels
    book.undo()
    intake.finish_background_work()
    assert deal_of(intake).promised_on == date(2026, 12, 16)
