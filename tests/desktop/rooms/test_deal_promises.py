"""The cards of promises and of the handover in the Intake room, by mouse and by key, for whoever is acting."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.actions.handover import accept_handover
from desktop.actions.promises import add_promise
from desktop.dialogs.date_moved import DateMoved
from desktop.dialogs.promise_editor import PromiseEditor
from desktop.dialogs.talk import Talk
from desktop.rooms.deal_panel import DealPanel
from desktop.rooms.intake import IntakeRoom
from desktop.window import Window
from framework.checklist import Answer
from framework.deal import Stage
from tests.desktop.rooms.agreement_screen import cells, dialog, no_dialog, plain, settle

InFile = Callable[..., list[tuple[Any, ...]]]
BREWERY, COURIERS, LIBRARY, HOTEL = "B-051", "B-055", "B-057", "B-053"


@pytest.fixture
def show(intake: IntakeRoom, in_file: InFile) -> Callable[[str], DealPanel]:
    """A function that shows the deal with a reference, and returns the panel."""

    def show(ref: str) -> DealPanel:
        ((deal_id,),) = in_file("SELECT id FROM deal WHERE ref = ?", ref)
        intake.list.choose(deal_id)
        intake.finish_background_work()
        assert intake.panel is not None
        assert intake.deal is not None
        assert intake.deal.ref == ref
        return intake.panel

    return show


def act_as(window: Window, name: str) -> None:
    assert window.session is not None
    people = {person.name: person.id for person in window.session.business.people}
    window.session.act_as(people[name])
    window.finish_background_work()


def labels(panel: DealPanel) -> list[str]:
    """Return what the card of the handover says, without its heading."""
    card = panel.handover_card
    shown = (card.state_label, card.missing_label, card.own_label, card.open_label, card.late_label)
    return [plain(label.text()) for label in shown if not label.isHidden()]


def buttons(panel: DealPanel) -> list[str]:
    return [key for key in ("accepted", "returned", "given", "late_details") if _has(panel, key)]


def note_of(panel: DealPanel, item_id: str) -> str:
    """Return what stands under a question of the checklist."""
    rows = panel.checklist.items
    row = rows.item_at(rows.line_of(item_id))
    assert row is not None
    return row.note


def _has(panel: DealPanel, key: str) -> bool:
    try:
        panel.handover_card.buttons.button(key)
    except KeyError:
        return False
    return panel.handover_card.buttons.isVisible()


def test_the_date_comes_first_then_each_promise_with_how_it_moved(show: Callable[[str], DealPanel]) -> None:
    panel = show(BREWERY)
    date_row, promise_row = cells(panel.promises_card)
    assert date_row[0].startswith("The date: ")
    assert date_row[1].startswith("promised on ")
    assert promise_row[0] == "It is fitted on a dry day, and we call the evening before"
    for part in ("Spoken by Ana on", "due ", "first ", "moved by Operations, client told first", "after the win"):
        assert part in promise_row[1]


def test_a_promise_is_kept_or_not_in_one_key_and_open_again_by_the_same(
    sample_window: Window, show: Callable[[str], DealPanel], in_file: InFile
) -> None:
    panel = show(BREWERY)
    view = panel.promises_card.view
    ((promise_id,),) = in_file("SELECT id FROM promise WHERE say LIKE 'It is fitted%'")
    kept = "SELECT kept, ended_on FROM promise WHERE id = ?"
    view.setFocus()
    panel.promises_card.set_current("date")
    QTest.keyClick(view, Qt.Key.Key_K)
    assert in_file(kept, promise_id) == [(None, None)], "the date of the deal is no promise to keep"
    panel.promises_card.set_current(promise_id)
    for key, value in ((Qt.Key.Key_K, 1), (Qt.Key.Key_N, 0), (Qt.Key.Key_N, None), (Qt.Key.Key_K, 1)):
        QTest.keyClick(view, key)
        assert in_file(kept, promise_id) == [(value, "2026-11-23" if value is not None else None)]
    assert sample_window.notice_bar.text() == "Kept: It is fitted on a dry day, and we call the evening before"
    assert panel.promises_card.current_key() == promise_id, "the keyboard stays where it was"
    assert cells(panel.promises_card)[1][1].endswith("kept · after the win")
    sample_window.notice_bar.action_button.click()
    assert in_file(kept, promise_id) == [(None, None)]


def test_something_that_was_promised_is_written_down(
    sample_window: Window, show: Callable[[str], DealPanel], in_file: InFile
) -> None:
    panel = show(LIBRARY)
    before = len(panel.promises_card.rows())
    panel.promises_card.buttons.button("promised").click()
    editor = dialog(sample_window, PromiseEditor)
    editor.say_edit.setPlainText("A second colour for free")
    editor.due_edit.setText("+10")
    editor.due_edit.setModified(True)
    editor.save_button.click()
    assert no_dialog()
    assert len(panel.promises_card.rows()) == before + 1
    assert in_file("SELECT way, due_on, first_due_on, said_on FROM promise WHERE say = 'A second colour for free'") == [
        ("spoken", "2026-12-03", "2026-12-03", "2026-11-23")
    ]
    assert sample_window.notice_bar.text().endswith("A second colour for free")


def test_the_menu_of_the_deal_writes_down_a_promise_too(
    sample_window: Window, show: Callable[[str], DealPanel]
) -> None:
    panel = show(LIBRARY)
    (action,) = [each for each in panel.more_menu.actions() if each.data() == "promised"]
    action.trigger()
    dialog(sample_window, PromiseEditor).reject()


def test_enter_opens_what_it_stands_on_and_delete_takes_it_away(
    sample_window: Window, show: Callable[[str], DealPanel], in_file: InFile
) -> None:
    panel = show(BREWERY)
    view = panel.promises_card.view
    view.setFocus()
    panel.promises_card.set_current("date")
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog(sample_window, DateMoved).reject()
    settle()
    QTest.keyClick(view, Qt.Key.Key_Delete)
    count = "SELECT (SELECT count(*) FROM promise), (SELECT count(*) FROM promise_move)"
    before = in_file(count)
    panel.promises_card.set_current(panel.promises_card.rows()[1].key)
    QTest.keyClick(view, Qt.Key.Key_Return)
    dialog(sample_window, PromiseEditor).reject()
    settle()
    assert in_file(count) == before
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert in_file(count) == [(before[0][0] - 1, before[0][1] - 1)]
    sample_window.notice_bar.action_button.click()
    assert in_file(count) == before


def test_a_deal_that_nobody_promised_anything_shows_a_button_alone(show: Callable[[str], DealPanel]) -> None:
    panel = show("B-063")
    assert panel.promises_card.rows() == ()
    assert panel.promises_card.buttons.isVisible()
    assert panel.promises_card.keys_label.isHidden()
    assert panel.handover_card.isHidden()


def test_who_is_acting_sees_what_they_can_do(sample_window: Window, show: Callable[[str], DealPanel]) -> None:
    panel = show(COURIERS)
    state, missing = labels(panel)[:2]
    assert state.startswith("Returned by Ben, ")
    assert missing == "The length of the van, and on which days it can stand here."
    assert buttons(panel) == ["given"]
    assert panel.handover_card.tone() == "amber"
    act_as(sample_window, "Ben")
    assert buttons(panel) == ["accepted"]


def test_operations_accepts_and_undo_takes_it_back(
    sample_window: Window, show: Callable[[str], DealPanel], in_file: InFile
) -> None:
    panel = show(COURIERS)
    act_as(sample_window, "Ben")
    panel.handover_card.buttons.button("accepted").click()
    assert labels(panel)[0].startswith("Accepted as complete by Ben, ")
    assert buttons(panel) == []
    assert sample_window.notice_bar.text() == "Swift Couriers is accepted as complete."
    sample_window.notice_bar.action_button.click()
    assert labels(panel)[0].startswith("Returned by Ben, ")


def test_what_somebody_else_did_meanwhile_is_said(
    sample_window: Window, show: Callable[[str], DealPanel], intake: IntakeRoom
) -> None:
    panel = show(COURIERS)
    session = intake.session
    act_as(sample_window, "Ben")
    ben, deal = session.person, intake.deal
    assert ben is not None
    assert deal is not None
    accept_handover(book=session.book, who=ben, digits=session.digits, deal=deal)
    panel.handover_card.asked.emit("accepted")
    assert "in the meantime" in sample_window.notice_bar.text()


def test_what_came_after_the_win_is_marked_on_the_checklist_counted_and_listed(
    sample_window: Window, show: Callable[[str], DealPanel], intake: IntakeRoom
) -> None:
    panel = show(HOTEL)
    deal = intake.deal
    assert deal is not None
    assert deal.stage in (Stage.WON, Stage.IN_DELIVERY)
    notes = [note_of(panel, item.id) for item in _asked(panel)]
    assert not any("after the win" in note for note in notes), "answered before"
    assert labels(panel)[-1] == "1 detail came after the win"
    item = _asked(panel)[0]
    panel.answer_requested.emit(item.id, str(Answer.NO))
    assert note_of(panel, item.id) == "after the win"
    assert labels(panel)[-1] == "2 details came after the win"
    assert item.say in panel.handover_card.late_list_label.text()
    for number in range(3):
        add_promise(
            book=intake.session.book,
            who=intake.session.author,
            today=intake.session.today,
            deal=deal,
            say=f"Promise {number}",
        )
    assert labels(panel)[-1] == "5 details came after the win"
    assert buttons(panel) == ["late_details"]
    panel.handover_card.buttons.button("late_details").click()
    dialog(sample_window, Talk).reject()


def _asked(panel: DealPanel) -> list[Any]:
    from framework.intake import items_for

    assert panel.judged is not None
    business, today = panel._session.business, panel._session.today
    return [item for item in items_for(panel.judged.deal, business, today) if item.follows is None]


def test_a_handover_is_shown_of_sold_deals_alone(show: Callable[[str], DealPanel]) -> None:
    assert show(HOTEL).handover_card.isVisible()
    assert show("B-063").handover_card.isHidden()
    delivered = show("B-004")
    assert delivered.handover_card.isHidden()
    assert cells(delivered.promises_card)[0][1].endswith("moved by Operations, client not told first")


def test_nothing_is_cut_off_in_a_small_window(sample_window: Window, show: Callable[[str], DealPanel]) -> None:
    sample_window.resize(1024, 700)
    panel = show(BREWERY)
    settle()
    area = panel.promises_card.parentWidget()
    assert area is not None
    viewport = area.parentWidget()
    assert viewport is not None
    assert area.width() <= viewport.width(), "nothing is cut off at the side"


def test_the_date_of_the_deal_is_neither_kept_nor_taken_away(show: Callable[[str], DealPanel]) -> None:
    card = show(BREWERY).promises_card
    asked: list[tuple[str, str]] = []
    card.asked.connect(lambda what, key: asked.append((what, key)))
    card.view.setFocus()
    card.set_current("date")
    for key in (Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_Delete):
        QTest.keyClick(card.view, key)
    assert asked == []


def test_a_deal_won_anew_says_nothing_of_the_handover_before(
    sample_window: Window, show: Callable[[str], DealPanel], intake: IntakeRoom
) -> None:
    panel = show(COURIERS)
    for stage in (Stage.OFFERED, Stage.WON):
        panel.stage_requested.emit(stage)
        show(COURIERS)
    assert labels(panel)[0] == "Handed over. Ben has to look at it."
    assert panel.handover_card.missing_label.isHidden()


def test_an_own_acceptance_is_marked(
    sample_window: Window, show: Callable[[str], DealPanel], intake: IntakeRoom
) -> None:
    session = intake.session
    assert session.person is not None
    assert session.person.name == "Ana"
    with session.book.change("Ana delivers as well", who=session.author) as change:
        change.update("person", session.person.id, {"delivers": True})
    panel = show(COURIERS)
    assert buttons(panel) == ["accepted", "given"]
    panel.handover_card.buttons.button("accepted").click()
    assert "Own acceptance: nobody else has looked at it." in labels(panel)
