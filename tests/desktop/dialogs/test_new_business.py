"""Beginning a business: what is missing is asked for, what can't be made is said, and what was typed stays."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.dialogs.new_business import NewBusiness, file_stem
from desktop.dialogs.places import countries, currencies
from storage.business import read_business
from storage.opening import open_book

TODAY = date(2026, 11, 23)


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> Iterator[NewBusiness]:
    # The dialog frees itself when it is closed, so its parent is what is handed over.
    parent = QWidget()
    qtbot.addWidget(parent)
    made = NewBusiness(tmp_path, parent, today=TODAY)
    made.open()
    yield made
    for left in parent.findChildren(NewBusiness):
        left.close()


def fill(dialog: NewBusiness) -> None:
    dialog.name_edit.setText("Mill & Sons")
    dialog.seller_edit.setText("Ana")
    dialog.deliverer_edit.setText("Ben")


def choose(dialog: NewBusiness, country: str) -> None:
    dialog.country_box.setCurrentIndex(dialog.country_box.findData(country))


def test_what_is_missing_is_asked_for_at_its_field(dialog: NewBusiness, tmp_path: Path) -> None:
    dialog.seller_edit.setText("Ana")
    dialog.accept()
    assert dialog.form.error(dialog.name_edit) == "How is the business called?"
    assert dialog.form.error(dialog.seller_edit) == ""
    assert dialog.form.error(dialog.deliverer_edit) == "Who delivers here?"
    assert dialog.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_the_business_is_made_as_it_was_described(qtbot: QtBot, dialog: NewBusiness, tmp_path: Path) -> None:
    fill(dialog)
    dialog.kinds.choose("it-services")
    dialog.owner_box.setCurrentIndex(dialog.owner_box.findText("Ben"))
    choose(dialog, "CH")
    dialog.hours_edit.set_value(Decimal("62.5"))
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
    ana, ben = business.people
    assert [(person.name, sorted(person.functions), person.leads, person.owner) for person in (ana, ben)] == [
        ("Ana", ["sales"], True, False),
        ("Ben", ["operations"], True, True),
    ]


@pytest.mark.parametrize(("choice", "owners"), [("seller", [True, False]), ("both", [True, True])])
def test_the_owner_is_who_was_chosen(dialog: NewBusiness, choice: str, owners: list[bool]) -> None:
    fill(dialog)
    dialog.owner_box.setCurrentIndex(dialog.owner_box.findData(choice))
    assert [founder.owner for founder in dialog.founders()] == owners


def test_the_choice_of_owner_stays_while_names_are_typed(dialog: NewBusiness) -> None:
    dialog.owner_box.setCurrentIndex(dialog.owner_box.findData("both"))
    fill(dialog)
    assert dialog.owner_box.currentData() == "both"
    assert [dialog.owner_box.itemText(row) for row in range(3)] == ["Ana", "Ben", "Both of them"]


def test_one_person_may_do_both(dialog: NewBusiness) -> None:
    fill(dialog)
    dialog.same_check.setChecked(True)
    assert not dialog.deliverer_edit.isEnabled()
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
    assert dialog.seller_edit.text() == "Ana"
    dialog.use_place(tmp_path / "Mill")
    dialog.accept()
    assert not dialog.isVisible()
    assert (tmp_path / "Mill.handshake").is_file()
    assert (tmp_path / "Mill & Sons.handshake").read_text(encoding="utf-8") == "something else"


def test_two_people_of_one_name_are_told_apart(dialog: NewBusiness) -> None:
    fill(dialog)
    dialog.deliverer_edit.setText("ana")
    dialog.accept()
    assert "two people called" in dialog.say_label.text()


def test_the_currency_follows_the_country_until_it_is_chosen(dialog: NewBusiness) -> None:
    choose(dialog, "GB")
    assert dialog.currency_box.currentText() == "GBP"
    dialog.currency_box.setCurrentIndex(dialog.currency_box.findText("USD"))
    dialog.currency_box.activated.emit(dialog.currency_box.currentIndex())
    choose(dialog, "CH")
    assert dialog.currency_box.currentText() == "USD"


def test_the_hours_follow_the_kind_until_they_are_typed(qtbot: QtBot, dialog: NewBusiness) -> None:
    seen = set()
    for kind in ("sign-shop", "it-services", "field-service"):
        dialog.kinds.choose(kind)
        seen.add(dialog.hours_edit.value())
    assert len(seen) > 1
    dialog.hours_edit.selectAll()
    qtbot.keyClicks(dialog.hours_edit, "33")
    dialog.kinds.choose("sign-shop")
    assert dialog.hours_edit.value() == 33


def test_hours_that_are_no_number_are_asked_for_again(qtbot: QtBot, dialog: NewBusiness, tmp_path: Path) -> None:
    fill(dialog)
    dialog.hours_edit.selectAll()
    qtbot.keyClicks(dialog.hours_edit, "many")
    dialog.accept()
    assert dialog.figures.error(dialog.hours_edit)
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


def test_countries_and_currencies_are_those_that_are_known() -> None:
    found = {place.code: place for place in countries()}
    assert found["NL"].name == "Netherlands"
    assert found["NL"].currency == "EUR"
    assert all(len(code) == 2 for code in found)
    names = [place.name for place in countries()]
    assert names.index("Austria") < names.index("Belgium") < names.index("Zambia")
    assert {"EUR", "USD", "GBP", "JPY"} <= set(currencies())
    assert all(len(code) == 3 for code in currencies())
