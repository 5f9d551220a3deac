"""A line for a day, which may be empty: typed in the country's short form, as days from today, or picked."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QVBoxLayout, QWidget

from resources.words import tr
from widgets.icons import icon
from widgets.theme import theme
from widgets.value_edit import Unreadable, ValueEdit

_FORMS = (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)


def local_today() -> date:
    """Return the day it is here."""
    return datetime.now().astimezone().date()


class DateEdit(ValueEdit):
    """`value()` is a date or None. Reads 11/12/26, 11/12 (the next one), 11 Dec, Fri 11 Dec, 2026-12-11, +10 (days).

    Alt+Down or the button opens a calendar. `today` says what day it is. With `past` a day without a year is the last
    one, today included, and -3 is three days ago.
    """

    def __init__(
        self, today: Callable[[], date] = local_today, parent: QWidget | None = None, *, past: bool = False
    ) -> None:
        super().__init__(parent)
        self._today = today
        self._past = past
        self._popup: QFrame | None = None
        self._calendar: QCalendarWidget | None = None
        self._action = QAction(icon("calendar", theme().muted), tr("Pick a day"), self)
        self.addAction(self._action, QLineEdit.ActionPosition.TrailingPosition)
        self._action.triggered.connect(self.open_calendar)

    def value(self) -> date | None:
        """The day; None while the line is empty or cannot be read."""
        found = self._readable()
        return found if isinstance(found, date) else None

    def open_calendar(self) -> None:
        """Show a month to pick a day from."""
        if self._popup is None or self._calendar is None:
            self._popup = QFrame(self, Qt.WindowType.Popup)
            self._popup.setFrameShape(QFrame.Shape.StyledPanel)
            self._calendar = QCalendarWidget()
            self._calendar.setAccessibleName(tr("Pick a day"))
            column = QVBoxLayout(self._popup)
            column.setContentsMargins(1, 1, 1, 1)
            column.addWidget(self._calendar)
            self._calendar.clicked.connect(self._pick)
            self._calendar.activated.connect(self._pick)
        self._calendar.setLocale(self.locale())
        shown = self.value() or self._today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._popup.adjustSize()
        self._popup.move(self.mapToGlobal(QPoint(0, self.height())))
        self._popup.show()
        self._calendar.setFocus()

    def calendar(self) -> QCalendarWidget | None:
        """The calendar, once it was opened."""
        return self._calendar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_action"):
            self._action.setIcon(icon("calendar", theme().muted))

    def _pick(self, day: QDate) -> None:
        if self._popup is not None:
            self._popup.hide()
        self.setText(self._write(_date_of(day)))
        self.setModified(True)
        self.finish()
        self.setFocus()

    def _read(self, text: str) -> Any:
        try:
            return read_day(text, self.locale(), self._today(), past=self._past)
        except ValueError:
            example = self._write(self._today())
            raise Unreadable(tr("Please write a day, such as {example}.").format(example=example)) from None

    def _write(self, value: Any) -> str:
        return self.locale().toString(QDate(value.year, value.month, value.day), long_year(self.locale()))


def read_day(text: str, locale: QLocale, today: date, *, past: bool = False) -> date:
    """Return the day that `text` means in `locale`, seen from `today`. Raises ValueError for what is no day.

    A year of two digits is the one nearest to today; without a year it is the next such day, today included, or with
    `past` the last one.
    A month may be named, in the country's words or in English, with its day of the week: Fri 11 Dec.
    """
    text = text.strip()
    if text[:1] in ("+", "-" if past else "+") and text[1:].strip().isdecimal() and len(text) < 7:
        try:
            return today + timedelta(days=int(text.replace(" ", "")))
        except OverflowError:
            raise ValueError("no such day") from None
    if len(text) == 10 and text.isascii() and text[4] == text[7] == "-":
        return date.fromisoformat(text)
    written = long_year(locale)
    order = "".join(sign for at, sign in enumerate(written) if sign in "dMy" and sign not in written[:at])
    numbers = "".join(sign if sign.isdecimal() else " " for sign in text).split()
    if any(sign.isalpha() for sign in text):
        # The named month is put where the country writes its number, so that what follows is one way of reading.
        numbers, order = _with_named_month(text, numbers, locale)
    if len(numbers) not in (2, 3):
        raise ValueError("no day")
    if len(numbers) == 2:
        order = order.replace("y", "")
    parts = {sign: int(number) for sign, number in zip(order, numbers, strict=True)}
    if "y" not in parts:
        this_year = _day(today.year, parts)
        if past:
            return this_year if this_year <= today else _day(today.year - 1, parts)
        return this_year if this_year >= today else _day(today.year + 1, parts)
    length = len(numbers[order.index("y")])
    if length == 2:
        century = today.year - today.year % 100
        near = min((century - 100, century, century + 100), key=lambda base: abs(base + parts["y"] - today.year))
        return _day(near + parts["y"], parts)
    if length != 4:
        raise ValueError("no year")
    return _day(parts["y"], parts)


def _with_named_month(text: str, numbers: list[str], locale: QLocale) -> tuple[list[str], str]:
    """Return day, month and year as digits, and their order. Raises ValueError for other words than a day's."""
    words = "".join(sign if sign.isalpha() else " " for sign in text.casefold()).split()
    words = [word for word in words if not _is_weekday(word, locale)]
    if len(words) != 1 or len(numbers) not in (1, 2):
        raise ValueError("no day")
    month = str(_month(words[0], locale))
    if len(numbers) == 1:
        return [numbers[0], month], "dM"
    day, year = numbers if len(numbers[0]) < 3 else reversed(numbers)
    return [day, month, year], "dMy"


def _month(word: str, locale: QLocale) -> int:
    found = {
        number
        for number in range(1, 13)
        for spoken in (locale, QLocale(QLocale.Language.English))
        if _begins(word, (spoken.standaloneMonthName(number, form) for form in _FORMS))
        or _begins(word, (spoken.monthName(number, form) for form in _FORMS))
    }
    if len(found) != 1:
        raise ValueError("no month")
    return found.pop()


def _is_weekday(word: str, locale: QLocale) -> bool:
    spoken = (locale, QLocale(QLocale.Language.English))
    return any(
        word == name.casefold().rstrip(".")
        for language in spoken
        for number in range(1, 8)
        for form in _FORMS
        for name in (language.dayName(number, form), language.standaloneDayName(number, form))
    )


def _begins(word: str, names: Iterable[str]) -> bool:
    """Return whether `word` is one of the names, or at least three letters at the start of one."""
    whole = [name.casefold().rstrip(".") for name in names]
    return word in whole or (len(word) >= 3 and any(name.startswith(word) for name in whole))


def _day(year: int, parts: dict[str, int]) -> date:
    return date(year, parts["M"], parts["d"])


def long_year(locale: QLocale) -> str:
    """Return the short date format of `locale` with a year of four digits, which nobody reads wrongly."""
    if locale.language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    # Without the word for "year" that some write after it, between quotes.
    short = "".join(locale.dateFormat(QLocale.FormatType.ShortFormat).split("'")[::2]).strip()
    return short if "yyyy" in short else short.replace("yy", "yyyy")


def _date_of(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
