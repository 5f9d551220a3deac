"""The dialog that begins a health check: who, which form, own statements, and what it says honestly."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.actions.health import OwnStatement, begin_check, call_off_check
from desktop.actions.people import PersonFields, save_person
from desktop.dialogs.begin_health_check import BeginHealthCheck
from desktop.dialogs.print_health_form import PrintHealthForm
from desktop.session import Session
from framework.health import Area
from storage.book import Author
from storage.health import running_check
from storage.opening import open_book
from tests.desktop.conftest import TODAY


@pytest.fixture
def session(blank: Path, light: None) -> Iterator[Session]:
    session = Session(open_book(blank), today=TODAY)
    yield session
    session.close()


@pytest.fixture
def begin(session: Session, qtbot: QtBot) -> Callable[..., BeginHealthCheck]:
    def show(*, short: bool = False) -> BeginHealthCheck:
        editor = BeginHealthCheck(session, short=short)
        qtbot.addWidget(editor)
        editor.open()
        return editor

    return show


def test_everybody_is_ticked_and_both_forms_say_how_long_they_take(begin: Callable[..., BeginHealthCheck]) -> None:
    editor = begin()
    assert [person.name for person in editor.people()] == ["Ana", "Ben"]
    assert editor.long_button.text() == "Long form: 38 statements, 30 to 40 minutes for each person"
    assert editor.short_button.text() == "Short form: 10 statements, about 5 minutes for each person"
    assert editor.long_button.isChecked() and begin(short=True).short_button.isChecked()
    assert editor.traced_label.text().startswith("Fewer than five people of Sales and Operations are asked.")


def test_somebody_of_each_function_has_to_be_asked(begin: Callable[..., BeginHealthCheck], session: Session) -> None:
    editor = begin()
    editor.ticks.box(session.business.people[1].id).click()
    editor.accept()
    assert editor.isVisible() and "who sells and one who delivers" in editor.say_label.text()
    assert running_check(session.book) is None


def test_who_sells_and_delivers_counts_for_both(begin: Callable[..., BeginHealthCheck], session: Session) -> None:
    save_person(book=session.book, who=Author(), member=None, fields=PersonFields("Cem", True, True))
    editor = begin()
    editor.ticks.set_ticked([person.id for person in session.business.people if person.name == "Cem"])
    editor.accept()
    check = running_check(session.book)
    assert check is not None and [each.person.name for each in check.asked] == ["Cem"]


def test_with_five_of_each_side_only_means_are_promised(
    begin: Callable[..., BeginHealthCheck], session: Session
) -> None:
    for number in range(4):
        fields = PersonFields(f"Both {number}", True, True)
        save_person(book=session.book, who=Author(), member=None, fields=fields)
    editor = begin()
    assert "only their means are shown" in editor.traced_label.text()
    editor.ticks.box(session.business.people[0].id).click()
    assert editor.traced_label.text().startswith("Fewer than five people of Sales are asked.")


def test_own_statements_are_added_taken_out_and_there_again_next_time(
    begin: Callable[..., BeginHealthCheck], session: Session
) -> None:
    editor = begin(short=True)
    for say in ("The coffee is good", "We shout", ""):
        editor.add_statement()
        editor.own_rows[-1].say_edit.setText(say)
    assert editor.short_button.text().startswith("Short form: 12 statements")
    editor.own_rows[1].area_box.choose(str(Area.TONE))
    editor.own_rows[1].bad_box.setChecked(True)
    editor.accept()
    assert editor.isVisible() and "take its line out" in editor.say_label.text()
    editor.own_rows[2].cross.click()
    editor.accept()
    check = running_check(session.book)
    assert check is not None
    own = [(each.say, each.area, each.reversed) for each in check.statements if each.own]
    assert own == [("We shout", Area.TONE, True), ("The coffee is good", None, False)]
    call_off_check(book=session.book, who=Author(), check=check)
    again = begin()
    assert [row.say_edit.text() for row in again.own_rows] == ["We shout", "The coffee is good"]
    assert again.own_rows[0].bad_box.isChecked() and again.own_rows[0].area_box.currentData() == "tone"


def test_a_check_that_was_begun_elsewhere_is_told(begin: Callable[..., BeginHealthCheck], session: Session) -> None:
    editor = begin()
    begin_check(book=session.book, who=Author(), people=session.business.people, short=True)
    editor.accept()
    assert editor.isVisible() and "runs already" in editor.say_label.text()


def test_the_form_is_printed_for_one_of_those_who_are_asked(session: Session, qtbot: QtBot) -> None:
    free = PrintHealthForm(session, None)
    qtbot.addWidget(free)
    assert [free.form_box.itemData(at) for at in range(free.form_box.count())] == ["long", "short"]
    free.form_box.choose("short")
    assert "10 statements" in free.form_box.currentText() and "Operations" not in free.paper().title
    own = [OwnStatement("The coffee is good", None)]
    begin_check(book=session.book, who=Author(), people=session.business.people, short=True, own=own)
    page = PrintHealthForm(session, running_check(session.book))
    qtbot.addWidget(page)
    page.person_box.choose("Ben")
    paper = page.paper()
    assert paper.title.endswith("Ben") and "The coffee is good" in "".join(paper.units)
    assert page.form_box.count() == 1
    assert any("under a word of their own" in label.text() for label in page.findChildren(QLabel))
