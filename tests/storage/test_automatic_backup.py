"""The backups that come by themselves: one for each state, from two windows as well, and trouble is a sentence."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.automatic_backup import Kept, keep_backed_up
from storage.backup import back_up, backup_folder
from storage.book import Book
from storage.opening import open_book
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]


def add_client(path: Path, name: str = "Somebody else") -> None:
    with open_book(path) as book, book.change("Add") as change:
        change.add("client", {"name": name})


def test_a_business_is_backed_up_when_it_has_changed_and_only_then(sample: Path) -> None:
    first = keep_backed_up(sample)
    assert first.written is not None and first.trouble == "" and first.newest_at is not None
    assert verify(first.written).ok and first.written.name.endswith(" automatic.handshake")
    assert abs((datetime.now(UTC) - first.newest_at).total_seconds()) < 60
    assert keep_backed_up(sample) == Kept(None, first.newest_at)
    add_client(sample)
    second = keep_backed_up(sample)
    assert second.written not in (None, first.written)
    assert len(list(backup_folder(sample).iterdir())) == 2


def test_a_backup_by_hand_counts_as_well(sample: Path) -> None:
    back_up(sample)
    assert keep_backed_up(sample).written is None


def test_two_windows_make_one_backup_of_one_state(sample: Path) -> None:
    for state in range(4):
        add_client(sample, str(state))
        found: list[Kept] = []
        both = threading.Barrier(3)

        def keep(found: list[Kept] = found, both: threading.Barrier = both) -> None:
            both.wait()
            found.append(keep_backed_up(sample))

        threads = [threading.Thread(target=keep) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [kept.trouble for kept in found] == ["", "", ""]
        assert len({kept.newest_at for kept in found}) == 1
        assert len(list(backup_folder(sample).iterdir())) == state + 1


def test_another_state_of_the_same_minute_gets_a_name_of_its_own(
    sample: Path, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2026, 11, 23, 13, 2, tzinfo=UTC))
    names = []
    for name in "ab":
        add_client(sample, name)
        written = keep_backed_up(sample).written
        assert written is not None
        names.append(written.stem)
    assert names[1] == f"{names[0]} (2)"


def test_a_place_of_ones_own_is_used_and_a_folder_that_is_gone_is_never_made(sample: Path, tmp_path: Path) -> None:
    place = tmp_path / "stick"
    kept = keep_backed_up(sample, place)
    assert str(place) in kept.trouble and "doesn't exist" in kept.trouble and kept.newest_at is None
    assert not place.exists()
    place.mkdir()
    kept = keep_backed_up(sample, place)
    assert kept.trouble == "" and kept.written is not None and kept.written.parent == place / "Brightside backups"
    assert not backup_folder(sample).exists()
    shutil.move(place, tmp_path / "pulled")
    assert keep_backed_up(sample, place) == Kept(place, None, trouble=keep_backed_up(sample, place).trouble)
    (tmp_path / "pulled").rename(place)
    add_client(sample)
    assert keep_backed_up(sample, place).trouble == ""


def test_the_empty_folder_of_a_stick_that_is_not_plugged_in_is_no_place(sample: Path, tmp_path: Path) -> None:
    place = tmp_path / "mount point"
    place.mkdir()
    assert "isn't plugged in" in keep_backed_up(sample, place, apart=True).trouble
    assert list(place.iterdir()) == []
    assert keep_backed_up(sample, place).trouble == ""


def test_a_full_disk_leaves_no_half_backup_and_all_the_older_ones(
    sample: Path, small_disk: Callable[[str], Path]
) -> None:
    disk = small_disk(f"{sample.stat().st_size * 3 // 2 // 1024}k")
    good = keep_backed_up(sample, disk)
    assert good.trouble == "" and good.written is not None
    add_client(sample)
    kept = keep_backed_up(sample, disk)
    assert "full" in kept.trouble and kept.newest_at == good.newest_at
    assert list(backup_folder(sample, disk).iterdir()) == [good.written] and verify(good.written).ok


def test_a_disk_that_may_only_be_read_is_named(sample: Path, small_disk: Callable[[str], Path]) -> None:
    disk = small_disk("4m")
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    assert "may only be read" in keep_backed_up(sample, disk).trouble
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert keep_backed_up(sample, disk).trouble == ""


NOBODY = """
import os, sys
from pathlib import Path
import storage.restore, storage.automatic_backup, storage.verify, storage.schema
storage.schema.known_structure()
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
print(storage.automatic_backup.keep_backed_up(Path(sys.argv[1]), Path(sys.argv[2])).trouble)
"""


def test_a_folder_that_somebody_may_not_write_to_is_named(open_to_all: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can become somebody without rights")
    place = open_to_all.parent / "backups"
    place.mkdir()
    place.chmod(0o755)
    command = [sys.executable, "-c", NOBODY, open_to_all, place]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "no permission" in done.stdout, done.stderr
    assert list(place.iterdir()) == []


def test_a_damaged_business_makes_no_backup_and_loses_none(sample: Path, spoil_file: Callable[..., None]) -> None:
    good = keep_backed_up(sample)
    add_client(sample)
    spoil_file(sample, "UPDATE deal SET note = 'changed' WHERE ref = 'B-002'")
    kept = keep_backed_up(sample)
    assert "damaged" in kept.trouble and kept.newest_at == good.newest_at
    assert list(backup_folder(sample).iterdir()) == [good.written]


def test_a_file_that_is_gone_is_said(sample_book: Book) -> None:
    sample_book.path.unlink()
    assert "There is no file" in keep_backed_up(sample_book.path).trouble


def test_work_that_is_given_up_leaves_nothing(sample: Path) -> None:
    asked = []

    def stopped() -> bool:
        asked.append(1)
        return True

    assert keep_backed_up(sample, stopped=stopped).written is None
    assert asked and list(backup_folder(sample).iterdir()) == []
    assert keep_backed_up(sample).trouble == ""


def test_what_a_killed_program_left_behind_is_cleared_away_later(sample: Path) -> None:
    folder = backup_folder(sample)
    folder.mkdir()
    old, fresh = folder / f".{'a' * 32}.new", folder / f".{'b' * 32}.new"
    mine = folder / ".mine.new"
    for file in (old, fresh, mine):
        file.write_bytes(b"half")
    hours_ago = datetime.now(UTC).timestamp() - 7200
    os.utime(old, (hours_ago, hours_ago))
    os.utime(mine, (hours_ago, hours_ago))
    keep_backed_up(sample)
    assert (old.exists(), fresh.exists(), mine.exists()) == (False, True, True)
