"""Money, percentages, hours, days and times in the locale of the person, by QLocale alone."""

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor

from PySide6.QtCore import QDate, QLocale, QTime

from desktop import plain_import
from resources.words import tr
from storage.amounts import minor_digits

plain_import.restore()

Number = Decimal | Fraction | int | float

# Under so many cases a share is told as "3 of 4" (framework.md section 9).
FEW = 10
NO_BREAK = "\u00a0"
# Signs that mean one currency everywhere; others are written by their code unless they are the locale's own.
SIGNS = {"EUR": "€", "GBP": "£", "INR": "₹", "ILS": "₪", "KRW": "₩", "UAH": "₴", "NGN": "₦", "VND": "₫", "PHP": "₱"}


def locale() -> QLocale:
    """Return the locale everything is written in; British English where the system names none ("C")."""
    found = QLocale()
    return QLocale("en_GB") if found.language() == QLocale.Language.C else found


def number(value: Number, places: int = 1) -> str:
    """Return `value` rounded to at most `places` decimals, digits grouped; exact at any size."""
    text = f"{_rounded(value, places):f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return _localized(text)


def tenths(value: Number) -> str:
    """Return `value` with exactly one decimal, a half rounded up: "3.8", "4.0"; for scores that stand together."""
    return _localized(f"{Decimal(floor(Fraction(value) * 10 + Fraction(1, 2))) / 10:.1f}")


def money(amount: Decimal, currency: str) -> str:
    """Return `amount` in `currency` (ISO 4217), to the cent and exact at any size; whole amounts without cents."""
    here = locale()
    digits = minor_digits(currency)
    rounded = _rounded(amount, digits)
    whole = rounded == rounded.to_integral_value()
    text = _localized(f"{rounded.copy_abs():.{0 if whole else digits}f}")
    one = here.toString(1)
    # The locale says on which side the sign stands and with what space; the figure is put in its place.
    sign = currency_sign(currency)
    pattern = here.toCurrencyString(1.0, sign, 0)
    if len(sign) > 1 and sign.isalpha():
        pattern = pattern.replace(sign + one, sign + NO_BREAK + one).replace(one + sign, one + NO_BREAK + sign)
    return (here.negativeSign() if rounded < 0 else "") + pattern.replace(one, text, 1)


def percent(value: Number, places: int = 2) -> str:
    """Return a percentage, 5 for 5 %, with at most `places` decimals."""
    return number(value, places) + NO_BREAK + locale().percent()


def share(count: int, of: int) -> str:
    """Return a share told honestly: "none" of nothing, "3 of 4" under ten cases, else a whole percentage."""
    if of == 0:
        return tr("none")
    if of < FEW:
        return tr("{count} of {all}").format(count=number(count), all=number(of))
    return percent(Fraction(100 * count, of), 0)


def hours(value: Number) -> str:
    """Return hours of work: "34 h", "7.5 h"."""
    return tr("{number} h").format(number=number(value, 2)).replace(" ", NO_BREAK)


def days(count: Number) -> str:
    """Return a number of days: "1 day", "10 days"."""
    said = tr("{number} day") if count == 1 else tr("{number} days")
    return said.format(number=number(count))


def working_time(value: Decimal, day_length: Number) -> str:
    """Return working hours as people say them: whole days where they are ("1 working day"), else hours."""
    if day_length and Fraction(value) % Fraction(day_length) == 0 and value:
        count = Fraction(value) / Fraction(day_length)
        said = tr("{number} working day") if count == 1 else tr("{number} working days")
        return said.format(number=number(count))
    said = tr("{number} working hour") if value == 1 else tr("{number} working hours")
    return said.format(number=number(value, 2))


def day(when: date) -> str:
    """Return a day of the weeks around: "Fri 11 Dec"."""
    return locale().toString(_qdate(when), _short_form(locale().name(), weekday=True, year=False))


def day_year(when: date) -> str:
    """Return a day that may be far away: "Fri 11 Dec 2026"."""
    return locale().toString(_qdate(when), _short_form(locale().name(), weekday=True, year=True))


def day_month(when: date) -> str:
    """Return a day without its weekday: "7 Dec"."""
    return locale().toString(_qdate(when), _short_form(locale().name(), weekday=False, year=False))


def day_long(when: date) -> str:
    """Return a day in full: "Monday 30 November 2026"."""
    form = locale().dateFormat(QLocale.FormatType.LongFormat)
    if locale().language() == QLocale.Language.English:
        form = form.replace("dddd, d", "dddd d")
    return locale().toString(_qdate(when), form)


def clock(at: time) -> str:
    """Return a time of day: "09:00", or "9:00 AM" where people say so."""
    return locale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)


def _qdate(when: date) -> QDate:
    return QDate(when.year, when.month, when.day)


@lru_cache(maxsize=16)
def _short_form(name: str, *, weekday: bool, year: bool) -> str:
    """Return the short form of a day in the order of the locale's own long form."""
    long_form = QLocale(name).dateFormat(QLocale.FormatType.LongFormat)
    if "月" in long_form or "월" in long_form:
        marks = ("年", "月", "日") if "月" in long_form else ("년 ", "월 ", "일")
        return ("yyyy" + marks[0] if year else "") + "M" + marks[1] + "d" + marks[2] + (" ddd" if weekday else "")
    month_first = re.sub("'[^']*'", "", long_form).find("M") < re.sub("d{3,}", "", long_form).find("d")
    dot = "." if re.search(r"(?<!d)dd?\.", long_form) else ""
    parts = ["MMM", "d" + dot] if month_first else ["d" + dot, "MMM"]
    if weekday:
        parts.insert(0, "ddd")
    if year:
        parts.append("yyyy")
    return " ".join(parts)


def _rounded(value: Number, places: int) -> Decimal:
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        if isinstance(exponent, int) and -places <= exponent:
            return value
    # Written as text, since the context of Decimal keeps no more than 28 digits.
    return Decimal(f"{round(Fraction(value) * 10**places)}E-{places}")


def _localized(text: str) -> str:
    """Write the plain decimal `text` ("-1234.50") with the digits, marks and groups of the locale."""
    here = locale()
    minus, plain = (here.negativeSign(), text[1:]) if text.startswith("-") else ("", text)
    whole, _, fraction = plain.partition(".")
    # QLocale knows the groups of a locale (12,34,567); beyond 64 bits they are put by threes.
    grouped = here.toString(int(whole)) if len(whole) < 19 else _by_threes(whole)
    zero = ord(here.zeroDigit())
    digits = "".join(chr(zero + int(digit)) for digit in fraction)
    return minus + grouped + (here.decimalPoint() + digits if digits else "")


def _by_threes(whole: str) -> str:
    here = locale()
    zero = ord(here.zeroDigit())
    parts = f"{int(whole):,}".split(",")
    return here.groupSeparator().join("".join(chr(zero + int(digit)) for digit in part) for part in parts)


def currency_sign(currency: str) -> str:
    """Return the sign of a currency as the locale writes it: "€"; its letters where it has none."""
    own = locale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
    if own == currency:
        return locale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencySymbol)
    if currency == "USD" and "$" not in locale().currencySymbol(QLocale.CurrencySymbolFormat.CurrencySymbol):
        return "$"
    return SIGNS.get(currency, currency)
