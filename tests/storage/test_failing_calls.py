"""The Nth call that a save makes of the system fails, for N = 1, 2, … until it passes: a sentence, nothing half."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from storage.opening import create_book, open_book
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
ALL = "HANDSHAKE_CALLS" in os.environ
MOST = 400
SENTENCES = ("The disk", "can't be opened", "is full")

# Loads everything once; each save is a fork of its own, to which strace is tied before it begins.
SAVE = """
import os, sys
from pathlib import Path
import storage.writing
from storage.opening import open_book
from storage.trouble import Trouble

def answer(text):
    os.write(1, text.encode() + b"\\n")

def save(book, number):
    try:
        with book.change(f"Deal {number}") as change:
            client = change.add("client", {"name": f"Client {number}"})
            change.add("deal", {"ref": str(number), "client_id": client, "stage": "lead",
                                "created_on": change.at.date(), "note": "x" * 9000})
    except Trouble as trouble:
        answer("said " + trouble.say)
        return False
    answer("saved")
    return True

def work(number):
    with open_book(Path(sys.argv[1])) as book:
        # SQLite reads the system's randomness once; without it takes the time, so that failing is no failure.
        book.row("SELECT random()")
        answer(f"ready {os.getpid()}")
        sys.stdin.readline()
        if not save(book, number):
            save(book, number)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            work(int(line))
        except BaseException as error:
            answer(f"bug {error!r}")
        os._exit(0)
    os.waitpid(child, 0)
    answer("over")
"""


def can_trace() -> bool:
    """Say whether one program may look at another here."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


@pytest.fixture
def saver(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A program that saves when it is asked to."""
    if not can_trace():
        pytest.skip("strace is not here, or may not look")
    create_book(path).close()
    with subprocess.Popen(
        [sys.executable, "-c", SAVE, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as running:
        yield running
        assert running.stdin is not None
        running.stdin.close()


def lines(answers: IO[str]) -> Iterator[str]:
    """Yield what the program says until this save is over."""
    while (line := answers.readline().strip()) != "over":
        assert line, "the program is gone"
        yield line


def save_with_failure(running: "subprocess.Popen[str]", number: int, call: str, error: str, nth: int) -> list[str]:
    """Let it save once while the `nth` `call` fails, and once more where that went wrong; return what it said."""
    assert running.stdin is not None and running.stdout is not None
    running.stdin.write(f"{number}\n")
    running.stdin.flush()
    said = lines(running.stdout)
    process = next(said).split()[1]
    inject = f"inject={call}:error={error}:when={nth}"
    command = ["strace", "-p", process, "-o", "/dev/null", "-e", f"trace={call}", "-e", inject]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as strace:
        assert strace.stderr is not None
        assert "attached" in strace.stderr.readline()
        running.stdin.write("go\n")
        running.stdin.flush()
        told = list(said)
    return told


@pytest.mark.parametrize(
    ("call", "error"), [("pwrite64", "EIO"), ("pwrite64", "ENOSPC"), ("fdatasync", "EIO"), ("fsync", "EIO"),
                        ("unlink", "EIO"), ("openat", "EIO"), ("openat", "EMFILE")]
)  # fmt: skip
def test_whichever_call_fails_nothing_is_half_and_the_next_try_works(
    saver: "subprocess.Popen[str]", path: Path, call: str, error: str
) -> None:
    nth, number, sentences = 1, 0, set()
    while nth < MOST:
        with open_book(path) as book:
            before = book.row("SELECT count(*) FROM deal")[0]
        number += 1
        told = save_with_failure(saver, number, call, error, nth)
        assert not any(line.startswith("bug") for line in told), told
        # Every save is told; where the first try was refused, the second one is the save.
        assert told[-1] == "saved", told
        with open_book(path) as book:
            counts = {book.row(f"SELECT count(*) FROM {table}")[0] for table in ("deal", "client")}
        assert counts == {before + 1}, told
        assert verify(path).ok
        assert [file.name for file in path.parent.iterdir()] == [path.name]
        if len(told) == 1:
            break
        sentences.add(told[0])
        nth += 1 if ALL or nth < 3 else 7
    assert nth < MOST, "it never passed"
    assert nth > 1 or call == "fsync", f"not one {call} was made to fail"
    assert all(any(words in say for words in SENTENCES) for say in sentences), sentences
