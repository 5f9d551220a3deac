"""Figures in the locale of the person: exact at any size, in the digits, order and signs of the locale."""

from collections.abc import Iterator
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.wording import figures

FRIDAY = date(2026, 12, 11)


@pytest.fixture(autouse=True)
def own_locale() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def speak(name: str) -> None:
    QLocale.setDefault(QLocale(name))


@pytest.mark.parametrize(
    ("name", "amount", "currency", "said"),
    [
        ("en_GB", "6800", "EUR", "€6,800"),
        ("en_GB", "6800.50", "GBP", "£6,800.50"),
        ("en_GB", "-6800.50", "EUR", "-€6,800.50"),
        ("en_GB", "6800", "CHF", "CHF\u00a06,800"),
        ("en_US", "6800", "USD", "$6,800"),
        ("en_CA", "6800", "USD", "USD\u00a06,800"),
        ("nl_NL", "6800", "EUR", "€\u00a06.800"),
        ("de_DE", "6800.5", "EUR", "6.800,50\u00a0€"),
        ("hi_IN", "12345678.25", "INR", "₹1,23,45,678.25"),
        ("en_GB", "1234.6", "JPY", "JPY\u00a01,235"),
        ("en_GB", "0.005", "EUR", "€0"),
    ],
)
def test_money_is_written_by_the_locale(name: str, amount: str, currency: str, said: str) -> None:
    speak(name)
    assert figures.money(Decimal(amount), currency) == said


def test_money_past_every_machine_number_keeps_each_cent() -> None:
    assert figures.money(Decimal("12345678901234567.89"), "EUR") == "€12,345,678,901,234,567.89"
    assert figures.money(Decimal("123456789012345678901234567890.12"), "EUR").endswith("234,567,890.12")


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2, allow_nan=False))
def test_no_amount_loses_a_cent(amount: Decimal) -> None:
    speak("de_DE")
    said = figures.money(amount, "EUR").replace("\u00a0€", "").replace(".", "").replace(",", ".")
    assert Decimal(said) == amount


def test_arabic_digits_are_used_throughout() -> None:
    speak("ar_EG")
    assert not any(letter in "0123456789" for letter in figures.money(Decimal("6800.50"), "EUR") + figures.hours(7.5))


@pytest.mark.parametrize(("value", "said"), [("90", "90\u00a0%"), ("31.40", "31.4\u00a0%"), ("2.345", "2.34\u00a0%")])
def test_percent(value: str, said: str) -> None:
    assert figures.percent(Decimal(value)) == said


def test_shares_of_few_cases_are_told_as_cases() -> None:
    assert figures.share(0, 0) == "none"
    assert figures.share(3, 4) == "3 of 4"
    assert figures.share(9, 9) == "9 of 9"
    assert figures.share(12, 14) == "86\u00a0%"


def test_hours_and_days() -> None:
    assert figures.hours(Fraction(34)) == "34\u00a0h"
    assert figures.hours(Fraction(15, 2)) == "7.5\u00a0h"
    assert (figures.days(1), figures.days(10)) == ("1 day", "10 days")
    assert figures.working_time(Decimal(8), 8) == "1 working day"
    assert figures.working_time(Decimal(16), 8) == "2 working days"
    assert figures.working_time(Decimal(2), 8) == "2 working hours"
    assert figures.working_time(Decimal(1), Fraction(15, 2)) == "1 working hour"


@pytest.mark.parametrize(
    ("name", "short", "long"),
    [
        ("en_GB", "Fri 11 Dec", "Friday 11 December 2026"),
        ("C", "Fri 11 Dec", "Friday 11 December 2026"),
        ("en_US", "Fri Dec 11", "Friday, December 11, 2026"),
        ("de_DE", "Fr. 11. Dez.", "Freitag, 11. Dezember 2026"),
        ("nl_NL", "vr 11 dec", "vrijdag 11 december 2026"),
        ("ja_JP", "12月11日 金", "2026年12月11日金曜日"),
    ],
)
def test_days_are_written_in_the_order_of_the_locale(name: str, short: str, long: str) -> None:
    speak(name)
    assert figures.day(FRIDAY) == short
    assert figures.day_long(FRIDAY) == long


def test_every_locale_writes_a_short_day_with_its_day_and_month() -> None:
    everywhere = QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    )
    for each in everywhere:
        QLocale.setDefault(each)
        near, far = figures.day(FRIDAY), figures.day_year(FRIDAY)
        assert each.toString(11) in near, each.name()
        assert each.toString(2026).replace(each.groupSeparator(), "") in far, each.name()
        assert figures.day_month(FRIDAY) != figures.day_month(date(2026, 11, 11)), each.name()


def test_the_far_ends_of_the_calendar_are_days_too() -> None:
    assert figures.day_year(date(9999, 12, 31)) == "Fri 31 Dec 9999"
    assert figures.day_year(date(1, 1, 1)).startswith("Mon 1 Jan")


def test_times() -> None:
    assert figures.clock(time(9)) == "09:00"
    speak("en_US")
    assert figures.clock(time(13, 5)).replace("\u202f", " ") == "1:05 PM"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (4, "4.0"),
        (Fraction(38, 10), "3.8"),
        (Fraction(1, 3), "0.3"),
        (0, "0.0"),
        (Fraction(17, 4), "4.3"),
        (Fraction(11, 4), "2.8"),
    ],
)
def test_scores_have_exactly_one_decimal(value: figures.Number, said: str) -> None:
    assert figures.tenths(value) == said
