"""The page of the offerings: what it shows, how a change goes into a proposal, what stays as it is meanwhile."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import propose, sign
from desktop.actions.desk import judge, read_desk
from desktop.actions.offerings import save_offering
from desktop.dialogs.offering_editor import OfferingEditor
from desktop.rooms.agreement_offerings import OfferingsPage
from desktop.session import Session
from framework.agreement_versions import State
from framework.catalogue import Offering
from framework.people import Function
from storage.book import Author
from storage.intake import read_deal
from storage.opening import open_book
from widgets.card import PlainLabel
from widgets.rows_card import Row, RowsCard
from widgets.theme import apply

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


def row_of(card: RowsCard, name: str) -> Row:
    return next(row for row in card.rows() if row.cells[0].text == name)


def texts(card: RowsCard, name: str) -> list[str]:
    """The cells of a row, with plain spaces."""
    return [cell.text.replace("\u00a0", " ") for cell in row_of(card, name).cells]


def activate(qtbot: QtBot, host: Any, card: RowsCard, name: str) -> OfferingEditor:
    """Open the editor of an offering by keyboard."""
    card.view.setFocus()
    assert card.set_current(row_of(card, name).key)
    qtbot.keyClick(card.view, Qt.Key.Key_Return)
    editor = host.page.findChildren(OfferingEditor)[-1]
    assert editor.isVisible()
    return editor


def type_lead_time(editor: OfferingEditor, days: int) -> None:
    editor.lead_time_edit.setText(str(days))
    editor.lead_time_edit.setModified(True)


def save(qtbot: QtBot, editor: OfferingEditor) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert not editor.isVisible(), editor.say_label.text()


def write(host: Any, called: str, **fields: Any) -> None:
    """Change an offering of the open version past the page."""
    offering = next(each for each in host.open_one.agreement.offerings.values() if each.name == called)
    session = host.session
    save_offering(
        book=session.book,
        who=session.author,
        digits=2,
        version=host.open_one,
        offering=offering._replace(**fields),
    )


def let_go(host: Any, name: str) -> None:
    """Let every deal for an offering be for nothing in the catalogue."""
    session = host.session
    with session.book.change("Other offerings", who=session.author) as change:
        for (deal,) in session.book.rows(
            "SELECT d.id FROM deal d JOIN offering o ON o.id = d.offering_id WHERE o.name = ?", (name,)
        ):
            change.update("deal", deal, {"offering_id": None})


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


def sign_for_both(host: Any, starts_on: date | None = None) -> None:
    """Ana proposes what is open, Ben signs it: it is in force today, or from a day on."""
    session = host.session
    people = {person.name: Author(person.id, person.name) for person in session.business.people}
    given: dict[str, Any] = {"book": session.book, "people": session.business.people, "today": session.today}
    propose(**given, who=people["Ana"], standing=host.standing, version=host.open_one, why="", starts_on=starts_on)
    sign(**given, who=people["Ben"], standing=host.standing, version=host.open_one, side=Function.OPERATIONS)
    host.take_news()


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


# Room for everything


@pytest.fixture
def sixty(show_page: ShowPage, settled: Path) -> Any:
    """A page of 60 offerings with long names and several options."""
    with open_book(settled) as book:
        session = Session(book)
        host = show_page(OfferingsPage, settled)
        host.page.open_version()
        version = host.open_one
        with book.change("Sixty", who=session.author) as change:
            for number in range(52):
                name = f"Werbeanlagenmontage Nummer {number}" + " mit langem Namen" * (number % 4)
                key = change.add("offering", {"name": name, "position": 100 + number})
                change.add(
                    "offering_terms",
                    {
                        "agreement_id": version.id,
                        "offering_id": key,
                        "position": 100 + number,
                        "lead_time_days": number,
                        "list_price_minor": 123_456_789,
                        "unit_cost_minor": 100_000_000,
                        "options": "\n".join(f"Option {each}" for each in range(number % 5)),
                    },
                )
        host.session.catch_up()
    return host


def test_sixty_offerings_are_reached_by_keyboard_and_stay_in_sight(sixty: Any, qtbot: QtBot) -> None:
    page = sixty.page
    assert page.count() == 60
    qtbot.waitUntil(lambda: sixty.verticalScrollBar().maximum() > sixty.height())
    page.focus_first()
    qtbot.keyClick(page.card.view, Qt.Key.Key_End)
    assert page.card.current_key() == page.card.rows()[-1].key
    QApplication.processEvents()
    rect = page.card.view.rect_of_current()
    top = page.card.view.mapTo(sixty.viewport(), rect.topLeft()).y()
    assert top >= 0 and top + rect.height() <= sixty.viewport().height()


class Longer(QTranslator):
    """Every text half as long again, as German would be."""

    def translate(self, _context: str, text: str, *_more: Any) -> str:
        """Return `text` with half its length put after it."""
        return text + "ä" * (len(text.replace("{", "").replace("}", "")) // 2)

    def isEmpty(self) -> bool:
        """It knows every text."""
        return False


@pytest.fixture(params=["plain", "longer", "mirrored", "dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication, light: None) -> Iterator[str]:
    """One way in which all of it may look."""
    translator = Longer()
    if request.param == "longer":
        QCoreApplication.installTranslator(translator)
    elif request.param == "mirrored":
        qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    elif request.param == "dark":
        apply(qapp, "dark")
    yield request.param
    QCoreApplication.removeTranslator(translator)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    apply(qapp, "light")


@pytest.mark.parametrize("width", [780, 1040])
def test_nothing_is_cut_off_however_it_looks(look: str, sixty: Any, width: int, qtbot: QtBot) -> None:
    sixty.resize(width, 600)
    QApplication.processEvents()
    page = sixty.page
    assert page.width() <= width
    assert too_narrow(page) == []
    dark = sixty.grab().toImage().pixelColor(2, 2).lightness() < 128
    assert dark == (look == "dark")
    mirrored = page.add_button.mapTo(page, QPoint(0, 0)).x() < page.width() // 2
    assert mirrored == (look == "mirrored")
    editor = activate(qtbot, sixty, page.card, "Menu boards")
    QApplication.processEvents()
    assert editor.height() <= 640
    assert too_narrow(editor) == []
    editor.reject()


def too_narrow(top: QWidget) -> list[str]:
    """Return labels and buttons that are narrower than their words."""
    found = []
    for widget in (each for each in top.findChildren(QWidget) if each.isVisible()):
        if isinstance(widget, PlainLabel):
            needed = 0 if widget.wordWrap() else widget.minimumSizeHint().width()
        elif isinstance(widget, QAbstractButton) and widget.text():
            needed = widget.fontMetrics().horizontalAdvance(widget.text().replace("&&", "&")) + 8
        else:
            continue
        if widget.width() < needed:
            found.append(widget.text())
    return found


def test_every_control_has_a_name(in_force: Any, qtbot: QtBot) -> None:
    page = in_force.page
    editor = activate(qtbot, in_force, page.card, "Menu boards")
    for top in (page, editor):
        for widget in top.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name), widget
    editor.reject()


def test_names_are_shown_as_they_were_typed(proposal: Any, qtbot: QtBot) -> None:
    write(proposal, "Menu boards", name="<b>Menu</b> & boards")
    editor = activate(qtbot, proposal, proposal.page.card, "<b>Menu</b> & boards")
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in editor.findChildren(PlainLabel) if label.text()
    )
    editor.reject()
