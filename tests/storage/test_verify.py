"""Verify: damage of every kind is found and said in words, and the file is left as it is."""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage.book import Book
from storage.opening import open_book
from storage.trouble import Trouble
from storage.verify import BOOKKEEPING, content_tables, damage_in, verify


def test_a_good_file_is_good_and_stays_as_it_is(sample: Path, sha: Callable[[Path], str]) -> None:
    before = sha(sample)
    report = verify(sample)
    assert report.ok and report.findings == () and report.rows > 300
    assert sha(sample) == before and list(sample.parent.iterdir()) == [sample]
    assert damage_in(sample) is None


def test_an_open_file_can_be_verified(sample_book: Book) -> None:
    with sample_book.change("Add") as change:
        change.add("client", {"name": "Somebody else"})
    assert verify(sample_book.path).ok


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE deal SET value_minor = value_minor + 1 WHERE ref = 'B-002'", "not what Handshake last wrote"),
        ("DELETE FROM client WHERE id NOT IN (SELECT client_id FROM deal)", None),
        ("DELETE FROM checklist_answer", "not what Handshake last wrote"),
        ("UPDATE file_state SET digest = 'nonsense'", "not what Handshake last wrote"),
        ("DELETE FROM file_state", "not what Handshake last wrote"),
        ("UPDATE deal SET client_id = 'nobody' WHERE ref = 'B-002'", "The deal “B-002” points to a client that isn't"),
        ("UPDATE deal SET custom_parts = 'many' WHERE ref = 'B-002'", "The deal “B-002” has a value in “custom parts”"),
        ("UPDATE deal SET promised_on = '2026-02-30' WHERE ref = 'B-002'", "has a value in “promised on”"),
        ("UPDATE client SET note = x'00ff' WHERE name = 'Kite Bikes'", "The client “Kite Bikes” has a value in “note”"),
        ("UPDATE client SET note = CAST(x'c328' AS TEXT)", "“client” holds text that can't be read"),
        ("UPDATE changed_row SET \"after\" = '{' WHERE seq = 3", "history is damaged: 1 of its lines"),
        ("UPDATE changed_row SET change_seq = 1 WHERE seq = (SELECT max(seq) FROM changed_row)", "not in their order"),
        ("CREATE TABLE more (x)", "didn't put there: column more x"),
        ("CREATE VIEW deals AS SELECT * FROM deal", "didn't put there: view deals"),
    ],
)
def test_what_is_wrong_is_said(sample: Path, spoil_file: Any, statement: str, says: str | None) -> None:
    spoil_file(sample, statement)
    report = verify(sample)
    if says is None:
        assert report.ok  # nothing matched, nothing changed
        return
    assert not report.ok
    assert any(says in finding for finding in report.findings), report.findings


def test_what_can_not_be_checked_is_trouble(sample: Path, tmp_path: Path) -> None:
    for path, says in ((tmp_path, "folder"), (tmp_path / "missing", "no file"), (Path("/dev/null"), "not a file")):
        with pytest.raises(Trouble, match=says):
            verify(path)
        assert says in (damage_in(path) or "")


def test_something_added_after_the_end_is_noted(sample: Path) -> None:
    with sample.open("ab") as file:
        file.write(b"junk" * 3000)
    report = verify(sample)
    assert report.findings and "after the end" in report.findings[0]
    open_book(sample).close()


def test_an_interrupted_change_is_said_and_not_touched(sample: Path, sha: Callable[[Path], str]) -> None:
    with closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE client SET note = hex(randomblob(4000))")
        hot, journal = sample.with_name("hot.handshake"), sample.with_name("hot.handshake-journal")
        shutil.copyfile(sample, hot)
        shutil.copyfile(f"{sample}-journal", journal)
        connection.execute("ROLLBACK")
    before = sha(hot), sha(journal)
    report = verify(hot)
    assert not report.ok and "Open it in Handshake once" in report.findings[0]
    assert (sha(hot), sha(journal)) == before
    open_book(hot).close()
    assert verify(hot).ok


def rows_of(path: Path) -> Any:
    """Every row of the business in a file, or None when they can't all be read."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            connection.text_factory = bytes
            tables = content_tables_as_text(path)
            return {t: sorted(connection.execute(f'SELECT * FROM "{t}"').fetchall(), key=repr) for t in tables}
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def content_tables_as_text(path: Path) -> list[str]:
    """The tables of the business in a file."""
    with closing(sqlite3.connect(path)) as connection:
        return list(content_tables(connection))


@pytest.mark.parametrize("length", [1, 8])
def test_flipped_bytes_are_found_and_never_crash_anything(sample: Path, length: int) -> None:
    whole = sample.read_bytes()
    truth = rows_of(sample)
    assert truth is not None and not BOOKKEEPING & truth.keys()
    chance = random.Random(length)
    changed = 0
    for _ in range(int(os.environ.get("HANDSHAKE_FLIPS", "100"))):
        place = chance.randrange(len(whole) - length)
        flipped = bytearray(whole)
        for offset in range(length):
            flipped[place + offset] ^= chance.randrange(1, 256)
        sample.write_bytes(flipped)
        try:
            report = verify(sample)
        except Trouble as trouble:
            assert trouble.say
        else:
            assert report.ok == (not report.findings)
            if rows_of(sample) != truth:
                changed += 1
                assert not report.ok, f"{length} bytes at {place}"
        try:
            with open_book(sample) as book:
                book.rows("SELECT * FROM deal")
        except Trouble as trouble:
            assert trouble.say
    assert changed > 5


def test_a_rule_of_a_table_that_is_damaged_is_found(sample: Path) -> None:
    flipped = bytearray(sample.read_bytes())
    flipped[flipped.index(b"CHECK (answer IN") + 7] = ord("b")
    sample.write_bytes(flipped)
    report = verify(sample)
    assert not report.ok and "bnswer" in " ".join(report.findings)
    assert sample.read_bytes() == flipped


def test_a_large_file_is_verified_quickly(book: Book) -> None:
    with book.change("Import") as change:
        deal = change.add("deal", {"ref": "1", "client_id": change.add("client", {"name": "A"}), "stage": "lead",
                                   "created_on": date(2026, 1, 5)})  # fmt: skip
        change.flush()
    book.close()
    with closing(sqlite3.connect(book.path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(deal)")]
        listed = ", ".join({"id": "printf('%032d', value)", "ref": "'R' || value"}.get(name, name) for name in columns)
        connection.execute(
            "WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 20000) "
            f"INSERT INTO deal SELECT {listed} FROM deal, n WHERE id = ?",
            (deal,),
        )
        connection.commit()
    start = time.process_time()
    report = verify(book.path)
    assert report.rows == 20_002
    assert time.process_time() - start < 2
