"""What became of the deal that Intake shows: what was received, looks back, what was prevented, and what they open."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.after_delivery import AfterDelivery
from desktop.dialogs.clients import Clients
from desktop.dialogs.look_back import LookBackEditor
from desktop.dialogs.save_editor import SaveEditor
from desktop.rooms.intake import IntakeRoom
from desktop.rooms.outcome_card import ADD_SAVE, OUTCOME, OutcomeCard
from tests.desktop.rooms.agreement_screen import cells, dialog, no_dialog, plain, settle

InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def show(intake: IntakeRoom, in_file: InFile) -> Callable[[str], OutcomeCard]:
    """A function that shows the deal with a reference in Intake, and returns its card."""

    def show(ref: str) -> OutcomeCard:
        intake.window().show_room("intake")  # type: ignore[attr-defined]
        ((key,),) = in_file("SELECT id FROM deal WHERE ref = ?", ref)
        intake.list.choose(key)
        intake.finish_background_work()
        settle()
        assert intake.panel is not None
        return intake.panel.outcome_card

    return show


def texts(card: OutcomeCard) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in cells(card)]


def test_a_delivered_deal_tells_how_it_went_and_where_its_looks_back_stand(
    show: Callable[[str], OutcomeCard],
) -> None:
    card = show("B-045")
    assert texts(card) == [
        (
            "Delivered Mon 21 Sept 2026, 7 days late",
            "right the first time · client score 3 of 5 · “Beautiful, and a week late.” · "
            "Late: A week, after the festival · 37.5 h, cost €5,110",
        ),
        (
            "After 30 days",
            "still a client · not as promised · we would sell it again · "
            "“Still cross about the festival. The projecting sign has to be on time.” · said by Ana",
        ),
        ("After 60 days", "due since Fri 20 Nov 2026"),
        ("After 90 days", "on Sun 20 Dec 2026"),
    ]
    assert [row.cells[0].zone for row in card.rows()] == ["", "PROMISE", "ASK", "OPEN"]
    assert ("After 90 days", "overdue since Mon 9 Nov 2026") in texts(show("B-042"))


def test_a_won_deal_says_when_it_will_be_looked_back_at(show: Callable[[str], OutcomeCard]) -> None:
    card = show("B-053")
    assert texts(card) == [
        ("Not delivered yet", "looked back at 30, 60, 90 days after delivery"),
        (
            "Prevented: The wall of the hotel does not carry the big board. Seen at the site visit, before the drawing "
            "was signed.",
            "Thu 29 Oct 2026 · €3,800",
        ),
    ]
    assert card.buttons.button(OUTCOME).text() == "It was delivered…"


def test_an_open_deal_has_no_such_card_and_a_lost_one_only_what_was_prevented(
    show: Callable[[str], OutcomeCard],
) -> None:
    assert show("B-057").isHidden()
    card = show("B-050")
    assert card.isVisible() and [row[0][:10] for row in cells(card)] == ["Prevented:"]
    assert card.buttons.isHidden()


def test_rows_and_buttons_open_what_they_say(intake: IntakeRoom, show: Callable[[str], OutcomeCard]) -> None:
    card = show("B-042")
    card.row_activated.emit(card.rows()[0].key)
    dialog(intake, AfterDelivery).reject()
    card.row_activated.emit(card.rows()[3].key)
    asked = dialog(intake, LookBackEditor)
    asked.still_row.button("yes").click()
    asked.save_button.click()
    assert no_dialog()
    assert plain(texts(card)[3][1]).startswith("still a client"), "shown at once"
    card.buttons.button(ADD_SAVE).click()
    dialog(intake, SaveEditor).reject()
    card = show("B-053")
    card.row_activated.emit(card.rows()[1].key)
    dialog(intake, SaveEditor).reject()
    card.buttons.button(OUTCOME).click()
    dialog(intake, AfterDelivery).reject()
    assert no_dialog()


def test_the_menu_of_the_deal_leads_there_too(intake: IntakeRoom, show: Callable[[str], OutcomeCard]) -> None:
    show("B-051")
    assert intake.panel is not None
    actions = {action.data(): action for action in intake.panel.more_menu.actions()}
    actions["outcome"].trigger()
    dialog(intake, AfterDelivery).reject()
    actions["client"].trigger()
    dialog(intake, Clients).reject()
    QTest.mouseClick(intake.panel.client_label, Qt.MouseButton.LeftButton)
    page = dialog(intake, Clients)
    assert page.name_label.text() == "Harbour Brewery"
    page.reject()


def test_a_file_that_may_only_be_read_offers_no_change(intake: IntakeRoom, show: Callable[[str], OutcomeCard]) -> None:
    intake.session.book.read_only_because = "Only for looking."
    card = show("B-045")
    assert card.buttons.isHidden() and len(card.rows()) == 4
