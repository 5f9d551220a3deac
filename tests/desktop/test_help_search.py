"""Words looked for in all pages of help."""

from desktop.help_search import find
from desktop.wording.help import Line, Said, SpokenPage


def page(key: str, *said: str) -> SpokenPage:
    return SpokenPage(key, said[0], tuple(Line("text", (Said(words),)) for words in said))


PAGES = (
    page("a", "Capacity", "The lead time is long. Lead times differ."),
    page("b", "Café", "Time to lead. Zeit für Müller."),
    page("c", "Paper", "Nothing of the kind."),
)


def texts(query: str) -> dict[str, list[str]]:
    plain = {each.key: each.plain for each in PAGES}
    return {
        found.key: [plain[found.key][start : start + length] for start, length in found.hits]
        for found in find(PAGES, query)
    }


def test_a_phrase_comes_before_its_words_apart() -> None:
    assert texts("lead time") == {"a": ["lead time", "Lead time"]}


def test_words_that_stand_nowhere_together_are_looked_for_apart() -> None:
    assert texts("muller time") == {"b": ["Time", "Müller"]}


def test_with_and_without_accents_and_case() -> None:
    assert texts("CAFE") == texts("café") == {"b": ["Café"]}
    assert texts("mueller") == texts("Müller") == {"b": ["Müller"]}


def test_nothing_is_found_by_nothing_and_by_what_is_nowhere() -> None:
    assert texts("") == texts("  ?! ") == texts("surcharges") == {}
