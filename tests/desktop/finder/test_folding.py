"""Words as they are compared, and where in a text they are found."""

import pytest

from desktop.finder.folding import expression, indexed, marks, snippet, tokens, wanted


def marked(text: str, query: str) -> list[str]:
    """Return the parts of `text` that are marked for `query`."""
    return [text[at : at + length] for at, length in marks(text, wanted(query))]


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Café Zoë", "cafe"),
        ("Cafe\u0301", "café"),
        ("Müller", "muller"),
        ("Müller", "mueller"),
        ("Müller", "müller"),
        ("Straße", "strasse"),
        ("Offer D-104", "d-10"),
        ("新しい看板です", "看板"),
        ("ÅNGSTRÖM", "angstr"),
        ("\u202eMill\u202c Bakery", "mill"),
        ("Grüße 🎉 Fest", "fest"),
    ],
)
def test_a_word_is_found_by_its_beginning(text: str, query: str) -> None:
    (parts,) = wanted(query)
    said = f" {indexed(text)}"
    assert f" {' '.join(parts)}" in said
    assert marked(text, query)


def test_what_is_marked_is_what_matches_and_no_more() -> None:
    assert marked("Mill Bakery · Menu boards", "bak men") == ["Bak", "Men"]
    assert marked("Café Zoë", "cafe") == ["Café"]
    assert marked("Bäckerei Müller", "mueller") == ["Müller"]
    assert marked("Seal", "al") == []
    assert marked("<b>Bold</b> & Co", "bold") == ["Bold"]
    assert marked("Deal D-104 and 104", "d-104") == ["D-104"]


@pytest.mark.parametrize("query", ["", "   ", '"', "* ( ) : ^ -", "🎉", "\u202e\u2066", "...", "\x00"])
def test_nothing_is_looked_for_without_a_letter(query: str) -> None:
    assert wanted(query) == []


def test_a_long_paste_is_cut() -> None:
    assert len(wanted("word " * 10_000)) == 12
    assert len(wanted("x" * 10_000)[0][0]) == 200


def test_operators_of_the_index_are_plain_words() -> None:
    assert expression(wanted('a" OR b* NEAR(c)')) == '"a" * AND "or" * AND "b" * AND "near c" *'


def test_a_snippet_is_the_line_in_which_a_word_stands() -> None:
    text = "Banner set\n" + "before " * 30 + "parking is tight " + "after " * 30
    said = snippet(text, wanted("parking"))
    assert "parking is tight" in said
    assert said.startswith("…") and said.endswith("…")
    assert "Banner" not in said
    assert snippet(text, wanted("nowhere")) == ""


def test_words_keep_their_order() -> None:
    assert tokens("Lead time, 10 days_left") == ["lead", "time", "10", "days", "left"]
