"""All about a client over its deals, and the note on it."""

from pathlib import Path
from typing import Any

import pytest

from desktop.actions.clients import LONGEST_NOTE, ClientFile, edit_client_note, read_client_file
from storage.book import Author, Book
from storage.clients import client_id_named, client_lines
from storage.opening import open_book
from storage.trouble import Conflict, Trouble


@pytest.fixture
def book(sample: Path) -> Any:
    with open_book(sample) as opened:
        yield opened


def file_of(book: Book, name: str) -> ClientFile:
    key = client_id_named(book, name)
    assert key is not None
    found = read_client_file(book, key, digits=2)
    assert found is not None
    return found


def test_a_client_is_seen_over_all_deals(book: Book) -> None:
    found = file_of(book, "Harbour Brewery")
    assert [told.deal.ref for told in found.deals] == ["B-051", "B-045"], "the newest first"
    assert found.scores == (3,)
    assert [told.deal.ref for told in found.delivered] == ["B-045"]
    assert [promise.say for promise in found.deals[0].promises] == [
        "It is fitted on a dry day, and we call the evening before"
    ]
    assert found.asked is not None and (found.asked.days, found.asked.still_client) == (30, True)


def test_whoever_left_has_left_and_nobody_asked_is_none(book: Book) -> None:
    left = file_of(book, "The Old Forge")
    assert left.asked is not None and left.asked.still_client is False
    assert file_of(book, "Riverside Nursery").asked is None


def test_questions_and_answers_come_along(book: Book) -> None:
    found = file_of(book, "Riverside Nursery")
    asked = book.row(
        "SELECT count(*) FROM request q JOIN deal d ON d.id = q.deal_id JOIN client c ON c.id = d.client_id "
        "WHERE c.name = 'Riverside Nursery'"
    )
    assert asked is not None and asked[0] > 0
    assert sum(len(told.requests) for told in found.deals) == asked[0]


def test_a_client_that_is_gone_is_none(book: Book) -> None:
    assert read_client_file(book, "nobody", digits=2) is None
    assert client_id_named(book, "Nobody & Co") is None


def test_the_list_counts_deals(book: Book) -> None:
    lines = {line.name: line for line in client_lines(book)}
    assert len(lines) == book.row("SELECT count(*) FROM client")[0]  # type: ignore[index]
    assert (lines["Harbour Brewery"].deals, lines["Harbour Brewery"].sold) == (2, 2)
    assert lines["Corner Deli"].sold == 0
    assert [line.name.lower() for line in client_lines(book)] == sorted(name.lower() for name in lines)


def test_a_note_is_kept_and_not_overwritten_unseen(book: Book) -> None:
    client = file_of(book, "Corner Deli").client
    edit_client_note(book=book, who=Author("", "Ana"), client=client, note=" Rings before nine ")
    assert file_of(book, "Corner Deli").client.note == "Rings before nine"
    assert book.undo_label == "Note on Corner Deli"
    with pytest.raises(Conflict):
        edit_client_note(book=book, who=Author(), client=client, note="Other words")
    now = file_of(book, "Corner Deli").client
    with pytest.raises(Trouble, match="10000 characters fit"):
        edit_client_note(book=book, who=Author(), client=now, note="x" * (LONGEST_NOTE + 1))
    book.undo()
    assert file_of(book, "Corner Deli").client.note == ""
