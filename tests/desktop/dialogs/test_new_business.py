"""Beginning a business: what is missing is asked for, what can't be made is said, and what was typed stays."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.new_business import NewBusiness, file_stem
from storage.business import read_business
from storage.opening import open_book
from widgets.card import PlainLabel
from widgets.people_edit import PersonEntry

TODAY = date(2026, 11, 23)
ANA = PersonEntry("Ana", sells=True, leads=True, owner=True)
BEN = PersonEntry("Ben", delivers=True, leads=True)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path, light: None) -> Iterator[NewBusiness]:
    # The dialog frees itself when it is closed, so its parent is what is handed over.
    parent = QWidget()
    qtbot.addWidget(parent)
    made = NewBusiness(tmp_path, parent, today=TODAY)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    for left in parent.findChildren(NewBusiness):
        left.close()


def fill(dialog: NewBusiness) -> None:
    dialog.name_edit.setText("Mill & Sons")
    dialog.people.set_people((ANA, BEN))


def retype(qtbot: QtBot, edit: QWidget, text: str) -> None:
    edit.selectAll()
    qtbot.keyClicks(edit, text)


def in_view(dialog: NewBusiness, part: QWidget) -> bool:
    port = dialog.page_area.viewport()
    return all(port.rect().contains(part.mapTo(port, corner)) for corner in (QPoint(0, 0), part.rect().bottomRight()))


def test_the_page_says_that_a_draft_follows(dialog: NewBusiness) -> None:
    words = [label.text() for label in dialog.findChildren(PlainLabel) if label.isVisible()]
    assert (
        "You begin with the usual rules of your trade as a draft. "
        "Then each side marks it apart, you settle the differences, and both sign."
    ) in words


def test_three_names_by_keyboard_are_enough(qtbot: QtBot, dialog: NewBusiness, tmp_path: Path) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), "Mill & Sons")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible() and not dialog.people.error(0), "Enter in a name only goes on"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    for name in ("Ana", "Ben"):
        qtbot.keyClicks(QApplication.focusWidget(), name)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is dialog.people.add_button
    dialog.means.opens_edit.setFocus()
    with qtbot.waitSignal(dialog.business_created) as told:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args == [tmp_path / "Mill & Sons.handshake"]
    with open_book(told.args[0]) as book:
        assert [tuple(row) for row in book.rows("SELECT weekdays, opens, closes FROM business")] == [
            ("01234", "09:00", "17:00")
        ]


def test_tab_goes_down_the_page(dialog: NewBusiness) -> None:
    heard = []
    for _stop in range(25):
        held = QApplication.focusWidget()
        assert held is not None
        heard.append(held.accessibleName() or held.text())
        dialog.focusNextPrevChild(True)
    people = [
        f"{who}{what}"
        for who in ("Person 1", "Person 2")
        for what in (", sells", ", delivers", ", leads", ", owns the business")
    ]
    assert heard == [
        "Name of the business",
        "Print and signage",
        "Name of person 1",
        *people[:4],
        "Remove person 1",
        "Name of person 2",
        *people[4:],
        "Remove person 2",
        "Add a person",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Work begins at",
        "Work ends at",
        "Country",
    ]


def test_what_is_missing_is_asked_for_at_its_field(dialog: NewBusiness, tmp_path: Path) -> None:
    dialog.people.rows[0].name_edit.setText("Ana")
    dialog.means.days_edit.set_value("")
    dialog.accept()
    assert dialog.form.error(dialog.name_edit) == "How is the business called?"
    assert dialog.people.error(0) == ""
    assert dialog.people.error(1) == "Who delivers here? If Ana does both, tick Operations beside that name."
    assert dialog.means.days.error(dialog.means.days_edit) == "Choose at least one day of the week."
    assert QApplication.focusWidget() is dialog.name_edit, "the first that is wrong"
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_nobody_who_owns_is_said_at_the_tick(dialog: NewBusiness, tmp_path: Path) -> None:
    fill(dialog)
    owns = dialog.people.rows[0].ticks["owner"]
    owns.setChecked(False)
    dialog.accept()
    assert dialog.people.error(0) == "Somebody has to own the business: tick Owner for one of you."
    assert QApplication.focusWidget() is owns
    assert list(tmp_path.iterdir()) == []
    dialog.people.rows[1].ticks["owner"].setChecked(True)
    assert dialog.people.error(0) == "", "put right in another line"
    dialog.accept()
    assert not dialog.isVisible()


def test_what_is_put_right_is_no_longer_said(qtbot: QtBot, dialog: NewBusiness) -> None:
    dialog.accept()
    assert dialog.people.error(0) == "Who sells here?"
    qtbot.keyClicks(dialog.name_edit, "M")
    assert dialog.form.error(dialog.name_edit) == ""
    qtbot.keyClicks(dialog.people.rows[0].name_edit, "Ben")
    assert dialog.people.error(0) == ""
    qtbot.keyClicks(dialog.people.rows[1].name_edit, "Ben")
    assert dialog.people.error(1) == "", "nobody is told off while typing"
    dialog.accept()
    assert dialog.people.error(1) == "Two of you are called Ben: tell them apart, such as “Ben K.”."
    assert [person.name for person in dialog.people.people()] == ["Ben", "Ben"]


def test_a_line_that_is_emptied_again_is_not_in_the_way(qtbot: QtBot, dialog: NewBusiness) -> None:
    fill(dialog)
    dialog.people.add_person()
    qtbot.keyClicks(QApplication.focusWidget(), "Cleo")
    dialog.accept()
    assert dialog.people.error(2) == "What does Cleo do here? Tick Sales or Operations."
    dialog.people.rows[2].name_edit.clear()
    assert dialog.people.rows[2].error() == ""
    dialog.accept()
    assert not dialog.isVisible()


def test_the_business_is_made_as_it_was_described(qtbot: QtBot, dialog: NewBusiness, tmp_path: Path) -> None:
    fill(dialog)
    dialog.kinds.choose("it-services")
    dialog.people.set_people((ANA._replace(owner=False), BEN._replace(owner=True), PersonEntry("Cleo", delivers=True)))
    dialog.people.add_person()
    dialog.means.country_box.setCurrentIndex(dialog.means.country_box.findData("CH"))
    dialog.means.hours_edit.set_value(Decimal("62.5"))
    qtbot.mouseClick(dialog.means.days_edit.days[0], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.means.days_edit.days[5], Qt.MouseButton.LeftButton)
    retype(qtbot, dialog.means.opens_edit, "8")
    retype(qtbot, dialog.means.closes_edit, "18.30")
    with qtbot.waitSignal(dialog.business_created) as told:
        dialog.accept()
    path = tmp_path / "Mill & Sons.handshake"
    assert told.args == [path]
    assert not dialog.isVisible()
    with open_book(path) as book:
        business = read_business(book, TODAY)
        assert book.rows("SELECT name, kind, country, currency FROM business") == [
            ("Mill & Sons", "it-services", "CH", "CHF")
        ]
        assert book.rows("SELECT weekly_hundredths FROM crew") == [(6250,)]
        assert book.rows("SELECT state FROM agreement") == [("draft",)], "nothing is in force before both have signed"
    calendar = business.calendar
    assert (calendar.weekdays, calendar.opens, calendar.closes) == ({1, 2, 3, 4, 5}, time(8), time(18, 30))
    assert [(person.name, sorted(person.functions), person.leads, person.owner) for person in business.people] == [
        ("Ana", ["sales"], True, False),
        ("Ben", ["operations"], True, True),
        ("Cleo", ["operations"], False, False),
    ]


def test_one_person_may_do_both_with_the_second_line_left_empty(dialog: NewBusiness) -> None:
    dialog.name_edit.setText("Nook")
    dialog.people.rows[0].name_edit.setText("Ana")
    dialog.people.rows[0].ticks["delivers"].setChecked(True)
    assert [tuple(founder) for founder in dialog.founders()] == [("Ana", True, True, True, True)]
    dialog.accept()
    assert not dialog.isVisible()


def test_what_can_not_be_made_is_said_and_what_was_typed_stays(dialog: NewBusiness, tmp_path: Path) -> None:
    (tmp_path / "Mill & Sons.handshake").write_text("something else", encoding="utf-8")
    fill(dialog)
    dialog.accept()
    assert dialog.isVisible()
    assert "already something called" in dialog.say_label.text()
    assert dialog.say_label.isVisible()
    assert dialog.people.people() == (ANA, BEN)
    dialog.use_place(tmp_path / "Mill")
    dialog.accept()
    assert not dialog.isVisible()
    assert (tmp_path / "Mill.handshake").is_file()
    assert (tmp_path / "Mill & Sons.handshake").read_text(encoding="utf-8") == "something else"


def test_what_is_wrong_and_who_is_new_come_into_view(qtbot: QtBot, dialog: NewBusiness) -> None:
    dialog.resize(500, 420)
    fill(dialog)
    retype(qtbot, dialog.means.closes_edit, "5")
    assert dialog.page_area.verticalScrollBar().value() == 0
    dialog.accept()
    QApplication.processEvents()
    (said,) = [label for label in dialog.findChildren(PlainLabel) if "for the afternoon" in label.text()]
    assert said.height() > 50 and in_view(dialog, said)
    dialog.people.set_people([PersonEntry(f"P{number}", delivers=True) for number in range(29)])
    dialog.people.add_person()
    QApplication.processEvents()
    assert in_view(dialog, dialog.people.rows[29].name_edit)


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_the_fields_keep_their_place_when_the_page_begins_to_scroll(
    qtbot: QtBot, dialog: NewBusiness, direction: Qt.LayoutDirection
) -> None:
    dialog.setLayoutDirection(direction)
    bar = dialog.page_area.verticalScrollBar()

    def place() -> tuple[int, int]:
        edit = dialog.name_edit
        return edit.mapTo(dialog, QPoint()).x(), edit.width()

    dialog.resize(700, 1200)
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    before = place()
    assert before[0] == dialog.width() - before[0] - before[1], "as much air on either side"
    dialog.resize(700, 400)
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QApplication.processEvents()
    assert place() == before


def test_it_fits_on_a_small_screen(dialog: NewBusiness) -> None:
    assert dialog.height() <= dialog.screen().availableGeometry().height()
    assert dialog.minimumSizeHint().height() < 500 and dialog.minimumSizeHint().width() <= 700


def test_the_hours_follow_the_kind(dialog: NewBusiness) -> None:
    seen = set()
    for kind in ("sign-shop", "it-services", "field-service"):
        dialog.kinds.choose(kind)
        seen.add(dialog.means.weekly_hours())
    assert len(seen) > 1


def test_hours_that_are_no_number_are_asked_for_again(qtbot: QtBot, dialog: NewBusiness, tmp_path: Path) -> None:
    fill(dialog)
    retype(qtbot, dialog.means.hours_edit, "many")
    dialog.accept()
    assert dialog.means.figures.error(dialog.means.hours_edit)
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_the_place_follows_the_name_until_it_is_chosen(
    dialog: NewBusiness, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.name_edit.setText("Nook")
    assert dialog.place_edit.text() == str(tmp_path / "Nook.handshake")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(tmp_path / "else"), ""))
    dialog.place_button.click()
    dialog.name_edit.setText("Nook and Cranny")
    assert dialog.path() == tmp_path / "else.handshake"


@pytest.mark.parametrize(
    ("name", "stem"),
    [("Mill & Sons", "Mill & Sons"), ("A/B: C?", "A-B- C-"), ("  .. ", "My business"), ("Käthe\n2", "Käthe-2")],
)
def test_a_name_becomes_one_that_a_file_can_have(name: str, stem: str) -> None:
    assert file_stem(name) == stem
