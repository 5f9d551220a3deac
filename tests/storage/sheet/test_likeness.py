"""Two spellings of one name fall together, two names never do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sheet.likeness import match_names, normal_form


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("GTXPro", "GTX Pro"),
        ("gtx-pro", "GTX  Pro"),
        ("Shop sign (A1)", "shop-sign A1"),
        ("STRASSE", "Straße"),
        ("ＡＢ", "ab"),
    ],
)
def test_spellings_of_one_name(a: str, b: str) -> None:
    assert normal_form(a) == normal_form(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Panel 1.5", "Panel 15"),
        ("Size 1-2", "Size 12"),
        ("C", "C++"),
        ("C#", "C"),
        ("GTX Pro", "GTX Por"),
        ("-", "--"),
        ("", "-"),
    ],
)
def test_different_names(a: str, b: str) -> None:
    assert normal_form(a) != normal_form(b)


def test_an_exact_spelling_wins_and_a_tie_matches_nothing() -> None:
    known = ["GTX Pro", "GTX-Pro", "MG Special"]
    assert match_names(["GTX-Pro", "GTXPro", "mg special", "new"], known) == {
        "GTX-Pro": "GTX-Pro",
        "GTXPro": None,
        "mg special": "MG Special",
        "new": None,
    }


@given(st.text(max_size=30))
def test_a_normal_form_is_its_own_normal_form_for_words(name: str) -> None:
    assert normal_form(name) == normal_form(f" {name} ")
    assert normal_form(name.upper()) == normal_form(name.upper().swapcase().upper())
