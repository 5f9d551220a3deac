"""May I promise this? The form of a deal judges with every letter, and takes the ways out into its fields."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.asking import answer, ask
from desktop.actions.desk import judge
from desktop.rooms.deal_form import DealForm
from desktop.session import Session
from framework.asking import Kind, Seat
from framework.deal import Deal
from storage.book import Author
from storage.intake import open_deals, read_deal, sold_deals
from storage.opening import open_book
from widgets.card import PlainLabel

TODAY = date(2026, 11, 23)
FINE = {"promised_edit": "2027-02-26", "value_edit": "7000", "payment_edit": "30"}


@pytest.fixture
def session(sample: Path, light: None, set_clock: Callable[[datetime], None]) -> Iterator[Session]:
    set_clock(datetime(2026, 11, 23, 10, tzinfo=UTC))
    with open_book(sample) as book:
        yield Session(book, today=TODAY)


@pytest.fixture
def show(qtbot: QtBot, session: Session) -> Iterator[Callable[..., DealForm]]:
    """A function that opens the form for a new deal or one that is there; all are closed when the test ends."""
    made: list[DealForm] = []

    def open_form(deal: Deal | None = None) -> DealForm:
        form = DealForm(session, deal)
        made.append(form)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    yield open_form
    for form in made:
        form.done(0)
        form.deleteLater()


@pytest.fixture
def filled(show: Callable[..., DealForm]) -> DealForm:
    """A new fascia within every rule, as far as figures go: only the questions of the checklist are open."""
    form = show()
    form.client_edit.setText("Mill")
    form.offering_box.setCurrentText("Illuminated fascia")
    for name, text in FINE.items():
        put(form, name, text)
    assert card(form).startswith("Still open")
    return form


def put(form: DealForm, name: str, text: str) -> None:
    """Type `text` over what stands in a line."""
    edit = getattr(form, name)
    edit.setFocus()
    edit.selectAll()
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClicks(edit, text)
    QApplication.processEvents()


def card(form: DealForm) -> str:
    """All that the card says, as a screen reader has it."""
    return form.live.verdict_card.accessibleDescription().replace("\N{NO-BREAK SPACE}", " ")


def deal_of(session: Session, client: str) -> Deal:
    return next(deal for deal in open_deals(session.book, digits=2) if deal.client == client)


def test_the_verdict_moves_with_each_letter(filled: DealForm) -> None:
    edit = filled.discount_edit
    edit.setFocus()
    said = []
    for letter in "115":
        QTest.keyClicks(edit, letter)
        QApplication.processEvents()
        said.append(card(filled))
    assert "Discount" not in said[0]
    assert said[0].startswith("Still open")
    assert "Discount 11 %, we ask above 10 %" in said[1]
    # 115 % can't be: it counts as not entered, the list price says 0 %, and the field complains when it is left.
    assert "Discount" not in said[2]
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, "2")
    QApplication.processEvents()
    assert "Discount 12 %, we ask above 10 %" in card(filled)


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("promised_edit", "2026-11-20", "Date asked for This day is over. Which day is meant?"),
        ("promised_edit", "2226-12-11", "Date asked for That is more than ten years away. Is the year right?"),
        ("close_edit", "2226-12-11", "The client decides on That is more than ten years away. Is the year right?"),
        ("quantity_edit", "0", "Quantity How many? It must be more than 0."),
    ],
)
def test_what_cannot_be_right_is_said_instead_of_a_verdict(filled: DealForm, name: str, text: str, wanted: str) -> None:
    before = getattr(filled, name).text()
    put(filled, name, text)
    assert wanted in card(filled)
    assert "This has to be put right first." in card(filled)
    assert not filled.live.ways_card.isVisible() and not filled.live.earliest_card.isVisible()
    filled.save()
    assert filled.isVisible() and getattr(filled, name).error()
    put(filled, name, before)
    assert "put right first" not in card(filled)
    assert filled.live.earliest_card.isVisible()


def test_a_year_of_five_digits_is_no_date(filled: DealForm) -> None:
    put(filled, "promised_edit", "20226-12-11")
    assert "Lead time the date is missing" in card(filled)
    filled.save()
    assert filled.isVisible()
    assert filled.promised_edit.error()
    assert filled.promised_edit.text() == "20226-12-11"


def test_an_offering_without_hours_asks_for_them(session: Session, show: Callable[..., DealForm]) -> None:
    fascia = next(each for each in session.business.offerings.values() if each.name == "Illuminated fascia")
    with session.book.change("No hours") as change:
        for (key,) in session.book.rows(
            "SELECT h.id FROM offering_hours h JOIN offering_terms t ON t.id = h.terms_id WHERE t.offering_id = ?",
            (fascia.id,),
        ):
            change.remove("offering_hours", key)
    form = show()
    form.client_edit.setText("Mill")
    form.offering_box.setCurrentText("Illuminated fascia")
    for name, text in FINE.items():
        put(form, name, text)
    assert "Week load the hours are missing" in card(form)
    assert form.live.earliest_label.text() == "Enter the hours of work, and the earliest date is worked out."
    (edit,) = form.hours_edits.values()
    assert edit.placeholderText() == "not in the catalogue yet"
    edit.setFocus()
    QTest.keyClicks(edit, "12")
    QApplication.processEvents()
    assert "Week load" not in card(form)
    assert "Enter the hours" not in form.live.earliest_label.text()


def test_hours_of_a_crew_that_is_gone_are_judged_and_kept(session: Session, show: Callable[..., DealForm]) -> None:
    deal = deal_of(session, "Nook Café")._replace(hours={"gone": Decimal(5)})
    form = show(deal)
    assert "nobody works then" in card(form)
    assert form.values()["hours"] == {"gone": Decimal(5)}
    (crew, edit), *_ = form.hours_edits.items()
    edit.setFocus()
    QTest.keyClicks(edit, "3")
    assert form.values()["hours"] == {"gone": Decimal(5), crew: Decimal(3)}


def test_ways_out_are_put_into_the_fields_and_kept_by_save_alone(
    session: Session, show: Callable[..., DealForm], in_file: Callable[..., list[tuple[Any, ...]]]
) -> None:
    gym = deal_of(session, "Hartley Gym")
    form = show(gym)
    lines = form.live.way_lines
    assert [key for key, _text, words in lines.lines() if words] == ["date", "discount"]
    lines.button("discount").setFocus()
    QTest.keyClick(lines.button("discount"), Qt.Key.Key_Space)
    assert form.discount_edit.value() == 10
    assert "Discount" not in card(form)
    QTest.mouseClick(lines.button("date"), Qt.MouseButton.LeftButton)
    assert form.promised_edit.value() == date(2027, 1, 20)
    assert not form.live.ways_card.isVisible()
    kept = "SELECT promised_on, discount_bp FROM deal WHERE id = ?"
    assert in_file(kept, gym.id) == [("2026-12-10", 1330)]
    form.save()
    assert in_file(kept, gym.id) == [("2027-01-20", 1000)]


def test_a_yes_counts_while_it_is_typed_and_what_would_break_it_is_said(
    session: Session, show: Callable[..., DealForm]
) -> None:
    deal = deal_of(session, "Lakeside Dental")
    ana, ben = session.business.people[:2]
    ask(book=session.book, who=Author(ana.id, ana.name), desk=session.desk, deal_id=deal.id)
    request = judge(session.book, session.desk, deal).requests[-1]
    answer(book=session.book, who=ben, desk=session.desk, request=request, seat=Seat.OPERATIONS, kind=Kind.ACCEPT)
    form = show(read_deal(session.book, deal.id, digits=2))
    assert "It was asked and may be promised." in card(form)
    put(form, "promised_edit", "2026-12-04")
    assert "This has to be asked again." in card(form)
    assert "the date is earlier (Fri 4 Dec, was Mon 7 Dec)" in card(form)
    put(form, "promised_edit", "2026-12-11")
    assert "It was asked and may be promised." in card(form)


def test_once_put_right_it_is_saved_at_the_first_press(
    filled: DealForm, in_file: Callable[..., list[tuple[Any, ...]]]
) -> None:
    filled.client_edit.clear()
    filled.save()
    assert filled.isVisible()
    assert "Who is it for?" in [label.text() for label in filled.findChildren(PlainLabel) if label.isVisible()]
    filled.client_edit.setText("Mill")
    filled.save()
    assert not filled.isVisible()
    assert in_file("SELECT count(*) FROM client WHERE name = 'Mill'") == [(1,)]


def test_every_line_has_a_name_for_who_cannot_see_it(filled: DealForm) -> None:
    for _grid, field in filled._fields.values():
        assert field.accessibleName()
    for button in (filled.live.way_lines.button(key) for key, _text, words in filled.live.way_lines.lines() if words):
        assert button.accessibleName()


def test_a_sold_deal_is_not_judged_and_its_date_is_called_promised(
    session: Session, show: Callable[..., DealForm]
) -> None:
    sold = next(deal for deal in sold_deals(session.book, digits=2) if deal.promised_on)
    form = show(sold)
    assert form.live.isHidden() and form.promised_edit.accessibleName() == "Date promised"
    form.value_edit.setFocus()
    QTest.keyClicks(form.value_edit, "1")
    QApplication.processEvents()
    assert form.live.isHidden()
    assert show().promised_edit.accessibleName() == "Date asked for"


def test_what_the_headline_says_is_not_said_again(filled: DealForm) -> None:
    put(filled, "parts_edit", "0")
    words = card(filled)
    assert "questions are still open" in words and "to answer before a promise" not in words


def test_a_quantity_that_cannot_be_read_is_not_taken_for_one(filled: DealForm) -> None:
    put(filled, "quantity_edit", "1x")
    assert "This has to be put right first" in card(filled)
    put(filled, "quantity_edit", "")
    assert "put right" not in card(filled), "nothing typed means one"
