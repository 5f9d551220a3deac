"""The long form of killing a program while it backs up, thins out and restores.

    python tests/drills/backups_survive_kills.py 200     prints one line; exit code 1 when anything was lost

`kill_backups` and `kill_restores` are the loops themselves; the test of storage calls them with a few kills.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from storage.automatic_backup import keep_backed_up  # noqa: E402
from storage.backup import LEFT_BEHIND_SECONDS, back_up, backup_folder  # noqa: E402
from storage.backup_list import look_into, newest_good  # noqa: E402
from storage.opening import create_book, open_book  # noqa: E402
from storage.verify import verify  # noqa: E402

# One process loads everything once and starts each worker by a fork, so that only the work itself is repeated.
NURSERY = """
import os, sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
import storage.writing
from storage.automatic_backup import keep_backed_up
from storage.opening import open_book
from storage.restore import restore

path = Path(sys.argv[2])

class Clock(datetime):
    days = 0
    @classmethod
    def now(cls, zone=None):
        return datetime(2026, 1, 5, 9, tzinfo=UTC) + timedelta(days=cls.days)

def backup():
    # A day of work for each backup, so that there is something to thin out.
    storage.writing.datetime = Clock
    with open_book(path) as book:
        while True:
            Clock.days = book.row("SELECT max(seq) FROM change")[0]
            with book.change("A day of work") as change:
                change.add("client", {"name": str(Clock.days), "note": "x" * 500})
            os.write(1, b"saved %d\\n" % change.seq)
            kept = keep_backed_up(path)
            if kept.trouble:
                raise SystemExit(kept.trouble)
            os.write(1, b"done %d\\n" % change.seq)

def restores():
    number = 0
    while True:
        number += 1
        os.write(1, b"saved %d\\n" % (number % 2))
        restore(Path(sys.argv[3 + number % 2]), path)
        os.write(1, b"done %d\\n" % (number % 2))

for _ in sys.stdin:
    worker = os.fork()
    if worker == 0:
        try:
            backup() if sys.argv[1] == "backup" else restores()
        finally:
            os._exit(3)
    os.write(1, b"worker %d\\n" % worker)
    _, status = os.waitpid(worker, 0)
    os.write(1, b"dead %d\\n" % status)
"""


class Killed(NamedTuple):
    """What a killed worker had told: the last number that it had saved, and the last with which it was done."""

    saved: int
    done: int


class Nursery:
    """A process that starts workers, and the chance by which they are killed."""

    def __init__(self, *words: object) -> None:
        command = [sys.executable, "-c", NURSERY, *map(str, words)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY)
        self._chance = random.Random(7)
        self._round_seconds = 0.1

    def kill_one(self) -> Killed:
        """Let a new worker work for a round or two, and kill it at a random moment of the next."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(b"go\n")
        self._process.stdin.flush()
        worker, saved, done, began = 0, -1, -1, time.monotonic()
        left = self._chance.randrange(1, 4)
        while True:
            word, number = self._process.stdout.readline().split()
            if word == b"worker":
                worker = int(number)
            elif word == b"dead":
                if int(number) != signal.SIGKILL:
                    raise AssertionError("the worker has ended by itself")
                return Killed(saved, done)
            elif word == b"saved":
                saved, left = int(number), left - 1
                if done >= 0:
                    self._round_seconds = time.monotonic() - began
                began = time.monotonic()
            else:
                done = int(number)
            if worker and left <= 0:
                time.sleep(self._chance.random() * self._round_seconds)
                with suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
                left = 1_000_000

    def close(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()


def _make(path: Path) -> None:
    with create_book(path) as book, book.change("Begin") as change:
        change.add("client", {"name": "The first", "note": "x" * 20_000})


def _see_that_all_are_whole(folder: Path) -> int:
    files = [file for file in folder.iterdir() if not file.name.startswith(".")]
    for file in files:
        assert file.suffix == ".handshake" and verify(file).ok, f"{file.name} is not whole"
    return len(files)


def _see_that_half_ones_go(path: Path, folder: Path) -> int:
    """Let an hour pass, and see that what the killed left behind is cleared away."""
    half = [file for file in folder.iterdir() if file.name.startswith(".")]
    long_ago = time.time() - 2 * LEFT_BEHIND_SECONDS
    for file in half:
        os.utime(file, (long_ago, long_ago))
    with open_book(path) as book, book.change("Go on") as change:
        change.add("client", {"name": "Go on"})
    assert keep_backed_up(path).trouble == ""
    assert not [file for file in folder.iterdir() if file.name.startswith(".")], "a half file is left"
    return len(half)


def kill_backups(path: Path, kills: int) -> str:
    """Kill `kills` times while backups are written and thinned out; raises AssertionError when one is lost or half."""
    _make(path)
    assert keep_backed_up(path).trouble == ""
    folder, nursery = backup_folder(path), Nursery("backup", path)
    try:
        for _ in range(kills):
            killed = nursery.kill_one()
            # Killed in the midst of a change: opening puts it back, and checking changes no byte and would say so.
            open_book(path).close()
            assert verify(path).ok
            _see_that_all_are_whole(folder)
            newest = newest_good(path)
            assert newest is not None and newest.mark.seq >= killed.done, "a backup that was there is gone"
    finally:
        nursery.close()
    left, days = _see_that_all_are_whole(folder), look_into(path).mark.seq
    half = _see_that_half_ones_go(path, folder)
    return f"{kills} kills in {days} backups: {left} kept, all whole, {half} half ones cleared away"


def kill_restores(path: Path, kills: int) -> str:
    """Kill `kills` times while backups are restored; raises AssertionError unless the file is the one or the other."""
    _make(path)
    even = back_up(path, path.with_name("even.handshake"))
    with open_book(path) as book, book.change("Go on") as change:
        change.add("client", {"name": "The second", "note": "y" * 30_000})
    odd = back_up(path, path.with_name("odd.handshake"))
    marks = [look_into(even).mark, look_into(odd).mark]
    nursery, between = Nursery("restore", path, even, odd), 0
    try:
        for _ in range(kills):
            killed = nursery.kill_one()
            found = look_into(path).mark
            assert verify(path).ok and found in marks, "neither the old file nor the new one"
            if killed.done == killed.saved and killed.done >= 0:
                assert found == marks[killed.done], "a restore that was told is lost"
            elif killed.done >= 0:
                between += 1
            with open_book(path) as book:
                book.rows("SELECT name FROM client")
            _see_that_all_are_whole(backup_folder(path))
            for file in backup_folder(path).iterdir():
                file.unlink()
    finally:
        nursery.close()
    assert verify(even).ok and verify(odd).ok
    return f"{kills} kills in restores, {between} of them in the midst of one: always the old file or the new one"


def main() -> int:
    """Run both loops and print one line."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory(prefix="handshake-drill-") as folder:
        try:
            backups = kill_backups(Path(folder) / "Backups.handshake", kills)
            restores = kill_restores(Path(folder) / "Restores.handshake", kills)
        except AssertionError as lost:
            sys.stdout.write(f"LOST: {lost}\n")
            return 1
    sys.stdout.write(f"{backups}; {restores}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
