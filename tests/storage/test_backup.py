"""Backups: whole, checked, never over anything, and the newest good one is found."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.backup import back_up, backup_folder
from storage.backup_list import newest_backup
from storage.book import Book
from storage.opening import open_book
from storage.trouble import Trouble
from storage.verify import verify


def test_a_backup_holds_everything_and_stands_in_a_folder_beside(sample: Path, contents_of: Callable[..., Any]) -> None:
    first = back_up(sample)
    with open_book(sample) as book:
        second = back_up(book)
    assert first.parent == second.parent == sample.parent / "Brightside backups"
    assert first != second
    assert first.name.startswith("Brightside 20") and first.suffix == ".handshake"
    assert contents_of(first) == contents_of(second) == contents_of(sample)
    assert verify(first).ok and first.stat().st_mode & 0o777 == 0o600
    assert sorted(first.parent.iterdir()) == sorted([first, second])
    with open_book(first) as book, book.change("Add") as change:
        change.add("client", {"name": "Somebody else"})


def test_a_backup_to_a_place_of_ones_own_never_replaces_anything(sample_book: Book, tmp_path: Path) -> None:
    out = tmp_path / "copy.handshake"
    assert back_up(sample_book, out) == out
    out.write_bytes(b"mine")
    with pytest.raises(Trouble, match="already something called “copy"):
        back_up(sample_book, out)
    assert out.read_bytes() == b"mine"
    with pytest.raises(Trouble, match="doesn't exist"):
        back_up(sample_book, tmp_path / "missing" / "a.handshake")
    with pytest.raises(Trouble, match="too long"):
        back_up(sample_book, tmp_path / ("x" * 250))
    assert not [file for file in tmp_path.iterdir() if file.name.startswith(".")]


def test_a_backup_can_be_made_from_any_thread_while_the_file_is_open(sample_book: Book) -> None:
    found: list[Path] = []
    thread = threading.Thread(target=lambda: found.append(back_up(sample_book.path)))
    thread.start()
    thread.join()
    assert verify(found[0]).ok
    with sample_book.change("Still ours") as change:
        change.add("client", {"name": "Somebody else"})


def test_a_file_that_was_moved_away_can_still_be_saved_as_a_copy(sample_book: Book, tmp_path: Path) -> None:
    sample_book.path.unlink()
    out = back_up(sample_book, tmp_path / "rescued.handshake")
    assert verify(out).ok


def test_a_damaged_business_makes_no_backup(sample: Path, spoil_file: Callable[..., None], tmp_path: Path) -> None:
    good = back_up(sample)
    spoil_file(sample, "UPDATE deal SET note = 'changed' WHERE ref = 'B-002'")
    with pytest.raises(Trouble, match="is damaged, so no copy was kept"):
        back_up(sample)
    assert list(good.parent.iterdir()) == [good]
    assert newest_backup(sample) == good


def test_the_newest_good_backup_is_found_by_its_history_not_by_the_clock(
    sample: Path, spoil_file: Callable[..., None]
) -> None:
    assert newest_backup(sample) is None
    early = back_up(sample)
    with open_book(sample) as book, book.change("Add") as change:
        change.add("client", {"name": "Somebody else"})
    late = back_up(sample)
    # The clock was a year ahead when the early one was made.
    ahead = early.rename(early.with_name("Brightside 2099-01-01 09.00.handshake"))
    assert newest_backup(sample) == late
    again = late.with_name(f"{late.stem} (2).handshake")
    shutil.copyfile(late, again)
    assert newest_backup(sample) == again
    again.write_bytes(again.read_bytes()[:5000])
    spoil_file(late, "UPDATE client SET note = 'changed'")
    (late.parent / "notes.handshake").write_text("not a business")
    assert newest_backup(sample) == ahead
    sample.unlink()
    assert newest_backup(sample) == ahead


def test_a_long_name_still_gets_its_backup(sample: Path) -> None:
    for stem in ("é" * 100, "x" * 230):
        long = sample.rename(sample.with_name(stem + ".handshake"))
        backup = back_up(long)
        assert verify(backup).ok and newest_backup(long) == backup
        assert backup_folder(long).is_dir()
        sample = long
