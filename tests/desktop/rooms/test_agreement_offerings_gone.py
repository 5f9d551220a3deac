"""Offerings that come and go: struck and put back, no longer offered, named by deals alone, none at all, only read."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_business, read_founder
from desktop.actions.offerings import save_offering
from desktop.dialogs.offering_editor import OfferingEditor
from desktop.rooms.agreement_offerings import OfferingsPage
from framework.catalogue import Offering
from tests.desktop.rooms.offering_page import (
    activate,
    let_go,
    row_of,
    save,
    sign_for_both,
    texts,
    type_lead_time,
    write,
)

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


# Taking away and putting back


def test_delete_is_refused_while_open_deals_name_it(in_force: Any, qtbot: QtBot, in_file: InFile) -> None:
    before = in_file("SELECT max(seq) FROM change")
    card = in_force.page.card
    card.view.setFocus()
    card.set_current(row_of(card, "Menu boards").key)
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert len(in_force.troubles) == 1 and "for “Menu boards” (" in in_force.troubles[0]
    assert in_file("SELECT max(seq) FROM change") == before, "no empty proposal is left behind"
    assert in_force.notices == []


def test_what_is_struck_stays_to_be_put_back_with_its_rule(in_force: Any, qtbot: QtBot) -> None:
    let_go(in_force, "Banner set")
    card = in_force.page.card
    card.view.setFocus()
    card.set_current(row_of(card, "Banner set").key)
    qtbot.keyClick(card.view, Qt.Key.Key_Delete)
    assert in_force.notices == ["In the proposal: no longer offered: Banner set"]
    assert row_of(card, "Banner set").mark == "struck" and card.rows()[-1].cells[-1].text == "Put it back"
    assert in_force.page.count() == 7
    assert not in_force.page.retired_card.isVisible(), "it is told once"
    rules = [rule.say for rule in in_force.open_one.agreement.rules]
    assert "Lead time of a banner set" not in rules
    card.set_current(row_of(card, "Banner set").key)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    assert in_force.notices[-1] == "In the proposal: put back: Banner set"
    assert row_of(card, "Banner set").mark == "" and in_force.page.count() == 8
    assert "Lead time of a banner set" in [rule.say for rule in in_force.open_one.agreement.rules]


def test_what_is_no_longer_offered_is_quiet_and_can_be_offered_again(in_force: Any, qtbot: QtBot) -> None:
    let_go(in_force, "Banner set")
    page = in_force.page
    page.retire(row_of(page.card, "Banner set").key)
    sign_for_both(in_force)
    in_force.looks_at_open = False
    in_force.take_news()
    assert page.retired_card.isVisible() and not page.draft_card.isVisible()
    assert texts(page.retired_card, "Banner set") == ["Banner set", "last: 5 days, €650"]
    assert {cell.colour for cell in page.retired_card.rows()[0].cells} == {"muted"}
    editor = activate(qtbot, in_force, page.retired_card, "Banner set")
    assert editor.remove_button is None and editor.lead_time_edit.text() == "5"
    save(qtbot, editor)
    assert row_of(page.card, "Banner set").mark == "new"
    assert not page.retired_card.isVisible()
    assert "Banner set" not in [each.name for each in in_force.in_force.agreement.offerings.values()]


def test_what_only_deals_name_can_be_added_or_deleted(in_force: Any, qtbot: QtBot) -> None:
    session, page = in_force.session, in_force.page
    with session.book.change("Import", who=session.author) as change:
        named = change.add("offering", {"name": "Neon repair", "position": 90})
        change.add("offering", {"name": "Typing mistake", "position": 91})
        for (deal,) in session.book.rows("SELECT id FROM deal LIMIT 2"):
            change.update("deal", deal, {"offering_id": named})
    assert page.draft_card.isVisible()
    assert texts(page.draft_card, "Neon repair") == ["Neon repair", "2 deals name it", "Add to the agreement"]
    assert page.count() == 8

    page.draft_card.view.setFocus()
    for name in ("Neon repair", "Typing mistake"):
        page.draft_card.set_current(row_of(page.draft_card, name).key)
        qtbot.keyClick(page.draft_card.view, Qt.Key.Key_Delete)
    assert [row.cells[0].text for row in page.draft_card.rows()] == ["Neon repair"]
    assert len(in_force.troubles) == 1 and in_force.troubles[0].startswith("2 deals are for “Neon repair”")
    assert in_force.notices == ["Deleted: Typing mistake"]
    assert in_force.standing.open is None, "that is no change of the agreement"
    session.book.undo(who=session.author)
    assert len(page.draft_card.rows()) == 2

    editor = activate(qtbot, in_force, page.draft_card, "Neon repair")
    assert editor.remove_button is None
    type_lead_time(editor, 4)
    save(qtbot, editor)
    assert row_of(page.card, "Neon repair").mark == "new"
    assert [row.cells[0].text for row in page.draft_card.rows()] == ["Typing mistake"]
    editor = activate(qtbot, in_force, page.draft_card, "Typing mistake")
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert not page.draft_card.isVisible()


def test_a_slip_that_was_added_and_taken_away_leaves_nothing(in_force: Any) -> None:
    session, page = in_force.session, in_force.page
    version = page.open_version()
    key = save_offering(
        book=session.book, who=session.author, digits=2, version=version, offering=Offering("", "A slip", 3)
    )
    assert row_of(page.card, "A slip").mark == "new"
    page.retire(key)
    assert "A slip" not in [row.cells[0].text for row in (*page.card.rows(), *page.draft_card.rows())]
    assert not page.draft_card.isVisible()


# Where the proposal and what is in force differ


def test_what_is_proposed_or_signed_for_later_is_neither_unheard_of_nor_gone(in_force: Any) -> None:
    session, page = in_force.session, in_force.page
    version = page.open_version()
    save_offering(book=session.book, who=session.author, digits=2, version=version, offering=Offering("", "Soon", 3))
    in_force.looks_at_open = False
    in_force.take_news()
    cards = (page.card, page.draft_card, page.retired_card)
    assert "Soon" not in [row.cells[0].text for card in cards for row in card.rows()]
    sign_for_both(in_force, starts_on=session.today + timedelta(days=7))
    assert in_force.standing.coming is not None
    assert "Soon" not in [row.cells[0].text for card in cards for row in card.rows()]
    editor = page.open_version()
    assert "Soon" in [each.name for each in editor.agreement.offerings.values()], "it goes on from what is coming"


def test_what_is_edited_is_the_proposal_also_from_what_is_in_force(proposal: Any, qtbot: QtBot) -> None:
    write(proposal, "Menu boards", lead_time_days=12)
    proposal.looks_at_open = False
    proposal.take_news()
    assert texts(proposal.page.card, "Menu boards")[1] == "10 days"
    assert all(row.mark == "" for row in proposal.page.card.rows())
    editor = activate(qtbot, proposal, proposal.page.card, "Menu boards")
    assert editor.lead_time_edit.text() == "12"
    editor.reject()


def test_in_the_first_draft_nothing_is_marked_and_nothing_is_proposed(
    show_page: ShowPage, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Draft.handshake"
    create_business(
        path=path,
        name="Draft",
        kind="sign-shop",
        founders=(read_founder("Ana:sales,owner"), read_founder("Ben:operations")),
        country=None,
        currency="EUR",
        weekly_hours=None,
        today=date(2026, 11, 23),
        in_force=False,
    ).close()
    host = show_page(OfferingsPage, path)
    draft = host.open_one
    assert host.standing.in_force is None
    editor = activate(qtbot, host, host.page.card, "Menu boards")
    assert editor.save_button.text() == "Keep in the draft"
    type_lead_time(editor, 12)
    save(qtbot, editor)
    assert host.open_one.id == draft.id and texts(host.page.card, "Menu boards")[1] == "12 days"
    assert host.notices == ["In the draft: Menu boards"]
    host.page.retire(row_of(host.page.card, "Banner set").key)
    assert host.notices[-1] == "In the draft: no longer offered: Banner set"
    assert all(row.mark == "" for row in host.page.card.rows())
    assert "Banner set" not in [row.cells[0].text for row in (*host.page.card.rows(), *host.page.retired_card.rows())]


# Empty, read only


def test_an_empty_list_says_what_it_is_for_and_offers_the_one_step(
    show_page: ShowPage, blank: Path, qtbot: QtBot
) -> None:
    host = show_page(OfferingsPage, blank)
    page = host.page
    assert page.empty.isVisible() and not page.card.isVisible() and not page.add_button.isVisible()
    assert page.count() == 0
    page.focus_first()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton) and focused.text() == "Add the first offering"
    qtbot.keyClick(focused, Qt.Key.Key_Space)
    editor = page.findChild(OfferingEditor)
    editor.name_edit.setText("Anything")
    save(qtbot, editor)
    assert not page.empty.isVisible() and page.add_button.isVisible()
    assert [row.cells[0].text for row in page.card.rows()] == ["Anything"]


def test_a_file_that_may_only_be_read_is_only_looked_at(
    show_page: ShowPage, settled: Path, qtbot: QtBot, in_file: InFile
) -> None:
    host = show_page(OfferingsPage, settled)
    page = host.page
    host.session.book.read_only_because = "Somebody else has it."
    host.take_news()
    before = in_file("SELECT max(seq) FROM change")
    assert not page.add_button.isVisible()
    editor = activate(qtbot, host, page.card, "Menu boards")
    assert not editor.save_button.isVisible()
    assert editor.data_edit.toPlainText().startswith("Final texts and prices")
    editor.reject()
    qtbot.keyClick(page.card.view, Qt.Key.Key_Delete)
    assert in_file("SELECT max(seq) FROM change") == before
    assert host.notices == host.troubles == []


def test_a_version_of_the_past_is_shown_as_it_was(in_force: Any, qtbot: QtBot) -> None:
    page, standing = in_force.page, in_force.standing
    first = standing.versions[0]
    fascia = next(iter(first.agreement.offerings.values()))
    page.open_version()
    write(in_force, fascia.name, lead_time_days=30)
    page.show_version(in_force.standing, first)
    assert not page.add_button.isVisible()
    editor = activate(qtbot, in_force, page.card, fascia.name)
    assert editor.lead_time_edit.text() == str(fascia.lead_time_days)
    assert not editor.save_button.isVisible()
    editor.reject()
