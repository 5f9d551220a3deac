"""Creating and opening: each thing that can be wrong has its own sentence, and nothing wrong is ever touched."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from storage import sqlite
from storage.foreign_journal import set_aside_foreign_journal
from storage.opening import create_book, open_book
from storage.schema import SCHEMA_VERSION
from storage.trouble import Trouble
from storage.verify import verify


def refused(path: Path) -> str:
    """The sentence with which a file is refused, at once."""
    start = time.monotonic()
    with pytest.raises(Trouble) as caught:
        open_book(path)
    assert time.monotonic() - start < 5
    return caught.value.say


@pytest.mark.parametrize(
    "name",
    [
        "two words.handshake",
        "👩‍👩‍👧 signs 🚚.handshake",
        "“quoted” 'it' \"is\".handshake",
        "שלום عمل.handshake",
        "50% off? #1 & a=b;c.handshake",
        "%41%00.handshake",
        "two\nlines.handshake",
        "-rf.handshake",
        ".hidden.handshake",
        "no suffix",
        "a" * 237 + ".handshake",
        "*?[].handshake",
        "$HOME.handshake",
    ],
)
def test_every_name_works(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with create_book(path) as book, book.change("Add") as change:
        change.add("client", {"name": name[:100]})
    with open_book(path) as book:
        assert book.rows("SELECT name FROM client") == [(name[:100],)]
    assert verify(path).ok
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_name_given_from_where_one_stands_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    create_book(Path("-rf.handshake")).close()
    open_book(Path("-rf.handshake")).close()


@pytest.mark.parametrize("name", ["a" * 250, "é" * 124, "x" * 256])
def test_a_name_that_is_too_long_is_refused_before_anything_is_made(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="is too long"):
        create_book(tmp_path / name)
    assert "is too long" in refused(tmp_path / name)
    deep = tmp_path / "/".join(["d" * 100] * 5)
    deep.mkdir(parents=True)
    with pytest.raises(Trouble, match="is too long"):
        create_book(deep / "a.handshake")
    assert list(deep.iterdir()) == []


@pytest.mark.parametrize("name", ["nul\0.handshake", "half \ud83d.handshake"])
def test_a_name_that_no_disk_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Trouble, match="can't hold this character"):
        create_book(tmp_path / name)
    assert "can't hold this character" in refused(tmp_path / name)


def test_nothing_is_ever_written_over(tmp_path: Path, path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(Trouble, match="already something called"):
        create_book(path)
    assert path.read_text() == "mine"
    link = tmp_path / "link.handshake"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Trouble, match="already something called"):
        create_book(link)
    with pytest.raises(Trouble, match="doesn't exist"):
        create_book(tmp_path / "missing" / "a.handshake")


def test_a_new_file_appears_whole_or_not_at_all(path: Path) -> None:
    def fail(_: object) -> None:
        assert not path.exists()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create_book(path, fail)
    assert list(path.parent.iterdir()) == []


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, dangling, loop = tmp_path / "pipe", tmp_path / "dangling", tmp_path / "loop"
    os.mkfifo(pipe)
    dangling.symlink_to(tmp_path / "gone")
    loop.symlink_to(loop)
    assert "is a folder" in refused(tmp_path)
    assert "is not a file that can be opened" in refused(pipe)
    assert "is not a file that can be opened" in refused(Path("/dev/null"))
    assert "points to a file that isn't there" in refused(dangling)
    assert "points to itself" in refused(loop)
    assert "There is no file “missing”" in refused(tmp_path / "missing")


def test_a_link_opens_the_real_file_and_a_hard_link_too(sample: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "soft.handshake").symlink_to(sample)
    os.link(sample, folder / "hard.handshake")
    with open_book(folder / "soft.handshake") as book:
        assert book.path == sample
    open_book(folder / "hard.handshake").close()


NOT_OURS = {
    "text": b"Dear Jo, the price is 100.\n" * 100,
    "picture": b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20,
    "zip": b"PK\x03\x04" + bytes(5000),
    "15 bytes": b"SQLite format 3",
    "one byte": b"x",
    "zeros": bytes(100_000),
    "a header and nothing": b"SQLite format 3\0" + bytes(84),
}


@pytest.mark.parametrize("kind", NOT_OURS)
def test_what_is_not_ours_is_refused_and_untouched(path: Path, kind: str, sha: Callable[[Path], str]) -> None:
    path.write_bytes(NOT_OURS[kind])
    before = sha(path)
    assert "is not a Handshake file" in refused(path) or kind == "a header and nothing"
    assert sha(path) == before and list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("application", [0, 0x0F055112, -1])
def test_the_file_of_another_program_is_refused_and_untouched(
    path: Path, application: int, sha: Callable[[Path], str]
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA application_id={application}")
        connection.execute("CREATE TABLE notes (id, note)")
    before = sha(path)
    assert "is not a Handshake file" in refused(path)
    assert sha(path) == before and list(path.parent.iterdir()) == [path]


def test_an_empty_file_is_never_taken_for_a_new_one(path: Path) -> None:
    path.touch()
    assert "is empty" in refused(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("keep", [0.5, -4096, 4096, 100, 1000])
def test_a_truncated_file_is_damaged_and_untouched(sample: Path, keep: float, sha: Callable[[Path], str]) -> None:
    whole = sample.read_bytes()
    size = int(len(whole) * keep) if isinstance(keep, float) else keep if keep > 0 else len(whole) + int(keep)
    sample.write_bytes(whole[:size])
    before = sha(sample)
    say = refused(sample)
    assert "is damaged" in say or (size < 512 and "is not a Handshake file" in say)
    assert sha(sample) == before and list(sample.parent.iterdir()) == [sample]


def test_a_file_whose_first_page_is_gone_is_not_ours(sample: Path, sha: Callable[[Path], str]) -> None:
    sample.write_bytes(bytes(4096) + sample.read_bytes()[4096:])
    before = sha(sample)
    assert "is not a Handshake file" in refused(sample)
    assert sha(sample) == before


def test_junk_after_the_end_does_no_harm(sample: Path) -> None:
    with sample.open("ab") as file:
        file.write(b"junk" * 3000)
    with open_book(sample) as book, book.change("Add") as change:
        change.add("client", {"name": "Somebody else"})
    assert all("after the end" in finding for finding in verify(sample).findings)


def test_the_file_of_a_newer_handshake_stays_byte_for_byte(sample: Path, sha: Callable[[Path], str]) -> None:
    with closing(sqlite3.connect(sample)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    before = sha(sample)
    assert "made by a newer Handshake" in refused(sample)
    assert sha(sample) == before and list(sample.parent.iterdir()) == [sample]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER steal AFTER INSERT ON deal BEGIN DELETE FROM client; END",
        "CREATE VIEW deals AS SELECT * FROM deal",
        "CREATE TABLE more (x)",
        "ALTER TABLE client ADD COLUMN huge GENERATED ALWAYS AS (zeroblob(1000000000)) VIRTUAL",
        "CREATE VIEW loop AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n",
    ],
)
def test_a_hostile_structure_is_refused_by_name(
    sample: Path, statement: str, spoil_file: Callable[..., None], sha: Callable[[Path], str]
) -> None:
    spoil_file(sample, statement)
    before = sha(sample)
    assert "holds something that Handshake didn't put there" in refused(sample)
    assert sha(sample) == before


def test_a_change_that_a_crash_interrupted_is_rolled_back(
    sample: Path, contents_of: Callable[..., object], tmp_path: Path
) -> None:
    truth = contents_of(sample)
    with closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE client SET note = hex(randomblob(4000))")
        hot = tmp_path / "hot.handshake"
        hot.write_bytes(sample.read_bytes())
        (tmp_path / "hot.handshake-journal").write_bytes((tmp_path / f"{sample.name}-journal").read_bytes())
        connection.execute("ROLLBACK")
    open_book(hot).close()
    assert contents_of(hot) == truth and verify(hot).ok
    assert not (tmp_path / "hot.handshake-journal").exists()


def crashed_commit(path: Path, other: Path) -> None:
    """Leave beside `other` the journal of a change of `path` that was cut off while it was being committed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_spill=OFF")
        connection.execute("PRAGMA journal_mode=PERSIST")
        connection.execute("UPDATE client SET note = hex(randomblob(4000))")
        left = bytearray(path.with_name(f"{path.name}-journal").read_bytes())
        connection.execute("PRAGMA journal_mode=DELETE")
    # At the end of a commit SQLite zeroes the head of such a journal; a crash before that leaves it as it was.
    pages = sum(left[at : at + 4] != b"\0\0\0\0" for at in range(512, len(left) - 4103, 4104))
    page, checksum = left[516 : 516 + 4096], int.from_bytes(left[516 + 4096 : 520 + 4096], "big")
    nonce = (checksum - sum(page[4096 - 200 :: -200])) % 2**32
    left[:28] = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (pages, nonce, path.stat().st_size // 4096, 512, 4096)
    )
    other.with_name(f"{other.name}-journal").write_bytes(left)


def test_the_journal_of_another_file_is_set_aside(
    sample: Path, tmp_path: Path, contents_of: Callable[..., object]
) -> None:
    ours = tmp_path / "ours.handshake"
    with create_book(ours) as book:
        for number in range(9):
            with book.change("Add") as change:
                change.add("client", {"name": f"Client {number}"})
    truth = contents_of(ours)
    crashed_commit(sample, ours)
    with open_book(ours) as book:
        assert book.row("SELECT count(*) FROM client") == (9,)
    assert contents_of(ours) == truth and verify(ours).ok
    assert (tmp_path / "ours.handshake.damaged-journal").exists()
    assert not (tmp_path / "ours.handshake-journal").exists()


def test_the_journal_of_the_file_itself_stays_in_its_place(sample: Path) -> None:
    crashed_commit(sample, sample)
    assert set_aside_foreign_journal(sample) is None
    assert sample.with_name(f"{sample.name}-journal").exists()


def test_a_file_left_in_another_mode_is_read_and_put_back(sample: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE client SET note = 'in the second file' WHERE name = 'Kite Bikes'")
        left = tmp_path / "left.handshake"
        left.write_bytes(sample.read_bytes())
        (tmp_path / "left.handshake-wal").write_bytes((tmp_path / f"{sample.name}-wal").read_bytes())
    with open_book(left) as book:
        assert book.row("SELECT note FROM client WHERE name = 'Kite Bikes'") == ("in the second file",)
        assert book.row("PRAGMA journal_mode") == ("delete",)
    assert not (tmp_path / "left.handshake-wal").exists()


def test_identity_of_a_file_neither_locks_nor_changes_it(sample: Path, sha: Callable[[Path], str]) -> None:
    before = sha(sample)
    assert sqlite.identity(sample) == (sqlite.APPLICATION_ID, SCHEMA_VERSION)
    assert sha(sample) == before
