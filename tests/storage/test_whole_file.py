"""Files written whole or not at all."""

import os
from pathlib import Path
from typing import BinaryIO

import pytest

from storage.trouble import Trouble
from storage.whole_file import take_name, write_whole


def test_a_new_file_is_for_its_owner_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_whole(path, b"one")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one", 0o600)
    path.chmod(0o644)
    write_whole(path, lambda file: file.write(b"two") and None)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o644)
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"one")
    link.symlink_to(real)
    write_whole(link, b"two")
    assert link.is_symlink() and real.read_bytes() == b"two"


def test_what_goes_wrong_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    def half(file: BinaryIO) -> None:
        file.write(b"new" * 1000)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole(path, half)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_a_disk_that_keeps_less_than_it_was_given_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")

    class Odd(bytes):
        def __len__(self) -> int:
            return super().__len__() + 1

    with pytest.raises(Trouble, match="could not be written whole"):
        write_whole(path, Odd(b"new"))
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_only_files_are_replaced(tmp_path: Path) -> None:
    folder, pipe, loop = tmp_path / "folder", tmp_path / "pipe", tmp_path / "loop"
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (folder, pipe, Path("/dev/null")):
        with pytest.raises(Trouble, match="is not a file that can be written"):
            write_whole(path, b"new")
    with pytest.raises(Trouble, match="link that points to itself"):
        write_whole(loop, b"new")
    with pytest.raises(Trouble, match="folder “/"):
        write_whole(tmp_path / "missing" / "a.pdf", b"new")
    with pytest.raises(Trouble, match="too long"):
        write_whole(tmp_path / ("a" * 300), b"new")
    assert Path("/dev/null").is_char_device()


def test_a_name_that_was_taken_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    unfinished, path = tmp_path / ".new", tmp_path / "a.handshake"
    unfinished.write_bytes(b"mine")
    path.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        take_name(unfinished, path)
    assert path.read_bytes() == b"theirs"


def test_a_disk_without_hard_links_works_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(source: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    unfinished, path = tmp_path / ".new", tmp_path / "a.handshake"
    unfinished.write_bytes(b"mine")
    take_name(unfinished, path)
    assert path.read_bytes() == b"mine" and list(tmp_path.iterdir()) == [path]
    unfinished.write_bytes(b"more")
    with pytest.raises(FileExistsError):
        take_name(unfinished, path)
