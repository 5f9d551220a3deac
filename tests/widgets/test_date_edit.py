"""Days are read as the country writes them, and never guessed wrong."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from widgets.date_edit import DateEdit, read_day

TODAY = date(2026, 11, 27)


@pytest.fixture
def edit(qtbot) -> Iterator[DateEdit]:
    window = QWidget()
    qtbot.addWidget(window)
    made = DateEdit(lambda: TODAY)
    made.setLocale(QLocale("en_GB"))
    QHBoxLayout(window).addWidget(made)
    window.show()
    # The window lives as long as somebody holds it.
    yield made


@pytest.mark.parametrize(
    ("locale", "text", "day"),
    [
        ("en_GB", "11/12/26", date(2026, 12, 11)),
        ("en_US", "12/11/26", date(2026, 12, 11)),
        ("de_DE", "11.12.2026", date(2026, 12, 11)),
        ("de_DE", "11.12.", date(2026, 12, 11)),
        ("de_DE", "3.1.", date(2027, 1, 3)),
        ("de_DE", "27.11.", TODAY),
        ("en_GB", "1 2 99", date(1999, 2, 1)),
        ("en_GB", "1-2-2027", date(2027, 2, 1)),
        ("ja_JP", "2026/12/11", date(2026, 12, 11)),
        ("fr_FR", "2026-12-11", date(2026, 12, 11)),
        ("en_GB", "+10", date(2026, 12, 7)),
        ("en_GB", "+ 0", TODAY),
        ("en_GB", "8 dec", date(2026, 12, 8)),
        ("en_US", "Dec 8", date(2026, 12, 8)),
        ("en_GB", "Tue 8 Dec 2026", date(2026, 12, 8)),
        ("en_GB", "3 sept 27", date(2027, 9, 3)),
        ("de_DE", "8. Dezember", date(2026, 12, 8)),
        ("de_DE", "Di., 8. Dez. 2026", date(2026, 12, 8)),
        ("de_DE", "1 mär", date(2027, 3, 1)),
        ("fr_FR", "14 juil", date(2027, 7, 14)),
        ("fr_FR", "8 december", date(2026, 12, 8)),
        ("C", "2027 Jan 14", date(2027, 1, 14)),
    ],
)
def test_a_day_means_what_it_means_there(locale: str, text: str, day: date) -> None:
    assert read_day(text, QLocale(locale), TODAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "31/2/26",
        "29/2/2027",
        "13/13/2026",
        "tomorrow",
        "1",
        "1/2/3/4",
        "+99999999",
        "1/2/026",
        "12/2026/1",
        "8 nodec",
        "31 feb",
        "8 ma",
        "dec",
        "8 dec dec",
    ],
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_day(text, QLocale("en_GB"), TODAY)


def test_what_is_written_is_read_back_everywhere(qapp) -> None:
    locales = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    edit = DateEdit(lambda: TODAY)
    wrong = []
    for locale in locales:
        edit.setLocale(locale)
        for day in (date(2026, 12, 11), date(2027, 3, 4)):
            edit.set_value(day)
            if read_day(edit.text(), locale, TODAY) != day:
                wrong.append((locale.name(), edit.text()))
    assert wrong == [] and len(locales) > 300
    edit.deleteLater()


def test_typing_and_emptying(edit: DateEdit, qtbot) -> None:
    qtbot.keyClicks(edit, "+10")
    with qtbot.waitSignal(edit.value_changed, timeout=1000) as told:
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert told.args == [date(2026, 12, 7)] and edit.text() == "07/12/2026"
    edit.selectAll()
    qtbot.keyClicks(edit, "soon")
    edit.finish()
    assert edit.error() == "Please write a day, such as 27/11/2026." and edit.value() is None
    edit.clear()
    edit.setModified(True)
    edit.finish()
    assert edit.value() is None and edit.error() == ""


@pytest.mark.qt_log_ignore("grabbing the (keyboard|mouse)", extend=True)
def test_a_day_is_picked_from_the_calendar(edit: DateEdit, qtbot) -> None:
    edit.set_value(date(2026, 12, 11))
    qtbot.keyClick(edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.calendar()
    assert calendar is not None and calendar.isVisible()
    assert calendar.selectedDate() == QDate(2026, 12, 11)
    with qtbot.waitSignal(edit.value_changed, timeout=1000) as told:
        calendar.clicked.emit(QDate(2026, 12, 17))
    assert told.args == [date(2026, 12, 17)] and not calendar.isVisible()


def test_a_day_of_the_past_is_the_last_such_day() -> None:
    here, today = QLocale("en_GB"), date(2026, 11, 23)
    assert read_day("20 Nov", here, today, past=True) == date(2026, 11, 20)
    assert read_day("23/11", here, today, past=True) == today
    assert read_day("24 Nov", here, today, past=True) == date(2025, 11, 24)
    assert read_day("-3", here, today, past=True) == date(2026, 11, 20)
    assert read_day("+3", here, today, past=True) == date(2026, 11, 26)
    with pytest.raises(ValueError):
        read_day("-3", here, today)
