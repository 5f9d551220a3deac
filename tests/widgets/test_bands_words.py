"""The bands in words: whole numbers, numbers between, money, one of a thing, and bands that are not there."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from widgets.bands_measure import BandMeasure
from widgets.bands_words import order_words, reading, written

DAYS = BandMeasure(unit="days", one="day")
MARGIN = BandMeasure(unit="%", places=1, lowest=None, highest=Decimal(100))
PARTS = BandMeasure(higher_is_better=False, unit="parts", one="part")
LOAD = BandMeasure(higher_is_better=False, unit="%", places=2, highest=Decimal(100))
VALUE = BandMeasure(higher_is_better=False, unit="€", places=2)
BOTH = LOAD._replace(words=("Sales alone", "Ask both leads", "Only the owner"))
NB = "\u00a0"


@pytest.mark.parametrize(
    ("measure", "promise", "stop", "said"),
    [
        (
            DAYS,
            10,
            5,
            "Sales may promise from 10 days. 5 to 9 days: ask Operations first. Under 5 days: off the table.",
        ),
        (DAYS, 10, 9, "Sales may promise from 10 days. 9 days: ask Operations first. Under 9 days: off the table."),
        (DAYS, 2, 1, "Sales may promise from 2 days. 1 day: ask Operations first. Under 1 day: off the table."),
        (DAYS, 10, 10, "Sales may promise from 10 days. Under 10 days: off the table."),
        (DAYS, 10, 0, "Sales may promise from 10 days. 0 to 9 days: ask Operations first."),
        (DAYS, 10, None, "Sales may promise from 10 days. Under 10 days: ask Operations first."),
        (DAYS, 0, None, "Sales may promise from 0 days."),
        (DAYS, "9.5", "9.2", "Sales may promise from 9.5 days. Under 9.2 days: off the table."),
        (DAYS, 5, 10, ""),
        (DAYS, None, 5, ""),
        (
            MARGIN,
            30,
            -5,
            f"Sales may promise from 30{NB}%. From -5 to under 30{NB}%: ask Operations first. "
            f"Under -5{NB}%: off the table.",
        ),
        (
            PARTS,
            0,
            3,
            "Sales may promise up to 0 parts. 1 to 3 parts: ask Operations first. Over 3 parts: off the table.",
        ),
        (
            PARTS,
            2,
            "3.5",
            "Sales may promise up to 2 parts. 3 parts: ask Operations first. Over 3.5 parts: off the table.",
        ),
        (
            LOAD,
            "82.5",
            95,
            f"Sales may promise up to 82.5{NB}%. Over 82.5{NB}%, up to 95{NB}%: ask Operations first. "
            f"Over 95{NB}%: off the table.",
        ),
        (LOAD, 85, 100, f"Sales may promise up to 85{NB}%. Over 85{NB}%, up to 100{NB}%: ask Operations first."),
        (LOAD, 100, None, f"Sales may promise up to 100{NB}%."),
        (
            VALUE,
            5000,
            "20000.5",
            "Sales may promise up to €5,000. Over €5,000, up to €20,000.50: ask Operations first. "
            "Over €20,000.50: off the table.",
        ),
        (
            BOTH,
            85,
            95,
            f"Up to 85{NB}%: Sales alone. Over 85{NB}%, up to 95{NB}%: Ask both leads. Over 95{NB}%: Only the owner.",
        ),
    ],
)
def test_the_bands_are_read(measure: BandMeasure, promise, stop, said: str) -> None:
    limits = [None if limit is None else Decimal(limit) for limit in (promise, stop)]
    assert reading(measure, *limits, QLocale("en_GB")) == said


@pytest.mark.parametrize(
    ("unit", "locale", "said"),
    [
        ("days", "de_DE", "1.234,5 days"),
        ("%", "en_GB", f"1,234.5{NB}%"),
        ("€", "de_DE", f"1.234,50{NB}€"),
        ("€", "en_GB", "€1,234.50"),
        ("CHF", "en_GB", f"CHF{NB}1,234.50"),
        ("", "en_GB", "1,234.5"),
    ],
)
def test_a_value_with_its_unit(unit: str, locale: str, said: str) -> None:
    assert written(BandMeasure(unit=unit, places=2), Decimal("1234.5"), QLocale(locale)) == said


def test_the_sentence_for_the_wrong_way_round_names_things_but_no_signs() -> None:
    english = QLocale("en_GB")
    assert "otherwise parts between" in order_words(PARTS, Decimal(2), english)
    assert order_words(MARGIN, Decimal(2), english).startswith(f"The stop must be 2{NB}% or less: otherwise what lies")
