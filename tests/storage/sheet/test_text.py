"""Text that a spreadsheet would run goes out guarded and comes back as it was; what cannot be stored is taken out."""

from hypothesis import given
from hypothesis import strategies as st

from storage.sheet.text import clean_text, guard_text, unguard_text


@given(st.text(alphabet=st.sampled_from("'=+-@\t\r\n\0＝a ") | st.characters(), max_size=12))
def test_guarded_text_comes_back_and_never_begins_like_a_formula(text: str) -> None:
    guarded = guard_text(text)
    assert unguard_text(guarded) == text
    assert guarded[:1] not in tuple("=+-@\t\r\n\0＝＋－＠")


@given(st.text())
def test_clean_text_can_be_stored_and_stays_clean(text: str) -> None:
    clean, _ = clean_text(text)
    clean.encode("utf-8")
    assert "\0" not in clean
    assert clean_text(clean) == (clean, False)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_printable_text_stays_as_it_is(text: str) -> None:
    assert clean_text(text) == (text, False)
