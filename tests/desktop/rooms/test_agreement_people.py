"""The page of the people: who works here and who has left, worked by mouse and keyboard; "Acting as" follows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.actions.agreement import read_standing
from desktop.actions.people import PersonFields, let_leave, save_person
from desktop.dialogs.leaving import LeavingEditor
from desktop.dialogs.person_editor import PersonEditor
from desktop.rooms.agreement_people import PeoplePage
from desktop.session import Session
from desktop.window import Window
from storage.book import Author
from storage.keys import new_id
from storage.opening import open_book
from storage.people import read_members
from tests.desktop.conftest import TODAY
from widgets.rows_card import RowsCard

BEN = Author("", "Ben")


@pytest.fixture
def session(sample: Path, light: None) -> Iterator[Session]:
    """The sample business with Cleo, who sells, and Dirk, who has left; open without a window."""
    opened = Session(open_book(sample), today=TODAY)
    for name in ("Cleo", "Dirk"):
        fields = PersonFields(name, sells=True, delivers=name == "Dirk")
        save_person(book=opened.book, who=BEN, member=None, fields=fields)
    let_leave(book=opened.book, who=BEN, member=read_members(opened.book)[-1], on=TODAY)
    yield opened
    opened.close()


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Callable[..., PeoplePage]]:
    """A function that shows the page as the room does: on a page that scrolls."""

    made: list[QScrollArea] = []

    def make(session: Session, width: int = 1000) -> PeoplePage:
        area = QScrollArea()
        made.append(area)
        page = PeoplePage(session)
        area.setWidgetResizable(True)
        area.setWidget(page)
        area.resize(width, 500)
        standing = read_standing(session.book, session.digits, session.today)
        assert standing.in_force is not None
        page.show_version(standing, standing.in_force)
        area.show()
        area.activateWindow()
        qtbot.waitUntil(area.isActiveWindow)
        page.focus_first()
        return page

    yield make
    for area in made:
        area.close()
        area.deleteLater()


@pytest.fixture
def page(session: Session, show: Callable[..., PeoplePage]) -> PeoplePage:
    """The page on those four people."""
    return show(session)


def texts(card: RowsCard) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in card.rows()]


def key_of(page: PeoplePage, name: str) -> str:
    (found,) = [row.key for card in page.cards for row in card.rows() if row.cells[0].text == name]
    return found


def editor(page: PeoplePage) -> PersonEditor:
    (found,) = [each for each in page.findChildren(PersonEditor) if each.isVisible()]
    return found


def test_who_works_here_stands_over_who_has_left(page: PeoplePage) -> None:
    assert page.count() == 3
    assert texts(page.here_card) == [
        ("Ana", "Sales", "Leads Sales · Owner"),
        ("Ben", "Operations", "Leads Operations"),
        ("Cleo", "Sales", ""),
    ]
    assert texts(page.left_card) == [("Dirk", "Sales · Operations", "Mon 23 Nov 2026")]
    assert [row.cells[0].colour for row in page.here_card.rows()] == ["sales", "operations", "sales"]
    assert page.left_card.rows()[0].say == "Dirk, left on Mon 23 Nov 2026"


def test_where_nobody_has_left_nothing_is_said_of_it(
    sample: Path, light: None, show: Callable[..., PeoplePage]
) -> None:
    session = Session(open_book(sample), today=TODAY)
    page = show(session)
    assert page.here_card.isVisible() and not page.left_card.isVisible() and not page.empty.isVisible()
    session.close()


def test_an_owner_who_does_neither_is_told_as_owner(session: Session, page: PeoplePage) -> None:
    eva = PersonFields("Eva", sells=False, delivers=False, owner=True)
    both = PersonFields("Finn", sells=True, delivers=True, leads=True)
    for fields in (eva, both):
        save_person(book=session.book, who=BEN, member=None, fields=fields)
    page.refresh()
    assert texts(page.here_card)[-2:] == [
        ("Eva", "neither side", "Owner"),
        ("Finn", "Sales · Operations", "Leads both"),
    ]
    assert page.here_card.rows()[-2].cells[0].colour == "owner"


def test_somebody_is_added_by_keyboard(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    qtbot.keyClick(page.add_button, Qt.Key.Key_Space)
    dialog = editor(page)
    qtbot.keyClicks(dialog.name_edit, "Emma")
    qtbot.keyClick(dialog.delivers_box, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        qtbot.keyClick(dialog.name_edit, Qt.Key.Key_Return)
    assert told.args == ["Added Emma.", True] and page.count() == 4
    assert texts(page.here_card)[-1] == ("Emma", "Operations", "")
    qtbot.waitUntil(page.here_card.view.hasFocus, timeout=1000)
    assert page.here_card.current_key() == key_of(page, "Emma")


def test_a_row_goes_over_with_the_keyboard_on_it(qtbot: QtBot, session: Session, page: PeoplePage) -> None:
    page.here_card.set_current(key_of(page, "Cleo"))
    qtbot.keyClick(page.here_card.view, Qt.Key.Key_Return)
    assert editor(page).windowTitle() == "Cleo"
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        editor(page).ask_day()
        page.findChildren(LeavingEditor)[0].accept()
    assert told.args == ["Cleo has left.", True]
    assert [words[0] for words in texts(page.left_card)] == ["Cleo", "Dirk"] and page.count() == 2
    qtbot.waitUntil(page.left_card.view.hasFocus, timeout=1000)
    assert page.left_card.current_key() == key_of(page, "Cleo")


def test_delete_removes_somebody_nothing_names_and_says_why_it_does_not(
    qtbot: QtBot, session: Session, page: PeoplePage
) -> None:
    page.here_card.set_current(key_of(page, "Cleo"))
    with qtbot.waitSignal(page.notice_given, timeout=1000) as told:
        qtbot.keyClick(page.here_card.view, Qt.Key.Key_Delete)
    assert told.args == ["Deleted Cleo.", True] and page.count() == 2
    assert session.book.undo_label == "Delete: Cleo"
    page.here_card.set_current(key_of(page, "Ana"))
    with qtbot.waitSignal(page.trouble_met, timeout=1000) as met:
        qtbot.keyClick(page.here_card.view, Qt.Key.Key_Delete)
    assert met.args[0].say.startswith("Ana can't be deleted: 64 deals name them, they signed")
    assert page.count() == 2


def test_a_file_for_reading_can_be_read_and_not_changed(
    qtbot: QtBot, session: Session, show: Callable[..., PeoplePage]
) -> None:
    session.book.read_only_because = "Only for looking."
    page = show(session)
    assert not page.add_button.isVisible() and page.here_card.view.hasFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Delete):
        qtbot.keyClick(page.here_card.view, key)
    page.edit(key_of(page, "Cleo"))
    with qtbot.assertNotEmitted(page.trouble_met):
        page.remove(key_of(page, "Cleo"))
    page.add()
    assert not any(card.view.is_activatable() for card in page.cards)
    assert page.findChildren(PersonEditor) == [] and page.count() == 3


def test_up_and_down_go_from_one_card_to_the_other(qtbot: QtBot, page: PeoplePage) -> None:
    page.here_card.set_current(key_of(page, "Cleo"))
    qtbot.keyClick(page.here_card.view, Qt.Key.Key_Down)
    assert page.left_card.view.hasFocus() and page.left_card.current_key() == key_of(page, "Dirk")


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize("width", [800, 1056])
def test_thirty_people_with_long_names_stay_within_the_page(
    session: Session, show: Callable[..., PeoplePage], width: int, direction: Qt.LayoutDirection
) -> None:
    name = "Aikaterini Papadopoulou-Schwarzenbergerstein"
    with session.book.change("Many people", who=BEN) as change:
        rows = [{"id": new_id(), "name": f"{name} {number}", "sells": True, "owner": True} for number in range(30)]
        change.add_many("person", rows)
    page = show(session, width)
    page.setLayoutDirection(direction)
    QApplication.processEvents()
    assert page.count() == 33
    assert page.width() <= width and page.minimumSizeHint().width() <= width
    view = page.here_card.view
    assert view.height() == view.heightForWidth(view.width())


def test_in_the_window_acting_as_follows(sample: Path, sample_window: Window) -> None:
    sample_window.show_room("agreement")
    room = sample_window.rooms["agreement"]
    room.show_page("people")  # type: ignore[attr-defined]
    page = room.pages["people"]  # type: ignore[attr-defined]
    assert isinstance(page, PeoplePage) and sample_window.session is not None
    session = sample_window.session
    page.edit(key_of(page, "Ana"))
    dialog = editor(page)
    dialog.name_edit.setText("Ana Lima")
    dialog.accept()
    assert sample_window.rail.acting_button.accessibleName() == "Acting as Ana Lima · Sales"
    assert texts(page.here_card)[0][0] == "Ana Lima" and session.author.name == "Ana Lima"
    assert sample_window.notice_bar.text() == "Changed Ana Lima."
    sample_window.notice_bar.action_button.click()
    assert texts(page.here_card)[0][0] == "Ana"
    with open_book(sample) as other:
        fields = PersonFields("Cleo", sells=True, delivers=False)
        save_person(book=other, who=BEN, member=None, fields=fields)
    session.catch_up()
    assert page.count() == 3 and texts(page.here_card)[-1][0] == "Cleo"
