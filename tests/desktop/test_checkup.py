"""A file is looked over behind the first paint, and its calendar reaches two years ahead."""

from datetime import date
from pathlib import Path

import pytest

from desktop.actions.business import create_sample
from desktop.window import Window
from storage.opening import open_book
from storage.sqlite import connect

TODAY = date(2026, 11, 23)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Brightside.handshake"
    create_sample(path=path, today=TODAY).close()
    return path


def spoil(file: Path) -> None:
    """Overwrite the first page of a table's rows, which opening alone does not read."""
    with connect(file) as connection:
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'changed_row'").fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    connection.close()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * size + 8)
        opened.write(b"\xff" * 200)


def test_damage_that_opening_does_not_meet_is_said_behind_the_first_paint(file: Path, qtbot) -> None:
    spoil(file)
    window = Window(today=TODAY, remembers=False)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(file)
    qtbot.waitUntil(lambda: "damaged" in window.notice_bar.text(), timeout=10_000)
    window.close()


def test_a_whole_file_is_not_spoken_of(file: Path, qtbot) -> None:
    window = Window(today=TODAY, remembers=False)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(file)
    qtbot.waitUntil(lambda: window._checkup is not None and window._checkup.isFinished(), timeout=10_000)
    assert window.notice_bar.isHidden()
    window.close()


def test_the_public_holidays_of_a_new_year_come_by_themselves(file: Path, qtbot) -> None:
    next_year = TODAY.replace(year=TODAY.year + 1)
    window = Window(today=next_year, remembers=False)
    qtbot.addWidget(window)
    window.show()
    assert window.open_file(file)
    qtbot.waitUntil(lambda: window._checkup is not None, timeout=10_000)
    window.close()
    with open_book(file) as book:
        found = book.row("SELECT max(day) FROM day_off WHERE kind = 'public'")
        assert found is not None and found[0].startswith(str(next_year.year + 2))
        assert book.undo_label is None
