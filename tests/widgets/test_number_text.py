"""Numbers are read and written exactly, in the signs of every country there is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from widgets.number_text import read_number, write_number

# Toki Pona groups by two and two only; nobody keeps books in it.
LOCALES = [
    locale
    for locale in QLocale.matchingLocales(
        QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyTerritory
    )
    if not locale.name().startswith("tok")
]


@pytest.mark.parametrize("value", ["1234567.89", "-1234.5", "0", "0.05", "999999999999.99", "1234", "123456"])
def test_what_is_written_is_read_back_everywhere(value: str) -> None:
    number = Decimal(value)
    wrong = {locale.name() for locale in LOCALES if read_number(write_number(number, locale), locale) != number}
    assert wrong == set()
    assert len(LOCALES) > 300


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12))
def test_every_number_survives(number: Decimal) -> None:
    for name in ("en_GB", "de_DE", "fr_FR", "hi_IN", "ar_EG", "de_CH", "fa_IR"):
        locale = QLocale(name)
        assert read_number(write_number(number, locale), locale) == number


@pytest.mark.parametrize(
    ("locale", "text", "number"),
    [
        ("en_GB", "1,234", "1234"),
        ("de_DE", "1,234", "1.234"),
        ("fr_FR", "1,234", "1.234"),
        ("hi_IN", "1,234", "1234"),
        ("ar_EG", "1,234", "1234"),
        ("en_GB", "1,234,567.5", "1234567.5"),
        ("hi_IN", "12,34,567.5", "1234567.5"),
        ("de_DE", "1.234,50", "1234.50"),
        ("fr_FR", "1\u202f234,5", "1234.5"),
        ("fr_FR", "1 234,5", "1234.5"),
        ("de_CH", "1'234.50", "1234.50"),
        ("de_CH", "1’234.50", "1234.50"),
        ("ar_EG", "١٬٢٣٤٫٥", "1234.5"),
        ("en_GB", "\u200e-5", "-5"),
        ("en_GB", "\u22125", "-5"),
        ("en_GB", " .5 ", "0.5"),
        ("en_GB", "+7", "7"),
    ],
)
def test_a_number_means_what_it_means_there(locale: str, text: str, number: str) -> None:
    assert read_number(text, QLocale(locale)) == Decimal(number)


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en_GB", "1,23"),
        ("en_GB", "1,2345"),
        ("de_DE", "1.23"),
        ("de_DE", "6800.50"),
        ("fr_FR", "1.234"),
        ("en_GB", "1,234 567"),
        ("en_GB", "1.2.3"),
        ("en_GB", "1e308"),
        ("en_GB", "inf"),
        ("en_GB", "NaN"),
        ("en_GB", "--5"),
        ("en_GB", "5-"),
        ("en_GB", ""),
        ("en_GB", "."),
        ("en_GB", ","),
        ("en_GB", "²"),
        ("en_GB", "0x1F"),
        ("en_GB", "9" * 50),
    ],
)
def test_what_is_no_number_there_is_refused(locale: str, text: str) -> None:
    with pytest.raises(ValueError):
        read_number(text, QLocale(locale))


def test_places() -> None:
    english = QLocale("en_GB")
    assert write_number(Decimal("6800.5"), english, 2) == "6,800.50"
    assert write_number(Decimal("6800.50"), english) == "6,800.5"
    assert write_number(Decimal("1E+3"), english) == "1,000"
    assert write_number(Decimal("0.125"), english, 2) == "0.125", "nothing is rounded away"
