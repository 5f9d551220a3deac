"""The page of the offerings: what it shows, how a change goes into a proposal, what stays as it is meanwhile."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.desk import judge, read_desk
from desktop.dialogs.offering_editor import OfferingEditor
from desktop.rooms.agreement_offerings import OfferingsPage
from framework.agreement_versions import State
from framework.people import Function
from storage.intake import read_deal
from tests.desktop.rooms.offering_page import (
    activate,
    row_of,
    save,
    sign_for_both,
    texts,
    type_lead_time,
    write,
)
from widgets.card import PlainLabel

ShowPage = Callable[..., Any]
InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def in_force(show_page: ShowPage, settled: Path) -> Any:
    """The offerings of version 3, with nothing proposed."""
    return show_page(OfferingsPage, settled)


@pytest.fixture
def proposal(show_page: ShowPage, sample: Path) -> Any:
    """The offerings of the proposal that Ben has written and signed."""
    return show_page(OfferingsPage, sample, looks_at_open=True)


# What it shows


def test_a_row_says_lead_time_hours_price_cost_margin_and_options(in_force: Any) -> None:
    card = in_force.page.card
    assert in_force.page.count() == len(card.rows()) == 8
    options = next(iter(in_force.in_force.agreement.offerings.values())).options
    assert options
    row = row_of(card, "Illuminated fascia")
    assert [cell.text.replace("\u00a0", " ") for cell in row.cells] == [
        "Illuminated fascia",
        "15 days",
        "34 h",
        "€7,000",
        "€4,690",
        "33 %",
        " · ".join(options),
    ]
    assert row.mark == ""
    assert row.say.replace("\u00a0", " ") == (
        "Illuminated fascia, standard lead time 15 working days, hours per unit 34 h, list price €7,000, "
        f"unit cost €4,690, margin 33 %, may be sold without asking: {', '.join(options)}"
    )
    assert not in_force.page.draft_card.isVisible() and not in_force.page.retired_card.isVisible()


def test_what_is_not_known_is_a_dash_and_told_apart_from_nothing(proposal: Any) -> None:
    empty: dict[str, Any] = {"lead_time_days": None, "hours": {}, "list_price": None, "unit_cost": None, "options": ()}
    write(proposal, "Menu boards", **empty)
    write(proposal, "Banner set", lead_time_days=0, unit_cost=Decimal(0))
    assert texts(proposal.page.card, "Menu boards")[1:] == ["–"] * 6
    assert "not known" in row_of(proposal.page.card, "Menu boards").say
    assert texts(proposal.page.card, "Banner set")[1:6] == ["0 days", "3 h", "€650", "€0", "100 %"]


def test_each_crew_has_its_line(proposal: Any) -> None:
    session = proposal.session
    with session.book.change("A second crew", who=session.author) as change:
        fitters = change.add("crew", {"name": "Fitters", "weekly_hundredths": 8000, "position": 1})
    workshop = session.business.crews[0].id
    write(proposal, "Menu boards", hours={fitters: Decimal("4.5"), workshop: Decimal(12)})
    assert texts(proposal.page.card, "Menu boards")[2] == "Workshop 12 h\nFitters 4.5 h"


def test_a_standard_margin_under_our_own_rule_is_shown_as_what_it_is(proposal: Any) -> None:
    write(proposal, "Menu boards", unit_cost=Decimal(1300))
    write(proposal, "Banner set", unit_cost=Decimal(700))
    zones = {row.cells[0].text: row.cells[5].zone for row in proposal.page.card.rows()}
    assert zones == {**dict.fromkeys(zones, ""), "Menu boards": "ASK", "Banner set": "OFF"}
    assert "Ask Operations first" in row_of(proposal.page.card, "Menu boards").say
    assert "Off the table" in row_of(proposal.page.card, "Banner set").say


# A change goes into a proposal


def test_a_change_begins_a_proposal_that_is_shown_with_what_was(in_force: Any, qtbot: QtBot) -> None:
    before = in_force.in_force
    editor = activate(qtbot, in_force, in_force.page.card, "Illuminated fascia")
    type_lead_time(editor, 20)
    save(qtbot, editor)
    assert in_force.page.version.id == in_force.open_one.id, "the room shows the proposal"
    assert row_of(in_force.page.card, "Illuminated fascia").mark == "was 15 days"
    assert texts(in_force.page.card, "Illuminated fascia")[1] == "20 days"
    assert [row.mark for row in in_force.page.card.rows()].count("") == 7
    assert in_force.in_force == before
    assert in_force.notices == ["In the proposal: Illuminated fascia"]


def test_all_that_changed_is_in_the_mark(proposal: Any) -> None:
    write(
        proposal,
        "Menu boards",
        lead_time_days=12,
        list_price=Decimal(1700),
        unit_cost=Decimal(1000),
        options=("Dimmer",),
        data_needed=("Texts",),
    )
    assert row_of(proposal.page.card, "Menu boards").mark.replace("\u00a0", " ") == (
        "was 10 days, price was €1,650, cost was €1,020, other data needed, other options"
    )
    write(proposal, "Banner set", lead_time_days=None)
    write(proposal, "Banner set", lead_time_days=5)
    assert row_of(proposal.page.card, "Banner set").mark == "", "what is as it was is not marked"


def test_a_new_one_is_added_by_keyboard_alone(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    page.focus_first()
    assert QApplication.focusWidget() is page.card.view
    qtbot.keyClick(page.card.view, Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is page.add_button
    qtbot.keyClick(page.add_button, Qt.Key.Key_Space)
    editor = page.findChild(OfferingEditor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    qtbot.keyClicks(editor.focusWidget(), "Site survey")
    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClicks(editor.focusWidget(), "3")
    qtbot.keyClick(editor.focusWidget(), Qt.Key.Key_Return)
    assert row_of(page.card, "Site survey").mark == "new"
    assert page.count() == 9
    assert "Site survey" not in [each.name for each in in_force.in_force.agreement.offerings.values()]


def test_a_click_opens_what_it_is_on(in_force: Any, qtbot: QtBot) -> None:
    view = in_force.page.card.view
    place = view.visualRect(view.model_of_rows.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    editor = in_force.page.findChild(OfferingEditor)
    assert editor.windowTitle() == "Vehicle wrap"
    editor.reject()


def test_a_change_takes_a_signature_back_and_says_so_before_and_after(proposal: Any, qtbot: QtBot) -> None:
    assert [signed.function for signed in proposal.open_one.signatures] == [Function.OPERATIONS]
    editor = activate(qtbot, proposal, proposal.page.card, "Menu boards")
    assert "Ben has signed this as it stands. A change takes that signature back." in [
        label.text() for label in editor.findChildren(PlainLabel)
    ]
    type_lead_time(editor, 12)
    save(qtbot, editor)
    assert (proposal.open_one.signatures, proposal.open_one.state) == ((), State.DRAFT)
    assert proposal.notices == [
        "In the proposal: Menu boards. It was signed as it stood, so that signature is taken back."
    ]
    editor = activate(qtbot, proposal, proposal.page.card, "Banner set")
    assert not any("signed" in label.text() for label in editor.findChildren(PlainLabel))
    editor.reject()


def test_undo_by_name_brings_line_and_signature_back(proposal: Any, qtbot: QtBot) -> None:
    editor = activate(qtbot, proposal, proposal.page.card, "Menu boards")
    type_lead_time(editor, 12)
    save(qtbot, editor)
    book = proposal.session.book
    assert book.undo_label == "Offering: Menu boards"
    book.undo(who=proposal.session.author)
    assert row_of(proposal.page.card, "Menu boards").mark == ""
    assert texts(proposal.page.card, "Menu boards")[1] == "10 days"
    assert len(proposal.open_one.signatures) == 1


def test_deals_are_judged_by_what_is_in_force(in_force: Any, qtbot: QtBot) -> None:
    session = in_force.session
    name, deal_id = session.book.row(
        "SELECT o.name, d.id FROM deal d JOIN offering o ON o.id = d.offering_id WHERE d.stage = 'intake' AND "
        "d.promised_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM deal_hours h WHERE h.deal_id = d.id) LIMIT 1"
    )

    def verdict() -> Any:
        deal = read_deal(session.book, deal_id, digits=2)
        assert deal is not None
        return judge(session.book, read_desk(session.book, session.today, session.business), deal).verdict

    before = verdict()
    editor = activate(qtbot, in_force, in_force.page.card, name)
    type_lead_time(editor, 0)
    for edit in editor.hours_edits.values():
        edit.setText("4000")
        edit.setModified(True)
    save(qtbot, editor)
    assert verdict() == before
    sign_for_both(in_force)
    assert verdict() != before, "once it is in force it counts"
