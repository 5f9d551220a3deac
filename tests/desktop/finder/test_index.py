"""The index alone: what is found, in which order, and that no input can break it."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.finder.folding import wanted
from desktop.finder.index import Index
from storage.finding import Kind, Record

MOST = dict.fromkeys(Kind, 8)


def deal(key: str, client: str, *, ref: str = "", words: str = "", is_open: bool = True, day: str = "") -> Record:
    return Record(key, ref or f"D-{key}", client, words, is_open, day, "lead", "", "", "", None, key)


@pytest.fixture
def index() -> Iterator[Index]:
    made = Index()
    yield made
    made.close()


def found(index: Index, query: str, kind: Kind = Kind.DEAL) -> list[str]:
    return list(index.find(wanted(query), MOST)[kind].keys) if index.find(wanted(query), MOST) else []


def test_all_words_must_be_there_by_their_beginnings(index: Index) -> None:
    index.put(Kind.DEAL, [deal("1", "Mill Bakery", words="Menu boards"), deal("2", "Mill House", words="Banner")])
    assert sorted(found(index, "mill")) == ["1", "2"]
    assert found(index, "men mil") == ["1"]
    assert found(index, "ill") == []


def test_the_number_first_then_beginnings_then_open_then_newest(index: Index) -> None:
    index.put(
        Kind.DEAL,
        [
            deal("old", "North Oak", day="2025-01-01"),
            deal("inside", "Great North", day="2026-09-09"),
            deal("new", "North Oak", day="2026-01-01"),
            deal("closed", "North Oak", is_open=False, day="2026-08-08"),
            deal("note", "Elm", words="north side", day="2026-10-10"),
            deal("number", "Elm", ref="North", is_open=False),
        ],
    )
    assert found(index, "north") == ["number", "new", "old", "closed", "inside", "note"]


def test_the_kind_with_the_best_match_comes_first(index: Index) -> None:
    index.put(Kind.DEAL, [deal("1", "Marlow", words="lost to lead time")])
    index.put(Kind.RULE, [deal("2", "Lead time")])
    index.put(Kind.WORD, [deal("3", "lead time"), deal("4", "urgent", words="under the lead time")])
    assert list(index.find(wanted("lead time"), MOST)) == [Kind.RULE, Kind.WORD, Kind.DEAL]
    assert list(index.find(wanted("lost"), MOST)) == [Kind.DEAL]


def test_a_record_put_again_takes_the_place_of_the_old_one(index: Index) -> None:
    index.put(Kind.DEAL, [deal("1", "Mill Bakery")])
    index.put(Kind.DEAL, [deal("1", "Oak Books")])
    assert found(index, "mill") == []
    assert found(index, "oak") == ["1"]
    assert len(index) == 1
    index.remove(Kind.DEAL, ["1", "never there"])
    assert found(index, "oak") == []
    assert len(index) == 0


def test_the_same_key_in_two_kinds_is_two_records(index: Index) -> None:
    index.put(Kind.DEAL, [deal("1", "Oak")])
    index.put(Kind.CLIENT, [deal("1", "Oak")])
    index.remove(Kind.DEAL, ["1"])
    assert list(index.find(wanted("oak"), MOST)) == [Kind.CLIENT]


def test_so_many_are_shown_and_all_are_counted(index: Index) -> None:
    index.put(Kind.DEAL, [deal(str(n), "Oak") for n in range(30)])
    result = index.find(wanted("oak"), MOST)[Kind.DEAL]
    assert len(result.keys) == 8
    assert result.total == 30


@given(query=st.text(max_size=60), said=st.text(max_size=60))
def test_no_text_breaks_it(query: str, said: str) -> None:
    index = Index()
    index.put(Kind.DEAL, [deal("1", said, words="plain")])
    index.find(wanted(query), MOST)
    assert found(index, "plain") == ["1"]
    index.close()


@pytest.mark.parametrize(
    "query", ['"', "oak*", "(oak", "oak)", "words:oak", "^oak", "-oak", "oak OR", "NEAR(oak", "oak\x00"]
)
def test_signs_of_the_query_language_are_only_signs(index: Index, query: str) -> None:
    index.put(Kind.DEAL, [deal("1", "Oak", words="or near oak, words: oak")])
    assert found(index, query) == (["1"] if wanted(query) else [])
