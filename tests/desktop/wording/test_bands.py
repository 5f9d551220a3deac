"""What a rule says in a zone, in words: no value left out, none told twice, in the figures of the locale."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.wording.bands import band_words, has_band
from framework.agreement import Measure, Rule, Zone, zone_of

ZONES = (Zone.PROMISE, Zone.ASK, Zone.OFF)
COUNTED = (Measure.LEAD_TIME, Measure.CUSTOM_PARTS, Measure.PAYMENT_DAYS)


@pytest.fixture(autouse=True)
def british() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


def rule(measure: Measure, promise: str | None, stop: str | None = None) -> Rule:
    return Rule(
        "r",
        measure,
        "",
        promise_limit=None if promise is None else Decimal(promise),
        stop_limit=None if stop is None else Decimal(stop),
    )


def bands(one: Rule, **how: bool) -> tuple[str, ...]:
    return tuple(band_words(one, zone, "EUR", **how).replace("\u00a0", " ") for zone in ZONES)


@pytest.mark.parametrize(
    ("measure", "promise", "stop", "said"),
    [
        (Measure.LEAD_TIME, "10", "5", ("10 working days or more", "5 to 9 working days", "under 5 working days")),
        (Measure.LEAD_TIME, "10", "9", ("10 working days or more", "9 working days", "under 9 working days")),
        (Measure.LEAD_TIME, "10", "10", ("10 working days or more", "", "under 10 working days")),
        (Measure.LEAD_TIME, "10", None, ("10 working days or more", "under 10 working days", "")),
        (
            Measure.LEAD_TIME,
            "10.00",
            "5.50",
            ("10 working days or more", "6 to 9 working days", "under 6 working days"),
        ),
        (Measure.LEAD_TIME, "9.5", None, ("10 working days or more", "under 10 working days", "")),
        (Measure.LEAD_TIME, "1", "0", ("1 working day or more", "the same day", "a day in the past")),
        (Measure.LEAD_TIME, "5", "0", ("5 working days or more", "up to 4 working days", "a day in the past")),
        (Measure.LEAD_TIME, "0", "0", ("any day", "", "a day in the past")),
        (Measure.LEAD_TIME, "2", "1", ("2 working days or more", "1 working day", "under 1 working day")),
        (Measure.MARGIN, "30", "0", ("30 % or more", "0 % to under 30 %", "under 0 %")),
        (Measure.MARGIN, "32.5", None, ("32.5 % or more", "under 32.5 %", "")),
        (Measure.MARGIN, "30", "30", ("30 % or more", "", "under 30 %")),
        (Measure.DISCOUNT, "10", "20", ("up to 10 %", "over 10 %, up to 20 %", "over 20 %")),
        (Measure.DISCOUNT, "0", "10", ("none", "up to 10 %", "over 10 %")),
        (Measure.DISCOUNT, "0", None, ("none", "any", "")),
        (Measure.DISCOUNT, "0", "0", ("none", "", "any")),
        (Measure.WEEK_LOAD, "85", "95", ("up to 85 %", "over 85 %, up to 95 %", "over 95 %")),
        (Measure.DEAL_VALUE, "5000", "15000.50", ("up to €5,000", "over €5,000, up to €15,000.50", "over €15,000.50")),
        (Measure.CUSTOM_PARTS, "0", None, ("none", "one or more", "")),
        (Measure.CUSTOM_PARTS, "0", "1", ("none", "1", "2 or more")),
        (Measure.CUSTOM_PARTS, "2", "4", ("up to 2", "3 to 4", "5 or more")),
        (Measure.CUSTOM_PARTS, "0", "0", ("none", "", "one or more")),
        (Measure.PAYMENT_DAYS, "30", "60", ("up to 30 days", "31 to 60 days", "over 60 days")),
        (Measure.PAYMENT_DAYS, "30", None, ("up to 30 days", "over 30 days", "")),
        (Measure.PAYMENT_DAYS, "0", "1", ("at once", "1 day", "over 1 day")),
        (Measure.PAYMENT_DAYS, "0", None, ("at once", "1 day or more", "")),
    ],
)
def test_bands(measure: Measure, promise: str, stop: str | None, said: tuple[str, ...]) -> None:
    one = rule(measure, promise, stop)
    assert bands(one) == said
    assert tuple(has_band(one, zone) for zone in ZONES) == tuple(bool(words) for words in said)


def test_days_can_be_left_out_where_the_line_tells_them() -> None:
    assert bands(rule(Measure.LEAD_TIME, "15", "8"), bare=True) == ("15 or more", "8 to 14", "under 8")
    assert bands(rule(Measure.PAYMENT_DAYS, "30", "60"), bare=True) == ("up to 30", "31 to 60", "over 60")
    assert bands(rule(Measure.MARGIN, "30", None), bare=True) == ("30 % or more", "under 30 %", "")


def test_a_draft_says_that_its_limit_is_missing_and_a_wrong_one_what_it_would_do() -> None:
    assert bands(rule(Measure.LEAD_TIME, None, "5")) == ("no limit yet", "", "")
    # The promise limit is asked first (framework.md section 4), so nothing is left between the two.
    assert bands(rule(Measure.LEAD_TIME, "5", "10")) == ("5 working days or more", "", "under 5 working days")
    assert bands(rule(Measure.WEEK_LOAD, "95", "85")) == ("up to 95 %", "", "over 95 %")
    assert bands(rule(Measure.WEEK_LOAD, "-5", None)) == ("", "over -5 %", "")
    assert bands(rule(Measure.CUSTOM_PARTS, "-1", None)) == ("", "any", "")


def test_a_statement_has_no_band() -> None:
    one = Rule("r", None, "Printed without a proof", zone=Zone.OFF)
    assert bands(one) == ("", "", "") and not has_band(one, Zone.OFF)
    assert band_words(rule(Measure.MARGIN, "30"), Zone.OPEN, "EUR") == ""


@pytest.mark.parametrize(
    ("locale", "money", "share"),
    [
        ("de_DE", "5.000 €", "85,5"),
        ("ar_EG", "٥٬٠٠٠", "٨٥٫٥"),
        ("en_US", "€5,000", "85.5"),
    ],
)
def test_figures_are_those_of_the_locale(locale: str, money: str, share: str) -> None:
    QLocale.setDefault(QLocale(locale))
    value = band_words(rule(Measure.DEAL_VALUE, "5000", "15000"), Zone.ASK, "EUR").replace("\u00a0", " ")
    assert money in value
    assert share in band_words(rule(Measure.WEEK_LOAD, "85.5"), Zone.PROMISE, "EUR")
    days = band_words(rule(Measure.LEAD_TIME, "1200", "1000"), Zone.ASK, "EUR")
    assert all(QLocale(locale).toString(number) in days for number in (1000, 1199))


def told(words: str, value: int) -> bool:
    """Whether `value`, a whole number, is among what the words of a band say."""
    ends = [int(number.replace(",", "")) for number in re.findall(r"-?[\d,]+", words)]
    match re.sub(r"-?[\d,]+", "#", words).removesuffix(" working days").removesuffix(" working day"):
        case "# working days or more" | "# working day or more" | "# or more" | "# days or more" | "# day or more":
            return value >= ends[0]
        case "# to #" | "# to # days":
            return ends[0] <= value <= ends[1]
        case "under #":
            return value < ends[0]
        case "up to #" | "up to # days" | "up to # day":
            return 0 <= value <= ends[0]
        case "over # days" | "over # day":
            return value > ends[0]
        case "#" | "# days" | "# day":
            return value == ends[0]
        case "the same day" | "none" | "at once":
            return value == 0
        case "one or more":
            return value > 0
        case "any day" | "any":
            return value >= 0
        case "a day in the past":
            return value < 0
        case "":
            return False
    raise AssertionError(words)


@given(
    measure=st.sampled_from(COUNTED),
    promise=st.integers(0, 40),
    stop=st.none() | st.integers(0, 40),
    value=st.integers(0, 45),
)
def test_every_whole_value_is_told_in_its_own_zone_and_in_no_other(
    measure: Measure, promise: int, stop: int | None, value: int
) -> None:
    one = rule(measure, str(promise), None if stop is None else str(stop))
    found = [zone for zone in ZONES if told(band_words(one, zone, "EUR"), value)]
    assert found == [zone_of(one, value)]
