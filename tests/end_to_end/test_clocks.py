"""Clocks that are wrong, zones at the ends of the world, and odd days of the calendar move nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from desktop.wording.saving import saved_words
from storage.opening import create_book, open_book
from storage.verify import verify

ROOT = Path(__file__).resolve().parents[2]
MONDAY = date(2026, 11, 23)


def test_a_clock_that_jumps_changes_no_order(tmp_path: Path, set_clock: Callable[[datetime], None]) -> None:
    path = tmp_path / "a.handshake"
    years = (2026, 2025, 2036, 2026)
    with create_book(path) as book:
        for number, year in enumerate(years):
            set_clock(datetime(year, 11, 23, 10, 0, tzinfo=UTC))
            with book.change(f"Change {number}") as change:
                change.add("client", {"name": f"Client {number}"})
    with open_book(path) as book:
        labels = [label for (label,) in book.rows("SELECT label FROM change ORDER BY seq")]
        assert labels == [f"Change {number}" for number in range(len(years))]
        # The last change is the last one made, whatever its clock said.
        for today in (date(2020, 1, 1), date(2026, 11, 23), date(2040, 1, 1)):
            words = saved_words(book.last_saved, today, read_only=False)
            assert words and "-" not in words
    assert verify(path).ok


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.handshake"
    create_sample(path=path, today=MONDAY).close()
    return path


def told(file: Path, zone: str, *words: str) -> str:
    """Return what a command answers on a computer in another zone."""
    done = subprocess.run(
        [sys.executable, "-m", "desktop", words[0], str(file), *words[1:]],
        env={**os.environ, "TZ": zone},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def test_days_are_the_same_at_both_ends_of_the_world(file: Path) -> None:
    asks = (("capacity", "--json", "--on", "2026-11-23"), ("check", "--json", "--on", "2026-11-23"))
    for words in asks:
        east, west = (told(file, zone, *words) for zone in ("Pacific/Kiritimati", "Etc/GMT+12"))
        assert east == west
        assert len(east) > 500


@pytest.mark.parametrize("day", ["2028-02-29", "2026-12-28", "2027-01-03", "1900-01-01", "2199-12-31"])
def test_odd_days_of_the_calendar_are_days(file: Path, day: str) -> None:
    for words in (("agenda", "--on", day), ("capacity", "--on", day), ("check", "--on", day)):
        assert told(file, "Europe/Amsterdam", *words)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30"])
def test_days_at_the_ends_of_time_are_refused_in_a_sentence(file: Path, day: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "agenda", str(file), "--on", day],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.strip() and "Traceback" not in done.stderr
