"""Sealing with a word: it opens again with that word only, and says nothing from outside."""

from base64 import b64decode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.sealing import Key, WrongWordError, make_key, seal, unseal

KEY = make_key("Blauer Hund")


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_what_was_sealed_comes_back(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert unseal(KEY, seal(KEY, text)) == text


@pytest.mark.parametrize("word", [" blauer  HUND ", "Blauer Hund", "ＢＬＡＵＥＲ Hund"])
def test_how_a_word_is_typed_makes_no_difference(word: str) -> None:
    assert make_key(word, KEY.salt) == KEY


def test_another_word_another_salt_or_a_changed_byte_opens_nothing() -> None:
    sealed = seal(KEY, "four")
    changed = ("A" if sealed[40] != "A" else "B").join((sealed[:40], sealed[41:]))
    for key, text in ((make_key("Blauer Hut", KEY.salt), sealed), (make_key("Blauer Hund"), sealed), (KEY, changed)):
        with pytest.raises(WrongWordError):
            unseal(key, text)
    for text in ("", "not sealed at all", sealed[:-8]):
        with pytest.raises(WrongWordError):
            unseal(KEY, text)


def test_neither_the_length_nor_a_second_time_says_anything() -> None:
    assert len(seal(KEY, "{}")) == len(seal(KEY, "x" * 1900))
    assert seal(KEY, "four") != seal(KEY, "four")
    assert b"four" not in b64decode(seal(KEY, "four"))


def test_a_key_has_a_salt_of_its_own() -> None:
    one, other = make_key("Blauer Hund"), make_key("Blauer Hund")
    assert isinstance(one, Key) and one.salt != other.salt and one.secret != other.secret
