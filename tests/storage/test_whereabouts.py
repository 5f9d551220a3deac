"""The open file that is no longer in its place: each way has its sentence, and what comes back is known again."""

import shutil
from pathlib import Path

import pytest

from storage.book import Book
from storage.opening import open_book
from storage.repair import repair
from storage.trouble import Moved
from storage.whereabouts import goes_on


@pytest.fixture
def placed(tmp_path: Path, sample_template: Path) -> Path:
    """The sample business in a folder of its own."""
    (tmp_path / "business").mkdir()
    return Path(shutil.copyfile(sample_template, tmp_path / "business" / "a.handshake"))


def said(book: Book) -> Moved:
    """What a look at the file says."""
    with pytest.raises(Moved) as caught:
        book.catch_up()
    assert "Save a copy" in caught.value.say
    return caught.value


def test_a_file_that_is_gone_and_comes_back_is_followed_again(placed: Path) -> None:
    with open_book(placed) as book:
        placed.rename(placed.with_name("b.handshake"))
        assert "was moved, renamed or deleted" in said(book).say
        placed.with_name("b.handshake").rename(placed)
        book.catch_up()
        placed.parent.rename(placed.parent.with_name("elsewhere"))
        moved = said(book)
        assert "The folder of “a.handshake” isn't there any more" in moved.say and not moved.replaced
        placed.parent.with_name("elsewhere").rename(placed.parent)
        book.catch_up()
        with book.change("Add") as change:
            change.add("client", {"name": "Saved again"})


def test_another_file_under_the_name_is_told_from_ours(placed: Path, sample_template: Path, spoil_file: object) -> None:
    with open_book(placed) as book:
        with book.change("Add") as change:
            change.add("client", {"name": "Ours alone"})
        other = Path(shutil.copyfile(sample_template, placed.with_name("other.handshake")))
        ours = Path(shutil.copyfile(placed, placed.with_name("ours.handshake")))
        other.replace(placed)
        assert said(book).replaced and not goes_on(book.newest, placed)
        ours.replace(placed)
        assert said(book).replaced and goes_on(book.newest, placed)
        placed.write_bytes(b"")
        assert not goes_on(book.newest, placed)


def test_a_file_that_was_repaired_elsewhere_is_known_again(placed: Path) -> None:
    with placed.open("ab") as file:
        file.write(b"junk" * 3000)
    with open_book(placed) as book:
        assert repair(placed).done
        assert said(book).replaced and goes_on(book.newest, placed)
