"""Two people and the same deal: the second one is told, with both versions at hand."""

import subprocess
import sys
from pathlib import Path

import pytest

from storage.book import Author
from storage.lock_owner import LOCKS
from storage.opening import create_book, open_book
from storage.trouble import Conflict, Trouble

ANA, BEN = Author("a" * 32, "Ana"), Author("b" * 32, "Ben")


def test_the_second_to_save_the_same_row_sees_what_the_first_did(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        with mine.change("Add") as change:
            key = change.add("client", {"name": "Café Noir"})
        with theirs.change("Note: rings twice", who=BEN) as change:
            change.update("client", key, {"note": "Rings twice"}, seen=1)
            at = change.at
        with pytest.raises(Conflict) as caught, mine.change("My note", who=ANA) as change:
            change.update("client", key, {"note": "Ask for Jo"}, seen=1)
        conflict = caught.value
        assert (conflict.topic, conflict.row_id, conflict.who, conflict.at) == ("client", key, "Ben", at)
        assert conflict.label == "Note: rings twice"
        assert conflict.theirs["note"] == "Rings twice" and conflict.theirs["version"] == 2
        assert "Ben" in conflict.say
        assert mine.row("SELECT note, version FROM client") == ("Rings twice", 2)
        with mine.change("My note after all", who=ANA) as change:
            change.update("client", key, {"note": "Ask for Jo"}, seen=2)
        assert mine.row("SELECT note, version FROM client") == ("Ask for Jo", 3)


def test_different_rows_are_no_conflict(path: Path) -> None:
    with create_book(path) as mine, open_book(path) as theirs:
        with mine.change("Add") as change:
            keys = [change.add("client", {"name": name}) for name in ("Café Noir", "Kite Bikes")]
        with theirs.change("Note") as change:
            change.update("client", keys[0], {"note": "a"}, seen=1)
        with mine.change("Note") as change:
            change.update("client", keys[1], {"note": "b"}, seen=1)
        assert mine.rows("SELECT note FROM client ORDER BY name") == [("a",), ("b",)]


def test_nothing_waits_for_ever_while_another_program_writes(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.05)
    with create_book(path) as mine, open_book(path) as theirs:
        theirs.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="being written to by another program"), mine.change("Add") as change:
            change.add("client", {"name": "Café Noir"})
        assert mine.rows("SELECT * FROM client") == []
        theirs.connection.execute("ROLLBACK")
        with mine.change("Add") as change:
            change.add("client", {"name": "Café Noir"})
        assert theirs.rows("SELECT name FROM client") == [("Café Noir",)]


HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


def test_the_program_that_writes_is_named_and_the_wait_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not LOCKS.exists():
        pytest.skip("this system does not say who holds a file")
    monkeypatch.setattr("storage.sqlite.PATIENCE_SECONDS", 0.3)
    told: list[int] = []
    with create_book(path) as mine:
        mine.waiting = lambda: told.append(1)
        with subprocess.Popen(
            [sys.executable, "-c", HOLD, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as holder:
            assert holder.stdin is not None and holder.stdout is not None
            assert holder.stdout.readline() == b"held\n"
            with pytest.raises(Trouble, match=r"by another program \(.*python"), mine.change("Add") as change:
                change.add("client", {"name": "Café Noir"})
            holder.stdin.close()
        assert len(told) > 1
        with mine.change("Add") as change:
            change.add("client", {"name": "Café Noir"})
