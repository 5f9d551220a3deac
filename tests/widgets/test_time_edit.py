"""A time of day is read as people write it, and written as their country does."""

from datetime import time

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from widgets.time_edit import TimeEdit, read_time, write_time

BRITISH = QLocale("en_GB")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("9:00", time(9)),
        ("9.30", time(9, 30)),
        ("17", time(17)),
        ("09:00", time(9)),
        ("0930", time(9, 30)),
        ("9h", time(9)),
        ("9h30", time(9, 30)),
        (" 9 : 05 ", time(9, 5)),
        ("5 pm", time(17)),
        ("5:30PM", time(17, 30)),
        ("12 am", time(0)),
        ("12 p.m.", time(12)),
        ("5", time(5)),
        ("23:59", time(23, 59)),
    ],
)
def test_what_people_write_is_read(text: str, meant: time) -> None:
    assert read_time(text, BRITISH) == meant


@pytest.mark.parametrize(
    "text", ["24", "9:60", "9:5", "930", "nine", "9-17", "17 pm", "0 pm", "9:00:00", "-9", "9.", "pm", "<b>9</b>"]
)
def test_what_is_no_time_of_day_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError):
        read_time(text, BRITISH)


def test_every_country_reads_back_what_it_writes() -> None:
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    assert len(everywhere) > 200
    for locale in everywhere:
        for value in (time(0), time(9), time(12), time(12, 30), time(17, 5)):
            assert read_time(write_time(value, locale), locale) == value, locale.name()


@pytest.mark.parametrize(
    ("name", "written"), [("en_GB", "09:00"), ("de_DE", "09:00"), ("en_US", "9:00 AM"), ("C", "09:00")]
)
def test_it_is_written_as_the_country_does(name: str, written: str) -> None:
    assert write_time(time(9), QLocale(name)).replace("\u202f", " ") == written


def test_what_is_wrong_is_said_and_never_told(qtbot: QtBot) -> None:
    window = QWidget()
    window.setLocale(BRITISH)
    edit = TimeEdit()
    QHBoxLayout(window).addWidget(edit)
    qtbot.addWidget(window)
    window.show()
    edit.set_value(time(9))
    assert edit.text() == "09:00"
    edit.selectAll()
    qtbot.keyClicks(edit, "early")
    with qtbot.assertNotEmitted(edit.value_changed):
        edit.finish()
    assert edit.error() == "Please write a time of day, such as 09:00 or 17:30."
    assert edit.value() is None and edit.text() == "early"
    edit.selectAll()
    qtbot.keyClicks(edit, "8.15")
    with qtbot.waitSignal(edit.value_changed) as told:
        edit.finish()
    assert told.args == [time(8, 15)]
    assert edit.text() == "08:15" and edit.error() == ""
