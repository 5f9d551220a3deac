"""Texts in other directions stay in their place."""

import pytest

from desktop.wording.typed import closed_off, typed


@pytest.mark.parametrize("text", ["Smith & Co <sales>", "Nook Café", "👩\u200d🔧", "日本", ""])
def test_what_needs_nothing_is_left_alone(text: str) -> None:
    assert typed(text) == text
    assert closed_off(text) == text


def test_what_runs_from_the_right_is_kept_to_itself() -> None:
    assert typed("שלום") == "\u2068שלום\u2069"
    assert typed("a\u202eb") == "\u2068a\u202eb\u2069"
    assert closed_off("שלום") == "שלום"


def test_an_open_isolate_is_closed_as_well() -> None:
    assert typed("\u2067a\u2068b") == "\u2068\u2067a\u2068b\u2069\u2069\u2069"
    assert closed_off("a\u2069\u2069") == "\u2068a\u2069\u2069\u2069"
