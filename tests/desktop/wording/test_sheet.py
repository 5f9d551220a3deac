"""The words of an import: every field has a name, values are the locale's, counts are one line."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QLocale

from desktop.wording.sheet import (
    Reading,
    counts_words,
    date_choices,
    drafts_words,
    encoding_words,
    field_words,
    outcome_words,
    questions_words,
    readings,
    separator_words,
    stage_choices,
    value_words,
)
from framework.deal import Stage
from storage.importing import ImportResult
from storage.sheet.dates import DateOrder
from storage.sheet.glance import DateQuestion, Unread
from storage.sheet.mapping import FIELDS
from storage.sheet.text_sheet import SEPARATORS


def test_everything_that_can_be_chosen_has_its_own_name() -> None:
    assert set(field_words()) == set(FIELDS)
    assert len(set(field_words().values())) == len(FIELDS)
    assert [stage for stage, _ in stage_choices()] == list(Stage)
    assert set(separator_words()) == set(SEPARATORS)
    for name in encoding_words():
        assert "client".encode(name).decode(name) == "client"


def test_each_reading_names_the_day_it_would_mean() -> None:
    assert readings("03-04-17") == [
        Reading(DateOrder.DMY, date(2017, 4, 3)),
        Reading(DateOrder.MDY, date(2017, 3, 4)),
        Reading(DateOrder.YMD, date(2003, 4, 17)),
    ]
    assert readings("25/03/2017") == [Reading(DateOrder.DMY, date(2017, 3, 25)), Reading(DateOrder.MDY, None)]


def test_where_the_month_is_written_first_it_is_offered_first() -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    try:
        assert readings("03-04-2017")[0].order is DateOrder.MDY
    finally:
        QLocale.setDefault(before)


def test_dates_offer_what_they_show_only_where_they_show_it() -> None:
    open_one = DateQuestion(("due",), "03/04/2027", None, True)
    assert date_choices(open_one, None) == [
        (DateOrder.DMY, "03/04/2027 is Sat 3 Apr 2027 (day first)"),
        (DateOrder.MDY, "03/04/2027 is Thu 4 Mar 2027 (month first)"),
    ]
    assert date_choices(open_one, DateOrder.YMD)[-1] == (DateOrder.YMD, "year first")
    decided = DateQuestion(("due",), "25/12/2027", DateOrder.DMY, False)
    assert date_choices(decided, None)[0] == (None, "As the dates show: day first")
    assert date_choices(decided, None)[2] == (DateOrder.MDY, "month first")
    mixed = DateQuestion(("due", "won"), "25/12/2027", None, False)
    assert date_choices(mixed, None)[0] == (None, "Each column as its dates show")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("client", None, ""),
        ("client", "Nook <b>", "Nook <b>"),
        ("value", Decimal("1234.50"), "€1,234.50"),
        ("discount_percent", Decimal("-2.5"), "-2.5\u00a0%"),
        ("hours", Decimal("7.5"), "7.5\u00a0h"),
        ("quantity", Decimal("0.0625"), "0.0625"),
        ("custom_parts", 1200, "1,200"),
        ("rework", True, "Yes"),
        ("rework", False, "No"),
        ("stage", Stage.IN_DELIVERY, "In delivery"),
        ("promised_on", date(2026, 12, 11), "Fri 11 Dec 2026"),
        ("promised_on", Unread("03/04"), "03/04"),
    ],
)
def test_values_are_written_as_everywhere(field: str, value: Any, words: str) -> None:
    assert value_words(field, value, "EUR") == words


@pytest.mark.parametrize(
    ("counts", "before", "after"),
    [
        (
            (8800, 7375, 0, 1425),
            "8,800 rows: 7,375 new deals, 1,425 left out",
            "7,375 deals added, 1,425 rows left out",
        ),
        ((1, 1, 0, 0), "1 row: 1 new deal", "1 deal added"),
        ((3, 0, 2, 1), "3 rows: 0 new deals, 2 deals updated, 1 left out", "2 deals updated, 1 row left out"),
        ((2, 1, 1, 0), "2 rows: 1 new deal, 1 deal updated", "1 deal added, 1 deal updated"),
        ((1, 0, 0, 1), "1 row: 0 new deals, 1 left out", "0 deals added, 1 row left out"),
    ],
)
def test_counts_are_said_in_one_line(counts: tuple[int, int, int, int], before: str, after: str) -> None:
    result = ImportResult(*counts, (), ())
    assert (counts_words(result), outcome_words(result)) == (before, after)


def test_what_is_open_is_said() -> None:
    assert len({questions_words(True, ["x"]), questions_words(True, []), questions_words(False, ["x"])}) == 3


def test_new_offerings_are_named_up_to_a_point() -> None:
    assert drafts_words(["Kite", "Sail"]) == "Not in your catalogue yet, and added to it as drafts: “Kite”, “Sail”."
    assert drafts_words([str(number) for number in range(12)]).endswith("“9”, and 2 more.")
