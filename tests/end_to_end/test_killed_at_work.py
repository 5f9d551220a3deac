"""The program is killed while it imports, exports or writes a page: the old is there, or the whole new, never half."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.actions.business import create_sample
from storage.opening import open_book
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 23)
KILLS = int(os.environ.get("HANDSHAKE_KILLS", "12"))
ROWS = 400

# Loads everything once; each piece of work is a fork of its own, told as a command is.
WORK = """
import os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
import storage.writing, storage.importing, storage.export, storage.sheet.reading, xlsxwriter
import desktop.commands, desktop.printing.agenda_page, desktop.printing.paper, desktop.actions.sheet
from desktop.main import main

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        kept = os.dup(1)
        os.dup2(2, 1)
        code = main(line.rstrip("\\n").split("\\t"))
        os.write(kept, b"done %d\\n" % code)
        os._exit(0)
    os.write(1, b"at work %d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"over\\n")
"""


class Worker:
    """Does one command after the other, each to its end or until it is killed."""

    def __init__(self) -> None:
        self._running = subprocess.Popen(
            [sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )

    def work(self, words: list[str], seconds: float | None = None) -> tuple[bool, float]:
        """Run a command, and kill it after `seconds`; return whether it said that it was done, and how long it took."""
        assert self._running.stdin is not None and self._running.stdout is not None
        self._running.stdin.write("\t".join(words) + "\n")
        self._running.stdin.flush()
        process = int(self._running.stdout.readline().split()[-1])
        began = time.monotonic()
        if seconds is not None:
            while time.monotonic() - began < seconds:
                time.sleep(0.0005)
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        said = []
        while (line := self._running.stdout.readline().strip()) != "over":
            assert line
            said.append(line)
        if seconds is None:
            assert said == ["done 0"], said
        return bool(said), time.monotonic() - began

    def close(self) -> None:
        """End."""
        assert self._running.stdin is not None
        assert self._running.stdout is not None
        self._running.stdin.close()
        self._running.wait(20)
        self._running.stdout.close()


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """The program that works."""
    made = Worker()
    yield made
    made.close()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business, made once; copy it, do not open it."""
    made = tmp_path_factory.mktemp("template") / "Brightside.handshake"
    create_sample(path=made, today=TODAY).close()
    return made


@pytest.fixture
def file(tmp_path: Path, template: Path) -> Path:
    return Path(shutil.copyfile(template, tmp_path / "a.handshake"))


def killed(worker: Worker, words: list[str]) -> Iterator[bool]:
    """Kill the work at many moments; yield after each whether it had said that it was done."""
    _, whole = worker.work(words)
    chance = random.Random(KILLS)
    yield True
    for _ in range(KILLS):
        yield worker.work(words, chance.uniform(0, whole * 1.1))[0]


def count(file: Path) -> int:
    with open_book(file) as book:
        found = book.row("SELECT count(*) FROM deal")
    assert found is not None
    return int(found[0])


def test_an_import_is_in_the_file_whole_or_not_at_all(
    worker: Worker, file: Path, template: Path, tmp_path: Path
) -> None:
    sheet = tmp_path / "deals.csv"
    rows = "\n".join(f"K-{number},Client {number},lead,2026-11-0{number % 9 + 1}" for number in range(ROWS))
    sheet.write_text("Ref,Client,Stage,Created\n" + rows + "\n", encoding="utf-8")
    before = count(template)
    seen = set()
    for done in killed(worker, ["import", str(file), str(sheet)]):
        found = count(file)
        assert found in (before, before + ROWS)
        assert found == before + ROWS or not done, "what was told is there"
        assert verify(file).ok
        with open_book(file) as book, book.change("Go on") as change:
            change.add("client", {"name": "Somebody else"})
        assert sorted(one.name for one in tmp_path.iterdir()) == ["a.handshake", "deals.csv"]
        seen.add(found)
        shutil.copyfile(template, file)
    assert before + ROWS in seen


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_an_export_is_there_whole_or_not_at_all(worker: Worker, file: Path, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    whole: dict[str, bytes] = {}
    for done in killed(worker, ["export", str(file), str(out), "--format", format]):
        there = {one.name: one.read_bytes() for one in out.iterdir()} if out.exists() else {}
        # What was not finished has no name that anybody sees.
        shown = {name: data for name, data in there.items() if not name.startswith(".")}
        whole = whole or shown
        assert shown or not done
        if format == "csv":
            assert shown in ({}, whole)
        else:
            assert set(shown) in (set(), set(whole))
            for name in shown:
                load_workbook(out / name, read_only=True).close()
        shutil.rmtree(out, ignore_errors=True)
    assert whole
    assert verify(file).ok


def test_a_page_is_the_old_one_or_the_whole_new_one(worker: Worker, file: Path, tmp_path: Path) -> None:
    out = tmp_path / "agenda.pdf"
    sheets = 0
    for done in killed(worker, ["agenda", str(file), "--pdf", str(out), "--on", TODAY.isoformat()]):
        data = out.read_bytes() if out.exists() else b"old"
        assert data != b"old" or not done
        if data != b"old":
            assert data.rstrip().endswith(b"%%EOF")
            sheets = sheets or len(PdfReader(out).pages)
            assert len(PdfReader(out).pages) == sheets
        out.write_bytes(b"old")
    assert sheets
    assert verify(file).ok
