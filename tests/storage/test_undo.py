"""Undo and redo by name: the before is put back, and nothing is put back over somebody else's work."""

import time
from datetime import date
from pathlib import Path

import pytest

from storage.book import Author, Book
from storage.opening import create_book, open_book
from storage.trouble import Refused, Trouble
from storage.verify import check

BEN = Author("b" * 32, "Ben")


def add_client(book: Book, name: str) -> str:
    """Add a client in a change of its own."""
    with book.change(f"Add {name}") as change:
        return change.add("client", {"name": name})


def names(book: Book) -> list[str]:
    """The names of all clients."""
    return [name for (name,) in book.rows("SELECT name FROM client ORDER BY name")]


def test_undo_and_redo_go_back_and_forth_by_name(book: Book) -> None:
    key = add_client(book, "Café Noir")
    with book.change("Note") as change:
        change.update("client", key, {"note": "Rings twice"})
    assert (book.undo_label, book.redo_label) == ("Note", None)
    book.undo()
    assert book.row("SELECT note FROM client") == ("",)
    assert (book.undo_label, book.redo_label) == ("Add Café Noir", "Note")
    book.undo()
    assert names(book) == []
    book.undo()  # nothing left: nothing happens
    book.redo()
    book.redo()
    assert book.row("SELECT id, name, note FROM client") == (key, "Café Noir", "Rings twice")
    assert (book.undo_label, book.redo_label) == ("Note", None)
    assert [(h.seq, h.label, h.undoes) for h in book.history()] == [
        (6, "Redo: Note", 3),
        (5, "Redo: Add Café Noir", 4),
        (4, "Undo: Add Café Noir", 1),
        (3, "Undo: Note", 2),
        (2, "Note", None),
        (1, "Add Café Noir", None),
    ]


def test_a_new_change_ends_what_could_be_redone(book: Book) -> None:
    add_client(book, "Café Noir")
    book.undo()
    assert book.redo_label == "Add Café Noir"
    add_client(book, "Kite Bikes")
    assert book.redo_label is None


def test_undo_is_refused_when_the_row_has_moved_on(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        key = add_client(mine, "Café Noir")
        with theirs.change("Rename it", who=BEN) as change:
            change.update("client", key, {"name": "Café Blanc"})
        with pytest.raises(Refused, match="Ben has changed it since \\(“Rename it”\\)"):
            mine.undo()
        assert names(mine) == ["Café Blanc"]
        assert mine.undo_label is None  # it will not go better next time


def test_undo_of_another_column_than_theirs_still_works(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        key = add_client(mine, "Café Noir")
        with mine.change("Note") as change:
            change.update("client", key, {"note": "Rings twice"})
        with theirs.change("Rename it", who=BEN) as change:
            change.update("client", key, {"name": "Café Blanc"})
        mine.undo()
        assert mine.row("SELECT name, note FROM client") == ("Café Blanc", "")


def test_undo_is_kept_when_the_file_is_busy(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.05)
    with create_book(path) as mine, open_book(path) as theirs:
        add_client(mine, "Café Noir")
        theirs.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="written to by another program"):
            mine.undo()
        theirs.connection.execute("ROLLBACK")
        assert mine.undo_label == "Add Café Noir"
        mine.undo()
        assert names(mine) == []


def test_a_name_given_to_another_row_in_one_change_comes_back(book: Book) -> None:
    old = add_client(book, "Café Noir")
    with book.change("Replace") as change:
        change.remove("client", old)
        change.flush()
        new = change.add("client", {"name": "Café Noir", "note": "new owner"})
    book.undo()
    assert book.rows("SELECT id, note FROM client") == [(old, "")]
    book.redo()
    assert book.rows("SELECT id, note FROM client") == [(new, "new owner")]
    with book.change("Hand the name on") as change:
        change.update("client", new, {"name": "Café Blanc"})
        change.flush()
        change.add("client", {"name": "Café Noir"})
    book.undo()
    assert names(book) == ["Café Noir"]
    assert check(book.connection).ok


def test_what_was_added_and_changed_in_one_change_is_one_line_of_it(book: Book) -> None:
    with book.change("Add") as change:
        key = change.add("client", {"name": "Café Noir"})
        change.flush()
        change.update("client", key, {"note": "a"})
        change.flush()
        change.update("client", key, {"note": "b"})
    assert book.rows('SELECT topic, "before", "after" ->> \'note\' FROM changed_row') == [("client", None, "b")]
    book.undo()
    assert names(book) == []
    book.redo()
    assert book.row("SELECT note FROM client") == ("b",)


def test_what_is_made_for_good_is_not_offered_to_undo(book: Book) -> None:
    add_client(book, "Nook")
    with book.change("Set up", for_good=True) as change:
        change.add("client", {"name": "Café Noir"})
    assert book.undo_label == "Add Nook"
    book.undo()
    assert names(book) == ["Café Noir"]


def test_a_change_of_8800_deals_is_undone_in_a_moment(book: Book) -> None:
    with book.change("Import") as change:
        client = change.add("client", {"name": "Café Noir"})
        for number in range(8800):
            change.add(
                "deal",
                {"ref": f"{number:05}", "client_id": client, "stage": "offered", "created_on": date(2026, 1, 5)},
            )
    with book.change("Take as lost") as change:
        ids = [key for (key,) in book.rows("SELECT id FROM deal")]
        change.preload("deal", ids)
        for key in ids:
            change.update("deal", key, {"stage": "lost", "lost_on": date(2026, 3, 1)})
    for left in ({"offered": 8800}, {}):
        start = time.process_time()
        book.undo()
        took = time.process_time() - start
        assert dict(book.rows("SELECT stage, count(*) FROM deal GROUP BY stage")) == left
        assert check(book.connection).ok
        # About 1.1 s on a machine that does nothing else.
        assert took < 4, f"{took:.1f} s"
