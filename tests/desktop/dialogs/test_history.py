"""The history: what was changed, the newest first, of everything or of one deal; narrowed down by typing."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.actions.business import create_business
from desktop.actions.intake import create_deal, delete_deal
from desktop.dialogs.history import History, folded, when
from storage.book import Author, Book, Happening
from storage.founding import Founder
from storage.intake import read_deal
from storage.opening import open_book

TODAY = date(2026, 11, 23)
ANA = Author("ana", "Ana")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    path = tmp_path / "shop.handshake"
    create_business(
        path=path,
        name="Shop",
        kind="blank",
        founders=(Founder("Ana", sells=True, delivers=True),),
        country=None,
        currency="EUR",
        weekly_hours=Decimal(40),
        today=TODAY,
    ).close()
    with open_book(path) as opened:
        yield opened


def add(book: Book, client: str) -> str:
    return create_deal(book=book, who=ANA, today=TODAY, digits=2, fields={"client": client})


def whats(dialog: History) -> list[str]:
    return [what for _when, _who, what in dialog.list.shown_rows()]


def test_changes_are_listed_the_newest_first(qtbot: QtBot, book: Book) -> None:
    add(book, "Nook <b>Café</b>\nand more")
    add(book, "Mill Bakery")
    dialog = History(book)
    qtbot.addWidget(dialog)
    assert whats(dialog) == ["New deal: Mill Bakery", "New deal: Nook <b>Café</b> and more", "Set up Shop"]
    assert [who for _when, who, _what in dialog.list.shown_rows()] == ["Ana", "Ana", "Handshake"]


def test_the_history_of_one_deal_holds_nothing_else(qtbot: QtBot, book: Book) -> None:
    first = add(book, "Nook Café")
    add(book, "Mill Bakery")
    deal = read_deal(book, first, digits=2)
    assert deal is not None
    delete_deal(book=book, who=ANA, deal=deal)
    dialog = History(book, row_ids=[first], about="Nook Café")
    qtbot.addWidget(dialog)
    assert whats(dialog) == ["Delete: Nook Café", "New deal: Nook Café"]
    assert dialog.windowTitle() == "History of Nook Café"


def test_typing_narrows_the_list_down(qtbot: QtBot, book: Book) -> None:
    add(book, "Nook Café")
    add(book, "Mill Bakery")
    dialog = History(book)
    qtbot.addWidget(dialog)
    dialog.list.search_edit.setText("café ANA")
    assert whats(dialog) == ["New deal: Nook Café"]
    dialog.list.search_edit.clear()
    assert len(whats(dialog)) == 3


def test_a_row_without_changes_says_so(qtbot: QtBot, book: Book) -> None:
    dialog = History(book, row_ids=["nobody"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.list.isVisible()


@pytest.fixture
def amsterdam(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Amsterdam")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("amsterdam")
def test_an_instant_is_written_as_local_day_and_time() -> None:
    assert when(datetime(2026, 11, 23, 23, 30, tzinfo=UTC)) == "Tue 24 Nov 2026 00:30"


def happening(seq: int, hour: int, who: str, label: str, day: int = 23) -> Happening:
    return Happening(seq, datetime(2026, 11, day, hour, tzinfo=UTC), who, label, None)


@pytest.mark.usefixtures("amsterdam")
def test_the_same_done_again_and_again_is_one_row() -> None:
    """Thirty answers of a health check are thirty changes, and one thing that happened; by day and by person."""
    rows = folded(
        [
            happening(7, 11, "Ana", "Ana answers", day=24),
            happening(6, 12, "Ana", "Ana answers"),
            happening(5, 11, "Ana", "Ana answers"),
            happening(4, 10, "Ana", "Ana answers"),
            happening(3, 9, "Ana", "New deal: Mill Bakery"),
            happening(2, 8, "Ana", "Ana answers"),
            happening(1, 7, "Ben", "Ana answers"),
        ]
    )
    assert [(who, what) for _when, who, what in rows] == [
        ("Ana", "Ana answers"),
        ("Ana", "Ana answers (3 times)"),
        ("Ana", "New deal: Mill Bakery"),
        ("Ana", "Ana answers"),
        ("Ben", "Ana answers"),
    ]
    assert rows[1][0] == when(datetime(2026, 11, 23, 12, tzinfo=UTC))
