"""Working time, country, currency and hours a week: right as they stand, and plain about what can't be."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.dialogs.time_and_money import TimeAndMoney


@pytest.fixture
def means(qtbot: QtBot, light: None) -> TimeAndMoney:
    made = TimeAndMoney()
    qtbot.addWidget(made)
    made.setLocale(QLocale("en_GB"))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def retype(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    qtbot.keyClicks(edit, text)


def choose(means: TimeAndMoney, country: str) -> None:
    means.country_box.setCurrentIndex(means.country_box.findData(country))


def test_it_is_usable_as_it_stands(means: TimeAndMoney) -> None:
    assert means.finish()
    assert (means.weekdays(), means.opens(), means.closes(), means.country()) == ("01234", "09:00", "17:00", None)
    assert means.currency() == "EUR"


def test_times_are_taken_as_people_write_them(qtbot: QtBot, means: TimeAndMoney) -> None:
    retype(qtbot, means.opens_edit, "7.30")
    retype(qtbot, means.closes_edit, "4 pm")
    assert means.finish()
    assert (means.opens(), means.closes()) == ("07:30", "16:00")


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ("9", "5", "Work has to end after it begins: for the afternoon write 17:00."),
        ("18", "17", "Work has to end after it begins."),
        ("18", "5", "Work has to end after it begins."),
        ("9", "9", "Work has to end after it begins: for the afternoon write 21:00."),
        ("9", "late", "Please write a time of day, such as 09:00 or 17:30."),
        ("9", "", "Please write a time of day, such as 17:00."),
    ],
)
def test_hours_that_can_not_be_are_said_and_stay(
    qtbot: QtBot, means: TimeAndMoney, opens: str, closes: str, said: str
) -> None:
    retype(qtbot, means.opens_edit, opens)
    retype(qtbot, means.closes_edit, closes)
    assert not means.finish()
    assert means.times.error(means.closes_edit) == said
    assert means.times.error(means.opens_edit) == ""
    assert means.closes_edit.hasFocus()
    retype(qtbot, means.closes_edit, "19")
    assert means.finish()


def test_an_earlier_beginning_puts_the_end_right(qtbot: QtBot, means: TimeAndMoney) -> None:
    retype(qtbot, means.opens_edit, "18")
    assert not means.finish() and means.closes_edit.error()
    retype(qtbot, means.opens_edit, "8")
    means.opens_edit.finish()
    assert means.closes_edit.error() == ""


def test_a_week_without_a_day_is_asked_for_until_one_is_chosen(qtbot: QtBot, means: TimeAndMoney) -> None:
    means.days_edit.set_value("")
    assert not means.finish()
    assert means.days.error(means.days_edit) == "Choose at least one day of the week."
    assert means.days_edit.days[0].hasFocus()
    qtbot.keyClick(means.days_edit.days[0], Qt.Key.Key_Space)
    assert means.days.error(means.days_edit) == ""
    assert means.finish() and means.weekdays() == "0"


def test_the_first_that_is_wrong_has_the_focus(qtbot: QtBot, means: TimeAndMoney) -> None:
    retype(qtbot, means.hours_edit, "many")
    retype(qtbot, means.opens_edit, "early")
    assert not means.finish()
    assert means.opens_edit.hasFocus()
    assert means.figures.error(means.hours_edit)


def test_the_currency_follows_the_country_until_it_is_chosen(means: TimeAndMoney) -> None:
    choose(means, "GB")
    assert (means.country(), means.currency()) == ("GB", "GBP")
    means.currency_box.setCurrentIndex(means.currency_box.findText("USD"))
    means.currency_box.activated.emit(means.currency_box.currentIndex())
    choose(means, "CH")
    assert means.currency() == "USD"


def test_usual_hours_are_shown_until_others_are_typed(qtbot: QtBot, means: TimeAndMoney) -> None:
    means.suggest_hours(Decimal(40))
    means.suggest_hours(Decimal(60))
    assert means.weekly_hours() == 60
    retype(qtbot, means.hours_edit, "33")
    means.suggest_hours(Decimal(40))
    assert means.weekly_hours() == 33
    means.hours_edit.finish()
    means.suggest_hours(Decimal(40))
    assert means.weekly_hours() == 33, "also once the line was left"
