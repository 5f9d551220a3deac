"""Restoring: all or nothing, what was there is kept, and each wrong file has its sentence."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from storage.automatic_backup import keep_backed_up
from storage.backup import back_up, backup_folder
from storage.backup_list import Kind, list_backups, look_into, newest_good
from storage.opening import create_book, open_book
from storage.restore import restore
from storage.sample import write_sample
from storage.schema import SCHEMA_VERSION
from storage.trouble import Trouble
from storage.verify import verify

TODAY = date(2026, 11, 23)
Contents = Callable[[Path], dict[str, list[object]]]


def add_client(path: Path, name: str = "Somebody else") -> None:
    with open_book(path) as book, book.change(f"Add {name}") as change:
        change.add("client", {"name": name})


@pytest.fixture
def backup(sample: Path) -> Path:
    """A backup of the sample business, which has gone on since."""
    made = back_up(sample)
    add_client(sample)
    return made


def beside(path: Path) -> list[str]:
    """What is in the folder of a file and in that for its backups, half files as well."""
    return sorted(str(file.relative_to(path.parent)) for file in path.parent.rglob("*") if file.is_file())


def test_a_restored_file_holds_what_the_backup_holds_and_the_present_is_kept(
    sample: Path, backup: Path, contents_of: Contents
) -> None:
    before, wanted = contents_of(sample), contents_of(backup)
    sample.chmod(0o640)
    done = restore(backup, sample)
    assert contents_of(sample) == wanted and verify(sample).ok
    assert sample.stat().st_mode & 0o777 == 0o640
    assert done.path == sample and done.kept is not None and done.kept_whole
    assert done.kept.parent == backup.parent and done.kept.stem.endswith(" before restore")
    assert contents_of(done.kept) == before and verify(done.kept).ok
    again = restore(done.kept, sample)
    assert contents_of(sample) == before, "undone by restoring the copy"
    assert again.kept is not None and contents_of(again.kept) == wanted
    add_client(sample, "Life goes on")
    assert len(beside(sample)) == 4


def test_what_a_backup_holds_is_told_before(sample: Path, backup: Path) -> None:
    found = look_into(backup)
    with open_book(backup) as book:
        (last,) = book.history(limit=1)
        count = book.row("SELECT count(*) FROM deal")
    assert (found.business, found.deals) == ("Brightside Signs", count and count[0])
    assert (found.changed_at, found.label, found.who) == (last.at, last.label, last.who_name)
    assert found.kind is Kind.BY_HAND and found.trouble == ""


def test_a_backup_is_restored_under_another_name(sample: Path, backup: Path, tmp_path: Path) -> None:
    out = tmp_path / "As it was.handshake"
    done = restore(backup, out)
    assert (done.path, done.kept) == (out, None) and verify(out).ok
    assert out.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Trouble, match=r"folder “.*” doesn't exist"):
        restore(backup, tmp_path / "no" / "x.handshake")


@pytest.mark.parametrize("how", ["content", "cut off", "no beginning", "empty", "text"])
def test_even_a_damaged_present_is_kept_byte_for_byte(
    sample: Path, backup: Path, how: str, spoil_file: Callable[..., None], sha: Callable[[Path], str]
) -> None:
    whole = sample.read_bytes()
    if how == "content":
        spoil_file(sample, "UPDATE deal SET note = 'changed' WHERE ref = 'B-002'")
    elif how == "cut off":
        sample.write_bytes(whole[: len(whole) // 2 + 100])
    elif how == "no beginning":
        sample.write_bytes(bytes(4096) + whole[4096:])
    elif how == "empty":
        sample.write_bytes(b"")
    else:
        sample.write_text("a shopping list " * 500)
    before = sha(sample)
    done = restore(backup, sample)
    assert verify(sample).ok
    assert done.kept is not None and not done.kept_whole and sha(done.kept) == before
    assert done.kept.stem.endswith(" damaged")
    found = newest_good(sample)
    assert found is not None and found.path == backup, "the damaged one is in the list and is not taken"
    if how != "content":
        with pytest.raises(Trouble):
            restore(done.kept, sample)


def test_a_journal_of_the_damaged_file_goes_with_it(sample: Path, backup: Path) -> None:
    sample.write_bytes(b"x" * 9000)
    journal = sample.with_name(sample.name + "-journal")
    journal.write_bytes(b"a journal")
    done = restore(backup, sample)
    assert done.kept is not None and not journal.exists()
    assert done.kept.with_name(done.kept.name + "-journal").read_bytes() == b"a journal"
    sample.unlink()
    journal.write_bytes(b"another one")
    restore(backup, sample)
    assert not journal.exists() and verify(sample).ok


def test_a_file_that_is_gone_is_restored(sample: Path, backup: Path) -> None:
    sample.unlink()
    assert restore(backup, sample).kept is None
    assert verify(sample).ok


def test_a_link_stays_a_link(sample: Path, backup: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.handshake"
    link.symlink_to(sample)
    done = restore(backup, link)
    assert link.is_symlink() and done.path == sample and look_into(sample).mark == look_into(backup).mark


WRONG = ["missing", "text", "empty", "zip", "another program's", "newer", "damaged", "cut off", "a folder", "itself"]


@pytest.mark.parametrize("how", WRONG)
def test_a_wrong_file_restores_nothing_and_says_why(
    sample: Path, backup: Path, how: str, spoil_file: Callable[..., None], sha: Callable[[Path], str], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.handshake"
    say = "not a Handshake file"
    if how == "missing":
        say = "There is no file"
    elif how == "text":
        wrong.write_text("a shopping list " * 500)
    elif how == "empty":
        wrong.write_bytes(b"")
        say = "is empty"
    elif how == "zip":
        # What is locked with a password by another program looks no different from outside.
        wrong.write_bytes(b"PK\x03\x04" + os.urandom(5000))
    elif how == "another program's":
        with closing(sqlite3.connect(wrong)) as connection:
            connection.execute("CREATE TABLE notes (id INTEGER)")
    elif how == "newer":
        shutil.copyfile(backup, wrong)
        spoil_file(wrong, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
        say = "made by a newer Handshake"
    elif how == "damaged":
        shutil.copyfile(backup, wrong)
        spoil_file(wrong, "UPDATE deal SET note = 'changed' WHERE ref = 'B-002'")
        say = "is damaged, so nothing was restored"
    elif how == "cut off":
        wrong.write_bytes(backup.read_bytes()[:20_000])
        say = "is damaged, so nothing was restored"
    elif how == "a folder":
        wrong.mkdir()
        say = "is a folder"
    else:
        wrong = sample
        say = "is the file itself"
    before, listed = sha(sample), beside(sample)
    with pytest.raises(Trouble, match=say):
        restore(wrong, sample)
    assert sha(sample) == before and beside(sample) == listed


def test_a_backup_of_another_business_takes_no_place(sample: Path, tmp_path: Path, sha: Callable[[Path], str]) -> None:
    with create_book(tmp_path / "Other.handshake") as book:
        write_sample(book, TODAY, "Europe/Amsterdam")
        other = back_up(book)
    before = sha(sample)
    with pytest.raises(Trouble, match="backup of another business, “Brightside Signs”"):
        restore(other, sample)
    assert sha(sample) == before and not backup_folder(sample).exists()


def test_what_is_no_business_file_is_not_replaced(
    backup: Path, tmp_path: Path, spoil_file: Callable[..., None]
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    with pytest.raises(Trouble, match="is not a Handshake file, so it was not replaced"):
        restore(backup, photo)
    assert photo.read_bytes() == b"\xff\xd8 a photo"
    with pytest.raises(Trouble, match="is not a file"):
        restore(backup, tmp_path)
    newer = Path(shutil.copyfile(backup, tmp_path / "newer.handshake"))
    spoil_file(newer, f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    with pytest.raises(Trouble, match="newer Handshake, so it was not replaced"):
        restore(backup, newer)


def test_a_backup_of_an_older_handshake_is_brought_up_to_date(
    version_2_template: Path, sample: Path, tmp_path: Path, sha: Callable[[Path], str]
) -> None:
    before = sha(version_2_template)
    out = tmp_path / "restored.handshake"
    restore(version_2_template, out)
    assert verify(out).ok and sha(version_2_template) == before
    with open_book(out):
        pass
    assert len([file for file in tmp_path.iterdir() if "restored" in file.name]) == 1, "nothing to bring up any more"


def test_a_file_that_another_program_is_writing_is_left(sample: Path, backup: Path, sha: Callable[[Path], str]) -> None:
    before, listed = sha(sample), beside(sample)
    with closing(sqlite3.connect(sample, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Trouble, match="written to by another program"):
            restore(backup, sample)
        other.execute("ROLLBACK")
    assert sha(sample) == before and beside(sample) == listed


def test_a_window_on_the_old_file_writes_nothing_more(sample: Path, backup: Path) -> None:
    with open_book(sample) as other:
        restore(backup, sample)
        with pytest.raises(Trouble, match="moved, renamed or replaced"), other.change("Ghost") as change:
            change.add("client", {"name": "Ghost"})
    assert verify(sample).ok


def test_a_full_disk_changes_nothing(
    sample: Path, small_disk: Callable[[str], Path], sha: Callable[[Path], str], tmp_path: Path
) -> None:
    size = sample.stat().st_size
    backup = back_up(sample, tmp_path / "good.handshake")
    disk = small_disk(f"{size * 5 // 2 // 1024}k")
    path = Path(shutil.copyfile(sample, disk / "a.handshake"))
    before = sha(path)
    with pytest.raises(Trouble, match="full"):
        restore(backup, path)
    assert sha(path) == before and [file.name for file in disk.rglob("*") if file.is_file()] == ["a.handshake"]


def test_where_nothing_may_be_written_nothing_is_restored(
    sample: Path, backup: Path, small_disk: Callable[[str], Path], sha: Callable[[Path], str]
) -> None:
    disk = small_disk("4m")
    path = Path(shutil.copyfile(sample, disk / "a.handshake"))
    before = sha(path)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    with pytest.raises(Trouble, match="may only be read"):
        restore(backup, path)
    assert sha(path) == before


# The list


def test_the_list_has_every_backup_the_newest_first(
    sample: Path, spoil_file: Callable[..., None], tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    first = keep_backed_up(sample).written
    add_client(sample)
    second = keep_backed_up(sample, place).written
    assert first is not None and second is not None
    with create_book(tmp_path / "Brightside 2.handshake") as other:
        write_sample(other, TODAY, "Europe/Amsterdam")
        back_up(other, place / "Brightside backups" / "other.handshake")
    (place / "Brightside backups" / "notes.handshake").write_text("not a business")
    found = list_backups(sample, [place])
    assert [backup.path.name for backup in found] == [second.name, first.name, "notes.handshake"]
    assert "not a Handshake file" in found[2].trouble
    business_id = found[0].business_id
    sample.unlink()
    assert "other.handshake" in [backup.path.name for backup in list_backups(sample, [place])]
    assert [backup.path for backup in list_backups(sample, [place], business_id)][:2] == [second, first]


def test_after_a_restore_the_newest_is_what_was_gone_on_with(sample: Path) -> None:
    early = keep_backed_up(sample).written
    assert early is not None
    for name in "abc":
        add_client(sample, name)
    restore(early, sample)
    add_client(sample, "gone on with")
    late = keep_backed_up(sample).written
    assert late is not None
    kept = next(file for file in backup_folder(sample).iterdir() if file.stem.endswith("before restore"))
    os.utime(kept, (late.stat().st_mtime - 60, late.stat().st_mtime - 60))
    assert [backup.path for backup in list_backups(sample)] == [late, early, kept]
    sample.write_bytes(b"")
    assert [backup.path for backup in list_backups(sample)] == [late, kept, early], "though the other has more changes"
