"""The editor of an offering: what it shows while somebody types, what it keeps, and what it refuses with a sentence."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop.actions.agreement import begin_proposal
from desktop.actions.offerings import save_offering
from desktop.dialogs.offering_editor import OfferingEditor
from desktop.rooms.agreement_offerings import OfferingsPage
from framework.catalogue import Offering
from widgets.theme import theme

ShowPage = Callable[..., Any]
InFile = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def host(show_page: ShowPage, settled: Path) -> Any:
    """The page of the offerings of version 3, with nothing proposed."""
    return show_page(OfferingsPage, settled)


@pytest.fixture
def opened(host: Any, qtbot: QtBot) -> Callable[..., OfferingEditor]:
    """Open the editor of an offering by its name, or of a new one."""

    def open_editor(name: str = "", **more: Any) -> OfferingEditor:
        found = None
        if name:
            known = {**host.session.business.offerings, **host.standing.shown.agreement.offerings}
            if host.standing.open is not None:
                known |= host.standing.open.agreement.offerings
            found = next(offering for offering in known.values() if offering.name == name)
        editor = OfferingEditor(host.page, found, **more)
        editor.saved.connect(host.notices.append)
        editor.open()
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        return editor

    return open_editor


def write(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    """Type `text` over what stands in `edit`."""
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)


def save(qtbot: QtBot, editor: OfferingEditor) -> None:
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)


def margin(editor: OfferingEditor) -> str:
    """The line about the margin, with plain spaces."""
    return editor.margin_label.text().replace("\u00a0", " ")


def changes(in_file: InFile) -> int:
    return int(in_file("SELECT max(seq) FROM change")[0][0])


def test_it_shows_what_the_version_says(opened: Any) -> None:
    editor = opened("Illuminated fascia")
    assert editor.windowTitle() == "Illuminated fascia"
    assert [edit.text() for edit in (editor.name_edit, editor.lead_time_edit, editor.price_edit, editor.cost_edit)] == [
        "Illuminated fascia",
        "15",
        "7000",
        "4690",
    ]
    assert [edit.text() for edit in editor.hours_edits.values()] == ["34"]
    assert editor.data_edit.toPlainText().startswith("Final artwork in vector form\nExact sizes")
    assert margin(editor) == "Margin at list price: 33 %"
    assert editor.remove_button is not None and editor.remove_button.text() == "No longer offer it"
    assert "0: all the work is done on the promised day" in editor.lead_time_edit.accessibleDescription()
    editor.reject()


def test_the_margin_follows_while_somebody_types(opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    write(qtbot, editor.cost_edit, "3500")
    assert margin(editor) == "Margin at list price: 50 %"
    assert editor.margin_label.foreground() == theme().muted
    write(qtbot, editor.cost_edit, "5600")
    assert margin(editor) == ("Margin at list price: 20 %, under the 30 % down to which Sales may promise")
    assert editor.margin_label.foreground() == theme().zone("ASK").ink
    write(qtbot, editor.price_edit, "")
    assert margin(editor) == "Margin at list price: known once there are a price and a cost."
    write(qtbot, editor.price_edit, "7000,5")
    write(qtbot, editor.cost_edit, "4690")
    assert "known once" in margin(editor), "what can't be read is no price"
    editor.reject()


def test_a_margin_just_under_the_limit_is_not_rounded_up_to_it(opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    write(qtbot, editor.cost_edit, "4901")
    assert margin(editor).startswith("Margin at list price: 29.99 %, under the 30 %")
    editor.reject()


def test_a_change_begins_a_proposal_and_leaves_what_is_in_force(host: Any, opened: Any, qtbot: QtBot) -> None:
    before = host.in_force
    editor = opened("Illuminated fascia")
    assert editor.save_button.text() == "Put it into the proposal"
    write(qtbot, editor.lead_time_edit, "18")
    write(qtbot, next(iter(editor.hours_edits.values())), "36.5")
    write(qtbot, editor.price_edit, "7250.50")
    editor.options_edit.setPlainText("Dimmer\n\n  RAL   colour ")
    with qtbot.waitSignal(host.page.proposal_begun, timeout=2000):
        save(qtbot, editor)
    key = next(iter(before.agreement.offerings))
    found = host.open_one.agreement.offerings[key]
    assert (found.lead_time_days, list(found.hours.values()), found.list_price, found.options) == (
        18,
        [Decimal("36.5")],
        Decimal("7250.50"),
        ("Dimmer", "RAL colour"),
    )
    assert found.data_needed == before.agreement.offerings[key].data_needed
    assert host.in_force == before
    assert host.notices == ["In the proposal: Illuminated fascia"]


def test_closing_without_a_change_begins_nothing(host: Any, opened: Any, qtbot: QtBot, in_file: InFile) -> None:
    before = changes(in_file)
    save(qtbot, opened("Illuminated fascia"))
    opened("Illuminated fascia").reject()
    assert changes(in_file) == before
    assert host.standing.open is None
    assert host.notices == []


@pytest.mark.parametrize("field", ["lead_time_edit", "price_edit", "cost_edit"])
@pytest.mark.parametrize("text", ["soon", "-3", "1,2,3"])
def test_a_wrong_number_keeps_what_was_typed_and_nothing_else(
    host: Any, opened: Any, qtbot: QtBot, in_file: InFile, field: str, text: str
) -> None:
    before = changes(in_file)
    editor = opened("Illuminated fascia")
    write(qtbot, getattr(editor, field), text)
    save(qtbot, editor)
    edit = getattr(editor, field)
    assert editor.isVisible() and edit.text() == text
    assert edit.error() and edit.property("invalid") == "true"
    assert editor.focusWidget() is edit
    assert changes(in_file) == before and host.standing.open is None
    write(qtbot, edit, "21")
    assert not edit.error(), "it sees at once that it is put right"
    save(qtbot, editor)
    assert not editor.isVisible()
    assert host.open_one is not None


def test_a_lead_time_is_whole_days(opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    write(qtbot, editor.lead_time_edit, "1.5")
    save(qtbot, editor)
    assert editor.lead_time_edit.error() == "Please write a whole number."
    editor.reject()


def test_nothing_known_stays_nothing(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    for edit in (editor.lead_time_edit, *editor.hours_edits.values(), editor.price_edit, editor.cost_edit):
        write(qtbot, edit, "")
    save(qtbot, editor)
    found = next(iter(host.open_one.agreement.offerings.values()))
    assert (found.lead_time_days, found.hours, found.list_price, found.unit_cost) == (None, {}, None, None)


def test_a_name_there_must_be_and_it_must_be_free(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened()
    assert (editor.windowTitle(), editor.remove_button) == ("New offering", None)
    save(qtbot, editor)
    assert editor.form.error(editor.name_edit) == "An offering needs a name."
    write(qtbot, editor.name_edit, "menu BOARDS")
    save(qtbot, editor)
    assert editor.form.error(editor.name_edit) == ""
    assert editor.say_label.text() == "There is an offering called “menu BOARDS” already. Change that one."
    assert host.standing.open is None, "no empty proposal is left behind"
    write(qtbot, editor.name_edit, "Site survey")
    save(qtbot, editor)
    assert "Site survey" in [offering.name for offering in host.open_one.agreement.offerings.values()]


def test_each_crew_has_its_hours(host: Any, qtbot: QtBot, in_file: InFile) -> None:
    session = host.session
    with session.book.change("A second crew", who=session.author) as change:
        fitters = change.add("crew", {"name": "Fitters & co", "weekly_hundredths": 8000, "position": 1})
    offering = next(iter(host.in_force.agreement.offerings.values()))
    editor = OfferingEditor(host.page, offering)
    editor.open()
    labels = [edit.accessibleName() for edit in editor.hours_edits.values()]
    assert labels == ["Hours per unit, Workshop", "Hours per unit, Fitters & co"]
    write(qtbot, editor.hours_edits[fitters], "6")
    save(qtbot, editor)
    assert host.open_one.agreement.offerings[offering.id].hours == {**offering.hours, fitters: Decimal(6)}


def test_money_has_the_digits_of_its_currency(host: Any, qtbot: QtBot) -> None:
    session = host.session
    with session.book.change("Yen", who=session.author) as change:
        change.update("business", session.book.row("SELECT id FROM business")[0], {"currency": "JPY"})
    host.take_news()
    editor = OfferingEditor(host.page, None)
    editor.open()
    write(qtbot, editor.name_edit, "Site survey")
    write(qtbot, editor.price_edit, "1500.5")
    save(qtbot, editor)
    assert editor.price_edit.error()
    write(qtbot, editor.price_edit, "1500")
    save(qtbot, editor)
    assert not editor.isVisible()
    assert in_minor(host) == 1500


def in_minor(host: Any) -> int:
    found = host.session.book.row(
        "SELECT t.list_price_minor FROM offering_terms t JOIN offering o ON o.id = t.offering_id "
        "WHERE o.name = 'Site survey'"
    )
    return int(found[0])


# Taking away


def test_what_open_deals_name_stays_and_the_sentence_says_which(
    host: Any, opened: Any, qtbot: QtBot, in_file: InFile
) -> None:
    before = changes(in_file)
    editor = opened("Illuminated fascia")
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    said = editor.say_label.text()
    assert editor.isVisible() and "open deals are for “Illuminated fascia” (" in said
    refs = {ref for (ref,) in in_file("SELECT ref FROM deal WHERE stage NOT IN ('delivered', 'lost')")}
    assert said.partition("(")[2].partition(",")[0].partition(")")[0].rstrip("…") in refs
    assert changes(in_file) == before and host.standing.open is None
    editor.reject()


def test_what_nobody_needs_is_no_longer_offered(host: Any, opened: Any, qtbot: QtBot) -> None:
    let_go(host, "Menu boards")
    before = host.in_force
    editor = opened("Menu boards")
    qtbot.mouseClick(editor.remove_button, Qt.MouseButton.LeftButton)
    assert "Menu boards" not in [offering.name for offering in host.open_one.agreement.offerings.values()]
    assert host.in_force == before
    assert host.notices == ["In the proposal: no longer offered: Menu boards"]


def let_go(host: Any, name: str) -> None:
    """Let every open deal for an offering be for nothing in the catalogue."""
    session = host.session
    with session.book.change("Other offerings", who=session.author) as change:
        for (deal,) in session.book.rows(
            "SELECT d.id FROM deal d JOIN offering o ON o.id = d.offering_id WHERE o.name = ?", (name,)
        ):
            change.update("deal", deal, {"offering_id": None})


# Two at once, and files that are only read


def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unseen(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    write(qtbot, editor.lead_time_edit, "18")
    session = host.session
    begin_proposal(book=session.book, who=session.author, standing=host.standing)
    offering = next(iter(host.open_one.agreement.offerings.values()))
    theirs = offering._replace(lead_time_days=25)
    save_offering(book=session.book, who=session.author, digits=2, version=host.open_one, offering=theirs)
    save(qtbot, editor)
    assert "changed in the meantime" in editor.say_label.text()
    assert editor.lead_time_edit.text() == "18" and editor.isVisible()
    assert host.open_one.agreement.offerings[offering.id] == theirs
    save(qtbot, editor)
    assert host.open_one.agreement.offerings[offering.id].lead_time_days == 18
    assert not editor.isVisible()


def test_a_file_that_may_only_be_read_can_be_looked_at(host: Any, opened: Any, qtbot: QtBot) -> None:
    host.session.book.read_only_because = "Somebody else has it."
    editor = opened("Illuminated fascia")
    assert not editor.save_button.isVisible() and editor.remove_button is None
    assert all(edit.isReadOnly() for edit in (editor.name_edit, editor.lead_time_edit, editor.options_edit))
    qtbot.keyClicks(editor.name_edit, "x")
    assert editor.name_edit.text() == "Illuminated fascia"
    editor.reject()


def test_the_keyboard_goes_through_all_of_it_and_enter_keeps_it(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    visited = []
    for _each in range(9):
        visited.append(editor.focusWidget().accessibleName() or editor.focusWidget().text())
        editor.focusNextPrevChild(True)
    assert visited == [
        "Name",
        "Standard lead time, in working days",
        "Hours per unit",
        "List price per unit",
        "Cost per unit",
        "Options that may be sold without asking",
        "What Operations needs before it can start",
        *visited[7:],
    ]
    assert {"Put it into the proposal", "No longer offer it"} & set(visited[7:])
    write(qtbot, editor.lead_time_edit, "16")
    qtbot.keyClick(editor.lead_time_edit, Qt.Key.Key_Return)
    assert next(iter(host.open_one.agreement.offerings.values())).lead_time_days == 16


def test_a_closed_editor_is_freed(host: Any, opened: Any, qtbot: QtBot) -> None:
    editor = opened("Illuminated fascia")
    assert host.page.findChildren(OfferingEditor) == [editor]
    editor.reject()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert host.page.findChildren(OfferingEditor) == []
    assert not isValid(editor)


def test_a_name_with_markup_is_shown_as_typed(host: Any, qtbot: QtBot) -> None:
    editor = OfferingEditor(host.page, Offering("", "<b>Bold</b> & Co")._replace(id="x", draft=True))
    editor.open()
    assert editor.windowTitle() == "<b>Bold</b> & Co"
    assert editor.remove_button is not None and editor.remove_button.text() == "Delete"
    editor.reject()
