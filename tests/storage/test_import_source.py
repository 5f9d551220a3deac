"""How a sheet was read is found again by its headers, once for each, and nothing strange in the file is believed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from framework.deal import Stage
from storage.book import Book
from storage.import_source import recall, remember
from storage.opening import open_book
from storage.sheet.dates import DateOrder
from storage.sheet.glance import Way

HEADERS = ("who", "amount", "when", "phase")
WAY = Way(
    {"client": "who", "value": "amount", "stage": "phase", "promised_on": "when"},
    DateOrder.MDY,
    {"Heiß": Stage.OFFERED, "Parked": Stage.LEAD},
)


def keep(book: Book, way: Way, headers: tuple[str, ...] = HEADERS, name: str = "deals.csv") -> None:
    with book.change("Remember", for_good=True) as change:
        remember(change, book, name=name, headers=headers, way=way)


def test_a_way_is_found_again_by_exactly_its_headers(book: Book) -> None:
    assert recall(book, HEADERS) is None
    keep(book, WAY)
    assert recall(book, HEADERS) == WAY
    assert recall(book, HEADERS[:-1]) is None
    assert recall(book, tuple(reversed(HEADERS))) is None


def test_the_last_way_counts_and_is_kept_once(book: Book) -> None:
    keep(book, WAY)
    keep(book, Way({"client": "amount"}), name="x" * 300)
    assert recall(book, HEADERS) == Way({"client": "amount"})
    rows = book.rows("SELECT name, used_at FROM import_source")
    assert [name for name, _ in rows] == ["x" * 200]
    assert book.history()[0].at.isoformat()[:19] == rows[0][1][:19]


def test_what_is_remembered_for_good_is_not_what_undo_puts_back(book: Book) -> None:
    with book.change("Add a client") as change:
        change.add("client", {"name": "Kite"})
    keep(book, WAY)
    assert book.undo_label == "Add a client"
    book.undo()
    assert recall(book, HEADERS) == WAY


@pytest.mark.parametrize(
    ("column", "written", "found"),
    [
        ("columns", "not JSON", None),
        ("columns", "[1]", None),
        ("columns", '{"value": "amount"}', None),
        ("columns", '{"client": "gone"}', None),
        ("columns", '{"client": "who", "colour": "amount", "cost": 3}', {"client": "who"}),
        ("date_order", "upside down", dict(WAY.columns)),
        ("stages", '{"Heiß": "melting"}', dict(WAY.columns)),
    ],
)
def test_strange_words_in_the_file_are_passed_over(
    path: Path, book: Book, spoil_file: Callable[..., None], column: str, written: str, found: dict[str, str] | None
) -> None:
    keep(book, WAY)
    book.close()
    spoil_file(path, f"UPDATE import_source SET {column} = '{written}'")
    with open_book(path) as again:
        way = recall(again, HEADERS)
        assert (None if way is None else way.columns) == found
        if way is not None and column != "columns":
            assert way.date_order is (None if column == "date_order" else DateOrder.MDY)
            assert way.stages == ({} if column == "stages" else WAY.stages)
