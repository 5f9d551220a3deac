"""Try a deal: the verdict follows offering, numbers and the version that is shown; nothing of it is kept."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing, save_rule
from desktop.actions.offerings import save_offering
from desktop.rooms.agreement import AgreementRoom
from desktop.rooms.agreement_try import TryCard
from desktop.window import Window
from framework.agreement import Measure
from framework.intake import verdict
from storage.book import Author
from storage.intake_writing import add_deal
from storage.opening import open_book
from tests.desktop.rooms.agreement_screen import TODAY, focused, general, plain, press, settle, standing, write

OpenWindow = Callable[[Path], Window]


def room_of(window: Window) -> AgreementRoom:
    window.show_room("agreement")
    room = window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    room.finish_background_work()
    settle()
    return room


def zone(card: TryCard) -> str:
    return card.badge.accessibleName()


def reasons(card: TryCard) -> list[str]:
    return [plain(label.text()) for label in card.reasons if not label.isHidden()]


def enter(edit: QLineEdit, text: str) -> None:
    write(edit, text)
    press(Qt.Key.Key_Return)


def test_it_begins_with_what_the_first_offering_usually_costs_and_takes(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    assert card.offering_box.currentText() == "Illuminated fascia"
    assert (card.value_edit.value(), card.days_edit.whole(), card.discount_edit.value()) == (7000, 15, 0)
    assert zone(card) == "Sales may promise"
    assert card.headline.text() == "Nothing holds this back."
    assert not card.hours_edit.isVisible(), "the catalogue knows the hours"


@pytest.mark.parametrize(
    ("field", "text", "expected", "reason"),
    [
        ("days_edit", "12", "Ask Operations first", "Lead time"),
        ("days_edit", "3", "Off the table", "Lead time"),
        ("discount_edit", "12", "Ask Operations first", "Discount"),
        ("discount_edit", "20.5", "Off the table", "Discount"),
        ("value_edit", "100", "Off the table", "Margin"),
        ("parts_edit", "2", "Ask Operations first", "Parts not in the catalogue"),
        ("value_edit", "", "Still open", "Margin"),
        ("days_edit", "", "Still open", "Lead time"),
    ],
)
def test_the_verdict_follows_the_numbers(
    agreement: AgreementRoom, field: str, text: str, expected: str, reason: str
) -> None:
    card = agreement.try_card
    enter(getattr(card, field), text)
    assert zone(card) == expected
    assert any(line.startswith(reason) for line in reasons(card))


def test_every_reason_is_told(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    for edit, text in (
        (card.value_edit, "100"),
        (card.days_edit, "1"),
        (card.discount_edit, "50"),
        (card.parts_edit, "9"),
    ):
        enter(edit, text)
    assert zone(card) == "Off the table"
    told = " ".join(line.split()[0] for line in reasons(card))
    assert sorted(told.split()) == sorted(["Lead", "Margin", "Discount", "Week", "Parts"])


def test_a_number_that_can_not_be_read_stays_and_says_what_to_do(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    enter(card.days_edit, "soon")
    assert card.days_edit.text() == "soon"
    assert card.days_edit.error() == "Please write a number, such as 12."
    assert card.form.error(card.days_edit) == card.days_edit.error()


def test_another_offering_brings_its_own_numbers(qtbot: QtBot, agreement: AgreementRoom) -> None:
    card = agreement.try_card
    card.offering_box.setFocus()
    press(Qt.Key.Key_Down)
    offering = card._offering()
    assert offering is not None
    assert offering.name == card.offering_box.currentText() != "Illuminated fascia"
    assert card.value_edit.value() == offering.list_price
    assert card.days_edit.whole() == offering.lead_time_days


def test_what_is_not_in_the_catalogue_asks_for_what_the_catalogue_would_tell(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    card.offering_box.setFocus()
    press(Qt.Key.Key_End)
    assert card.offering_box.currentText() == "Not in the catalogue"
    assert (card.value_edit.text(), card.parts_edit.whole()) == ("", 1)
    assert card.hours_edit.isVisible()
    assert card.cost_edit.isVisible()
    assert zone(card) == "Ask Operations first", "one part is not in the catalogue"
    enter(card.value_edit, "5000")
    enter(card.days_edit, "40")
    assert any(line.startswith("Margin") for line in reasons(card)), "the cost is missing"
    enter(card.cost_edit, "2000")
    assert any(line.startswith("Week load") for line in reasons(card)), "the hours are missing"
    enter(card.hours_edit, "10")
    assert reasons(card) == ["Parts not in the catalogue 1, we ask from the first"]
    # Back in the catalogue, it is the catalogue that tells.
    press(Qt.Key.Key_Tab)
    card.offering_box.setFocus()
    press(Qt.Key.Key_Home)
    assert card.deal().hours == {}
    assert card.deal().cost is None
    assert zone(card) == "Sales may promise"


def test_hours_that_fill_the_weeks_are_asked_about(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    card.offering_box.setFocus()
    press(Qt.Key.Key_End)
    enter(card.value_edit, "900000")
    enter(card.cost_edit, "1")
    enter(card.days_edit, "10")
    enter(card.hours_edit, "5000")
    assert zone(card) == "Off the table"
    assert reasons(card)[0].startswith("Week of ")


def test_it_judges_by_the_version_that_is_shown(agreement: AgreementRoom) -> None:
    card = agreement.try_card
    enter(card.discount_edit, "9")
    assert zone(card) == "Sales may promise", "up to 10 % in force"
    agreement.do("show")
    agreement.finish_background_work()
    assert card.discount_edit.value() == 9, "what was typed stays"
    assert zone(card) == "Ask Operations first", "up to 8 % as proposed"
    agreement.do("back")
    agreement.finish_background_work()
    assert zone(card) == "Sales may promise"


def test_it_follows_a_limit_while_it_is_written(agreement: AgreementRoom, sample: Path) -> None:
    card = agreement.try_card
    agreement.do("show")
    enter(card.days_edit, "15")
    with open_book(sample) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        lead = next(
            rule
            for rule in opened.agreement.rules
            if rule.measure is Measure.LEAD_TIME and rule.offering_id == card.offering_box.currentData()
        )
        changed = lead._replace(promise_limit=Decimal(30))
        save_rule(book=book, who=Author("", "Ben"), version=opened, rule=changed)
    agreement.session.catch_up()
    agreement.finish_background_work()
    assert zone(card) == "Ask Operations first"
    assert general(standing(sample).open, Measure.LEAD_TIME)  # type: ignore[arg-type]


def test_terms_of_a_proposal_hold_for_the_tried_deal_and_not_for_what_is_sold(
    agreement: AgreementRoom, sample: Path
) -> None:
    """A fascia that takes more hours by the proposal fills the weeks by itself; the sold ones stay as they are."""
    card = agreement.try_card
    load = agreement.session.desk.workload
    sold = dict(load._sold)
    with open_book(sample) as book:
        opened = read_standing(book, 2, TODAY).open
        assert opened is not None
        offering = next(iter(opened.agreement.offerings.values()))
        hours = {crew: Decimal(900) for crew in offering.hours}
        save_offering(
            book=book, who=Author("", "Ben"), version=opened, offering=offering._replace(hours=hours), digits=2
        )
    agreement.session.catch_up()
    agreement.finish_background_work()
    assert zone(card) == "Sales may promise", "in force nothing has changed"
    agreement.do("show")
    agreement.finish_background_work()
    assert zone(card) == "Off the table"
    assert reasons(card)[0].startswith("Week of ")
    assert card._tried is not None
    for key in sold:
        assert card._tried[1].sold(*key) == sold[key]


def test_what_is_sold_counts(agreement: AgreementRoom, sample: Path) -> None:
    card = agreement.try_card
    assert zone(card) == "Sales may promise"
    crew = agreement.session.business.crews[0].id
    with open_book(sample) as book, book.change("A large one", who=Author("", "Ben")) as change:
        fields = {
            "client": "A large one",
            "ref": "L-1",
            "stage": "won",
            "created_on": TODAY,
            "won_on": TODAY,
            "promised_on": date(2026, 12, 14),
            "hours": {crew: Decimal(900)},
        }
        add_deal(book, change, fields, digits=2)
    agreement.session.catch_up()
    agreement.finish_background_work()
    assert zone(card) == "Off the table"
    assert reasons(card)[0].startswith("Week of ")


def test_the_verdict_is_the_one_of_the_rules(agreement: AgreementRoom) -> None:
    """The same deal judged by the business itself, whose sentences nobody has answered, has the same figures."""
    card = agreement.try_card
    enter(card.days_edit, "12")
    desk = agreement.session.desk
    whole = verdict(card.deal(), {}, desk.business, desk.workload, TODAY)
    measured = [reason for reason in whole.reasons if reason.measure is not None]
    assert card._tried is not None
    tried = verdict(card.deal(), {}, *card._tried, TODAY)
    assert [(r.measure, r.value, r.zone) for r in tried.reasons] == [(r.measure, r.value, r.zone) for r in measured]


def test_nothing_of_it_is_kept(agreement: AgreementRoom, sample: Path) -> None:
    before = agreement.session.book.rows("SELECT count(*) FROM change")
    enter(agreement.try_card.days_edit, "12")
    assert agreement.session.book.rows("SELECT count(*) FROM change") == before
    assert agreement.session.book.undo_label is None


def test_a_business_without_offerings_tries_what_is_not_in_the_catalogue(blank: Path, open_window: OpenWindow) -> None:
    card = room_of(open_window(blank)).try_card
    assert card.offering_box.currentText() == "Not in the catalogue"
    assert card.offering_box.count() == 1
    assert zone(card) == "Still open"
    assert reasons(card)


def test_the_first_look_does_not_wait_for_what_is_sold(sample: Path, open_window: OpenWindow) -> None:
    window = open_window(sample)
    assert window.session is not None
    window.session._desk = None
    window.show_room("agreement")
    room = window.rooms["agreement"]
    assert isinstance(room, AgreementRoom)
    assert room.try_card.work.is_running
    room.finish_background_work()
    assert zone(room.try_card) == "Sales may promise"


def test_typing_keeps_the_keyboard_through_news(agreement: AgreementRoom, sample: Path) -> None:
    card = agreement.try_card
    write(card.days_edit, "1")
    with open_book(sample) as book, book.change("x", who=Author("", "Ben")) as change:
        (key,) = next(iter(book.rows("SELECT id FROM deal LIMIT 1")))
        change.update("deal", key, {"note": "changed elsewhere"})
    agreement.session.catch_up()
    agreement.finish_background_work()
    assert focused() is card.days_edit
    assert card.days_edit.text() == "1"
