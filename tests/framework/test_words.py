"""Shared words: where a word of the glossary stands in a text, and which spellings are one word."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from framework.words import Word, known_word, same_word, words_in


def found_in(text: str, *words: str) -> list[str]:
    return [word.word for word in words_in(text, [Word(str(n), word) for n, word in enumerate(words)])]


@pytest.mark.parametrize(
    "text",
    ["the lead time", "Lead Time!", "LEAD TIMES", "(lead times)", "lead time's end", "«lead time»", "Lead timeS"],
)
def test_a_word_stands_in_a_text_whatever_its_capitals_and_its_plural(text: str) -> None:
    assert found_in(text, "Lead time") == ["Lead time"]
    assert found_in(text, "Load time") == []


@pytest.mark.parametrize("text", ["misleading", "leads2", "lead_time", "leadss", "pleads", "lea d", "leaden", "s", ""])
def test_a_part_of_a_word_is_not_the_word(text: str) -> None:
    assert found_in(text, "lead") == []
    assert found_in(text.replace("lead", "lead-time"), "lead time") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The lead time is short", ["lead time"]),
        ("A lead came in; its lead time is short", ["lead", "lead time"]),
        ("its lead times, then leads", ["lead time", "lead"]),
        ("a standard lead", ["standard", "lead"]),
        ("the time a lead takes", ["time", "lead"]),
        ("lead lead time lead", ["lead", "lead time"]),
    ],
)
def test_a_longer_word_hides_a_shorter_one_inside_it_and_the_order_is_that_of_the_text(
    text: str, words: list[str]
) -> None:
    assert found_in(text, "time", "lead", "standard", "lead time") == words


def test_spaces_and_line_breaks_between_two_words_do_not_matter() -> None:
    for text in ("lead time", "lead   time", "lead\ntime", "lead\u00a0time", "lead \t\n times"):
        assert found_in(text, "lead time") == ["lead time"]
        assert found_in(text, "  lead   time ") == ["  lead   time "], "nor in the glossary itself"


@pytest.mark.parametrize(
    "word", ["C++", "24/7", "(draft)", "a.b", "50 %", "$x^", "[ok]", "back\\slash", "what?", "a|b"]
)
def test_signs_are_only_signs(word: str) -> None:
    assert found_in(f"we say {word}, and mean it", word) == [word]
    assert found_in("we say ab, aab, c, x and C, ok, draft and 50", word) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Das Maß zählt", "maß"),
        ("DIE ÄNDERUNG", "Änderung"),
        ("les délais", "Délai"),
        ("ΛΌΓΟΣ", "λόγος"),
        ("納期 は 短い", "納期"),
        ("срок поставки", "СРОК"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_words_of_every_language_are_found(text: str, word: str) -> None:
    assert found_in(text, word) == [word]
    assert found_in(f"x{text}", word) == [] or " " in text


def test_a_letter_that_has_no_plain_small_one_is_another_word() -> None:
    """The Turkish i with a dot: what looks the same to a search is not the same spelling."""
    assert found_in("İstanbul", "istanbul", "rush") == []
    assert found_in("İstanbul and a rush", "istanbul", "rush") == ["rush"]


def test_letters_of_every_language_are_part_of_a_word() -> None:
    assert found_in("délai", "lai") == found_in("Änderung", "nderung") == found_in("Größe", "gr") == []


def test_an_empty_glossary_finds_nothing_and_an_empty_line_of_it_is_passed_over() -> None:
    assert words_in("lead time", []) == ()
    assert found_in("lead time", "", "  ") == []
    assert found_in("lead time", "", "lead") == ["lead"]


def test_a_word_is_told_once_and_of_two_spellings_the_first() -> None:
    first, second = Word("1", "Urgent", "today"), Word("2", "urgent", "this week")
    assert words_in("urgent, URGENT and urgents", [first, second]) == (first,)
    assert words_in("urgent", [second, first]) == (second,)


def test_a_glossary_that_changes_is_read_anew() -> None:
    """The pattern is kept from one text to the next: it must not be the one of another glossary."""
    word = Word("1", "urgent", "today")
    assert words_in("urgent", [word]) == (word,)
    agreed = word._replace(agreed="within 4 hours")
    assert words_in("urgent", [agreed]) == (agreed,)
    assert words_in("urgent", [word._replace(word="rush")]) == ()


def naive_words(text: str, words: Sequence[str]) -> list[str]:
    """One place after another: the longest word that stands there whole, then on behind it."""
    glossary = sorted({" ".join(word.split()) for word in words if word.split()}, key=len, reverse=True)
    found: list[str] = []
    at = 0
    while at < len(text):
        ends = [end for word in glossary if (end := ends_at(text, at, word)) is not None]
        if not ends or (at and is_letter(text[at - 1])):
            at += 1
            continue
        spelled = next(word for word in glossary if ends_at(text, at, word) is not None)
        found += [spelled.lower()] if spelled.lower() not in found else []
        at = ends[0]
    return found


def ends_at(text: str, at: int, word: str) -> int | None:
    for sign in word:
        if sign == " ":
            if at >= len(text) or not text[at].isspace():
                return None
            while at < len(text) and text[at].isspace():
                at += 1
        elif text[at : at + 1].lower() == sign.lower():
            at += 1
        else:
            return None
    for end in [at + 1, at] if text[at : at + 1] in ("s", "S") else [at]:
        if end >= len(text) or not is_letter(text[end]):
            return end
    return None


def is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


PIECES = st.sampled_from(["a", "B", "ab", "s", "S", " ", "  ", "\n", "+", ".", "-", "(", "_", "ä", "Ä", "a b", "1"])


@settings(max_examples=300)
@given(
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(st.lists(PIECES, min_size=1, max_size=4).map("".join), max_size=5),
)
@example("as ass a s", ["a", "as", "a s"])
@example("a+s +", ["a+", "+"])
def test_words_are_those_that_reading_letter_by_letter_finds(text: str, words: list[str]) -> None:
    found = [" ".join(word.split()).lower() for word in found_in(text, *words)]
    assert found == naive_words(text, words)


def test_two_spellings_are_one_word() -> None:
    words = [Word("1", "Lead time"), Word("2", "Straße")]
    assert same_word(" lead  TIME", "Lead time") and not same_word("lead times", "lead time")
    assert known_word("LEAD time ", words) is words[0]
    assert known_word("STRASSE", words) is words[1]
    assert known_word("lead", words) is None and known_word("lead", []) is None


def test_a_word_has_a_meaning_once_anybody_wrote_one() -> None:
    word = Word("1", "urgent")
    assert not word.has_meaning
    for known in ("sales_means", "operations_means", "agreed"):
        assert word._replace(**{known: "today"}).has_meaning
