"""Numbers written as people in four countries write them come back exactly, whatever stands around them."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from storage.sheet.cells import read_number
from storage.sheet.columns import NumberStyle, find_styles
from storage.sheet.numbers import decimal_mark, is_ambiguous, split_number
from storage.sheet.problem import BadCell

STYLES = {
    "de": (".", ","),
    "en": (",", "."),
    "fr": ("\u202f", ","),
    "nbsp": ("\u00a0", ","),
    "ch": ("’", "."),
    "plain": ("", "."),
}
MONEY = st.decimals(min_value=Decimal("-9999999999999.99"), max_value=Decimal("9999999999999.99"), places=2)
AROUND = st.sampled_from(["{}", "€ {}", "{} €", "EUR {}", "{} CHF", "${}", " {} "])


def spell(number: Decimal, country: str) -> str:
    group, mark = STYLES[country]
    return f"{number:,.2f}".replace(",", "\0").replace(".", mark).replace("\0", group)


@given(st.lists(MONEY, min_size=1, max_size=8), st.sampled_from(sorted(STYLES)), AROUND)
def test_a_column_of_money_comes_back_exactly(numbers: list[Decimal], country: str, around: str) -> None:
    texts = [around.format(spell(number, country)) for number in numbers]
    styles, _ = find_styles({"value": texts})
    assert [read_number(text, styles["value"], careful=True) for text in texts] == numbers


@given(st.lists(st.integers(-(10**12), 10**12), min_size=2, max_size=8), st.sampled_from(["de", "en", "fr", "ch"]))
def test_whole_numbers_with_thousands_come_back_beside_one_that_decides(numbers: list[int], country: str) -> None:
    group, mark = STYLES[country]
    texts = [f"{number:,}".replace(",", group) for number in numbers]
    styles, _ = find_styles({"value": [*texts, f"0{mark}50"]})
    assert [read_number(text, styles["value"], careful=True) for text in texts] == numbers


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=8), st.sampled_from(["de", "en", "fr", "ch"]))
def test_whole_numbers_with_thousands_come_back_on_their_own(numbers: list[int], country: str) -> None:
    texts = [f"{number:,}".replace(",", STYLES[country][0]) for number in numbers]
    styles, _ = find_styles({"value": texts})
    assert [read_number(text, styles["value"], careful=True) for text in texts] == numbers


@given(st.text(max_size=80))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    for style in (NumberStyle("."), NumberStyle(","), NumberStyle(None)):
        try:
            number = read_number(text, style, percent=True)
        except BadCell as bad:
            assert bad.say.endswith(".")
        else:
            assert number is None or number.is_finite()


@given(MONEY)
def test_a_sign_in_any_place_is_the_same_number(number: Decimal) -> None:
    assume(number)
    plain = f"{abs(number):.2f}"
    for text in (
        f"-{plain}",
        f"{plain}-",
        f"({plain})",
        f"€ -{plain}",
        f"-€ {plain}",
        f"€ ({plain})",
        f"\u2212{plain}",
    ):
        assert read_number(text, NumberStyle(".")) == -abs(number)


@pytest.mark.parametrize("core", ["1,234", "12.345", "999,000"])
def test_three_digits_behind_one_mark_say_nothing(core: str) -> None:
    assert is_ambiguous(core)
    assert decimal_mark(core) is None


@pytest.mark.parametrize(
    ("core", "mark"),
    [
        ("1,23", ","),
        ("1.2345", "."),
        ("0,123", ","),
        ("1234.567", "."),
        ("1,234.5", "."),
        ("1.234,5", ","),
        ("1.234.567", ","),
        ("1,234,567", "."),
        ("1'234.567", "."),
        ("1 234,567", ","),
        (".5", "."),
        ("1234", None),
    ],
)
def test_what_a_number_gives_away(core: str, mark: str | None) -> None:
    assert decimal_mark(core) == mark


@pytest.mark.parametrize("text", ["0,123", "1,23,4", "12,34", "1,2345", "1'23", "1 23", "1,234'567", "01,234"])
def test_marks_in_the_wrong_place_are_no_number_where_the_point_divides(text: str) -> None:
    with pytest.raises(BadCell):
        read_number(text, NumberStyle("."))


def test_two_currencies_in_a_column_are_noted() -> None:
    _, notes = find_styles({"value": ["€ 5.00", "$ 6.00"]})
    assert "€" in notes[0]
    assert "$" in notes[0]
    assert split_number("chf 5").currency == "chf"
