"""The journal: what is kept of a row before and after, and the digest of all rows."""

import json
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.book import Book
from storage.journal import (
    EMPTY_DIGEST,
    Entry,
    Value,
    differing,
    digest_text,
    merged,
    moved_digest,
    row_hash,
    stored,
    text_of,
    values_of,
)

BUSINESS = {
    "name": "Brightside",
    "kind": "blank",
    "currency": "EUR",
    "timezone": "UTC",
    "weekdays": "01234",
    "opens": "09:00",
    "closes": "17:00",
}
VALUES = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.text(), st.floats(allow_nan=False))


def test_values_are_kept_as_they_lie_in_the_file() -> None:
    instant = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert stored(instant) == "2026-11-23T09:00:00.000000Z"
    assert stored(date(2026, 2, 28)) == "2026-02-28"
    assert [stored(value) for value in (True, False, 7, None, "x")] == [1, 0, 7, None, "x"]
    with pytest.raises(ValueError):
        stored(datetime(2026, 11, 23, 10, 0))  # noqa: DTZ001


@given(st.dictionaries(st.text(), VALUES))
def test_the_text_of_the_journal_reads_back_exactly(values: dict[str, Value]) -> None:
    assert values_of(text_of(values)) == values
    assert values_of(text_of(None)) is None


def test_the_hash_of_a_row_is_what_older_files_hold() -> None:
    text = '["deal","é\\n",1,null,2.5]'
    assert json.loads(text) == ["deal", "é\n", 1, None, 2.5]
    # Never change this: files in use carry sums of it.
    assert row_hash("deal", ["é\n", 1, None, 2.5]) == int("6de9f88d8bc5c2c86a5ff63489150dab", 16)


def entry(key: str, before: dict[str, Value] | None, after: dict[str, Value] | None) -> Entry:
    """One entry of a table called t."""
    return Entry("t", key, before, after)


def test_the_digest_moves_with_the_rows_and_comes_back() -> None:
    added = entry("1", None, {"a": 1, "b": "x"})
    changed = entry("1", {"a": 1, "b": "x"}, {"a": 2, "b": "x"})
    removed = entry("1", {"a": 2, "b": "x"}, None)
    one = moved_digest(EMPTY_DIGEST, [added])
    assert one == digest_text(row_hash("t", [1, "x"]))
    two = moved_digest(one, [changed])
    assert two == digest_text(row_hash("t", [2, "x"]))
    assert moved_digest(two, [removed]) == EMPTY_DIGEST
    assert len({EMPTY_DIGEST, one, two}) == 3


def test_entries_of_one_row_become_one() -> None:
    first, second = {"a": 1}, {"a": 2}
    assert merged([entry("1", None, first), entry("1", first, second)]) == [entry("1", None, second)]
    assert merged([entry("1", first, second), entry("1", second, None)]) == [entry("1", first, None)]
    assert merged([entry("1", None, first), entry("1", first, None)]) == []
    assert merged([entry("1", first, second), entry("1", second, first)]) == []
    assert merged([entry("1", None, first), entry("2", None, first)]) == [
        entry("1", None, first),
        entry("2", None, first),
    ]


def test_only_what_differs_is_kept_of_a_changed_row() -> None:
    assert differing(entry("1", {"a": 1, "b": 2}, {"a": 1, "b": None})) == entry("1", {"b": 2}, {"b": None})
    whole = entry("1", None, {"a": 1})
    assert differing(whole) == whole


def test_the_journal_holds_before_and_after_as_stored(book: Book) -> None:
    with book.change("Add") as change:
        key = change.add("day_off", {"day": date(2026, 12, 24), "kind": "own", "name": "Eve"})
    with book.change("Move") as change:
        change.update("day_off", key, {"day": date(2026, 12, 31)})
    with book.change("Remove") as change:
        change.remove("day_off", key)
    whole = {"id": key, "day": "2026-12-24", "kind": "own", "name": "Eve", "version": 1}
    later = {**whole, "day": "2026-12-31", "version": 2}
    found = [(values_of(a), values_of(b)) for a, b in book.rows('SELECT "before", "after" FROM changed_row')]
    assert found == [
        (None, whole),
        ({"day": "2026-12-24", "version": 1}, {"day": "2026-12-31", "version": 2}),
        (later, None),
    ]
    assert book.row("SELECT digest FROM file_state") == (EMPTY_DIGEST,)


def test_a_value_that_was_empty_before_is_empty_in_the_journal(book: Book) -> None:
    with book.change("Add") as change:
        key = change.add("business", BUSINESS)
    with book.change("Set") as change:
        change.update("business", key, {"country": "NL"})
    (before,) = book.row('SELECT "before" FROM changed_row ORDER BY seq DESC') or ()
    assert values_of(before) == {"country": None, "version": 1}


def test_instants_of_the_journal_are_utc(book: Book) -> None:
    with book.change("Add") as change:
        change.add("client", {"name": "Café Noir"})
        at = change.at
    assert at.tzinfo is UTC
    assert book.row("SELECT at FROM change") == (at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),)
